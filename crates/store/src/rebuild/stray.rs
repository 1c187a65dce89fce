//! Rows of reports and entities that no event knows.

use uuid::Uuid;

use super::batch::Done;
use super::{Difference, Wrong};
use crate::{Change, Query, StoreError, Tx, params};

/// Rows that hang on a report.
macro_rules! of_report {
    ($table:literal) => {
        (
            $table,
            concat!(
                "SELECT DISTINCT t.report_id FROM ",
                $table,
                " t WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id) LIMIT 1000"
            ),
            concat!("DELETE FROM ", $table, " WHERE report_id = $1"),
        )
    };
}

/// What each table is asked; at most a thousand at a time.
const ASKED: &[(&str, &str, &str)] = &[
    (
        "report",
        "SELECT t.id FROM report t WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.body_id = t.body_id
            AND e.stream_kind = 'report' AND e.stream_id = t.id AND e.seq = 1) LIMIT 1000",
        "DELETE FROM report WHERE id = $1",
    ),
    of_report!("report_excluded"),
    of_report!("report_barred"),
    of_report!("report_support"),
    of_report!("state_interval"),
    of_report!("clock_interval"),
    of_report!("milestone"),
    of_report!("routing_outcome"),
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
