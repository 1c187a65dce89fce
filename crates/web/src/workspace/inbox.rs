//! `GET /ruang`: what the officer must look at, overdue first.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::report::due;
use lapor_app::report::inbox::{self, InboxLine};
use lapor_domain::ids::CategoryId;
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Role, StateCode};
use lapor_store::list::{Running, View};
use serde::Deserialize;

use super::report::left;
use super::seat::Seat;
use super::{choices, national};
use crate::behind::Behind;
use crate::errors;
use crate::layout;
use crate::places::Region;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::parts::{ClockStanding, Pager};
use crate::workspace_view::frame;
use crate::workspace_view::inbox::{InboxAsked, InboxPage, InboxRow, RowDue, Tab, TabLink};
use crate::workspace_view::report::Flag;
use crate::workspace_view::words;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    tab: String,
    category: String,
    unit: String,
    region: String,
    channel: String,
    #[serde(rename = "type")]
    report_type: String,
    number: String,
    q: String,
    after: String,
    #[serde(flatten)]
    behind: Behind,
}

/// The page.
pub(super) async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    // A number leads straight to its report.
    if let Ok(number) = TrackingNo::parse(&asked.number) {
        return Redirect::to(&format!("{}/ruang/laporan/{number}", seat.here.site.base))
            .into_response();
    }
    // And so does a number of the national system, where its report is theirs to see.
    match national::number_of(&seat, &asked.number).await {
        Ok(Some(number)) => {
            return Redirect::to(&format!("{}/ruang/laporan/{number}", seat.here.site.base))
                .into_response();
        }
        Ok(None) => {}
        Err(error) => return errors::answer(&seat.here, &error, ""),
    }
    if let Some(elsewhere) = seat.begins_elsewhere() {
        return Redirect::to(&elsewhere).into_response();
    }
    match inbox::read(seat.here.app(), &seat.officer, &question(&asked)).await {
        Ok(page) => {
            let page = page.unwrap_or_default();
            let reports = page.lines.iter().map(|line| line.tracking).collect();
            match due::running(seat.here.app(), reports).await {
                Ok(running) => show(&seat, &asked, page, &running).await,
                Err(error) => errors::answer(&seat.here, &error, ""),
            }
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

fn question(asked: &Asked) -> inbox::Asked {
    inbox::Asked {
        view: view(Tab::from_code(&asked.tab)),
        category: asked.category.parse::<CategoryId>().ok(),
        unit: asked.unit.parse().ok(),
        only_unit: asked.behind.is_of_unit(),
        state: asked.behind.state(),
        region: (!asked.region.is_empty()).then(|| asked.region.clone()),
        channel: asked.channel.parse::<Channel>().ok(),
        only_supervisory: asked.report_type == "supervisory",
        days: asked.behind.days(),
        words: asked.q.clone(),
        after: asked.after.parse().ok(),
    }
}

const fn view(tab: Tab) -> View {
    match tab {
        Tab::Todo => View::Open,
        Tab::Overdue => View::Overdue,
        Tab::Told => View::Told,
        Tab::Unverified => View::Unverified,
        Tab::Waiting => View::AwaitingReporter,
        Tab::Review => View::Review,
        Tab::Done => View::Closed,
        Tab::Archive => View::Archived,
        Tab::All => View::All,
    }
}

async fn show(seat: &Seat, asked: &Asked, page: inbox::InboxPage, running: &[Running]) -> Response {
    let here = &seat.here;
    let rules = here.rules();
    let region = here.region().await;
    let tab = Tab::from_code(&asked.tab);
    let shown = InboxAsked {
        tab,
        category: asked.category.clone(),
        unit: asked.unit.clone(),
        region: asked.region.clone(),
        channel: asked.channel.clone(),
        report_type: asked.report_type.clone(),
        words: asked.q.clone(),
        behind: asked.behind.hidden(),
    };
    let base = &here.site.base;
    let next = page
        .next
        .map(|cursor| format!("{base}/ruang{}&after={cursor}", shown.query()));
    let body = seat.body();
    let view = InboxPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Inbox),
        tabs: TabLink::all(base, tab, &shown, inbox::hears(&seat.officer)),
        categories: body
            .map(|body| choices::sought_categories(here.i18n, &rules, body))
            .unwrap_or_default(),
        units: body
            .map(|body| choices::units(seat, &rules, body, |_| true))
            .unwrap_or_default(),
        regions: region.choices(),
        channels: channels(seat),
        types: types(seat),
        rows: page
            .lines
            .iter()
            .map(|line| row(seat, &rules, &region, line, running))
            .collect(),
        pager: Pager {
            previous: None,
            next,
        },
        number_unknown: asked.number.clone(),
        basis: basis(seat, asked),
        asked: shown,
    };
    layout::page(StatusCode::OK, &view)
}

/// What must be known of a list behind a figure.
fn basis(seat: &Seat, asked: &Asked) -> Vec<String> {
    let here = &seat.here;
    let i18n = here.i18n;
    let mut said = asked.behind.said(i18n, here.face());
    let is_of_now = asked.behind.is_of_now();
    // Who watches over several bodies has the figures of one and the reports of all.
    if is_of_now && seat.has(Role::Overseer) {
        said.push(i18n.t("behind-more"));
    }
    // These count reports of which they may not open every one.
    let counts_more = seat.has(Role::Leader) || seat.has(Role::Inspector);
    if counts_more && (is_of_now || !said.is_empty()) {
        said.push(i18n.t("behind-seen"));
    }
    if let Some(state) = asked.behind.state() {
        let word = i18n.t(&format!("stats-{state}").replace('_', "-"));
        said.insert(0, i18n.t1("behind-state", "state", word));
    }
    // A figure counts where a report was received, the list what the office holds.
    if asked.behind.days().is_some() {
        said.push(i18n.t("behind-held"));
    }
    said
}

/// Doors through which reports come.
pub(super) fn channels(seat: &Seat) -> Vec<ChoiceGroup> {
    let i18n = seat.here.i18n;
    let all = Channel::ALL.iter();
    ChoiceGroup::flat(
        all.map(|it| Choice::new(it.as_str(), words::channel(&i18n, *it)))
            .collect(),
    )
}

/// A choice only for whom there is one: others see none of them, the inspector nothing else.
fn types(seat: &Seat) -> Vec<ChoiceGroup> {
    if !seat.has(Role::Coordinator) {
        return Vec::new();
    }
    ChoiceGroup::flat(vec![Choice::new(
        "supervisory",
        seat.here.i18n.t(Flag::Supervisory.key()),
    )])
}

fn row(
    seat: &Seat,
    rules: &Rules,
    region: &Region,
    line: &InboxLine,
    running: &[Running],
) -> InboxRow {
    let i18n = seat.here.i18n;
    let zone = rules.zone(line.holder);
    let received = zone.local_date(line.received_at);
    let directory = &rules.directory;
    let details = line.details.as_ref();
    InboxRow {
        href: format!("{}/ruang/laporan/{}", seat.here.site.base, line.tracking),
        number: line.tracking.grouped(),
        title: line
            .title
            .clone()
            .unwrap_or_else(|| i18n.t1("report-untitled", "number", line.tracking.grouped())),
        chip: words::state_chip(&i18n, line.state),
        flags: flags(line),
        turn: turn(seat, rules, line),
        due: next_due(seat, line, running),
        category: details
            .and_then(|details| directory.categories.get(&details.category?))
            .map(|category| category.name.clone())
            .unwrap_or_default(),
        unit: office(seat, rules, line),
        region: details
            .and_then(|details| details.region.as_deref())
            .map(|code| region.name(code))
            .unwrap_or_default(),
        channel: details
            .map(|details| words::channel(&i18n, details.channel))
            .unwrap_or_default(),
        received: i18n.date(received),
        received_iso: received.to_string(),
    }
}

/// The lead unit, and the body where it is not the viewer's own.
fn office(seat: &Seat, rules: &Rules, line: &InboxLine) -> String {
    let directory = &rules.directory;
    let unit = line.details.as_ref().map(|details| {
        let unit = details.lead.and_then(|id| directory.units.get(&id));
        unit.map_or_else(
            || seat.here.i18n.t("inbox-no-lead"),
            |unit| unit.name.clone(),
        )
    });
    let body = directory
        .bodies
        .get(&line.holder)
        .filter(|body| seat.body() != Some(body.id) || unit.is_none())
        .map(|body| body.name.clone());
    [body, unit]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(": ")
}

fn flags(line: &InboxLine) -> Vec<Flag> {
    let details = line.details.as_ref();
    let mut flags: Vec<Flag> = details
        .and_then(|details| Flag::of_priority(details.priority))
        .into_iter()
        .collect();
    let mut push = |is: bool, flag| {
        if is {
            flags.push(flag);
        }
    };
    push(!line.told.is_empty(), Flag::Escalated);
    push(line.supervisory, Flag::Supervisory);
    push(line.rahasia, Flag::Rahasia);
    push(details.is_some_and(|details| details.anonim), Flag::Anonim);
    push(line.imported, Flag::Imported);
    flags
}

/// Whose turn it is, as far as a line tells.
fn turn(seat: &Seat, rules: &Rules, line: &InboxLine) -> String {
    let i18n = seat.here.i18n;
    let coordinator = || {
        let body = rules.directory.bodies.get(&line.holder);
        let body = body.map(|body| body.name.clone()).unwrap_or_default();
        i18n.t1("turn-coordinator", "body", body)
    };
    match line.state {
        StateCode::Received if rules.directory.is_desk(line.holder) => i18n.t("turn-desk"),
        StateCode::Received | StateCode::AwaitingRedirect | StateCode::Review => coordinator(),
        StateCode::OnHold | StateCode::ClosureProposed if line.due_at.is_none() => {
            i18n.t("desk-turn-reporter")
        }
        // A final answer with a date is one that a second officer must look at.
        StateCode::ClosureProposed => i18n.t("desk-turn-checker"),
        StateCode::Assigned | StateCode::InProgress => line
            .details
            .as_ref()
            .and_then(|details| details.lead)
            .and_then(|id| rules.directory.units.get(&id))
            .map_or_else(
                || i18n.t("desk-turn-unknown"),
                |unit| i18n.t1("turn-unit", "unit", &unit.name),
            ),
        _ => String::new(),
    }
}

fn next_due(seat: &Seat, line: &InboxLine, running: &[Running]) -> Option<RowDue> {
    let due = line.due_at?;
    let clock = running
        .iter()
        .find(|clock| clock.tracking == line.tracking && clock.due == due)
        .map(|clock| words::clock(&seat.here.i18n, clock.clock));
    let zone = seat.here.rules().zone(line.holder);
    let last = due
        .checked_sub(jiff::SignedDuration::from_micros(1))
        .unwrap_or(due);
    Some(RowDue {
        standing: if line.is_overdue {
            ClockStanding::Late
        } else {
            ClockStanding::Running
        },
        clock: clock.unwrap_or_default(),
        date: seat.here.i18n.date(zone.local_date(last)),
        remaining: left(seat, line.holder, due),
    })
}
