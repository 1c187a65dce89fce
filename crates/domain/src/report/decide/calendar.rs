//! Section 4, rule 6: a day becomes free, or is cancelled, while clocks run.

use super::Decision;
use super::effects::Effects;
use crate::clock;
use crate::report::Report;
use crate::report::clocks::{Clock, ClockChange};
use crate::report::context::Context;
use crate::report::event::What;

/// Moves the running, unbreached clocks of a report to the calendar of the context, as one event
/// that names the instrument; `None` where nothing moves.
///
/// The report's timers were brought up to `context.now` under the calendar known before.
pub fn calendar_moved(
    report: &Report,
    instrument: &str,
    context: &Context<'_>,
) -> Option<Decision> {
    let effects = report
        .open_clocks()
        .filter(|clock| clock.is_running() && !clock.breached)
        .fold(Effects::new(report, context), |effects, clock| {
            effects.with(moved(clock, context))
        });
    let decision = effects.decision(What::CalendarMoved {
        instrument: instrument.to_owned(),
    });
    (!decision.event.clocks.is_empty()).then_some(decision)
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
