//! `GET /ruang/akses`: who opened what in the body's reports, and why; for the auditor.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::report::openings::{self, Looks};
use lapor_store::record::access::Look;
use serde::Deserialize;

use super::seat::Seat;
use crate::errors;
use crate::layout;
use crate::state::{Here, face};
use crate::view::parts::Pager;
use crate::workspace_view::access::AccessPage;
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::frame;
use crate::workspace_view::words;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    after: String,
}

/// The page.
pub(super) async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let after = asked.after.parse().ok();
    match openings::of_body(seat.here.app(), &seat.officer, after).await {
        Ok(found) => layout::page(StatusCode::OK, &view(&seat, &asked, &found)),
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

fn view(seat: &Seat, asked: &Asked, found: &Looks) -> AccessPage {
    let t = |key: &str| seat.here.i18n.t(key);
    let address = format!("{}/ruang/akses", seat.here.site.base);
    let columns = [
        "access-at",
        "access-who",
        "access-what",
        "access-reason",
        "access-report",
    ];
    AccessPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Access),
        table: Table {
            caption: t("access-caption"),
            columns: columns.into_iter().map(t).collect(),
            rows: found
                .looks
                .iter()
                .map(|look| row(seat, found, look))
                .collect(),
            empty: t("report-access-none"),
        },
        pager: Pager {
            previous: (!asked.after.is_empty()).then(|| address.clone()),
            next: found.next.map(|next| format!("{address}?after={next}")),
        },
    }
}

fn row(seat: &Seat, found: &Looks, look: &Look) -> Row {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let logged = &look.logged;
    let name = logged
        .officer
        .and_then(|id| rules.directory.officers.get(&id))
        .map(|officer| officer.name.clone())
        .unwrap_or_default();
    let what = words::key("content", &logged.opening.what);
    // A report that is not public does not exist for the auditor; that it was opened does.
    let report = look.public.map_or_else(
        || Cell::text(i18n.t("access-report-hidden")),
        |number| {
            let href = format!("{}/laporan/{number}", seat.here.site.base);
            Cell::link(number.grouped(), href)
        },
    );
    Row {
        cells: vec![
            Cell::text(i18n.moment(logged.at, face(rules.zone(found.body)))),
            Cell::text(name).small(words::role(&i18n, logged.role)),
            Cell::text(i18n.t(&what)),
            Cell::text(&logged.opening.reason),
            report,
        ],
        actions: Vec::new(),
    }
}
