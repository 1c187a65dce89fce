//! `lapor evidence`: what an assessor of SPBE and of public services asks for, in one go.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use lapor_app::app::App;
use lapor_app::evidence::{self, Pack, Wish};
use lapor_store::figures::Sight;

use crate::cli::Global;
use crate::earlier;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::places::folder_of;
use crate::{output, values};

/// Kumpulkan bukti dukung setahun untuk SPBE dan evaluasi pelayanan publik
#[derive(Args, Debug)]
#[command(after_help = "\
Perencanaan (rencana aksi, standar waktu), pelaksanaan (angka per bulan, unit, saluran, ketepatan waktu, rekap,
siaran pers), pengawasan (eskalasi, sanggahan, pembukaan data pribadi), evaluasi (laporan tahunan, hasil rencana,
penilaian pelapor, tahun ke tahun). Laporan tahunan, rekap, dan siaran pers adalah edisi yang disetujui; kalau belum
ada, rancangannya. index.html dan index.pdf menyebut pertanyaan penilai yang dijawab setiap berkas, SHA256SUMS sidiknya.
Perintah yang sama atas catatan yang sama memberi berkas yang sama.

Contoh:
  lapor evidence 2023 --body palangkaraya --output bukti-2023
  lapor evidence 2023 --body palangkaraya --as-of 2024-01-01T00:00:00+07:00 --output bukti-2023.zip
  lapor evidence 2023 --body palangkaraya --exact --output dalam-2023.zip    untuk yang berhak atas angka apa adanya")]
pub(crate) struct Evidence {
    /// Tahun penerimaan laporan
    #[arg(value_name = "TAHUN", value_parser = clap::value_parser!(i16).range(1991..2199))]
    year: i16,
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Saat acuan; hanya yang tercatat sebelumnya yang dihitung. Tanpa ini: sesudah semua yang sudah tercatat
    #[arg(long, value_name = "WAKTU", value_parser = values::moment)]
    as_of: Option<Timestamp>,
    /// Angka apa adanya, tanpa hitungan per lima; rencana yang tidak ditampilkan kepada umum ikut
    #[arg(long)]
    exact: bool,
    /// Folder baru atau kosong, atau berkas .zip
    #[arg(long, value_name = "FOLDER|BERKAS.zip")]
    output: PathBuf,
}

impl Evidence {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let work = async |app: &App| self.gather(app).await;
        let pack = open::with(global, Expect::Installed, work).await?;
        let is_archive = self
            .output
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_archive {
            archive(&pack, &self.output)?;
        } else {
            folder(&pack, &self.output).await?;
        }
        output::line(format!(
            "{} berkas ditulis ke {}. {}",
            pack.count(),
            self.output.display(),
            pack.standing()
        ))
    }

    async fn gather(&self, app: &App) -> Result<Pack, Failure> {
        let body = super::body_named(&app.rules(), &self.body)?.id;
        let wish = Wish {
            body,
            year: self.year,
            as_of: self.as_of,
            sight: self.exact.then_some(Sight::WHOLE),
        };
        let pack = evidence::gather(app, wish).await?;
        if let (false, Some(asked)) = (self.exact, self.as_of) {
            earlier::tell(asked, pack.made_at, pack.zone);
        }
        Ok(pack)
    }
}

fn archive(pack: &Pack, path: &Path) -> Result<(), Failure> {
    let bytes = pack
        .zip()
        .map_err(|error| Failure::new(error.to_string()))?;
    output::file(path, &bytes)
}

async fn folder(pack: &Pack, path: &Path) -> Result<(), Failure> {
    let files = pack
        .files()
        .map_err(|error| Failure::new(error.to_string()))?;
    let write = async |inside: &Path| {
        for file in files {
            let place = inside.join(&file.path);
            fs::create_dir_all(folder_of(&place))
                .and_then(|()| fs::write(&place, &file.bytes))
                .map_err(|error| output::unwritten(&path.join(&file.path), &error))?;
        }
        Ok(())
    };
    output::folder(path, write).await
}
