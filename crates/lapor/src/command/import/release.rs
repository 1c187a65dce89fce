//! `lapor import release`: makes imported reports public by a filter, as a coordinator.

use clap::Args;
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_app::error::AppError;
use lapor_app::import::{ReleaseFilter, release_by_filter};
use lapor_domain::report::permit::Actor;
use lapor_domain::words::ReportType;

use crate::command::{body_named, category_named, officer_named};
use crate::failure::Failure;
use crate::{output, values};

/// Umumkan laporan impor menurut saringan, atas nama seorang koordinator
#[derive(Args, Debug)]
#[command(after_help = "\
Hanya laporan yang sudah memiliki isi suntingan (Isi Akhir); laporan rahasia dan berkadar pengawasan tidak pernah.

Contoh:
  lapor import release --body palangkaraya --as budi@kota.example --from 2023-01-01 --to 2023-12-31 --dry-run")]
pub(super) struct Release {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Koordinator yang memutuskan (nama masuknya)
    #[arg(long = "as", value_name = "MASUK", value_parser = values::login)]
    officer: String,
    /// Hari pertama penerimaan
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    from: Date,
    /// Hari terakhir penerimaan
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    to: Date,
    /// Hanya kategori ini dan yang di bawahnya
    #[arg(long, value_name = "KATEGORI")]
    category: Option<String>,
    /// Hanya jenis ini: complaint, aspiration, information, unknown
    #[arg(long, value_name = "JENIS", value_parser = report_type)]
    r#type: Option<ReportType>,
    /// Hanya hitung
    #[arg(long)]
    dry_run: bool,
}

fn report_type(text: &str) -> Result<ReportType, String> {
    text.parse()
        .map_err(|_| "jenis: complaint, aspiration, information, unknown".to_owned())
}

impl Release {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let rules = app.rules();
        let body = body_named(&rules, &self.body)?.id;
        let officer = officer_named(&rules, &self.officer)?;
        let category = match &self.category {
            None => None,
            Some(slug) => Some(category_named(&rules, body, slug)?.id),
        };
        let filter = ReleaseFilter {
            body,
            from: self.from,
            to: self.to,
            category,
            report_type: self.r#type,
            only_imports: true,
        };
        let released = release_by_filter(app, Actor::Officer(officer.id), filter, self.dry_run)
            .await
            .map_err(|error| match error {
                AppError::NotPermitted => Failure::new(format!(
                    "{} bukan koordinator {}; hanya koordinator yang boleh mengumumkan",
                    self.officer, self.body
                )),
                other => other.into(),
            })?;
        output::line(format!(
            "{} laporan {}diumumkan, {} tertahan oleh aturan, {} memuat yang tampak seperti data pribadi dan harus dilihat satu per satu.",
            released.released,
            if self.dry_run { "akan " } else { "" },
            released.kept_back,
            released.with_findings
        ))
    }
}
