//! A line for each series.

use grafik::Chart;

use super::axis::{self, LEFT, Scale};
use super::{
    Anchor, Color, INK, Picture, Shape, WHITE, WIDTH, color, legend, says_values, shown, value,
    words_at,
};

const HEIGHT: f32 = 150.0;

pub(super) fn draw(chart: &Chart) -> Picture {
    let mut shapes = Vec::new();
    let top = legend(&mut shapes, chart) + 8.0;
    let scale = Scale::of(axis::values(chart), top, HEIGHT);
    scale.draw(&mut shapes);
    let slot = (WIDTH - LEFT) / chart.categories.len() as f32;
    let says = says_values(chart);
    let dots = chart.categories.len() <= 40;
    for (at, series) in chart.series.iter().enumerate() {
        let ink = color(at);
        // Where lines lie upon each other, as they do while all that came in is handled, the lower one shows on both sides.
        let below = chart.series.len().saturating_sub(at + 1).min(3) as f32;
        let width = 1.6 + 1.8 * below;
        let mut run = Vec::new();
        for (category, point) in series
            .points
            .iter()
            .enumerate()
            .take(chart.categories.len())
        {
            let Some(value) = value(point) else {
                // A gap is a gap: nothing is drawn over what is not known.
                end(&mut shapes, &mut run, ink, width);
                continue;
            };
            let (x, y) = (LEFT + slot * (category as f32 + 0.5), scale.y(value));
            run.push((x, y));
            if says {
                let is_below = at % 2 == 1;
                shapes.push(words_at(
                    x,
                    if is_below { y + 10.0 } else { y - 5.0 },
                    Anchor::Middle,
                    INK,
                    shown(point),
                ));
            }
        }
        end(&mut shapes, &mut run, ink, width);
        if dots {
            for (category, point) in series
                .points
                .iter()
                .enumerate()
                .take(chart.categories.len())
            {
                let Some(value) = value(point) else { continue };
                let (x, y) = (LEFT + slot * (category as f32 + 0.5), scale.y(value));
                shapes.push(disc(x, y, 2.4 + 0.9 * below, ink));
                if point.few {
                    shapes.push(disc(x, y, 1.4, WHITE));
                }
            }
        }
    }
    let lowest = axis::categories(&mut shapes, chart, top + HEIGHT + 11.0);
    Picture {
        height: lowest + 5.0,
        shapes,
    }
}

fn end(shapes: &mut Vec<Shape>, run: &mut Vec<(f32, f32)>, color: Color, width: f32) {
    let points = std::mem::take(run);
    if points.len() > 1 {
        shapes.push(Shape::Line {
            points,
            color,
            width,
        });
    }
}

fn disc(x: f32, y: f32, radius: f32, color: Color) -> Shape {
    let points = (0..12_u8)
        .map(|corner| {
            let turn = f32::from(corner) * std::f32::consts::TAU / 12.0;
            (x + radius * turn.cos(), y + radius * turn.sin())
        })
        .collect();
    Shape::Area { points, color }
}
