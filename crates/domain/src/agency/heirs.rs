//! Units that were split, joined or ended, and which units of today their reports are told under.

use jiff::civil::Date;

use super::{Directory, Unit};
use crate::ids::{BodyId, UnitId};

/// Ends a ring in bad data.
const STEPS: usize = 32;

impl Directory {
    /// The units that have taken over a unit's work until a day, by name.
    pub fn successors(&self, unit: UnitId, day: Date) -> Vec<&Unit> {
        let took_over = |other: &&Unit| {
            let mut of = other.succeeds.iter();
            other.id != unit && of.any(|taken| taken.unit == unit && taken.since <= day)
        };
        let mut found: Vec<&Unit> = self.units.values().filter(took_over).collect();
        found.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
        found
    }

    /// The unit under which reports of a unit are told on a day: itself while it is in force; else its one successor, and
    /// so on. One with several successors, or with none, is told by itself: its reports cannot be parted by rule.
    pub fn heir(&self, unit: UnitId, day: Date) -> UnitId {
        let next = |at: &UnitId| {
            let has_ended = |unit: &Unit| unit.valid_to.is_some_and(|to| to <= day);
            self.units.get(at).filter(|unit| has_ended(unit))?;
            match self.successors(*at, day).as_slice() {
                [only] => Some(only.id),
                _ => None,
            }
        };
        let steps = std::iter::successors(Some(unit), next).take(STEPS);
        steps.last().unwrap_or(unit)
    }

    /// Whether a unit took over, itself or by way of others, the work of another one.
    pub fn descends_from(&self, unit: UnitId, other: UnitId) -> bool {
        let mut seen = vec![unit];
        let mut at = 0;
        while let Some(step) = seen.get(at).copied() {
            let taken = self.units.get(&step).into_iter();
            for before in taken.flat_map(|unit| &unit.succeeds) {
                if before.unit == other {
                    return true;
                }
                if !seen.contains(&before.unit) {
                    seen.push(before.unit);
                }
            }
            at += 1;
        }
        false
    }

    /// Whether a unit of a body (of any, where none is named) ended after one day, and others have its work by another.
    pub fn was_rearranged(&self, body: Option<BodyId>, after: Date, by: Date) -> bool {
        let is_theirs = |unit: &&Unit| body.is_none_or(|body| body == unit.body);
        let has_ended = |unit: &&Unit| unit.valid_to.is_some_and(|to| after < to && to <= by);
        let mut ended = self.units.values().filter(is_theirs).filter(has_ended);
        ended.any(|unit| !self.successors(unit.id, by).is_empty())
    }

    /// The same directory in the arrangement of a day: figures by unit tell reports of ended units under their heirs.
    #[must_use]
    pub fn arranged(&self, day: Date) -> Self {
        let heirs = self.units.keys().filter_map(|unit| {
            let heir = self.heir(*unit, day);
            (heir != *unit).then_some((*unit, heir))
        });
        Self {
            heirs: heirs.collect(),
            ..self.clone()
        }
    }

    /// The unit under which a unit is told: itself, but for an ended one in the arrangement of today.
    pub fn told_as(&self, unit: UnitId) -> UnitId {
        self.heirs.get(&unit).copied().unwrap_or(unit)
    }

    /// All units told at or below a node.
    pub fn told_under(&self, node: UnitId) -> Vec<UnitId> {
        let units = self.units.keys().copied();
        units
            .filter(|unit| self.is_within(self.told_as(*unit), node))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::agency::Succession;
    use crate::testkit;

    const DAY: Date = date(2026, 3, 1);

    /// Units by their numbers, each with those whose work it took over in February; under 10 an ended one.
    fn directory(units: &[(u128, &[u128])]) -> Directory {
        let mut directory = testkit::directory();
        let usual = directory.units[&testkit::ROADS].clone();
        for (n, succeeds) in units {
            let taken = |n: &u128| Succession {
                unit: id(*n),
                since: date(2026, 2, 1),
            };
            let unit = Unit {
                id: id(*n),
                name: format!("Unit {n}"),
                parent: None,
                valid_to: (*n < 10).then_some(date(2026, 2, 1)),
                succeeds: succeeds.iter().map(taken).collect(),
                ..usual.clone()
            };
            directory.units.insert(unit.id, unit);
        }
        directory
    }

    fn id(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(1000 + n))
    }

    #[test]
    fn an_ended_unit_is_told_under_its_only_successor() {
        // 1 became 2, which became 11; 3 was joined with it; 4 was split; 5 has none.
        let directory = directory(&[
            (1, &[]),
            (2, &[1]),
            (3, &[]),
            (4, &[]),
            (5, &[]),
            (11, &[2, 3]),
            (12, &[4]),
            (13, &[4]),
        ]);
        let heir = |n| directory.heir(id(n), DAY);
        assert_eq!((heir(1), heir(2), heir(3)), (id(11), id(11), id(11)));
        assert_eq!((heir(4), heir(5), heir(11)), (id(4), id(5), id(11)));
        let names = directory.successors(id(4), DAY);
        let names: Vec<&str> = names.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, ["Unit 12", "Unit 13"]);
        // Before the day nothing was taken over.
        assert_eq!(directory.heir(id(3), date(2026, 1, 31)), id(3));
        let today = directory.arranged(DAY);
        assert_eq!(
            (today.told_as(id(1)), directory.told_as(id(1))),
            (id(11), id(1))
        );
        let mut under = today.told_under(id(11));
        under.sort_unstable();
        assert_eq!(under, [id(1), id(2), id(3), id(11)]);
        assert_eq!(directory.told_under(id(11)), [id(11)]);
    }

    #[test]
    fn rings_in_bad_data_end() {
        let directory = directory(&[(1, &[2]), (2, &[1]), (11, &[1, 2])]);
        assert!(directory.descends_from(id(11), id(1)) && directory.descends_from(id(1), id(1)));
        assert!(!directory.descends_from(id(1), id(11)));
        let _ = directory.heir(id(1), DAY);
    }
}
