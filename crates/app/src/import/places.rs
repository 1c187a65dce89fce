//! Regions and boundaries in memory, so that filing a report asks the database nothing about its place.

use lapor_store::record::setting;
use lapor_store::{FromRow, Query, Row, StoreError, Tx, params};
use serde::de::IgnoredAny;
use wilayah::{Boundaries, Point, Region, RegionCode, Regions};

use super::error::ImportError;
use crate::error::AppError;

/// Regions as last read.
#[derive(Debug, Default)]
pub struct Places {
    /// Raised by every import of regions.
    pub version: String,
    /// All regions, by code.
    pub regions: Regions,
    /// Those whose boundary is known.
    pub boundaries: Boundaries,
}

impl Places {
    /// The finest region that a point lies in.
    pub fn region_of(&self, point: Point) -> Option<RegionCode> {
        self.boundaries
            .locate(point)
            .map(|boundary| boundary.region().code)
    }
}

/// The version of regions: another one means that a copy in memory is old.
pub(crate) async fn version(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    Ok(setting::get(tx, setting::REGION_VERSION)
        .await?
        .unwrap_or_default())
}

/// Reads all regions.
pub(crate) struct ReadPlaces;

impl Query for ReadPlaces {
    type Output = Result<Places, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const SQL: &str = "SELECT code, name, boundary FROM region ORDER BY code";
        let version = version(tx).await?;
        let rows = tx.rows::<RegionRow>(SQL, params![]).await?;
        Ok(places(version, &rows).map_err(AppError::from))
    }
}

struct RegionRow {
    code: String,
    name: String,
    boundary: Option<String>,
}

impl FromRow for RegionRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.get(0)?,
            name: row.get(1)?,
            boundary: row.get(2)?,
        })
    }
}

fn places(version: String, rows: &[RegionRow]) -> Result<Places, ImportError> {
    // The code is the key of the table, so none comes twice; a row without one is nobody's region.
    let named = rows
        .iter()
        .filter_map(|row| Some(Region::new(row.code.parse().ok()?, row.name.clone())));
    let regions = Regions::new(named).unwrap_or_default();
    let features: Vec<_> = rows.iter().filter_map(feature).collect();
    let boundaries = if features.is_empty() {
        Boundaries::default()
    } else {
        let features = features.join(",");
        Boundaries::from_geojson(&format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}"
        ))?
    };
    Ok(Places {
        version,
        regions,
        boundaries,
    })
}

fn feature(row: &RegionRow) -> Option<String> {
    let boundary = row.boundary.as_deref()?;
    // A damaged text is left out here rather than taking every other boundary with it.
    serde_json::from_str::<IgnoredAny>(boundary).ok()?;
    let properties = serde_json::json!({ "kode": row.code, "nama": row.name });
    Some(format!(
        "{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{boundary}}}"
    ))
}
