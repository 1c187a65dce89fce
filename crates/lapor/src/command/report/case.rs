//! `lapor report case`: the whole course of a report as one PDF.

use std::path::PathBuf;

use clap::Args;
use lapor_app::app::App;
use lapor_app::error::AppError;
use lapor_app::report::case::Shown;
use lapor_app::report::case_file::{self, Maker};
use lapor_domain::ids::ReportId;
use lapor_domain::tracking::TrackingNo;
use lapor_store::record;
use lapor_store::{Query, StoreError, Tx};

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::output;

/// Tulis berkas perkara satu laporan untuk Ombudsman atau pengadilan, sebagai PDF
#[derive(Args, Debug)]
#[command(after_help = "\
Isinya seluruh perjalanan laporan seperti yang boleh dibaca pengawas: setiap kejadian dengan kedua waktunya, jangka
waktu dan pemenuhannya, foto dengan SHA-256, dan bukti pencatatan; tanpa nama, kontak, dan NIK pelapor. Pembuatannya
tercatat dalam catatan akses laporan bersama alasannya.

Contoh:
  lapor report case 280104719364 --output berkas.pdf --reason 'permintaan Ombudsman nomor 12'")]
pub(super) struct Case {
    /// Nomor laporan
    #[arg(value_name = "NOMOR")]
    number: String,
    /// Berkas tujuan
    #[arg(long, value_name = "BERKAS")]
    output: PathBuf,
    /// Untuk apa; terbaca dalam catatan akses dan dalam berkasnya
    #[arg(
        long,
        value_name = "ALASAN",
        default_value = "berkas perkara, dibuat dari baris perintah"
    )]
    reason: String,
}

impl Case {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        let work = async |app: &App| self.write(app).await;
        output::line(open::with(global, Expect::Installed, work).await?)
    }

    async fn write(&self, app: &App) -> Result<String, Failure> {
        let number = TrackingNo::parse(&self.number).map_err(|_| {
            Failure::new(format!(
                "{} bukan nomor laporan; nomor berisi 12 angka",
                self.number
            ))
        })?;
        let id = app.store().read(Number(number)).await?;
        let id = id.ok_or_else(|| Failure::new(format!("laporan {number} tidak ada")))?;
        let file = case_file::make(app, id, Maker::Operator, &self.reason)
            .await
            .map_err(told)?;
        let document = lapor_web::workspace::case_file::document(&file);
        let bytes = dokumen::pdf(&document)?;
        crate::output::file(&self.output, &bytes)?;
        let said = format!(
            "Berkas perkara laporan {} ditulis ke {} ({} kejadian)",
            number.grouped(),
            self.output.display(),
            file.view.history.len()
        );
        Ok(if file.view.text_public == Shown::No {
            format!(
                "{said}; isi laporan tidak dimuat karena tidak ada versi tersamar yang boleh dibaca pengawas"
            )
        } else {
            said
        })
    }
}

fn told(error: AppError) -> Failure {
    match error {
        AppError::Invalid(_) => {
            Failure::new("alasan terlalu pendek; tulis dengan --reason untuk apa berkas ini dibuat")
        }
        other => other.into(),
    }
}

struct Number(TrackingNo);

impl Query for Number {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<ReportId>, StoreError> {
        record::by_tracking(tx, self.0).await
    }
}
