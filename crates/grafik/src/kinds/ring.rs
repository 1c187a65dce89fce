//! A ring: the parts of one whole, each named beside it.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::{has_few, is_linked, value};
use crate::frame::{self, Sign};
use crate::palette::{Ink, SERIES};
use crate::pen::{Anchor, Pen, SIZE, number};
use crate::scale::written;
use crate::text::{width, wrapped};
use crate::{Chart, Look, Point};

/// A part as it is drawn.
struct Part<'a> {
    name: &'a str,
    point: Point,
    value: f64,
}

pub(crate) fn draw(chart: &Chart, look: &Look) -> String {
    let mut pen = Pen::new(look);
    let top = frame::heading(&mut pen, &chart.title);
    let parts = parts(chart, look);
    let whole: f64 = parts.iter().map(|part| part.value).sum();
    let room = look.width() - 2.0 * look.edge();
    let r = if look.is_narrow() {
        (room / 2.0).min(88.0)
    } else {
        96.0
    };
    let centre = if look.is_narrow() {
        (look.width() / 2.0, top + r + 2.0)
    } else {
        (look.edge() + r + 2.0, top + r + 2.0)
    };
    if whole > 0.0 {
        let mut turned = 0.0;
        for (at, part) in parts.iter().enumerate() {
            let share = part.value / whole;
            if share > 0.0 {
                let name = frame::name(part.name, None, &part.point.label);
                pen.mark(&name, &part.point, |pen| {
                    let paint = pen.of_point(at, &part.point, false);
                    segment(pen, centre, r, (turned, turned + share), &paint);
                });
            }
            turned += share;
        }
    } else {
        let paint = pen.paint(None, Some(Ink::Grid));
        let (x, y) = centre;
        let _ = write!(
            pen.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" stroke-width=\"4\"{paint}/>",
            number(x),
            number(y),
            number(r - 4.0)
        );
    }
    let total = written(whole, 0, look.numbers);
    let size = if width(&total, 26.0) < r { 26.0 } else { 16.0 };
    pen.bold((centre.0, centre.1 + 4.0), &total, size, Anchor::Middle);
    let unit = wrapped(&chart.unit, 11.0, r, 2);
    for (at, line) in unit.iter().enumerate() {
        let y = centre.1 + 19.0 + at as f64 * 13.0;
        pen.text((centre.0, y), line, 11.0, Anchor::Middle, Ink::Soft);
    }
    let low = if look.is_narrow() {
        names(&mut pen, &parts, look.edge(), centre.1 + r + 14.0)
    } else {
        // Beside the ring, in the middle of its height where they are few.
        let tall = parts.len() as f64 * 26.0;
        let start = top + ((2.0 * r - tall) / 2.0).max(0.0);
        names(&mut pen, &parts, look.edge() + 2.0 * r + 28.0, start).max(centre.1 + r + 6.0)
    };
    let mut bottom = low;
    if has_few(chart) {
        let few = look.words.few.clone();
        bottom += 4.0 + frame::legend(&mut pen, bottom + 4.0, &[(Sign::Few(0), &few)]);
    }
    let height = frame::source(&mut pen, bottom);
    pen.finish(&chart.title, &chart.description, is_linked(chart), height)
}

/// Parts above nothing; so many as can be told apart, the rest as one. Parts of nothing are named all the same.
fn parts<'a>(chart: &'a Chart, look: &'a Look) -> Vec<Part<'a>> {
    let points = chart
        .series
        .first()
        .map_or(&[][..], |series| &series.points);
    let mut parts: Vec<Part<'a>> = chart
        .categories
        .iter()
        .zip(points)
        .map(|(name, point)| Part {
            name,
            point: point.clone(),
            value: value(point).unwrap_or(0.0).clamp(0.0, 1e300),
        })
        .collect();
    parts.sort_by_key(|part| part.point.rest);
    if parts.len() > SERIES {
        let rest = parts.split_off(SERIES - 1);
        let value = rest.iter().map(|part| part.value).sum();
        let label = written(value, 0, look.numbers);
        let few = rest.iter().any(|part| part.point.few);
        parts.push(Part {
            name: &look.words.others,
            point: Point {
                value: Some(value),
                label,
                link: None,
                few,
                rest: true,
            },
            value,
        });
    }
    parts
}

fn segment(pen: &mut Pen<'_>, (cx, cy): (f64, f64), r: f64, (from, to): (f64, f64), paint: &str) {
    let inner = r * 0.6;
    // A full ring has no ends: two halves.
    let halves = if to - from > 0.999 {
        vec![(from, from + 0.5), (from + 0.5, to)]
    } else {
        vec![(from, to)]
    };
    let at = |radius: f64, turn: f64| {
        let (sin, cos) = (turn * TAU).sin_cos();
        format!(
            "{} {}",
            number(cx + radius * sin),
            number(cy - radius * cos)
        )
    };
    let mut path = String::new();
    for (from, to) in halves {
        let large = i32::from(to - from > 0.5);
        let (outer, back) = (number(r), number(inner));
        let _ = write!(
            path,
            "M{}A{outer} {outer} 0 {large} 1 {}L{}A{back} {back} 0 {large} 0 {}Z",
            at(r, from),
            at(r, to),
            at(inner, to),
            at(inner, from)
        );
    }
    let _ = write!(pen.out, "<path d=\"{path}\"{paint}/>");
}

/// The parts' names with their signs, one below the other; gives how far down they reach.
fn names(pen: &mut Pen<'_>, parts: &[Part<'_>], left: f64, top: f64) -> f64 {
    let room = pen.look.width() - pen.look.edge() - left - 24.0;
    let mut y = top;
    for (at, part) in parts.iter().enumerate() {
        let paint = pen.of_point(at, &part.point, false);
        pen.rect((left, y + 3.0), (14.0, 14.0), &paint);
        let words = if part.point.label.is_empty() {
            part.name.to_owned()
        } else {
            format!("{}: {}", part.name, part.point.label)
        };
        let lines = wrapped(&words, SIZE, room, 2);
        for (line, words) in lines.iter().enumerate() {
            let place = (left + 24.0, y + 15.0 + line as f64 * 16.0);
            pen.text(place, words, SIZE, Anchor::Start, Ink::Text);
        }
        y += 26.0 + 16.0 * lines.len().saturating_sub(1) as f64;
    }
    y
}
