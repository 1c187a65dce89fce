//! `/dokumen`: published editions for everybody, each as a file with its fingerprint.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::error::AppError;
use lapor_app::official::serve::{self, Asker};
use lapor_app::official::{Form, OfficialError, edition};
use lapor_domain::ids::BodyId;
use lapor_store::official::Edition;
use uuid::Uuid;

use super::choices;
use crate::errors;
use crate::feed::answer::{has, tagged};
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::documents::{EditionRow, EditionsPage};
use crate::view::forms::Choice;
use crate::workspace::attachment;

/// The list.
pub(super) async fn page(here: Here) -> Response {
    let editions = match rows(&here).await {
        Ok(editions) => editions,
        Err(error) => return errors::answer(&here, &error, ""),
    };
    let bodies = match here.body {
        Some(_) => Vec::new(),
        None => choices::agencies(&here.rules())
            .into_iter()
            .map(|body| Choice::new(format!("/b/{}/dokumen", body.slug), body.name))
            .collect(),
    };
    let page = EditionsPage {
        l: here.layout(Nav::Statistics),
        bodies,
        editions,
    };
    respond(StatusCode::OK, &page)
}

async fn rows(here: &Here) -> Result<Vec<EditionRow>, AppError> {
    let Some(body) = here.body else {
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    for edition in edition::for_everybody(here.app(), body).await? {
        rows.push(row(here, &edition).await?);
    }
    Ok(rows)
}

async fn row(here: &Here, edition: &Edition) -> Result<EditionRow, AppError> {
    let i18n = here.i18n;
    let files = serve::fingerprints(here.app(), edition.id).await?;
    let approved = edition.approved_at.map(|at| i18n.moment(at, here.face()));
    Ok(EditionRow {
        title: edition::title_of(edition.layout, &edition.period),
        as_of: i18n.until(edition.as_of, here.face()),
        approved: approved.unwrap_or_default(),
        is_alone: edition.is_alone,
        files: files
            .into_iter()
            .map(|(form, sha256, _)| {
                let href = format!("{}/dokumen/{}.{form}", here.site.base, edition.id);
                (form.to_uppercase(), href, sha256)
            })
            .collect(),
    })
}

/// One file.
pub(crate) async fn file(here: Here, Path(name): Path<String>) -> Response {
    let asked = name.rsplit_once('.').and_then(|(id, ending)| {
        let id = id.parse::<Uuid>().ok()?;
        // Only what was frozen: nothing is set anew for whoever asks.
        let form = Form::of_ending(ending).filter(|form| edition::FROZEN.contains(form))?;
        Some((id, form))
    });
    let (Some((id, form)), Some(body)) = (asked, here.body) else {
        return errors::answer(&here, &AppError::NotFound, "");
    };
    match send(&here, body, id, form).await {
        Ok(response) => response,
        Err(OfficialError::App(error)) => errors::answer(&here, &error, ""),
        Err(error) => {
            tracing::error!(%error, "document could not be written");
            errors::answer(&here, &AppError::NotFound, "")
        }
    }
}

async fn send(here: &Here, body: BodyId, id: Uuid, form: Form) -> Result<Response, OfficialError> {
    let served = serve::serve(here.app(), Asker::Anyone(body), id, form).await?;
    let name = edition::name_of(&here.rules(), &served.edition);
    let tag = format!("\"{}\"", served.print);
    let mut response = if has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        attachment(form, &name, served.bytes)
    };
    // Says whether these are the bytes whose fingerprint stands on the page.
    let edition = if served.is_original {
        "asli"
    } else {
        "cetak-ulang"
    };
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-edisi"),
        HeaderValue::from_static(edition),
    );
    tagged(&tag, headers);
    // Kept, and asked about each time: what is erased is gone at once, also from caches.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    Ok(response)
}
