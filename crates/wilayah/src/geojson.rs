//! Reading boundaries out of GeoJSON (RFC 7946), with errors that name the feature to mend.

use serde_json::{Map, Value};

use crate::shape::Polygon;
use crate::{BoundaryError, FeatureLabel, FeatureProblem, Level, Point, RegionCode};

/// Where files of different makers keep the code, the finest level first (BIG writes KDEPUM, KDCPUM, …).
const CODE_KEYS: &[&str] = &[
    "kode",
    "code",
    "kode_wilayah",
    "kode_kemendagri",
    "kd_wilayah",
    "region_code",
    "kode_kel",
    "kode_desa",
    "kode_kelurahan",
    "kd_kelurahan",
    "kd_desa",
    "kdepum",
    "kode_kec",
    "kode_kecamatan",
    "kd_kecamatan",
    "kdcpum",
    "kode_kab",
    "kode_kota",
    "kdpkab",
    "kode_prov",
    "kdppum",
    "id",
];
/// Names that do not say their level.
const NAME_KEYS: &[&str] = &[
    "nama",
    "name",
    "nama_wilayah",
    "namobj",
    "nm_wilayah",
    "wilayah",
    "label",
];
const VILLAGE_KEYS: &[&str] = &[
    "kelurahan",
    "nama_kel",
    "nm_kel",
    "nama_kelurahan",
    "desa",
    "nama_desa",
    "nm_desa",
    "wadmkd",
    "desa_kelurahan",
];
const DISTRICT_KEYS: &[&str] = &[
    "kecamatan",
    "nama_kec",
    "nm_kec",
    "nama_kecamatan",
    "wadmkc",
];
const REGENCY_KEYS: &[&str] = &[
    "kabupaten",
    "kota",
    "kab_kota",
    "kabkota",
    "nama_kab",
    "nm_kab",
    "wadmkk",
];
const PROVINCE_KEYS: &[&str] = &["provinsi", "nama_prov", "nm_prov", "wadmpr"];

/// A feature that could be read.
pub(crate) struct ReadFeature {
    pub(crate) label: FeatureLabel,
    pub(crate) code: RegionCode,
    pub(crate) name: String,
    pub(crate) polygons: Vec<Polygon>,
}

/// Reads every feature of a document.
pub(crate) fn read(text: &str) -> Result<Vec<ReadFeature>, BoundaryError> {
    // A byte order mark is what some Windows programs put in front of UTF-8.
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let features = match document.get("type").and_then(Value::as_str) {
        Some("Feature") => vec![&document],
        Some("FeatureCollection") => document
            .get("features")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .collect(),
        other => {
            return Err(BoundaryError::NotFeatures {
                found: other.unwrap_or("tidak ada").to_owned(),
            });
        }
    };
    if features.is_empty() {
        return Err(BoundaryError::Empty);
    }
    features
        .into_iter()
        .enumerate()
        .map(|(index, feature)| read_feature(index + 1, feature))
        .collect()
}

fn read_feature(number: usize, feature: &Value) -> Result<ReadFeature, BoundaryError> {
    let empty = Map::new();
    let properties = feature
        .get("properties")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let label = FeatureLabel {
        number,
        hint: hint(properties),
    };
    let at = |problem| BoundaryError::Feature {
        feature: label.clone(),
        problem,
    };
    let code = code_of(properties, feature).map_err(at)?;
    let name = name_of(properties, code).map_err(at)?;
    let polygons = polygons_of(feature.get("geometry").unwrap_or(&Value::Null)).map_err(at)?;
    Ok(ReadFeature {
        label,
        code,
        name,
        polygons,
    })
}

fn hint(properties: &Map<String, Value>) -> Option<String> {
    first(properties, NAME_KEYS)
        .or_else(|| first(properties, VILLAGE_KEYS))
        .or_else(|| first(properties, CODE_KEYS))
}

fn code_of(properties: &Map<String, Value>, feature: &Value) -> Result<RegionCode, FeatureProblem> {
    let text = first(properties, CODE_KEYS)
        .or_else(|| feature.get("id").and_then(text_of))
        .ok_or_else(|| FeatureProblem::NoCode {
            properties: listed(properties),
        })?;
    Ok(text.parse()?)
}

fn name_of(properties: &Map<String, Value>, code: RegionCode) -> Result<String, FeatureProblem> {
    let of_level = match code.level() {
        Level::Province => PROVINCE_KEYS,
        Level::Regency => REGENCY_KEYS,
        Level::District => DISTRICT_KEYS,
        Level::Village => VILLAGE_KEYS,
    };
    first(properties, of_level)
        .or_else(|| first(properties, NAME_KEYS))
        .ok_or_else(|| FeatureProblem::NoName {
            properties: listed(properties),
        })
}

/// The first of these properties that says something, whatever the case of its name.
fn first(properties: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        properties
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .and_then(|(_, value)| text_of(value))
    })
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn listed(properties: &Map<String, Value>) -> String {
    if properties.is_empty() {
        return "tidak ada".to_owned();
    }
    properties
        .keys()
        .take(12)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

fn polygons_of(geometry: &Value) -> Result<Vec<Polygon>, FeatureProblem> {
    let kind = geometry
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("kosong");
    let coordinates = geometry.get("coordinates").and_then(Value::as_array);
    match (kind, coordinates) {
        ("Polygon", Some(rings)) => Ok(vec![polygon(rings)?]),
        ("MultiPolygon", Some(parts)) if !parts.is_empty() => parts
            .iter()
            .map(|part| polygon(part.as_array().map_or(&[], Vec::as_slice)))
            .collect(),
        _ => Err(FeatureProblem::NoArea {
            found: kind.to_owned(),
        }),
    }
}

fn polygon(rings: &[Value]) -> Result<Polygon, FeatureProblem> {
    if rings.is_empty() {
        return Err(FeatureProblem::ShortRing { points: 0 });
    }
    Ok(Polygon {
        rings: rings.iter().map(ring).collect::<Result<_, _>>()?,
    })
}

fn ring(positions: &Value) -> Result<Vec<Point>, FeatureProblem> {
    let positions = positions.as_array().ok_or(FeatureProblem::BadPosition)?;
    let mut points = positions
        .iter()
        .map(position)
        .collect::<Result<Vec<_>, _>>()?;
    // Not closing a ring is a common slip with only one possible meaning.
    if let (Some(&start), Some(&end)) = (points.first(), points.last())
        && start != end
    {
        points.push(start);
    }
    if points.len() < 4 {
        return Err(FeatureProblem::ShortRing {
            points: points.len(),
        });
    }
    Ok(points)
}

fn position(value: &Value) -> Result<Point, FeatureProblem> {
    let numbers = value.as_array().ok_or(FeatureProblem::BadPosition)?;
    let number = |index| {
        numbers
            .get(index)
            .and_then(Value::as_f64)
            .ok_or(FeatureProblem::BadPosition)
    };
    Ok(Point::new(number(0)?, number(1)?)?)
}
