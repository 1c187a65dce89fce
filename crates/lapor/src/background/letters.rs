//! Letters: mailboxes that are asked, and the door for the mail server beside us.

use std::sync::Arc;
use std::time::Duration;

use lapor_app::app::App;
use lapor_app::channels::config::Lmtp;
use lapor_app::channels::mail::imap::Mailbox;
use lapor_app::channels::mail::lmtp::Door;
use tokio::task::JoinSet;

use super::every;
use crate::failure::{Failure, system};
use crate::stop::Stop;

/// Asks every mailbox that is described.
pub(super) fn fetch(tasks: &mut JoinSet<()>, app: &App, stop: &Stop) {
    for settings in &app.channels().mail_in {
        let mailbox = Arc::new(Mailbox::new(settings.clone()));
        let period = Duration::from_secs(mailbox.poll_seconds());
        let run = move |app: App| {
            let mailbox = Arc::clone(&mailbox);
            async move { mailbox.round(&app).await.map(drop) }
        };
        tasks.spawn(every(
            period,
            "mengambil surat",
            app.clone(),
            stop.clone(),
            run,
        ));
    }
}

/// Opens the door by LMTP where one is described.
///
/// # Errors
/// Where its address is taken.
pub(crate) async fn door(app: &App) -> Result<Option<Door>, Failure> {
    let Some(settings) = app.channels().lmtp.clone() else {
        return Ok(None);
    };
    let Lmtp { listen, .. } = &settings;
    let listen = listen.clone();
    let door = Door::open(settings).await.map_err(|error| {
        Failure::new(format!(
            "LMTP tidak dapat mendengarkan di {listen}: {}. Pilih alamat atau jalur lain di berkas saluran",
            system(&error)
        ))
    })?;
    Ok(Some(door))
}
