//! The history of a report in the officers' words.

use lapor_app::report::case::{CaseView, Entry, Fact};
use lapor_domain::history::Audience;
use lapor_domain::words::Role;

use super::seat::Seat;
use crate::i18n::I18n;
use crate::state::face;
use crate::workspace_view::report::NoteRow;
use crate::workspace_view::timeline::{LogItem, Reach};
use crate::workspace_view::words;

/// What happened, newest first; notes stand apart.
pub(super) fn items(seat: &Seat, case: &CaseView) -> Vec<LogItem> {
    case.history
        .iter()
        .rev()
        .filter(|entry| entry.kind != "noted")
        .map(|entry| item(seat, case, entry))
        .collect()
}

/// Notes among officers, newest first.
pub(super) fn notes(seat: &Seat, case: &CaseView) -> Vec<NoteRow> {
    let rows = case
        .history
        .iter()
        .rev()
        .filter(|entry| entry.kind == "noted")
        .map(|entry| NoteRow {
            who: who(seat.here.i18n, entry),
            at: seat.here.i18n.moment(entry.at, face(case.zone)),
            text: entry.words.clone().unwrap_or_default(),
            shared: String::new(),
        });
    rows.collect()
}

fn item(seat: &Seat, case: &CaseView, entry: &Entry) -> LogItem {
    let i18n = seat.here.i18n;
    let moment = |at| i18n.moment(at, face(case.zone));
    let mut item = LogItem::new(
        &i18n,
        entry.kind,
        who(seat.here.i18n, entry),
        i18n.moment_or_day(entry.at, entry.day_only, face(case.zone)),
        entry.for_machines(case.zone),
    );
    item.recorded = entry.recorded_at.map(moment);
    item.facts = entry
        .facts
        .iter()
        .map(|fact| words_of(seat.here.i18n, fact))
        .collect();
    item.text = entry.words.clone().unwrap_or_default();
    item.seq = entry.seq;
    item.reach = match entry.audience {
        Audience::Public if case.is_public => Reach::Public,
        Audience::Public | Audience::Reporter => Reach::Reporter,
        Audience::Staff | Audience::Notes => Reach::Internal,
    };
    item
}

/// Who did it: name, role, unit, as far as the viewer may know.
pub(super) fn who(i18n: I18n, entry: &Entry) -> String {
    let role = words::role(&i18n, entry.role);
    if entry.role == Role::Reporter || entry.role == Role::System {
        return role;
    }
    let mut parts = vec![role];
    parts.splice(0..0, entry.officer.clone());
    parts.extend(entry.unit.clone());
    parts.join(", ")
}

/// A fact of an entry: its name and what it is.
pub(super) fn words_of(i18n: I18n, fact: &Fact) -> (String, String) {
    let t = |key: &str| i18n.t(key);
    let yes_no = |yes: bool| t(if yes { "yes" } else { "no" });
    match fact {
        Fact::Unit(name) => (t("fact-unit"), name.clone()),
        Fact::Body(name) => (t("fact-body"), name.clone()),
        Fact::Owner(name) => (t("fact-owner"), name.clone()),
        Fact::Type(report_type) => (t("fact-type"), words::report_type(&i18n, *report_type)),
        Fact::Category(name) => (t("fact-category"), name.clone()),
        Fact::Supervisory(is) => (t("fact-supervisory"), yes_no(*is)),
        Fact::Release(is) => (t("fact-release"), yes_no(*is)),
        Fact::Outcome(outcome) => (t("fact-outcome"), words::outcome(&i18n, *outcome)),
        Fact::Reason(reason) => (t("fact-reason"), words::reason(&i18n, *reason)),
        Fact::EndedBy(by) => (t("fact-ended-by"), words::ended_by(&i18n, *by)),
        Fact::By(day) => (t("fact-by"), i18n.date(*day)),
        Fact::Days(days) => (t("fact-days"), days.to_string()),
        Fact::Stars(stars) => (t("fact-rating"), format!("{stars}/5")),
        Fact::Clock(clock) => (t("fact-clock"), words::clock(&i18n, *clock)),
        Fact::Told(told) => {
            let names: Vec<_> = told.iter().map(|it| words::addressee(&i18n, *it)).collect();
            (t("fact-told"), names.join(", "))
        }
        Fact::Binding => (t("fact-binding"), yes_no(true)),
        Fact::Priority(priority) => (t("fact-priority"), words::priority(&i18n, *priority)),
        Fact::Flags(anonim, rahasia) => (
            t("fact-flags"),
            format!("anonim: {}, rahasia: {}", yes_no(*anonim), yes_no(*rahasia)),
        ),
        Fact::WhereTo(place) => (t("fact-where-to"), place.clone()),
        Fact::Earlier(number) => (t("fact-earlier"), number.grouped()),
        Fact::Contact(contact) => (t("fact-office-contact"), contact.clone()),
        Fact::Officers(names) => (t("fact-excluded"), names.join(", ")),
        Fact::Instrument(instrument) => (t("fact-instrument"), instrument.clone()),
        Fact::Moved { clock, from, to } => (
            words::clock(&i18n, *clock),
            i18n.t2("fact-moved", "from", i18n.date(*from), "to", i18n.date(*to)),
        ),
        Fact::Status(word) => (t("fact-status"), word.clone()),
    }
}
