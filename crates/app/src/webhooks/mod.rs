//! Subscriptions of other programs: what happens to reports is told to their addresses, signed, in the order of each
//! report, until the receiver takes it or three days have passed. Nothing waits for it.
//!
//! Committed events become deliveries in their [order](lapor_store::sequencer); what a delivery says is composed when it is
//! sent, by what [`visibility`](lapor_domain::visibility) leaves then.

pub mod address;
mod compose;
mod expand;
mod keep;
mod log;
pub mod payload;
mod post;
mod send;
pub mod sign;

pub use keep::{
    BOTH_VALID, Given, Listed, NewWebhook, create, end, list, pause, resume, revoke_old, rotate,
};
pub use log::{Log, attempts, log, resend, resend_dead, test};

use jiff::SignedDuration;
use lapor_store::{Change, Tx, webhook};

use crate::app::App;
use crate::error::AppError;

/// How long the log is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// One round: events that happened become deliveries, and those that are due are sent. Gives how many tries there were.
///
/// # Errors
/// Where the database fails; what was sent and not written down is sent again, under the same id.
pub async fn round(app: &App) -> Result<usize, AppError> {
    expand::expand(app).await?;
    send::send(app).await
}

/// Forgets deliveries that ended long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(KEPT).unwrap_or(app.now());
    app.store().run(ForgetOld(before)).await
}

struct ForgetOld(jiff::Timestamp);

impl Change for ForgetOld {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_deliveries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(webhook::forget_old(tx, self.0).await?)
    }
}
