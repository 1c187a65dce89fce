//! What happened to reports, from the milestones recorded before the moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use lapor_domain::clock::{WorkingHours, working_minutes_between};
use lapor_domain::figures::{Share, Times, follow_up_rate, refusal_rate};
use lapor_domain::ids::UnitId;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::passing::{self, ByUnit, UnitPassing};
use super::{Disputes, FollowUp, Reopened, SupportWork, UnitRefusals, UnitSupport};
use crate::figures::sql::{DAYS, Part};
use crate::figures::tally::Tally;
use crate::figures::{Ask, Scope};
use crate::{FromRow, Row, StoreError, Tx};

/// Adds deeds up.
#[derive(Default)]
pub(super) struct Deeds {
    pub(super) disposed: u64,
    pub(super) answered: u64,
    pub(super) imports_left_out: u64,
    pub(super) moves: u64,
    pub(super) until_next: Vec<u32>,
    pub(super) waiting: u64,
    pub(super) units: BTreeMap<UnitId, Share>,
    pub(super) passed: ByUnit,
    pub(super) support: BTreeMap<UnitId, SupportWork>,
    pub(super) disputes: Disputes,
    pub(super) reopened: Reopened,
}

/// What comes of it.
#[derive(Debug, PartialEq)]
pub(crate) struct Done {
    pub(super) follow_up: FollowUp,
    pub(super) moves: u64,
    pub(super) until_next: Times,
    pub(super) all_minutes: u64,
    pub(super) passing_by_unit: Vec<UnitPassing>,
    pub(super) passing_public: Vec<UnitPassing>,
    pub(super) refusals: Share,
    pub(super) refusals_by_unit: Vec<UnitRefusals>,
    pub(super) support: Vec<UnitSupport>,
    pub(super) disputes: Disputes,
    pub(super) reopened: Reopened,
}

impl Deeds {
    /// Adds the deeds of a part's reports.
    pub(super) async fn read(
        &mut self,
        tx: &mut Tx<'_>,
        rules: &Rules,
        ask: &Ask,
        part: &Part,
    ) -> Result<(), StoreError> {
        let of_body = match ask.scope {
            Scope::Installation => "",
            Scope::Body(_) | Scope::Unit(_) => " AND m.holder_id = $1",
        };
        // A unit that refused no longer leads: who leads is looked at afterwards. Followers are part of their root's
        // case: work is counted once.
        let sql = format!(
            "{DAYS} SELECT m.report_id, m.seq, m.kind, m.occurred_at, m.unit_id, m.value, s.tally, s.lead_id
            FROM day CROSS JOIN state_interval s CROSS JOIN milestone m
            WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
            AND m.report_id = s.report_id AND m.recorded_at < $4 AND m.kind IN ('verified', 'redirected',
            'assigned_anew', 'referred_to_ppid', 'refused', 'answered', 'closure_proposed', 'closed', 'upheld', 'disputed',
            'reopened', 'transferred_out', 'transferred_within', 'support_added', 'support_ended') AND s.merge_root IS NULL{of_body}{}",
            part.narrowed()
        );
        let mut deeds = tx.rows_dyn::<Deed>(&sql, &part.params()).await?;
        deeds.sort_unstable_by_key(|deed| (deed.report, deed.seq));
        for life in deeds.chunk_by(|one, next| one.report == next.report) {
            self.life(rules, part, life);
        }
        self.imports(tx, part).await
    }

    fn life(&mut self, rules: &Rules, part: &Part, life: &[Deed]) {
        for deed in life {
            let counts = part.has_lead(deed.unit.map(|unit| unit.0));
            if let Some(unit) = deed.unit.filter(|_| counts) {
                *self.units.entry(unit).or_default() += match deed.kind.as_str() {
                    kind if is_disposition(kind) => refusal_rate(0, 1),
                    "refused" => refusal_rate(1, 0),
                    _ => Share::default(),
                };
                if deed.kind.starts_with("support_") {
                    self.support.entry(unit).or_default().add(deed.value);
                }
            }
        }
        self.passed(part, life);
        let waits = waits(rules, part, life);
        for (unit, minutes) in waits.iter().filter(|(unit, _)| part.has_lead(Some(unit.0))) {
            let passed = self.passed.entry(*unit).or_default();
            match minutes {
                Some(minutes) => passed.minutes.push(*minutes),
                None => passed.waiting += 1,
            }
        }
        let led = life.first().is_some_and(|deed| part.has_lead(deed.lead));
        if !led {
            return;
        }
        let count = |kind: &str| life.iter().filter(|deed| deed.kind == kind).count() as u64;
        let any = |kinds: &[&str]| life.iter().any(|deed| kinds.contains(&deed.kind.as_str()));
        if any(&["verified"]) {
            self.disposed += 1;
            self.answered += u64::from(any(&["answered", "closure_proposed"]));
            // Known after all: what is left out is counted from all imports.
            let imported = life.first().is_some_and(|deed| deed.imported);
            self.imports_left_out = self.imports_left_out.wrapping_sub(u64::from(imported));
        }
        let moves = [
            "redirected",
            "refused",
            "transferred_out",
            "transferred_within",
        ];
        self.moves += moves.iter().map(|kind| count(kind)).sum::<u64>();
        self.waiting += waits
            .iter()
            .filter(|(_, minutes)| minutes.is_none())
            .count() as u64;
        self.until_next
            .extend(waits.iter().filter_map(|(_, minutes)| *minutes));
        let silent = life
            .iter()
            .filter(|deed| deed.kind == "closed" && deed.value == Some(1))
            .count() as u64;
        self.disputes.silent += silent;
        self.disputes.confirmed += count("closed") - silent;
        self.disputes.disputed += count("disputed");
        if any(&["closed", "upheld"]) {
            let by = |value| {
                let reopened = |deed: &&Deed| deed.kind == "reopened" && deed.value == Some(value);
                u64::from(life.iter().any(|deed| reopened(&deed)))
            };
            self.reopened.closed += 1;
            self.reopened.by_reporter += by(1);
            self.reopened.by_officer += by(0);
        }
    }

    /// From whom a report was passed on: from who refused, else from who had it.
    fn passed(&mut self, part: &Part, life: &[Deed]) {
        let mut held: Option<UnitId> = None;
        for deed in life {
            let kind = deed.kind.as_str();
            let from = match kind {
                "refused" => deed.unit,
                // After a refusal nobody has it: that hand was counted.
                "redirected" | "transferred_out" | "transferred_within" => held,
                _ => None,
            };
            if let Some(unit) = from.filter(|unit| part.has_lead(Some(unit.0))) {
                let passed = self.passed.entry(unit).or_default();
                passed.moves += 1;
                passed.refusals += u64::from(kind == "refused");
            }
            held = match kind {
                "refused" | "transferred_out" | "transferred_within" => None,
                _ if is_disposition(kind) => deed.unit,
                _ => held,
            };
        }
    }

    /// All imports of the part; those that were disposed here are taken off where they are met.
    async fn imports(&mut self, tx: &mut Tx<'_>, part: &Part) -> Result<(), StoreError> {
        let sql = format!(
            "{DAYS} SELECT count(*) {} AND s.imported AND s.merge_root IS NULL{}{}",
            crate::figures::sql::AT_MOMENT,
            part.narrowed(),
            part.of_leads()
        );
        let counted = tx.rows_dyn::<u64>(&sql, &part.params_with_leads()).await?;
        let imports = counted.into_iter().sum();
        self.imports_left_out = self.imports_left_out.wrapping_add(imports);
        Ok(())
    }

    /// Rates.
    pub(super) fn finish(self, rules: &Rules) -> Done {
        let mut refusals = Share::default();
        for share in self.units.values() {
            refusals += *share;
        }
        let label = |unit: UnitId| {
            let found = rules.directory.units.get(&unit);
            found.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
        };
        let named = |(unit, share): (UnitId, Share)| UnitRefusals {
            unit,
            label: label(unit),
            share,
        };
        let helping = |(unit, work): (UnitId, SupportWork)| UnitSupport {
            unit,
            label: label(unit),
            work,
        };
        let mut support: Vec<UnitSupport> = self.support.into_iter().map(helping).collect();
        support.sort_by(|one, other| one.label.cmp(&other.label));
        let mut refusals_by_unit: Vec<UnitRefusals> = self
            .units
            .into_iter()
            .filter(|(_, share)| *share != Share::default())
            .map(named)
            .collect();
        refusals_by_unit.sort_by(|one, other| one.label.cmp(&other.label));
        let passing_by_unit = passing::exact(&self.passed, &rules.directory);
        let passing_public = passing::public(&self.passed, &rules.directory);
        Done {
            passing_by_unit,
            passing_public,
            follow_up: FollowUp {
                share: follow_up_rate(self.answered, self.disposed),
                imports_left_out: self.imports_left_out,
            },
            moves: self.moves,
            all_minutes: self.until_next.iter().copied().map(u64::from).sum(),
            until_next: Times::of(self.until_next, self.waiting),
            refusals,
            refusals_by_unit,
            support,
            disputes: self.disputes,
            reopened: self.reopened,
        }
    }
}

const DISPOSITIONS: [&str; 4] = [
    "verified",
    "redirected",
    "assigned_anew",
    "referred_to_ppid",
];

fn is_disposition(kind: &str) -> bool {
    DISPOSITIONS.contains(&kind)
}

/// For each refusal the unit, and the office time from the disposition to it until the next one; `None` while that
/// has not come.
fn waits(rules: &Rules, part: &Part, life: &[Deed]) -> Vec<(UnitId, Option<u32>)> {
    let usual = WorkingHours::usual();
    let hours = rules.hours.get(&part.holder).unwrap_or(&usual);
    let calendar = rules.calendar(part.holder);
    let disposed = |deed: &&Deed| is_disposition(&deed.kind);
    let refusals = life.iter().enumerate();
    refusals
        .filter(|(_, deed)| deed.kind == "refused")
        .filter_map(|(at, refusal)| {
            let (earlier, later) = life.split_at(at);
            let given = earlier.iter().rev().find(disposed)?;
            let next = later.iter().find(disposed);
            let minutes = next.map(|next| {
                let minutes = working_minutes_between(given.at, next.at, &[], hours, calendar);
                u32::try_from(minutes).unwrap_or(u32::MAX)
            });
            Some((refusal.unit?, minutes))
        })
        .collect()
}

struct Deed {
    report: Uuid,
    seq: i64,
    kind: String,
    at: Timestamp,
    unit: Option<UnitId>,
    value: Option<i64>,
    imported: bool,
    lead: Option<Uuid>,
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
            imported: Tally::unpack(row.get(6)?).imported,
            lead: row.get(7)?,
        })
    }
}
