//! `GET /laporan/{number}`: one released report.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_domain::ids::ReportId;
use lapor_domain::tracking::TrackingNo;
use lapor_store::{Query, StoreError, Tx, params};

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
        Ok(Some(case)) if case.is_public => {
            match here.app().store().read(Ordinary(case.id)).await {
                Ok(ordinary) => respond(StatusCode::OK, &released(&here, &case, ordinary).await),
                Err(error) => errors::answer(&here, &error.into(), ""),
            }
        }
        Ok(_) | Err(AppError::NotFound) => {
            floor.await;
            let mut layout = here.layout(Nav::Released);
            layout.path = layout.href("/laporan");
            ErrorPage::new(layout, ErrorKind::NotFound).respond()
        }
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn released(here: &Here, case: &CaseView, ordinary: u64) -> ReleasedPage {
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
        supporters: match ordinary {
            0 => String::new(),
            n => i18n.tn("report-supporters", n + 1),
        },
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

/// How many others reported the same. Secret and supervisory ones do not exist here.
struct Ordinary(ReportId);

impl Query for Ordinary {
    type Output = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        const SQL: &str = "SELECT count(*) FROM report
            WHERE merge_root = $1 AND rahasia = $2 AND supervisory = $2";
        let count: Option<i64> = tx.row(SQL, params![self.0.0, false]).await?;
        Ok(count.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    }
}
