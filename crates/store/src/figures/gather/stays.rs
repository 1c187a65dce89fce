//! How long reports stayed in each state, by the times at which it was recorded.

use lapor_domain::clock::{WorkingHours, working_minutes_between};
use lapor_domain::figures::tenths_of_hours;
use lapor_domain::words::StateCode;
use uuid::Uuid;

use super::{Cut, Rows};
use crate::figures::Scope;
use crate::figures::key::Key;
use crate::figures::sql::{DAYS, Part, dimension};
use crate::figures::tally::Tally;
use crate::record::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx};

/// Adds the stays of a part's reports that stand for themselves, each stay by itself. Imports are out: what is known of
/// them is one day's state. A body counts those it had, also where the report has left it since.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let of_body = match cut.ask.scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND i.holder_id = $1",
    };
    let sql = format!(
        "{DAYS} SELECT i.report_id, i.from_us, i.to_us, i.state, s.tally, {}, i.from_seq
        FROM day CROSS JOIN state_interval s CROSS JOIN state_interval i
        WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
        AND s.merge_root IS NULL AND NOT s.imported AND i.report_id = s.report_id AND i.from_us < $4
        AND NOT i.has_left{of_body}{}{}",
        dimension(cut.ask.by, "s"),
        part.narrowed(),
        part.of_leads()
    );
    let mut stretches = tx
        .rows_dyn::<Stretch>(&sql, &part.params_with_leads())
        .await?;
    // Several may begin at one instant.
    stretches.sort_unstable_by_key(|stretch| (stretch.report, stretch.seq));
    let goes_on = |one: &Stretch, next: &Stretch| {
        one.report == next.report && one.state == next.state && one.to == next.from
    };
    for stay in stretches.chunk_by(goes_on) {
        add(cut, part, stay, rows);
    }
    Ok(())
}

/// Adds one stay: stretches in one state, each where the last one ended.
fn add(cut: &Cut<'_>, part: &Part, stay: &[Stretch], rows: &mut Rows) {
    let (Some(first), Some(last)) = (stay.first(), stay.last()) else {
        return;
    };
    if !first.state.is_open() {
        return;
    }
    let key = cut.key(first.key.clone());
    if last.to >= micros(cut.ask.moment()) {
        rows.count(key, first.is_public, |all| {
            all.stays.entry(first.state).or_default().run_on(1);
        });
        return;
    }
    let calendar = cut.rules.calendar(part.holder);
    let usual = WorkingHours::usual();
    let hours = cut.rules.hours.get(&part.holder).unwrap_or(&usual);
    let (from, to) = (moment(first.from), moment(last.to));
    let minutes = working_minutes_between(from, to, &[], hours, calendar);
    let (begun, over) = (calendar.zone.local_date(from), calendar.zone.local_date(to));
    let days = begun.duration_until(over).as_hours().max(0) / 24;
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    rows.count(key, first.is_public, |all| {
        let spans = all.stays.entry(first.state).or_default();
        spans.tenths.add(tenths_of_hours(minutes), 1);
        spans.days.add(days, 1);
    });
}

struct Stretch {
    report: Uuid,
    seq: i64,
    from: i64,
    to: i64,
    state: StateCode,
    is_public: bool,
    key: Key,
}

impl FromRow for Stretch {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let state: String = row.get(3)?;
        Ok(Self {
            report: row.get(0)?,
            from: row.get(1)?,
            to: row.get(2)?,
            state: state.parse().map_err(|_| StoreError::BadValue {
                column: 3,
                expected: "StateCode",
            })?,
            is_public: Tally::unpack(row.get(4)?).is_public,
            key: row.get(5)?,
            seq: row.get(6)?,
        })
    }
}
