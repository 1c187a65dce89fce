//! A point on the map that can only lie in or near Indonesia.

/// Longitudes of Indonesia with its seas, degrees east.
const EAST: std::ops::RangeInclusive<f64> = 94.5..=141.5;
/// Latitudes of Indonesia with its seas, degrees north (south is negative).
const NORTH: std::ops::RangeInclusive<f64> = -11.5..=6.5;
/// A device without a fix reports 0,0; so near to it nothing else can be meant.
const NULL_ISLAND: f64 = 0.01;

/// A checked position in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    lon: f64,
    lat: f64,
}

/// Why a pair of numbers is not a place in Indonesia.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CoordinateError {
    /// NaN or infinite.
    #[error("koordinat bukan angka; pilih kembali titik di peta")]
    NotFinite,
    /// 0,0: the device had no position yet.
    #[error(
        "perangkat belum menemukan lokasi (0,0); tunggu sebentar lalu coba lagi, atau pilih kelurahan saja"
    )]
    Null,
    /// Latitude and longitude changed places.
    #[error("lintang dan bujur tertukar; tulis lintang {lat} dan bujur {lon}")]
    Swapped {
        /// What the longitude must have been, degrees.
        lon: f64,
        /// What the latitude must have been, degrees.
        lat: f64,
    },
    /// Not in Indonesia, in whichever order.
    #[error("titik {lat}, {lon} berada di luar Indonesia; pilih kembali titik di peta")]
    OutsideIndonesia {
        /// Longitude as given, degrees.
        lon: f64,
        /// Latitude as given, degrees.
        lat: f64,
    },
}

impl Point {
    /// Checks a longitude and a latitude in degrees, in the order of GeoJSON.
    ///
    /// # Errors
    /// [`CoordinateError`] for no number, 0,0, exchanged coordinates, and places outside Indonesia.
    pub fn new(lon: f64, lat: f64) -> Result<Self, CoordinateError> {
        if !lon.is_finite() || !lat.is_finite() {
            return Err(CoordinateError::NotFinite);
        }
        if lon.abs() < NULL_ISLAND && lat.abs() < NULL_ISLAND {
            return Err(CoordinateError::Null);
        }
        if EAST.contains(&lon) && NORTH.contains(&lat) {
            return Ok(Self { lon, lat });
        }
        if EAST.contains(&lat) && NORTH.contains(&lon) {
            return Err(CoordinateError::Swapped { lon: lat, lat: lon });
        }
        Err(CoordinateError::OutsideIndonesia { lon, lat })
    }

    /// Longitude, degrees east.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude, degrees north.
    pub const fn lat(self) -> f64 {
        self.lat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_city_is_fine() {
        assert_eq!(
            Point::new(113.92, -2.21).map(|p| (p.lon(), p.lat())),
            Ok((113.92, -2.21))
        );
    }

    #[test]
    fn refusals_are_told_apart() {
        assert_eq!(Point::new(0.0, 0.0), Err(CoordinateError::Null));
        assert_eq!(Point::new(f64::NAN, -2.0), Err(CoordinateError::NotFinite));
        assert_eq!(
            Point::new(-2.21, 113.92),
            Err(CoordinateError::Swapped {
                lon: 113.92,
                lat: -2.21
            })
        );
        assert_eq!(
            Point::new(2.35, 48.85),
            Err(CoordinateError::OutsideIndonesia {
                lon: 2.35,
                lat: 48.85
            })
        );
        assert_eq!(
            Point::new(826_000.0, 9_755_000.0),
            Err(CoordinateError::OutsideIndonesia {
                lon: 826_000.0,
                lat: 9_755_000.0
            }),
        );
    }
}
