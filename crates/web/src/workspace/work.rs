//! `/ruang/pekerjaan`: what the program could not do, and what it has yet to do.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::AppError;
use lapor_app::jobs::{self, Standing};
use lapor_domain::words::Role;

use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::{Here, face};
use crate::view::parts::Pager;
use crate::workspace_view::admin::{Cell, Row, RowAction, Table};
use crate::workspace_view::frame;
use crate::workspace_view::jobs::JobsPage;

/// The page.
pub(super) async fn page(here: Here) -> Response {
    let seat = match administrator(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match jobs::standing(seat.here.app()).await {
        Ok(standing) => layout::page(StatusCode::OK, &view(&seat, &standing)),
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

/// Tries one again.
pub(super) async fn retry(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match administrator(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let tried = match sent.text("job").parse() {
        Ok(id) => jobs::retry(seat.here.app(), id).await,
        Err(_) => Err(AppError::NotFound),
    };
    match tried {
        // Somebody else was quicker: that is what was wanted.
        Ok(()) | Err(AppError::NotFound) => {
            Redirect::to(&format!("{}/ruang/pekerjaan", seat.here.site.base)).into_response()
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

async fn administrator(here: Here) -> Result<Seat, Response> {
    let seat = Seat::take(here).await?;
    if seat.has(Role::Administrator) {
        Ok(seat)
    } else {
        Err(errors::answer(&seat.here, &AppError::NotPermitted, ""))
    }
}

fn view(seat: &Seat, standing: &Standing) -> JobsPage {
    let here = &seat.here;
    let i18n = here.i18n;
    let clock = face(here.zone());
    let table = |caption: &str, columns: &[&str], rows, empty: &str| Table {
        caption: i18n.t(caption),
        columns: columns.iter().map(|key| i18n.t(key)).collect(),
        rows,
        empty: i18n.t(empty),
    };
    let failed = standing.dead.iter().map(|job| Row {
        cells: vec![
            Cell::text(&job.kind),
            Cell::text(&job.error),
            Cell::text(job.attempts.to_string()),
            Cell::text(i18n.moment(job.since, clock)),
        ],
        actions: vec![RowAction {
            action: format!("{}/ruang/pekerjaan/ulang", here.site.base),
            label: i18n.t("jobs-retry"),
            about: job.kind.clone(),
            hidden: vec![("job", job.id.to_string())],
            danger: false,
        }],
    });
    let waiting = standing.waiting.iter().map(|kind| Row {
        cells: vec![
            Cell::text(&kind.kind),
            Cell::text(i18n.number(kind.count)),
            Cell::text(i18n.moment(kind.oldest, clock)),
        ],
        actions: Vec::new(),
    });
    let count: u64 = standing.waiting.iter().map(|kind| kind.count).sum();
    let dead = u64::try_from(standing.dead.len()).unwrap_or(u64::MAX);
    JobsPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Jobs),
        summary: i18n.t2(
            "jobs-summary",
            "failed",
            i18n.number(dead),
            "waiting",
            i18n.number(count),
        ),
        failed: table(
            "jobs-failed",
            &["jobs-kind", "jobs-error", "jobs-tries", "jobs-since"],
            failed.collect(),
            "jobs-none",
        ),
        waiting: table(
            "jobs-waiting",
            &["jobs-kind", "jobs-count", "jobs-oldest"],
            waiting.collect(),
            "jobs-nothing",
        ),
        pager: Pager::default(),
    }
}
