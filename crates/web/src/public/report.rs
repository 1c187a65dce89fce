//! `GET /laporan/{number}`: one released report.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::twins::{self, Affected};
use lapor_domain::tracking::TrackingNo;

use super::{show, track};
use crate::errors;
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::errors::{ErrorKind, ErrorPage};
use crate::view::released::ReleasedPage;

/// The page of a released report; for every other number the one answer.
pub(super) async fn page(here: Here, Path(number): Path<String>) -> Response {
    let floor = tokio::time::sleep(track::NOTHING_TAKES);
    let found = match TrackingNo::parse(&number) {
        Ok(number) => case::by_number(here.app(), number, Onlooker::Public).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(case)) if case.is_public => match twins::affected(here.app(), case.id).await {
            Ok(affected) => respond(StatusCode::OK, &released(&here, &case, affected).await),
            Err(error) => errors::answer(&here, &error, ""),
        },
        Ok(_) | Err(AppError::NotFound) => {
            floor.await;
            let mut layout = here.layout(Nav::Released);
            layout.path = layout.href("/laporan");
            ErrorPage::new(layout, ErrorKind::NotFound).respond()
        }
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn released(here: &Here, case: &CaseView, affected: Affected) -> ReleasedPage {
    let i18n = here.i18n;
    let region = here
        .web
        .places
        .below(here.app(), regency(case.region.as_deref()))
        .await;
    ReleasedPage {
        l: here.layout(Nav::Released),
        number: show::number(case),
        title: case.title.clone().unwrap_or_else(|| i18n.t("own-untitled")),
        chip: show::chip(i18n, case),
        steps: show::steps(i18n, case),
        where_now: show::where_now(i18n, case, false),
        clocks: show::clock(here, case),
        text: case.text_public.words().unwrap_or_default().to_owned(),
        reporter: case.display_name.clone().unwrap_or_else(|| {
            i18n.t(if case.anonim {
                "reporter-anonymous"
            } else {
                "reporter-someone"
            })
        }),
        facts: show::facts(i18n, case, &region, false),
        photos: show::photos(
            here,
            case.photos
                .iter()
                .filter(|photo| photo.at == case.received_at),
        ),
        answer: show::answer(here, case),
        timeline: show::timeline(here, case),
        number_plain: case.tracking.to_string(),
        supporters: show::affected(i18n, affected),
        endorsable: case.is_open,
        followable: lapor_app::follow::is_offered(here.app()),
    }
}

/// The regency or city of a region code, by whose places the village is named.
pub(super) fn regency(code: Option<&str>) -> &str {
    let Some(code) = code else {
        return "";
    };
    code.match_indices('.')
        .nth(1)
        .map_or(code, |(at, _)| code.get(..at).unwrap_or(code))
}
