//! What a decision does to the clocks, in the words of section 4.

mod ppid;

use jiff::Timestamp;

use crate::clock::{self, ClockKind, Length, Pause};
use crate::report::Report;
use crate::report::clocks::{self, Clock, ClockChange, StopHow};
use crate::report::context::Context;
use crate::report::event::{Event, What};
use crate::report::state::State;
use crate::words::ReportType;

/// Clocks that a hold, an archive or a hand-over touches.
pub(crate) const HANDLING: &[ClockKind] = &[
    ClockKind::Verification,
    ClockKind::FirstFollowUp,
    ClockKind::Resolution,
    ClockKind::Accept,
];

/// Collects clock changes of one event. Each change sees those before it.
pub(crate) struct Effects<'a> {
    context: &'a Context<'a>,
    at: Timestamp,
    round: u16,
    report_type: ReportType,
    supervisory: bool,
    clocks: Vec<Clock>,
    changes: Vec<ClockChange>,
}

impl<'a> Effects<'a> {
    /// Effects at the context's now.
    pub(crate) fn new(report: &Report, context: &'a Context<'a>) -> Self {
        Self::at(report, context, context.now)
    }

    /// Effects at another instant (a timer's due instant).
    pub(crate) fn at(report: &Report, context: &'a Context<'a>, at: Timestamp) -> Self {
        Self {
            context,
            at,
            round: report.round().max(1),
            report_type: report.report_type,
            supervisory: report.supervisory,
            clocks: report.clocks.clone(),
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
        let length = self.length(kind, self.at);
        if let Some(due) = clock::due(self.at, length, &[], self.context.calendar) {
            self.push(ClockChange::Start {
                clock: kind,
                round: self.round,
                length,
                policy: self.context.policy_at(self.at).version,
                due,
            });
        }
        self
    }

    /// Starts a clock unless one of the kind is open.
    pub(crate) fn start_missing(self, kind: ClockKind) -> Self {
        if self.open(kind).is_some() {
            self
        } else {
            self.start(kind)
        }
    }

    /// Gives a clock a second due instant, so many of its own days later.
    pub(crate) fn extend(mut self, clock: &Clock, days: u16) -> Self {
        let longer = Length {
            days: clock.length.days.saturating_add(days),
            unit: clock.length.unit,
        };
        let calendar = self.context.calendar;
        let due = clock::due(clock.started_at, longer, &clock.pauses, calendar);
        self.push(ClockChange::Extend {
            clock: clock.kind,
            days,
            due: due.unwrap_or(clock.due),
        });
        self
    }

    /// Stops a clock, if it is open.
    pub(crate) fn stop(self, kind: ClockKind, how: StopHow) -> Self {
        let at = self.at;
        self.stop_at(kind, at, how)
    }

    /// Stops a clock at another instant, if it is open.
    pub(crate) fn stop_at(mut self, kind: ClockKind, at: Timestamp, how: StopHow) -> Self {
        if self.open(kind).is_some() {
            self.push(ClockChange::Stop {
                clock: kind,
                at,
                how,
            });
        }
        self
    }

    /// Stops every open clock.
    pub(crate) fn stop_all(self, how: StopHow) -> Self {
        let effects = self.mark_resolution();
        let open: Vec<_> = effects
            .clocks
            .iter()
            .filter(|clock| clock.is_open())
            .map(|clock| clock.kind)
            .collect();
        open.into_iter()
            .fold(effects, |effects, kind| effects.stop(kind, how))
    }

    /// Pauses a clock, if it is running.
    pub(crate) fn pause(mut self, kind: ClockKind) -> Self {
        let kind = self.standing_for(kind);
        if self.open(kind).is_some_and(Clock::is_running) {
            self.push(ClockChange::Pause { clock: kind });
            if kind == ClockKind::Ppid {
                return self.mark_resolution();
            }
        }
        self
    }

    /// Pauses the handling's clocks.
    pub(crate) fn pause_handling(self) -> Self {
        HANDLING
            .iter()
            .fold(self, |effects, kind| effects.pause(*kind))
    }

    /// Ends a hold: the clocks that it paused go on. A report that was verified at another body and
    /// still waits for its verification here keeps its resolution standing.
    pub(crate) fn leave_hold(self, report: &Report, how: StopHow) -> Self {
        let kinds: &[ClockKind] = match &report.state {
            State::OnHold(hold) if hold.return_to.handling().is_none() => {
                &[ClockKind::Verification]
            }
            State::OnHold(_) => HANDLING,
            _ => return self,
        };
        kinds
            .iter()
            .fold(self.stop(ClockKind::HoldExpiry, how), |effects, kind| {
                effects.resume(*kind)
            })
    }

    /// Resumes a clock, if it is paused.
    pub(crate) fn resume(self, kind: ClockKind) -> Self {
        self.resume_striking(kind, Vec::new())
    }

    /// Resumes the resolution and strikes its pause since a final answer out: that time counts after
    /// all (rows 22 and 23). What the report was archived in between stays a pause: the clock that
    /// waited with the proposal stood still then, and only then.
    pub(crate) fn resume_struck(self, since: Timestamp) -> Self {
        let archived: Vec<_> = self
            .clocks
            .iter()
            .filter(|clock| matches!(clock.kind, ClockKind::Check | ClockKind::AutoClose))
            .flat_map(|clock| clock.pauses.iter().map(|pause| pause.from))
            .collect();
        let struck = self
            .open(self.standing_for(ClockKind::Resolution))
            .map(|open| open.pauses.iter().map(|pause| pause.from))
            .into_iter()
            .flatten()
            .filter(|from| *from >= since && !archived.contains(from))
            .collect();
        self.resume_striking(ClockKind::Resolution, struck)
    }

    fn resume_striking(mut self, kind: ClockKind, struck: Vec<Timestamp>) -> Self {
        let kind = self.standing_for(kind);
        let Some(open) = self.open(kind).filter(|open| open.is_paused()) else {
            return self;
        };
        let pauses: Vec<_> = open
            .pauses
            .iter()
            .filter(|pause| !struck.contains(&pause.from))
            .map(|pause| Pause {
                from: pause.from,
                to: Some(pause.to.unwrap_or(self.at)),
            })
            .collect();
        let (due, extended) = self.reckon(open, open.length, &pauses);
        self.push(ClockChange::Resume {
            clock: kind,
            due,
            extended,
            struck,
        });
        if kind == ClockKind::Ppid {
            return self.mark_resolution();
        }
        self
    }

    /// Brings back those of `kinds` that stopped at `since` for `how`. The time between is a pause
    /// (rows 34 and 37) or counts (row 38). A clock that stood still before stands still again where
    /// `still` says so (a hold, a proposed closure), else it runs.
    pub(crate) fn revive(
        mut self,
        kinds: &[ClockKind],
        (since, how): (Timestamp, StopHow),
        pause: bool,
        still: bool,
    ) -> Self {
        for kind in kinds {
            // An objection's own review has begun and ended since then: it is not what comes back.
            let found = self.clocks.iter().rev().find_map(|clock| {
                let stop = clock.stopped.filter(|_| clock.kind == *kind)?;
                (stop.how == how && stop.at == since).then_some((clock, stop))
            });
            let Some((clock, stop)) = found else {
                continue;
            };
            let mut pauses = clock.pauses.clone();
            if pause {
                pauses.push(Pause {
                    from: stop.at,
                    to: Some(self.at),
                });
            }
            let (due, extended) = self.reckon(clock, clock.length, &pauses);
            let round = clock.round;
            self.push(ClockChange::Revive {
                clock: *kind,
                round,
                due,
                extended,
                pause,
            });
            if still && stop.paused {
                self.push(ClockChange::Pause { clock: *kind });
            }
        }
        self
    }

    /// The open clock of a kind takes the length of the effects' type, from its own start and by the
    /// policy in force then (row 20; section 4, rule 7). Where the type stays, so does the length.
    pub(crate) fn relengthen(mut self, kind: ClockKind, report: &Report) -> Self {
        let kept = report.report_type == self.report_type && report.supervisory == self.supervisory;
        let Some(open) = self.open(kind).filter(|_| !kept) else {
            return self;
        };
        let length = self.length(kind, open.started_at);
        if open.length == length {
            return self;
        }
        let closed: Vec<_> = open
            .pauses
            .iter()
            .filter(|pause| pause.to.is_some())
            .copied()
            .collect();
        let (to, extended) = self.reckon(open, length, &closed);
        let from = open.due;
        self.push(ClockChange::Move {
            clock: kind,
            length: Some(length),
            from,
            to,
            extended,
        });
        self
    }

    /// The bare changes.
    pub(crate) fn changes(self) -> Vec<ClockChange> {
        self.changes
    }

    /// The event.
    pub(crate) fn event(self, what: What) -> Vec<super::Decision> {
        vec![self.decision(what)]
    }

    /// The event as a single decision.
    pub(crate) fn decision(self, what: What) -> super::Decision {
        super::Decision {
            occurred_at: self.at,
            event: Event {
                what,
                clocks: self.changes,
            },
        }
    }

    fn open(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks
            .iter()
            .rev()
            .find(|clock| clock.kind == kind && clock.is_open())
    }

    /// By the policy in force at the clock's start.
    fn length(&self, kind: ClockKind, started_at: Timestamp) -> Length {
        self.context
            .policy_at(started_at)
            .length(kind, self.report_type, self.supervisory)
    }

    /// Both due instants of a clock under a length and closed pauses.
    fn reckon(
        &self,
        clock: &Clock,
        length: Length,
        pauses: &[Pause],
    ) -> (Timestamp, Option<Timestamp>) {
        let due = |length| clock::due(clock.started_at, length, pauses, self.context.calendar);
        let extended = (clock.extended_by > 0)
            .then(|| due(clock.extended_length(length)).or(clock.extended_due))
            .flatten();
        (due(length).unwrap_or(clock.due), extended)
    }

    fn push(&mut self, change: ClockChange) {
        clocks::apply(&mut self.clocks, &change, self.at);
        self.changes.push(change);
    }
}
