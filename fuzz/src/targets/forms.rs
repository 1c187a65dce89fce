//! Forms as browsers and programs send them.

use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use lapor_web::form::{Sent, files};
use tokio::runtime::{Builder, Runtime};

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let builder = Builder::new_current_thread().enable_time().build();
        builder.expect("a runtime")
    })
}

fn request(content_type: &str, bytes: &[u8]) -> Request {
    Request::post("/lapor")
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(bytes.to_vec()))
        .expect("a request")
}

fn read(content_type: &str, bytes: &[u8]) -> Sent {
    runtime().block_on(Sent::read(request(content_type, bytes)))
}

/// `a=1&b=2`.
pub fn form(bytes: &[u8]) {
    let _ = read("application/x-www-form-urlencoded", bytes).written();
}

/// Parts with the boundary `x`.
pub fn multipart(bytes: &[u8]) {
    let sent = read("multipart/form-data; boundary=x", bytes);
    assert!(sent.photos.len() <= sent.photo_count);
    let _ = sent.written();
}

/// Files with the boundary `x`; none is kept longer than it may be.
pub fn files(bytes: &[u8]) {
    const MOST: usize = 64;
    let request = request("multipart/form-data; boundary=x", bytes);
    let Ok(files) = runtime().block_on(files::read(request, MOST)) else {
        return;
    };
    assert!(files.len() <= 2);
    assert!(
        files
            .iter()
            .all(|file| file.bytes.len() <= MOST && (!file.is_cut || file.bytes.len() == MOST))
    );
}
