//! `lapor report list`: every report of a time as one table, of any length.

mod row;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use dokumen::DocumentError;
use dokumen::stream::{About, CsvRows, XlsxRows};
use jiff::civil::Date;
use lapor_app::app::App;
use lapor_app::report::roll::Roll;
use lapor_store::figures::AskError;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::{output, progress, values};

/// Tulis daftar semua laporan satu instansi dalam satu masa, sebagai XLSX atau CSV
#[derive(Args, Debug)]
#[command(after_help = "\
Satu baris satu laporan, seperti yang boleh dibaca pengawas: tanpa nama, kontak, dan NIK pelapor, isinya versi yang sudah
disamarkan; laporan berkadar pengawasan hanya keadaannya. Ditulis baris demi baris, jadi panjangnya tidak terbatas oleh
memori. Bentuknya menurut akhiran nama berkas.

Contoh:
  lapor report list --body palangkaraya --from 2023-01-01 --to 2023-12-31 --output laporan-2023.xlsx
  lapor report list --body palangkaraya --from 2023-07-01 --to 2023-07-31 --output juli.csv")]
pub(super) struct List {
    /// Instansi yang memegang laporannya
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Hari pertama penerimaan (tanggal setempat)
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    from: Date,
    /// Hari terakhir penerimaan
    #[arg(long, value_name = "TANGGAL", value_parser = values::date)]
    to: Date,
    /// Berkas tujuan, berakhiran .xlsx atau .csv
    #[arg(long, value_name = "BERKAS")]
    output: PathBuf,
}

/// The two forms of rows that stream.
enum Rows {
    Csv(Box<CsvRows<'static, BufWriter<File>>>),
    Xlsx(Box<XlsxRows<'static>>, BufWriter<File>),
}

impl List {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        if self.from > self.to {
            return Err(Failure::new(format!(
                "masa terbalik: {} sesudah {}; tukar --from dan --to",
                self.from, self.to
            )));
        }
        let far = |day: &Date| !(1990..2200).contains(&day.year());
        if let Some(day) = [self.from, self.to].into_iter().find(far) {
            return Err(Failure::new(AskError::OutOfRange(day).to_string()));
        }
        let rows = open::with(global, Expect::Installed, async |app| {
            output::whole(&self.output, async |beside| self.write(app, beside).await).await
        })
        .await?;
        output::line(format!(
            "{rows} laporan ditulis ke {}",
            self.output.display()
        ))
    }

    async fn write(&self, app: &App, path: &Path) -> Result<u64, Failure> {
        let rules = app.rules();
        let body = super::super::body_named(&rules, &self.body)?;
        let zone = rules.zone(body.id);
        if self.from > zone.local_date(app.now()) {
            return Err(Failure::new(format!(
                "masa itu belum tiba: {} sesudah hari ini; pilih masa yang sudah lewat atau sedang berjalan",
                self.from
            )));
        }
        let after = self.to.tomorrow().unwrap_or(self.to);
        let (from, to) = (zone.start_of_day(self.from), zone.start_of_day(after));
        let title = format!("Laporan {}", body.name);
        let mut rows = self.begin(path, &title, &body.name, to)?;
        let mut roll = Roll::new(app, body.id, from, to);
        let bar = progress::bar("laporan ditulis");
        bar.set_length(roll.count().await?);
        let mut written = 0;
        while let Some((cases, looked_at)) = roll.stretch().await? {
            for case in &cases {
                rows.row(&row::row(case))?;
                written += 1;
            }
            bar.inc(looked_at);
        }
        bar.finish_and_clear();
        rows.finish()?;
        Ok(written)
    }

    fn begin(
        &self,
        path: &Path,
        title: &str,
        author: &str,
        made_at: jiff::Timestamp,
    ) -> Result<Rows, Failure> {
        let ending = self
            .output
            .extension()
            .map(std::ffi::OsStr::to_ascii_lowercase);
        let ending = ending.as_deref().and_then(std::ffi::OsStr::to_str);
        let create = || {
            let file = File::create(path).map_err(|error| output::unwritten(path, &error))?;
            Ok::<_, Failure>(BufWriter::new(file))
        };
        let columns = row::columns();
        match ending {
            Some("csv") => {
                let rows = CsvRows::new(create()?, &columns, true, |_| {});
                Ok(Rows::Csv(Box::new(rows?)))
            }
            Some("xlsx") => {
                let about = About {
                    title,
                    author,
                    made_at,
                };
                let rows = XlsxRows::new(&about, &columns, |_| {})?;
                Ok(Rows::Xlsx(Box::new(rows), create()?))
            }
            _ => Err(Failure::new(
                "nama berkas tujuan harus berakhiran .xlsx atau .csv",
            )),
        }
    }
}

impl Rows {
    fn row(&mut self, cells: &[dokumen::Cell]) -> Result<(), DocumentError> {
        match self {
            Self::Csv(rows) => rows.row(cells),
            Self::Xlsx(rows, _) => rows.row(cells),
        }
    }

    fn finish(self) -> Result<(), DocumentError> {
        let mut out = match self {
            Self::Csv(rows) => rows.finish()?,
            Self::Xlsx(rows, mut out) => {
                rows.finish(&mut out)?;
                out
            }
        };
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(())
    }
}
