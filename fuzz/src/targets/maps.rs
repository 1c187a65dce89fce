//! Boundaries that an administrator gives.

use wilayah::Boundaries;

/// GeoJSON.
pub fn boundaries(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(boundaries) = Boundaries::from_geojson(text) {
        let _ = boundaries.find(113.9, -2.2);
    }
}
