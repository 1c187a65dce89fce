//! Lying bars, the longest first, each beside or below its name; what is left beside all others comes last.

use super::{has_few, is_linked, is_whole, of_category, value};
use crate::frame::{self, Sign};
use crate::palette::Ink;
use crate::pen::{Anchor, Pen, SIZE, SMALL};
use crate::scale::Scale;
use crate::text::{shortened, width, wrapped};
use crate::{Chart, Look};

/// More bars than this nobody reads: the rest is in the table.
const MOST: usize = 40;

pub(crate) fn draw(chart: &Chart, look: &Look) -> String {
    let mut pen = Pen::new(look);
    let mut y = frame::heading(&mut pen, &chart.title);
    let several = chart.series.len() > 1;
    if several {
        let series = chart.series.iter().enumerate();
        let entries: Vec<_> = series
            .map(|(n, of)| (Sign::Area(n), of.name.as_str()))
            .collect();
        y += frame::legend(&mut pen, y, &entries);
    }
    y += frame::unit(&mut pen, y, &chart.unit);
    let first = |at: &usize| of_category(chart, *at).find_map(|(_, point)| value(point));
    let mut order: Vec<usize> = (0..chart.categories.len()).collect();
    let is_rest = |at: &usize| of_category(chart, *at).any(|(_, point)| point.rest);
    order.sort_by(|a, b| {
        let longest = match (first(a), first(b)) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        // What is left beside all others is no name among them.
        is_rest(a).cmp(&is_rest(b)).then(longest)
    });
    let left_out = order.len().saturating_sub(MOST);
    order.truncate(MOST);
    let values = || {
        let points = order.iter().flat_map(|at| of_category(chart, *at));
        points.filter_map(|(_, point)| value(point))
    };
    let most = values().fold(0.0, f64::max);
    let scale = Scale::new(0.0, most, 4, is_whole(chart));
    let labels = order.iter().flat_map(|at| of_category(chart, *at));
    let label = labels
        .map(|(_, point)| width(&point.label, SIZE))
        .fold(0.0, f64::max);
    let room = look.width() - 2.0 * look.edge();
    let names = if look.is_narrow() {
        0.0
    } else {
        let names = order.iter().filter_map(|at| chart.categories.get(*at));
        let widest = names.map(|name| width(name, SIZE)).fold(0.0, f64::max);
        widest.min(room * 0.38) + 10.0
    };
    let left = look.edge() + names;
    let length = (room - names - label.min(room * 0.3) - 8.0).max(20.0);
    // The axis is not drawn, so the longest bar may fill its room.
    let share = |value: f64| {
        let end = scale.place(most);
        if end > 0.0 {
            (scale.place(value.max(0.0)) / end).min(1.0)
        } else {
            0.0
        }
    };
    for at in order {
        let name = chart.categories.get(at).map_or("", String::as_str);
        let start = y;
        let mut lines = Vec::new();
        if look.is_narrow() {
            for line in wrapped(name, SIZE, room, 2) {
                y += 16.0;
                lines.push(((look.edge(), y), line, Anchor::Start));
            }
            y += 6.0;
        }
        let bars = y;
        let points: Vec<_> = of_category(chart, at).collect();
        let thick = if several { 11.0 } else { 18.0 };
        let missing = look.words.missing.clone();
        for (which, point) in points {
            let series = chart.series.get(which).filter(|_| several);
            let series = series.map(|series| series.name.as_str());
            let middle = y + thick / 2.0 + 4.5;
            if let Some(value) = value(point) {
                let long = length * share(value);
                pen.mark(&frame::name(name, series, &point.label), point, |pen| {
                    let paint = pen.of_point(which, point, !several);
                    pen.rect((left, y), (long.max(1.0), thick), &paint);
                });
                let words = shortened(&point.label, SIZE, room * 0.3);
                let size = if several { SMALL } else { SIZE };
                pen.text(
                    (left + long + 6.0, middle),
                    &words,
                    size,
                    Anchor::Start,
                    Ink::Text,
                );
            } else {
                let words = shortened(&missing, SMALL, room - names);
                pen.text((left, middle), &words, SMALL, Anchor::Start, Ink::Soft);
            }
            y += thick + 1.0;
        }
        if !look.is_narrow() {
            let shown = wrapped(name, SIZE, names - 10.0, 2);
            let height = shown.len() as f64 * 15.0;
            let first = (bars + (y - bars) / 2.0 - height / 2.0 + 12.0).max(start + 11.0);
            for (line, words) in shown.into_iter().enumerate() {
                lines.push((
                    (left - 10.0, first + line as f64 * 15.0),
                    words,
                    Anchor::End,
                ));
            }
            y = y.max(start + height + 2.0);
        }
        frame::titled(&mut pen, name, |pen| {
            for (place, words, anchor) in &lines {
                pen.text(*place, words, SIZE, *anchor, Ink::Text);
            }
        });
        y += 7.0;
    }
    if left_out > 0 {
        let words = look.words.more.replace("{n}", &left_out.to_string());
        y += 14.0;
        let words = shortened(&words, SMALL, room);
        pen.text((look.edge(), y), &words, SMALL, Anchor::Start, Ink::Soft);
        y += 6.0;
    }
    if has_few(chart) {
        let few = look.words.few.clone();
        y += 4.0 + frame::legend(&mut pen, y + 4.0, &[(Sign::Few(0), &few)]);
    }
    let height = frame::source(&mut pen, y);
    pen.finish(&chart.title, &chart.description, is_linked(chart), height)
}
