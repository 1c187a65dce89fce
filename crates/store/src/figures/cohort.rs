//! Received in a period, state at a moment.

use std::collections::HashMap;
use std::sync::Arc;

use lapor_domain::rules::Rules;

use super::answer::Adding;
use super::gather::Cut;
use super::key::{Key, Labels};
use super::merged::{self, Roots};
use super::shape::Shape;
use super::sql::{COUNTED, DAYS, Part, dimension, parts};
use super::tables::{self, Behind, lives};
use super::tally::Tally;
use super::{Answer, Ask, AskError, Dimension, Filter};
use crate::sequencer::last_before;
use crate::{FromRow, Query, Row, StoreError, Tx};

/// Asks for a cohort with [`Store::read`](crate::Store::read).
pub struct CohortQuery {
    rules: Arc<Rules>,
    ask: Ask,
}

impl CohortQuery {
    /// A question that can be answered.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(rules: Arc<Rules>, ask: Ask) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self { rules, ask })
    }
}

impl Query for CohortQuery {
    type Output = Answer;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Answer, StoreError> {
        read(tx, &self.rules, &self.ask).await
    }
}

pub(crate) async fn read(tx: &mut Tx<'_>, rules: &Rules, ask: &Ask) -> Result<Answer, StoreError> {
    let adding = match from_tables(tx, rules, ask).await? {
        Some(adding) => adding,
        None => from_intervals(tx, rules, ask).await?,
    };
    finish(tx, rules, ask, adding).await
}

/// Counts from cells, or else from whole lives; none where neither can tell.
pub(crate) async fn from_tables(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Option<Adding>, StoreError> {
    let mark = tables::mark(tx).await?;
    let Some(behind) = Behind::read(tx, ask, &mark).await? else {
        return Ok(None);
    };
    let filter = Filter::default();
    let cut = Cut::of(rules, ask, &filter);
    let counted = tables::read(tx, &cut, (&mark, &behind)).await?;
    if counted.is_some() {
        return Ok(counted);
    }
    lives::cohort(tx, &cut, &behind).await
}

/// Counts without the cohort tables.
pub(crate) async fn from_intervals(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Adding, StoreError> {
    let shape = Shape::of(rules, ask);
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    count(tx, ask, &shape, &parts(rules, ask), &mut roots).await
}

/// Names the rows of what was counted.
pub(crate) async fn finish(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    adding: Adding,
) -> Result<Answer, StoreError> {
    let labels = match ask.by {
        Some(by) => Some(Labels::load(tx, rules, by).await?),
        None => None,
    };
    let position = last_before(tx, ask.moment()).await?;
    Ok(adding.finish(ask, ask.zone(rules), position, labels.as_ref()))
}

/// Counts the reports of the parts by what they are.
pub(crate) async fn count(
    tx: &mut Tx<'_>,
    ask: &Ask,
    shape: &Shape,
    parts: &[Part],
    roots: &mut Roots,
) -> Result<Adding, StoreError> {
    let mut adding = Adding::default();
    add(tx, ask, shape, parts, roots, &mut adding).await?;
    Ok(adding)
}

/// Adds the reports of the parts to what was counted before.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    ask: &Ask,
    shape: &Shape,
    parts: &[Part],
    roots: &mut Roots,
    adding: &mut Adding,
) -> Result<(), StoreError> {
    for part in parts {
        for ((later, tally, key), n) in alone(tx, part, ask.by).await? {
            if later {
                adding.later += n;
            } else {
                let key = shape.gather(key);
                adding.add(&key, &Tally::unpack(tally).facts(None), n);
            }
        }
        merged::add(tx, ask, shape, part, roots, adding).await?;
    }
    Ok(())
}

/// How many reports of a part stand for themselves (all but the merged ones), by whether they were recorded only
/// later, by what they count as, and by the finest value of a dimension.
async fn alone(
    tx: &mut Tx<'_>,
    part: &Part,
    by: Option<Dimension>,
) -> Result<HashMap<(bool, i64, Key), u64>, StoreError> {
    let (n, grouped) = tx.engine().counting(3);
    let sql = format!(
        "{DAYS} SELECT (s.recorded_at >= $4), s.tally, {}, {n} {COUNTED} AND s.merge_root IS NULL{}{}{grouped}",
        dimension(by, "s"),
        part.narrowed(),
        part.of_leads()
    );
    let mut groups: HashMap<(bool, i64, Key), u64> = HashMap::new();
    let count = |group: Group| {
        *groups
            .entry((group.later, group.tally, group.key))
            .or_default() += group.n;
    };
    tx.each_dyn(&sql, &part.params_with_leads(), count).await?;
    Ok(groups)
}

struct Group {
    later: bool,
    tally: i64,
    key: Key,
    n: u64,
}

impl FromRow for Group {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            later: row.get(0)?,
            tally: row.get(1)?,
            key: row.get(2)?,
            n: row.get(3)?,
        })
    }
}
