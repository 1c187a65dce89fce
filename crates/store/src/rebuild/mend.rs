//! Writing what the events say where a row says something else.

use std::sync::Arc;

use lapor_domain::rules::Rules;

use super::batch::{Broken, Done, look};
use super::fold::Expected;
use crate::record::RecordError;
use crate::record::events::StreamKey;
use crate::record::project::model::{ALL, ENTITY};
use crate::{Change, Tx, params};

/// A batch after a stream, mended.
pub(super) struct Mend {
    rules: Arc<Rules>,
    after: StreamKey,
    limit: u32,
}

impl Mend {
    pub(super) fn new(rules: &Arc<Rules>, after: StreamKey, limit: u32) -> Self {
        Self {
            rules: Arc::clone(rules),
            after,
            limit,
        }
    }
}

impl Change for Mend {
    type Output = Done;
    type Error = RecordError;
    const NAME: &'static str = "rebuild";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Done, RecordError> {
        const TIMER: &str = "UPDATE report SET next_timer = $2 WHERE id = $1";
        const FORGET: &str = "DELETE FROM entity WHERE stream_kind = $1 AND stream_id = $2";
        let (done, broken) = look(tx, &self.rules, &self.after, self.limit).await?;
        for one in broken {
            match one {
                Broken::Timer(id, timer) => drop(tx.exec(TIMER, params![id.0, timer]).await?),
                Broken::Entity(row) => {
                    tx.exec(FORGET, row.get(..2).unwrap_or_default()).await?;
                    ENTITY.insert(tx, &row).await?;
                }
                Broken::Report(expected, models) => {
                    replace(tx, &expected, &models).await?;
                    let (id, timer) = (expected.id.0, expected.next_timer);
                    tx.exec(TIMER, params![id, timer]).await?;
                }
            }
        }
        Ok(done)
    }
}

async fn replace(
    tx: &mut Tx<'_>,
    expected: &Expected,
    models: &[usize],
) -> Result<(), RecordError> {
    for (n, (model, rows)) in ALL.iter().zip(&expected.rows).enumerate() {
        if !models.contains(&n) {
            continue;
        }
        let forget = format!("DELETE FROM {} WHERE {} = $1", model.name, model.report);
        tx.exec_dyn(&forget, params![expected.id.0]).await?;
        for row in rows {
            model.insert(tx, row).await?;
        }
    }
    Ok(())
}
