//! Plane geometry: bounding boxes, and whether a point lies in a polygon.

use crate::Point;

/// One polygon: its outer ring first, then its holes. Rings are closed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polygon {
    pub(crate) rings: Vec<Vec<Point>>,
}

/// The smallest box that holds a shape, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

impl Polygon {
    /// Ray casting over all rings together (even-odd), so that a hole takes away what it covers.
    pub(crate) fn contains(&self, point: Point) -> bool {
        self.rings
            .iter()
            .flat_map(|ring| ring.windows(2))
            .filter(|edge| matches!(edge, [a, b] if crosses(*a, *b, point)))
            .count()
            % 2
            == 1
    }
}

/// Whether a ray from `point` to the east crosses the edge.
///
/// The edge is taken from south to north and half-open: neighbours that share it compute the same number, so a
/// point on their common border belongs to exactly one of them.
fn crosses(a: Point, b: Point, point: Point) -> bool {
    let (low, high) = if a.lat() <= b.lat() { (a, b) } else { (b, a) };
    if point.lat() < low.lat() || point.lat() >= high.lat() {
        return false;
    }
    let share = (point.lat() - low.lat()) / (high.lat() - low.lat());
    point.lon() < low.lon() + share * (high.lon() - low.lon())
}

impl Bounds {
    /// The box of some polygons; `None` when they have no point.
    pub(crate) fn of(polygons: &[Polygon]) -> Option<Self> {
        polygons
            .iter()
            .flat_map(|polygon| polygon.rings.iter().flatten())
            .fold(None, |bounds, &point| {
                Some(bounds.map_or(Self::at(point), |bounds: Self| bounds.with(point)))
            })
    }

    const fn at(point: Point) -> Self {
        Self {
            west: point.lon(),
            south: point.lat(),
            east: point.lon(),
            north: point.lat(),
        }
    }

    fn with(self, point: Point) -> Self {
        Self {
            west: self.west.min(point.lon()),
            south: self.south.min(point.lat()),
            east: self.east.max(point.lon()),
            north: self.north.max(point.lat()),
        }
    }

    pub(crate) fn contains(self, point: Point) -> bool {
        (self.west..=self.east).contains(&point.lon())
            && (self.south..=self.north).contains(&point.lat())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Point> {
        points
            .iter()
            .map(|&(lon, lat)| Point::new(lon, lat).unwrap())
            .collect()
    }

    fn square(west: f64, south: f64, size: f64) -> Vec<Point> {
        let (east, north) = (west + size, south + size);
        ring(&[
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ])
    }

    #[test]
    fn a_hole_is_outside() {
        let polygon = Polygon {
            rings: vec![square(113.0, -2.0, 1.0), square(113.4, -1.6, 0.2)],
        };
        assert!(polygon.contains(Point::new(113.1, -1.9).unwrap()));
        assert!(!polygon.contains(Point::new(113.5, -1.5).unwrap()));
        assert!(!polygon.contains(Point::new(114.5, -1.5).unwrap()));
    }

    #[test]
    fn a_shared_border_belongs_to_one() {
        let west = Polygon {
            rings: vec![square(113.0, -2.0, 1.0)],
        };
        let east = Polygon {
            rings: vec![square(114.0, -2.0, 1.0)],
        };
        for lat in [-2.0, -1.75, -1.5, -1.2] {
            let border = Point::new(114.0, lat).unwrap();
            assert_eq!(
                u8::from(west.contains(border)) + u8::from(east.contains(border)),
                1
            );
        }
    }
}
