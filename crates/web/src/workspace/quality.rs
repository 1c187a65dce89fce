//! `GET /ruang/rute`: how good the proposals are: taken, corrected, left open, by month and category, and what the
//! corrections cost.

use axum::extract::Query as Asks;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_app::error::{AppError, FieldError};
use lapor_app::figures::Organisation;
use lapor_app::routing::{self, Counts, Quality};
use lapor_domain::ids::BodyId;
use lapor_domain::words::Role;
use lapor_store::figures::{Ask, PassingOn, Scope, Sight};
use serde::Deserialize;

use super::seat::Seat;
use crate::errors;
use crate::i18n::I18n;
use crate::layout;
use crate::public::stats;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame;
use crate::workspace_view::quality::QualityPage;
use crate::workspace_view::statistics::OfficerFigure;

/// Who answers for how reports are sent on.
pub(super) const READERS: &[Role] = &[Role::Coordinator, Role::Leader];

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
}

/// The page.
pub(super) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match answer(&seat, &asked).await {
        Ok(response) => response,
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

async fn answer(seat: &Seat, asked: &Asked) -> Result<Response, AppError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let body = body(seat).ok_or(AppError::NotPermitted)?;
    let (from, to, wrong) = period(seat, asked);
    let quality = routing::quality(here.app(), body, from, to).await?;
    let ask = Ask {
        scope: Scope::Body(body),
        sight: Sight {
            supervisory: false,
            officer: Some(seat.officer.id),
        },
        from,
        to,
        as_of: None,
        by: None,
        now: here.app().now(),
    };
    let (_, done) = stats::exact(here, ask, Organisation::Then).await?;
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let rules = here.rules();
    let name = rules.directory.bodies.get(&body);
    let date = |name: &'static str, label: &str, value: Date| {
        Field::new(name, i18n.t(label), Input::Date).value(value.to_string())
    };
    let page = QualityPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Routing),
        form: Form::new(
            "usulan",
            format!("{}/ruang/rute", here.site.base),
            i18n.t("stats-show-desk"),
            vec![
                date("from", "quality-from", from),
                date("to", "quality-to", to),
            ],
        )
        .with_errors(wrong),
        scope: name.map(|body| body.name.clone()).unwrap_or_default(),
        period: i18n.t2("stats-period", "from", i18n.date(from), "to", i18n.date(to)),
        figures: figures(i18n, &quality.total),
        remarks: remarks(seat, body, &quality, done.passing_on),
        tables: vec![months(i18n, &quality), categories(seat, &quality)],
    };
    Ok(layout::page(status, &page))
}

/// That of the pages, where the officer answers for it, else the first of their own.
fn body(seat: &Seat) -> Option<BodyId> {
    let grants = seat.officer.grants.iter();
    let mut own = grants.filter(|grant| grant.node.is_none() && READERS.contains(&grant.role));
    let first = own.clone().next()?.body;
    let is_here = |body: &BodyId| own.any(|grant| grant.body == *body);
    Some(seat.here.body.filter(is_here).unwrap_or(first))
}

/// As asked, else the last twelve months.
fn period(seat: &Seat, asked: &Asked) -> (Date, Date, Errors) {
    let here = &seat.here;
    let today = here.zone().local_date(here.app().now());
    let year_ago = today.saturating_sub(1.year());
    let mut wrong = Vec::new();
    let mut read = |text: &str, field: &'static str, usual: Date| match text.trim() {
        "" => usual,
        text => text.parse().unwrap_or_else(|_| {
            wrong.push(FieldError::new(field, "not_a_date"));
            usual
        }),
    };
    let from = read(&asked.from, "from", year_ago);
    let to = read(&asked.to, "to", today);
    if from > to {
        wrong.push(FieldError::new("to", "before_start"));
    }
    let wrong = errors::fields(here.i18n, &wrong, |field| field);
    if wrong.is_empty() {
        (from, to, wrong)
    } else {
        (year_ago, today, wrong)
    }
}

fn figures(i18n: I18n, total: &Counts) -> Vec<OfficerFigure> {
    let figure = |key: &str, count: u64, of: Option<u64>| OfficerFigure {
        label: i18n.t(key),
        count: i18n.number(count),
        share: of
            .and_then(|of| share(count, of))
            .map_or_else(String::new, |tenths| i18n.percent(tenths)),
        href: String::new(),
    };
    let all = Some(total.asked);
    vec![
        figure("quality-asked", total.asked, None),
        figure("quality-accepted", total.accepted, all),
        figure("quality-corrected", total.corrected, all),
        figure("quality-abstained", total.abstained, all),
        figure(
            "quality-moved-later",
            total.moved_later,
            Some(total.accepted),
        ),
        figure("quality-category", total.category_accepted, all),
    ]
}

/// In thousandths; `None` of nothing.
fn share(part: u64, of: u64) -> Option<u32> {
    let thousandths = (part * 1000 + of / 2).checked_div(of)?;
    u32::try_from(thousandths).ok()
}

fn remarks(seat: &Seat, body: BodyId, quality: &Quality, passing_on: PassingOn) -> Vec<String> {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let drift = quality.drift.map_or_else(
        || i18n.t("quality-drift-none"),
        |drift| {
            let points = i18n.percent(drift.unsigned_abs());
            let points = points.trim_end_matches(['%', '\u{a0}']);
            let key = match drift {
                ..0 => "quality-drift-worse",
                0 => "quality-drift-same",
                _ => "quality-drift-better",
            };
            i18n.t1(key, "points", points)
        },
    );
    let minutes = passing_on.all_minutes;
    let hour = rules
        .policy(body, seat.here.app().now())
        .officer_hour_rupiah;
    let rupiah = minutes.saturating_mul(u64::from(hour)) / 60;
    let waits = i18n.t2(
        "quality-waits",
        "moves",
        i18n.number(passing_on.moves.part),
        "hours",
        i18n.number((minutes + 30) / 60),
    );
    let cost = i18n.t2(
        "quality-cost",
        "cost",
        i18n.number(rupiah),
        "hour",
        i18n.number(u64::from(hour)),
    );
    vec![drift, waits, cost]
}

const COLUMNS: [&str; 5] = [
    "quality-asked",
    "quality-accepted",
    "quality-corrected",
    "quality-abstained",
    "quality-precision",
];

fn months(i18n: I18n, quality: &Quality) -> Table {
    let rows = quality.months.iter().map(|(month, counts)| {
        let (year, month) = (month / 100, month % 100);
        let day = i16::try_from(year).ok().zip(i8::try_from(month).ok());
        let day = day.and_then(|(year, month)| Date::new(year, month, 1).ok());
        row(
            i18n,
            day.map_or_else(String::new, |day| i18n.month(day)),
            counts,
        )
    });
    table(i18n, "quality-by-month", "quality-month", rows.collect())
}

fn categories(seat: &Seat, quality: &Quality) -> Table {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let rows = quality.categories.iter().map(|(id, counts)| {
        let category = rules.directory.categories.get(id);
        let name = category.map(|category| category.name.clone());
        row(i18n, name.unwrap_or_else(|| id.to_string()), counts)
    });
    table(i18n, "quality-by-category", "fact-category", rows.collect())
}

fn table(i18n: I18n, caption: &str, first: &str, rows: Vec<Row>) -> Table {
    Table {
        caption: i18n.t(caption),
        columns: std::iter::once(first)
            .chain(COLUMNS)
            .map(|key| i18n.t(key))
            .collect(),
        rows,
        empty: i18n.t("quality-none"),
    }
}

fn row(i18n: I18n, name: String, counts: &Counts) -> Row {
    let number = |n| Cell::text(i18n.number(n));
    let precision = counts.precision().map(|tenths| i18n.percent(tenths));
    Row {
        cells: vec![
            Cell::text(name),
            number(counts.asked),
            number(counts.accepted),
            number(counts.corrected),
            number(counts.abstained),
            Cell::text(precision.unwrap_or_else(|| "–".to_owned())),
        ],
        actions: Vec::new(),
    }
}
