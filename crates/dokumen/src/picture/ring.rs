//! A ring: the parts of one whole.

use std::f64::consts::{FRAC_PI_2, TAU};

use grafik::Chart;

use super::{
    Anchor, FAINT, INK, Picture, Shape, WIDTH, color, fitted, ink, shade, shown, value, words_at,
};
use crate::words;

const OUTER: f32 = 68.0;
const INNER: f32 = 40.0;

/// `None` where the parts make no whole: nothing, or less than nothing.
pub(super) fn draw(chart: &Chart) -> Option<Picture> {
    let series = chart.series.first().filter(|_| chart.series.len() == 1)?;
    let values: Vec<f64> = series
        .points
        .iter()
        .take(chart.categories.len())
        .map(|point| value(point).unwrap_or(0.0))
        .collect();
    let whole: f64 = values.iter().sum();
    if values.iter().any(|value| *value < 0.0) || whole <= 0.0 || !whole.is_finite() {
        return None;
    }
    let rows = chart.categories.len() as f32;
    let height = (OUTER * 2.0 + 8.0).max(rows * 14.0 + 16.0);
    let (middle, across) = (height / 2.0, OUTER + 6.0);
    let mut shapes = Vec::new();
    let mut from = -FRAC_PI_2;
    let mut y = middle - rows * 7.0 + 6.0;
    for (at, ((name, point), value)) in chart
        .categories
        .iter()
        .zip(&series.points)
        .zip(&values)
        .enumerate()
    {
        let to = from + TAU * value / whole;
        let ink = if at >= super::SERIES.len() && !point.rest {
            shade(color(at), true)
        } else {
            ink(at, point)
        };
        if *value > 0.0 {
            shapes.push(slice(across, middle, from, to, ink));
        }
        from = to;
        let x = OUTER * 2.0 + 32.0;
        shapes.push(Shape::Rect {
            x,
            y: y - 7.0,
            width: 9.0,
            height: 8.0,
            color: ink,
        });
        let tenths = (value * 1000.0 / whole).round() as u64;
        let said = format!("{} ({})", shown(point), words::percent(tenths));
        shapes.push(words_at(
            x + 14.0,
            y,
            Anchor::Start,
            INK,
            fitted(name, 170.0, super::LETTERS),
        ));
        shapes.push(words_at(WIDTH - 4.0, y, Anchor::End, INK, said));
        y += 14.0;
    }
    shapes.push(words_at(
        across,
        middle,
        Anchor::Middle,
        INK,
        words::number(whole),
    ));
    shapes.push(words_at(
        across,
        middle + 9.0,
        Anchor::Middle,
        FAINT,
        fitted(&chart.unit, INNER * 1.7, super::LETTERS),
    ));
    Some(Picture { height, shapes })
}

fn slice(x: f32, y: f32, from: f64, to: f64, color: super::Color) -> Shape {
    let corners = ((to - from) / TAU * 120.0).ceil().max(2.0) as u32;
    let turn = |at: u32| from + (to - from) * f64::from(at) / f64::from(corners);
    let point = |turn: f64, radius: f32| {
        (
            x + radius * turn.cos() as f32,
            y + radius * turn.sin() as f32,
        )
    };
    let outer = (0..=corners).map(|at| point(turn(at), OUTER));
    let inner = (0..=corners).rev().map(|at| point(turn(at), INNER));
    Shape::Area {
        points: outer.chain(inner).collect(),
        color,
    }
}
