//! `lapor import`: what other systems know.

mod inhabitants;
mod regions;
mod register;
mod release;
mod sp4n;

use std::sync::Arc;

use clap::{Args, Subcommand};
use lapor_app::clock::SystemClock;
use lapor_store::seal::OsEntropy;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::Places;

/// Masukkan data dari berkas: laporan sistem nasional, register lama, batas wilayah
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor import sp4n ekspor-2024.xlsx
  lapor import register buku-2019.xlsx --body palangkaraya --propose > buku-2019.toml
  lapor import regions batas-kelurahan.geojson
  lapor import inhabitants penduduk-2023.csv --year 2023 --source \"BPS, Proyeksi Penduduk 2023\""
)]
pub(crate) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Sp4n(sp4n::Sp4n),
    Register(register::Register),
    Regions(regions::Regions),
    Inhabitants(inhabitants::Inhabitants),
    Release(release::Release),
}

impl Import {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let places = Places::of(global)?;
        let expect = match self.what {
            What::Release(_) | What::Register(_) => Expect::Installed,
            What::Sp4n(_) | What::Regions(_) | What::Inhabitants(_) => Expect::MayBeNew,
        };
        let app = open::app(&places, expect, Arc::new(SystemClock), Box::new(OsEntropy)).await?;
        let done = match self.what {
            What::Sp4n(sp4n) => sp4n.run(&app).await,
            What::Register(register) => register.run(&app).await,
            What::Regions(regions) => regions.run(&app).await,
            What::Inhabitants(inhabitants) => inhabitants.run(&app).await,
            What::Release(release) => release.run(&app).await,
        };
        app.store().clone().close().await;
        done
    }
}
