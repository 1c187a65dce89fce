//! `GET /statistik`: figures of whole months, as known at the end of a day. `?format=csv|json` gives the same as a file.

pub(crate) mod asked;
pub(crate) mod charts;
pub(crate) mod door;
pub(crate) mod drawn;
pub(crate) mod embed;
pub(crate) mod gathered;
pub(crate) mod measures;
pub(crate) mod periods;
pub(crate) mod rows;

use axum::extract::Query as Asks;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::figures::{self, FiguresError, Organisation};
use lapor_domain::ids::BodyId;
use lapor_store::figures::{Answer, Ask, Dimension, Performance, Scope, Sight, csv, json};
use lapor_store::record::RecordError;
use lapor_store::{Query, StoreError, Tx, params};

use self::asked::{Asked, Question};
use self::door::Door;
use self::gathered::Gathered;
use crate::errors;
use crate::i18n::I18n;
use crate::layout::{Nav, page as respond};
use crate::measure_words;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::stats::{Breakdown, Download, Period, StatsAsked, StatsPage};

/// The figures.
pub(crate) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let latest = match latest_year(&here).await {
        Ok(latest) => latest,
        Err(error) => return errors::answer(&here, &error, ""),
    };
    let today = here.zone().local_date(here.app().now());
    let (mut question, mut wrong) = asked.question(here.i18n, today, latest, Door::Public);
    if let Err(error) = known(&here, here.body, &mut question, &mut wrong).await {
        return errors::answer(&here, &error, "");
    }
    let is_rearranged = settled(&here, here.body, &mut question);
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let download = matches!(asked.format.as_str(), "csv" | "json") && wrong.is_empty();
    if download {
        let asked_for = ask(&here, &question);
        let read = figures::public_as(here.app(), asked_for, question.organisation).await;
        return match read.map_err(failed) {
            Ok((answer, performance)) if asked.format == "csv" => {
                file("text/csv; charset=utf-8", csv(&answer, Some(&performance)))
            }
            Ok((answer, performance)) => {
                let mut text = json(&answer, Some(&performance)).to_string();
                text.push('\n');
                file("application/json", text)
            }
            Err(error) => errors::answer(&here, &error, ""),
        };
    }
    match gathered::gathered(&here, &question).await {
        Ok(found) => {
            let links = periods::links(&here, &question, latest);
            match show(&here, &asked, &question, wrong, &found, links) {
                Some(mut page) => {
                    if is_rearranged {
                        page.arrangements = ChoiceGroup::flat(arrangements(here.i18n));
                    }
                    respond(status, &page)
                }
                None => errors::answer(&here, &AppError::NotFound, ""),
            }
        }
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// The eight figures of a period, as anyone may see them at present.
pub(super) async fn total(here: &Here, from: Date, to: Date) -> Result<Answer, AppError> {
    let ask = ask(
        here,
        &Question {
            from,
            to,
            as_of: None,
            by: None,
            organisation: Organisation::Then,
        },
    );
    let answer = figures::public_counts(here.app(), ask).await;
    answer.map_err(failed)
}

/// The year of the last report that came in.
pub(crate) async fn latest_year(here: &Here) -> Result<Option<i16>, AppError> {
    let rules = here.rules();
    let bodies = match here.body {
        Some(body) => vec![body],
        None => rules.directory.bodies.keys().copied().collect(),
    };
    let days = here.app().store().read(LatestDay(bodies)).await?;
    Ok(days.and_then(|day| i16::try_from(day / 10_000).ok()))
}

pub(crate) fn ask(here: &Here, question: &Question) -> Ask {
    let now = here.app().now();
    let zone = here.zone();
    Ask {
        scope: here.body.map_or(Scope::Installation, Scope::Body),
        sight: Sight::WHOLE,
        from: question.from,
        to: question.to,
        // Of a day the state at its end; of today the state now.
        as_of: question
            .as_of
            .and_then(|day| day.tomorrow().ok())
            .map(|next| zone.start_of_day(next))
            .filter(|end| *end < now),
        by: question.by,
        now,
    }
}

/// The last day whose state is shown to anyone, and the same in words.
pub(super) fn last_day(i18n: I18n, answer: &Answer) -> (Date, String) {
    let day = answer.zone.local_date(answer.as_of);
    let day = day.yesterday().unwrap_or(day);
    (day, i18n.t1("stats-as-of-words", "day", i18n.date(day)))
}

/// Figures as they are.
pub(crate) async fn exact(
    here: &Here,
    ask: Ask,
    organisation: Organisation,
) -> Result<(Answer, Performance), AppError> {
    let read = figures::exact_as(here.app(), ask, organisation).await;
    read.map_err(failed)
}

/// Asks for the state of now instead where nothing was recorded yet on the day that was asked for, and says so.
pub(crate) async fn known(
    here: &Here,
    body: Option<BodyId>,
    question: &mut Question,
    errors: &mut Errors,
) -> Result<(), AppError> {
    let asked = Ask {
        scope: body.map_or(Scope::Installation, Scope::Body),
        ..ask(here, question)
    };
    match figures::check(here.app(), asked).await {
        Err(FiguresError::Question(_)) => {
            errors.push("as_of", here.i18n.t("stats-error-before-first"));
            question.as_of = None;
            Ok(())
        }
        checked => checked.map_err(failed),
    }
}

/// Whether units of a body changed hands in the period or since: where they did not, nothing is rearranged.
pub(crate) fn settled(here: &Here, body: Option<BodyId>, question: &mut Question) -> bool {
    let today = here.zone().local_date(here.app().now());
    let rules = here.rules();
    let is_rearranged = rules.directory.was_rearranged(body, question.from, today);
    if !is_rearranged {
        question.organisation = Organisation::Then;
    }
    is_rearranged
}

/// How units may be told.
pub(crate) fn arrangements(i18n: I18n) -> Vec<Choice> {
    ["then", "today"]
        .map(|code| Choice::new(code, i18n.t(&format!("stats-units-{code}"))))
        .to_vec()
}

/// The one that is chosen.
pub(crate) const fn arrangement(question: &Question) -> &'static str {
    match question.organisation {
        Organisation::Then => "then",
        Organisation::Today => "today",
    }
}

/// The question was checked before it is asked, so one without an answer is our own mistake.
pub(crate) fn failed(error: FiguresError) -> AppError {
    match error {
        FiguresError::Ask(error) => {
            AppError::Record(RecordError::Store(StoreError::Sql(error.to_string())))
        }
        FiguresError::Question(error) => {
            AppError::Record(RecordError::Store(StoreError::Sql(error.to_string())))
        }
        FiguresError::App(error) => error,
    }
}

pub(crate) fn file(kind: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn show(
    here: &Here,
    asked: &Asked,
    question: &Question,
    errors: Errors,
    found: &Gathered,
    periods: Vec<Period>,
) -> Option<StatsPage> {
    let i18n = here.i18n;
    let answer = found.total()?;
    let performance = &found.performance;
    let total = &answer.total;
    let basis = drawn::basis(here, answer);
    let link = |id: &str| Door::Public.measure(here, answer, id);
    let charts = charts::all(here, found, None, Door::Public)
        .into_iter()
        .map(|figured| drawn::view(here, figured, &basis, Some(question)))
        .collect();
    let charts = drawn::paired(i18n, charts);
    let (_, as_of) = last_day(i18n, answer);
    let broken = question.by.and_then(|by| Some((by, found.by(by)?)));
    // The total with its months, and the table that was asked for.
    let shown = [Some(answer), broken.map(|(_, of)| of)];
    let download = |format: &str| Download {
        href: format!(
            "{}/statistik?{}&format={format}",
            here.site.base,
            question.query()
        ),
        name: format.to_uppercase(),
    };
    Some(StatsPage {
        l: here.layout(Nav::Statistics).with_scripts(&["charts.js"]),
        periods,
        compared: periods::compared(here, found, Door::Public),
        compared_how: charts::completion_how(i18n),
        charts,
        asked: StatsAsked {
            from: Asked::shown(&asked.from, question.from),
            to: Asked::shown(&asked.to, question.to),
            as_of: asked.as_of.clone(),
            by: asked.by.clone(),
            units: arrangement(question).to_owned(),
        },
        errors,
        breakdowns: breakdowns(here, Door::Public),
        arrangements: Vec::new(),
        period: i18n.t2(
            "stats-period",
            "from",
            i18n.date(answer.ask.from),
            "to",
            i18n.date(answer.ask.to),
        ),
        as_of,
        headline: rows::headline(i18n, total, answer.in_fives),
        figures: rows::figures(i18n, total, |figure| match figure {
            Some(figure) => Door::Public.figure(here, answer, figure),
            None => Door::Public.received(here, answer),
        }),
        subcounts: rows::subcounts(i18n, answer, link),
        measures: measures::measures(i18n, answer, performance, &link),
        passed_how: measure_words::explained_all(i18n, &measures::PASSED, &basis),
        passed: measures::passed_by_unit(i18n, &performance.passing_by_unit, Door::Public),
        backlog: measures::backlog(i18n, &performance.backlog, &link),
        how_sum: rows::how_sum(i18n, total.unspecified() > 0),
        how_sums: rows::how_sum(i18n, shown.into_iter().flatten().any(rows::leaves)),
        breakdown_how: measure_words::explained_all(i18n, &rows::received_and_states(), &basis),
        breakdown: broken.map(|(by, of)| broken_down(here, Door::Public, question, by, of)),
        fitted: fitted(here, question, answer),
        remarks: rows::remarks(here, answer),
        downloads: vec![download("csv"), download("json")],
        basis,
    })
}

/// A breakdown whose rows lead to their reports; units of today are no list's.
pub(crate) fn broken_down(
    here: &Here,
    door: Door,
    question: &Question,
    by: Dimension,
    answer: &Answer,
) -> Breakdown {
    let is_of_today = by == Dimension::Unit && question.organisation == Organisation::Today;
    rows::breakdown(here.i18n, by, answer, |row| match row {
        Some(_) if is_of_today => None,
        Some(row) => door.row(here, answer, by, row),
        None => door.received(here, answer),
    })
}

/// Where the answer is not quite to what was asked, and why.
fn fitted(here: &Here, question: &Question, answer: &Answer) -> Vec<String> {
    let i18n = here.i18n;
    let mut remarks = Vec::new();
    if (question.from, question.to) != (answer.ask.from, answer.ask.to) {
        let (from, to) = (i18n.date(answer.ask.from), i18n.date(answer.ask.to));
        remarks.push(i18n.t2("stats-whole-months", "from", from, "to", to));
    }
    let today = here.zone().local_date(here.app().now());
    let yesterday = today.yesterday().unwrap_or(today);
    let (shown, _) = last_day(i18n, answer);
    if shown < question.as_of.unwrap_or(yesterday).min(yesterday) {
        remarks.push(i18n.t1("stats-joined-days", "day", i18n.date(shown)));
    }
    if answer.in_fives {
        remarks.push(i18n.t("stats-in-fives"));
    }
    if question.organisation == Organisation::Today {
        remarks.push(i18n.t("stats-units-note"));
    }
    remarks
}

pub(crate) fn breakdowns(here: &Here, door: Door) -> Vec<ChoiceGroup> {
    let choice = |(code, _)| Choice::new(code, here.i18n.t(&format!("stats-by-{code}")));
    ChoiceGroup::flat(asked::dimensions(door).map(choice).collect())
}

/// The code of a breakdown.
fn code(by: Dimension) -> &'static str {
    asked::dimensions(Door::Desk)
        .find(|(_, dimension)| *dimension == by)
        .map_or("", |(code, _)| code)
}

struct LatestDay(Vec<BodyId>);

impl Query for LatestDay {
    type Output = Option<i64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
        // One short look into the index each.
        const SQL: &str = "SELECT received_day FROM report WHERE holder_id = $1
            ORDER BY received_at DESC, id DESC LIMIT 1";
        let mut latest = None;
        for body in &self.0 {
            let day: Option<i64> = tx.row(SQL, params![body.0]).await?;
            latest = latest.max(day);
        }
        Ok(latest)
    }
}
