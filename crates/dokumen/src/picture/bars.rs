//! Lying bars, for names.

use grafik::Chart;

use super::axis;
use super::{
    Anchor, FAINT, INK, Picture, Shape, WIDTH, ink, legend, parted, shown, value, words_at,
};

const NAMES: f32 = 170.0;
/// Room behind the longest bar for its value.
const BEHIND: f32 = 62.0;
const BAR: f32 = 11.0;
/// From one line of a name to the next.
const LINE: f32 = 8.0;

pub(super) fn draw(chart: &Chart) -> Picture {
    let mut shapes = Vec::new();
    let mut y = legend(&mut shapes, chart) + 2.0;
    let top = y;
    let (low, high) = axis::values(chart).fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let span = (high - low).max(f64::MIN_POSITIVE);
    let room = WIDTH - NAMES - BEHIND;
    let x = |value: f64| NAMES + room * (((value - low) / span).clamp(0.0, 1.0)) as f32;
    // What is left beside all others comes last.
    let rest = chart.rest();
    let mut categories: Vec<(usize, &String)> = chart.categories.iter().enumerate().collect();
    categories.sort_by_key(|(at, _)| Some(*at) == rest);
    for (category, name) in categories {
        let tall = BAR * chart.series.len() as f32;
        let lines = parted(name, NAMES - 8.0, super::LETTERS);
        // Two lines stand around the middle of the bar.
        let first = y + tall / 2.0 + 2.5 - (lines.len() - 1) as f32 * LINE / 2.0;
        for (at, words) in lines.into_iter().enumerate() {
            let y = first + at as f32 * LINE;
            shapes.push(words_at(NAMES - 5.0, y, Anchor::End, INK, words));
        }
        for (at, series) in chart.series.iter().enumerate() {
            let Some(point) = series.points.get(category) else {
                continue;
            };
            let upper = y + BAR * at as f32;
            let mut end = x(0.0);
            if let Some(value) = value(point) {
                let (from, to) = (x(0.0).min(x(value)), x(0.0).max(x(value)));
                end = to;
                shapes.push(Shape::Rect {
                    x: from,
                    y: upper + 1.0,
                    width: to - from,
                    height: BAR - 2.0,
                    color: ink(at, point),
                });
            }
            shapes.push(words_at(
                end + 3.0,
                upper + BAR / 2.0 + 2.5,
                Anchor::Start,
                INK,
                shown(point),
            ));
        }
        y += tall + 5.0;
    }
    shapes.push(Shape::Line {
        points: vec![(x(0.0), top), (x(0.0), y - 4.0)],
        color: FAINT,
        width: 0.5,
    });
    Picture {
        height: y + 2.0,
        shapes,
    }
}
