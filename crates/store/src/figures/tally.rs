//! What counts need of a report, packed into one number: a year of reports is grouped by it.

use lapor_domain::figures::Facts;
use lapor_domain::words::{ArchiveReason, EndedBy, Figure, Outcome, Tongue};

/// What one stretch of a report's life counts as. `figure` is none for a merged report, which takes its root's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) figure: Option<Figure>,
    pub(crate) ended_by: Option<EndedBy>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) reason: Option<ArchiveReason>,
    pub(crate) reopened: bool,
    pub(crate) joined: bool,
    pub(crate) status_unknown: bool,
    pub(crate) imported: bool,
    pub(crate) is_public: bool,
    pub(crate) rating: Option<u8>,
    /// Its reporter asked not to be named, or for secrecy.
    pub(crate) unnamed: bool,
    /// In which language it is written.
    pub(crate) language: Option<Tongue>,
}

/// Where the flag of the unnamed stands: see [`Tally::pack`].
pub(crate) const UNNAMED: i64 = 1 << 20;
/// Where the language begins; nothing stands above it.
pub(crate) const LANGUAGE: i64 = 1 << 21;

impl Tally {
    /// From the lowest bit: figure 3, ended by 2, outcome 3, reason 4 bits, five flags, rating 3 bits, unnamed, language 3
    /// bits. A code is its place in its vocabulary, from 1; 0 is none.
    pub(crate) fn pack(&self) -> i64 {
        let mut packed = place(Tongue::ALL, self.language);
        packed = packed << 1 | i64::from(self.unnamed);
        packed = packed << 3 | i64::from(self.rating.unwrap_or(0).min(5));
        for flag in [
            self.is_public,
            self.imported,
            self.status_unknown,
            self.joined,
            self.reopened,
        ] {
            packed = packed << 1 | i64::from(flag);
        }
        packed = packed << 4 | place(ArchiveReason::ALL, self.reason);
        packed = packed << 3 | place(Outcome::ALL, self.outcome);
        packed = packed << 2 | place(EndedBy::ALL, self.ended_by);
        packed << 3 | place(Figure::ALL, self.figure)
    }

    /// What was packed.
    pub(crate) fn unpack(mut packed: i64) -> Self {
        let mut take = |bits: u32| {
            let value = packed & ((1 << bits) - 1);
            packed >>= bits;
            value
        };
        let figure = code(Figure::ALL, take(3));
        let ended_by = code(EndedBy::ALL, take(2));
        let outcome = code(Outcome::ALL, take(3));
        let reason = code(ArchiveReason::ALL, take(4));
        let mut flag = || take(1) == 1;
        Self {
            figure,
            ended_by,
            outcome,
            reason,
            reopened: flag(),
            joined: flag(),
            status_unknown: flag(),
            imported: flag(),
            is_public: flag(),
            rating: u8::try_from(take(3)).ok().filter(|stars| *stars > 0),
            unnamed: take(1) == 1,
            language: code(Tongue::ALL, take(3)),
        }
    }

    /// The facts of a report that stands for itself, or of a merged one with what its root is.
    ///
    /// The root gives what its handling came to; number, door, import and rating stay the report's own.
    pub(crate) fn facts(&self, root: Option<&Self>) -> Facts {
        let handling = root.unwrap_or(self);
        Facts {
            // A root that nobody knows cannot happen in a whole record; its follower is then open, never lost.
            figure: handling.figure.unwrap_or(Figure::InProcess),
            ended_by: handling.ended_by,
            outcome: handling.outcome,
            reason: handling.reason,
            reopened: handling.reopened,
            merged: self.figure.is_none(),
            joined: self.joined,
            status_unknown: self.status_unknown,
            imported: self.imported,
            is_public: self.is_public,
            rating: self.rating,
        }
    }
}

/// A language by its place among the bits.
pub(crate) fn language(place: i64) -> Option<Tongue> {
    code(Tongue::ALL, place)
}

fn place<T: PartialEq>(all: &[T], value: Option<T>) -> i64 {
    value
        .and_then(|value| all.iter().position(|known| *known == value))
        .map_or(0, |at| at as i64 + 1)
}

fn code<T: Copy>(all: &[T], place: i64) -> Option<T> {
    usize::try_from(place - 1)
        .ok()
        .and_then(|at| all.get(at))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out() {
        let whole = Tally {
            figure: Some(Figure::Transferred),
            ended_by: Some(EndedBy::System),
            outcome: Some(Outcome::Unknown),
            reason: Some(ArchiveReason::ExpiredImport),
            reopened: true,
            joined: true,
            status_unknown: true,
            imported: true,
            is_public: true,
            rating: Some(5),
            unnamed: true,
            language: Some(Tongue::English),
        };
        assert_eq!(Tally::unpack(whole.pack()), whole);
        assert_eq!(Tally::unpack(0), Tally::default());
        for figure in Figure::ALL {
            for reason in ArchiveReason::ALL {
                let tally = Tally {
                    figure: Some(*figure),
                    reason: Some(*reason),
                    ..whole
                };
                assert_eq!(Tally::unpack(tally.pack()), tally);
            }
        }
    }

    #[test]
    fn rows_that_are_kept_keep_their_meaning() {
        let handled = Tally {
            figure: Some(Figure::Handled),
            ended_by: Some(EndedBy::Reporter),
            outcome: Some(Outcome::Done),
            is_public: true,
            ..Tally::default()
        };
        assert_eq!(handled.pack(), 65_536 + 32 + 8 + 1);
        let unnamed = Tally {
            unnamed: true,
            ..handled
        };
        assert_eq!(unnamed.pack(), handled.pack() + UNNAMED);
        let regional = Tally {
            language: Some(Tongue::Regional),
            ..handled
        };
        assert_eq!(regional.pack(), handled.pack() + 2 * LANGUAGE);
    }
}
