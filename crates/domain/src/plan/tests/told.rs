//! A plan that anyone may read is judged by what anyone may read.

use super::*;

/// A plan over a whole month that anyone may read, or not yet.
fn of_months(public: bool) -> Plan {
    let mut baseline = reading(date(2026, 1, 1), date(2026, 1, 31), Some(52.5), 40, 40);
    baseline.told_received = Some(38);
    let plan = Plan {
        baseline,
        public,
        ..plan()
    };
    let mut plan = raise(plan, officer(1), NOW, TODAY).unwrap();
    plan.target.value = 85.0;
    plan
}

/// Measured: the exact value, and what anyone may read of it.
fn both(plan: &Plan, value: f64, told: Option<f64>, received: (u64, u64)) -> Plan {
    let due = due(plan).unwrap();
    let mut reading = reading(due.from, due.to, Some(value), 40, received.0);
    (reading.told, reading.told_received) = (told, Some(received.1));
    let given = Given::Evaluate { reading };
    let day = due.to.tomorrow().unwrap();
    decide(plan, given, ActorRef::SYSTEM, NOW, day).unwrap()
}

/// Nine of ten released reports handled, two others open: 81.8 % exactly, of which 90 % is told.
#[test]
fn what_anyone_may_read_is_judged_by_what_anyone_may_read() {
    let inside = both(&of_months(false), 81.8, Some(90.0), (40, 40));
    assert_eq!(inside.state, PlanState::NotMet);
    assert!(inside.told_reading().is_none());
    // "90 %, not met" would tell that there are others, and how they fare.
    let met = both(&of_months(true), 81.8, Some(90.0), (40, 40));
    assert_eq!(
        (met.state, met.standing()),
        (PlanState::Met, PlanState::Met)
    );
    assert_eq!(met.told_reading().and_then(|it| it.told), Some(90.0));
    let few = both(&of_months(true), 99.0, None, (40, 40));
    assert_eq!(few.state, PlanState::TooFew, "none is told");
    // Watched in the same way: neither value nor number of the others reopens it.
    let held = both(&met, 20.0, Some(90.0), (90, 38));
    assert!(matches!(
        held.steps.last().unwrap().what,
        StepKind::Held { .. }
    ));
    let fell = both(&held, 99.0, Some(60.0), (1, 1));
    assert_eq!(fell.state, PlanState::Reopened);
    let more = both(&held, 99.0, Some(90.0), (1, 39));
    assert_eq!(more.state, PlanState::Reopened, "more are told than before");
}

/// 52.5 % exactly, of which 90 % is told: a promise of 85 % is kept for whoever may read it.
#[test]
fn what_anyone_may_read_is_not_kept_already() {
    let mut plan = of_months(false);
    plan.baseline.told = Some(90.0);
    let show = Given::Show { public: true };
    let refused = Err(PlanRefusal::KeptTold(90.0));
    assert_eq!(decide(&plan, show, officer(1), NOW, TODAY), refused);
    plan.public = true;
    assert_eq!(raise(plan.clone(), officer(1), NOW, TODAY), refused);
    plan.public = false;
    assert!(raise(plan, officer(1), NOW, TODAY).is_ok());
}

#[test]
fn what_was_judged_before_it_was_public_is_measured_anew() {
    let show =
        |plan: &Plan, public| decide(plan, Given::Show { public }, officer(1), NOW, TODAY).unwrap();
    let carry = Given::Carry { note: "x".into() };
    let carried = decide(&of_months(false), carry, officer(5), NOW, TODAY).unwrap();
    let missed = both(&carried, 81.8, Some(90.0), (40, 40));
    let first = missed.last_reading().unwrap().from;
    assert_eq!(
        missed.standing(),
        PlanState::NotMet,
        "officers read their own"
    );
    let shown = show(&missed, true);
    assert_eq!(
        (shown.state, shown.told_reading()),
        (PlanState::Carried, None)
    );
    let again = due(&shown).unwrap();
    assert_eq!((again.from, again.is_watch), (first, false));
    let met = both(&shown, 81.8, Some(90.0), (40, 40));
    assert_eq!(met.state, PlanState::Met);
    // Hidden and shown again without a judgement between: it stands.
    let back = show(&show(&met, false), true);
    assert_eq!(back.state, PlanState::Met);
    let inside = both(&show(&met, false), 99.0, Some(90.0), (1, 1));
    assert_eq!(
        show(&inside, true).state,
        PlanState::Carried,
        "judged inside since"
    );
    // A record of before judgements were told apart.
    let mut old = missed.clone();
    old.public = true;
    assert_eq!(
        (old.state, old.standing()),
        (PlanState::NotMet, PlanState::Carried)
    );
    assert_eq!(due(&old).map(|due| due.from), Some(first));
    assert_eq!(both(&old, 81.8, Some(90.0), (40, 40)).state, PlanState::Met);
}
