//! `lapor demo`: a city with a year behind it, to be looked at and tried.

mod sheet;

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use lapor_app::app::App;
use lapor_app::clock::{Clock as _, OffsetClock, SetClock, SystemClock};
use lapor_app::demo::play::{self, Found, SeedError, Seeded};
use lapor_domain::zone::Zone;
use lapor_store::seal::OsEntropy;

use super::serve::{self, Door};
use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::Places;
use crate::{progress, values};

/// Coba dengan kota contoh: setahun laporan rekaan, lengkap dengan akun setiap peran
#[derive(Args, Debug)]
#[command(after_help = "\
Tanpa --database-url dipakai tempat sementara yang dihapus saat berhenti. Basis data yang disebut diisi sekali, lalu
dilanjutkan; yang berisi pemasangan sungguhan ditolak. Jam demonstrasi berjalan terus dari akhir ceritanya, Januari 2024.

Contoh:
  lapor demo
  lapor demo --listen 127.0.0.1:9000
  lapor demo --database-url sqlite:demo.db                     tetap ada sesudah berhenti
  lapor demo --seed-only --database-url postgres:///demo       isi saja, lalu selesai")]
pub(crate) struct Demo {
    /// Alamat dan porta tempat mendengarkan
    #[arg(long, value_name = "ALAMAT:PORTA", default_value = "127.0.0.1:8080", value_parser = values::address)]
    listen: SocketAddr,
    /// Isi basis data, lalu selesai
    #[arg(long)]
    seed_only: bool,
    /// Kirim dan terima pesan sungguhan lewat berkas saluran (--channels)
    #[arg(long, conflicts_with = "seed_only")]
    messages: bool,
    #[command(flatten)]
    door: Door,
}

impl Demo {
    /// Whether it runs until stopped.
    pub(crate) const fn serves(&self) -> bool {
        !self.seed_only
    }

    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        if self.seed_only && unnamed(global) {
            return Err(Failure::usage(
                "--seed-only mengisi basis data yang disebut, tetapi belum ada yang disebut. Beri --database-url sqlite:demo.db (atau postgres://…)",
            ));
        }
        let (places, _temporary) = place(global)?;
        let listener = if self.seed_only {
            None
        } else {
            Some(serve::bind(self.listen).await?)
        };
        let clock = Arc::new(SetClock::at(SystemClock.now()));
        let app = open::app(
            &places,
            Expect::MayBeNew,
            Arc::clone(&clock) as _,
            Box::new(OsEntropy),
        )
        .await?;
        // Stopped here, the temporary place is removed all the same.
        let seeded = tokio::select! {
            seeded = filled(&app, &clock, &places) => seeded?,
            _ = tokio::signal::ctrl_c() => return Err(Failure::new("dihentikan sebelum ceritanya selesai")),
        };
        clock.set(seeded.ends);
        app.order().await?;
        let Some(listener) = listener else {
            app.store().clone().close().await;
            return sheet::print(&seeded, &places, None);
        };
        play::renew_sign_ins(&app).await?;
        let app = app.with_clock(Arc::new(OffsetClock::starting(seeded.ends)));
        if self.messages {
            open::channels(&app, global)?;
        }
        sheet::print(&seeded, &places, listener.local_addr().ok())?;
        serve::announce(&listener)?;
        serve::run(app, listener, self.door.settings(true)).await
    }
}

fn unnamed(global: &Global) -> bool {
    global.database_url.as_deref().is_none_or(str::is_empty)
}

/// The place asked for, or one that is removed afterwards.
fn place(global: &Global) -> Result<(Places, Option<tempfile::TempDir>), Failure> {
    if !unnamed(global) {
        return Ok((Places::of(global)?, None));
    }
    let folder = tempfile::Builder::new()
        .prefix("lapor-demo-")
        .tempdir()
        .map_err(|error| Failure::file("tempat sementara di", &std::env::temp_dir(), &error))?;
    let url = format!("sqlite:{}", folder.path().join("demo.db").display());
    // Key and files of another installation must not be taken for this one's.
    Ok((Places::at(&url, &Global::default())?, Some(folder)))
}

/// The demonstration that is there, or a fresh one.
async fn filled(app: &App, clock: &SetClock, places: &Places) -> Result<Seeded, Failure> {
    match play::find(app).await? {
        Found::Nothing => seed(app, clock).await,
        Found::Demonstration(seeded) => Ok(seeded),
        Found::Interrupted(at) => Err(Failure::new(format!(
            "demonstrasi di {} berhenti terisi pada {}; ceritanya tidak dapat disambung. Hapus atau kosongkan basis data itu, lalu ulangi",
            places.shown(),
            Zone::Wib.local_date(at)
        ))),
        Found::Other => Err(Failure::new(format!(
            "{} berisi pemasangan lain, bukan demonstrasi; tidak ada yang diubah. Pilih basis data lain dengan --database-url",
            places.shown()
        ))),
    }
}

async fn seed(app: &App, clock: &SetClock) -> Result<Seeded, Failure> {
    let bar = progress::bar("hari; setahun laporan sedang dimainkan");
    let seeded = play::seed(app, clock, |step| {
        bar.set_length(step.of as u64);
        bar.set_position(step.done as u64);
    })
    .await;
    bar.finish_and_clear();
    seeded.map_err(|error| match error {
        SeedError::App(error) => error.into(),
        other => Failure::new(other.to_string()),
    })
}
