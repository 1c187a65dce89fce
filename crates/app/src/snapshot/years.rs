//! Which years there are, and how many reports each has.

use lapor_domain::ids::BodyId;
use lapor_store::{FromRow, Query, Row, StoreError, Tx, params};

use crate::app::App;
use crate::error::AppError;

/// The released reports of one year of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearCount {
    /// Year.
    pub year: i16,
    /// Reports.
    pub reports: u64,
}

/// The years of which a body has released reports, the latest first. It counts, so callers keep the answer while
/// [`news::last`](crate::report::news::last) says the same.
///
/// # Errors
/// Where the database fails.
pub async fn years(app: &App, holder: BodyId) -> Result<Vec<YearCount>, AppError> {
    Ok(app.store().read(Count(holder)).await?)
}

struct Count(BodyId);

impl FromRow for YearCount {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let (year, reports): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(Self {
            year: i16::try_from(year).unwrap_or_default(),
            reports: u64::try_from(reports).unwrap_or_default(),
        })
    }
}

impl Query for Count {
    type Output = Vec<YearCount>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<YearCount>, StoreError> {
        const SQL: &str = "SELECT received_day / 10000 AS year, count(*) FROM report
            WHERE is_public AND holder_id = $1 GROUP BY received_day / 10000 ORDER BY year DESC";
        tx.rows(SQL, params![self.0.0]).await
    }
}
