//! Which years there are, and how many reports each has.

use lapor_domain::ids::BodyId;
use lapor_store::{Query, StoreError, Tx, list};

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

impl Query for Count {
    type Output = Vec<YearCount>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<YearCount>, StoreError> {
        let counted = list::years(tx, self.0).await?;
        let year = |(year, reports): (i64, i64)| YearCount {
            year: i16::try_from(year).unwrap_or_default(),
            reports: u64::try_from(reports).unwrap_or_default(),
        };
        Ok(counted.into_iter().map(year).collect())
    }
}
