//! Was a clock kept? Section 6, row "on-time share", with its edges.

use jiff::Timestamp;
use serde::Serialize;

use super::{Share, on_time};
use crate::report::clocks::StopHow;

/// A clock as known at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Exclusive due instant.
    pub due: Timestamp,
    /// Second due instant after an extension.
    pub extended_due: Option<Timestamp>,
    /// When and why it stopped.
    pub stopped: Option<(Timestamp, StopHow)>,
    /// Since when it stands still, if it does.
    pub paused_since: Option<Timestamp>,
    /// Its breach is on record.
    pub breached: bool,
}

/// Kept, missed, or not to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What it waits for was done before the due instant.
    Met,
    /// The due instant passed without it.
    Breached,
    /// Runs and is not yet due, or stopped before for another cause: in no share.
    Out,
}

/// How many of a clock's runs were kept and missed, measured against the first due instant and, where
/// there was an extension, against the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Punctuality {
    /// Against the first due instant.
    pub first: Share,
    /// Against the extended due instant where there is one, else the first.
    pub extended: Share,
}

/// Whether a clock was kept, as known at `at`; `extended` measures against the second due instant.
///
/// Breached as soon as `due ≤ at`, also while open, unless it stood still before; stopped by archive,
/// transfer, merging or withdrawal before it was due: out.
pub fn verdict(clock: &Seen, at: Timestamp, extended: bool) -> Verdict {
    let second = clock.extended_due.filter(|_| extended);
    let due = second.unwrap_or(clock.due);
    // The breach on record is that of the first due instant.
    let on_record = clock.breached && second.is_none();
    match clock.stopped {
        Some((stop, _)) if on_record || due <= stop => Verdict::Breached,
        Some((_, StopHow::Done)) => Verdict::Met,
        Some(_) => Verdict::Out,
        None => {
            let ran_until = clock.paused_since.map_or(at, |since| since.min(at));
            if on_record || due <= ran_until {
                Verdict::Breached
            } else {
                Verdict::Out
            }
        }
    }
}

impl Punctuality {
    /// Counts one run of a clock as known at `at`.
    pub fn add(&mut self, clock: &Seen, at: Timestamp) {
        for (share, extended) in [(&mut self.first, false), (&mut self.extended, true)] {
            *share += match verdict(clock, at, extended) {
                Verdict::Met => on_time(1, 0),
                Verdict::Breached => on_time(0, 1),
                Verdict::Out => Share::default(),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn open() -> Seen {
        Seen {
            due: at(100),
            extended_due: None,
            stopped: None,
            paused_since: None,
            breached: false,
        }
    }

    #[test]
    fn open_clocks_are_missed_once_due() {
        assert_eq!(verdict(&open(), at(99), false), Verdict::Out);
        assert_eq!(verdict(&open(), at(100), false), Verdict::Breached);
        let paused = |since| Seen {
            paused_since: Some(at(since)),
            ..open()
        };
        assert_eq!(verdict(&paused(50), at(500), false), Verdict::Out);
        assert_eq!(verdict(&paused(100), at(500), false), Verdict::Breached);
    }

    #[test]
    fn stops_for_another_cause_count_only_when_late() {
        let stopped = |second, how| Seen {
            stopped: Some((at(second), how)),
            ..open()
        };
        let seen = |clock| verdict(&clock, at(900), false);
        assert_eq!(seen(stopped(99, StopHow::Done)), Verdict::Met);
        assert_eq!(seen(stopped(100, StopHow::Done)), Verdict::Breached);
        for how in [StopHow::Archived, StopHow::Transferred, StopHow::Merged] {
            assert_eq!(seen(stopped(99, how)), Verdict::Out);
            assert_eq!(seen(stopped(101, how)), Verdict::Breached);
        }
    }

    #[test]
    fn an_extension_is_measured_both_ways() {
        let clock = Seen {
            extended_due: Some(at(200)),
            stopped: Some((at(150), StopHow::Done)),
            breached: true,
            ..open()
        };
        assert_eq!(verdict(&clock, at(900), false), Verdict::Breached);
        assert_eq!(verdict(&clock, at(900), true), Verdict::Met);
        let mut counted = Punctuality::default();
        counted.add(&clock, at(900));
        assert_eq!((counted.first.part, counted.extended.part), (0, 1));
    }
}
