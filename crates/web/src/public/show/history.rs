//! What happened, as lines of a timeline.

use lapor_app::report::case::{CaseView, Entry, Fact};
use lapor_domain::clock::ClockKind;
use lapor_domain::words::{EndedBy, Role};

use super::words::{archive_word, outcome};
use crate::i18n::I18n;
use crate::public::show;
use crate::state::{Here, face};
use crate::view::parts::TimelineItem;
use crate::view::words::EventWord;

/// History, newest first. Events without a line of their own are steps inside an office.
pub(crate) fn timeline(here: &Here, case: &CaseView) -> Vec<TimelineItem> {
    told(here, case).into_iter().map(|(_, item)| item).collect()
}

/// The same, each line with what it is the line of.
pub(crate) fn told<'c>(here: &Here, case: &'c CaseView) -> Vec<(&'c Entry, TimelineItem)> {
    case.history
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, entry)| {
            let before = case.history.get(..index).unwrap_or_default();
            Some((entry, item(here, case, entry, event_word(entry, before)?)))
        })
        .collect()
}

fn item(here: &Here, case: &CaseView, entry: &Entry, word: EventWord) -> TimelineItem {
    let i18n = here.i18n;
    TimelineItem {
        kind: word,
        title: title(i18n, case, entry, word),
        actor: actor(i18n, entry),
        at: i18n.moment_or_day(entry.at, entry.day_only, face(case.zone)),
        at_iso: entry.for_machines(case.zone),
        text: entry.words.clone().unwrap_or_default(),
        photos: show::photos(here, of_entry(case, entry)),
        note: note(i18n, case, entry),
    }
}

/// Photographs came with the event of their instant.
pub(super) fn of_entry<'a>(
    case: &'a CaseView,
    entry: &'a Entry,
) -> impl Iterator<Item = &'a lapor_app::report::case::PhotoView> + Clone {
    case.photos.iter().filter(|photo| {
        photo.at == entry.at && photo.role == entry.role && entry.kind != "received"
    })
}

/// Which line an event has; `None` for what concerns nobody outside.
fn event_word(entry: &Entry, before: &[Entry]) -> Option<EventWord> {
    use EventWord as W;
    Some(match entry.kind {
        "received" => W::Received,
        "imported" | "observed" => W::Imported,
        "forwarded" => W::Forwarded,
        "returned_to_desk" => W::ReturnedToDesk,
        "verified" => W::Disposed,
        "held" => W::Held,
        "replied" => W::Replied,
        "resumed" => W::Resumed,
        "archived" if entry.facts.contains(&Fact::EndedBy(EndedBy::Reporter)) => W::Withdrawn,
        "archived" => W::Archived,
        "transferred_out" | "transferred_within" => W::Transferred,
        "merged" => W::Merged,
        "unmerged" => W::Unmerged,
        "shared_confirmed" => W::SharedConfirmed,
        "shared_disputed" => W::SharedDisputed,
        "shared_dispute_heard" => W::SharedDisputeHeard,
        "follower_disputed" => W::FollowerDisputed,
        "accepted" => W::Accepted,
        "refused" => W::Refused,
        "redirected" => W::Redirected,
        "assigned_anew" | "sub_disposed" => W::Assigned,
        "support_added" => W::SupportAdded,
        "answered" => W::Answered,
        "asked" => W::Asked,
        "extended" => W::Extended,
        "referred_to_ppid" => W::ReferredPpid,
        "ppid_taken" => W::PpidTaken,
        "ppid_extended" => W::PpidExtended,
        "reclassified" => W::Reclassified,
        "closure_proposed" if entry.is_draft => W::ClosureDrafted,
        "closure_proposed" => W::ClosureProposed,
        "taken_back" | "check_returned" => W::ClosureTakenBack,
        "closed" if entry.facts.contains(&Fact::EndedBy(EndedBy::Reporter)) => W::Confirmed,
        "closed" if entry.facts.contains(&Fact::EndedBy(EndedBy::System)) => W::ClosedBySilence,
        "closed" => W::ClosedByOfficer,
        "disputed" => W::Disputed,
        "upheld" => W::Upheld,
        "rated" => W::Rated,
        "reopened" => W::Reopened,
        "objected" => W::Objected,
        "restored" if objected(before) => W::Restored,
        "restored" => W::RestoredUnasked,
        "objection_rejected" => W::ObjectionRejected,
        "acknowledged" => W::HandoverAcknowledged,
        "handed_back" => W::HandoverReturned,
        "withdrawn_handling_goes_on" => W::Withdrawn,
        "flags_set" => W::PrivacyChanged,
        "file_added" => W::Added,
        "released" => W::Released,
        "unreleased" => W::Unreleased,
        "breached" => W::Breached,
        "escalated" => W::Escalated,
        "calendar_moved" => W::DueMoved,
        "reminded" => W::Reminded,
        _ => return None,
    })
}

/// An objection waited for a decision.
fn objected(before: &[Entry]) -> bool {
    let decisive = |entry: &&Entry| {
        matches!(
            entry.kind,
            "objected" | "objection_rejected" | "restored" | "archived"
        )
    };
    before
        .iter()
        .rfind(decisive)
        .is_some_and(|entry| entry.kind == "objected")
}

fn title(i18n: I18n, case: &CaseView, entry: &Entry, word: EventWord) -> String {
    let to = entry.facts.iter().find_map(|fact| match fact {
        Fact::Unit(name) | Fact::Body(name) => Some(name.clone()),
        _ => None,
    });
    let reason = entry.facts.iter().find_map(|fact| match fact {
        Fact::Reason(reason) => Some(i18n.t(archive_word(*reason).key())),
        Fact::Clock(clock) => Some(i18n.t(&show::clocks::clock_key(*clock))),
        Fact::Days(days) => Some(i18n.tn("length-working", u64::from(*days))),
        Fact::Instrument(text) => Some(text.clone()),
        Fact::Owner(owner) => Some(i18n.t1("owner-named", "owner", owner)),
        _ => None,
    });
    let to = to
        .or_else(|| entry.unit.clone())
        .unwrap_or_else(|| case.holder_name.clone());
    i18n.t2(word.key(), "to", to, "reason", reason.unwrap_or_default())
}

pub(super) fn actor(i18n: I18n, entry: &Entry) -> String {
    match (&entry.unit, entry.role) {
        (Some(unit), _) => unit.clone(),
        (None, Role::System) => String::new(),
        (None, role) => i18n.t(&role_key(role)),
    }
}

/// A role's name.
pub(in crate::public) fn role_key(role: Role) -> String {
    format!("role-{role}").replace('_', "-")
}

fn note(i18n: I18n, case: &CaseView, entry: &Entry) -> String {
    let mut notes: Vec<String> = entry
        .facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::By(date) => Some(i18n.t1("note-by", "date", i18n.date(*date))),
            Fact::Stars(stars) => Some(i18n.t1("note-stars", "stars", stars)),
            Fact::Outcome(found) => {
                Some(i18n.t1("answer-outcome", "outcome", i18n.t(outcome(*found).key())))
            }
            // Taking a report on is a matter between offices.
            Fact::Moved { clock, from, to } if *clock != ClockKind::Accept => {
                let days = i18n.t2("fact-moved", "from", i18n.date(*from), "to", i18n.date(*to));
                Some(format!(
                    "{}: {days}.",
                    i18n.t(&show::clocks::clock_key(*clock))
                ))
            }
            Fact::Status(status) => Some(i18n.t1("note-status", "status", status)),
            _ => None,
        })
        .collect();
    if let Some(at) = entry.recorded_at {
        let at = i18n.moment(at, face(case.zone));
        notes.push(i18n.t1("note-recorded", "at", at));
    }
    if entry.of_root {
        notes.push(i18n.t("note-of-root"));
    }
    notes.join(" ")
}
