//! `GET /berkas/{file}`, `GET /berkas/{file}/kecil`: photographs, cleaned, for who may see them.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lapor_app::error::AppError;
use lapor_app::report::case::Onlooker;
use lapor_app::report::open;
use lapor_domain::ids::{FileId, ReportId};
use lapor_store::record::file;
use lapor_store::{Query, StoreError, Tx};

use crate::errors;
use crate::state::Here;

/// The photograph.
pub(super) async fn large(here: Here, Path(file): Path<String>) -> Response {
    serve(&here, &file, false).await
}

/// Its thumbnail.
pub(super) async fn small(here: Here, Path(file): Path<String>) -> Response {
    serve(&here, &file, true).await
}

async fn serve(here: &Here, file: &str, thumbnail: bool) -> Response {
    let Ok(file) = file.parse::<FileId>() else {
        return errors::answer(here, &AppError::NotFound, "");
    };
    match read(here, file, thumbnail).await {
        Ok((bytes, onlooker)) => answer(&here.headers, file, thumbnail, bytes, onlooker),
        Err(error) => errors::answer(here, &error, ""),
    }
}

async fn read(here: &Here, file: FileId, thumbnail: bool) -> Result<(Vec<u8>, Onlooker), AppError> {
    let report = here
        .app()
        .store()
        .read(ReportOf(file))
        .await?
        .ok_or(AppError::NotFound)?;
    for onlooker in onlookers(here, report).await? {
        match open::photo(here.app(), file, thumbnail, onlooker).await {
            Ok(bytes) => return Ok((bytes, onlooker)),
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Err(AppError::NotFound)
}

/// As whom this browser may look: as anyone, as the holder of this very report's phrase, as the
/// officer signed in.
async fn onlookers(here: &Here, report: ReportId) -> Result<Vec<Onlooker>, AppError> {
    let mut all = vec![Onlooker::Public];
    match here.reporter().await {
        Ok(own) if own == report => all.push(Onlooker::Reporter),
        Ok(_) | Err(AppError::NotSignedIn) => {}
        Err(error) => return Err(error),
    }
    match here.officer().await {
        Ok(officer) => all.push(Onlooker::Officer(officer)),
        Err(AppError::NotSignedIn) => {}
        Err(error) => return Err(error),
    }
    Ok(all)
}

fn answer(
    asked: &HeaderMap,
    file: FileId,
    thumbnail: bool,
    bytes: Vec<u8>,
    onlooker: Onlooker,
) -> Response {
    // Kept, but asked for again each time: what is taken back is gone at once, also from caches.
    let caching = match onlooker {
        Onlooker::Public => "public, no-cache",
        _ => "private, no-store",
    };
    let etag = format!("\"{file}-{}\"", u8::from(thumbnail));
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .any(|value| value.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// Whose photograph a file is.
struct ReportOf(FileId);

impl Query for ReportOf {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<ReportId>, StoreError> {
        let row = file::variant(tx, self.0, "photo").await?;
        Ok(row.map(|row| row.report))
    }
}
