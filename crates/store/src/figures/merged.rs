//! Merged reports: each takes what its root is at the moment.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::answer::Adding;
use super::key::Key;
use super::shape::Shape;
use super::sql::{Part, dimension};
use super::tally::Tally;
use super::{Ask, Scope, Sight};
use crate::record::micros;
use crate::record::project::OPEN_END;
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// Whether a root is supervisory now.
const SUPERVISORY: &str =
    "EXISTS (SELECT 1 FROM report q WHERE q.id = r.report_id AND q.supervisory)";

/// What is known of roots.
pub(crate) struct Roots {
    /// Those that were looked up by themselves, by moment: those that are merged for a while, until their followers
    /// move.
    found: HashMap<(Uuid, i64), Option<Root>>,
    sight: Sight,
    /// Those of which the asker may not know.
    excluded: HashSet<Uuid>,
    /// Merged reports of which the asker may know, and who leads their roots: not only those that are asked for, as what was given
    /// to a unit is told there.
    pub(crate) followers: HashMap<Uuid, Option<Uuid>>,
}

impl Roots {
    /// Of these the asker may know.
    pub(crate) async fn seen_by(tx: &mut Tx<'_>, sight: Sight) -> Result<Self, StoreError> {
        const EXCLUDED: &str = "SELECT report_id FROM report_excluded WHERE officer_id = $1";
        let excluded: Vec<Uuid> = match sight.officer {
            Some(officer) => tx.rows(EXCLUDED, params![officer.0]).await?,
            None => Vec::new(),
        };
        Ok(Self {
            found: HashMap::new(),
            sight,
            excluded: excluded.into_iter().collect(),
            followers: HashMap::new(),
        })
    }

    /// Whether a follower must be left out because of its root.
    fn hides(&self, id: Uuid, root: Option<&Root>) -> bool {
        let supervisory = root.is_some_and(|root| root.supervisory);
        self.excluded.contains(&id) || (supervisory && !self.sight.supervisory)
    }
}

/// A root at the moment, in the body that has it.
#[derive(Clone)]
struct Root {
    tally: Tally,
    lead: Option<Uuid>,
    merged_into: Option<Uuid>,
    holder: Uuid,
    day: i64,
    key: Key,
    supervisory: bool,
    /// It is what the filter asks for, but for its lead.
    passes: bool,
}

/// Adds the merged reports of a body and period; there are few, so each comes by itself, with its root.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    ask: &Ask,
    shape: &Shape,
    part: &Part,
    roots: &mut Roots,
    adding: &mut Adding,
) -> Result<(), StoreError> {
    let first = part.first_of_filter();
    // A body keeps sight of a root that left it: then the root is in its population by its `left` row.
    let in_sight = if part.with_left {
        format!(
            "EXISTS (SELECT 1 FROM state_interval l WHERE l.report_id = s.merge_root AND l.holder_id = $1
            AND l.received_day BETWEEN $2 AND $3 AND l.from_us < $4 AND l.to_us >= $4 AND {})",
            part.passes("l", first)
        )
    } else {
        "(0 = 1)".to_owned()
    };
    // By day of receipt: of all those that are merged most are of other days, and each had to be looked up to know that.
    let indexed = tx.engine().indexed_by("state_interval_merged_day");
    let sql = format!(
        "SELECT (s.recorded_at >= $4), s.tally, {}, s.merge_root, r.tally, r.lead_id, r.merge_root, r.holder_id,
        r.received_day, {}, {SUPERVISORY}, COALESCE({}, (0 = 1)), {in_sight}, s.report_id
        FROM state_interval s{indexed} LEFT JOIN state_interval r ON r.report_id = s.merge_root AND NOT r.has_left
            AND r.from_us < $4 AND r.to_us >= $4
        WHERE s.merge_root IS NOT NULL AND s.holder_id = $1 AND s.received_day BETWEEN $2 AND $3 AND s.to_us >= $4
            AND (s.from_us < $4 OR (s.recorded_at >= $4 AND s.to_us = 9223372036854775807)){}",
        dimension(ask.by, "s"),
        dimension(ask.by, "r"),
        part.passes("r", first),
        part.narrowed()
    );
    for follower in tx.rows_dyn::<Follower>(&sql, &part.params()).await? {
        let moment = if follower.later {
            OPEN_END
        } else {
            micros(ask.moment())
        };
        let root = match follower.root {
            Some(root) if root.merged_into.is_none() && !follower.later => {
                Some((follower.merge_root, root))
            }
            _ => last(tx, ask, part, follower.merge_root, moment, roots).await?,
        };
        let found = root.as_ref().map(|(_, root)| root);
        let lead = found.and_then(|root| root.lead);
        let id = root.as_ref().map_or(follower.merge_root, |(id, _)| *id);
        if roots.hides(id, found) {
            continue;
        }
        if !follower.later {
            roots.followers.insert(follower.report, lead);
        }
        if !part.has_lead(lead) {
            continue;
        }
        if follower.later {
            adding.add_later_follower();
            continue;
        }
        let key = shape.unit(lead);
        let key = key.unwrap_or_else(|| shape.gather(follower.key));
        let in_scope =
            follower.root_here || found.is_some_and(|root| in_population(ask, part, root));
        let in_row = in_scope
            && (ask.by.is_none()
                || found.is_some_and(|root| shape.gather(root.key.clone()) == key));
        let facts = follower.tally.facts(found.map(|root| &root.tally));
        adding.add_merged(&key, &facts, id, in_scope, in_row);
    }
    Ok(())
}

/// Learns which merged reports the parts hold, and who leads their roots.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    ask: &Ask,
    shape: &Shape,
    parts: &[Part],
    roots: &mut Roots,
) -> Result<(), StoreError> {
    let mut adding = Adding::default();
    for part in parts {
        add(tx, ask, shape, part, roots, &mut adding).await?;
    }
    Ok(())
}

/// Whether the root is counted itself. In the whole installation that is so wherever it is.
fn in_population(ask: &Ask, part: &Part, root: &Root) -> bool {
    let holder = match ask.scope {
        Scope::Installation => part.holder.0,
        _ => root.holder,
    };
    root.passes && part.holds(holder, root.day, root.lead)
}

/// Follows roots to the last one, which is merged no further.
async fn last(
    tx: &mut Tx<'_>,
    ask: &Ask,
    part: &Part,
    id: Uuid,
    moment: i64,
    roots: &mut Roots,
) -> Result<Option<(Uuid, Root)>, StoreError> {
    let sql = format!(
        "SELECT r.tally, r.lead_id, r.merge_root, r.holder_id, r.received_day, {}, {SUPERVISORY},
        COALESCE({}, (0 = 1)) FROM state_interval r
        WHERE r.report_id = $1 AND NOT r.has_left AND r.from_us < $2 AND r.to_us >= $2",
        dimension(ask.by, "r"),
        part.passes("r", 3)
    );
    let mut at = id;
    // Bounded: a ring in a damaged record must not hang a page.
    for _ in 0..16 {
        let known = roots.found.get(&(at, moment)).cloned();
        let root = if let Some(root) = known {
            root
        } else {
            let mut params = vec![Value::from(at), Value::from(moment)];
            params.extend(part.filter_params());
            let found = tx.rows_dyn::<Root>(&sql, &params).await?;
            let root = found.into_iter().next();
            roots.found.insert((at, moment), root.clone());
            root
        };
        match root {
            Some(Root {
                merged_into: Some(next),
                ..
            }) => at = next,
            root => return Ok(root.map(|root| (at, root))),
        }
    }
    Ok(None)
}

struct Follower {
    later: bool,
    tally: Tally,
    key: Key,
    merge_root: Uuid,
    root: Option<Root>,
    root_here: bool,
    report: Uuid,
}

impl Root {
    fn at(row: Row<'_>, first: usize) -> Result<Self, StoreError> {
        Ok(Self {
            tally: Tally::unpack(row.get(first)?),
            lead: row.get(first + 1)?,
            merged_into: row.get(first + 2)?,
            holder: row.get(first + 3)?,
            day: row.get(first + 4)?,
            key: row.get(first + 5)?,
            supervisory: row.get(first + 6)?,
            passes: row.get(first + 7)?,
        })
    }
}

impl FromRow for Root {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Self::at(row, 0)
    }
}

impl FromRow for Follower {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let has_root = row.get::<Option<i64>>(4)?.is_some();
        Ok(Self {
            later: row.get(0)?,
            tally: Tally::unpack(row.get(1)?),
            key: row.get(2)?,
            merge_root: row.get(3)?,
            root: has_root.then(|| Root::at(row, 4)).transpose()?,
            root_here: row.get(12)?,
            report: row.get(13)?,
        })
    }
}
