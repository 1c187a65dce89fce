//! Section 4, rule 6: a day becomes free, or stops being free, and open clocks move.

use super::Report;
use super::clocks::{Clock, ClockChange};
use super::context::Context;
use super::decide::Decision;
use super::event::{Event, What};
use crate::clock;

/// The event that moves a report's clocks after the calendar changed; `None` where none moves.
///
/// The timers were brought up to `context.now` under the calendar known before.
/// Met, breached and paused clocks stay (a paused one is computed anew when it resumes).
/// `context.calendar` is the calendar after the change, `instrument` what changed it.
pub fn calendar_moved(
    report: &Report,
    context: &Context<'_>,
    instrument: &str,
) -> Option<Decision> {
    let moves: Vec<ClockChange> = report
        .open_clocks()
        .filter(|open| open.is_running() && !open.breached)
        .filter_map(|open| moved(open, context))
        .collect();
    let what = What::CalendarMoved {
        instrument: instrument.to_owned(),
    };
    (!moves.is_empty()).then_some(Decision {
        occurred_at: context.now,
        event: Event {
            what,
            clocks: moves,
        },
    })
}

fn moved(open: &Clock, context: &Context<'_>) -> Option<ClockChange> {
    let after = |due, length| {
        clock::due_after_change(
            due,
            open.started_at,
            length,
            &open.pauses,
            context.calendar,
            context.now,
        )
    };
    let to = after(open.due, open.length);
    let extended = open
        .extended_due
        .and_then(|due| after(due, open.extended_length(open.length)));
    (to.is_some() || extended.is_some()).then(|| ClockChange::Move {
        clock: open.kind,
        length: None,
        from: open.due,
        to: to.unwrap_or(open.due),
        extended,
    })
}
