//! A report's clock in words, day by day: until the due date that was promised, not another one.

use super::clocks::Clock;
use super::event::{Recorded, What};
use crate::calendar::{Calendar, FreeDay, national_holidays};
use crate::clock::{self, DayVerdict, Explanation, Length, Pause, date_short_id};

/// One Indonesian sentence a day, the last of which names the due time that counts. Where a walk by
/// today's calendar ends on another day, because a clock that was over or late does not move with it
/// (section 4, rule 6), that is said, with the instrument.
///
/// `history` is the report's, `calendar` its holder's as known now.
pub fn explained_id(clock: &Clock, history: &[Recorded], calendar: &Calendar) -> Vec<String> {
    let length = length(clock);
    let pauses = pauses(clock);
    let walked = clock::explain(clock.started_at, length, pauses, calendar);
    let promised = clock.effective_due();
    match walked.due {
        Some(end) if end != promised => {
            let later = later_free_day(clock, &walked, calendar);
            let why = match (later, moved_by(clock, history)) {
                (Some(day), _) => format!(
                    "{} baru kemudian menjadi libur ({})",
                    date_short_id(day.date),
                    day.instrument
                ),
                (None, Some(instrument)) if promised > end => {
                    format!("libur yang dibatalkan tidak memajukannya ({instrument})")
                }
                _ => "dihitung dengan kalender yang berlaku waktu itu".to_owned(),
            };
            walked.words_until_id(promised, &why)
        }
        _ => walked.words_id(),
    }
}

/// With the extension, where there is one: the second date is the one that counts.
fn length(clock: &Clock) -> Length {
    if clock.extended_due.is_some() {
        clock.extended_length(clock.length)
    } else {
        clock.length
    }
}

/// A clock that stopped while it stood still kept the due date from before that pause.
fn pauses(clock: &Clock) -> &[Pause] {
    match (clock.stopped, clock.pauses.split_last()) {
        (Some(stop), Some((_, before))) if stop.paused => before,
        _ => &clock.pauses,
    }
}

/// The first of the free days, decided by one instrument, without which the walk ends where it did
/// before. National days that were decided when the clock started are not among them.
fn later_free_day<'a>(
    clock: &Clock,
    walked: &'a Explanation,
    calendar: &Calendar,
) -> Option<&'a FreeDay> {
    let started = calendar.zone.local_date(clock.started_at);
    let was_known = |day: &FreeDay| {
        national_holidays().iter().any(|fact| {
            fact.day == *day && fact.known_from.is_none_or(|decided| decided <= started)
        })
    };
    let days = walked.days.iter().filter_map(|line| match &line.verdict {
        DayVerdict::Free(day) => Some(day),
        _ => None,
    });
    let later: Vec<_> = days.filter(|day| !was_known(day)).collect();
    later.iter().copied().find(|first| {
        let mut before = calendar.clone();
        for day in later
            .iter()
            .filter(|day| day.instrument == first.instrument)
        {
            before.remove(day.date);
        }
        let end = clock::due(clock.started_at, length(clock), pauses(clock), &before);
        end == Some(clock.effective_due())
    })
}

/// What last moved this clock with the calendar.
fn moved_by<'a>(clock: &Clock, history: &'a [Recorded]) -> Option<&'a str> {
    history.iter().rev().find_map(|recorded| {
        let What::CalendarMoved { instrument } = &recorded.event.what else {
            return None;
        };
        let moves = |change: &super::clocks::ClockChange| {
            matches!(change, super::clocks::ClockChange::Move { clock: moved, .. } if *moved == clock.kind)
        };
        (recorded.occurred_at >= clock.started_at && recorded.event.clocks.iter().any(moves))
            .then_some(instrument.as_str())
    })
}
