//! How far the record has come: another standing means that something was recorded since.

use crate::{FromRow, Query, Row, StoreError, Tx, params};

/// How far the record has come. It only ever grows: events that wait for their place are counted beside the last place
/// given, so that what was recorded a moment ago is another standing already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The last place given; 0 where there is none.
    pub position: i64,
    /// Events that wait for theirs.
    pub waiting: i64,
}

/// Reads the standing: two looks at ends of indexes.
#[derive(Clone, Copy, Debug)]
pub struct ReadStanding;

impl Query for ReadStanding {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
        // One statement: what gets its place between two looks would be seen in neither.
        const SQL: &str = "SELECT COALESCE((SELECT position FROM sequencer WHERE id = 1), 0),
            (SELECT count(*) FROM event WHERE position IS NULL)";
        let found = tx.row(SQL, params![]).await?;
        Ok(found.unwrap_or(Standing {
            position: 0,
            waiting: 0,
        }))
    }
}

impl FromRow for Standing {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            position: row.get(0)?,
            waiting: row.get(1)?,
        })
    }
}
