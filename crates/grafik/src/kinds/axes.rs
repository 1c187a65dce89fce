//! The frame of upright charts: marks at the left, categories below.

use crate::frame;
use crate::palette::Ink;
use crate::pen::{Anchor, Pen, SMALL};
use crate::scale::Scale;
use crate::text::{width, wrapped};

/// Where values are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Field {
    /// The height of a value.
    pub(crate) fn y(&self, scale: &Scale, value: f64) -> f64 {
        self.bottom - scale.place(value) * (self.bottom - self.top)
    }

    /// Width of one of `n` places.
    pub(crate) fn slot(&self, n: usize) -> f64 {
        (self.right - self.left) / n.max(1) as f64
    }

    /// The middle of a place.
    pub(crate) fn x(&self, at: usize, n: usize) -> f64 {
        self.left + self.slot(n) * (at as f64 + 0.5)
    }
}

/// Draws marks, their lines and the unit; gives where values go. `right`: room kept free for words at the end of lines.
pub(crate) fn marks(pen: &mut Pen<'_>, top: f64, unit: &str, scale: &Scale, right: f64) -> Field {
    let look = pen.look;
    let words: Vec<(f64, String)> = scale
        .ticks
        .iter()
        .map(|tick| (*tick, scale.word(*tick, look.numbers)))
        .collect();
    let widest = words
        .iter()
        .map(|(_, word)| width(word, SMALL))
        .fold(0.0, f64::max);
    let top = top + frame::unit(pen, top, unit) + 8.0;
    let height = if look.is_narrow() { 170.0 } else { 210.0 };
    let field = Field {
        left: look.edge() + widest.min(look.width() / 3.0) + 8.0,
        right: look.width() - look.edge() - right,
        top,
        bottom: top + height,
    };
    for (tick, word) in words {
        let y = field.y(scale, tick);
        let ink = if tick == 0.0 { Ink::Axis } else { Ink::Grid };
        pen.line((field.left, y), (field.right, y), ink);
        pen.text(
            (field.left - 8.0, y + 4.0),
            &word,
            SMALL,
            Anchor::End,
            Ink::Soft,
        );
    }
    field
}

/// Draws the names of categories below; gives how far down they reach. In a row of time some may be left out.
pub(crate) fn categories(pen: &mut Pen<'_>, field: Field, names: &[String], in_time: bool) -> f64 {
    let n = names.len();
    let slot = field.slot(n);
    let fits = |name: &String, room: f64, lines: usize| {
        let shown = wrapped(name, SMALL, room, lines);
        shown.len() <= lines && !shown.iter().any(|line| line.ends_with('…'))
    };
    // A word of which two letters are left says nothing.
    let cramped = |name: &String| {
        let shown = wrapped(name, SMALL, slot - 4.0, 3);
        shown
            .iter()
            .any(|line| line.ends_with('…') && line.chars().count() < 6)
    };
    // Every k-th, as soon as those have room whole.
    let every = if in_time || n > 12 || names.iter().any(cramped) {
        (1..=n.max(1))
            .find(|every| {
                let room = slot * *every as f64 - 4.0;
                names.iter().step_by(*every).all(|name| fits(name, room, 2))
            })
            .unwrap_or(n.max(1))
    } else {
        1
    };
    let (room, lines) = (slot * every as f64 - 4.0, if every > 1 { 2 } else { 3 });
    let mut lowest = field.bottom;
    for (at, name) in names.iter().enumerate().step_by(every) {
        let x = field.x(at, n);
        let shown = wrapped(name, SMALL, room, lines);
        let y = |line: usize| field.bottom + 17.0 + line as f64 * 15.0;
        lowest = lowest.max(y(shown.len().max(1) - 1));
        frame::titled(pen, name, |pen| {
            for (line, words) in shown.iter().enumerate() {
                // At the edges words lean inwards.
                let half = width(words, SMALL) / 2.0;
                let x = x.clamp(
                    half.min(pen.look.width() / 2.0),
                    (pen.look.width() - half).max(pen.look.width() / 2.0),
                );
                pen.text((x, y(line)), words, SMALL, Anchor::Middle, Ink::Soft);
            }
        });
    }
    lowest + 8.0
}
