//! Answers for programs, spreadsheets and terminals.

mod csv;
mod handling;
mod performance;
mod table;

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures::{
    Cohort, MEASURES, Share, completion, confirmed_share, definitions as meanings, solved_share,
};
use lapor_domain::words::{Figure, Outcome};
use lapor_domain::zone::Zone;
use serde_json::{Map, Value, json as value};

use super::{Answer, Dimension, Performance, PolicyInForce, Scope};

pub use csv::{csv, field};
pub(crate) use performance::performance_json;
pub use table::table;

/// As JSON, with measures of handling as `performance`. Keys are stable; `definitions` says what each means.
pub fn json(answer: &Answer, done: Option<&Performance>) -> Value {
    let mut object = cohort(&answer.total);
    let subs = serde_json::to_value(&answer.subs).unwrap_or_default();
    if let Value::Object(mut subs) = subs {
        if answer.is_public {
            subs.remove("unreleased");
        }
        object.extend(subs);
    }
    let unknown = answer.subs.outcome(Outcome::Unknown);
    let mut solved = share(solved_share(&answer.total, &answer.subs));
    if let Some(solved) = solved.as_object_mut() {
        solved.insert("unknown_left_out".to_owned(), unknown.into());
    }
    let confirmed = confirmed_share(&answer.total, &answer.subs);
    let more = [
        ("from", value!(answer.ask.from.to_string())),
        ("to", value!(answer.ask.to.to_string())),
        ("scope", scope(answer.ask.scope)),
        ("as_of", value!(moment(answer.as_of, answer.zone))),
        ("recorded_later", answer.recorded_later.into()),
        ("position", answer.position.into()),
        ("policy", policy(&answer.policy)),
        ("cases", answer.cases.into()),
        ("completion", share(completion(&answer.total))),
        ("solved_share", solved),
        ("confirmed_share", share(confirmed)),
        ("rating", value!(answer.subs.rating.shown())),
        ("by", value!(answer.ask.by.map(Dimension::as_str))),
        (
            "rows",
            answer
                .rows
                .iter()
                .map(|found| row(found, answer.is_public))
                .collect(),
        ),
        ("definitions", definitions(answer.is_public)),
    ];
    object.extend(more.map(|(key, value)| (key.to_owned(), value)));
    if answer.is_public {
        object.insert("unspecified".to_owned(), answer.total.unspecified().into());
        object.insert("in_fives".to_owned(), answer.in_fives.into());
    }
    if let Some(done) = done {
        let done = performance_json(done, answer.is_public);
        object.insert("performance".to_owned(), done);
        if answer.is_public {
            object.insert("handling_in_fives".to_owned(), true.into());
        }
    }
    Value::Object(object)
}

/// Policies in force for programs.
pub fn policy(policies: &[PolicyInForce]) -> Value {
    let each = policies.iter().map(|policy| {
        value!({ "body": policy.body, "version": policy.version, "valid_from": policy.valid_from.to_string() })
    });
    each.collect()
}

/// Policies in force for a terminal: a sentence of its own line, where any is known.
pub fn in_force(policies: &[PolicyInForce], text: &mut String) {
    let mut versions: Vec<(u32, Date)> = policies
        .iter()
        .map(|policy| (policy.version, policy.valid_from))
        .collect();
    versions.sort_unstable();
    versions.dedup();
    let each = versions.iter();
    let each: Vec<String> = each
        .map(|(version, from)| format!("{version} (berlaku sejak {from})"))
        .collect();
    if !each.is_empty() {
        let _ = writeln!(text, "Kebijakan layanan versi {}.", each.join(", "));
    }
}

/// An instant with the offset of a zone: `2024-01-01T00:00:00+07:00`, to be asked for again.
pub fn moment(at: Timestamp, zone: Zone) -> String {
    format!("{}+{:02}:00", zone.local(at), zone.offset_hours())
}

/// The eight figures with their keys, in the order in which they are shown.
pub(super) const fn figures(cohort: &Cohort) -> [(&'static str, u64); 8] {
    [
        ("received", cohort.received),
        ("handled", cohort.handled),
        ("in_process", cohort.in_process),
        ("not_followed_up", cohort.not_followed_up),
        ("not_verified", cohort.not_verified),
        ("on_hold", cohort.on_hold),
        ("archived", cohort.archived),
        ("transferred", cohort.transferred),
    ]
}

fn cohort(cohort: &Cohort) -> Map<String, Value> {
    figures(cohort)
        .into_iter()
        .map(|(key, n)| (key.to_owned(), n.into()))
        .collect()
}

fn row(row: &super::Row, is_public: bool) -> Value {
    let mut object = cohort(&row.cohort);
    let told = |(figure, key): &(Figure, &str)| ((*key).to_owned(), value!(row.shown(*figure)));
    object.extend(MEASURES.iter().map(told));
    object.insert("key".to_owned(), value!(row.key));
    object.insert("label".to_owned(), value!(row.label));
    let cases = (!row.is_rest).then_some(row.cases);
    object.insert("cases".to_owned(), value!(cases));
    if is_public {
        object.insert("unspecified".to_owned(), row.cohort.unspecified().into());
        object.insert("is_rest".to_owned(), row.is_rest.into());
    } else {
        let unreleased = row.unreleased.received.into();
        object.insert("unreleased".to_owned(), unreleased);
    }
    object.insert("completion".to_owned(), value!(row.completion().map(share)));
    Value::Object(object)
}

pub(super) fn share(share: Share) -> Value {
    value!({ "percent": share.percent(), "part": share.part, "whole": share.whole })
}

/// A scope for programs.
pub fn scope(scope: Scope) -> Value {
    match scope {
        Scope::Installation => value!({ "kind": "installation" }),
        Scope::Body(id) => value!({ "kind": "body", "id": id }),
        Scope::Unit(id) => value!({ "kind": "unit", "id": id }),
    }
}

fn definitions(is_public: bool) -> Value {
    let entries = meanings()
        .filter(|(key, _)| match *key {
            "unreleased" => !is_public,
            "unspecified" | "in_fives" | "handling_in_fives" | "is_rest" => is_public,
            _ => true,
        })
        .map(|(key, means)| (key.to_owned(), value!(means)));
    Value::Object(entries.collect())
}
