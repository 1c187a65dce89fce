//! `lapor import regions`: names and boundaries of regions, from the operator's own GeoJSON file.

use std::path::PathBuf;

use clap::Args;
use lapor_app::app::App;
use lapor_app::import;

use crate::failure::Failure;
use crate::output;

/// Batas wilayah (GeoJSON), agar titik di peta menemukan kelurahannya
#[derive(Args, Debug)]
#[command(after_help = "\
Berkas berisi Feature atau FeatureCollection dengan Polygon atau MultiPolygon, koordinat bujur-lintang (WGS 84),
dan kode wilayah Kemendagri beserta namanya. Mengulang impor memperbarui wilayah yang sama.

Contoh:
  lapor import regions batas-kelurahan.geojson")]
pub(super) struct Regions {
    /// Berkas GeoJSON
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
}

impl Regions {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let report = import::regions(app, &self.file).await?;
        let levels: Vec<String> = report
            .by_level
            .iter()
            .map(|(level, number)| format!("{number} {level}"))
            .collect();
        output::line(format!(
            "{} wilayah beserta batasnya disimpan ({}), {} di antaranya baru.",
            report.read,
            levels.join(", "),
            report.added
        ))?;
        if report.unnamed_parents.is_empty() {
            return Ok(());
        }
        output::line(format!(
            "Wilayah di atasnya yang belum bernama: {}. Impor juga batasnya bila ada.",
            report.unnamed_parents.join(", ")
        ))
    }
}
