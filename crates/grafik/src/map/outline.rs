//! From degrees to the drawing: projection, and as few points as the eye needs.

use super::Outline;

/// A place in the drawing.
pub(crate) type Spot = (f64, f64);

/// How degrees become places: equal scale east and north in the middle of the map, as a city needs no more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projection {
    west: f64,
    north: f64,
    east_scale: f64,
    north_scale: f64,
    /// Size of the map, units.
    pub(crate) size: (f64, f64),
}

impl Projection {
    /// Fits all outlines into `width` by `height`; `None` where they have no extent.
    pub(crate) fn fit<'a>(
        outlines: impl Iterator<Item = &'a Outline>,
        width: f64,
        height: f64,
    ) -> Option<Self> {
        let mut bounds: Option<[f64; 4]> = None;
        for &(lon, lat) in outlines.flatten().flatten() {
            if lon.is_finite() && lat.is_finite() {
                let [w, s, e, n] = bounds.unwrap_or([lon, lat, lon, lat]);
                bounds = Some([w.min(lon), s.min(lat), e.max(lon), n.max(lat)]);
            }
        }
        let [west, south, east, north] = bounds?;
        let squeeze = f64::midpoint(south, north)
            .clamp(-80.0, 80.0)
            .to_radians()
            .cos();
        let (wide, tall) = ((east - west) * squeeze, north - south);
        let scale = (width / wide).min(height / tall);
        (scale.is_finite() && scale > 0.0).then_some(Self {
            west,
            north,
            east_scale: scale * squeeze,
            north_scale: scale,
            size: (wide * scale, tall * scale),
        })
    }

    fn spot(&self, (lon, lat): (f64, f64)) -> Spot {
        (
            (lon - self.west) * self.east_scale,
            (self.north - lat) * self.north_scale,
        )
    }

    /// Rings of an area, simplified to `tolerance` units; too small ones are left out.
    pub(crate) fn rings(&self, outline: &Outline, tolerance: f64) -> Vec<Vec<Spot>> {
        let rings = outline.iter().map(|ring| {
            let known = ring
                .iter()
                .filter(|(lon, lat)| lon.is_finite() && lat.is_finite());
            let mut spots: Vec<Spot> = known.map(|at| self.spot(*at)).collect();
            if spots.len() > 1 && spots.first() == spots.last() {
                spots.pop();
            }
            simplified(&spots, tolerance)
        });
        rings
            .filter(|ring| ring.len() >= 3 && surface(ring).abs() >= 0.5)
            .collect()
    }
}

/// Ramer, Douglas and Peucker: no point left out lies farther than `tolerance` from the line. First point and the one
/// farthest from it stay, so that a ring keeps its shape.
fn simplified(ring: &[Spot], tolerance: f64) -> Vec<Spot> {
    let Some(first) = ring.first() else {
        return Vec::new();
    };
    let far = ring
        .iter()
        .enumerate()
        .max_by(|a, b| distance(*first, *a.1).total_cmp(&distance(*first, *b.1)))
        .map_or(0, |(at, _)| at);
    let mut closed = ring.to_vec();
    closed.push(*first);
    let mut keep = vec![false; closed.len()];
    for at in [0, far, closed.len() - 1] {
        if let Some(slot) = keep.get_mut(at) {
            *slot = true;
        }
    }
    let mut open = vec![(0, far), (far, closed.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let (Some(a), Some(b)) = (closed.get(from), closed.get(to)) else {
            continue;
        };
        let between = closed.iter().enumerate().take(to).skip(from + 1);
        let worst = between
            .map(|(at, spot)| (at, off(*spot, *a, *b)))
            .max_by(|x, y| x.1.total_cmp(&y.1));
        if let Some((at, _)) = worst.filter(|(_, distance)| *distance > tolerance) {
            if let Some(slot) = keep.get_mut(at) {
                *slot = true;
            }
            open.extend([(from, at), (at, to)]);
        }
    }
    keep.pop();
    let kept = ring.iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(spot, _)| *spot).collect()
}

fn distance(a: Spot, b: Spot) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Distance of a point from a stretch.
fn off(p: Spot, a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    if length == 0.0 {
        return distance(p, a);
    }
    let along = (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0);
    distance(p, (a.0 + along * dx, a.1 + along * dy))
}

/// Twice the surface of a ring; its sign is the direction.
fn surface(ring: &[Spot]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum()
}

/// The middle of a wide stretch across an area, near the middle of its height, and how wide it is there: where its name can
/// stand.
pub(crate) fn widest(rings: &[Vec<Spot>]) -> Option<(Spot, f64)> {
    let spots = || rings.iter().flatten();
    let top = spots().map(|spot| spot.1).fold(f64::INFINITY, f64::min);
    let low = spots().map(|spot| spot.1).fold(f64::NEG_INFINITY, f64::max);
    let stretches: Vec<(Spot, f64)> = (1..24)
        .map(|part| top + (low - top) * f64::from(part) / 24.0)
        .filter_map(|y| across(rings, y))
        .collect();
    let most = stretches.iter().map(|(_, wide)| *wide).fold(0.0, f64::max);
    let from_middle = |spot: Spot| (spot.1 - f64::midpoint(top, low)).abs();
    stretches
        .into_iter()
        .filter(|(_, wide)| *wide >= most * 0.85)
        .min_by(|a, b| from_middle(a.0).total_cmp(&from_middle(b.0)))
}

/// The widest stretch at a height.
fn across(rings: &[Vec<Spot>], y: f64) -> Option<(Spot, f64)> {
    let mut crossings: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
        .filter(|(a, b)| (a.1 <= y) != (b.1 <= y))
        .map(|(a, b)| a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0))
        .collect();
    crossings.sort_by(f64::total_cmp);
    let stretches = crossings
        .chunks_exact(2)
        .filter_map(|stretch| match stretch {
            [from, to] => Some((((from + to) / 2.0, y), to - from)),
            _ => None,
        });
    stretches.max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_a_line_go() {
        let square = [
            (0.0, 0.0),
            (5.0, 0.1),
            (10.0, 0.0),
            (10.0, 10.0),
            (0.0, 10.0),
        ];
        assert_eq!(
            simplified(&square, 0.5),
            [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
        );
        assert_eq!(simplified(&square, 0.0).len(), 5);
        assert!(simplified(&[], 1.0).is_empty());
    }

    #[test]
    fn a_map_keeps_its_proportions() {
        let outline: Outline = vec![vec![
            (113.0, -2.0),
            (114.0, -2.0),
            (114.0, -3.0),
            (113.0, -3.0),
        ]];
        let fitted = Projection::fit(std::iter::once(&outline), 500.0, 100.0);
        let size = fitted.map(|fitted| fitted.size).unwrap_or_default();
        assert!(
            (size.1 - 100.0).abs() < 1e-6 && (99.0..100.0).contains(&size.0),
            "{size:?}"
        );
        assert!(Projection::fit(std::iter::empty(), 1.0, 1.0).is_none());
        let dot: Outline = vec![vec![(113.0, -2.0)]];
        assert!(Projection::fit(std::iter::once(&dot), 1.0, 1.0).is_none());
    }
}
