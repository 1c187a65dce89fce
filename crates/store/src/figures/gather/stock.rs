//! What is open at the moment, by age, and what is overdue.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use lapor_domain::clock::{ClockKind, Pause, working_days_between};
use lapor_domain::report::clocks::is_duty;
use uuid::Uuid;

use super::clocks::pauses;
use super::{Cut, Rows};
use crate::figures::Scope;
use crate::figures::key::Key;
use crate::figures::sql::{AT_MOMENT, DAYS, Part, dimension};
use crate::figures::tally::Tally;
use crate::record::project::date;
use crate::{FromRow, Row, StoreError, Tx};

const OPEN: &str = "s.figure IN ('in_process', 'not_followed_up', 'not_verified', 'on_hold')";

/// Adds a part's open cases, whenever received. Followers are part of their root's case.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let ever = part.ever();
    let (n, grouped) = tx.engine().counting(3);
    let sql = format!(
        "{DAYS} SELECT s.received_day, s.tally, {}, {n} {AT_MOMENT} AND s.merge_root IS NULL AND {OPEN}{}{}{grouped}",
        dimension(cut.ask.by, "s"),
        ever.narrowed(),
        ever.of_leads()
    );
    let calendar = cut.rules.calendar(part.holder);
    let mut groups: BTreeMap<(i64, i64, Key), u64> = BTreeMap::new();
    let count = |(day, tally, key, n): (i64, i64, Key, u64)| {
        *groups.entry((day, tally, key)).or_default() += n;
    };
    tx.each_dyn(&sql, &ever.params_with_leads(), count).await?;
    let mut known = None;
    for ((day, tally, key), n) in groups {
        let tally = Tally::unpack(tally);
        let (Some(figure), Some(received)) = (tally.figure, date(day)) else {
            continue;
        };
        // Groups come in the order of days: each day's age is computed once.
        let age = match known {
            Some((of, age)) if of == day => age,
            _ => {
                let received = calendar.zone.start_of_day(received);
                working_days_between(received, cut.ask.moment(), calendar)
            }
        };
        known = Some((day, age));
        rows.count(cut.key(key), tally.is_public, |all| {
            all.stock.add(figure, age, n);
        });
    }
    overdue(tx, cut, &ever, rows).await
}

/// Of these, cases with a clock that an office must keep and whose due instant (after an extension) has passed while
/// it ran: computed from due dates, not from the event.
async fn overdue(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    ever: &Part,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let of_body = match cut.ask.scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND c.holder_id = $1",
    };
    let sql = format!(
        "{DAYS} SELECT s.report_id, s.tally, {}, c.kind, c.due_at, c.extended_due, c.pauses
        FROM day CROSS JOIN state_interval s CROSS JOIN clock_interval c
        WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
        AND s.merge_root IS NULL AND {OPEN} AND c.report_id = s.report_id AND c.from_us < $4 AND c.to_us >= $4
        AND c.stopped_at IS NULL AND c.due_at <= $4{of_body}{}{}",
        dimension(cut.ask.by, "s"),
        ever.narrowed(),
        ever.of_leads()
    );
    let mut told = HashSet::new();
    for late in tx.rows_dyn::<Late>(&sql, &ever.params_with_leads()).await? {
        if late.is_overdue(cut.ask.moment()) && told.insert(late.report) {
            let key = cut.key(late.key);
            rows.count(key, late.is_public, |all| all.stock.overdue += 1);
        }
    }
    Ok(())
}

/// A clock that runs, or stands still.
struct Late {
    report: Uuid,
    is_public: bool,
    key: Key,
    kind: ClockKind,
    due: Timestamp,
    extended_due: Option<Timestamp>,
    pauses: Vec<Pause>,
}

impl Late {
    fn is_overdue(&self, at: Timestamp) -> bool {
        let open = self.pauses.last().filter(|pause| pause.to.is_none());
        let ran_until = open.map_or(at, |pause| pause.from.min(at));
        is_duty(self.kind) && self.extended_due.unwrap_or(self.due) <= ran_until
    }
}

impl FromRow for Late {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let kind: String = row.get(3)?;
        Ok(Self {
            report: row.get(0)?,
            is_public: Tally::unpack(row.get(1)?).is_public,
            key: row.get(2)?,
            kind: kind.parse().map_err(|_| StoreError::BadValue {
                column: 3,
                expected: "ClockKind",
            })?,
            due: row.get(4)?,
            extended_due: row.get(5)?,
            pauses: pauses(row, 6)?,
        })
    }
}
