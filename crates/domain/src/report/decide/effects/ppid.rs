//! While a request is with the PPID desk, that desk's clock stands for the resolution.
//!
//! The resolution stands still meanwhile. It is marked (resumed and paused at once) wherever the desk's clock pauses or
//! goes on: so its due date stays reckoned, and its pauses tell later which of them were the reporter's.

use super::Effects;
use crate::clock::{ClockKind, Pause};
use crate::report::clocks::{Clock, ClockChange, StopHow};

impl Effects<'_> {
    /// The clock that a change of `kind` is meant for.
    pub(super) fn standing_for(&self, kind: ClockKind) -> ClockKind {
        if kind == ClockKind::Resolution && self.open(ClockKind::Ppid).is_some() {
            ClockKind::Ppid
        } else {
            kind
        }
    }

    /// After a change to the desk's clock.
    pub(super) fn mark_resolution(mut self) -> Self {
        let at_desk = self.open(ClockKind::Ppid).is_some();
        let still = self
            .open(ClockKind::Resolution)
            .filter(|open| at_desk && open.is_paused());
        let Some(open) = still else {
            return self;
        };
        let pauses = closed(open, self.at);
        let (due, extended) = self.reckon(open, open.length, &pauses);
        self.push(ClockChange::Resume {
            clock: ClockKind::Resolution,
            due,
            extended,
            struck: Vec::new(),
        });
        self.push(ClockChange::Pause {
            clock: ClockKind::Resolution,
        });
        self
    }

    /// The referral came to nothing: its time counts after all, but for what the desk's own clock paused.
    pub(crate) fn call_off_ppid(self) -> Self {
        let Some(desk) = self.open(ClockKind::Ppid) else {
            return self;
        };
        let since = desk.started_at;
        let paused: Vec<_> = desk.pauses.iter().map(|pause| pause.from).collect();
        let struck = self
            .open(ClockKind::Resolution)
            .map(|open| open.pauses.iter().map(|pause| pause.from))
            .into_iter()
            .flatten()
            .filter(|from| *from >= since && !paused.contains(from))
            .collect();
        self.stop(ClockKind::Ppid, StopHow::Undone)
            .resume_striking(ClockKind::Resolution, struck)
    }
}

fn closed(clock: &Clock, at: jiff::Timestamp) -> Vec<Pause> {
    let until = |pause: &Pause| Pause {
        from: pause.from,
        to: Some(pause.to.unwrap_or(at)),
    };
    clock.pauses.iter().map(until).collect()
}
