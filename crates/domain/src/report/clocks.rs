//! The clocks a report carries: started, paused, stopped and moved by events only.

mod written;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::{ClockKind, Length, Pause};
use crate::words::Addressee;

codes! {
    /// Why a clock stopped.
    pub enum StopHow {
        /// What it waits for was done.
        Done = "done",
        /// The report went to another body.
        Transferred = "transferred",
        /// The report was archived.
        Archived = "archived",
        /// The report was merged.
        Merged = "merged",
        /// It ran out, and that was its effect (silence, expiry).
        RanOut = "ran_out",
        /// The step it belonged to was undone (taken back, returned, refused).
        Undone = "undone",
    }
}

/// What an event does to one clock. `round` tells the clocks of a reopened report apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", try_from = "written::Written")]
pub enum ClockChange {
    /// Starts at the event's `occurred_at`.
    Start {
        /// Which.
        clock: ClockKind,
        /// Round.
        round: u16,
        /// Length by the policy in force at the start.
        length: Length,
        /// Version of that policy.
        policy: u32,
        /// Exclusive due instant by the calendar known now.
        due: Timestamp,
    },
    /// Pauses at the event's `occurred_at`.
    Pause {
        /// Which.
        clock: ClockKind,
    },
    /// Resumes at the event's `occurred_at`.
    Resume {
        /// Which.
        clock: ClockKind,
        /// New due instant.
        due: Timestamp,
        /// New second due instant, where the clock was extended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<Timestamp>,
        /// Beginnings of the pauses that are struck out: that time counts after all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        struck: Vec<Timestamp>,
    },
    /// Stops.
    Stop {
        /// Which.
        clock: ClockKind,
        /// At this instant (the proposal's, where the reporter confirms).
        at: Timestamp,
        /// Why.
        how: StopHow,
    },
    /// Brings back the clock of a kind and round that an archive, a hand-over or a merge stopped last
    /// (restored, handed back, unmerged).
    Revive {
        /// Which.
        clock: ClockKind,
        /// Round.
        round: u16,
        /// New due instant.
        due: Timestamp,
        /// New second due instant, where the clock was extended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<Timestamp>,
        /// The time since it stopped is a pause; else it counts.
        pause: bool,
    },
    /// The due instant moved: calendar, reclassification.
    Move {
        /// Which.
        clock: ClockKind,
        /// New length, where that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        length: Option<Length>,
        /// Old due instant.
        from: Timestamp,
        /// New due instant.
        to: Timestamp,
        /// New second due instant, where the clock was extended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<Timestamp>,
    },
    /// A second due instant; on-time is measured against both.
    Extend {
        /// Which.
        clock: ClockKind,
        /// Additional days.
        days: u16,
        /// Second due instant.
        due: Timestamp,
    },
}

/// A clock of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which.
    pub kind: ClockKind,
    /// Round.
    pub round: u16,
    /// Start.
    pub started_at: Timestamp,
    /// Length.
    pub length: Length,
    /// Policy version the length came from.
    pub policy: u32,
    /// Pauses, the last one open while paused.
    pub pauses: Vec<Pause>,
    /// Exclusive due instant; while paused, the last one known.
    pub due: Timestamp,
    /// Second due instant after an extension.
    pub extended_due: Option<Timestamp>,
    /// Days of the extension, in the length's unit; 0 without one.
    pub extended_by: u16,
    /// When and why it stopped.
    pub stopped: Option<Stop>,
    /// It ran past its due instant (the first one).
    pub breached: bool,
    /// Steps of the escalation already told.
    pub escalated: u8,
    /// Whom those steps told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Addressee>,
    /// Reminders already given.
    pub reminded: u8,
}

/// End of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub how: StopHow,
    /// It stood still when it stopped.
    pub paused: bool,
}

impl Clock {
    /// Started and not stopped.
    pub const fn is_open(&self) -> bool {
        self.stopped.is_none()
    }

    /// Started, not stopped, not paused.
    pub fn is_running(&self) -> bool {
        self.is_open() && !self.is_paused()
    }

    /// Inside a pause.
    pub fn is_paused(&self) -> bool {
        self.still_since().is_some()
    }

    /// Since when it stands still.
    pub fn still_since(&self) -> Option<Timestamp> {
        self.pauses
            .last()
            .filter(|pause| pause.to.is_none())
            .map(|pause| pause.from)
    }

    /// The due instant that counts now: the extended one if there is one.
    pub fn effective_due(&self) -> Timestamp {
        self.extended_due.unwrap_or(self.due)
    }

    /// A length with this clock's extension added.
    pub fn extended_length(&self, length: Length) -> Length {
        Length {
            days: length.days.saturating_add(self.extended_by),
            unit: length.unit,
        }
    }

    /// Running, and past its due instant at `now`.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.is_running() && self.due <= now
    }

    /// `met ⇔ stop < due` (section 4, rule 4); `None` while open or where the stop says nothing
    /// about punctuality (archived, transferred, merged, undone before the due instant).
    pub fn met(&self) -> Option<bool> {
        let stop = self.stopped?;
        let in_time = stop.at < self.due;
        match stop.how {
            StopHow::Done => Some(in_time && !self.breached),
            StopHow::RanOut if !is_duty(self.kind) => None,
            _ if self.breached || !in_time => Some(false),
            _ => None,
        }
    }
}

/// Applies one change to a report's clocks. Unknown targets are ignored: an event never fails.
pub(super) fn apply(clocks: &mut Vec<Clock>, change: &ClockChange, occurred_at: Timestamp) {
    match change {
        ClockChange::Start {
            clock,
            round,
            length,
            policy,
            due,
        } => clocks.push(Clock {
            kind: *clock,
            round: *round,
            started_at: occurred_at,
            length: *length,
            policy: *policy,
            pauses: Vec::new(),
            due: *due,
            extended_due: None,
            extended_by: 0,
            stopped: None,
            breached: false,
            escalated: 0,
            told: Vec::new(),
            reminded: 0,
        }),
        ClockChange::Pause { clock } => with_open(clocks, *clock, |open| {
            open.pauses.push(Pause {
                from: occurred_at,
                to: None,
            });
        }),
        ClockChange::Resume {
            clock,
            due,
            extended,
            struck,
        } => with_open(clocks, *clock, |open| {
            end_pause(open, occurred_at);
            open.pauses.retain(|pause| !struck.contains(&pause.from));
            open.due = *due;
            open.extended_due = extended.or(open.extended_due);
        }),
        ClockChange::Stop { clock, at, how } => with_open(clocks, *clock, |open| {
            let paused = open.is_paused();
            end_pause(open, *at);
            open.stopped = Some(Stop {
                at: *at,
                how: *how,
                paused,
            });
        }),
        ClockChange::Revive {
            clock,
            round,
            due,
            extended,
            pause,
        } => {
            let comes_back = |stop: Stop| {
                matches!(
                    stop.how,
                    StopHow::Archived | StopHow::Transferred | StopHow::Merged
                )
            };
            let stopped = clocks.iter_mut().rev().find(|known| {
                known.kind == *clock
                    && known.round == *round
                    && known.stopped.is_some_and(comes_back)
            });
            if let Some(revived) = stopped
                && let Some(stop) = revived.stopped.take()
            {
                if *pause {
                    revived.pauses.push(Pause {
                        from: stop.at,
                        to: Some(occurred_at),
                    });
                }
                revived.due = *due;
                revived.extended_due = extended.or(revived.extended_due);
            }
        }
        ClockChange::Move {
            clock,
            length,
            to,
            extended,
            ..
        } => with_open(clocks, *clock, |open| {
            open.due = *to;
            open.length = length.unwrap_or(open.length);
            open.extended_due = extended.or(open.extended_due);
        }),
        ClockChange::Extend { clock, days, due } => with_open(clocks, *clock, |open| {
            open.extended_due = Some(*due);
            open.extended_by = *days;
        }),
    }
}

/// Closes the open pause, if there is one; never before it began.
fn end_pause(clock: &mut Clock, at: Timestamp) {
    if let Some(pause) = clock.pauses.last_mut().filter(|pause| pause.to.is_none()) {
        pause.to = Some(at.max(pause.from));
    }
}

/// Runs `change` on the open clock of a kind, if there is one.
pub(super) fn with_open(clocks: &mut [Clock], kind: ClockKind, change: impl FnOnce(&mut Clock)) {
    if let Some(open) = clocks
        .iter_mut()
        .rev()
        .find(|clock| clock.kind == kind && clock.is_open())
    {
        change(open);
    }
}

/// Clocks that an office must keep: they can be breached. The others are windows, or end by silence.
pub const fn is_duty(kind: ClockKind) -> bool {
    matches!(
        kind,
        ClockKind::Verification
            | ClockKind::FirstFollowUp
            | ClockKind::Resolution
            | ClockKind::Check
            | ClockKind::Accept
            | ClockKind::Review
            | ClockKind::HandoverAck
            | ClockKind::Ppid
    )
}
