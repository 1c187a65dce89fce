//! `lapor route train`.

use clap::Args;
use lapor_app::routing;

use crate::cli::Global;
use crate::command::body_named;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::{output, progress};

/// Belajar dari semua laporan yang sudah diputuskan, termasuk impor
#[derive(Args, Debug)]
#[command(after_help = "\
Sesudah itu program terus belajar sendiri dari setiap verifikasi. Server yang sedang berjalan
memakai hasilnya dalam beberapa detik, tanpa dijalankan ulang.

Contoh:
  lapor route train --body palangkaraya")]
pub(super) struct Train {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
}

impl Train {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        let trained = open::with(global, Expect::Installed, async |app| {
            let body = body_named(&app.rules(), &self.body)?.id;
            let bar = progress::counting("laporan dibaca");
            let trained = routing::train(app, body, |read| bar.set_position(read as u64)).await;
            bar.finish_and_clear();
            Ok(trained?)
        });
        let trained = trained.await?;
        output::line(format!(
            "Dipelajari: {} laporan dengan unit, {} dengan kategori, {} dengan jenis; {} kB tersimpan.",
            trained.units,
            trained.categories,
            trained.types,
            trained.bytes / 1024
        ))
    }
}
