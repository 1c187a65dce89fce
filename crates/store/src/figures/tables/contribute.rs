//! What a family counts as, right after an instant: the one place in which the tables' counts are made.

use std::collections::{BTreeMap, HashMap, HashSet};

use lapor_domain::figures::Facts;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::{self, DIMENSIONS, Slice, kind};
use super::family::{Family, Member, Stretch};
use super::handling::life::Life;
use super::pairs::{Pair, Tuple};
use super::quick::Quick;
use crate::figures::Dimension;
use crate::figures::key::Key;

/// One cell, and how much of it.
pub(crate) type Cells = Quick<(Slice, Vec<u8>, u32), i64>;

/// Roots are followed so far and no further, as where each follower is read by itself.
const HOPS: usize = 17;

/// What a family is to be counted by.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) family: &'a Family,
    /// Clocks and deeds of its members.
    pub(crate) lives: &'a HashMap<Uuid, Life>,
    /// Only what has its place up to here.
    pub(crate) place: i64,
    /// These are not there, nor what is merged into them.
    pub(crate) hidden: Option<&'a HashSet<Uuid>>,
}

impl<'a> Seen<'a> {
    fn hides(&self, id: Uuid) -> bool {
        self.hidden.is_some_and(|hidden| hidden.contains(&id))
    }

    /// The last root of a follower right after an instant: its id, and what it is.
    fn root(&self, first: Uuid, us: i64) -> (Uuid, Option<&'a Stretch>) {
        let mut at = first;
        for _ in 0..HOPS {
            let member = self.family.member(at);
            match member.and_then(|member| member.look(self.place, us)) {
                Some(look) => match look.merge_root {
                    Some(next) => at = next,
                    None => return (at, Some(look)),
                },
                None => break,
            }
        }
        (first, None)
    }

    /// Each of its members as each holder counts it.
    pub(crate) fn each(&self, us: i64, mut take: impl FnMut(&'a Member, Counted<'a>)) {
        for member in &self.family.members {
            self.each_of(member, us, |counted| take(member, counted));
        }
    }

    /// One of its members as each holder counts it.
    pub(crate) fn each_of(&self, member: &'a Member, us: i64, mut take: impl FnMut(Counted<'a>)) {
        if self.hides(member.id) {
            return;
        }
        let own = member.is_supervisory(self.place);
        for look in member.looks(self.place, us) {
            let Some(first) = look.merge_root else {
                let facts = look.tally().facts(None);
                take(Counted::new(look, facts, look.lead, own));
                continue;
            };
            let (id, root) = self.root(first, us);
            if self.hides(id) {
                continue;
            }
            let tally = root.map(Stretch::tally);
            let facts = look.tally().facts(tally.as_ref());
            let of_root = self.family.member(id).filter(|_| root.is_some());
            let supervisory = own || of_root.is_some_and(|root| root.is_supervisory(self.place));
            let lead = root.and_then(|root| root.lead);
            let mut counted = Counted::new(look, facts, lead, supervisory);
            counted.root = Some((first, id, root));
            take(counted);
        }
    }

    /// All cells of counts right after an instant.
    pub(crate) fn cells(&self, us: i64) -> Cells {
        let mut cells = Cells::default();
        let mut pairs: BTreeMap<(i64, Uuid, Vec<u8>, Uuid), Vec<Tuple>> = BTreeMap::new();
        self.each(us, |_, counted| {
            counted.cells(|slice, name, code| {
                *cells.entry((slice, name, code)).or_default() += 1;
            });
            counted.tuples(self, us, |of, holder, name, root, tuple| {
                pairs
                    .entry((of, holder, name, root))
                    .or_default()
                    .push(tuple);
            });
        });
        for ((of, holder, mut name, _), tuples) in pairs {
            let Some(pair) = Pair::of(tuples) else {
                continue;
            };
            let slice = |kind| Slice {
                kind,
                holder,
                received: 0,
            };
            if let Some(coarse) = pair.by_month() {
                let mut name = name.clone();
                coarse.put(&mut name);
                let slice = slice(kind::by_month(of));
                *cells.entry((slice, name, 0)).or_default() += 1;
            }
            pair.put(&mut name);
            *cells.entry((slice(of), name, 0)).or_default() += 1;
        }
        cells
    }

    /// As it is now, with the instant at which each was recorded.
    pub(crate) fn births(&self) -> Quick<(i64, Slice, Vec<u8>, u32), i64> {
        let mut births = Quick::default();
        self.each(i64::MAX, |_, counted| {
            let mut name = Vec::new();
            cell::put_key(&mut name, &counted.lead());
            let slice = counted.slice(kind::BIRTH);
            let of = (counted.look.recorded, slice, name, counted.flags);
            *births.entry(of).or_default() += 1;
        });
        births
    }
}

/// A report as a holder counts it.
pub(crate) struct Counted<'a> {
    pub(crate) look: &'a Stretch,
    pub(crate) facts: Facts,
    lead: Option<Uuid>,
    pub(crate) flags: u32,
    /// Of a merged one: the root it names, the last one, and what that is.
    root: Option<(Uuid, Uuid, Option<&'a Stretch>)>,
}

impl<'a> Counted<'a> {
    fn new(look: &'a Stretch, facts: Facts, lead: Option<Uuid>, supervisory: bool) -> Self {
        let supervisory = if supervisory { cell::SUPERVISORY } else { 0 };
        Self {
            look,
            facts,
            lead,
            flags: supervisory | if look.left { cell::LEFT } else { 0 },
            root: None,
        }
    }

    fn lead(&self) -> Key {
        self.lead.map_or(Key::None, Key::Id)
    }

    pub(crate) fn key(&self, by: Dimension) -> Key {
        match by {
            Dimension::Unit => self.lead(),
            _ => self.look.key(by),
        }
    }

    const fn slice(&self, kind: i64) -> Slice {
        Slice {
            kind,
            holder: self.look.holder,
            received: self.look.day,
        }
    }

    fn cells(&self, mut take: impl FnMut(Slice, Vec<u8>, u32)) {
        let code = cell::of_facts(&self.facts) | self.flags;
        let mut day = Vec::new();
        cell::put_key(&mut day, &Key::Number(self.look.day));
        take(self.slice(kind::TOTAL), Vec::new(), code);
        take(self.slice(kind::DAY), day, code);
        let mut lead = Vec::new();
        cell::put_key(&mut lead, &self.lead());
        for by in DIMENSIONS {
            let mut name = Vec::new();
            cell::put_key(&mut name, &self.key(by));
            if by != Dimension::Unit {
                let both = [lead.as_slice(), &name].concat();
                take(self.slice(kind::of_lead(by)), both, code);
            }
            take(self.slice(kind::of(by)), name, code);
        }
    }

    /// Of a follower, for each breakdown: the pair of value and root to which it belongs, and what it adds to it.
    fn tuples(
        &self,
        seen: &Seen<'_>,
        us: i64,
        mut take: impl FnMut(i64, Uuid, Vec<u8>, Uuid, Tuple),
    ) {
        let Some((first, id, root)) = self.root else {
            return;
        };
        let holder = self.look.holder;
        let first = seen.family.member(first);
        let here = first.and_then(|first| {
            let looks = first.looks(seen.place, us);
            looks.into_iter().find(|look| look.holder == holder)
        });
        let tuple = |same_key: bool| Tuple {
            day: self.look.day,
            here: here.map(|here| here.day),
            root: root.map(|root| root.day),
            with_holder: root.is_some_and(|root| root.holder == holder),
            same_key,
            supervisory: self.flags & cell::SUPERVISORY != 0,
        };
        let mut give = |of: i64, name: Vec<u8>, tuple: Tuple| {
            let anywhere = Tuple {
                here: None,
                with_holder: root.is_some(),
                ..tuple
            };
            // The whole installation is never narrowed to leads.
            if of < kind::of_lead(Dimension::Unit) {
                take(kind::all_cases(of), Uuid::nil(), name.clone(), id, anywhere);
            }
            take(kind::cases(of), holder, name, id, tuple);
        };
        give(kind::TOTAL, Vec::new(), tuple(true));
        let mut lead = Vec::new();
        cell::put_key(&mut lead, &self.lead());
        for by in DIMENSIONS {
            let key = self.key(by);
            let same = root.is_some_and(|root| root.key(by) == key);
            let mut name = Vec::new();
            cell::put_key(&mut name, &key);
            if by != Dimension::Unit {
                let both = [lead.as_slice(), &name].concat();
                give(kind::of_lead(by), both, tuple(same));
            }
            give(kind::of(by), name, tuple(same));
        }
    }
}
