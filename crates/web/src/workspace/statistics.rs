//! `GET /ruang/statistik`: figures within an officer's scope, exact.

use axum::extract::Query as Asks;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_domain::words::Role;
use lapor_store::figures::{Ask, Scope, csv, json};

use super::seat::Seat;
use crate::errors;
use crate::layout;
use crate::public::stats::asked::{Asked, Question};
use crate::public::stats::{self, rows};
use crate::state::Here;
use crate::view::forms::Errors;
use crate::view::stats::{Breakdown, FigureRow, MeasureRow};
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame;
use crate::workspace_view::statistics::{OfficerFigure, OfficerStatisticsPage};

/// The figures, or the same as a file.
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
    let (scope, name) = scope(seat).ok_or(AppError::NotPermitted)?;
    let today = here.zone().local_date(here.app().now());
    let latest = stats::latest_year(here).await?;
    let (question, wrong) = asked.question(i18n, today, latest);
    let ask = Ask {
        scope,
        ..stats::ask(here, &question)
    };
    let (answer, done) = stats::exact(here, ask).await?;
    match asked.format.as_str() {
        "csv" if wrong.is_empty() => {
            return Ok(stats::file("text/csv; charset=utf-8", csv(&answer)));
        }
        "json" if wrong.is_empty() => {
            return Ok(stats::file("application/json", json(&answer).to_string()));
        }
        _ => {}
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut tables = vec![
        measures(
            seat,
            "stats-desk-measures",
            rows::measures(i18n, &answer, &done),
        ),
        measures(seat, "stats-desk-counts", rows::subcounts(i18n, &answer)),
    ];
    if let Some(by) = question.by {
        tables.push(breakdown(rows::breakdown(i18n, by, &answer)));
    }
    let download = |format: &str| {
        let base = &here.site.base;
        let href = format!(
            "{base}/ruang/statistik?{}&format={format}",
            question.query()
        );
        (format.to_uppercase(), href)
    };
    let period = i18n.t2(
        "stats-period",
        "from",
        i18n.date(question.from),
        "to",
        i18n.date(question.to),
    );
    let as_of = match question.as_of.filter(|_| answer.ask.as_of.is_some()) {
        Some(day) => i18n.t1("stats-as-of-words", "day", i18n.date(day)),
        None => i18n.t1(
            "stats-as-of-now",
            "at",
            i18n.moment(answer.as_of, here.face()),
        ),
    };
    let page = OfficerStatisticsPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Statistics),
        form: form(seat, asked, &question, wrong),
        scope: name,
        period: format!("{period}, {as_of}"),
        figures: rows::figures(i18n, &answer.total)
            .into_iter()
            .map(figure)
            .collect(),
        tables,
        remarks: rows::remarks(i18n, &answer),
        downloads: vec![download("csv"), download("json")],
    };
    Ok(layout::page(status, &page))
}

/// The whole body for who works for all of it, else the officer's unit and what is below it.
fn scope(seat: &Seat) -> Option<(Scope, String)> {
    let rules = seat.here.rules();
    // Administrators keep the program: figures are not theirs by that role.
    let grants = || {
        let all = seat.officer.grants.iter();
        all.filter(|grant| grant.role != Role::Administrator)
    };
    let whole = grants()
        .filter(|grant| grant.node.is_none())
        .find(|grant| seat.here.body.is_none_or(|body| body == grant.body))
        .or_else(|| grants().find(|grant| grant.node.is_none()));
    if let Some(grant) = whole {
        let body = rules.directory.bodies.get(&grant.body)?;
        return Some((Scope::Body(body.id), body.name.clone()));
    }
    let unit = grants().find_map(|grant| grant.node)?;
    let unit = rules.directory.units.get(&unit)?;
    Some((Scope::Unit(unit.id), unit.name.clone()))
}

fn form(seat: &Seat, asked: &Asked, question: &Question, wrong: Errors) -> Form {
    let here = &seat.here;
    let i18n = here.i18n;
    let date = |name: &'static str, label: &str, value: String| {
        Field::new(name, i18n.t(label), Input::Date)
            .optional()
            .value(value)
    };
    Form::new(
        "angka",
        format!("{}/ruang/statistik", here.site.base),
        i18n.t("stats-show-desk"),
        vec![
            date(
                "from",
                "stats-from-desk",
                Asked::shown(&asked.from, question.from),
            ),
            date("to", "stats-to-desk", Asked::shown(&asked.to, question.to)),
            date("as_of", "stats-as-of-desk", asked.as_of.clone())
                .hint(i18n.t("stats-as-of-desk-hint")),
            Field::new(
                "by",
                i18n.t("stats-by-desk"),
                Input::Select(stats::breakdowns(here)),
            )
            .optional()
            .value(&asked.by),
        ],
    )
    .with_errors(wrong)
}

fn figure(row: FigureRow) -> OfficerFigure {
    OfficerFigure {
        label: row.label,
        count: row.count,
        share: row.share,
        href: String::new(),
    }
}

fn measures(seat: &Seat, caption: &str, rows: Vec<MeasureRow>) -> Table {
    let i18n = seat.here.i18n;
    let rows = rows.into_iter().map(|row| Row {
        cells: vec![
            Cell::text(row.label).small(row.formula),
            Cell::text(row.value).small(row.of),
        ],
        actions: Vec::new(),
    });
    Table {
        caption: i18n.t(caption),
        columns: vec![i18n.t("stats-desk-measure"), i18n.t("stats-desk-value")],
        rows: rows.collect(),
        empty: String::new(),
    }
}

fn breakdown(found: Breakdown) -> Table {
    let rows = found.rows.into_iter().map(|row| {
        let label = Cell::text(row.label);
        let cells = row.cells.into_iter().map(|cell| Cell::text(cell.value));
        Row {
            cells: std::iter::once(label).chain(cells).collect(),
            actions: Vec::new(),
        }
    });
    Table {
        caption: found.caption,
        columns: std::iter::once(found.dimension)
            .chain(found.columns)
            .collect(),
        rows: rows.collect(),
        empty: String::new(),
    }
}
