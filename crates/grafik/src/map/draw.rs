//! Draws a map.

use std::fmt::Write as _;

use super::outline::{Projection, Spot, widest};
use super::steps::Steps;
use super::{Area, Map};
use crate::frame;
use crate::kinds::value;
use crate::palette::{Ink, STEPS};
use crate::pen::{Anchor, Pen, SIZE, number};
use crate::scale::written;
use crate::text::{address, width, wrapped};
use crate::{Chart, Kind, Look};

/// How far a simplified border may be from the real one, units.
const TOLERANCE: f64 = 0.7;
/// Size of names on the map.
const NAME: f64 = 11.0;

/// Draws areas coloured by five steps, darker for more, with the steps' bounds beside. An area without a value is hatched,
/// one with little behind it is drawn with a dashed border; both say so. Every area is named by its `<title>`.
pub fn choropleth(map: &Map, look: &Look) -> String {
    let outlines = map.areas.iter().map(|area| &area.outline);
    let room = look.width() - 2.0 * look.edge();
    let beside = if look.is_narrow() { 0.0 } else { 190.0 };
    let Some(projection) = Projection::fit(outlines, room - beside, room.min(520.0)) else {
        return frame::nothing(look, &empty(map));
    };
    let mut pen = Pen::new(look);
    let top = frame::heading(&mut pen, &map.title);
    // In the middle of its room.
    let left = look.edge() + ((room - beside - projection.size.0) / 2.0).max(0.0);
    let steps = Steps::of(map.areas.iter().filter_map(|area| value(&area.point)));
    let mut names = Vec::new();
    for area in &map.areas {
        let mut rings = projection.rings(&area.outline, TOLERANCE);
        for spot in rings.iter_mut().flatten() {
            *spot = (spot.0 + left, spot.1 + top);
        }
        if rings.is_empty() {
            continue;
        }
        draw_area(&mut pen, area, &rings, &steps);
        let shade = value(&area.point).map(|value| steps.place(value));
        if let Some((spot, wide)) = widest(&rings)
            && width(&area.name, NAME) + 6.0 <= wide
        {
            names.push((spot, area.name.as_str(), shade));
        }
    }
    let mut taken: Vec<Spot> = Vec::new();
    for (spot, name, shade) in names {
        let near =
            |other: &Spot| (other.1 - spot.1).abs() < 13.0 && (other.0 - spot.0).abs() < 80.0;
        if taken.iter().any(near) {
            continue;
        }
        taken.push(spot);
        // White on the darkest two.
        let ink = if shade.is_some_and(|shade| shade >= STEPS - 2) {
            Ink::Paper
        } else {
            Ink::Text
        };
        pen.over((spot.0, spot.1 + 4.0), name, NAME, ink, shade.is_none());
    }
    let below = top + projection.size.1;
    let low = if look.is_narrow() {
        legend(&mut pen, map, &steps, (look.edge(), below + 14.0), room)
    } else {
        let at = (look.edge() + room - beside + 18.0, top);
        legend(&mut pen, map, &steps, at, beside - 18.0).max(below)
    };
    let height = frame::source(&mut pen, low);
    let linked = map
        .areas
        .iter()
        .any(|area| area.point.link.as_deref().and_then(address).is_some());
    pen.finish(&map.title, &map.description, linked, height)
}

fn empty(map: &Map) -> Chart {
    Chart {
        kind: Kind::Bars,
        title: map.title.clone(),
        description: map.description.clone(),
        unit: map.unit.clone(),
        categories: Vec::new(),
        series: Vec::new(),
    }
}

fn draw_area(pen: &mut Pen<'_>, area: &Area, rings: &[Vec<Spot>], steps: &Steps) {
    let mut path = String::new();
    for ring in rings {
        for (at, (x, y)) in ring.iter().enumerate() {
            let _ = write!(
                path,
                "{}{} {}",
                if at == 0 { "M" } else { "L" },
                number(*x),
                number(*y)
            );
        }
        path.push('Z');
    }
    let label = match value(&area.point) {
        Some(_) => area.point.label.clone(),
        None => pen.look.words.missing.to_string(),
    };
    let name = frame::name(&area.name, None, &label);
    pen.mark(&name, &area.point, |pen| {
        let paint = if let Some(value) = value(&area.point) {
            let few = area.point.few;
            let border = if few { Ink::Text } else { Ink::Paper };
            let dashed = if few { " stroke-dasharray=\"3 2\"" } else { "" };
            let paint = pen.paint(Some(Ink::Step(steps.place(value))), Some(border));
            format!("{dashed} stroke-width=\"1\"{paint}")
        } else {
            hatched(pen)
        };
        let _ = write!(
            pen.out,
            "<path d=\"{path}\" fill-rule=\"evenodd\" stroke-linejoin=\"round\"{paint}/>"
        );
    });
}

/// Attributes of an area whose value is not shown.
fn hatched(pen: &mut Pen<'_>) -> String {
    let border = pen.paint(None, Some(Ink::Axis));
    let border = border.replace(" fill=\"none\"", "");
    format!(" stroke-width=\"0.6\"{border}{}", pen.hidden())
}

/// The steps with their bounds; gives how far down it reaches.
fn legend(pen: &mut Pen<'_>, map: &Map, steps: &Steps, (x, top): (f64, f64), room: f64) -> f64 {
    let numbers = pen.look.numbers;
    let whole = map
        .areas
        .iter()
        .filter_map(|area| value(&area.point))
        .all(|value| value.fract() == 0.0);
    let word = |value: f64| written(value, usize::from(!whole), numbers);
    let mut y = top;
    for line in wrapped(&map.unit, SIZE, room, 2) {
        pen.bold((x, y + 12.0), &line, SIZE, Anchor::Start);
        y += 18.0;
    }
    y += 4.0;
    let mut entry = |pen: &mut Pen<'_>, paint: String, words: &str| {
        pen.rect((x, y), (22.0, 15.0), &paint);
        for line in wrapped(words, SIZE, room - 30.0, 3) {
            pen.text((x + 30.0, y + 12.0), &line, SIZE, Anchor::Start, Ink::Text);
            y += 17.0;
        }
        y += 4.0;
    };
    // The most first: it is what one looks for.
    for (at, (least, most)) in steps.0.iter().enumerate().rev() {
        let words = if most - least < f64::EPSILON {
            word(*least)
        } else {
            format!("{}–{}", word(*least), word(*most))
        };
        let paint = pen.paint(Some(Ink::Step(steps.shade(at))), Some(Ink::Axis));
        entry(pen, format!(" stroke-width=\"0.6\"{paint}"), &words);
    }
    if map.areas.iter().any(|area| value(&area.point).is_none()) {
        let paint = hatched(pen);
        let words = pen.look.words.missing.clone();
        entry(pen, paint, &words);
    }
    if map
        .areas
        .iter()
        .any(|area| area.point.few && value(&area.point).is_some())
    {
        let paint = pen.paint(Some(Ink::Paper), Some(Ink::Text));
        let words = pen.look.words.few.clone();
        entry(pen, format!(" stroke-dasharray=\"3 2\"{paint}"), &words);
    }
    y
}
