//! `lapor import register`: any city's old register, by a mapping.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use lapor_app::app::App;
use lapor_app::import::{self, ImportError, RegisterReport};
use lapor_app::register::{
    Grid, GridOptions, LIMITS, Names, RegisterMapping, propose, read_grid, with_words,
    write_rows_to_mend,
};

use crate::failure::{self, Failure};
use crate::{output, progress};

/// Register lama kota mana pun (XLSX atau CSV), dengan pemetaan kolom dan kata
#[derive(Args, Debug)]
#[command(after_help = "\
Tiga langkah: usulkan pemetaan, periksa dan ubah, lalu impor. Tanpa --map usulannya langsung dipakai.
Baris yang tidak terbaca masuk berkas masalah, utuh dengan alasannya; betulkan di sana, lalu impor berkas itu dengan
pemetaan yang sama. Mengulang impor aman: baris yang sama tidak menjadi laporan ganda, dan yang sudah ditangani di
sini tidak ditimpa. Laporan impor belum tampak bagi umum sampai diumumkan (lapor import release).
Berkas masalah memuat data pribadi seperti berkas asalnya.

Contoh:
  lapor import register buku-2019.xlsx --body palangkaraya --propose > buku-2019.toml
  lapor import register buku-2019.xlsx --body palangkaraya --map buku-2019.toml --dry-run
  lapor import register buku-2019.xlsx --body palangkaraya --map buku-2019.toml
  lapor import register buku-2019.xlsx.masalah.csv --map buku-2019.toml --body palangkaraya")]
pub(super) struct Register {
    /// Berkas register
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
    /// Instansi pemilik laporan; boleh juga ditulis dalam pemetaan
    #[arg(long, value_name = "INSTANSI")]
    body: Option<String>,
    /// Pemetaan kolom dan kata
    #[arg(long, value_name = "BERKAS")]
    map: Option<PathBuf>,
    /// Tulis usulan pemetaan ke keluaran, tanpa mengimpor; bersama --map: pemetaan itu ditambah kata yang belum ada
    #[arg(long)]
    propose: bool,
    /// Hitung saja, tanpa menulis laporan
    #[arg(long)]
    dry_run: bool,
    /// Tempat baris yang perlu dibetulkan; bawaannya di samping berkas: BERKAS.masalah.csv
    #[arg(long, visible_alias = "problem-file", value_name = "BERKAS")]
    problems: Option<PathBuf>,
    /// Nama lembar, bila berkasnya punya beberapa
    #[arg(long, value_name = "LEMBAR")]
    sheet: Option<String>,
    /// Pemisah kolom CSV, bila tebakannya keliru
    #[arg(long, value_name = "TANDA")]
    separator: Option<char>,
}

impl Register {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        app.reload_rules(false).await?;
        let mapping = self.mapping()?;
        let slug = self.body.clone().or_else(|| {
            let named = mapping.as_ref().map(|mapping| mapping.body.clone());
            named.filter(|slug| !slug.is_empty())
        });
        let Some(slug) = slug else {
            return Err(Failure::usage(
                "sebutkan instansi pemilik laporan dengan --body SLUG, atau tulis body = \"…\" dalam pemetaan",
            ));
        };
        let body = import::known_body(app, &slug)?;
        let grid = self.grid(mapping.as_ref())?;
        let names = Names::of(&app.rules().directory, body.id);
        if self.propose || mapping.is_none() {
            let proposed = match &mapping {
                Some(mapping) => with_words(&grid, mapping, &names),
                None => propose(&grid, &names),
            };
            let proposed = proposed.map_err(ImportError::Register).map_err(refused)?;
            if self.propose {
                return output::print(&proposed.to_toml());
            }
            return self.import(app, &grid, &proposed, &body).await;
        }
        let mapping = mapping.unwrap_or_default();
        self.import(app, &grid, &mapping, &body).await
    }

    async fn import(
        &self,
        app: &App,
        grid: &Grid,
        mapping: &RegisterMapping,
        body: &lapor_domain::agency::Body,
    ) -> Result<(), Failure> {
        let report = if self.dry_run {
            import::look_at_register(app, grid, mapping, body).await?
        } else {
            let bar = progress::bar("baris");
            let done = import::register(app, grid, mapping, body, |done, of| {
                bar.set_length(of as u64);
                bar.set_position(done as u64);
            })
            .await;
            bar.finish_and_clear();
            done?
        };
        let listed = self.write_problems(grid, &report)?;
        let mut told = report.to_string();
        if let Some(path) = listed {
            let _infallible = write!(told, " Daftarnya: {}", path.display());
        }
        output::print(&format!("{}\n", told.trim_end()))
    }

    /// An old list is never left standing beside a file that has nothing to mend any more.
    fn write_problems(
        &self,
        grid: &Grid,
        report: &RegisterReport,
    ) -> Result<Option<PathBuf>, Failure> {
        let path = self.problems.clone().unwrap_or_else(|| {
            let mut name = self.file.as_os_str().to_owned();
            name.push(".masalah.csv");
            PathBuf::from(name)
        });
        let any = report.rows_to_mend() > 0;
        if !any && !path.exists() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        write_rows_to_mend(&mut rows, grid, &report.names, &report.problems)
            .map_err(|error| output::unwritten(&path, &error))?;
        output::file(&path, &rows)?;
        Ok(any.then_some(path))
    }

    fn mapping(&self) -> Result<Option<RegisterMapping>, Failure> {
        let Some(path) = &self.map else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::file("berkas pemetaan", path, &error))?;
        let mapping = RegisterMapping::from_toml(&text)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        Ok(Some(mapping))
    }

    fn grid(&self, mapping: Option<&RegisterMapping>) -> Result<Grid, Failure> {
        let bytes = read_bytes(&self.file).map_err(|error| {
            Failure::new(format!(
                "berkas register {} tidak dapat dibuka: {}. Periksa nama dan hak bacanya",
                self.file.display(),
                failure::system(&error)
            ))
        })?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let of_mapping = mapping.map(|mapping| mapping.sheet.clone());
        let options = GridOptions {
            sheet: self
                .sheet
                .clone()
                .or(of_mapping)
                .filter(|sheet| !sheet.is_empty()),
            separator: self
                .separator
                .or_else(|| mapping.and_then(RegisterMapping::separator)),
            limits: LIMITS,
        };
        read_grid(&bytes, &name, &options)
            .map_err(ImportError::Register)
            .map_err(refused)
    }
}

fn refused(error: ImportError) -> Failure {
    lapor_app::error::AppError::from(error).into()
}

/// A pipe has no size to ask for, so the reading itself is bounded.
fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LIMITS.file_bytes + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
