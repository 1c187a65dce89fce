//! `lapor import sp4n`: an export of the national system.

use std::path::PathBuf;

use clap::Args;
use lapor_app::app::App;
use lapor_app::error::AppError;
use lapor_app::import::{self, ImportError, ImportOptions};
use lapor_app::sp4n::{ReadError, SourceZone};

use crate::failure::{self, Failure};
use crate::{output, progress};

/// Ekspor SP4N-LAPOR! (XLSX atau CSV)
#[derive(Args, Debug)]
#[command(after_help = "\
Kolom dicari menurut namanya; yang tidak dibawa berkas tetap tidak diketahui. Semua baris masuk, kecuali yang
tanpa Tracking ID atau tanggal. Unit, kategori dan instansi yang belum ada dibuat dan ditandai \"dari impor, belum
dipetakan\". Mengulang impor aman: tidak ada laporan ganda, dan yang sudah ditangani di sini tidak ditimpa.
Laporan impor belum tampak bagi umum sampai diumumkan (lapor import release, atau dari halaman petugas).

Contoh:
  lapor import sp4n ekspor-2024.xlsx
  lapor import sp4n ekspor.csv --source-zone WIB --body palangkaraya --problems perbaiki.csv")]
pub(super) struct Sp4n {
    /// Berkas ekspor
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
    /// Zona waktu jam dalam berkas: UTC, WIB, WITA, WIT, atau selisih seperti +07:00
    #[arg(long, value_name = "ZONA", default_value = "UTC")]
    source_zone: SourceZone,
    /// Instansi pemilik laporan, bila berkas tidak menyebutnya
    #[arg(long, value_name = "INSTANSI")]
    body: Option<String>,
    /// Tempat daftar yang perlu diperbaiki; bawaannya di samping berkas: BERKAS.masalah.csv
    #[arg(long, visible_alias = "problem-file", value_name = "BERKAS")]
    problems: Option<PathBuf>,
}

impl Sp4n {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let options = ImportOptions {
            source_zone: self.source_zone,
            body: self.body,
            problem_file: self.problems,
        };
        let bar = progress::bar("baris");
        let step = |done: usize, of: usize| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        };
        let done = import::sp4n(app, &self.file, options, step).await;
        bar.finish_and_clear();
        let report = done.map_err(|error| match error {
            AppError::Import(ImportError::Read(ReadError::Io(error))) => Failure::new(format!(
                "berkas ekspor {} tidak dapat dibuka: {}. Periksa nama dan hak bacanya",
                self.file.display(),
                failure::system(&error)
            )),
            other => other.into(),
        })?;
        output::print(&format!("{}\n", report.to_string().trim_end()))
    }
}
