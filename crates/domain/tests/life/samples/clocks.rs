//! What the program does by itself, and every change that an event makes to a clock.

use lapor_domain::clock::{ClockKind, DayUnit, Length};
use lapor_domain::report::clocks::{ClockChange, StopHow};
use lapor_domain::report::event::{Event, What};
use lapor_domain::testkit::START;
use lapor_domain::words::Addressee;

use super::plain;

pub(super) fn events() -> Vec<Event> {
    let clock = ClockKind::Resolution;
    let mut events: Vec<_> = [
        What::Breached { clock, round: 2 },
        What::Escalated {
            clock,
            round: 1,
            step: 3,
            told: vec![Addressee::Leader, Addressee::Overseer],
        },
        What::Reminded {
            clock: ClockKind::AutoClose,
            n: 1,
        },
    ]
    .map(plain)
    .into();
    let instrument = "SKB 3 Menteri".to_owned();
    events.push(Event {
        what: What::CalendarMoved { instrument },
        clocks: changes(),
    });
    events
}

fn changes() -> Vec<ClockChange> {
    let clock = ClockKind::Resolution;
    let length = |unit| Length { days: 14, unit };
    let mut changes = vec![
        ClockChange::Start {
            clock,
            round: 1,
            length: length(DayUnit::Working),
            policy: 1,
            due: START,
        },
        ClockChange::Start {
            clock: ClockKind::HoldExpiry,
            round: 1,
            length: length(DayUnit::Calendar),
            policy: 1,
            due: START,
        },
        ClockChange::Pause { clock },
        ClockChange::Resume {
            clock,
            due: START,
            extended: Some(START),
            struck: vec![START],
        },
        ClockChange::Revive {
            clock,
            round: 1,
            due: START,
            extended: Some(START),
            pause: true,
        },
        ClockChange::Move {
            clock,
            length: Some(length(DayUnit::Working)),
            from: START,
            to: START,
            extended: Some(START),
        },
        ClockChange::Extend {
            clock,
            days: 5,
            due: START,
        },
    ];
    changes.extend(StopHow::ALL.iter().map(|how| ClockChange::Stop {
        clock,
        at: START,
        how: *how,
    }));
    // Every clock by its code.
    changes.extend(
        ClockKind::ALL
            .iter()
            .map(|clock| ClockChange::Pause { clock: *clock }),
    );
    changes
}
