#![expect(clippy::unwrap_used, reason = "tests")]
use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::testkit;
use crate::words::Role;

mod told;

const NOW: Timestamp = testkit::START;
const TODAY: Date = date(2026, 2, 2);

fn reading(from: Date, to: Date, value: Option<f64>, n: u64, received: u64) -> Reading {
    Reading {
        from,
        to,
        as_of: NOW,
        position: 7,
        value,
        n,
        received,
        told: None,
        told_received: None,
        by_told: false,
        policy: vec![1],
        days_after: Some(0),
    }
}

fn officer(n: u128) -> ActorRef {
    ActorRef {
        role: Role::Coordinator,
        officer: Some(OfficerId(Uuid::from_u128(n))),
        unit: None,
    }
}

pub(super) fn plan() -> Plan {
    let plan = Plan {
        id: PlanId(Uuid::from_u128(1)),
        body: BodyId(Uuid::from_u128(2)),
        title: "Lampu jalan Pahandut".into(),
        origin: Origin::Surge,
        cause: "Kabel tua".into(),
        set: ReportSet::default(),
        owner: UnitId(Uuid::from_u128(3)),
        officer: None,
        budget: String::new(),
        promise: Promise {
            words: "Mengganti 40 lampu".into(),
            due: date(2026, 3, 31),
        },
        target: Target {
            measure: "on_time_resolution".into(),
            value: 80.0,
            goal: Goal::AtLeast,
            fewest: 10,
            definition: None,
        },
        baseline: reading(date(2026, 1, 2), date(2026, 1, 31), Some(52.5), 40, 40),
        public: false,
        state: PlanState::Cancelled,
        percent: 3,
        steps: Vec::new(),
    };
    raise(plan, officer(1), NOW, TODAY).unwrap()
}

fn measured(plan: &Plan, value: Option<f64>, n: u64, received: u64) -> Result<Plan, PlanRefusal> {
    let due = due(plan).unwrap();
    let mut reading = reading(due.from, due.to, value, n, received);
    reading.told = value;
    decide(
        plan,
        Given::Evaluate { reading },
        ActorRef::SYSTEM,
        NOW,
        due.to.tomorrow().unwrap(),
    )
}

#[test]
fn a_plan_is_raised_carried_out_reviewed_and_met() {
    let plan = plan();
    assert_eq!(
        (plan.state, plan.percent, plan.steps.len()),
        (PlanState::Active, 0, 1)
    );
    let told = Given::Progress {
        percent: 40,
        note: "16 lampu".into(),
    };
    let plan = decide(&plan, told, officer(5), NOW, TODAY).unwrap();
    assert!(plan.awaits_review());
    let look = Given::Review {
        verdict: Verdict::OnTrack,
        note: "Sesuai".into(),
    };
    assert_eq!(
        decide(&plan, look.clone(), officer(5), NOW, TODAY),
        Err(PlanRefusal::OwnWork)
    );
    let plan = decide(&plan, look.clone(), officer(1), NOW, TODAY).unwrap();
    assert_eq!(
        decide(&plan, look, officer(1), NOW, TODAY),
        Err(PlanRefusal::NothingToReview)
    );
    let plan = decide(
        &plan,
        Given::Carry {
            note: "40 lampu".into(),
        },
        officer(5),
        NOW,
        TODAY,
    )
    .unwrap();
    assert_eq!((plan.state, plan.percent), (PlanState::Carried, 100));
    // The effect is seen over as many days as before, after the promise's last day.
    assert_eq!(
        due(&plan),
        Some(Due {
            from: date(2026, 4, 1),
            to: date(2026, 4, 30),
            on: date(2026, 5, 1),
            is_watch: false
        })
    );
    let early = reading(date(2026, 4, 1), date(2026, 4, 30), Some(90.0), 40, 30);
    let early = decide(
        &plan,
        Given::Evaluate { reading: early },
        ActorRef::SYSTEM,
        NOW,
        date(2026, 4, 30),
    );
    assert_eq!(early, Err(PlanRefusal::NotYet));
    let plan = measured(&plan, Some(80.0), 31, 30).unwrap();
    assert_eq!(plan.state, PlanState::Met);
    let told = Given::Progress {
        percent: 1,
        note: "x".into(),
    };
    assert_eq!(
        decide(&plan, told, officer(5), NOW, TODAY),
        Err(PlanRefusal::Ended)
    );
}

#[test]
fn few_reports_say_nothing_and_a_missed_target_is_said() {
    assert_eq!(
        measured(&plan(), Some(100.0), 9, 9).unwrap().state,
        PlanState::TooFew
    );
    assert_eq!(
        measured(&plan(), None, 0, 0).unwrap().state,
        PlanState::TooFew
    );
    let missed = measured(&plan(), Some(79.9), 10, 10).unwrap();
    assert_eq!((missed.state, due(&missed)), (PlanState::NotMet, None));
    let again = Given::Renew {
        promise: Promise {
            words: "Mengganti kabel".into(),
            due: date(2026, 9, 30),
        },
        reason: "Lampu saja tidak cukup".into(),
    };
    let renewed = decide(&missed, again, officer(1), NOW, TODAY).unwrap();
    assert_eq!((renewed.state, renewed.percent), (PlanState::Active, 0));
    assert_eq!(
        renewed.baseline, missed.baseline,
        "what it was before stays as it was"
    );
    assert!(
        matches!(&renewed.steps.last().unwrap().what, StepKind::Renewed { before, .. } if before.due == date(2026, 3, 31))
    );
}

#[test]
fn what_was_met_is_watched_and_reopens_by_itself() {
    let met = measured(&plan(), Some(85.0), 20, 20).unwrap();
    assert_eq!(
        due(&met),
        Some(Due {
            from: date(2026, 5, 1),
            to: date(2026, 5, 30),
            on: date(2026, 5, 31),
            is_watch: true
        })
    );
    let held = measured(&met, Some(88.0), 20, 40).unwrap();
    assert_eq!(held.state, PlanState::Met);
    let fell = measured(&held, Some(60.0), 20, 20).unwrap();
    assert_eq!((fell.state, due(&fell)), (PlanState::Reopened, None));
    // The measure is as promised, yet more reports come than before there was a plan.
    assert_eq!(
        measured(&held, Some(88.0), 20, 41).unwrap().state,
        PlanState::Reopened
    );
    // Too few to say is no reason to reopen.
    let mut watched = measured(&held, None, 0, 0).unwrap();
    assert_eq!(watched.state, PlanState::Met);
    let mut periods = 3;
    while due(&watched).is_some() {
        watched = measured(&watched, Some(90.0), 20, 1).unwrap();
        periods += 1;
    }
    assert!((12..=14).contains(&periods), "about a year: {periods}");
}

#[test]
fn what_cannot_be_promised() {
    let mut empty = plan();
    empty.promise.words = " ".into();
    assert_eq!(
        raise(empty, officer(1), NOW, TODAY),
        Err(PlanRefusal::Empty)
    );
    let long = |change: fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        raise(plan, officer(1), NOW, TODAY).map(drop)
    };
    assert_eq!(long(|plan| plan.title = "é".repeat(120)), Ok(()));
    assert_eq!(
        long(|plan| plan.title = "é".repeat(121)),
        Err(PlanRefusal::LongTitle)
    );
    assert_eq!(
        long(|plan| plan.budget = "x".repeat(1001)),
        Err(PlanRefusal::LongWords)
    );
    let note = Given::Carry {
        note: "x".repeat(1001),
    };
    assert_eq!(
        decide(&plan(), note, officer(5), NOW, TODAY),
        Err(PlanRefusal::LongWords)
    );
    // What is so already is no promise, of few reports neither.
    for (value, n) in [(80.0, 40), (100.0, 8)] {
        let mut kept = plan();
        (kept.baseline.value, kept.baseline.n) = (Some(value), n);
        let refused = raise(kept, officer(1), NOW, TODAY).unwrap_err();
        assert_eq!(refused, PlanRefusal::Kept(value));
        assert!(refused.to_string().contains(&format!("sudah {value}")));
    }
    for due in [TODAY, date(2028, 2, 4), date(2020, 1, 1)] {
        let mut plan = plan();
        plan.promise.due = due;
        assert_eq!(
            raise(plan, officer(1), NOW, TODAY),
            Err(PlanRefusal::BadDay),
            "{due}"
        );
    }
    let cancelled = decide(
        &plan(),
        Given::Cancel {
            reason: "Ganti anggaran".into(),
        },
        officer(1),
        NOW,
        TODAY,
    )
    .unwrap();
    assert_eq!(due(&cancelled), None);
    let again = Given::Cancel {
        reason: "Lagi".into(),
    };
    assert_eq!(
        decide(&cancelled, again, officer(1), NOW, TODAY),
        Err(PlanRefusal::Ended)
    );
    let much = Given::Progress {
        percent: 101,
        note: "x".into(),
    };
    assert_eq!(
        decide(&plan(), much, officer(5), NOW, TODAY),
        Err(PlanRefusal::BadPercent)
    );
}

#[test]
fn the_owner_works_the_body_answers_and_nobody_measures_by_hand() {
    let directory = testkit::directory();
    let mut plan = plan();
    (plan.body, plan.owner) = (testkit::CITY, testkit::ROADS);
    let progress = Given::Progress {
        percent: 1,
        note: "x".into(),
    };
    let review = Given::Review {
        verdict: Verdict::OnTrack,
        note: "x".into(),
    };
    let cancel = Given::Cancel { reason: "x".into() };
    let evaluate = Given::Evaluate {
        reading: plan.baseline.clone(),
    };
    let own = &directory.officers[&testkit::ROADS_OFFICER];
    let coordinator = &directory.officers[&testkit::COORDINATOR];
    let may = |officer: &crate::agency::Officer, given: &Given| {
        super::may(officer, &plan, given, &directory)
    };
    assert!(may(own, &progress) && !may(own, &review) && !may(own, &cancel));
    assert!(
        may(coordinator, &review)
            && may(coordinator, &cancel)
            && may_raise(coordinator, testkit::CITY)
    );
    assert!(!may(coordinator, &evaluate) && !may_raise(own, testkit::CITY));
    let mut gone = coordinator.clone();
    gone.disabled = true;
    assert!(!may(&gone, &cancel) && !may_read(&gone, testkit::CITY));
    let mut keeper = coordinator.clone();
    keeper
        .grants
        .iter_mut()
        .for_each(|grant| grant.role = Role::Administrator);
    assert!(!may_read(&keeper, testkit::CITY) && may_read(own, testkit::CITY));
}

/// Section 6: public periods are whole months.
#[test]
fn what_anyone_may_read_is_measured_by_whole_months() {
    let show = |plan: &Plan| {
        let given = Given::Show { public: true };
        decide(plan, given, officer(1), NOW, TODAY).map(|next| next.public)
    };
    let days = plan();
    assert_eq!((days.months(), days.span()), (None, 30));
    assert_eq!(show(&days), Err(PlanRefusal::NotMonths));
    let public = Plan {
        public: true,
        ..days.clone()
    };
    assert_eq!(
        raise(public.clone(), officer(1), NOW, TODAY),
        Err(PlanRefusal::NotMonths)
    );
    let quarter = reading(date(2025, 11, 1), date(2026, 1, 31), Some(52.5), 40, 40);
    let months = Plan {
        baseline: quarter,
        ..public
    };
    let months = raise(months, officer(1), NOW, TODAY).unwrap();
    assert_eq!(months.months(), Some(3));
    // Promised to the end of a month: the next three; promised to a day inside one: from the month after.
    let period = |day: Date| {
        let mut plan = months.clone();
        plan.promise.due = day;
        due(&plan).map(|due| (due.from, due.to)).unwrap()
    };
    assert_eq!(
        period(date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30))
    );
    assert_eq!(
        period(date(2026, 3, 30)),
        (date(2026, 4, 1), date(2026, 6, 30))
    );
    assert_eq!(
        period(date(2026, 4, 1)),
        (date(2026, 5, 1), date(2026, 7, 31))
    );
    // Watched on by whole months too.
    let met = measured(&months, Some(90.0), 20, 20).unwrap();
    let watch = due(&met).unwrap();
    assert_eq!(
        (watch.from, watch.to, watch.is_watch),
        (date(2026, 7, 1), date(2026, 9, 30), true)
    );
}

/// What was measured before the plan had days to ripen; what is measured after it, and watched, has as many.
#[test]
fn before_and_after_are_known_as_many_days_after_their_end() {
    let mut plan = plan();
    plan.baseline.days_after = Some(30);
    let first = due(&plan).unwrap();
    assert_eq!((first.to, first.on), (date(2026, 4, 30), date(2026, 5, 31)));
    let given = |plan: &Plan, day: Date| {
        let due = due(plan).unwrap();
        let reading = reading(due.from, due.to, Some(90.0), 40, 30);
        let given = Given::Evaluate { reading };
        decide(plan, given, ActorRef::SYSTEM, NOW, day)
    };
    assert_eq!(given(&plan, date(2026, 5, 30)), Err(PlanRefusal::NotYet));
    let met = given(&plan, first.on).unwrap();
    let watch = due(&met).unwrap();
    assert_eq!(
        (watch.from, watch.to, watch.on),
        (date(2026, 5, 1), date(2026, 5, 30), date(2026, 6, 30))
    );
    // A reading of before the days were kept tells them by its moment: the morning of 2 February, of a period to 31 January.
    plan.baseline.days_after = None;
    assert_eq!(plan.baseline.days_after(), 1);
    assert_eq!(due(&plan).unwrap().on, date(2026, 5, 2));
    let stored = serde_json::to_value(&plan.baseline).unwrap();
    assert_eq!(stored.get("days_after"), None);
    let read: Reading = serde_json::from_value(stored).unwrap();
    assert_eq!(read, plan.baseline);
}

#[test]
fn plans_of_before_definitions_were_frozen_are_read_as_they_are() {
    let mut stored = serde_json::to_value(plan()).unwrap();
    assert_eq!(stored["target"].get("definition"), None);
    stored["baseline"].as_object_mut().unwrap().remove("policy");
    stored["target"]["measure"] = "refusal_rate".into();
    let read: Plan = serde_json::from_value(stored).unwrap();
    assert!(read.baseline.policy.is_empty() && read.target.definition.is_none());
    assert!(crate::figures::measure(&read.target.measure).is_some());
    // Every measure by which plans could be made before is one of the catalogue still.
    for id in [
        "received",
        "not_followed_up",
        "completion",
        "follow_up_rate",
        "on_time_verification",
        "on_time_first_follow_up",
        "on_time_resolution",
        "time_to_verify",
        "time_to_first_follow_up",
        "time_to_resolve",
        "refusal_rate",
        "moves_per_report",
        "reopen_rate_by_reporter",
        "rating",
    ] {
        assert!(crate::figures::measure(id).is_some(), "{id}");
    }
}
