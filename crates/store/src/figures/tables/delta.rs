//! What events changed: a family's counts with them, less those without them.

use std::collections::HashSet;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::Slice;
use super::contribute::{Cells, Seen};
use super::family::{self, Family, Member};
use super::handling::life::{self, Life};
use super::handling::weigh::Handled;
use crate::{StoreError, Tx};

/// Reports that are read at once.
const TOGETHER: usize = 1_000;

/// A number that changed at an instant. Births are told at the instant in which the report was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delta {
    pub(crate) us: i64,
    pub(crate) slice: Slice,
    pub(crate) name: Vec<u8>,
    pub(crate) code: u32,
    pub(crate) n: i64,
}

/// Hands over what the events after `from` up to `to` changed, wherever in time that is. These are the reports that
/// they are of.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn of(
    tx: &mut Tx<'_>,
    rules: &Rules,
    reports: &[Uuid],
    (from, to): (i64, i64),
    mut take: impl FnMut(Delta) + Send,
) -> Result<(), StoreError> {
    let mut done: HashSet<Uuid> = HashSet::new();
    let none = Life::default();
    for some in reports.chunks(TOGETHER) {
        let some: Vec<Uuid> = some
            .iter()
            .copied()
            .filter(|id| !done.contains(id))
            .collect();
        let families = family::of(tx, &some).await?;
        let members = families.iter().flat_map(|family| &family.members);
        let ids: Vec<Uuid> = members.map(|member| member.id).collect();
        let lives = life::of(tx, &ids).await?;
        for family in families {
            // Kin of two chunks is counted once.
            if family.members.len() > 1 {
                done.extend(family.members.iter().map(|member| member.id));
            }
            between(&family, (from, to), &mut take);
            for member in &family.members {
                // An import may have neither clocks nor milestones.
                let life = lives.get(&member.id).unwrap_or(&none);
                handled(rules, member, life, (from, to), &mut take);
            }
        }
    }
    Ok(())
}

/// What a family counts as with what is placed up to `to`, less what with what is placed up to `from`.
fn between(family: &Family, (from, to): (i64, i64), take: &mut impl FnMut(Delta)) {
    let stretches = || family.members.iter().flat_map(|member| &member.stretches);
    let new = stretches().filter(|stretch| (from + 1..=to).contains(&stretch.position));
    let Some(first) = new.map(|stretch| stretch.from).min() else {
        return;
    };
    let flips = |member: &Member| member.is_supervisory(from) != member.is_supervisory(to);
    let first = if family.members.iter().any(flips) {
        // Whether it is supervisory now changes all that was.
        let all = stretches().map(|stretch| stretch.from);
        all.min().unwrap_or(first)
    } else {
        first
    };
    let seen = |place| Seen {
        family,
        place,
        hidden: None,
    };
    // Before the first of them nothing differs.
    let before = seen(from).cells(first - 1);
    for (place, sign) in [(to, 1), (from, -1)] {
        let known = stretches().filter(|stretch| stretch.position <= place);
        let instants = known
            .map(|stretch| stretch.from)
            .filter(|us| *us >= first)
            .collect();
        walk(instants, &before, |us| seen(place).cells(us), sign, take);
        for ((us, slice, name, code), n) in seen(place).births() {
            take(Delta {
                us,
                slice,
                name,
                code,
                n: sign * n,
            });
        }
    }
}

/// The same of how one report was handled.
fn handled(
    rules: &Rules,
    member: &Member,
    life: &Life,
    (from, to): (i64, i64),
    take: &mut impl FnMut(Delta),
) {
    let looks = || {
        let stretches = member.stretches.iter();
        stretches.map(|stretch| (stretch.position, stretch.from))
    };
    let new = looks().filter(|(place, _)| (from + 1..=to).contains(place));
    let new = new.map(|(_, us)| us).chain(life.first_new(from, to));
    let Some(first) = new.min() else {
        return;
    };
    let first = if member.is_supervisory(from) == member.is_supervisory(to) {
        first
    } else {
        let all = looks().chain(life.instants()).map(|(_, us)| us);
        all.min().unwrap_or(first)
    };
    let handled = |place| Handled {
        rules,
        member,
        life,
        place,
    };
    let before = handled(from).cells(first - 1);
    for (place, sign) in [(to, 1), (from, -1)] {
        let known = looks().chain(life.instants());
        let known = known.filter(|(at, us)| *at <= place && *us >= first);
        let instants = known.map(|(_, us)| us).collect();
        walk(instants, &before, |us| handled(place).cells(us), sign, take);
    }
}

/// What changes at instants, in any order and perhaps named twice; counted forwards or backwards.
fn walk(
    mut instants: Vec<i64>,
    before: &Cells,
    cells: impl Fn(i64) -> Cells,
    sign: i64,
    take: &mut impl FnMut(Delta),
) {
    instants.sort_unstable();
    instants.dedup();
    let mut was = before.clone();
    for us in instants {
        let is = cells(us);
        step(&was, &is, |(slice, name, code), n| {
            take(Delta {
                us,
                slice: *slice,
                name: name.clone(),
                code: *code,
                n: sign * n,
            });
        });
        was = is;
    }
}

/// What changed from one to the next.
fn step(was: &Cells, is: &Cells, mut take: impl FnMut(&(Slice, Vec<u8>, u32), i64)) {
    for (cell, n) in is {
        let change = n - was.get(cell).copied().unwrap_or(0);
        if change != 0 {
            take(cell, change);
        }
    }
    for (cell, n) in was {
        if *n != 0 && !is.contains_key(cell) {
            take(cell, -n);
        }
    }
}
