//! A later export of a report that is here already.

use jiff::SignedDuration;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::{Observed, observe, observe_flags, observe_words};
use lapor_domain::report::event::{ActorRef, Observation};
use lapor_domain::sp4n::ImportedState as I;
use lapor_domain::testkit::commands::redirect;
use lapor_domain::testkit::{self as kit, Life, ROADS, START};
use lapor_domain::visibility::is_public;
use lapor_domain::words::StateCode as St;

use super::imported;
use crate::lives::content;

fn later(state: I) -> Observation {
    Observation {
        external_id: "1234567".to_owned(),
        state,
        raw_status: String::new(),
        report_type: lapor_domain::words::ReportType::Complaint,
        supervisory: false,
        category: Some(kit::POTHOLES),
        unit: Some(ROADS),
        region: None,
        rating: None,
        reason: None,
        observed_at: None,
    }
}

#[test]
fn a_later_export_adds_what_changed_and_nothing_else() {
    let mut life = imported(I::Assigned);
    let at = START + SignedDuration::from_hours(240);
    assert_eq!(
        observe(&life.report, &later(I::Assigned), at),
        Observed::Same
    );
    let Observed::Changed(decision) = observe(&life.report, &later(I::InProgress), at) else {
        panic!("changed")
    };
    assert!(decision.event.clocks.is_empty(), "no times are invented");
    life.now = at;
    life.record(decision, ActorRef::SYSTEM);
    assert_eq!(life.report.state.code(), St::InProgress);
    assert_eq!(life.report.received_at, START, "received when it was");
    assert!(life.report.clocks.is_empty());
}

#[test]
fn an_older_export_takes_nothing_back() {
    let newer = START + SignedDuration::from_hours(48);
    let life = Life::imported(I::InProgress, |_, observed| {
        observed.observed_at = Some(newer);
    });
    let mut older = later(I::Assigned);
    older.observed_at = Some(START);
    assert_eq!(observe(&life.report, &older, newer), Observed::Older);
}

#[test]
fn a_later_export_never_overwrites_what_is_handled_here() {
    let here = imported(I::Assigned).as_coordinator(redirect(kit::WATER));
    assert_eq!(
        observe(&here.report, &later(I::InProgress), here.now),
        Observed::HandledHere
    );
    assert_eq!(observe_flags(&here.report, true, true, here.now), None);
    let text = || vec![content(ContentKind::TextFinal)];
    assert_eq!(observe_words(&here.report, text(), here.now), None);
    let ours = Life::received();
    assert_eq!(
        observe(&ours.report, &later(I::InProgress), ours.now),
        Observed::HandledHere
    );
}

/// A later export may hide, never show.
#[test]
fn a_later_export_only_protects() {
    let mut secret = Life::imported(I::InProgress, |receipt, _| {
        receipt.rahasia = true;
        receipt.words.push(content(ContentKind::TextFinal));
    });
    assert_eq!(
        observe_flags(&secret.report, false, false, secret.now),
        None
    );
    let both = observe_flags(&secret.report, true, false, secret.now).unwrap();
    secret.record(both, ActorRef::SYSTEM);
    assert!(secret.report.rahasia && secret.report.anonim);
    let mut public = Life::imported(I::InProgress, |receipt, _| {
        receipt.words.push(content(ContentKind::TextFinal));
    })
    .as_coordinator(Command::Release {
        point: false,
        files: false,
        findings_kept: false,
    });
    // Words that nobody here has seen do not come onto a public page.
    let text = vec![content(ContentKind::TextFinal)];
    assert_eq!(observe_words(&public.report, text, public.now), None);
    let hidden = observe_flags(&public.report, false, true, public.now).unwrap();
    public.record(hidden, ActorRef::SYSTEM);
    assert!(!public.report.released && !is_public(&public.report));
    // Supervisory after all: taken back at once.
    let mut named = imported(I::InProgress);
    named.report.released = true;
    let mut supervisory = later(I::InProgress);
    supervisory.supervisory = true;
    let Observed::Changed(decision) = observe(&named.report, &supervisory, named.now) else {
        panic!("changed")
    };
    named.record(decision, ActorRef::SYSTEM);
    assert!(!named.report.released);
}
