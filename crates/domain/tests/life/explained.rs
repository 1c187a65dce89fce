//! What a clock's explanation says and what is shown as its due date are one and the same.

use jiff::civil::{Date, date};
use lapor_domain::calendar::{FreeDay, FreeKind};
use lapor_domain::clock::{ClockKind as K, due_words_id};
use lapor_domain::report::calendar_change::calendar_moved;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::explained::explained_id;
use lapor_domain::testkit::commands::{archive, hold, propose, reply, transfer_within};
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{ArchiveReason, Outcome};

use crate::lives::{answered, assigned, closed, disputed, held, reopened, wib, words};

fn free(on: Date) -> FreeDay {
    FreeDay {
        date: on,
        name: "Hari libur uji".to_owned(),
        kind: FreeKind::Local,
        instrument: "Keputusan uji".to_owned(),
    }
}

fn extended(life: Life) -> Life {
    life.as_coordinator(Command::Extend {
        days: 5,
        reason: words(),
    })
}

fn with_free_day(mut life: Life, on: Date) -> Life {
    life.calendar.add(free(on));
    if let Some(moved) = calendar_moved(&life.report, &life.context(), "Keputusan uji") {
        life.record(moved, ActorRef::SYSTEM);
    }
    life
}

fn said(life: &Life, clock: &Clock) -> Vec<String> {
    explained_id(clock, &life.events, &life.calendar)
}

fn last(life: &Life, kind: K) -> (Clock, String) {
    let mut clocks = life.report.clocks.iter().rev();
    let clock = clocks.find(|clock| clock.kind == kind).unwrap().clone();
    let words = said(life, &clock).pop().unwrap();
    (clock, words)
}

#[test]
fn every_clock_is_explained_until_its_own_due_date() {
    let lives = vec![
        extended(assigned()),
        extended(answered())
            .as_unit(hold())
            .wait_days(4)
            .as_reporter(reply()),
        held(),
        held().as_coordinator(archive(ArchiveReason::InCourt)),
        closed(),
        disputed(),
        reopened(),
        answered().as_unit(propose(Outcome::NotGranted)),
        answered().as_coordinator(transfer_within(kit::PROVINCE)),
        // Late, over, extended, and the calendar changes behind them.
        with_free_day(extended(assigned()), date(2026, 2, 26)),
        with_free_day(assigned().wait_days(30).tick(), date(2026, 2, 10)),
        with_free_day(closed(), date(2026, 2, 4)),
    ];
    for life in lives {
        for clock in &life.report.clocks {
            let words = said(&life, clock).pop().unwrap_or_default();
            let promised = due_words_id(clock.effective_due(), life.calendar.zone);
            let stands_still = clock.is_paused() && words.contains("belum dapat ditentukan");
            assert!(
                stands_still || words.ends_with(&format!("paling lambat {promised}")),
                "{}: {words} is not {promised}; {clock:?}",
                clock.kind
            );
        }
    }
}

#[test]
fn an_extension_is_counted_to_its_second_date() {
    let (clock, words) = last(&extended(assigned()), K::Resolution);
    assert!(words.contains("hari ke-19"), "{words}");
    assert_eq!(clock.effective_due(), wib("2026-03-04T00:00"));
}

#[test]
fn a_day_that_became_free_later_is_named_with_its_instrument() {
    let late = assigned().wait_days(30).tick();
    assert!(late.report.clock(K::Resolution).unwrap().breached);
    let (_, words) = last(&with_free_day(late, date(2026, 2, 10)), K::Resolution);
    assert!(
        words.contains("Sel 10 Feb 2026 baru kemudian menjadi libur (Keputusan uji)"),
        "{words}"
    );
}

#[test]
fn a_cancelled_day_that_moves_nothing_is_named_too() {
    let mut life = with_free_day(Life::received(), date(2026, 2, 4));
    life.now = wib("2026-02-05T10:00");
    life.calendar.remove(date(2026, 2, 4));
    if let Some(moved) = calendar_moved(&life.report, &life.context(), "Pembatalan uji") {
        life.record(moved, ActorRef::SYSTEM);
    }
    let (clock, words) = last(&life, K::Verification);
    assert_eq!(clock.due, wib("2026-02-07T00:00"));
    assert!(
        words.contains("libur yang dibatalkan tidak memajukannya"),
        "{words}"
    );
}
