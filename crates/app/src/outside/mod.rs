//! Units whose own system speaks Open311: what they are given is handed over to it, and what it says of it is read back.
//!
//! Nothing that comes back changes a report by itself: it is shown to the officers, and where the configuration names an
//! account it becomes a note in that account's name. The rule book knows no command by which another program closes.

mod ask;
mod compose;
mod hand_over;
mod look;
mod target;
mod view;
pub mod wire;

pub use target::lacking;
pub use view::{OutsideView, Stuck, again, of_report, standing};

use crate::app::App;
use crate::error::AppError;

/// One round: what was disposed is handed over, and states that are due are asked for. Gives how much was done.
///
/// # Errors
/// Where the database fails; what was done stays done.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let mut done = 0;
    for target in target::all(app) {
        ask::catch_up(app, &target).await?;
        done += hand_over::hand_over(app, &target).await?;
        done += look::look(app, &target).await?;
    }
    Ok(done)
}
