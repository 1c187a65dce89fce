//! From hand to hand, unit by unit: how often reports left a unit for another desk, and what its refusals cost.

use std::collections::BTreeMap;

use lapor_domain::agency::Directory;
use lapor_domain::figures::{Durations, Times, fives, within};
use lapor_domain::ids::UnitId;

use crate::figures::public::REST;

/// What passing on came to for one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPassing {
    /// The unit; `None` for what is told of no unit by itself, and what left none.
    pub unit: Option<UnitId>,
    /// Its name.
    pub label: String,
    /// How often a report left it: its refusals, and what was redirected or transferred away from it.
    pub moves: u64,
    /// Its refusals among them.
    pub refusals: u64,
    /// Minutes of office time from a disposition that it refused until the next disposition.
    pub working_minutes: Times,
    /// All of these minutes together; not told to anyone, because one report has many.
    pub total_minutes: Option<u64>,
}

/// Adds up what one unit passed on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passed {
    pub(crate) moves: u64,
    pub(crate) refusals: u64,
    pub(crate) minutes: Vec<u32>,
    pub(crate) waiting: u64,
}

impl Passed {
    /// Adds what was passed on of other reports.
    pub(crate) fn join(&mut self, mut other: Self) {
        self.moves += other.moves;
        self.refusals += other.refusals;
        self.minutes.append(&mut other.minutes);
        self.waiting += other.waiting;
    }
}

/// By unit, before it is a row.
pub(crate) type ByUnit = BTreeMap<UnitId, Passed>;

/// Moves and refusals that the rows come to; none of a unit, whose reports of now moved elsewhere before they were its own.
pub(crate) type All = Option<(u64, u64)>;

/// What left no unit: a redirection after a refusal moves a report that nobody has, and the desk passes on too.
const OF_NO_UNIT: &str = "Bukan dari satu unit (sesudah penolakan atau dari meja instansi)";
/// The same, with what is left of units.
const REST_OR_OF_NO_UNIT: &str =
    "Lainnya dan bukan dari satu unit (sesudah penolakan atau dari meja instansi)";

/// Each unit by itself, and what left none: for officers.
pub(crate) fn exact(by_unit: &ByUnit, all: All, directory: &Directory) -> Vec<UnitPassing> {
    let row = |unit: &UnitId, passed: &Passed| UnitPassing {
        unit: Some(*unit),
        label: name(*unit, directory),
        moves: passed.moves,
        refusals: passed.refusals,
        total_minutes: Some(passed.minutes.iter().copied().map(u64::from).sum()),
        working_minutes: Times::of(passed.minutes.clone(), passed.waiting),
    };
    let rows = named(by_unit, row);
    match all {
        Some(all) => with_rest(rows, all, OF_NO_UNIT),
        None => rows,
    }
}

/// As anyone may see it: whether a report was released is not looked at here, so every one counts as if it were not, and of a
/// unit only whole fives are told. `all` is what is told of all together; the last row is no more than what that leaves.
pub(crate) fn public(by_unit: &ByUnit, all: All, directory: &Directory) -> Vec<UnitPassing> {
    let row = |unit: &UnitId, passed: &Passed| {
        let mut took = Durations::default();
        for taken in &passed.minutes {
            took.add(*taken, 1);
        }
        took.run_on(passed.waiting);
        UnitPassing {
            unit: Some(*unit),
            label: name(*unit, directory),
            moves: fives(passed.moves),
            refusals: fives(passed.refusals),
            total_minutes: None,
            working_minutes: took.in_fives().times(),
        }
    };
    let of = |count: fn(&Passed) -> u64| fives(by_unit.values().map(count).sum());
    let (label, all) = match all {
        Some(all) => (REST_OR_OF_NO_UNIT, all),
        None => (
            REST,
            (of(|passed| passed.moves), of(|passed| passed.refusals)),
        ),
    };
    let mut rows = named(by_unit, row);
    // Of all together released reports are told exactly: that may be fewer than the fives of units.
    within(all.0, rows.iter_mut().map(|row| &mut row.moves));
    for row in &mut rows {
        row.refusals = row.refusals.min(row.moves);
    }
    rows.retain(|row| row.moves > 0);
    with_rest(rows, all, label)
}

/// The rows, and last what they leave; without any row there is nothing to add to.
fn with_rest(
    mut rows: Vec<UnitPassing>,
    (moves, refusals): (u64, u64),
    label: &str,
) -> Vec<UnitPassing> {
    let left =
        |all: u64, told: fn(&UnitPassing) -> u64| all.saturating_sub(rows.iter().map(told).sum());
    let moves = left(moves, |row| row.moves);
    let rest = UnitPassing {
        unit: None,
        label: label.to_owned(),
        moves,
        refusals: left(refusals, |row| row.refusals).min(moves),
        total_minutes: None,
        working_minutes: Times::default(),
    };
    let has_rest = !rows.is_empty() && moves > 0;
    rows.extend(has_rest.then_some(rest));
    rows
}

/// Units from which something left, by name.
fn named(by_unit: &ByUnit, row: impl Fn(&UnitId, &Passed) -> UnitPassing) -> Vec<UnitPassing> {
    let some = by_unit.iter().filter(|(_, passed)| passed.moves > 0);
    let mut rows: Vec<UnitPassing> = some.map(|(unit, passed)| row(unit, passed)).collect();
    rows.sort_by(|one, other| one.label.cmp(&other.label));
    rows
}

fn name(unit: UnitId, directory: &Directory) -> String {
    let found = directory.units.get(&unit);
    found.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lapor_domain::testkit::{HEALTH, ROADS, WATER, directory};

    fn passed(moves: u64) -> Passed {
        Passed {
            moves,
            refusals: moves,
            minutes: vec![60; usize::try_from(moves).unwrap_or(0)],
            waiting: 0,
        }
    }

    #[test]
    fn the_public_sees_whole_fives() {
        let known = directory();
        let small = ByUnit::from([(ROADS, passed(20)), (WATER, passed(3)), (HEALTH, passed(7))]);
        let told = |by_unit, all| -> BTreeMap<_, _> {
            let rows = public(by_unit, all, &known);
            let rows = rows.iter();
            let row = |row: &UnitPassing| (row.moves, row.working_minutes.n, row.total_minutes);
            rows.map(|told| (told.unit, row(told))).collect()
        };
        let seen = [
            (None, (5, 0, None)),
            (Some(ROADS), (20, 20, None)),
            (Some(HEALTH), (5, 5, None)),
        ];
        assert_eq!(told(&small, None), BTreeMap::from(seen));
        assert_eq!(exact(&small, None, &known).len(), 3);
        let few = ByUnit::from([(WATER, passed(3))]);
        assert_eq!(public(&few, Some((8, 3)), &known), []);
        let row = &exact(&few, None, &known)[0];
        assert_eq!(
            (row.working_minutes.median, row.total_minutes),
            (Some(60), Some(180))
        );
    }
    #[test]
    fn the_rows_come_to_all_that_is_told() {
        let known = directory();
        let by_unit = ByUnit::from([(ROADS, passed(32)), (WATER, passed(3))]);
        let moves = |rows: Vec<UnitPassing>| -> Vec<_> {
            let rows = rows.iter();
            rows.map(|row| (row.unit, row.moves, row.refusals))
                .collect()
        };
        let rest = |of, refusals| (None, of, refusals);
        let told = moves(exact(&by_unit, Some((64, 35)), &known));
        assert!(
            told.contains(&(Some(WATER), 3, 3)) && told.ends_with(&[rest(29, 0)]),
            "{told:?}"
        );
        let told = moves(public(&by_unit, Some((62, 33)), &known));
        assert_eq!(told, [(Some(ROADS), 30, 30), rest(32, 3)]);
        // All together may be told as fewer than the fives of one unit: eight of ten, where three were released.
        let ten = ByUnit::from([(ROADS, passed(10))]);
        let told = moves(public(&ten, Some((8, 8)), &known));
        assert_eq!(told, [(Some(ROADS), 5, 5), rest(3, 3)]);
    }
}
