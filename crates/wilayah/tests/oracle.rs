//! Point-in-polygon and its index against slower ways to the same answer.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use wilayah::{Boundaries, Point};

/// A star-shaped polygon around a centre: simple, but as crooked as a river bank.
#[derive(Debug, Clone)]
struct Star {
    ring: Vec<(f64, f64)>,
}

fn star() -> impl Strategy<Value = Star> {
    let centre = (113.0..114.5_f64, -3.0..-1.5_f64);
    (centre, prop::collection::vec(0.02..0.6_f64, 3..24)).prop_map(|((x, y), radii)| {
        let step = std::f64::consts::TAU / radii.len() as f64;
        let mut ring: Vec<_> = radii
            .iter()
            .enumerate()
            .map(|(index, radius)| {
                (
                    x + radius * (step * index as f64).cos(),
                    y + radius * (step * index as f64).sin(),
                )
            })
            .collect();
        ring.push(*ring.first().unwrap());
        Star { ring }
    })
}

/// Winding number: how often the ring goes round the point. Another algorithm than the one under test.
fn winds_round(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let turned: f64 = ring
        .windows(2)
        .map(|edge| {
            let (ax, ay, bx, by) = (edge[0].0 - x, edge[0].1 - y, edge[1].0 - x, edge[1].1 - y);
            (ax * by - ay * bx).atan2(ax * bx + ay * by)
        })
        .sum();
    turned.abs() > std::f64::consts::PI
}

fn geojson(rings: &[Vec<(f64, f64)>]) -> String {
    let features: Vec<_> = rings
        .iter()
        .enumerate()
        .map(|(index, ring)| {
            let ring: Vec<_> = ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
            format!(
                r#"{{"type":"Feature","properties":{{"kode":"62.71.01.{:04}","nama":"R{index}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                1001 + index,
                ring.join(","),
            )
        })
        .collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

/// A grid of crooked quadrilaterals that share their corners, so they tile the plane.
fn tiles(jitter: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let corner = |x: usize, y: usize| {
        let (dx, dy) = jitter[y * 6 + x];
        (113.0 + x as f64 * 0.2 + dx, -2.5 + y as f64 * 0.2 + dy)
    };
    (0..25)
        .map(|cell| {
            let (x, y) = (cell % 5, cell / 5);
            vec![
                corner(x, y),
                corner(x + 1, y),
                corner(x + 1, y + 1),
                corner(x, y + 1),
                corner(x, y),
            ]
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn index_and_ray_agree_with_winding(
        stars in prop::collection::vec(star(), 1..12),
        points in prop::collection::vec((112.5..115.0_f64, -3.5..-1.0_f64), 40),
    ) {
        let rings: Vec<_> = stars.into_iter().map(|star| star.ring).collect();
        let boundaries = Boundaries::from_geojson(&geojson(&rings)).unwrap();
        for point in points {
            let oracle = rings.iter().position(|ring| winds_round(ring, point));
            let found = boundaries.find(point.0, point.1).map(ToString::to_string);
            prop_assert_eq!(found, oracle.map(|index| format!("62.71.01.{:04}", 1001 + index)));
        }
    }

    #[test]
    fn a_tiled_plane_has_one_answer_everywhere(
        jitter in prop::collection::vec((-0.04..0.04_f64, -0.04..0.04_f64), 36),
        points in prop::collection::vec((113.06..113.94_f64, -2.44..-1.56_f64), 40),
        corners in prop::collection::vec((1..5_usize, 1..5_usize), 10),
    ) {
        let rings = tiles(&jitter);
        let boundaries = Boundaries::from_geojson(&geojson(&rings)).unwrap();
        // Random places, and the corners where four tiles meet: the hardest places of all.
        let meeting = corners.iter().map(|&(x, y)| rings[y * 5 + x][0]);
        for (x, y) in points.into_iter().chain(meeting) {
            let point = Point::new(x, y).unwrap();
            prop_assert_eq!(boundaries.iter().filter(|boundary| boundary.contains(point)).count(), 1, "{:?}", point);
        }
    }
}
