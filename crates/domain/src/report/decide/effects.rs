//! What a decision does to the clocks, in the words of section 4.

use jiff::Timestamp;

use crate::clock::{self, ClockKind, Pause};
use crate::report::Report;
use crate::report::clocks::{Clock, ClockChange, StopHow};
use crate::report::context::Context;
use crate::report::event::{Event, What};
use crate::words::ReportType;

/// Clocks that a hold, an archive or a hand-over touches.
pub(crate) const HANDLING: &[ClockKind] = &[
    ClockKind::Verification,
    ClockKind::FirstFollowUp,
    ClockKind::Resolution,
    ClockKind::Accept,
];

/// Collects clock changes of one event.
pub(crate) struct Effects<'a> {
    report: &'a Report,
    context: &'a Context<'a>,
    at: Timestamp,
    round: u16,
    report_type: ReportType,
    supervisory: bool,
    changes: Vec<ClockChange>,
}

impl<'a> Effects<'a> {
    /// Effects at the context's now.
    pub(crate) fn new(report: &'a Report, context: &'a Context<'a>) -> Self {
        Self::at(report, context, context.now)
    }

    /// Effects at another instant (a timer's due instant).
    pub(crate) fn at(report: &'a Report, context: &'a Context<'a>, at: Timestamp) -> Self {
        Self {
            report,
            context,
            at,
            round: report.round().max(1),
            report_type: report.report_type,
            supervisory: report.supervisory,
            changes: Vec::new(),
        }
    }

    /// The clocks belong to another round than the present one.
    pub(crate) fn round(mut self, round: u16) -> Self {
        self.round = round;
        self
    }

    /// The lengths follow another type than the present one (verification decides it).
    pub(crate) fn of_type(mut self, report_type: ReportType, supervisory: bool) -> Self {
        self.report_type = report_type;
        self.supervisory = supervisory;
        self
    }

    /// Starts a clock; one of the same kind that is still open is undone first.
    pub(crate) fn start(mut self, kind: ClockKind) -> Self {
        self = self.stop(kind, StopHow::Undone);
        let length = self
            .context
            .policy
            .length(kind, self.report_type, self.supervisory);
        if let Some(due) = clock::due(self.at, length, &[], self.context.calendar) {
            self.changes.push(ClockChange::Start {
                clock: kind,
                round: self.round,
                length,
                policy: self.context.policy.version,
                due,
            });
        }
        self
    }

    /// Stops a clock, if it is open.
    pub(crate) fn stop(self, kind: ClockKind, how: StopHow) -> Self {
        let at = self.at;
        self.stop_at(kind, at, how)
    }

    /// Stops a clock at another instant, if it is open.
    pub(crate) fn stop_at(mut self, kind: ClockKind, at: Timestamp, how: StopHow) -> Self {
        if self.report.clock(kind).is_some() {
            self.changes.push(ClockChange::Stop {
                clock: kind,
                at,
                how,
            });
        }
        self
    }

    /// Stops every open clock.
    pub(crate) fn stop_all(mut self, how: StopHow) -> Self {
        for open in self.report.open_clocks() {
            self.changes.push(ClockChange::Stop {
                clock: open.kind,
                at: self.at,
                how,
            });
        }
        self
    }

    /// Pauses a clock, if it is running.
    pub(crate) fn pause(mut self, kind: ClockKind) -> Self {
        if self.report.clock(kind).is_some_and(Clock::is_running) {
            self.changes.push(ClockChange::Pause {
                clock: kind,
                from: None,
            });
        }
        self
    }

    /// Pauses the handling's clocks.
    pub(crate) fn pause_handling(self) -> Self {
        HANDLING
            .iter()
            .fold(self, |effects, kind| effects.pause(*kind))
    }

    /// Resumes the handling's clocks.
    pub(crate) fn resume_handling(self) -> Self {
        HANDLING
            .iter()
            .fold(self, |effects, kind| effects.resume(*kind))
    }

    /// Resumes a clock, if it is paused.
    pub(crate) fn resume(self, kind: ClockKind) -> Self {
        self.resume_with(kind, false)
    }

    /// Resumes a clock and strikes the pause out: that time counts after all (rows 22 and 23).
    pub(crate) fn resume_struck(self, kind: ClockKind) -> Self {
        self.resume_with(kind, true)
    }

    fn resume_with(mut self, kind: ClockKind, strike: bool) -> Self {
        let Some(open) = self.report.clock(kind).filter(|open| open.is_paused()) else {
            return self;
        };
        let mut pauses = open.pauses.clone();
        let last = pauses.pop();
        if let Some(pause) = last.filter(|_| !strike) {
            pauses.push(Pause {
                from: pause.from,
                to: Some(self.at),
            });
        }
        let due = clock::due(open.started_at, open.length, &pauses, self.context.calendar);
        self.changes.push(ClockChange::Resume {
            clock: kind,
            due: due.unwrap_or(open.due),
            strike,
        });
        self
    }

    /// Brings back the clocks that stopped at `since` for `how`; the time between is a pause
    /// (rows 34 and 37), or counts (row 38).
    pub(crate) fn revive(mut self, since: Option<Timestamp>, how: StopHow, pause: bool) -> Self {
        for stopped in &self.report.clocks {
            let Some(stop) = stopped.stopped.filter(|stop| stop.how == how) else {
                continue;
            };
            if since.is_some_and(|since| stop.at != since)
                || self.report.clock(stopped.kind).is_some()
            {
                continue;
            }
            let mut pauses = stopped.pauses.clone();
            let was_paused = pauses.last().is_some_and(|last| last.to == Some(stop.at));
            if pause {
                pauses.push(Pause {
                    from: stop.at,
                    to: Some(self.at),
                });
            }
            let due = clock::due(
                stopped.started_at,
                stopped.length,
                &pauses,
                self.context.calendar,
            );
            self.changes.push(ClockChange::Revive {
                clock: stopped.kind,
                round: stopped.round,
                due: due.unwrap_or(stopped.due),
                pause,
            });
            // It stood still before: it stands still again (a hold, a proposed closure).
            if was_paused {
                self.changes.push(ClockChange::Pause {
                    clock: stopped.kind,
                    from: None,
                });
            }
        }
        self
    }

    /// Any change of another kind.
    pub(crate) fn with(mut self, change: Option<ClockChange>) -> Self {
        self.changes.extend(change);
        self
    }

    /// Starts a clock anew after it was stopped in the same event; gives the bare changes.
    pub(crate) fn start_again(mut self, kind: ClockKind) -> Vec<ClockChange> {
        let stopped = std::mem::take(&mut self.changes);
        let started = self
            .start(kind)
            .changes
            .into_iter()
            .filter(|change| matches!(change, ClockChange::Start { .. }));
        stopped.into_iter().chain(started).collect()
    }

    /// The event.
    pub(crate) fn event(self, what: What) -> Vec<super::Decision> {
        vec![super::Decision {
            occurred_at: self.at,
            event: Event {
                what,
                clocks: self.changes,
            },
        }]
    }
}
