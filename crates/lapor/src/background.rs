//! What runs beside the doors: time and jobs every second, sending, the order of events, forgetting, sweeping.

pub(crate) mod letters;
mod lines;

use std::collections::HashSet;
use std::fmt::Display;
use std::future::Future;
use std::time::Duration;

use jiff::SignedDuration;
use lapor_app::app::App;
use lapor_app::channels;
use lapor_app::cohorts;
use lapor_app::error::AppError;
use lapor_app::jobs;
use lapor_app::notify::officers;
use lapor_app::official;
use lapor_app::outside;
use lapor_app::webhooks;
use lapor_store::record::{credential, file};
use lapor_store::{Change, Query, StoreError, Tx};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use crate::stop::Stop;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// A round that takes longer is told: somebody ought to know what keeps the machine busy.
const LONG: Duration = MINUTE;
/// A file younger than this may belong to a report that is just being filed.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);

/// The tasks; they end after their present round once the program is told to stop.
pub(crate) struct Background(JoinSet<()>);

impl Background {
    /// Starts all of them.
    pub(crate) fn start(app: &App, stop: &Stop) -> Self {
        let mut tasks = JoinSet::new();
        let app = || app.clone();
        let stop = || stop.clone();
        tasks.spawn(every(
            SECOND,
            "pekerjaan berkala",
            app(),
            stop(),
            |app| async move { jobs::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            SECOND,
            "mengurutkan peristiwa",
            app(),
            stop(),
            |app| async move { app.order().await.map(drop) },
        ));
        tasks.spawn(every(
            SECOND,
            "mengirim pesan",
            app(),
            stop(),
            |app| async move { channels::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            MINUTE,
            "menyusun ringkasan petugas",
            app(),
            stop(),
            |app| async move { officers::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            SECOND,
            "mengirim webhook",
            app(),
            stop(),
            |app| async move { webhooks::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            SECOND,
            "menyerahkan ke sistem unit",
            app(),
            stop(),
            |app| async move { outside::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            HOUR,
            "melupakan webhook lama",
            app(),
            stop(),
            |app| async move { webhooks::forget(&app).await },
        ));
        tasks.spawn(every(
            5 * SECOND,
            "menghubungi SP4N-LAPOR!",
            app(),
            stop(),
            |app| async move { lapor_app::national::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            HOUR,
            "melupakan yang kedaluwarsa",
            app(),
            stop(),
            |app| async move {
                let now = app.now();
                app.store().run(ForgetExpired(now)).await?;
                lapor_app::import::sitting::forget(&app).await?;
                channels::forget(&app).await
            },
        ));
        tasks.spawn(every(
            MINUTE,
            "membuat dokumen berkala",
            app(),
            stop(),
            |app| async move { official::schedule::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            DAY,
            "menyapu edisi dokumen",
            app(),
            stop(),
            |app| async move { official::serve::sweep(&app).await.map(drop) },
        ));
        tasks.spawn(every(DAY, "menyapu berkas", app(), stop(), sweep));
        tasks.spawn(every(
            cohorts::PACE,
            "menyusun tabel angka",
            app(),
            stop(),
            |app| async move { cohorts::round(&app, cohorts::FEW).await.map(drop) },
        ));
        tasks.spawn(every(
            MINUTE,
            "melengkapi tabel angka",
            app(),
            stop(),
            |app| async move { cohorts::round(&app, 1).await.map(drop) },
        ));
        tasks.spawn(every(
            MINUTE,
            "menyusun lembar angka",
            app(),
            stop(),
            |app| async move { cohorts::sheets(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            MINUTE,
            "menjumlah angka per tahun",
            app(),
            stop(),
            |app| async move { cohorts::sums(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            MINUTE,
            "memperbarui data terbuka",
            app(),
            stop(),
            |app| async move { lapor_app::open_data::round(&app).await },
        ));
        tasks.spawn(every(
            HOUR,
            "menilai rencana aksi",
            app(),
            stop(),
            |app| async move { lapor_app::plans::round(&app).await.map(drop) },
        ));
        tasks.spawn(every(
            HOUR,
            "mencari lonjakan dan unit terlambat",
            app(),
            stop(),
            |app| async move { lapor_app::plans::propose(&app).await.map(drop) },
        ));
        letters::fetch(&mut tasks, &app(), &stop());
        lines::keep(&mut tasks, &app(), &stop());
        Self(tasks)
    }

    /// Waits until the last round ended.
    pub(crate) async fn ended(mut self) {
        while self.0.join_next().await.is_some() {}
    }
}

/// Runs a task again and again. Says once that it fails, and once that it works again: a database that is away
/// for an hour must not fill the log.
#[expect(
    clippy::disallowed_methods,
    reason = "wiring: how long a round took is told, and decides nothing"
)]
async fn every<E: Display, F: Future<Output = Result<(), E>> + Send>(
    period: Duration,
    what: &'static str,
    app: App,
    mut stop: Stop,
    run: impl Fn(App) -> F + Send,
) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        tokio::select! {
            () = stop.asked() => return,
            _ = ticks.tick() => {}
        }
        let begun = Instant::now();
        let done = run(app.clone()).await;
        let took = begun.elapsed();
        if took >= LONG {
            let seconds = took.as_secs();
            tracing::warn!(what, seconds, "pekerjaan latar berjalan lama");
        }
        match done {
            Ok(()) if failing => {
                failing = false;
                tracing::info!(what, "kembali berjalan");
            }
            Ok(()) => {}
            Err(error) if !failing => {
                failing = true;
                tracing::error!(what, %error, "gagal; dicoba lagi");
            }
            Err(_) => {}
        }
    }
}

async fn sweep(app: App) -> Result<(), AppError> {
    let older_than = app.now().checked_sub(YOUNG).unwrap_or(app.now());
    // Read after the moment was fixed: a file written since is younger than it.
    let referenced: HashSet<Uuid> = app.store().read(Referenced).await?;
    let files = app.files().clone();
    let swept = tokio::task::spawn_blocking(move || files.sweep(&referenced, older_than)).await;
    if let Ok(swept) = swept {
        let swept = swept?;
        if swept.removed > 0 {
            tracing::info!(
                removed = swept.removed,
                bytes = swept.bytes,
                "berkas tak terpakai dihapus"
            );
        }
    }
    Ok(())
}

struct ForgetExpired(jiff::Timestamp);

impl Change for ForgetExpired {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_expired";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(credential::forget_expired(tx, self.0).await?)
    }
}

struct Referenced;

impl Query for Referenced {
    type Output = HashSet<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let files = file::referenced(tx).await?;
        Ok(files.into_iter().map(|id| id.0).collect())
    }
}
