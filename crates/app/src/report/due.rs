//! Which clocks run on the reports of a list.

use lapor_domain::tracking::TrackingNo;
use lapor_store::list::{self, Running};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// The clocks that run on these reports. Whoever may see a report in a list with its due date may know
/// what the date is for.
///
/// # Errors
/// Where the database fails.
pub async fn running(app: &App, reports: Vec<TrackingNo>) -> Result<Vec<Running>, AppError> {
    Ok(app.store().read(Ask(reports)).await?)
}

struct Ask(Vec<TrackingNo>);

impl Query for Ask {
    type Output = Vec<Running>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        list::running(tx, &self.0).await
    }
}
