//! `/milik`: one's own report, opened with its phrase.

mod act;
mod actions;
mod show;

pub(super) use act::{act, leave};

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_domain::ids::ReportId;
use serde::Deserialize;

use super::track;
use crate::errors;
use crate::layout::{Tone, page as respond};
use crate::state::Here;
use crate::view::forms::Errors;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// Something was just saved.
    #[serde(default)]
    simpan: String,
}

/// What came back from a form: what to mend, and what had been written.
#[derive(Debug, Default)]
struct Back {
    errors: Errors,
    written: String,
}

/// One's own report.
pub(super) async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    match opened(&here).await {
        Ok((_, case)) => {
            let mut page = show::page(&here, &case, Back::default()).await;
            if !asked.simpan.is_empty() {
                page.l = page.l.with_notice(Tone::Done, here.i18n.t("own-done"));
            }
            respond(StatusCode::OK, &page)
        }
        Err(AppError::NotSignedIn) => track::to(&here, "/lacak?habis=1"),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// The report this browser has opened.
async fn opened(here: &Here) -> Result<(ReportId, CaseView), AppError> {
    let report = here.reporter().await?;
    let case = case::read(here.app(), report, Onlooker::Reporter).await?;
    case.map(|case| (report, case)).ok_or(AppError::NotFound)
}
