//! Boundaries of regions, and the region a point lies in.

use std::collections::HashMap;

use crate::geojson;
use crate::shape::{Bounds, Polygon};
use crate::{BoundaryError, CoordinateError, FeatureProblem, Point, Region, RegionCode};

/// Side of an index cell, degrees: about 11 km, a few kelurahan of a city.
const CELL: f64 = 0.1;

/// The boundary of one region.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    region: Region,
    polygons: Vec<Polygon>,
    bounds: Bounds,
}

/// Boundaries with an index by bounding box.
#[derive(Debug, Clone, Default)]
pub struct Boundaries {
    items: Vec<Boundary>,
    cells: HashMap<(i32, i32), Vec<usize>>,
}

impl Boundary {
    /// The region this is the boundary of.
    pub const fn region(&self) -> &Region {
        &self.region
    }

    /// The boundary as a GeoJSON geometry (MultiPolygon), to be stored as text.
    pub fn geometry(&self) -> String {
        let ring = |ring: &Vec<Point>| -> serde_json::Value {
            ring.iter()
                .map(|point| serde_json::json!([point.lon(), point.lat()]))
                .collect()
        };
        let polygon =
            |polygon: &Polygon| -> serde_json::Value { polygon.rings.iter().map(ring).collect() };
        let coordinates: serde_json::Value = self.polygons.iter().map(polygon).collect();
        serde_json::json!({ "type": "MultiPolygon", "coordinates": coordinates }).to_string()
    }

    /// The rings of all its polygons, closed; holes are rings too (even-odd).
    pub fn rings(&self) -> impl Iterator<Item = &[Point]> {
        let rings = self.polygons.iter().flat_map(|polygon| &polygon.rings);
        rings.map(Vec::as_slice)
    }

    /// Whether the point lies inside.
    pub fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && self.polygons.iter().any(|polygon| polygon.contains(point))
    }
}

impl Boundaries {
    /// Reads a GeoJSON Feature or FeatureCollection of Polygons and MultiPolygons.
    ///
    /// Code and name are found among the property names usual in Indonesia (`kode`, `nama`, `KDEPUM`, `WADMKD`, …).
    /// Several features with one code and one name are parts of one region.
    ///
    /// # Errors
    /// [`BoundaryError`], naming the feature at fault and what to mend.
    pub fn from_geojson(text: &str) -> Result<Self, BoundaryError> {
        let mut items: Vec<Boundary> = Vec::new();
        let mut places: HashMap<RegionCode, usize> = HashMap::new();
        for feature in geojson::read(text)? {
            let known = places
                .get(&feature.code)
                .and_then(|&place| items.get_mut(place));
            if let Some(known) = known {
                if known.region.name != feature.name {
                    let problem = FeatureProblem::CodeTaken {
                        code: feature.code,
                        other: known.region.name.clone(),
                    };
                    return Err(BoundaryError::Feature {
                        feature: feature.label,
                        problem,
                    });
                }
                known.polygons.extend(feature.polygons);
                known.bounds = Bounds::of(&known.polygons).unwrap_or(known.bounds);
            } else if let Some(bounds) = Bounds::of(&feature.polygons) {
                places.insert(feature.code, items.len());
                items.push(Boundary {
                    region: Region::new(feature.code, feature.name),
                    polygons: feature.polygons,
                    bounds,
                });
            }
        }
        Ok(Self::index(items))
    }

    fn index(mut items: Vec<Boundary>) -> Self {
        // Finest level first, then by code: the first hit is then the answer.
        items.sort_by_key(|item| {
            (
                std::cmp::Reverse(item.region.code.level()),
                item.region.code,
            )
        });
        let mut cells: HashMap<_, Vec<_>> = HashMap::new();
        for (place, item) in items.iter().enumerate() {
            for x in cell(item.bounds.west)..=cell(item.bounds.east) {
                for y in cell(item.bounds.south)..=cell(item.bounds.north) {
                    cells.entry((x, y)).or_default().push(place);
                }
            }
        }
        Self { items, cells }
    }

    /// The finest region a point (degrees) lies in; `None` when no boundary holds it or it is no place in Indonesia.
    ///
    /// Where boundaries overlap, the lowest code answers, always the same one.
    pub fn find(&self, lon: f64, lat: f64) -> Option<&RegionCode> {
        self.locate(Point::new(lon, lat).ok()?)
            .map(|boundary| &boundary.region.code)
    }

    /// Like [`Self::find`], with a typed refusal of coordinates that cannot be meant.
    ///
    /// # Errors
    /// [`CoordinateError`] for no number, 0,0, exchanged coordinates, and places outside Indonesia.
    pub fn check_and_find(
        &self,
        lon: f64,
        lat: f64,
    ) -> Result<Option<&RegionCode>, CoordinateError> {
        Ok(self
            .locate(Point::new(lon, lat)?)
            .map(|boundary| &boundary.region.code))
    }

    /// The finest boundary around a point.
    pub fn locate(&self, point: Point) -> Option<&Boundary> {
        let places = self.cells.get(&(cell(point.lon()), cell(point.lat())))?;
        places
            .iter()
            .filter_map(|&place| self.items.get(place))
            .find(|boundary| boundary.contains(point))
    }

    /// The boundary of a region.
    pub fn get(&self, code: RegionCode) -> Option<&Boundary> {
        self.iter().find(|boundary| boundary.region.code == code)
    }

    /// All boundaries, finest level first.
    pub fn iter(&self) -> impl Iterator<Item = &Boundary> {
        self.items.iter()
    }

    /// How many regions have a boundary.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

fn cell(degrees: f64) -> i32 {
    (degrees / CELL).floor() as i32
}
