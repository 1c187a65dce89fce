//! What the tables do not hold: events after their place, and what one asker is not to know of.

use std::collections::HashSet;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::contribute::Seen;
use super::delta::{self, Delta, Reach, Told};
use super::family::{self, UNPLACED};
use super::fold::{self, Mark};
use super::handling::{life, weigh};
use crate::figures::Ask;
use crate::record::micros;
use crate::{StoreError, Tx, params};

/// Events beyond the tables that are still looked at one by one.
const MOST_BEHIND: i64 = 5_000;
/// Reports about an officer that are still taken out one by one.
const MOST_EXCLUDED: usize = 200;

/// Of which reports the tables do not tell all, or too much.
pub(crate) struct Behind {
    mark: i64,
    /// Those with events after the place of the tables.
    pub(crate) reports: Vec<Uuid>,
    /// Those of which this asker is not to know.
    pub(crate) hidden: Vec<Uuid>,
}

impl Behind {
    /// Where the tables are at `mark`; none where they are too many.
    pub(crate) async fn read(
        tx: &mut Tx<'_>,
        ask: &Ask,
        mark: &Mark,
    ) -> Result<Option<Self>, StoreError> {
        const UNPLACED_REPORTS: &str =
            "SELECT stream_kind, stream_id FROM event WHERE position IS NULL LIMIT $1";
        const EXCLUDED: &str =
            "SELECT report_id FROM report_excluded WHERE officer_id = $1 LIMIT $2";
        let mark = mark.place.position;
        let ordered = fold::ordered(tx).await?;
        let unplaced: Vec<(String, Uuid)> = tx.rows(UNPLACED_REPORTS, params![MOST_BEHIND]).await?;
        let behind = ordered - mark + i64::try_from(unplaced.len()).unwrap_or(i64::MAX);
        if mark == 0 || behind >= MOST_BEHIND {
            return Ok(None);
        }
        let mut reports = fold::touched(tx, mark, ordered).await?;
        let is_report = |(kind, id): (String, Uuid)| (kind == "report").then_some(id);
        reports.extend(unplaced.into_iter().filter_map(is_report));
        reports.sort_unstable();
        reports.dedup();
        let hidden: Vec<Uuid> = match ask.sight.officer {
            Some(officer) => {
                let most = i64::try_from(MOST_EXCLUDED).unwrap_or(i64::MAX);
                tx.rows(EXCLUDED, params![officer.0, most]).await?
            }
            None => Vec::new(),
        };
        Ok((hidden.len() < MOST_EXCLUDED).then_some(Self {
            mark,
            reports,
            hidden,
        }))
    }
}

/// What the cells do not hold: changes of events after their place, and those of which this asker is not to know taken back.
pub(crate) struct Beyond(pub(crate) Vec<Delta>);

impl Beyond {
    /// Works it out.
    pub(crate) async fn of(
        tx: &mut Tx<'_>,
        rules: &Rules,
        ask: &Ask,
        behind: &Behind,
    ) -> Result<Self, StoreError> {
        let mut deltas = Vec::new();
        let reach = Reach::of_all(behind.mark, UNPLACED);
        let take = |told: Told<'_>| deltas.push(told.owned());
        delta::of(tx, rules, &behind.reports, reach, take, |_, _| {}).await?;
        if !behind.hidden.is_empty() {
            let us = micros(ask.moment()) - 1;
            hide(tx, rules, &behind.hidden, us, &mut deltas).await?;
        }
        Ok(Self(deltas))
    }
}

/// Takes reports out, and what is merged into them.
async fn hide(
    tx: &mut Tx<'_>,
    rules: &Rules,
    hidden: &[Uuid],
    us: i64,
    deltas: &mut Vec<Delta>,
) -> Result<(), StoreError> {
    let (families, places) = family::of(tx, hidden, UNPLACED).await?;
    let members = families.iter().flat_map(|family| &family.members);
    let ids: Vec<Uuid> = members.map(|member| member.id).collect();
    let lives = life::of(tx, &ids, &places).await?;
    let hidden: HashSet<Uuid> = hidden.iter().copied().collect();
    for family in &families {
        for (hidden, sign) in [(Some(&hidden), 1), (None, -1)] {
            let seen = Seen {
                rules,
                family,
                lives: &lives,
                place: UNPLACED,
                hidden,
            };
            let mut put = |us, slice, name: &[u8], code, n: i64| {
                let n = sign * n;
                let told = Told {
                    us,
                    slice,
                    name,
                    code,
                    n,
                };
                deltas.push(told.owned());
            };
            for held in weigh::held(&seen, us) {
                held.cells(|slice, name, code, n| put(us, slice, name, code, n));
            }
            for ((slice, name, code), n) in seen.cells(us) {
                put(us, slice, &name, code, n);
            }
            for ((us, slice, name, code), n) in seen.births() {
                put(us, slice, &name, code, n);
            }
        }
    }
    Ok(())
}
