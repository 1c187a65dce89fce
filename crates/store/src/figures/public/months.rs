//! Which months stand together.

use std::ops::Range;

use jiff::civil::Date;
use lapor_domain::figures::{groups, months};
use lapor_domain::rules::Rules;

use crate::figures::sql::{AT_MOMENT, DAYS, Part, parts};
use crate::figures::{Ask, Scope};
use crate::record::project::date;
use crate::{StoreError, Tx, params};

/// First and last day of months that are shown together.
type Run = (Date, Date);

/// Which unreleased reports of a month are counted.
#[derive(Clone, Copy)]
enum Few {
    /// Those received in it.
    Received,
    /// Those to which something happened in it.
    Touched,
}

/// Months that stand together, in order of time: each run holds no unreleased report, or five at least. Later months never
/// change which of the earlier ones do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Months {
    runs: Vec<Run>,
    /// Those at the end that hold too few yet.
    rest: Option<Run>,
}

impl Months {
    /// Of a scope at the moment, from its first report on.
    pub(super) async fn read(
        tx: &mut Tx<'_>,
        rules: &Rules,
        ask: &Ask,
    ) -> Result<Self, StoreError> {
        Self::by(tx, rules, ask, Few::Received).await
    }

    /// The same by what happened in the months: to no unreleased report, or to five at least.
    pub(super) async fn of_deeds(
        tx: &mut Tx<'_>,
        rules: &Rules,
        ask: &Ask,
    ) -> Result<Self, StoreError> {
        Self::by(tx, rules, ask, Few::Touched).await
    }

    async fn by(tx: &mut Tx<'_>, rules: &Rules, ask: &Ask, of: Few) -> Result<Self, StoreError> {
        let parts = parts(rules, ask);
        let Some(first) = first_day(tx, &parts).await? else {
            return Ok(Self::default());
        };
        let last = ask.zone(rules).local_date(ask.moment()).max(first);
        let all: Vec<Date> = months(first, last).collect();
        let mut unreleased = Vec::with_capacity(all.len());
        for month in &all {
            let mut n = 0;
            for part in &parts {
                let month = part.month(*month);
                n += match of {
                    Few::Received => few(tx, &month).await?,
                    Few::Touched => few_touched(tx, &month, ask.scope).await?,
                };
            }
            unreleased.push(n);
        }
        Ok(Self::of(&all, &unreleased))
    }

    /// Of months and how many unreleased reports each holds.
    fn of(all: &[Date], unreleased: &[u64]) -> Self {
        let (runs, rest) = groups(unreleased);
        let run = |run: Range<usize>| {
            let months = all.get(run)?;
            Some((*months.first()?, months.last()?.last_of_month()))
        };
        // Months without any at its end are like any others.
        let few = unreleased.iter().rposition(|n| *n > 0);
        let rest = rest.zip(few).map(|(rest, few)| rest.start..few + 1);
        Self {
            runs: runs.into_iter().filter_map(run).collect(),
            rest: rest.and_then(run),
        }
    }

    /// Whether a period takes no run apart, and holds none of the few at the end.
    pub(super) fn stand_in(&self, from: Date, to: Date) -> bool {
        let is_whole = |(first, last): &Run| from <= *first && *last <= to;
        let is_beside = |(first, last): &Run| *last < from || to < *first;
        let mut runs = self.runs.iter();
        runs.all(|run| is_whole(run) || is_beside(run)) && self.rest.iter().all(is_beside)
    }
}

async fn first_day(tx: &mut Tx<'_>, parts: &[Part]) -> Result<Option<Date>, StoreError> {
    const FIRST: &str = "SELECT min(received_day) FROM state_interval WHERE holder_id = $1";
    let mut first: Option<i64> = None;
    for part in parts {
        let of_part: Option<i64> = tx
            .row::<Option<i64>>(FIRST, params![part.holder.0])
            .await?
            .flatten();
        first = match (first, of_part) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(first.and_then(date))
}

/// To how many unreleased reports something happened in the days of a part; whether to more than five is all the same.
async fn few_touched(tx: &mut Tx<'_>, part: &Part, scope: Scope) -> Result<u64, StoreError> {
    let at_body = match scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND s.holder_id = $1",
    };
    let sql = format!(
        "SELECT count(*) FROM (SELECT DISTINCT m.report_id FROM milestone m CROSS JOIN state_interval s
        WHERE m.holder_id = $1 AND m.occurred_day BETWEEN $2 AND $3 AND m.recorded_at < $4
        AND s.report_id = m.report_id AND s.from_us < $4 AND s.to_us >= $4 AND NOT s.is_public{at_body}{}{} LIMIT 5) few",
        part.narrowed(),
        part.of_leads()
    );
    let counted = tx.rows_dyn::<u64>(&sql, &part.params_with_leads()).await?;
    Ok(counted.into_iter().sum())
}

/// How many unreleased reports a part holds; whether it is more than five is all the same.
async fn few(tx: &mut Tx<'_>, part: &Part) -> Result<u64, StoreError> {
    let sql = format!(
        "{DAYS} SELECT count(*) FROM (SELECT 1 AS one {AT_MOMENT} AND NOT s.is_public{}{} LIMIT 5) few",
        part.narrowed(),
        part.of_leads()
    );
    let counted = tx.rows_dyn::<u64>(&sql, &part.params_with_leads()).await?;
    Ok(counted.into_iter().sum())
}
