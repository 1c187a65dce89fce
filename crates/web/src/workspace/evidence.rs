//! `GET /ruang/bukti`: the yearly evidence pack as one archive, for whoever makes the body's documents.

use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::aside::aside;
use lapor_app::error::AppError;
use lapor_app::evidence::{self, Pack, Wish};
use lapor_app::official::OfficialError;
use lapor_domain::ids::BodyId;
use lapor_domain::official::{Cadence, Period};
use lapor_domain::visibility::counts_supervisory;
use lapor_store::figures::Sight;
use serde::Deserialize;

use super::documents::{answer, body, mends, without_evidence};
use super::seat::Seat;
use crate::errors;
use crate::state::Here;

/// The query as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: String,
    /// `exact`: everything as the officer may know it; else as anyone may see it.
    reach: String,
}

/// The archive.
pub(super) async fn send(here: Here, Query(asked): Query<Asked>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let Some(body) = body(&seat) else {
        return errors::answer(&seat.here, &AppError::NotPermitted, "");
    };
    let exact = asked.reach == "exact";
    let refused = async |wrong: String| without_evidence(&seat, (&asked.year, exact), wrong).await;
    let year = match Period::parse(Cadence::Yearly, &asked.year) {
        Ok(period) => period.from.year(),
        Err(error) => return refused(error.to_string()).await,
    };
    let wish = Wish {
        body,
        year,
        as_of: None,
        sight: exact.then(|| sight(&seat, body)),
    };
    let packed = match evidence::gather(seat.here.app(), wish).await {
        Ok(pack) => archive(pack).await,
        Err(error) => Err(error),
    };
    match packed {
        Ok(bytes) => {
            let rules = seat.here.rules();
            let slug = rules.directory.bodies.get(&body);
            let slug = slug.map_or("", |body| body.slug.as_str());
            sent(&format!("bukti-dukung-{slug}-{year}.zip"), bytes)
        }
        Err(error) => match mends(seat.here.i18n, &error) {
            Some(wrong) => {
                let wrong = wrong.list().iter().map(|error| error.text.clone());
                refused(wrong.collect()).await
            }
            None => answer(&seat, &error),
        },
    }
}

/// What the officer may know of the body: supervisory reports by right, and none that is about them.
fn sight(seat: &Seat, body: BodyId) -> Sight {
    let mut grants = seat.officer.grants.iter();
    Sight {
        supervisory: grants.any(|grant| grant.body == body && counts_supervisory(grant)),
        officer: Some(seat.officer.id),
    }
}

async fn archive(pack: Pack) -> Result<Vec<u8>, OfficialError> {
    let packed = aside(move || pack.zip()).await?;
    packed.map_err(|error| {
        tracing::error!(%error, "an evidence pack could not be written");
        AppError::NotFound.into()
    })
}

fn sent(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/zip");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"{name}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    let caching = HeaderValue::from_static("private, no-store");
    headers.insert(header::CACHE_CONTROL, caching);
    response
}
