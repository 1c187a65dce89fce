//! Names and codes of what is measured. They are kept in the tables: none is ever given another meaning.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{Flow, Reading, Verdict};
use lapor_domain::ids::{OfficerId, UnitId};
use lapor_domain::words::{Figure, StateCode};
use uuid::Uuid;

use crate::figures::tables::cell::{self, kind};

/// Office time of a kind of clock; the value is in tenths of hours.
pub(crate) const TENTHS: u8 = 1;
/// Calendar days of a kind of clock; the value is the days.
pub(crate) const DAYS: u8 = 2;
/// Clocks of a kind that still run.
pub(crate) const RUNNING: u8 = 3;
/// Whether clocks of a kind were kept: three times the verdict against the first due instant, and that against the
/// second.
pub(crate) const KEPT: u8 = 4;
/// Working days of resolution clocks: those in which they stood still (0), all of those that stopped (1). Of clocks that run, the
/// days of pauses that are over.
pub(crate) const PAUSED: u8 = 5;
/// Resolution clocks that run, by the body whose calendar they go by; the value is the day of the start. All working days after it
/// that are over count: 6 was once a name for each clock's start and pauses.
pub(crate) const RUNS_SINCE: u8 = 7;
/// Of these, those that stand still; the value is the day after which all working days that are over are such.
pub(crate) const STANDS_SINCE: u8 = 8;
/// Reports disposed at least once.
pub(crate) const DISPOSED: u8 = 10;
/// Of these, answered.
pub(crate) const ANSWERED: u8 = 11;
/// Imports that do not say whether they were disposed.
pub(crate) const IMPORTS_OUT: u8 = 12;
/// Redirects, refusals, transfers.
pub(crate) const MOVES: u8 = 13;
/// Closures by silence.
pub(crate) const SILENT: u8 = 14;
/// Closures that were confirmed.
pub(crate) const CONFIRMED: u8 = 15;
/// Disputes.
pub(crate) const DISPUTED: u8 = 16;
/// Reports closed at least once.
pub(crate) const CLOSED: u8 = 17;
/// Of these, reopened: by an officer (0), by the reporter (1).
pub(crate) const REOPENED: u8 = 18;
/// Reports held at least once.
pub(crate) const HELD: u8 = 19;
/// Reports extended at least once.
pub(crate) const EXTENDED: u8 = 20;
/// Minutes of office time from a disposition that was refused until the next.
pub(crate) const WAITED: u8 = 21;
/// Refusals after which no disposition came yet.
pub(crate) const WAITING: u8 = 22;
/// Office time that a report stayed in a state, in tenths of hours.
pub(crate) const STAYED: u8 = 23;
/// Calendar days of the same.
pub(crate) const STAYED_DAYS: u8 = 24;
/// Reports that are in a state now.
pub(crate) const STAYING: u8 = 25;
/// Of the open ones of a figure: the value is the day of receipt.
pub(crate) const STOCK: u8 = 26;
/// Open ones that are overdue; the value is the day of receipt.
pub(crate) const OVERDUE: u8 = 27;
/// Something happened, see [`Flow::KINDS`]: by whom, where that is told; the value is whether it is the special one of its kind
/// (1), and whether an officer did it (2).
pub(crate) const HAPPENED: u8 = 28;
/// What an officer did.
pub(crate) const OFFICER: u8 = 29;
/// Dispositions to a unit.
pub(crate) const GIVEN: u8 = 30;
/// Refusals of a unit.
pub(crate) const REFUSED: u8 = 31;
/// Help of a unit: asked (0), or how it ended, by its place in the vocabulary from 1.
pub(crate) const SUPPORT: u8 = 32;
/// Reports that left a unit; refused (1).
pub(crate) const PASSED: u8 = 33;
/// As [`WAITED`], of a unit that refused.
pub(crate) const UNIT_WAITED: u8 = 34;
/// As [`WAITING`], of a unit that refused.
pub(crate) const UNIT_WAITING: u8 = 35;

/// In which cells a measure is kept.
pub(crate) const fn what(measure: u8) -> i64 {
    match measure {
        ..=STANDS_SINCE => kind::CLOCKS,
        STAYED..=STAYING => kind::STAYS,
        STOCK | OVERDUE => kind::OPEN,
        HAPPENED | OFFICER => kind::FLOW,
        _ => kind::DEEDS,
    }
}

/// In which cells a reading is kept; none where it has none.
pub(crate) const fn of_reading(reading: Reading) -> Option<i64> {
    Some(match reading {
        Reading::Clocks => kind::CLOCKS,
        Reading::Deeds => kind::DEEDS,
        Reading::Stays => kind::STAYS,
        Reading::Stock => kind::OPEN,
        Reading::Flow => kind::FLOW,
        Reading::Counts => return None,
    })
}

/// Longest value that is told apart: a thousand years of minutes.
const MOST: u32 = (1 << 29) - 1;

/// Who counts a value, and who may know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) is_public: bool,
    pub(crate) left: bool,
    pub(crate) supervisory: bool,
}

/// The marks of facts and flags, see [`cell::of_facts`](crate::figures::tables::cell::of_facts).
pub(crate) fn marks(code: u32) -> Marks {
    Marks {
        is_public: cell::facts(code).is_public,
        left: code & cell::LEFT != 0,
        supervisory: code & cell::SUPERVISORY != 0,
    }
}

/// A value as a code.
pub(crate) fn code(value: u32, marks: Marks) -> u32 {
    let Marks {
        is_public,
        left,
        supervisory,
    } = marks;
    value.min(MOST) << 3 | u32::from(is_public) << 2 | u32::from(left) << 1 | u32::from(supervisory)
}

/// The value of a code.
pub(crate) const fn of_code(code: u32) -> (u32, Marks) {
    let marks = Marks {
        is_public: code & 4 != 0,
        left: code & 2 != 0,
        supervisory: code & 1 != 0,
    };
    (code >> 3, marks)
}

/// A kind of clock as the rest of a name: its place in the vocabulary.
pub(crate) fn of_clock(kind: ClockKind) -> Option<u8> {
    place(ClockKind::ALL, &kind)
}

/// A state.
pub(crate) fn of_state(state: StateCode) -> Option<u8> {
    place(StateCode::ALL, &state)
}

/// A figure.
pub(crate) fn of_figure(figure: Figure) -> Option<u8> {
    place(Figure::ALL, &figure)
}

/// What happened.
pub(crate) fn of_deed(kind: &str) -> Option<u8> {
    place(&Flow::KINDS, &kind)
}

/// What happened of the rest of a name, and the officer who did it.
pub(crate) fn deed(rest: &[u8]) -> Option<(&'static str, Option<OfficerId>)> {
    let (place, officer) = rest.split_first()?;
    let kind = Flow::KINDS.get(usize::from(*place))?;
    Some((kind, self::officer(officer)))
}

/// The officer of the rest of a name.
pub(crate) fn officer(rest: &[u8]) -> Option<OfficerId> {
    Uuid::from_slice(rest).ok().map(OfficerId)
}

fn place<T: PartialEq>(all: &[T], one: &T) -> Option<u8> {
    let at = all.iter().position(|known| known == one);
    at.and_then(|at| u8::try_from(at).ok())
}

fn at<T: Copy>(all: &[T], rest: &[u8]) -> Option<T> {
    let [place] = rest else { return None };
    all.get(usize::from(*place)).copied()
}

/// The kind of clock of the rest of a name.
pub(crate) fn clock(rest: &[u8]) -> Option<ClockKind> {
    at(ClockKind::ALL, rest)
}

/// The state of the rest of a name.
pub(crate) fn state(rest: &[u8]) -> Option<StateCode> {
    at(StateCode::ALL, rest)
}

/// The figure of the rest of a name.
pub(crate) fn figure(rest: &[u8]) -> Option<Figure> {
    at(Figure::ALL, rest)
}

/// The unit of the rest of a name.
pub(crate) fn unit(rest: &[u8]) -> Option<UnitId> {
    Uuid::from_slice(rest).ok().map(UnitId)
}

/// A verdict as a number; nought counts in no share.
pub(crate) const fn of_verdict(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Out => 0,
        Verdict::Met => 1,
        Verdict::Breached => 2,
    }
}
