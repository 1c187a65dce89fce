//! Being told to stop: by SIGTERM (the service manager) or SIGINT (Ctrl-C). A second one ends at once.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Whether the program was told to stop. Clones learn of it together.
#[derive(Clone, Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Begins to listen.
    ///
    /// # Errors
    /// Where the system lets nobody listen.
    pub(crate) fn on_signals() -> io::Result<Self> {
        let (tell, told) = watch::channel(false);
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("diminta berhenti; menyelesaikan yang sedang berjalan");
            let _nobody = tell.send(true);
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            // What was acknowledged is on the disk already; whoever asks twice is in a hurry.
            std::process::exit(1);
        });
        Ok(Self(told))
    }

    /// Waits until told.
    pub(crate) async fn asked(&mut self) {
        // Nobody left who could tell: then it is time as well.
        let _gone = self.0.wait_for(|told| *told).await;
    }
}
