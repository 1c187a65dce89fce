//! Upright bars, side by side or one upon the other.

use grafik::Chart;

use super::axis::{self, LEFT, Scale};
use super::{
    Anchor, INK, Picture, Shape, WIDTH, ink, legend, over, says_values, shown, value, words_at,
};

const HEIGHT: f32 = 150.0;

pub(super) fn draw(chart: &Chart, stacked: bool) -> Picture {
    let mut shapes = Vec::new();
    let top = legend(&mut shapes, chart) + 8.0;
    let scale = if stacked {
        Scale::of(sums(chart), top, HEIGHT)
    } else {
        Scale::of(axis::values(chart), top, HEIGHT)
    };
    scale.draw(&mut shapes);
    let slot = (WIDTH - LEFT) / chart.categories.len() as f32;
    let group = (slot * 0.72).min(60.0);
    let width = if stacked {
        group
    } else {
        group / chart.series.len() as f32
    };
    let says = says_values(chart);
    for category in 0..chart.categories.len() {
        let left = LEFT + slot * (category as f32 + 0.5) - group / 2.0;
        let (mut up, mut down) = (0.0_f64, 0.0_f64);
        for (at, series) in chart.series.iter().enumerate() {
            let Some(point) = series.points.get(category) else {
                continue;
            };
            let Some(value) = value(point) else { continue };
            let (from, x) = if stacked {
                let base = if value < 0.0 { &mut down } else { &mut up };
                let from = *base;
                *base += value;
                (from, left)
            } else {
                (0.0, left + width * at as f32)
            };
            let (one, other) = (scale.y(from), scale.y(from + value));
            let (upper, height) = (one.min(other), (one - other).abs());
            shapes.push(Shape::Rect {
                x,
                y: upper,
                width: (width - 0.8).max(0.5),
                height,
                color: ink(at, point),
            });
            let middle = x + width / 2.0;
            if says && !stacked {
                shapes.push(words_at(
                    middle,
                    upper - 2.0,
                    Anchor::Middle,
                    INK,
                    shown(point),
                ));
            } else if says && height > 9.0 {
                let ink = over(ink(at, point));
                shapes.push(words_at(
                    middle,
                    upper + height / 2.0 + 2.5,
                    Anchor::Middle,
                    ink,
                    shown(point),
                ));
            }
        }
    }
    let lowest = axis::categories(&mut shapes, chart, top + HEIGHT + 11.0);
    Picture {
        height: lowest + 5.0,
        shapes,
    }
}

/// The highest and lowest point of every stack.
fn sums(chart: &Chart) -> impl Iterator<Item = f64> + '_ {
    (0..chart.categories.len()).flat_map(|category| {
        let values = chart
            .series
            .iter()
            .filter_map(move |series| series.points.get(category).and_then(value));
        let (up, down) = values.fold((0.0, 0.0), |(up, down), value| {
            if value < 0.0 {
                (up, down + value)
            } else {
                (up + value, down)
            }
        });
        [up, down]
    })
}
