//! What events changed: a family's counts with them, less those without them.

use std::collections::HashSet;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::Slice;
use super::contribute::{Cells, Seen};
use super::family::{self, Member};
use super::handling::held::{self, Held};
use super::handling::{life, weigh};
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

/// The same as it is handed over.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) us: i64,
    pub(crate) slice: Slice,
    pub(crate) name: &'a [u8],
    pub(crate) code: u32,
    pub(crate) n: i64,
}

impl Told<'_> {
    /// To be kept.
    pub(crate) fn owned(&self) -> Delta {
        Delta {
            us: self.us,
            slice: self.slice,
            name: self.name.to_vec(),
            code: self.code,
            n: self.n,
        }
    }
}

/// Which events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// After this place.
    pub(crate) from: i64,
    /// Up to this one.
    pub(crate) to: i64,
    /// Of families whose first report comes after this one: others were counted with it. Nil for all.
    pub(crate) after: Uuid,
}

impl Reach {
    /// Of whatever reports.
    pub(crate) const fn of_all(from: i64, to: i64) -> Self {
        Self {
            from,
            to,
            after: Uuid::nil(),
        }
    }
}

/// What is measured of a family right after an instant.
pub(crate) type HeldAt = (i64, Vec<Held>);

/// Hands over what events changed, wherever in time that is, and each of their families as it is after them, with what was
/// measured of it on the way. These are the reports that they are of.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn of(
    tx: &mut Tx<'_>,
    rules: &Rules,
    reports: &[Uuid],
    Reach { from, to, after }: Reach,
    mut take: impl FnMut(Told<'_>) + Send,
    mut done_with: impl FnMut(&Seen<'_>, &[HeldAt]) + Send,
) -> Result<(), StoreError> {
    let mut done: HashSet<Uuid> = HashSet::new();
    for some in reports.chunks(TOGETHER) {
        let some: Vec<Uuid> = some
            .iter()
            .copied()
            .filter(|id| !done.contains(id))
            .collect();
        let (families, places) = family::of(tx, &some, to).await?;
        let members = families.iter().flat_map(|family| &family.members);
        let ids: Vec<Uuid> = members.map(|member| member.id).collect();
        let lives = life::of(tx, &ids, &places).await?;
        for family in families {
            let first = family.members.iter().map(|member| member.id).min();
            if first.is_some_and(|first| first <= after) {
                continue;
            }
            // Kin of two chunks is counted once.
            if family.members.len() > 1 {
                done.extend(family.members.iter().map(|member| member.id));
            }
            let seen = Seen {
                rules,
                family: &family,
                lives: &lives,
                place: from,
                hidden: None,
            };
            between(&seen, to, &mut take);
            let held = handled(&seen, to, &mut take);
            done_with(&Seen { place: to, ..seen }, &held);
        }
    }
    Ok(())
}

/// What a family counts as with what is placed up to `to`, less what with what `before` sees.
fn between(before: &Seen<'_>, to: i64, take: &mut impl FnMut(Told<'_>)) {
    let from = before.place;
    let members = &before.family.members;
    let stretches = || members.iter().flat_map(|member| &member.stretches);
    let new = stretches().filter(|stretch| (from + 1..=to).contains(&stretch.position));
    let Some(first) = new.map(|stretch| stretch.from).min() else {
        return;
    };
    let first = if flips(members, from, to) {
        stretches()
            .map(|stretch| stretch.from)
            .min()
            .unwrap_or(first)
    } else {
        first
    };
    let seen = |place| Seen { place, ..*before };
    // Before the first of them nothing differs.
    let start = before.cells(first - 1);
    for (place, sign) in [(to, 1), (from, -1)] {
        let known = stretches().filter(|stretch| stretch.position <= place);
        let instants = known
            .map(|stretch| stretch.from)
            .filter(|us| *us >= first)
            .collect();
        walk(instants, &start, |us| seen(place).cells(us), sign, take);
        for ((us, slice, name, code), n) in seen(place).births() {
            take(Told {
                us,
                slice,
                name: &name,
                code,
                n: sign * n,
            });
        }
    }
}

/// Whether one of them became supervisory or is it no more: what holds now changes all that was.
fn flips(members: &[Member], from: i64, to: i64) -> bool {
    let mut members = members.iter();
    members.any(|member| member.is_supervisory(from) != member.is_supervisory(to))
}

/// The same of how its members were handled. Tells what is measured from the
/// first change on with what is placed up to `to`, in order.
fn handled(before: &Seen<'_>, to: i64, take: &mut impl FnMut(Told<'_>)) -> Vec<HeldAt> {
    let from = before.place;
    let members = &before.family.members;
    let lives = || {
        members
            .iter()
            .filter_map(|member| before.lives.get(&member.id))
    };
    let looks = || {
        let stretches = members.iter().flat_map(|member| &member.stretches);
        stretches.map(|stretch| (stretch.position, stretch.from))
    };
    let new = looks().filter(|(place, _)| (from + 1..=to).contains(place));
    let new = new.map(|(_, us)| us);
    let Some(first) = new
        .chain(lives().filter_map(|life| life.first_new(from, to)))
        .min()
    else {
        return Vec::new();
    };
    let first = if flips(members, from, to) {
        let all = looks().map(|(_, us)| us);
        let all = all.chain(lives().flat_map(|life| life.instants(to)));
        all.min().unwrap_or(first)
    } else {
        first
    };
    let start = weigh::held(before, first - 1);
    let [after, _] = [(to, 1), (from, -1)].map(|(place, sign)| {
        let known = looks().filter(|(at, _)| *at <= place).map(|(_, us)| us);
        let known = known.chain(lives().flat_map(|life| life.instants(place)));
        let mut instants: Vec<i64> = known.filter(|us| *us >= first).collect();
        instants.sort_unstable();
        instants.dedup();
        let seen = Seen { place, ..*before };
        let mut held: Vec<HeldAt> = Vec::with_capacity(instants.len());
        for us in instants {
            let is = weigh::held(&seen, us);
            let was = held.last().map_or(&start, |(_, was)| was);
            held::changed(was, &is, |slice, name, code, n| {
                take(Told {
                    us,
                    slice,
                    name,
                    code,
                    n: sign * n,
                });
            });
            held.push((us, is));
        }
        held
    });
    after
}

/// What changes at instants, in any order and perhaps named twice; counted forwards or backwards.
fn walk(
    mut instants: Vec<i64>,
    before: &Cells,
    cells: impl Fn(i64) -> Cells,
    sign: i64,
    take: &mut impl FnMut(Told<'_>),
) {
    instants.sort_unstable();
    instants.dedup();
    let mut was = before.clone();
    for us in instants {
        let is = cells(us);
        step(&was, &is, |(slice, name, code), n| {
            take(Told {
                us,
                slice: *slice,
                name,
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
