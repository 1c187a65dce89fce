//! `lapor demo`: a city with a year behind it, to be looked at and tried.

mod sheet;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use lapor_app::app::App;
use lapor_app::clock::{Clock as _, OffsetClock, SetClock, SystemClock};
use lapor_app::demo::accounts::{self, Account};
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::Installed;
use lapor_app::demo::play::{self, SeedError};
use lapor_domain::ids::OfficerId;
use lapor_store::maintenance::MeasureLag;
use lapor_store::seal::OsEntropy;

use super::serve::{self, Door};
use crate::background;
use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::Places;
use crate::{progress, values};
use sheet::Sheet;

/// Coba dengan kota contoh: setahun laporan rekaan, lengkap dengan akun setiap peran
#[derive(Args, Debug)]
#[command(after_help = "\
Tanpa --database-url dipakai tempat sementara yang dihapus saat berhenti. Basis data yang sudah berisi pemasangan
sungguhan ditolak. Jam demonstrasi berjalan terus dari akhir ceritanya, Januari 2024.

Contoh:
  lapor demo
  lapor demo --listen 127.0.0.1:9000
  lapor demo --seed-only --database-url sqlite:demo.db")]
pub(crate) struct Demo {
    /// Alamat dan porta tempat mendengarkan
    #[arg(long, value_name = "ALAMAT:PORTA", default_value = "127.0.0.1:8080", value_parser = values::address)]
    listen: SocketAddr,
    /// Isi basis data, lalu selesai
    #[arg(long)]
    seed_only: bool,
    #[command(flatten)]
    door: Door,
}

impl Demo {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
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
        let sheet = if play::is_empty(&app).await? {
            seed(&app, &clock).await?
        } else {
            again(&app, &clock, &places).await?
        };
        background::order(app.clone(), app.fresh_id()).await?;
        let Some(listener) = listener else {
            app.store().clone().close().await;
            return sheet.print(&places, None);
        };
        let app = app.with_clock(Arc::new(OffsetClock::starting(clock.now())));
        sheet.print(&places, listener.local_addr().ok())?;
        serve::announce(&listener)?;
        serve::run(app, listener, self.door.settings(true)).await
    }
}

/// The place asked for, or one that is removed afterwards.
fn place(global: &Global) -> Result<(Places, Option<tempfile::TempDir>), Failure> {
    if global
        .database_url
        .as_deref()
        .is_some_and(|url| !url.is_empty())
    {
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

async fn seed(app: &App, clock: &SetClock) -> Result<Sheet, Failure> {
    let bar = progress::bar("hari; satu tahun laporan sedang dimainkan");
    let seeded = play::seed(app, clock, |step| {
        bar.set_length(step.of as u64);
        bar.set_position(step.done as u64);
    })
    .await;
    bar.finish_and_clear();
    let seeded = seeded.map_err(|error| match error {
        SeedError::App(error) => error.into(),
        other => Failure::new(other.to_string()),
    })?;
    clock.set(seeded.ends);
    Ok(Sheet {
        reports: seeded.reports,
        officers: seeded.officers,
        reporters: seeded.reporters,
    })
}

/// A demonstration that was filled before goes on where it was left; passwords are not kept, so they are new.
async fn again(app: &App, clock: &SetClock, places: &Places) -> Result<Sheet, Failure> {
    let officers = demonstration_officers(app).ok_or_else(|| {
        Failure::new(format!(
            "{} berisi pemasangan lain, bukan demonstrasi; tidak ada yang diubah. Pilih basis data lain dengan --database-url",
            places.shown()
        ))
    })?;
    let newest = app.store().read(MeasureLag).await?.newest_event;
    clock.set(newest.unwrap_or_else(play::ends).max(play::ends()));
    let installed = Installed {
        officers,
        ..Installed::default()
    };
    let officers: Vec<Account> = accounts::set_passwords(app, &CITY, &installed).await?;
    Ok(Sheet {
        reports: 0,
        officers,
        reporters: Vec::new(),
    })
}

/// The demonstration's officers, by slug; none where one is lacking.
fn demonstration_officers(app: &App) -> Option<HashMap<String, OfficerId>> {
    let rules = app.rules();
    CITY.officers
        .iter()
        .map(|seed| {
            let officer = rules
                .directory
                .officers
                .values()
                .find(|officer| officer.login == seed.email)?;
            Some((seed.slug.clone(), officer.id))
        })
        .collect()
}
