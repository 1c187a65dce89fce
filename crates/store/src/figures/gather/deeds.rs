//! What happened to reports, from the milestones recorded before the moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use lapor_domain::clock::{WorkingHours, working_minutes_between};
use lapor_domain::figures::{
    Counted, Deeds, Hand, MOVES, Refusal, Share, is_disposition, passed_on, refusal_rate, refusals,
};
use lapor_domain::ids::UnitId;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::{Cut, Rows};
use crate::figures::Scope;
use crate::figures::key::Key;
use crate::figures::performance::{ByUnit, SupportWork};
use crate::figures::sql::{AT_MOMENT, DAYS, Part, dimension};
use crate::figures::tally::Tally;
use crate::{FromRow, Row, StoreError, Tx};

/// What single units did, whoever leads now.
#[derive(Default)]
pub(crate) struct Units {
    pub(crate) refusals: BTreeMap<UnitId, Share>,
    pub(crate) passed: ByUnit,
    pub(crate) support: BTreeMap<UnitId, SupportWork>,
}

impl Units {
    /// Adds what units did of other reports.
    pub(crate) fn join(&mut self, other: Self) {
        for (unit, refusals) in other.refusals {
            *self.refusals.entry(unit).or_default() += refusals;
        }
        for (unit, passed) in other.passed {
            self.passed.entry(unit).or_default().join(passed);
        }
        for (unit, work) in other.support {
            self.support.entry(unit).or_default().join(work);
        }
    }
}

/// Adds the deeds of a part's reports that stand for themselves: followers are part of their root's case, and work is
/// counted once.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    rows: &mut Rows,
    units: &mut Units,
) -> Result<(), StoreError> {
    let of_body = match cut.ask.scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND m.holder_id = $1",
    };
    // A unit that refused no longer leads: who leads is looked at afterwards.
    let sql = format!(
        "{DAYS} SELECT m.report_id, m.seq, m.kind, m.occurred_at, m.unit_id, m.value, s.tally, s.lead_id, {}
        FROM day CROSS JOIN state_interval s CROSS JOIN milestone m
        WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
        AND m.report_id = s.report_id AND m.recorded_at < $4 AND m.kind IN ('verified', 'redirected',
        'assigned_anew', 'referred_to_ppid', 'refused', 'answered', 'closure_proposed', 'closed', 'upheld', 'disputed',
        'reopened', 'transferred_out', 'transferred_within', 'support_added', 'support_ended', 'held', 'extended')
        AND s.merge_root IS NULL{of_body}{}",
        dimension(cut.ask.by, "s"),
        part.narrowed()
    );
    let mut deeds = tx.rows_dyn::<Deed>(&sql, &part.params()).await?;
    deeds.sort_unstable_by_key(|deed| (deed.report, deed.seq));
    for life in deeds.chunk_by(|one, next| one.report == next.report) {
        add(cut, part, life, rows, units);
    }
    imports(tx, cut, part, rows).await
}

/// Adds one report's deeds.
fn add(cut: &Cut<'_>, part: &Part, life: &[Deed], rows: &mut Rows, units: &mut Units) {
    let Some(first) = life.first() else {
        return;
    };
    let is_public = first.tally.is_public;
    let row = || cut.key(first.key.clone());
    for deed in life {
        let Some(unit) = deed.unit.filter(|unit| part.has_lead(Some(unit.0))) else {
            continue;
        };
        // Whom it was given to, and who refused: told at that unit.
        let at = || cut.shape.unit(Some(unit.0)).unwrap_or_else(row);
        let share = match deed.kind.as_str() {
            kind if is_disposition(kind) => refusal_rate(0, 1),
            "refused" => refusal_rate(1, 0),
            kind if kind.starts_with("support_") => {
                units.support.entry(unit).or_default().add(deed.value, 1);
                rows.count(at(), is_public, |all| help(&mut all.deeds, deed.value, 1));
                continue;
            }
            _ => continue,
        };
        *units.refusals.entry(unit).or_default() += share;
        rows.count(at(), is_public, |all| all.deeds.refusals += share);
    }
    passed(part, life, units);
    let waits = waits(cut.rules, part, life);
    for (unit, minutes) in waits.iter().filter(|(unit, _)| part.has_lead(Some(unit.0))) {
        let passed = units.passed.entry(*unit).or_default();
        match minutes {
            Some(minutes) => passed.minutes.push(*minutes),
            None => passed.waiting += 1,
        }
    }
    if part.has_lead(first.lead) {
        let one = whole(life, &waits);
        rows.count(row(), is_public, |all: &mut Counted| {
            // Imports that are known after all are taken off those that are left out: see `imports`.
            let left_out = all.deeds.imports_left_out;
            all.deeds.join(&one);
            let known = u64::from(one.disposed > 0 && first.tally.imported);
            all.deeds.imports_left_out = left_out.wrapping_sub(known);
        });
    }
}

/// What one report's deeds come to.
fn whole(life: &[Deed], waits: &[(UnitId, Option<u32>)]) -> Deeds {
    let count = |kind: &str| life.iter().filter(|deed| deed.kind == kind).count() as u64;
    let any = |kinds: &[&str]| life.iter().any(|deed| kinds.contains(&deed.kind.as_str()));
    let with = |kind: &str, value| {
        let is = |deed: &&Deed| deed.kind == kind && deed.value == Some(value);
        life.iter().filter(is).count() as u64
    };
    let mut one = Deeds {
        held: u64::from(any(&["held"])),
        extended: u64::from(any(&["extended"])),
        moves: MOVES.iter().map(|kind| count(kind)).sum(),
        silent: with("closed", 1),
        confirmed: count("closed") - with("closed", 1),
        disputed: count("disputed"),
        ..Deeds::default()
    };
    if any(&["verified"]) {
        one.disposed = 1;
        one.answered = u64::from(any(&["answered", "closure_proposed"]));
    }
    for (_, minutes) in waits {
        match minutes {
            Some(minutes) => one.waits.add(*minutes, 1),
            None => one.waits.run_on(1),
        }
    }
    if any(&["closed", "upheld"]) {
        one.closed = 1;
        one.reopened_by_reporter = with("reopened", 1).min(1);
        one.reopened_by_officer = with("reopened", 0).min(1);
    }
    one
}

/// `n` requests for help, or how so many ended.
pub(crate) fn help(deeds: &mut Deeds, ended: Option<i64>, n: u64) {
    let how = ended.and_then(|place| SupportEnd::ALL.get(usize::try_from(place).ok()?));
    let slot = match how {
        None => &mut deeds.support_asked,
        Some(SupportEnd::Finished) => &mut deeds.support_finished,
        Some(SupportEnd::Refused) => &mut deeds.support_refused,
        Some(SupportEnd::Released) => &mut deeds.support_released,
    };
    *slot += n;
}

/// From whom a report was passed on.
fn passed(part: &Part, life: &[Deed], units: &mut Units) {
    for (unit, is_refusal) in passed_on(&hands(life)) {
        if part.has_lead(Some(unit.0)) {
            let passed = units.passed.entry(unit).or_default();
            passed.moves += 1;
            passed.refusals += u64::from(is_refusal);
        }
    }
}

fn hands(life: &[Deed]) -> Vec<Hand<'_>> {
    let hand = |deed| {
        let Deed { kind, at, unit, .. }: &Deed = deed;
        Hand {
            kind,
            at: *at,
            unit: *unit,
        }
    };
    life.iter().map(hand).collect()
}

/// All imports of the part; those that were disposed here are taken off where they are met.
async fn imports(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let (n, grouped) = tx.engine().counting(2);
    let sql = format!(
        "{DAYS} SELECT s.tally, {}, {n} {AT_MOMENT} AND s.imported AND s.merge_root IS NULL{}{}{grouped}",
        dimension(cut.ask.by, "s"),
        part.narrowed(),
        part.of_leads()
    );
    let mut found: BTreeMap<(i64, Key), u64> = BTreeMap::new();
    let count = |(tally, key, n): (i64, Key, u64)| *found.entry((tally, key)).or_default() += n;
    tx.each_dyn(&sql, &part.params_with_leads(), count).await?;
    for ((tally, key), n) in found {
        let is_public = Tally::unpack(tally).is_public;
        rows.count(cut.key(key), is_public, |all| {
            let left_out = &mut all.deeds.imports_left_out;
            *left_out = left_out.wrapping_add(n);
        });
    }
    Ok(())
}

/// For each refusal the unit, and the office time from the disposition to it until the next one; `None` while that
/// has not come.
fn waits(rules: &Rules, part: &Part, life: &[Deed]) -> Vec<(UnitId, Option<u32>)> {
    let usual = WorkingHours::usual();
    let hours = rules.hours.get(&part.holder).unwrap_or(&usual);
    let calendar = rules.calendar(part.holder);
    let waited = |refusal: Refusal| {
        let minutes = refusal.next.map(|next| {
            let minutes = working_minutes_between(refusal.given, next, &[], hours, calendar);
            u32::try_from(minutes).unwrap_or(u32::MAX)
        });
        (refusal.unit, minutes)
    };
    refusals(&hands(life)).into_iter().map(waited).collect()
}

struct Deed {
    report: Uuid,
    seq: i64,
    kind: String,
    at: Timestamp,
    unit: Option<UnitId>,
    value: Option<i64>,
    tally: Tally,
    lead: Option<Uuid>,
    key: Key,
}

impl FromRow for Deed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: row.get(0)?,
            seq: row.get(1)?,
            kind: row.get(2)?,
            at: row.get(3)?,
            unit: row.get::<Option<Uuid>>(4)?.map(UnitId),
            value: row.get(5)?,
            tally: Tally::unpack(row.get(6)?),
            lead: row.get(7)?,
            key: row.get(8)?,
        })
    }
}
