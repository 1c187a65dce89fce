//! Rows of reports and entities that no event knows.

use uuid::Uuid;

use super::batch::Done;
use super::{Difference, Wrong};
use crate::{Change, Query, StoreError, Tx, params};

/// What each table is asked; at most a thousand at a time.
const ASKED: &[(&str, &str, &str)] = &[
    (
        "report",
        "SELECT t.id FROM report t WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.body_id = t.body_id
            AND e.stream_kind = 'report' AND e.stream_id = t.id AND e.seq = 1) LIMIT 1000",
        "DELETE FROM report WHERE id = $1",
    ),
    (
        "report_excluded",
        "SELECT DISTINCT t.report_id FROM report_excluded t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM report_excluded WHERE report_id = $1",
    ),
    (
        "report_barred",
        "SELECT DISTINCT t.report_id FROM report_barred t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM report_barred WHERE report_id = $1",
    ),
    (
        "report_support",
        "SELECT DISTINCT t.report_id FROM report_support t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM report_support WHERE report_id = $1",
    ),
    (
        "state_interval",
        "SELECT DISTINCT t.report_id FROM state_interval t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM state_interval WHERE report_id = $1",
    ),
    (
        "clock_interval",
        "SELECT DISTINCT t.report_id FROM clock_interval t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM clock_interval WHERE report_id = $1",
    ),
    (
        "milestone",
        "SELECT DISTINCT t.report_id FROM milestone t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM milestone WHERE report_id = $1",
    ),
    (
        "routing_outcome",
        "SELECT DISTINCT t.report_id FROM routing_outcome t
            WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000",
        "DELETE FROM routing_outcome WHERE report_id = $1",
    ),
    (
        "entity",
        // An officer's stream belongs to no body.
        "SELECT t.stream_id FROM entity t WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = 1
            AND e.body_id = CASE WHEN t.stream_kind = 'officer' THEN $1 ELSE t.body_id END
            AND e.stream_kind = t.stream_kind AND e.stream_id = t.stream_id) LIMIT 1000",
        "DELETE FROM entity WHERE stream_id = $1",
    ),
];

/// Finds them.
pub(super) struct Find;

impl Query for Find {
    type Output = Done;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Done, StoreError> {
        let mut done = Done::default();
        for (table, find, _) in ASKED {
            let found = found(tx, table, find).await?;
            done.differences
                .extend(found.into_iter().map(|id| Difference {
                    table,
                    id,
                    wrong: Wrong::Stray,
                }));
        }
        Ok(done)
    }
}

async fn found(tx: &mut Tx<'_>, table: &str, find: &'static str) -> Result<Vec<Uuid>, StoreError> {
    if table == "entity" {
        return tx.rows(find, params![Uuid::nil()]).await;
    }
    tx.rows(find, params![]).await
}

/// Removes a thousand of each.
pub(super) struct Sweep;

impl Change for Sweep {
    type Output = Done;
    type Error = StoreError;
    const NAME: &'static str = "rebuild_sweep";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Done, StoreError> {
        let mut done = Done::default();
        for (table, find, forget) in ASKED {
            for id in found(tx, table, find).await? {
                tx.exec(forget, params![id]).await?;
                done.differences.push(Difference {
                    table,
                    id,
                    wrong: Wrong::Stray,
                });
            }
        }
        Ok(done)
    }
}
