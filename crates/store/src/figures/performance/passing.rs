//! From hand to hand, unit by unit: how often reports left a unit for another desk, and what its refusals cost.

use std::collections::BTreeMap;

use lapor_domain::agency::Directory;
use lapor_domain::figures::{Durations, Times, fives};
use lapor_domain::ids::UnitId;

use crate::figures::public::REST;

/// What passing on came to for one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPassing {
    /// The unit; `None` for what is told of no unit by itself.
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

/// By unit, before it is a row.
pub(crate) type ByUnit = BTreeMap<UnitId, Passed>;

/// Each unit by itself: for officers.
pub(crate) fn exact(by_unit: &ByUnit, directory: &Directory) -> Vec<UnitPassing> {
    let row = |unit: &UnitId, passed: &Passed| UnitPassing {
        unit: Some(*unit),
        label: name(*unit, directory),
        moves: passed.moves,
        refusals: passed.refusals,
        total_minutes: Some(passed.minutes.iter().copied().map(u64::from).sum()),
        working_minutes: Times::of(passed.minutes.clone(), passed.waiting),
    };
    named(by_unit, row)
}

/// As anyone may see it: whether a report was released is not looked at here, so every one counts as if it were not, and
/// only whole fives are told.
pub(crate) fn public(by_unit: &ByUnit, directory: &Directory) -> Vec<UnitPassing> {
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
    let mut rows = named(by_unit, row);
    let left = |all: fn(&Passed) -> u64, told: fn(&UnitPassing) -> u64| {
        let all: u64 = by_unit.values().map(all).sum();
        fives(all) - rows.iter().map(told).sum::<u64>()
    };
    let rest = UnitPassing {
        unit: None,
        label: REST.to_owned(),
        moves: left(|passed| passed.moves, |row| row.moves),
        refusals: left(|passed| passed.refusals, |row| row.refusals),
        total_minutes: None,
        working_minutes: Times::default(),
    };
    rows.retain(|row| row.moves > 0);
    rows.extend((rest.moves > 0).then_some(rest));
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
        let told: BTreeMap<_, _> = public(&small, &known)
            .iter()
            .map(|row| {
                (
                    row.unit,
                    (row.moves, row.working_minutes.n, row.total_minutes),
                )
            })
            .collect();
        let seen = [
            (None, (5, 0, None)),
            (Some(ROADS), (20, 20, None)),
            (Some(HEALTH), (5, 5, None)),
        ];
        assert_eq!(told, BTreeMap::from(seen));
        assert_eq!(exact(&small, &known).len(), 3);
        let few = ByUnit::from([(WATER, passed(3))]);
        assert_eq!(public(&few, &known), []);
        let row = &exact(&few, &known)[0];
        assert_eq!(
            (row.working_minutes.median, row.total_minutes),
            (Some(60), Some(180))
        );
    }
}
