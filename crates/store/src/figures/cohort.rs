//! Received in a period, state at a moment.

use std::collections::HashMap;
use std::sync::Arc;

use lapor_domain::rules::Rules;

use super::answer::Adding;
use super::key::{Key, Labels};
use super::merged::{self, Roots};
use super::shape::Shape;
use super::sql::{COUNTED, DAYS, Part, dimension, parts};
use super::tally::Tally;
use super::{Answer, Ask, AskError, Dimension};
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
    let shape = Shape::of(rules, ask);
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    let adding = count(tx, ask, &shape, &parts(rules, ask), &mut roots).await?;
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
    for part in parts {
        for ((later, tally, key), n) in alone(tx, part, ask.by).await? {
            if later {
                adding.later += n;
            } else {
                let key = shape.gather(key);
                adding.add(&key, &Tally::unpack(tally).facts(None), n);
            }
        }
        merged::add(tx, ask, shape, part, roots, &mut adding).await?;
    }
    Ok(adding)
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
