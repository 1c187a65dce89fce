//! What surrounds the values: title, legend, source.

use std::fmt::Write as _;

use crate::palette::Ink;
use crate::pen::{Anchor, Pen, SIZE, SMALL, number};
use crate::text::{escaped, width, wrapped};
use crate::{Chart, Look};

/// Draws the title where the drawing has one; gives the height it takes.
pub(crate) fn heading(pen: &mut Pen<'_>, title: &str) -> f64 {
    if !pen.look.heading {
        return pen.look.edge();
    }
    let (size, room) = (17.0, pen.look.width() - 2.0 * pen.look.edge());
    let mut y = 10.0;
    for line in wrapped(title, size * 1.06, room, 3) {
        y += 20.0;
        pen.bold((pen.look.edge(), y), &line, size, Anchor::Start);
    }
    y + 14.0
}

/// Draws where the figures come from; gives the height of all.
pub(crate) fn source(pen: &mut Pen<'_>, mut y: f64) -> f64 {
    let source = pen.look.source.clone();
    if source.is_empty() {
        return y + pen.look.edge();
    }
    y += 8.0;
    for line in wrapped(&source, 11.0, pen.look.width() - 2.0 * pen.look.edge(), 4) {
        y += 15.0;
        pen.text((pen.look.edge(), y), &line, 11.0, Anchor::Start, Ink::Soft);
    }
    y + 12.0
}

/// How a series is shown in the legend.
#[derive(Clone, Copy)]
pub(crate) enum Sign {
    /// A line with its dash and shape.
    Line(usize),
    /// An area with its pattern.
    Area(usize),
    /// An area with little behind it.
    Few(usize),
}

/// Draws the names of what is shown, as many beside one another as there is room for; gives the height it takes.
pub(crate) fn legend(pen: &mut Pen<'_>, top: f64, entries: &[(Sign, &str)]) -> f64 {
    let most = pen.look.width() - 2.0 * pen.look.edge();
    let (mut x, mut y) = (pen.look.edge(), top);
    for (sign, name) in entries {
        let lines = wrapped(name, SIZE, most - 32.0, 3);
        let needed = 32.0
            + lines
                .iter()
                .map(|line| width(line, SIZE))
                .fold(0.0, f64::max);
        if x > pen.look.edge() && x + needed > pen.look.edge() + most {
            (x, y) = (pen.look.edge(), y + 21.0);
        }
        match sign {
            Sign::Line(series) => {
                stroke(
                    pen,
                    *series,
                    &format!("M{} {}h22", number(x), number(y + 8.0)),
                );
                pen.shape(*series, (x + 11.0, y + 8.0), 4.0, false);
            }
            Sign::Area(series) => {
                let paint = pen.area(*series, false, false);
                pen.rect((x + 4.0, y + 1.0), (14.0, 14.0), &paint);
            }
            Sign::Few(series) => {
                let paint = pen.area(*series, true, false);
                pen.rect((x + 4.0, y + 1.0), (14.0, 14.0), &paint);
            }
        }
        for (at, line) in lines.iter().enumerate() {
            let at = (x + 28.0, y + 13.0 + at as f64 * 16.0);
            pen.text(at, line, SIZE, Anchor::Start, Ink::Text);
        }
        y += 16.0 * lines.len().saturating_sub(1) as f64;
        x += needed + 14.0;
    }
    if entries.is_empty() {
        0.0
    } else {
        y + 27.0 - top
    }
}

/// The line of a series along a path.
pub(crate) fn stroke(pen: &mut Pen<'_>, series: usize, path: &str) {
    let dash = crate::palette::dash(series);
    let dash = if dash.is_empty() {
        String::new()
    } else {
        format!(" stroke-dasharray=\"{dash}\"")
    };
    let paint = pen.paint(None, Some(Ink::Series(series)));
    let _ = write!(
        pen.out,
        "<path d=\"{path}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{dash}{paint}/>"
    );
}

/// Instead of a chart that has nothing to show.
pub(crate) fn nothing(look: &Look, chart: &Chart) -> String {
    let mut pen = Pen::new(look);
    let mut y = heading(&mut pen, &chart.title) + 18.0;
    for line in wrapped(
        &look.words.nothing,
        SIZE,
        look.width() - 2.0 * look.edge(),
        3,
    ) {
        pen.text((pen.look.edge(), y), &line, SIZE, Anchor::Start, Ink::Soft);
        y += 18.0;
    }
    let height = source(&mut pen, y);
    pen.finish(&chart.title, &chart.description, false, height)
}

/// A value in words: of what, and how much.
pub(crate) fn name(category: &str, series: Option<&str>, label: &str) -> String {
    match series {
        Some(series) if !series.is_empty() => format!("{category}, {series}: {label}"),
        _ => format!("{category}: {label}"),
    }
}

/// A group that screen readers and scripts need not look into.
pub(crate) fn titled(pen: &mut Pen<'_>, title: &str, draw: impl FnOnce(&mut Pen<'_>)) {
    let _ = write!(pen.out, "<g><title>{}</title>", escaped(title));
    draw(pen);
    pen.out += "</g>";
}

/// Words above an axis: what the values are.
pub(crate) fn unit(pen: &mut Pen<'_>, top: f64, unit: &str) -> f64 {
    if unit.trim().is_empty() {
        return 0.0;
    }
    let short = crate::text::shortened(unit, SMALL, pen.look.width() - 2.0 * pen.look.edge());
    pen.text(
        (pen.look.edge(), top + 11.0),
        &short,
        SMALL,
        Anchor::Start,
        Ink::Soft,
    );
    20.0
}
