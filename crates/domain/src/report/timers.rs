//! What the program does by itself when a moment comes: breaches, steps, reminders, silence, expiry.
//!
//! Section 4, rule 8: such an event occurred when it was due and is recorded when it ran, once,
//! even if the program was down.

use jiff::{Span, Timestamp};

use super::Report;
use super::clocks::{Clock, ClockChange, StopHow, is_duty};
use super::context::Context;
use super::decide::Decision;
use super::decide::closure::close;
use super::decide::effects::Effects;
use super::escalation::addressees;
use super::event::{ActorRef, Event, Recorded, What};
use super::state::State;
use crate::clock::{self, ClockKind};
use crate::policy::EscalationStep;
use crate::words::{ArchiveReason, EndedBy};

/// Something the program must do at a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Remind { clock: ClockKind, n: u8 },
    Escalate { clock: ClockKind, step: u8 },
    Breach { clock: ClockKind },
    Silence,
    Expire,
}

/// The next moment at which [`elapse`] has something to do; `None` where nothing runs.
pub fn next_timer(report: &Report, context: &Context<'_>) -> Option<Timestamp> {
    next(report, context).map(|(at, _)| at)
}

/// Everything that became due up to `context.now`, in order, each with its own instant.
///
/// The decisions are to be recorded one after the other; `report` itself is not changed.
pub fn elapse(report: &Report, context: &Context<'_>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let mut after = report.clone();
    // Bounded: each step consumes a timer; a repeating one (hand-over) advances by days.
    for _ in 0..1_000 {
        let Some((at, due)) = next(&after, context).filter(|(at, _)| *at <= context.now) else {
            break;
        };
        let decision = decide(&after, at, &due, context);
        after.apply(&as_recorded(&after, &decision, context.now));
        decisions.push(decision);
    }
    decisions
}

/// A decision as it will stand in the record, for folding ahead.
pub(crate) fn as_recorded(
    report: &Report,
    decision: &Decision,
    recorded_at: Timestamp,
) -> Recorded {
    Recorded {
        seq: report.seq + 1,
        occurred_at: decision.occurred_at,
        recorded_at,
        actor: ActorRef::SYSTEM,
        event: decision.event.clone(),
    }
}

fn next(report: &Report, context: &Context<'_>) -> Option<(Timestamp, Due)> {
    report
        .open_clocks()
        .filter(|clock| clock.is_running())
        .flat_map(|clock| timers_of(report, clock, context))
        .min()
}

fn timers_of(report: &Report, clock: &Clock, context: &Context<'_>) -> Vec<(Timestamp, Due)> {
    match clock.kind {
        ClockKind::AutoClose => silence_timers(report, clock, context),
        ClockKind::HoldExpiry => expiry_timers(report, clock, context),
        kind if is_duty(kind) => duty_timers(report, clock, context),
        _ => Vec::new(),
    }
}

fn duty_timers(report: &Report, clock: &Clock, context: &Context<'_>) -> Vec<(Timestamp, Due)> {
    let mut timers = Vec::new();
    if !clock.breached {
        timers.push((clock.due, Due::Breach { clock: clock.kind }));
    }
    let told = |step: &EscalationStep| {
        !addressees(clock.kind, report, &step.tell, context.directory).is_empty()
    };
    let mut steps = context.policy.escalation.iter().zip(0_u8..);
    let next = steps.find(|(step, index)| *index >= clock.escalated && told(step));
    if let Some((next, step)) = next {
        let at = clock::shift_working_days(clock.due, next.after_working_days, context.calendar);
        // A clock shorter than the warning's lead time is warned of at its start.
        let at = at.max(clock.started_at);
        timers.push((
            at,
            Due::Escalate {
                clock: clock.kind,
                step,
            },
        ));
    }
    timers
}

fn silence_timers(report: &Report, clock: &Clock, context: &Context<'_>) -> Vec<(Timestamp, Due)> {
    if clock.reminded == 0 && can_be_reminded(report) {
        let days = i32::from(context.policy.auto_close_reminder_days);
        let at =
            clock::shift_working_days(clock.due, -days, context.calendar).max(clock.started_at);
        return vec![(
            at,
            Due::Remind {
                clock: clock.kind,
                n: 1,
            },
        )];
    }
    vec![(clock.due, Due::Silence)]
}

/// A door leads to the reporter, and they still want to hear.
const fn can_be_reminded(report: &Report) -> bool {
    report.has_contact && !report.withdrawn
}

fn expiry_timers(report: &Report, clock: &Clock, context: &Context<'_>) -> Vec<(Timestamp, Due)> {
    let before = |hours: i64| {
        clock
            .due
            .checked_sub(Span::new().hours(hours))
            .unwrap_or(clock.due)
    };
    // Never before the question was asked, and the second never before the first.
    let first = before(i64::from(clock.length.days) * 12).max(clock.started_at);
    let second = before(i64::from(context.policy.hold_reminder_days) * 24).max(first);
    match clock.reminded {
        0 if can_be_reminded(report) => vec![(
            first,
            Due::Remind {
                clock: clock.kind,
                n: 1,
            },
        )],
        1 if can_be_reminded(report) => vec![(
            second,
            Due::Remind {
                clock: clock.kind,
                n: 2,
            },
        )],
        _ => vec![(clock.due, Due::Expire)],
    }
}

fn decide(report: &Report, at: Timestamp, due: &Due, context: &Context<'_>) -> Decision {
    let round_of = |kind| report.clock(kind).map_or(1, |clock| clock.round);
    let only = |what| Decision {
        occurred_at: at,
        event: Event {
            what,
            clocks: Vec::new(),
        },
    };
    match due {
        Due::Remind { clock, n } => only(What::Reminded {
            clock: *clock,
            n: *n,
        }),
        Due::Breach { clock } => {
            let breached = What::Breached {
                clock: *clock,
                round: round_of(*clock),
            };
            let mut decision = only(breached);
            // Asked again each five days until the other office says that it has the report.
            if *clock == ClockKind::HandoverAck {
                decision.event.clocks = asked_again(report, at, context);
            }
            decision
        }
        Due::Escalate { clock, step } => {
            let told = context
                .policy
                .escalation
                .get(usize::from(*step))
                .map(|policy| addressees(*clock, report, &policy.tell, context.directory))
                .unwrap_or_default();
            only(What::Escalated {
                clock: *clock,
                round: round_of(*clock),
                step: *step,
                told,
            })
        }
        Due::Silence => {
            let effects = Effects::at(report, context, at);
            let effects = match &report.state {
                State::ClosureProposed(proposal) => close(effects, proposal, StopHow::RanOut),
                _ => effects.stop(ClockKind::AutoClose, StopHow::Undone),
            };
            effects.decision(What::Closed {
                by: EndedBy::System,
                note: None,
            })
        }
        Due::Expire => Effects::at(report, context, at)
            .stop(ClockKind::HoldExpiry, StopHow::RanOut)
            .stop_all(StopHow::Archived)
            .start(ClockKind::ObjectionWindow)
            .decision(What::Archived {
                by: EndedBy::System,
                reason: ArchiveReason::Incomplete,
                explanation: None,
                where_to: None,
                earlier: None,
            }),
    }
}

fn asked_again(report: &Report, at: Timestamp, context: &Context<'_>) -> Vec<ClockChange> {
    Effects::at(report, context, at)
        .stop(ClockKind::HandoverAck, StopHow::RanOut)
        .start(ClockKind::HandoverAck)
        .changes()
}
