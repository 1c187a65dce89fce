//! The roll: every report that a body holds and that arrived in a time, as an overseer may see it, read stretch by stretch
//! so that a list of any length fits in memory.

use jiff::Timestamp;
use lapor_domain::agency::Grant;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::words::Role;
use lapor_store::list::{self, Cursor, Held};
use lapor_store::{Query, StoreError, Tx};

use super::case::{self, CaseView};
use crate::app::App;
use crate::error::AppError;

/// Reports that are in memory at one time.
const STRETCH: u32 = 250;

/// A roll being read.
pub struct Roll {
    app: App,
    which: Held,
    seat: Grant,
    after: Option<Cursor>,
    ended: bool,
}

impl Roll {
    /// The reports of a body that arrived from a moment up to, without, another.
    pub fn new(app: &App, holder: BodyId, from: Timestamp, to: Timestamp) -> Self {
        Self {
            app: app.clone(),
            which: Held { holder, from, to },
            seat: Grant {
                role: Role::Overseer,
                body: holder,
                node: None,
            },
            after: None,
            ended: false,
        }
    }

    /// How many reports there are, also those that are not shown: for a progress bar.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn count(&self) -> Result<u64, AppError> {
        Ok(self.app.store().read(Count(self.which)).await?)
    }

    /// The next reports, and how many were looked at for them; `None` at the end.
    ///
    /// # Errors
    /// Where the database fails, or words do not open.
    pub async fn stretch(&mut self) -> Result<Option<(Vec<CaseView>, u64)>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let ask = Stretch {
            which: self.which,
            after: self.after,
        };
        let (ids, next) = self.app.store().read(ask).await?;
        let looked_at = ids.len() as u64;
        self.after = next;
        self.ended = next.is_none();
        let cases = case::read_from_many(&self.app, ids, self.seat).await?;
        Ok(Some((cases, looked_at)))
    }
}

struct Count(Held);

impl Query for Count {
    type Output = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        list::held_count(tx, self.0).await
    }
}

struct Stretch {
    which: Held,
    after: Option<Cursor>,
}

impl Query for Stretch {
    type Output = (Vec<ReportId>, Option<Cursor>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        list::held(tx, self.which, self.after, STRETCH).await
    }
}
