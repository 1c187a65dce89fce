//! Upright bars, side by side or one upon the other.

use super::axes::{self, Field};
use super::{has_few, is_linked, is_whole, of_category, value};
use crate::frame::{self, Sign};
use crate::palette::Ink;
use crate::pen::{Anchor, Pen, SMALL};
use crate::scale::Scale;
use crate::text::width;
use crate::{Chart, Look, Point};

/// Side by side.
pub(crate) fn beside(chart: &Chart, look: &Look) -> String {
    let values = || {
        chart
            .series
            .iter()
            .flat_map(|series| series.points.iter().filter_map(value))
    };
    let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    draw(
        chart,
        look,
        &Scale::new(least, most, 4, is_whole(chart)),
        side_by_side,
    )
}

/// One upon the other. A part is never less than nothing.
pub(crate) fn stacked(chart: &Chart, look: &Look) -> String {
    let height = |at: usize| -> f64 {
        of_category(chart, at)
            .filter_map(|(_, point)| part(point))
            .sum()
    };
    let most = (0..chart.categories.len()).map(height).fold(0.0, f64::max);
    draw(
        chart,
        look,
        &Scale::new(0.0, most, 4, is_whole(chart)),
        pile,
    )
}

fn part(point: &Point) -> Option<f64> {
    value(point).map(|value| value.max(0.0))
}

fn draw(
    chart: &Chart,
    look: &Look,
    scale: &Scale,
    category: fn(&mut Pen<'_>, &Chart, Field, &Scale, usize),
) -> String {
    let mut pen = Pen::new(look);
    let mut top = frame::heading(&mut pen, &chart.title);
    if chart.series.len() > 1 {
        let entries: Vec<(Sign, &str)> = chart
            .series
            .iter()
            .enumerate()
            .map(|(n, series)| (Sign::Area(n), series.name.as_str()))
            .collect();
        top += frame::legend(&mut pen, top, &entries);
    }
    let field = axes::marks(&mut pen, top, &chart.unit, scale, 0.0);
    for at in 0..chart.categories.len() {
        category(&mut pen, chart, field, scale, at);
    }
    let zero = field.y(scale, 0.0);
    pen.line((field.left, zero), (field.right, zero), Ink::Axis);
    let mut bottom = axes::categories(&mut pen, field, &chart.categories, false);
    if has_few(chart) {
        let few = look.words.few.clone();
        bottom += 4.0 + frame::legend(&mut pen, bottom + 4.0, &[(Sign::Few(0), &few)]);
    }
    let height = frame::source(&mut pen, bottom);
    pen.finish(&chart.title, &chart.description, is_linked(chart), height)
}

fn side_by_side(pen: &mut Pen<'_>, chart: &Chart, field: Field, scale: &Scale, at: usize) {
    let (n, series) = (chart.categories.len(), chart.series.len());
    let slot = field.slot(n);
    // Few categories do not make fat bars.
    let all = (slot * 0.76).min(64.0 * series.max(1) as f64).max(0.2);
    let each = all / series.max(1) as f64;
    let left = field.x(at, n) - all / 2.0;
    let zero = field.y(scale, 0.0);
    let category = chart.categories.get(at).map_or("", String::as_str);
    for (which, point) in of_category(chart, at) {
        let x = left + each * which as f64;
        let several = chart.series.get(which).filter(|_| series > 1);
        let name = frame::name(
            category,
            several.map(|series| series.name.as_str()),
            &point.label,
        );
        let Some(value) = value(point) else {
            if each >= 8.0 {
                let missing = pen.look.words.missing.clone();
                frame::titled(pen, &format!("{category}: {missing}"), |pen| {
                    let at = (x + each / 2.0, zero - 4.0);
                    pen.text(at, "–", SMALL, Anchor::Middle, Ink::Soft);
                });
            }
            continue;
        };
        let y = field.y(scale, value);
        let (top, height) = (y.min(zero), (y - zero).abs());
        let gap = if series > 1 && each > 4.0 { 1.0 } else { 0.0 };
        pen.mark(&name, point, |pen| {
            let paint = pen.of_point(which, point, series == 1);
            pen.rect((x, top), (each - gap, height), &paint);
        });
        let is_readable = width(&point.label, SMALL) <= slot - 2.0 && series == 1;
        if is_readable && value >= 0.0 {
            let at = (x + each / 2.0, top - 5.0);
            pen.text(at, &point.label, SMALL, Anchor::Middle, Ink::Text);
        }
    }
}

fn pile(pen: &mut Pen<'_>, chart: &Chart, field: Field, scale: &Scale, at: usize) {
    let n = chart.categories.len();
    let wide = (field.slot(n) * 0.76).clamp(0.2, 64.0);
    let x = field.x(at, n) - wide / 2.0;
    let category = chart.categories.get(at).map_or("", String::as_str);
    let mut below = 0.0;
    for (which, point) in of_category(chart, at) {
        let Some(value) = part(point) else { continue };
        let (low, high) = (field.y(scale, below), field.y(scale, below + value));
        below += value;
        let series = chart.series.get(which).map(|series| series.name.as_str());
        pen.mark(&frame::name(category, series, &point.label), point, |pen| {
            let paint = pen.of_point(which, point, false);
            let gap = if low - high > 3.0 { 1.0 } else { 0.0 };
            pen.rect((x, high), (wide, low - high - gap), &paint);
        });
    }
}
