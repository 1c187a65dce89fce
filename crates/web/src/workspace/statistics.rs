//! `GET /ruang/statistik`: figures within an officer's scope, exact.

use axum::extract::Query as Asks;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::figures::{self, Organisation};
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::BodyId;
use lapor_domain::visibility::{counts_officers, counts_supervisory};
use lapor_domain::words::Role;
use lapor_store::figures::{Answer, Ask, Performance, Scope, Sight, csv, json};

use super::seat::Seat;
use crate::errors;
use crate::layout;
use crate::measure_words;
use crate::public::stats::asked::{Asked, Question};
use crate::public::stats::door::Door;
use crate::public::stats::{self, measures as measured, rows};
use crate::state::Here;
use crate::view::forms::{ChoiceGroup, Errors};
use crate::view::stats::{Breakdown, FigureRow, MeasureRow};
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame;
use crate::workspace_view::statistics::{ExplainedTable, OfficerFigure, OfficerStatisticsPage};

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

/// The same for a program that acts as an officer.
pub(crate) async fn exact_as(
    here: Here,
    officer: Officer,
    question: &Question,
) -> Result<(Answer, Performance), AppError> {
    let seat = Seat { here, officer };
    let reach = reach(&seat).ok_or(AppError::NotPermitted)?;
    exact(&seat, &reach, question).await
}

/// Lets an officer ask for a table, as [`Reach::permit`].
///
/// # Errors
/// As there; and for who keeps the program only.
pub(crate) fn permit(
    here: Here,
    officer: Officer,
    question: &mut figures::Question,
) -> Result<(), AppError> {
    let seat = Seat { here, officer };
    let reach = reach(&seat).ok_or(AppError::NotPermitted)?;
    reach.permit(question)
}

async fn exact(
    seat: &Seat,
    reach: &Reach,
    question: &Question,
) -> Result<(Answer, Performance), AppError> {
    let ask = Ask {
        scope: reach.scope,
        sight: reach.sight,
        ..stats::ask(&seat.here, question)
    };
    stats::exact(&seat.here, ask, question.organisation).await
}

async fn answer(seat: &Seat, asked: &Asked) -> Result<Response, AppError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let reach = reach(seat).ok_or(AppError::NotPermitted)?;
    let today = here.zone().local_date(here.app().now());
    let latest = stats::latest_year(here).await?;
    let (mut question, mut wrong) = asked.question(i18n, today, latest, Door::Desk);
    stats::known(here, Some(reach.body), &mut question, &mut wrong).await?;
    let is_rearranged = stats::settled(here, Some(reach.body), &mut question);
    let (answer, done) = exact(seat, &reach, &question).await?;
    match asked.format.as_str() {
        "csv" if wrong.is_empty() => {
            return Ok(stats::file(
                "text/csv; charset=utf-8",
                csv(&answer, Some(&done)),
            ));
        }
        "json" if wrong.is_empty() => {
            return Ok(stats::file(
                "application/json",
                json(&answer, Some(&done)).to_string(),
            ));
        }
        _ => {}
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let download = |format: &str| {
        let base = &here.site.base;
        let href = format!(
            "{base}/ruang/statistik?{}&format={format}",
            question.query()
        );
        (format.to_uppercase(), href)
    };
    let (period, as_of) = spanned(here, &question, &answer);
    let basis = i18n.t2("stats-scope", "period", &period, "asof", &as_of);
    let mut remarks = rows::remarks(here, &answer);
    if question.organisation == Organisation::Today {
        remarks.push(i18n.t("stats-units-note"));
    }
    if !reach.sight.supervisory {
        remarks.push(i18n.t("stats-desk-without-supervisory"));
    }
    let page = OfficerStatisticsPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Statistics),
        form: form(seat, asked, &question, is_rearranged, wrong),
        other: format!(
            "{}/ruang/statistik/ukuran?{}",
            here.site.base,
            question.period()
        ),
        scope: reach.name,
        period: format!("{period}, {as_of}"),
        figures: figures(seat, &answer),
        figures_how: measure_words::explained_all(i18n, &rows::received_and_states(), &basis),
        tables: tables(seat, &question, &answer, &done, &basis),
        remarks,
        downloads: vec![download("csv"), download("json")],
    };
    Ok(layout::page(status, &page))
}

/// The period and the moment in words.
fn spanned(here: &Here, question: &Question, answer: &Answer) -> (String, String) {
    let i18n = here.i18n;
    let (from, to) = (i18n.date(question.from), i18n.date(question.to));
    let as_of = match question.as_of.filter(|_| answer.ask.as_of.is_some()) {
        Some(day) => i18n.t1("stats-as-of-words", "day", i18n.date(day)),
        None => i18n.t1(
            "stats-as-of-now",
            "at",
            i18n.moment(answer.as_of, here.face()),
        ),
    };
    (i18n.t2("stats-period", "from", from, "to", to), as_of)
}

/// Every table of the page with how it is counted: what was asked for, rates and times, ages, counts, passing on, help.
fn tables(
    seat: &Seat,
    question: &Question,
    answer: &Answer,
    done: &Performance,
    basis: &str,
) -> Vec<ExplainedTable> {
    let (here, door) = (&seat.here, seat.door());
    let i18n = here.i18n;
    let link = |id: &str| door.measure(here, answer, id);
    let explained = |table, ids: &[&str]| ExplainedTable {
        table,
        how: measure_words::explained_all(i18n, ids, basis),
    };
    let mut tables = Vec::new();
    if let Some(by) = question.by {
        let found = stats::broken_down(here, door, question, by, answer);
        tables.push(explained(breakdown(found), &rows::received_and_states()));
    }
    let rates = measured::measures(i18n, answer, done, &link);
    let ages = measured::backlog(i18n, &done.backlog, &link);
    let counts = rows::subcounts(i18n, answer, link);
    for (caption, rows) in [
        ("stats-desk-measures", rates),
        ("stats-backlog", ages),
        ("stats-desk-counts", counts),
    ] {
        tables.push(measures(seat, caption, rows).into());
    }
    if let Some(found) = measured::passed_by_unit(i18n, &done.passing_by_unit, door) {
        tables.push(explained(breakdown(found), &measured::PASSED));
    }
    if !done.support.is_empty() {
        tables.push(explained(support(seat, done), &SUPPORT));
    }
    tables
}

/// Whose figures an officer sees, and what counts in them.
pub(super) struct Reach {
    pub(super) scope: Scope,
    /// The body to which the scope belongs.
    pub(super) body: BodyId,
    /// The scope's name.
    pub(super) name: String,
    pub(super) sight: Sight,
    /// What single officers did is theirs to know.
    officers: bool,
}

impl Reach {
    /// Makes a question for a table the officer's: of their scope, and of what counts in it, whatever it was of before.
    ///
    /// # Errors
    /// [`AppError::NotPermitted`] where it asks what single officers did and that is not theirs to know.
    pub(super) fn permit(&self, question: &mut figures::Question) -> Result<(), AppError> {
        if question.tells_of_officers() && !self.officers {
            return Err(AppError::NotPermitted);
        }
        question.ask.scope = self.scope;
        question.ask.sight = self.sight;
        Ok(())
    }
}

/// The whole body for who works for all of it, else the officer's unit and what is below it.
pub(super) fn reach(seat: &Seat) -> Option<Reach> {
    let rules = seat.here.rules();
    let directory = &rules.directory;
    // Administrators keep the program: figures are not theirs by that role.
    let grants = || {
        let all = seat.officer.grants.iter();
        all.filter(|grant| grant.role != Role::Administrator)
    };
    // An inspector's node is where they sit, not what they inspect.
    let is_whole = |grant: &Grant| grant.node.is_none() || grant.role == Role::Inspector;
    let whole = grants()
        .filter(|grant| is_whole(grant))
        .find(|grant| seat.here.body.is_none_or(|body| body == grant.body))
        .or_else(|| grants().find(|grant| is_whole(grant)));
    let (scope, name, body) = if let Some(grant) = whole {
        let body = directory.bodies.get(&grant.body)?;
        (Scope::Body(body.id), body.name.clone(), body.id)
    } else {
        let unit = grants().find_map(|grant| grant.node)?;
        let unit = directory.units.get(&unit)?;
        (Scope::Unit(unit.id), unit.name.clone(), unit.body)
    };
    // The right must reach as far as the figures do.
    let covers = |grant: &Grant| match scope {
        Scope::Unit(unit) => directory.covers(grant, body, Some(unit)),
        _ => grant.body == body && is_whole(grant),
    };
    let sight = Sight {
        supervisory: grants().any(|grant| covers(grant) && counts_supervisory(grant)),
        officer: Some(seat.officer.id),
    };
    Some(Reach {
        scope,
        body,
        name,
        sight,
        officers: grants().any(|grant| covers(grant) && counts_officers(grant)),
    })
}

fn form(
    seat: &Seat,
    asked: &Asked,
    question: &Question,
    is_rearranged: bool,
    wrong: Errors,
) -> Form {
    let here = &seat.here;
    let i18n = here.i18n;
    let date = |name: &'static str, label: &str, value: String| {
        Field::new(name, i18n.t(label), Input::Date)
            .optional()
            .value(value)
    };
    let mut fields = vec![
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
            Input::Select(stats::breakdowns(here, Door::Desk)),
        )
        .optional()
        .value(&asked.by),
    ];
    if is_rearranged {
        let choices = ChoiceGroup::flat(stats::arrangements(i18n));
        let field = Field::new("units", i18n.t("stats-units"), Input::Select(choices));
        fields.push(
            field
                .hint(i18n.t("stats-units-hint"))
                .value(stats::arrangement(question)),
        );
    }
    let action = format!("{}/ruang/statistik", here.site.base);
    Form::new("angka", action, i18n.t("stats-show-desk"), fields).with_errors(wrong)
}

/// The eight figures, each with the way to its reports.
fn figures(seat: &Seat, answer: &Answer) -> Vec<OfficerFigure> {
    let (here, door) = (&seat.here, seat.door());
    let rows = rows::figures(here.i18n, &answer.total, |figure| match figure {
        Some(figure) => door.figure(here, answer, figure),
        None => door.received(here, answer),
    });
    let figure = |row: FigureRow| OfficerFigure {
        label: row.label,
        count: row.count,
        share: row.share,
        href: row.href,
    };
    rows.into_iter().map(figure).collect()
}

pub(super) fn measures(seat: &Seat, caption: &str, rows: Vec<MeasureRow>) -> Table {
    let i18n = seat.here.i18n;
    let rows = rows.into_iter().map(|row| Row {
        cells: vec![
            Cell {
                how: row.how,
                ..Cell::link(row.label, row.href).small(row.caveat)
            },
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

/// What the table of help is of.
const SUPPORT: [&str; 5] = [
    "support_asked",
    "support_finished",
    "support_refused",
    "support_released",
    "support_open",
];

/// Help for other units: a table of its own, in no other number.
fn support(seat: &Seat, done: &Performance) -> Table {
    let i18n = seat.here.i18n;
    let rows = done.support.iter().map(|unit| {
        let work = unit.work;
        let counts = [
            work.asked,
            work.finished,
            work.refused,
            work.released,
            work.open(),
        ];
        let counts = counts.map(|n| Cell::text(i18n.number(n)));
        Row {
            cells: std::iter::once(Cell::text(unit.label.clone()))
                .chain(counts)
                .collect(),
            actions: Vec::new(),
        }
    });
    let columns = ["unit", "asked", "finished", "refused", "released", "open"];
    Table {
        caption: i18n.t("stats-support"),
        columns: columns
            .map(|column| i18n.t(&format!("stats-support-{column}")))
            .to_vec(),
        rows: rows.collect(),
        empty: String::new(),
    }
}

pub(super) fn breakdown(found: Breakdown) -> Table {
    let rows = found.rows.into_iter().map(|row| {
        let label = Cell::link(row.label, row.href);
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
