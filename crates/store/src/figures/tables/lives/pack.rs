//! A life as bytes.
//!
//! When it was recorded; the instants of its steps; how long what follows is, and from which step on it looked how (a step, the
//! code or 0 where it does not count, which values are others than before, these); then what was measured: from which step
//! until which, what, and how often.

use uuid::Uuid;

use super::signature;
use super::trace::{Entry, Track};
use crate::Value;
use crate::figures::tables::cell::{DIMENSIONS, kind, split_key};
use crate::figures::tables::packed::{get, get_signed, put, put_signed};
use crate::figures::tables::rows::Put;
use crate::params;

/// How many dimensions have a value in each look.
pub(super) const VALUES: usize = DIMENSIONS.len();

/// Which parts of what was measured are there.
const OF: u8 = 1;
const SINCE: u8 = 2;
const UNIT: u8 = 4;
/// What other bodies did: see [`kind::ELSEWHERE`].
const ELSEWHERE: u8 = 8;

/// A row of `cohort_life`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LifeRow {
    pub(crate) holder: Uuid,
    /// Day of receipt.
    pub(crate) day: i64,
    pub(crate) report: Uuid,
    /// The instant until which it is open; 0 where it never was.
    pub(crate) open_until: i64,
    /// See [`signature`].
    pub(crate) signature: i64,
    pub(crate) steps: Box<[u8]>,
}

impl Put for LifeRow {
    fn sql(&self) -> &'static str {
        "INSERT INTO cohort_life (holder_id, day, report_id, open_until, signature, steps) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (holder_id, day, report_id) DO UPDATE SET open_until = excluded.open_until, signature = excluded.signature,
        steps = excluded.steps"
    }

    fn values(&self) -> Vec<Value<'_>> {
        params![
            self.holder,
            self.day,
            self.report,
            self.open_until,
            self.signature,
            &*self.steps
        ]
        .to_vec()
    }
}

/// One that is not there yet.
pub(crate) struct NewLife<'a>(pub(crate) &'a LifeRow);

impl Put for NewLife<'_> {
    fn sql(&self) -> &'static str {
        "INSERT INTO cohort_life (holder_id, day, report_id, open_until, signature, steps) VALUES ($1, $2, $3, $4, $5, $6)"
    }

    fn values(&self) -> Vec<Value<'_>> {
        self.0.values()
    }
}

impl LifeRow {
    /// Of what was followed.
    pub(crate) fn of(track: &Track) -> Self {
        let steps = packed(track).into_boxed_slice();
        Self {
            holder: track.holder,
            day: track.day,
            report: track.report,
            open_until: track.open_until(),
            signature: signature::of(&steps),
            steps,
        }
    }
}

fn packed(track: &Track) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(384);
    put_signed(&mut bytes, track.recorded);
    put(&mut bytes, track.steps.len() as u64);
    let mut before = track.recorded;
    for us in &track.steps {
        put_signed(&mut bytes, us - before);
        before = *us;
    }
    let looks = looks(track);
    put(&mut bytes, looks.len() as u64);
    bytes.extend_from_slice(&looks);
    for entry in &track.entries {
        put_entry(&mut bytes, entry);
    }
    bytes
}

fn looks(track: &Track) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(96);
    let mut known: &[Vec<u8>] = &[];
    for (step, look) in &track.looks {
        put(&mut bytes, *step as u64);
        let Some(look) = look else {
            put(&mut bytes, 0);
            continue;
        };
        put(&mut bytes, u64::from(look.code) + 1);
        let others = look.keys.iter().enumerate();
        let others: Vec<(usize, &Vec<u8>)> = others
            .filter(|(at, key)| known.get(*at) != Some(key))
            .collect();
        let mask = others.iter().fold(0_u8, |mask, (at, _)| mask | 1 << at);
        bytes.push(mask);
        for (_, key) in others {
            bytes.extend_from_slice(key);
        }
        known = &look.keys;
    }
    bytes
}

fn put_entry(bytes: &mut Vec<u8>, entry: &Entry) {
    let measured = &entry.measured;
    put(bytes, entry.from as u64);
    put(bytes, entry.to.map_or(0, |to| to as u64));
    bytes.push(measured.measure);
    let parts = [
        (measured.of.is_some(), OF),
        (!measured.since.is_empty(), SINCE),
        (measured.unit.is_some(), UNIT),
        (measured.what % 2 == kind::ELSEWHERE, ELSEWHERE),
    ];
    let there = parts.iter().filter(|(is, _)| *is);
    bytes.push(there.fold(0, |flags, (_, flag)| flags | flag));
    bytes.extend(measured.of);
    if !measured.since.is_empty() {
        put(bytes, measured.since.len() as u64);
        bytes.extend_from_slice(&measured.since);
    }
    bytes.extend(measured.unit.iter().flat_map(|unit| *unit.as_bytes()));
    put(bytes, u64::from(measured.value));
    put_signed(bytes, entry.n);
}

/// A life as it is read.
#[derive(Clone, Copy)]
pub(crate) struct Packed<'a> {
    /// When it was recorded, in microseconds.
    pub(crate) recorded: i64,
    steps: usize,
    instants: &'a [u8],
    looks: &'a [u8],
    entries: &'a [u8],
}

/// The bytes of a life cannot be read.
pub(crate) struct Damaged;

/// What a report looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Appearance<'a> {
    /// Facts and marks.
    pub(crate) code: u32,
    /// Its values, as in names.
    pub(crate) keys: [&'a [u8]; VALUES],
}

/// Something that was measured, as it is read.
pub(crate) struct Found<'a> {
    pub(crate) measure: u8,
    pub(crate) elsewhere: bool,
    pub(crate) of: Option<u8>,
    pub(crate) since: &'a [u8],
    /// An id.
    pub(crate) unit: &'a [u8],
    pub(crate) value: u32,
    pub(crate) n: i64,
}

impl<'a> Packed<'a> {
    /// None where the bytes are damaged.
    pub(crate) fn of(mut bytes: &'a [u8]) -> Option<Self> {
        let recorded = get_signed(&mut bytes)?;
        let steps = usize::try_from(get(&mut bytes)?).ok()?;
        let instants = bytes;
        for _ in 0..steps {
            get(&mut bytes)?;
        }
        let instants = instants.split_at_checked(instants.len() - bytes.len())?.0;
        let looks = usize::try_from(get(&mut bytes)?).ok()?;
        let (looks, entries) = bytes.split_at_checked(looks)?;
        Some(Self {
            recorded,
            steps,
            instants,
            looks,
            entries,
        })
    }

    /// The instant of each step; none where the bytes are damaged.
    pub(super) fn instants(&self) -> Option<Vec<i64>> {
        let mut bytes = self.instants;
        let mut us = self.recorded;
        let each = (0..self.steps).map(|_| {
            us += get_signed(&mut bytes)?;
            Some(us)
        });
        each.collect()
    }

    /// How many steps were before a moment.
    pub(crate) fn before(&self, moment: i64) -> Option<usize> {
        let mut bytes = self.instants;
        let mut us = self.recorded;
        for step in 0..self.steps {
            us += get_signed(&mut bytes)?;
            if us >= moment {
                return Some(step);
            }
        }
        Some(self.steps)
    }

    /// What it looks like after so many steps; none where it does not count.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn look(&self, after: usize) -> Result<Option<Appearance<'a>>, Damaged> {
        let mut seen = None;
        self.looks(after, |_, look| seen = look).ok_or(Damaged)?;
        Ok(seen)
    }

    /// Hands over from which step on it looked how, of so many steps; none where the bytes are damaged.
    pub(super) fn looks(
        &self,
        after: usize,
        mut take: impl FnMut(usize, Option<Appearance<'a>>),
    ) -> Option<()> {
        let mut bytes = self.looks;
        let mut keys: [&[u8]; VALUES] = [&[]; VALUES];
        while !bytes.is_empty() {
            let step = usize::try_from(get(&mut bytes)?).ok()?;
            if step >= after {
                break;
            }
            let code = get(&mut bytes)?;
            if code == 0 {
                take(step, None);
                continue;
            }
            let (mask, rest) = bytes.split_first()?;
            bytes = rest;
            for (at, key) in keys.iter_mut().enumerate() {
                if mask >> at & 1 == 1 {
                    (*key, bytes) = split_key(bytes)?;
                }
            }
            let code = u32::try_from(code - 1).ok()?;
            take(step, Some(Appearance { code, keys }));
        }
        Some(())
    }

    /// What it looks like after all of them.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn last(&self) -> Result<Option<Appearance<'a>>, Damaged> {
        self.look(usize::MAX)
    }

    /// Hands over what is measured after so many steps; none where the bytes are damaged.
    pub(crate) fn each(&self, after: usize, mut take: impl FnMut(&Found<'a>)) -> Option<()> {
        let after = after as u64;
        self.all(|(from, to), found| {
            if from < after && (to == 0 || to >= after) {
                take(found);
            }
        })
    }

    /// Hands over all that was ever measured, from which step until which (0 while it holds); none where the bytes are damaged.
    pub(super) fn all(&self, mut take: impl FnMut((u64, u64), &Found<'a>)) -> Option<()> {
        let mut bytes = self.entries;
        while !bytes.is_empty() {
            let (from, to) = (get(&mut bytes)?, get(&mut bytes)?);
            let ([measure, flags], rest) = bytes.split_first_chunk::<2>()?;
            bytes = rest;
            let mut some = |len: usize| {
                let (some, rest) = bytes.split_at_checked(len)?;
                bytes = rest;
                Some(some)
            };
            let of = some(usize::from(flags & OF != 0))?.first().copied();
            let since = if flags & SINCE != 0 {
                let len = usize::try_from(get(&mut bytes)?).ok()?;
                let (since, rest) = bytes.split_at_checked(len)?;
                bytes = rest;
                since
            } else {
                &[]
            };
            let (unit, rest) = bytes.split_at_checked(if flags & UNIT != 0 { 16 } else { 0 })?;
            bytes = rest;
            let value = u32::try_from(get(&mut bytes)?).ok()?;
            let n = get_signed(&mut bytes)?;
            take(
                (from, to),
                &Found {
                    measure: *measure,
                    elsewhere: flags & ELSEWHERE != 0,
                    of,
                    since,
                    unit,
                    value,
                    n,
                },
            );
        }
        Some(())
    }
}
