//! Measures of handling, by hand.

use jiff::civil::date;
use lapor_domain::clock::ClockKind;
use lapor_domain::content::ContentKind;
use lapor_domain::figures::{Share, definitions};
use lapor_domain::report::command::Command;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::sp4n::ImportedState;
use lapor_domain::testkit::{
    self, CITY, HEALTH, HEALTH_OFFICER, Life, ROADS, START, WATER, commands as c,
};
use lapor_domain::words::Outcome;

use super::world::{imported, merge, rules, unmerge, write};
use crate::figures::{
    Ask, CohortQuery, Disputes, Performance, PerformanceQuery, Reopened, Scope, Sight, csv,
    performance_json, public_performance, table,
};
use crate::{Query, Store, StoreError, Tx};

/// Every measure has its sentence.
fn assert_explained(shown: &serde_json::Value) {
    let asked = ["from", "to", "scope"];
    for key in shown
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| !asked.contains(&key.as_str()))
    {
        let is_explained = definitions().any(|(known, _)| known == key);
        assert!(is_explained, "{key} is not explained");
    }
}

/// As anyone may see it.
struct Public(Ask);

impl Query for Public {
    type Output = Performance;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Performance, StoreError> {
        public_performance(tx, &rules(), &self.0, false).await
    }
}

async fn measure(store: &Store, scope: Scope, days: i64) -> Performance {
    let now = START + jiff::SignedDuration::from_hours(24 * days);
    let ask = Ask {
        scope,
        sight: Sight::WHOLE,
        from: date(2026, 1, 1),
        to: date(2026, 12, 31),
        as_of: None,
        by: None,
        now,
    };
    let query = PerformanceQuery::new(rules(), ask).unwrap();
    store.read(query).await.unwrap()
}

crate::both_engines! {
    async fn handling_is_measured(store: Store) {
        // Verified after a working day, answered after three, disputed once, then confirmed and reopened.
        let disputed = Life::received().wait_days(1).as_coordinator(c::verify(ROADS));
        let soon = disputed.day(3);
        let disputed = disputed
            .wait_days(2)
            .as_unit(c::answer(soon))
            .as_unit(c::propose(Outcome::Done))
            .wait_days(1)
            .as_reporter(c::dispute())
            .as_coordinator(c::assign_anew(HEALTH))
            .wait_days(1)
            .as_officer(HEALTH_OFFICER, c::propose(Outcome::Done))
            .as_reporter(Command::Confirm)
            .wait_days(1)
            .as_reporter(c::reopen());
        // Refused by one unit, given to another, never answered.
        let refused = Life::received()
            .as_coordinator(c::verify(HEALTH))
            .wait_days(1)
            .as_officer(HEALTH_OFFICER, c::refuse())
            .as_coordinator(c::redirect(ROADS))
            .wait_days(40)
            .tick();
        let waiting = Life::received();
        let import = imported(ImportedState::InProgress, START, 3, Some(ROADS));
        write(&store, &rules(), &[disputed, refused, waiting, import]).await;

        let measured = measure(&store, Scope::Body(CITY), 50).await;
        assert_eq!(measured.received, 4);
        assert_eq!(measured.follow_up.share, Share::of(1, 2));
        assert_eq!(measured.follow_up.imports_left_out, 1);
        let verify = measured.to_verify;
        // Monday 09:00 to Tuesday 09:00 is 3 + 3 hours and then an hour and a half; at once is nothing.
        assert_eq!((verify.working_minutes.n, verify.working_minutes.running), (2, 1));
        assert_eq!((verify.working_minutes.median, verify.working_minutes.p90), (Some(0), Some(450)));
        assert_eq!(verify.calendar_days.p90, Some(1));
        assert_eq!(measured.to_first_follow_up.calendar_days.median, Some(2));
        assert_eq!(measured.to_first_follow_up.calendar_days.running, 1);
        let kept = |kind| measured.on_time.iter().find(|(known, _)| *known == kind).map(|(_, kept)| kept.first);
        assert_eq!(kept(ClockKind::Verification), Some(Share::of(2, 3)));
        assert_eq!(kept(ClockKind::FirstFollowUp), Some(Share::of(1, 2)));
        assert_eq!(kept(ClockKind::Resolution), Some(Share::of(1, 2)));
        assert_eq!(measured.disputes, Disputes { confirmed: 1, disputed: 1, silent: 0 });
        assert_eq!(measured.reopened, Reopened { closed: 1, by_reporter: 1, by_officer: 0 });
        assert_eq!(measured.passing_on.moves, Share::of(2, 4));
        assert_eq!(measured.passing_on.working_minutes.median, Some(450));
        // Given to a unit four times: two verifications, a redirect, an assignment anew.
        assert_eq!(measured.refusals, Share::of(1, 4));
        let passed: Vec<_> = measured.passing_by_unit.iter().map(|unit| (unit.unit, unit.moves, unit.refusals)).collect();
        // The redirect answers the refusal: it left nobody, and the rows still come to all moves.
        assert_eq!(passed, [(Some(HEALTH), 1, 1), (None, 1, 0)]);
        assert_eq!(measured.passing_by_unit[0].total_minutes, Some(450));
        let public = store.read(Public(measured.ask)).await.unwrap();
        assert_eq!(public.passing_by_unit, [], "one alone is told to nobody");
        let counted = store.read(CohortQuery::new(rules(), measured.ask).unwrap()).await.unwrap();
        let (for_people, for_sheets) = (table(&counted, Some(&measured)), csv(&counted, Some(&measured)));
        let name = &measured.passing_by_unit[0].label;
        let said = for_people.lines().find(|line| line.starts_with(name.as_str())).unwrap();
        assert_eq!(said.split_whitespace().rev().take(3).collect::<Vec<_>>(), ["7,5", "1", "1"], "{for_people}");
        let lines: Vec<Vec<&str>> = for_sheets.lines().map(|line| line.split(',').collect()).collect();
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{for_sheets}");
        let last = &lines[lines.len() - 2];
        let column = |name| lines[0].iter().position(|head| *head == name).unwrap();
        assert_eq!((last[0], last[1]), ("passing_on", name.as_str()));
        assert_eq!(last[column("passing_unit_moves")], "1");
        assert_eq!(lines[lines.len() - 1][column("passing_unit_moves")], "1", "of no unit");
        assert_eq!(last[column("passing_unit_minutes_total")], "450");
        let seen = crate::figures::Answer { is_public: true, ..counted };
        let for_anyone = csv(&seen, Some(&public));
        assert!(!for_anyone.contains("\npassing_on,"), "nor in the public's");
        assert!(for_anyone.contains(",in_fives,handling_in_fives,") && for_anyone.contains(",false,true,"), "{for_anyone}");
        assert!(!for_sheets.contains("in_fives"), "{for_sheets}");
        assert!(table(&seen, Some(&public)).contains("hanya dari yang sudah dibuka"), "anyone's is said to be in fives");
        assert!(!for_people.contains("per lima"), "{for_people}");
        let health = measured.refusals_by_unit.iter().find(|unit| unit.unit == HEALTH).unwrap();
        assert_eq!(health.share, Share::of(1, 2));
        assert_eq!((measured.backlog.total(), measured.backlog.to_60), (4, 4));
        assert_eq!(measured.rating.n, 1);
        assert!(measured.paused.part <= measured.paused.whole);
        let shown = performance_json(&measured, false);
        assert_explained(&shown);
        assert_eq!(performance_json(&measured, true).get("refusal_rate_by_unit"), None);
        assert_eq!(shown["follow_up_rate"]["percent"], 50.0);
        assert_eq!(shown["dispute_rate"]["percent"], 50.0);
        assert_eq!(shown["time_to_verify"]["working_minutes"]["p90"], 450);

        let whole = measure(&store, Scope::Installation, 50).await;
        assert_eq!((whole.disputes, whole.refusals), (measured.disputes, measured.refusals));
        let unit = measure(&store, Scope::Unit(HEALTH), 50).await;
        assert_eq!((unit.received, unit.refusals), (1, Share::of(1, 2)));
        let early = measure(&store, Scope::Body(CITY), 2).await;
        assert_eq!((early.disputes.disputed, early.to_verify.working_minutes.n), (0, 2));
        assert_eq!(early.backlog.to_5, 4);
    }

    async fn a_case_is_worked_on_once(store: Store) {
        let hours = |n| START + jiff::SignedDuration::from_hours(n);
        // Both disposed, both answered, then one case; a third was merged before anyone verified it.
        let mut lives = vec![Life::received(), Life::received(), Life::received()];
        for life in &mut lives[..2] {
            *life = life.clone().as_coordinator(c::verify(ROADS));
            let soon = life.day(3);
            *life = life.clone().wait_days(1).as_unit(c::answer(soon));
        }
        assert!(merge(&mut lives, 1, 0, hours(30)));
        assert!(merge(&mut lives, 2, 0, hours(31)));
        write(&store, &rules(), &lives).await;
        let measured = measure(&store, Scope::Body(CITY), 50).await;
        assert_eq!(measured.received, 3);
        assert_eq!(measured.follow_up.share, Share::of(1, 1));
        assert_eq!(measured.refusals, Share::of(0, 1));
        assert_eq!((measured.to_verify.working_minutes.n, measured.to_verify.working_minutes.running), (2, 0));
    }

    async fn help_is_counted_apart(store: Store) {
        let support = |unit| Command::AddSupport { unit, days: 3, task: None };
        let life = Life::received()
            .as_coordinator(c::verify(ROADS))
            .as_coordinator(support(HEALTH))
            .as_coordinator(support(WATER));
        let life = life.as_officer(HEALTH_OFFICER, Command::SupportNote { note: testkit::content(ContentKind::OfficerMessage), end: Some(SupportEnd::Finished) });
        write(&store, &rules(), &[life]).await;
        let measured = measure(&store, Scope::Body(CITY), 5).await;
        let found: Vec<_> = measured.support.iter().map(|unit| (unit.unit, unit.work.asked, unit.work.finished, unit.work.open())).collect();
        assert_eq!(found, [(WATER, 1, 0, 1), (HEALTH, 1, 1, 0)]);
        assert_eq!(performance_json(&measured, false)["support_by_unit"][0]["open"], 1);
        // A helping unit sees its own help, though the report is another's.
        let unit = measure(&store, Scope::Unit(WATER), 5).await;
        assert_eq!((unit.received, unit.support.len(), unit.support[0].unit), (0, 1, WATER));
    }

    async fn taken_out_again_it_is_verified_in_its_own_time(store: Store) {
        let hours = |n| START + jiff::SignedDuration::from_hours(n);
        let mut lives = vec![Life::received().as_coordinator(c::verify(ROADS)), Life::received()];
        assert!(merge(&mut lives, 1, 0, hours(24)));
        assert!(unmerge(&mut lives, 1, hours(48)));
        lives[1] = lives[1].clone().wait_days(1).as_coordinator(c::verify(HEALTH));
        write(&store, &rules(), &lives).await;
        let verify = measure(&store, Scope::Body(CITY), 50).await.to_verify;
        assert_eq!((verify.working_minutes.n, verify.working_minutes.running), (2, 0));
        // The first at once, this one in the working day since it stands for itself again.
        assert_eq!(verify.working_minutes.p90, Some(450));
    }
}
