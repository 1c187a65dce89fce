//! `lapor data`: the released reports of a year as open data, as everybody may download them, and the snapshots without
//! personal data ([`open`](self::open)).

mod open;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lapor_app::app::App;
use lapor_app::open_data::Edition;
use lapor_app::snapshot::{self, Snapshot};

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self as opening, Expect};
use crate::output;

/// Data terbuka: rekaman laporan publik satu tahun, dan cuplikan tanpa data pribadi
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
Dengan tahun: isinya sama dengan rekaman di halaman /data, hanya yang dibuka untuk umum, dengan kolom GeoReport Bulk.
Berkas ditulis sampai selesai dahulu baru diberi namanya, jadi tidak pernah ada berkas setengah jadi. Cuplikan yang
dikasarkan dan diperiksa sebelum terbit dibuat dengan `lapor data publish`.

Contoh:
  lapor data 2024 --body palangkaraya --output laporan-2024.csv
  lapor data 2024 --body palangkaraya --bom --output laporan-2024.csv    untuk Excel
  lapor data 2024 --body palangkaraya --format json | jq length")]
pub(crate) struct Data {
    /// Tahun penerimaan
    #[arg(value_name = "TAHUN", required = true, value_parser = clap::value_parser!(i16).range(1990..2200))]
    year: Option<i16>,
    /// Instansi yang memegang laporannya
    #[arg(long, value_name = "INSTANSI", required = true)]
    body: Option<String>,
    /// Bentuk: csv, json
    #[arg(long, value_name = "BENTUK", default_value = "csv")]
    format: Format,
    /// Awali CSV dengan tanda BOM, supaya Excel mengenali UTF-8
    #[arg(long)]
    bom: bool,
    /// Berkas tujuan; tanpa ini ke keluaran baku
    #[arg(long, value_name = "BERKAS")]
    output: Option<PathBuf>,
    #[command(subcommand)]
    what: Option<open::What>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Json,
}

impl Data {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        if let Some(what) = self.what {
            let work = async |app: &App| what.run(app).await;
            return opening::with(global, Expect::Installed, work).await;
        }
        let work = async |app: &App| self.write(app).await;
        let rows = opening::with(global, Expect::Installed, work).await?;
        if let Some(path) = &self.output {
            output::line(format!("{rows} laporan ditulis ke {}", path.display()))?;
        }
        Ok(())
    }

    async fn write(&self, app: &App) -> Result<u64, Failure> {
        let (Some(year), Some(body)) = (self.year, &self.body) else {
            return Err(Failure::usage("tahun dan --body harus disebut"));
        };
        let rules = app.rules();
        let body = super::body_named(&rules, body)?.id;
        let today = rules.zone(body).local_date(app.now());
        Edition::Year(year).begun(today)?;
        let format = match self.format {
            Format::Csv => snapshot::Format::Csv { marked: self.bom },
            Format::Json => snapshot::Format::Json,
        };
        let mut snapshot = Snapshot::new(app, body, year, format);
        let Some(path) = &self.output else {
            while let Some(piece) = snapshot.piece().await? {
                output::print(&piece)?;
            }
            return Ok(snapshot.rows());
        };
        let write = async |beside: &Path| to_file(&mut snapshot, beside).await;
        output::whole(path, write).await?;
        Ok(snapshot.rows())
    }
}

async fn to_file(snapshot: &mut Snapshot, path: &Path) -> Result<(), Failure> {
    let file = File::create(path).map_err(|error| output::unwritten(path, &error))?;
    let mut out = BufWriter::new(file);
    while let Some(piece) = snapshot.piece().await? {
        out.write_all(piece.as_bytes())
            .map_err(|error| output::unwritten(path, &error))?;
    }
    let file = out
        .into_inner()
        .map_err(|error| output::unwritten(path, error.error()))?;
    file.sync_all()
        .map_err(|error| output::unwritten(path, &error))
}
