//! A life as steps: from one instant to the next, what a report looks like to a holder and what is measured of it.

use std::borrow::Cow;
use std::collections::HashSet;

use uuid::Uuid;

use super::pack::LifeRow;
use crate::figures::tables::cell::kind;
use crate::figures::tables::contribute::Seen;
use crate::figures::tables::delta::HeldAt;
use crate::figures::tables::family::Member;
use crate::figures::tables::handling::held::{Held, Measured, Measures, differences};
use crate::figures::tables::handling::{measure, weigh};

/// The lives of a family's members, of all that is placed up to where it is seen. What is measured right after some instants is
/// known already, in their order.
pub(crate) fn of(seen: &Seen<'_>, known: &[HeldAt]) -> Vec<LifeRow> {
    let members = &seen.family.members;
    let stretches = members.iter().flat_map(|member| &member.stretches);
    // A follower looks as its root does: what changes there changes it.
    let roots: HashSet<Uuid> = stretches.filter_map(|stretch| stretch.merge_root).collect();
    let of_roots = members.iter().filter(|member| roots.contains(&member.id));
    let of_roots: Vec<i64> = of_roots.flat_map(|root| instants(seen, root)).collect();
    let mut rows = Vec::with_capacity(members.len());
    for member in members {
        let mut own: Vec<i64> = instants(seen, member).collect();
        own.extend(&of_roots);
        own.sort_unstable();
        own.dedup();
        let mut tracks: Vec<Track> = Vec::with_capacity(1);
        for us in own {
            let at = known.binary_search_by_key(&us, |(us, _)| *us).ok();
            let all = at.and_then(|at| known.get(at)).map_or_else(
                || Cow::Owned(weigh::held_of(seen, member, us)),
                |(_, held)| Cow::Borrowed(held),
            );
            let own = || all.iter().filter(|held| held.report == member.id);
            for held in own() {
                match tracks.iter_mut().find(|track| track.is_of(held)) {
                    Some(track) => track.step(us, held),
                    None => tracks.push(Track::begin(us, held)),
                }
            }
            for track in &mut tracks {
                if !own().any(|held| track.is_of(held)) {
                    track.end(us);
                }
            }
        }
        rows.extend(tracks.into_iter().map(Track::row));
    }
    rows
}

/// The instants at which a member may change.
fn instants<'a>(seen: &'a Seen<'_>, member: &'a Member) -> impl Iterator<Item = i64> + 'a {
    let place = seen.place;
    let stretches = member.stretches.iter();
    let known = stretches.filter(move |stretch| stretch.position <= place);
    let life = seen.lives.get(&member.id).into_iter();
    let known = known.map(|stretch| stretch.from);
    known.chain(life.flat_map(move |life| life.instants(place)))
}

/// What a report looks like: facts and marks as a code, and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) code: u32,
    /// Of each of the [`DIMENSIONS`](crate::figures::tables::cell::DIMENSIONS), as in a name.
    pub(crate) keys: Vec<Vec<u8>>,
}

/// Something that was measured, from one step until another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) from: usize,
    /// None while it holds.
    pub(crate) to: Option<usize>,
    pub(crate) measured: Measured,
    pub(crate) n: i64,
}

/// A life as it is followed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Track {
    pub(crate) report: Uuid,
    pub(crate) holder: Uuid,
    pub(crate) day: i64,
    pub(crate) recorded: i64,
    /// The instant of each step.
    pub(crate) steps: Vec<i64>,
    /// From which step on it looks how; none where it does not count here.
    pub(crate) looks: Vec<(usize, Option<Look>)>,
    pub(crate) entries: Vec<Entry>,
    last: Measures,
}

impl Track {
    fn begin(us: i64, held: &Held) -> Self {
        let mut track = Self {
            report: held.report,
            holder: held.holder,
            day: held.day,
            recorded: held.recorded,
            steps: Vec::new(),
            looks: Vec::new(),
            entries: Vec::new(),
            last: Measures::new(),
        };
        track.step(us, held);
        track
    }

    fn is_of(&self, held: &Held) -> bool {
        (self.report, self.holder, self.day) == (held.report, held.holder, held.day)
    }

    fn step(&mut self, us: i64, held: &Held) {
        let at = self.steps.len();
        let known = self.looks.last().and_then(|(_, look)| look.as_ref());
        let is_known = known.is_some_and(|look| look.code == held.code && look.keys == held.keys);
        if !is_known {
            let look = Look {
                code: held.code,
                keys: held.keys.clone(),
            };
            self.looks.push((at, Some(look)));
        }
        // What happened is told by the days on which it did: see the cells of it.
        let of_flow = |(measured, _): &(Measured, i64)| measured.what < kind::FLOW;
        let own = held.measures.partition_point(of_flow);
        let is_changed = self.measure(at, held.measures.get(..own).unwrap_or_default());
        if is_changed || !is_known {
            self.steps.push(us);
        }
    }

    /// From now on it counts here no more.
    fn end(&mut self, us: i64) {
        if self.looks.last().is_some_and(|(_, look)| look.is_some()) {
            let at = self.steps.len();
            self.looks.push((at, None));
            self.measure(at, &[]);
            self.steps.push(us);
        }
    }

    /// Notes what is measured otherwise from a step on; tells whether anything is.
    fn measure(&mut self, at: usize, is: &[(Measured, i64)]) -> bool {
        let mut changed = Vec::new();
        differences(&self.last, is, |measured, _| changed.push(measured.clone()));
        for measured in &changed {
            let mut open = self.entries.iter_mut().rev();
            if let Some(entry) =
                open.find(|entry| entry.to.is_none() && entry.measured == *measured)
            {
                entry.to = Some(at);
            }
            if let Ok(found) = is.binary_search_by(|(known, _)| known.cmp(measured)) {
                self.entries
                    .extend(is.get(found).map(|(measured, n)| Entry {
                        from: at,
                        to: None,
                        measured: measured.clone(),
                        n: *n,
                    }));
            }
        }
        self.last = is.to_vec();
        !changed.is_empty()
    }

    /// Until when it is open: the instant of the step that ended that; 0 where it never was.
    pub(crate) fn open_until(&self) -> i64 {
        let is_open = |entry: &&Entry| {
            entry.measured.what == kind::OPEN && entry.measured.measure == measure::STOCK
        };
        let open = self.entries.iter().filter(is_open);
        let till = open.map(|entry| match entry.to {
            Some(step) => self.steps.get(step).copied().unwrap_or(i64::MAX),
            None => i64::MAX,
        });
        till.max().unwrap_or(0)
    }

    fn row(self) -> LifeRow {
        LifeRow::of(&self)
    }
}
