//! Forms as browsers and programs send them.

use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use lapor_web::form::Sent;
use tokio::runtime::{Builder, Runtime};

fn read(content_type: &str, bytes: &[u8]) -> Sent {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        let builder = Builder::new_current_thread().enable_time().build();
        builder.expect("a runtime")
    });
    let request = Request::post("/lapor")
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(bytes.to_vec()))
        .expect("a request");
    runtime.block_on(Sent::read(request))
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
