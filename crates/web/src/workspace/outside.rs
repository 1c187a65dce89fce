//! Where reports stand with the systems of units: on the report's page, and on `/ruang/pekerjaan`.

use axum::extract::Request;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::outside::{self, OutsideView, Stuck};
use lapor_app::report::case::CaseView;
use lapor_store::outside_push::{PushState, Standing};

use super::seat::Seat;
use super::work::{self, Administrator};
use crate::form::Sent;
use crate::state::{Here, face};
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::admin::{Cell, Row, RowAction, Table};
use crate::workspace_view::outside::OutsideCard;

/// The cards of a report.
pub(super) async fn of(seat: &Seat, case: &CaseView) -> Result<Vec<OutsideCard>, AppError> {
    let found = outside::of_report(seat.here.app(), case).await?;
    Ok(found.iter().map(|one| card(seat, case, one)).collect())
}

fn card(seat: &Seat, case: &CaseView, one: &OutsideView) -> OutsideCard {
    let i18n = seat.here.i18n;
    let moment = |at| i18n.moment(at, face(case.zone));
    let mut facts = Vec::new();
    if let Some(id) = &one.external {
        facts.push((i18n.t("outside-number"), id.clone()));
    }
    if let Some(at) = one.sent_at {
        facts.push((i18n.t("outside-sent"), moment(at)));
    }
    if let (Some(status), Some(at)) = (&one.status, one.status_at) {
        let key = format!("outside-status-{status}");
        facts.push((i18n.t("outside-status"), i18n.t1(&key, "when", moment(at))));
    }
    if one.state != PushState::Sent
        && let Some(why) = why(seat, one.code.as_deref(), one.error.as_deref())
    {
        facts.push((i18n.t("outside-why"), why));
    }
    let hint = match (one.state, one.status.as_deref()) {
        (PushState::Unsure, _) => i18n.t("outside-hint-unsure"),
        (PushState::Sent, Some("closed")) if case.is_open => i18n.t("outside-hint-closed"),
        _ => String::new(),
    };
    OutsideCard {
        system: one.system.clone(),
        chip: chip(seat, one.state),
        facts,
        words: one.words.clone().unwrap_or_default(),
        hint,
    }
}

fn chip(seat: &Seat, state: PushState) -> Chip {
    let kind = match state {
        PushState::Waiting => ChipKind::Waiting,
        PushState::Sent => ChipKind::Going,
        PushState::Unsure | PushState::Refused => ChipKind::Late,
        PushState::Withheld => ChipKind::Archived,
        PushState::Ended => ChipKind::Ended,
    };
    let key = format!("outside-is-{}", state.as_str());
    Chip::new(kind, seat.here.i18n.t(&key))
}

/// A code of ours in words, else our sentence.
fn why(seat: &Seat, code: Option<&str>, error: Option<&str>) -> Option<String> {
    let i18n = seat.here.i18n;
    let key = format!("outside-code-{}", code.unwrap_or_default());
    if i18n.has(&key) {
        return Some(i18n.t(&key));
    }
    error.map(str::to_owned)
}

/// The tables of `/ruang/pekerjaan`: what somebody must look at, and how many stand where.
pub(super) async fn tables(administrator: &Administrator) -> Result<Vec<Table>, AppError> {
    let seat = &administrator.seat;
    let (counted, stuck) = outside::standing(seat.here.app(), &administrator.kept).await?;
    let i18n = seat.here.i18n;
    let table = |caption: &str, columns: &[&str], rows, empty: &str| Table {
        caption: i18n.t(caption),
        columns: columns.iter().map(|key| i18n.t(key)).collect(),
        rows,
        empty: i18n.t(empty),
    };
    let stuck = stuck.iter().map(|one| stuck_row(seat, one)).collect();
    let counted = counted.iter().map(|one| count_row(seat, one)).collect();
    Ok(vec![
        table(
            "outside-stuck",
            &[
                "outside-system",
                "outside-state",
                "jobs-tries",
                "jobs-since",
            ],
            stuck,
            "outside-stuck-none",
        ),
        table(
            "outside-counts",
            &["outside-system", "outside-state", "jobs-count"],
            counted,
            "outside-counts-none",
        ),
    ])
}

fn stuck_row(seat: &Seat, one: &Stuck) -> Row {
    let here = &seat.here;
    let state = Cell {
        chip: Some(chip(seat, one.state)),
        ..Cell::default()
    };
    let why = why(seat, one.code.as_deref(), one.error.as_deref());
    Row {
        cells: vec![
            Cell::text(&one.system).small(one.id.to_string()),
            state.small(why.unwrap_or_default()),
            Cell::text(one.attempts.to_string()),
            Cell::text(here.i18n.moment(one.since, face(here.zone()))),
        ],
        actions: vec![RowAction {
            action: format!("{}/ruang/pekerjaan/sistem", here.site.base),
            label: here.i18n.t("outside-again"),
            about: one.id.to_string(),
            hidden: vec![("push", one.id.to_string())],
            danger: false,
        }],
    }
}

fn count_row(seat: &Seat, one: &Standing) -> Row {
    let state = Cell {
        chip: Some(chip(seat, one.state)),
        ..Cell::default()
    };
    Row {
        cells: vec![
            Cell::text(&one.system),
            state,
            Cell::text(seat.here.i18n.number(one.count)),
        ],
        actions: Vec::new(),
    }
}

/// Hands one over again.
pub(super) async fn again(here: Here, request: Request) -> Result<Response, Response> {
    let sent = Sent::read(request).await;
    let administrator = Administrator::take(here).await?;
    let done = match sent.text("push").parse() {
        Ok(id) => outside::again(administrator.seat.here.app(), id, &administrator.kept).await,
        Err(_) => Err(AppError::NotFound),
    };
    Ok(work::back(&administrator, done))
}
