//! To the end of which day the state is shown to anyone.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lapor_domain::figures::stand_together;
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use crate::figures::Ask;
use crate::figures::sql::{DAYS, Part, parts};
use crate::record::{micros, moment};
use crate::{StoreError, Tx, Value, params};

/// By day of receipt and when they began: of a period only what is in it is looked through.
const BEGUN: &str = "state_interval_begun_day";
/// How many days one looks back: more where fewer things happen.
const LOOKS: [i64; 5] = [1, 8, 60, 500, 80_000];

/// The last end of a day, no later than the moment, at which either no report that is not public looks other than at
/// the end of the day shown before it, or at least five do.
///
/// Where five changed within one day, its end is shown whatever came before: one need not look back further.
pub(super) async fn last(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Timestamp, StoreError> {
    let zone = ask.zone(rules);
    let end = zone.local_date(ask.moment());
    let first = ask.from.min(end);
    let parts = parts(rules, ask);
    // What is long over has been quiet for long: there one looks back from its last change.
    let mut quiet = first;
    for part in &parts {
        if let Some(at) = last_begun(tx, part).await? {
            quiet = quiet.max(next(zone.local_date(moment(at)))).min(end);
        }
    }
    // Of a large body enough changed on that day itself, and nothing since: it need not be looked through.
    if let [part] = parts.as_slice()
        && quiet > first
        && many_begun(tx, part, zone, quiet).await?
    {
        return Ok(zone.start_of_day(end));
    }
    let mut shown = first;
    for back in LOOKS {
        let begin = quiet.checked_sub(back.days()).unwrap_or(first).max(first);
        let mut begun: HashMap<Date, Vec<Begun>> = HashMap::new();
        for part in &parts {
            for row in begun_between(tx, part, zone, begin, quiet).await? {
                let day = zone.local_date(moment(row.from));
                begun.entry(day).or_default().push(row);
            }
        }
        let days: Vec<Date> = begin.series(1.day()).take_while(|day| *day < end).collect();
        let none = Vec::new();
        let of = |day: &Date| begun.get(day).unwrap_or(&none);
        let busy = days
            .iter()
            .rposition(|day| is_busy(of(day), end_of(zone, *day)));
        if busy.is_none() && begin > first {
            continue;
        }
        let (from, rest) = days.split_at(busy.map_or(0, |busy| busy + 1));
        shown = from.last().map_or(begin, |day| next(*day));
        let mut pending: HashMap<Uuid, i64> = HashMap::new();
        for day in rest {
            // The later stretch of a report takes the place of the earlier.
            pending.extend(of(day).iter().map(|row| (row.report, row.to)));
            let end = end_of(zone, *day);
            let changed = pending.values().filter(|to| **to >= end).count();
            if stand_together(changed as u64) {
                pending.clear();
                shown = next(*day);
            }
        }
        break;
    }
    Ok(zone.start_of_day(shown))
}

/// Whether at least five reports look other than before at the end of the day.
fn is_busy(begun: &[Begun], end: i64) -> bool {
    let last: HashMap<Uuid, i64> = begun.iter().map(|row| (row.report, row.to)).collect();
    let changed = last.values().filter(|to| **to >= end).count() as u64;
    changed > 0 && stand_together(changed)
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn end_of(zone: Zone, day: Date) -> i64 {
    micros(zone.start_of_day(next(day)))
}

/// A stretch in which a report is not public.
struct Begun {
    report: Uuid,
    from: i64,
    to: i64,
}

/// When the last stretch before the moment began of a report of the part's days that was not public then; its leads and what
/// else it leaves out do not count.
async fn last_begun(tx: &mut Tx<'_>, part: &Part) -> Result<Option<i64>, StoreError> {
    let indexed = tx.engine().indexed_by(BEGUN);
    let sql = format!(
        "{DAYS} SELECT max((SELECT max(s.from_us) FROM state_interval s{indexed}
        WHERE s.holder_id = $1 AND s.received_day = day.d AND s.from_us < $4 AND NOT s.is_public))
        FROM day WHERE day.d <= $3"
    );
    let (from, to) = part.days();
    let values = params![part.holder.0, from, to, part.moment()];
    let found = tx.rows_dyn::<Option<i64>>(&sql, values).await?;
    Ok(found.into_iter().flatten().next())
}

/// Whether at least five reports look other than before at the end of the day before this one.
async fn many_begun(
    tx: &mut Tx<'_>,
    part: &Part,
    zone: Zone,
    after: Date,
) -> Result<bool, StoreError> {
    let day = after.yesterday().unwrap_or(after);
    let (stretches, params) = begun(tx, part, zone, (day, after));
    // At that instant each report is in one stretch.
    let sql = format!(
        "{DAYS} SELECT count(*) FROM (SELECT 1 AS one{stretches} AND s.to_us >= ${} LIMIT 5) begun",
        params.len()
    );
    let counted = tx.rows_dyn::<u64>(&sql, &params).await?;
    let changed = counted.into_iter().sum();
    Ok(changed > 0 && stand_together(changed))
}

/// Stretches of a part that began on these days, in order.
async fn begun_between(
    tx: &mut Tx<'_>,
    part: &Part,
    zone: Zone,
    begin: Date,
    end: Date,
) -> Result<Vec<Begun>, StoreError> {
    let (stretches, params) = begun(tx, part, zone, (begin, end));
    let sql = format!("{DAYS} SELECT s.report_id, s.from_us, s.to_us{stretches}");
    let rows = tx.rows_dyn::<(Uuid, i64, i64)>(&sql, &params).await?;
    let row = |(report, from, to)| Begun { report, from, to };
    let mut rows: Vec<Begun> = rows.into_iter().map(row).collect();
    rows.sort_unstable_by_key(|row| (row.from, row.to));
    Ok(rows)
}

/// From where stretches of a part are read that began from one day up to before another; the end of the last is the last parameter.
fn begun(
    tx: &Tx<'_>,
    part: &Part,
    zone: Zone,
    (begin, end): (Date, Date),
) -> (String, Vec<Value<'static>>) {
    let part = part.at(micros(zone.start_of_day(begin)));
    let mut params = part.params_with_leads();
    params.push(Value::from(micros(zone.start_of_day(end))));
    let stretches = format!(
        " FROM day CROSS JOIN state_interval s{}
        WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3
        AND s.from_us >= $4 AND s.from_us < ${} AND NOT s.is_public AND s.to_us >= $4{}{}",
        tx.engine().indexed_by(BEGUN),
        params.len(),
        part.narrowed(),
        part.of_leads()
    );
    (stretches, params)
}
