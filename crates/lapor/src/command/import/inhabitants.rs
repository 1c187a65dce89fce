//! `lapor import inhabitants`: how many live in each region, for figures per 1,000 inhabitants.

use std::path::PathBuf;

use clap::Args;
use lapor_app::app::App;
use lapor_app::import::{InhabitantsError, inhabitants};

use crate::failure::Failure;
use crate::output;

/// Jumlah penduduk tiap wilayah (CSV), untuk angka per 1.000 penduduk
#[derive(Args, Debug)]
#[command(after_help = "\
Tiap baris: kode wilayah Kemendagri dan jumlah penduduk. Jumlah yang lama tetap tersimpan, sehingga angka menurut saat
acuan yang lalu tidak berubah.

Contoh:
  lapor import inhabitants penduduk-2023.csv --year 2023 --source \"BPS, Proyeksi Penduduk 2023\"")]
pub(super) struct Inhabitants {
    /// Berkas CSV: kode,jumlah
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
    /// Tahun penghitungan
    #[arg(long, value_name = "TAHUN")]
    year: i16,
    /// Sumbernya, seperti akan dikutip
    #[arg(long, value_name = "SUMBER")]
    source: String,
}

impl Inhabitants {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let written = inhabitants(app, &self.file, self.year, &self.source).await;
        let n = written.map_err(|error| match error {
            InhabitantsError::App(error) => error.into(),
            other => Failure::usage(other.to_string()),
        })?;
        output::line(format!("Jumlah penduduk {n} wilayah disimpan."))
    }
}
