//! Doors that are not pages: messages come in through gateways and leave through them.
//!
//! Each door is a small adapter: what arrives becomes the one [`receive`](crate::report::receive) or
//! [`act`](crate::report::act), what leaves was composed by [`notify`](crate::notify) and waits in the outbox.

mod address;
pub mod chat;
mod cidr;
pub mod config;
pub(crate) mod delivery;
pub mod egress;
pub mod letter;
pub mod mail;
pub mod outbox;
mod own;
pub mod retry;
mod secret;
mod settle;
pub mod silence;
pub mod sms;
pub mod tongue;
pub mod web;

pub use config::Channels;

use jiff::SignedDuration;
use lapor_store::{Change, Tx};

use crate::app::App;
use crate::error::AppError;

/// How long words and addresses of messages are kept after they were sent.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// One round of the doors: parts that waited long enough, then everything that is to be sent. It runs beside the jobs,
/// so that a slow gateway delays nothing else.
///
/// # Errors
/// Where the database fails; what was done stays done.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let joined = sms::parts::sweep(app).await?;
    let reminded = chat::round(app).await?;
    Ok(joined + reminded + outbox::round(app).await?)
}

/// Forgets what messages said once nobody needs it any more.
///
/// # Errors
/// Where the database fails.
pub async fn forget(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(KEPT).unwrap_or(app.now());
    app.store().run(ForgetOld(before)).await?;
    chat::forget(app).await?;
    crate::follow::forget(app).await
}

struct ForgetOld(jiff::Timestamp);

impl Change for ForgetOld {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_messages";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(lapor_store::outbox::forget_old(tx, self.0).await?)
    }
}
