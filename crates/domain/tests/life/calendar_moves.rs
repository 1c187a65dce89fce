//! Section 4, rule 6: the calendar changes while reports are open.

use jiff::civil::{Date, date};
use lapor_domain::calendar::{FreeDay, FreeKind};
use lapor_domain::clock::ClockKind;
use lapor_domain::report::calendar_change::calendar_moved;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::testkit::commands::{archive, hold, reply, verify};
use lapor_domain::testkit::{Life, ROADS};
use lapor_domain::words::ArchiveReason;

use crate::lives::{wib, words};
use crate::worked::due;

fn free(date: Date) -> FreeDay {
    FreeDay {
        date,
        name: "Hari libur uji".to_owned(),
        kind: FreeKind::Local,
        instrument: "Keputusan uji".to_owned(),
    }
}

/// Rule 6, on all that runs at once: first due date, extension, windows; paused ones wait.
#[test]
fn a_new_free_day_moves_what_runs_and_leaves_what_stands_still() {
    let extend = Command::Extend {
        days: 5,
        reason: words(),
    };
    let life = Life::received()
        .as_coordinator(verify(ROADS))
        .as_coordinator(extend);
    let resolution = |life: &Life| {
        let clock = life.report.clock(ClockKind::Resolution).unwrap();
        (clock.due, clock.extended_due.unwrap())
    };
    assert_eq!(
        resolution(&life),
        (wib("2026-02-25T00:00"), wib("2026-03-04T00:00"))
    );
    let held = life.clone().as_unit(hold());
    let with_free_day = |mut life: Life| {
        life.calendar.add(free(date(2026, 2, 19)));
        let moved = calendar_moved(&life.report, &life.context(), "Keputusan uji");
        if let Some(moved) = moved {
            life.record(moved, ActorRef::SYSTEM);
        }
        life
    };
    let moved = with_free_day(life.clone());
    assert_eq!(
        resolution(&moved),
        (wib("2026-02-26T00:00"), wib("2026-03-05T00:00"))
    );
    // Only behind the first due date: the extension alone moves.
    let mut behind = life;
    behind.calendar.add(free(date(2026, 2, 26)));
    let event = calendar_moved(&behind.report, &behind.context(), "Keputusan uji").unwrap();
    behind.record(event, ActorRef::SYSTEM);
    assert_eq!(
        resolution(&behind),
        (wib("2026-02-25T00:00"), wib("2026-03-05T00:00"))
    );
    // What stands still is reckoned anew when it goes on.
    let still = with_free_day(held.clone());
    assert_eq!(resolution(&still), resolution(&held));
    let goes_on = still.as_reporter(reply());
    assert_eq!(
        resolution(&goes_on),
        (wib("2026-02-26T00:00"), wib("2026-03-05T00:00"))
    );
}

/// Rule 6: "never before the end of the next working day".
#[test]
fn a_cancelled_free_day_leaves_a_working_day_at_least() {
    let mut life = Life::received();
    life.calendar.add(free(date(2026, 2, 5)));
    let mut life = life.as_coordinator(verify(ROADS));
    let due_before = due(&life, ClockKind::Accept);
    // 3 and 4 Feb: not touched at all by what comes after them.
    assert_eq!(due_before, wib("2026-02-05T00:00"));
    assert_eq!(
        due(&life, ClockKind::FirstFollowUp),
        wib("2026-02-11T00:00")
    );
    life.now = wib("2026-02-09T10:00");
    life.elapse();
    life.calendar.remove(date(2026, 2, 5));
    let moved = calendar_moved(&life.report, &life.context(), "Pembatalan").unwrap();
    life.record(moved, ActorRef::SYSTEM);
    // Reckoned, it would have ended with Mon 9 Feb; the next working day is Tue 10 Feb.
    assert_eq!(
        due(&life, ClockKind::FirstFollowUp),
        wib("2026-02-11T00:00")
    );
    assert_eq!(due(&life, ClockKind::Resolution), wib("2026-02-25T00:00"));
}

/// Breached and met clocks stay, and a report without running clocks hears nothing.
#[test]
fn what_is_late_or_over_stays() {
    let mut late = Life::received().wait_days(10).tick();
    late.calendar.add(free(date(2026, 2, 13)));
    assert_eq!(
        calendar_moved(&late.report, &late.context(), "Keputusan uji"),
        None
    );
    let mut ended = Life::received().as_coordinator(archive(ArchiveReason::Unclear));
    ended.report.clocks.retain(|clock| !clock.is_open());
    ended.calendar.add(free(date(2026, 2, 4)));
    assert_eq!(
        calendar_moved(&ended.report, &ended.context(), "Keputusan uji"),
        None
    );
}
