//! `lapor report`: papers that an office owes.

mod case;
mod list;

use clap::{Args, Subcommand};

use crate::cli::Global;
use crate::failure::Failure;

/// Buat dokumen: berkas perkara satu laporan, daftar laporan satu masa
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor report case 280104719364 --output berkas.pdf --reason 'permintaan Ombudsman nomor 12'
  lapor report list --body palangkaraya --from 2023-01-01 --to 2023-12-31 --output laporan-2023.xlsx"
)]
pub(crate) struct Report {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Case(case::Case),
    List(list::List),
}

impl Report {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        match self.what {
            What::Case(case) => case.run(global).await,
            What::List(list) => list.run(global).await,
        }
    }
}
