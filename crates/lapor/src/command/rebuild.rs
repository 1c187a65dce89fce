//! `lapor rebuild`: folds every stream again and compares the read models with what the events say.

use clap::Args;
use lapor_store::rebuild;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::output;
use crate::progress;

/// Differences that are shown.
const SHOWN: usize = 20;

/// Hitung ulang semua tabel baca dari catatan peristiwa
#[derive(Args, Debug)]
#[command(after_help = "\
Catatan peristiwa adalah satu-satunya kebenaran; tabel lain dihitung darinya. Aman dijalankan selagi server
melayani. Dengan --check tidak ada yang diubah; bila ada yang berbeda, kode keluarnya 1.

Contoh:
  lapor rebuild --check
  lapor rebuild")]
pub(crate) struct Rebuild {
    /// Hanya bandingkan
    #[arg(long)]
    check: bool,
}

impl Rebuild {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let compared = open::with(global, Expect::Installed, async |app| {
            let bar = progress::counting("laporan dihitung ulang");
            let mut step = |reports| bar.set_position(reports);
            let compared = if self.check {
                rebuild::check(app.store(), &app.rules(), &mut step).await
            } else {
                rebuild::run(app.store(), &app.rules(), &mut step).await
            };
            bar.finish_and_clear();
            Ok(compared?)
        });
        let compared = compared.await?;
        let looked = format!(
            "{} laporan dan {} dokumen dihitung ulang",
            compared.reports, compared.entities
        );
        if compared.timers > 0 {
            output::line(format!(
                "{} pengingat waktunya bergeser karena aturan sekarang; itu wajar.",
                compared.timers
            ))?;
        }
        if compared.agrees() {
            return output::line(format!("{looked}: semuanya cocok."));
        }
        for difference in compared.named.iter().take(SHOWN) {
            output::line(difference.to_string())?;
        }
        if self.check {
            return Err(Failure::new(format!(
                "{looked}: {} baris berbeda. Jalankan `lapor rebuild` untuk memperbaikinya, dan laporkan kepada pengembang",
                compared.differences
            )));
        }
        output::line(format!(
            "{looked}: {} baris berbeda dan sudah diperbaiki. Laporkan kepada pengembang.",
            compared.differences
        ))
    }
}
