//! Lines by SMPP: opened, and opened again when they break, sooner at first and later when it goes on.

use std::time::Duration;

use lapor_app::app::App;
use lapor_app::channels::sms::smpp;
use tokio::task::JoinSet;

use crate::stop::Stop;

/// The first wait, and the longest.
const WAITS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(1));

/// Keeps the line of every gateway that has one.
pub(super) fn keep(tasks: &mut JoinSet<()>, app: &App, stop: &Stop) {
    for gateway in &app.channels().sms {
        let Some(settings) = gateway.smpp.clone() else {
            continue;
        };
        let (app, mut stop, gateway) = (app.clone(), stop.clone(), gateway.clone());
        tasks.spawn(async move {
            let mut wait = WAITS.0;
            let mut failing = false;
            loop {
                let ended = tokio::select! {
                    () = stop.asked() => return,
                    ended = smpp::keep(&app, &gateway, &settings) => ended,
                };
                // A line that stood is opened again at once; one that never did, later and later.
                if ended.was_open {
                    (wait, failing) = (WAITS.0, false);
                }
                if !failing {
                    failing = true;
                    tracing::error!(gateway = gateway.name, error = %ended.error, "sambungan SMPP terputus; dibuka lagi");
                }
                tokio::select! {
                    () = stop.asked() => return,
                    () = tokio::time::sleep(wait) => {}
                }
                wait = wait.saturating_mul(2).min(WAITS.1);
            }
        });
    }
}
