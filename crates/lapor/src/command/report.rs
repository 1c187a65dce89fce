//! `lapor report`: papers that an office owes.

mod case;
mod list;
mod making;

use clap::{Args, Subcommand};

use crate::cli::Global;
use crate::failure::Failure;

/// Buat dokumen: laporan kegiatan, rekap, siaran pers; berkas perkara; daftar laporan
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    after_help = "\
Jenis:
  daily, weekly, monthly, quarterly, yearly   Laporan Pelaksanaan Kegiatan
  units      tabel per perangkat daerah
  recap      satu tabel tiap bulan
  press      satu paragraf siap baca
  province   rekap kabupaten/kota

Periode ditulis 2023-07-15, 2023-W28, 2023-07, 2023-Q3, atau 2023; beberapa berturut-turut: 2023-05..2023-07.
Tanpa --as-of angkanya menurut semua yang sudah tercatat. Perintah yang sama atas catatan yang sama memberi berkas yang
sama. Edisi dalam (untuk pimpinan) memuat angka apa adanya; edisi umum untuk bulan penuh:
jumlahnya mencakup semua laporan bila itu tidak menyingkap satu laporan; selain itu, dan dalam
rincian, laporan yang belum dibuka dihitung per lima, dan sisanya ada di baris lainnya.
Berkasnya bertanda DRAF. Bila pimpinan sudah menyetujui edisi dengan periode dan saat acuan
yang sama, edisi itulah yang ditulis, tanpa tanda.

Contoh:
  lapor report monthly 2023-07 --format docx --output laporan-juli.docx
  lapor report yearly 2023 --as-of 2024-01-01T00:00:00+07:00 --output laporan-2023.pdf
  lapor report recap 2023 --body palangkaraya --output rekap-2023.xlsx
  lapor report press 2023-07 --format txt
  lapor report monthly 2023-07 --edition public --output laporan-umum.html
  lapor report case 280104719364 --output berkas.pdf --reason 'permintaan Ombudsman nomor 12'
  lapor report list --body palangkaraya --from 2023-01-01 --to 2023-12-31 --output laporan-2023.xlsx"
)]
pub(crate) struct Report {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    making: Option<making::Making>,
}

#[derive(Debug, Subcommand)]
enum What {
    Case(case::Case),
    List(list::List),
}

impl Report {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        match (self.what, self.making) {
            (Some(What::Case(case)), _) => case.run(global).await,
            (Some(What::List(list)), _) => list.run(global).await,
            (None, Some(making)) => making.run(global).await,
            (None, None) => Err(Failure::usage(
                "sebutkan jenis dokumen dan periodenya, misalnya `lapor report monthly 2023-07`"
                    .to_owned(),
            )),
        }
    }
}
