//! Names and codes of what is measured. They are kept in the tables: none is ever given another meaning.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::Verdict;
use lapor_domain::ids::UnitId;
use uuid::Uuid;

/// Minutes of office time of a kind of clock; the value is the minutes.
pub(crate) const MINUTES: u8 = 1;
/// Calendar days of a kind of clock; the value is the days.
pub(crate) const DAYS: u8 = 2;
/// Clocks of a kind that still run.
pub(crate) const RUNNING: u8 = 3;
/// Whether clocks of a kind were kept: three times the verdict against the first due instant, and that against the
/// second.
pub(crate) const KEPT: u8 = 4;
/// Working days of stopped resolution clocks: those in which they stood still (0), all of them (1).
pub(crate) const PAUSED: u8 = 5;
/// A resolution clock that runs: the body whose calendar it goes by, the day of its start, and its pauses.
pub(crate) const STANDING: u8 = 6;
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
/// Dispositions to a unit.
pub(crate) const GIVEN: u8 = 30;
/// Refusals of a unit.
pub(crate) const REFUSED: u8 = 31;
/// Help of a unit: asked (0), or how it ended, by its place in the vocabulary from 1.
pub(crate) const SUPPORT: u8 = 32;
/// Reports that left a unit; refused (1).
pub(crate) const PASSED: u8 = 33;
/// Minutes of office time from a disposition that a unit refused until the next.
pub(crate) const WAITED: u8 = 34;
/// Refusals of a unit after which no disposition came yet.
pub(crate) const WAITING: u8 = 35;

/// Longest value that is told apart: a thousand years of minutes.
const MOST: u32 = (1 << 30) - 1;

/// A value as a code, with who may know of it.
pub(crate) fn code(value: u32, supervisory: bool, left: bool) -> u32 {
    value.min(MOST) << 2 | u32::from(left) << 1 | u32::from(supervisory)
}

/// Value, supervisory, left.
pub(crate) const fn of_code(code: u32) -> (u32, bool, bool) {
    (code >> 2, code & 1 == 1, code & 2 == 2)
}

/// A name of a kind of clock.
pub(crate) fn of_clock(measure: u8, kind: ClockKind) -> Vec<u8> {
    let mut name = vec![measure];
    name.extend_from_slice(kind.as_str().as_bytes());
    name
}

/// A name of a unit.
pub(crate) fn of_unit(measure: u8, unit: UnitId) -> Vec<u8> {
    let mut name = vec![measure];
    name.extend_from_slice(unit.0.as_bytes());
    name
}

/// The kind of clock of the rest of a name.
pub(crate) fn clock(rest: &[u8]) -> Option<ClockKind> {
    std::str::from_utf8(rest).ok()?.parse().ok()
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
