//! A line for each series.

use std::fmt::Write as _;

use super::axes;
use super::{has_few, is_linked, is_whole, value};
use crate::frame::{self, Sign};
use crate::palette::Ink;
use crate::pen::{Anchor, Pen, SIZE, number};
use crate::scale::Scale;
use crate::text::{shortened, width};
use crate::{Chart, Look};

/// Names at the end of lines: as many as can stand above one another.
const NAMED_AT_END: usize = 4;

pub(crate) fn draw(chart: &Chart, look: &Look) -> String {
    let mut pen = Pen::new(look);
    let mut top = frame::heading(&mut pen, &chart.title);
    let values = || {
        chart
            .series
            .iter()
            .flat_map(|series| series.points.iter().filter_map(value))
    };
    let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let scale = Scale::new(least, most, 4, is_whole(chart));
    let at_end = !look.is_narrow() && (2..=NAMED_AT_END).contains(&chart.series.len());
    let names: Vec<String> = chart
        .series
        .iter()
        .map(|series| shortened(&series.name, SIZE, look.width() * 0.22))
        .collect();
    let mut entries: Vec<(Sign, &str)> = Vec::new();
    if !at_end && chart.series.len() > 1 {
        let lines = chart.series.iter().enumerate();
        entries.extend(lines.map(|(n, series)| (Sign::Line(n), series.name.as_str())));
    }
    top += frame::legend(&mut pen, top, &entries);
    let right = if at_end {
        names
            .iter()
            .map(|name| width(name, SIZE))
            .fold(0.0, f64::max)
            + 12.0
    } else {
        8.0
    };
    let field = axes::marks(&mut pen, top, &chart.unit, &scale, right);
    let n = chart.categories.len();
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (series, of) in chart.series.iter().enumerate() {
        let place = |at: usize, value: f64| (field.x(at, n), field.y(&scale, value));
        let mut path = String::new();
        let mut before = false;
        for (at, point) in of.points.iter().take(n).enumerate() {
            let Some(value) = value(point) else {
                before = false;
                continue;
            };
            let (x, y) = place(at, value);
            let _ = write!(
                path,
                "{}{} {}",
                if before { "L" } else { "M" },
                number(x),
                number(y)
            );
            before = true;
        }
        if !path.is_empty() {
            frame::stroke(&mut pen, series, &path);
        }
        // So many that shapes would hide the line: only what has little behind it is marked.
        let dense = field.slot(n) < 9.0;
        for (at, point) in of.points.iter().take(n).enumerate() {
            let Some(value) = value(point) else { continue };
            let spot = place(at, value);
            let category = chart.categories.get(at).map_or("", String::as_str);
            let several = (chart.series.len() > 1).then_some(of.name.as_str());
            let r = if dense && !point.few { 1.5 } else { 4.0 };
            pen.mark(
                &frame::name(category, several, &point.label),
                point,
                |pen| {
                    pen.shape(series, spot, r, point.few);
                },
            );
        }
        let last = of.points.iter().take(n).enumerate().rev();
        let mut last = last.filter_map(|(at, point)| Some((at, value(point)?)));
        if let Some((at, value)) = last.next() {
            ends.push((place(at, value).1, series));
        }
    }
    if at_end {
        beside(&mut pen, field, ends, &names);
    }
    let mut bottom = axes::categories(&mut pen, field, &chart.categories, true);
    if has_few(chart) {
        let few = look.words.few.clone();
        bottom += 4.0 + frame::legend(&mut pen, bottom + 4.0, &[(Sign::Few(0), &few)]);
    }
    let height = frame::source(&mut pen, bottom);
    pen.finish(&chart.title, &chart.description, is_linked(chart), height)
}

/// Names beside the ends of the lines, none upon another.
fn beside(pen: &mut Pen<'_>, field: axes::Field, mut ends: Vec<(f64, usize)>, names: &[String]) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut free = field.top - 4.0;
    let count = ends.len();
    for (at, (y, series)) in ends.into_iter().enumerate() {
        let lowest = field.bottom - (count - 1 - at) as f64 * 16.0;
        let y = y.max(free).min(lowest.max(free));
        free = y + 16.0;
        let name = names.get(series).map_or("", String::as_str);
        pen.shape(series, (field.right + 2.0, y), 4.0, false);
        pen.text(
            (field.right + 10.0, y + 4.5),
            name,
            SIZE,
            Anchor::Start,
            Ink::Text,
        );
    }
}
