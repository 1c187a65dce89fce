//! Only what lies near a point, or in a box: of those whose exact point everybody may see.

use open311::{Params, Request};

use super::door::Door;
use super::problem::Problem;

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_320.0;
/// Longest radius, metres.
const FARTHEST: f64 = 50_000.0;

/// A place to look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Near {
    /// Around a point.
    Circle {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        long: f64,
        /// Metres.
        radius: f64,
    },
    /// Between two corners.
    Box {
        /// West, south, east, north.
        sides: [f64; 4],
    },
}

impl Near {
    /// As asked; `None` where no place was.
    pub(super) fn asked(door: &Door, params: &Params) -> Result<Option<Self>, Problem> {
        let wrong = |name: &str| Problem::parameter(door.i18n(), "open311-not-a-place", name);
        if let Some(corners) = params.list("bbox") {
            let sides: Option<Vec<f64>> = corners.into_iter().map(degrees).collect();
            let sides = sides.and_then(|sides| <[f64; 4]>::try_from(sides).ok());
            return match sides {
                Some(sides @ [west, south, east, north]) if west <= east && south <= north => {
                    Ok(Some(Self::Box { sides }))
                }
                _ => Err(wrong("bbox")),
            };
        }
        let number = |name: &'static str| {
            params
                .get(name)
                .map(|text| degrees(text).ok_or_else(|| wrong(name)))
        };
        let all = [number("lat"), number("long"), number("radius")];
        match all {
            [None, None, None] => Ok(None),
            [Some(lat), Some(long), Some(radius)] => match (lat?, long?, radius?) {
                (lat, long, radius) if radius > 0.0 => Ok(Some(Self::Circle {
                    lat,
                    long,
                    radius: radius.min(FARTHEST),
                })),
                _ => Err(wrong("radius")),
            },
            _ => Err(wrong("lat, long, radius")),
        }
    }

    /// Whether a report lies there, as far as everybody may know.
    pub(super) fn has(&self, request: &Request) -> bool {
        let point = request.lat.zip(request.long);
        point.is_some_and(|(lat, long)| self.holds(lat, long))
    }

    fn holds(&self, at_lat: f64, at_long: f64) -> bool {
        match *self {
            Self::Circle { lat, long, radius } => {
                // Flat is near enough for what fits into a city.
                let north = (at_lat - lat) * DEGREE;
                let east = (at_long - long) * DEGREE * lat.to_radians().cos();
                north.hypot(east) <= radius
            }
            Self::Box {
                sides: [west, south, east, north],
            } => (south..=north).contains(&at_lat) && (west..=east).contains(&at_long),
        }
    }
}

fn degrees(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_measured_in_metres_and_a_box_in_degrees() {
        let circle = Near::Circle {
            lat: -2.21,
            long: 113.92,
            radius: 500.0,
        };
        assert!(circle.holds(-2.21, 113.9244));
        assert!(!circle.holds(-2.21, 113.9246));
        assert!(circle.holds(-2.2144, 113.92));
        assert!(!circle.holds(-2.2146, 113.92));
        let square = Near::Box {
            sides: [113.9, -2.3, 114.0, -2.2],
        };
        assert!(square.holds(-2.25, 113.95));
        assert!(!square.holds(-2.25, 114.05));
        assert!(!square.holds(-2.15, 113.95));
    }
}
