//! `GET /api/v1/reports/{number}/history`: what happened, for following a report.

use axum::response::Response;
use lapor_app::report::case::{Entry, Fact};
use lapor_domain::zone::Zone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::find;
use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::query::{Asks, At};
use crate::api::tag;

/// What happened to a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    /// Tracking number.
    number: String,
    /// Oldest first.
    events: Vec<Event>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// Its place in the report's history; of a shared handling the root's.
    seq: u32,
    /// It happened to the report whose handling this one shares.
    of_root: bool,
    /// When: an instant, or a day where only that is known.
    at: String,
    /// What: `received`, `verified`, `answered` and so on.
    kind: String,
    /// In which role it was done.
    role: String,
    /// The unit for which it was done.
    unit: Option<String>,
    /// Who, for officers only.
    officer: Option<String>,
    /// The words, where they are shown.
    words: Option<String>,
    /// Facts that go with it, by name.
    facts: Vec<EventFact>,
}

/// A fact that goes with an event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventFact {
    /// Name: `unit`, `outcome`, `by`, `moved` and so on.
    name: &'static str,
    /// Value: text, number, truth value, list or object.
    value: Value,
}

/// From where on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Only events after this place in the history.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    after: Option<String>,
}

/// What happened to a report
///
/// For following: send the ETag back as `If-None-Match` and nothing is sent until something happened.
#[utoipa::path(
    get,
    path = "/reports/{number}/history",
    tag = "reports",
    operation_id = "readHistory",
    params(
        ("number" = String, Path, description = "Tracking number", example = "123456789012"),
        Asked,
        ("X-Lapor-Phrase" = Option<String>, Header, description = "The eight words of the receipt"),
        ("If-None-Match" = Option<String>, Header, description = "Version that the asker has"),
    ),
    responses(
        (status = 200, description = "The history", body = History, headers(("ETag" = String, description = "Version"))),
        (status = 304, description = "The asker has this version"),
    )
)]
pub(crate) async fn read(
    caller: Caller,
    At(number): At<String>,
    Asks(asked): Asks<Asked>,
) -> Result<Response, Problem> {
    let after = match asked.after.as_deref().map(str::parse::<u32>) {
        None => None,
        Some(Ok(after)) => Some(after),
        Some(Err(_)) => return Err(Problem::field(caller.i18n(), "after", "not_a_number")),
    };
    let found = find::report(&caller, &number).await?;
    let case = &found.case;
    let is_anyone = matches!(found.asker, find::As::Anyone);
    let shown = case
        .history
        .iter()
        .filter(|_| !is_anyone || case.is_public)
        .filter(|entry| after.is_none_or(|after| entry.seq > after));
    let history = History {
        number: case.tracking.to_string(),
        events: shown
            .map(|entry| event(case.zone, entry, is_anyone))
            .collect(),
    };
    tag::answer(&caller, case.seq, is_anyone && case.is_public, &history)
}

fn event(zone: Zone, entry: &Entry, is_anyone: bool) -> Event {
    Event {
        seq: entry.seq,
        of_root: entry.of_root,
        at: entry.for_machines(zone),
        kind: entry.kind.to_owned(),
        role: entry.role.to_string(),
        unit: entry.unit.clone(),
        officer: entry.officer.clone(),
        words: entry.words.clone(),
        facts: entry
            .facts
            .iter()
            .filter(|fact| !is_anyone || is_for_anyone(fact))
            .map(fact)
            .collect(),
    }
}

/// What the public page tells too.
const fn is_for_anyone(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Unit(_)
            | Fact::Body(_)
            | Fact::Type(_)
            | Fact::Category(_)
            | Fact::Outcome(_)
            | Fact::Reason(_)
            | Fact::EndedBy(_)
            | Fact::By(_)
            | Fact::Days(_)
            | Fact::Clock(_)
            | Fact::Moved { .. }
    )
}

fn fact(fact: &Fact) -> EventFact {
    let (name, value) = match fact {
        Fact::Unit(unit) => ("unit", json!(unit)),
        Fact::Body(body) => ("body", json!(body)),
        Fact::Owner(owner) => ("owner", json!(owner)),
        Fact::Type(kind) => ("type", json!(kind.as_str())),
        Fact::Category(category) => ("category", json!(category)),
        Fact::Supervisory(yes) => ("supervisory", json!(yes)),
        Fact::Release(yes) => ("release", json!(yes)),
        Fact::Outcome(outcome) => ("outcome", json!(outcome.as_str())),
        Fact::Reason(reason) => ("reason", json!(reason.as_str())),
        Fact::EndedBy(by) => ("ended_by", json!(by.as_str())),
        Fact::By(day) => ("by", json!(day.to_string())),
        Fact::Days(days) => ("days", json!(days)),
        Fact::Stars(stars) => ("stars", json!(stars)),
        Fact::Clock(clock) => ("clock", json!(clock.to_string())),
        Fact::Told(told) => {
            let told: Vec<&str> = told.iter().map(|one| one.as_str()).collect();
            ("told", json!(told))
        }
        Fact::Binding => ("binding", json!(true)),
        Fact::Priority(priority) => ("priority", json!(priority.as_str())),
        Fact::Flags(anonymous, secret) => {
            ("flags", json!({"anonymous": anonymous, "secret": secret}))
        }
        Fact::Officers(names) => ("officers", json!(names)),
        Fact::WhereTo(place) => ("where_to", json!(place)),
        Fact::Earlier(number) => ("earlier", json!(number.to_string())),
        Fact::Contact(contact) => ("contact", json!(contact)),
        Fact::Instrument(instrument) => ("instrument", json!(instrument)),
        Fact::Status(status) => ("status", json!(status)),
        Fact::Moved { clock, from, to } => (
            "moved",
            json!({"clock": clock.to_string(), "from": from.to_string(), "to": to.to_string()}),
        ),
    };
    EventFact { name, value }
}
