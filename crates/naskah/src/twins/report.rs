//! A report as it is compared: its sketch, its place, its time.

use super::key::{Key, Role};
use super::sketch::Sketch;

/// A report to compare.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Its words.
    pub sketch: &'a Sketch,
    /// Where it is.
    pub place: Place,
    /// When it came, in seconds since 1970.
    pub at: i64,
}

/// Where a report is; every part may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// The kelurahan or desa, hashed by [`Place::new`].
    pub village: Option<u64>,
    /// The kecamatan, hashed.
    pub district: Option<u64>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
}

impl Place {
    /// A place from the codes or names of its regions; empty ones are missing ones. A point that is no position on
    /// earth is taken for none.
    pub fn new(key: &Key, village: &str, district: &str, point: Option<(f64, f64)>) -> Self {
        let hashed = |role, name: &str| {
            let name = name.trim().to_lowercase();
            (!name.is_empty()).then(|| key.hash(role, name.as_bytes()))
        };
        Self {
            village: hashed(Role::Village, village),
            district: hashed(Role::District, district),
            point: point.filter(|&(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0),
        }
    }

    /// Metres between two points, if both have one.
    pub fn metres(self, other: Self) -> Option<f64> {
        let ((lat, lon), (lat2, lon2)) = (self.point?, other.point?);
        let middle = f64::midpoint(lat, lat2).to_radians();
        let north = (lat - lat2) * METRES_PER_DEGREE;
        let east = (lon - lon2) * METRES_PER_DEGREE * middle.cos();
        Some(north.hypot(east))
    }

    /// Whether both lie in one kelurahan.
    pub fn same_village(self, other: Self) -> bool {
        self.village.is_some() && self.village == other.village
    }

    /// Whether both lie in one kecamatan.
    pub fn same_district(self, other: Self) -> bool {
        self.district.is_some() && self.district == other.district
    }
}

/// Of latitude; of longitude at the equator. Enough over the few kilometres that matter.
pub(super) const METRES_PER_DEGREE: f64 = 111_320.0;

impl Report<'_> {
    /// Days between the two.
    pub fn days(&self, other: &Report<'_>) -> f32 {
        self.at.abs_diff(other.at) as f32 / 86_400.0
    }
}
