//! `lapor import regions`: boundaries from the operator's own GeoJSON file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use lapor_store::record::setting;
use lapor_store::{Change, Tx, params};
use wilayah::{Boundaries, Level, RegionCode};

use super::error::ImportError;
use crate::app::App;
use crate::error::AppError;

/// Largest file, bytes: the villages of a large province in fine lines.
const LIMIT: u64 = 512 << 20;
/// Regions in one change.
const BATCH: usize = 200;

/// What an import of regions did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionsReport {
    /// Regions in the file, each code once.
    pub read: usize,
    /// Of these, codes that were not known before.
    pub added: usize,
    /// Of these, by level: province, regency or city, district, village.
    pub by_level: BTreeMap<&'static str, usize>,
    /// Codes of the regions above that the installation does not know by name.
    pub unnamed_parents: Vec<String>,
}

/// Reads boundaries and keeps them: a code that is known gets the file's name and boundary.
///
/// # Errors
/// A file that cannot be read, naming the feature at fault; the record. Nothing was kept where the file is at fault.
pub async fn regions(app: &App, file: &Path) -> Result<RegionsReport, AppError> {
    let path = file.to_owned();
    let task = tokio::task::spawn_blocking(move || read(&path));
    let boundaries = task.await.map_err(|_| ImportError::Stopped)??;
    app.reload_places().await?;
    let before = app.places();
    let known = |code: RegionCode| before.regions.get(code).is_some();
    let mut report = RegionsReport {
        read: boundaries.len(),
        added: 0,
        by_level: BTreeMap::new(),
        unnamed_parents: Vec::new(),
    };
    let mut rows = Vec::with_capacity(boundaries.len());
    for boundary in boundaries.iter() {
        let region = boundary.region();
        report.added += usize::from(!known(region.code));
        *report.by_level.entry(level(region.code)).or_default() += 1;
        rows.push((
            region.code.to_string(),
            region.name.clone(),
            boundary.geometry(),
        ));
    }
    for rows in rows.chunks(BATCH) {
        let version = format!("{}-{}", app.now(), app.fresh_id());
        let rows = rows.to_vec();
        app.store().run(PutBoundaries { rows, version }).await?;
    }
    app.reload_places().await?;
    let after = app.places();
    let mut parents: Vec<_> = boundaries
        .iter()
        .filter_map(|boundary| boundary.region().code.parent())
        .filter(|code| after.regions.get(*code).is_none())
        .collect();
    parents.sort_unstable();
    parents.dedup();
    report.unnamed_parents = parents.iter().map(ToString::to_string).collect();
    Ok(report)
}

fn read(path: &Path) -> Result<Boundaries, ImportError> {
    let open = |error| ImportError::Open {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(open)?;
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(open)?;
    if bytes.len() as u64 > LIMIT {
        return Err(ImportError::TooLarge { limit: LIMIT });
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Boundaries::from_geojson(&text)?)
}

const fn level(code: RegionCode) -> &'static str {
    match code.level() {
        Level::Province => "provinsi",
        Level::Regency => "kabupaten/kota",
        Level::District => "kecamatan",
        Level::Village => "kelurahan/desa",
    }
}

struct PutBoundaries {
    rows: Vec<(String, String, String)>,
    version: String,
}

impl Change for PutBoundaries {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_boundaries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        const SQL: &str = "INSERT INTO region (code, name, boundary) VALUES ($1, $2, $3)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, boundary = excluded.boundary";
        for (code, name, boundary) in &self.rows {
            tx.exec(
                SQL,
                params![code.as_str(), name.as_str(), boundary.as_str()],
            )
            .await?;
        }
        setting::set(tx, setting::REGION_VERSION, &self.version).await?;
        Ok(())
    }
}
