//! Writes a drawing.

use std::fmt::Write as _;

use crate::palette::{self, Ink, SERIES};
use crate::text::{address, escaped};
use crate::{Look, Paint, Point};

/// Size of most words, in units of the drawing.
pub(crate) const SIZE: f64 = 13.0;
/// Size of words of less weight.
pub(crate) const SMALL: f64 = 12.0;

/// Where a line of words is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing as it grows.
pub(crate) struct Pen<'a> {
    pub(crate) look: &'a Look,
    pub(crate) out: String,
    /// Patterns that are used, by series.
    used: [bool; SERIES],
    /// Hollow patterns that are used.
    hollow: [bool; SERIES],
    /// The pattern of what is not shown.
    hidden: bool,
}

/// A number of the drawing: one decimal is a tenth of a pixel.
pub(crate) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // There is no "-0".
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}

impl<'a> Pen<'a> {
    pub(crate) fn new(look: &'a Look) -> Self {
        Self {
            look,
            out: String::with_capacity(4096),
            used: [false; SERIES],
            hollow: [false; SERIES],
            hidden: false,
        }
    }

    /// Attributes for filling and for lines.
    pub(crate) fn paint(&self, fill: Option<Ink>, stroke: Option<Ink>) -> String {
        match self.look.paint {
            Paint::Classes => {
                let fill_class = fill.map(|ink| format!("g-f-{}", ink.class()));
                let stroke_class = stroke.map(|ink| format!("g-s-{}", ink.class()));
                let classes: Vec<String> = fill_class.into_iter().chain(stroke_class).collect();
                let none = if fill.is_none() { " fill=\"none\"" } else { "" };
                format!(" class=\"{}\"{none}", classes.join(" "))
            }
            Paint::Colours => {
                let mut out = format!(" fill=\"{}\"", fill.map_or("none", Ink::colour));
                if let Some(ink) = stroke {
                    let _ = write!(out, " stroke=\"{}\"", ink.colour());
                }
                out
            }
        }
    }

    /// Attributes of an area of a series: its colour and its pattern, or lines only where there is little behind it.
    /// `plain` where nothing else of the chart could be taken for it.
    pub(crate) fn area(&mut self, series: usize, few: bool, plain: bool) -> String {
        let at = series % SERIES;
        if few {
            if let Some(slot) = self.hollow.get_mut(at) {
                *slot = true;
            }
            let line = self.paint(None, Some(Ink::Series(series)));
            let line = line.replace(" fill=\"none\"", "");
            return format!("{line} fill=\"url(#{})\"", self.look.id(&format!("h{at}")));
        }
        if plain || palette::hatch(series).is_empty() {
            return self.paint(Some(Ink::Series(series)), None);
        }
        if let Some(slot) = self.used.get_mut(at) {
            *slot = true;
        }
        format!(" fill=\"url(#{})\"", self.look.id(&format!("p{at}")))
    }

    /// Attributes of an area whose value is not shown.
    pub(crate) fn hidden(&mut self) -> String {
        self.hidden = true;
        format!(" fill=\"url(#{})\"", self.look.id("none"))
    }

    /// Attributes of the area of a point, as of its series; of what is left beside all others of no series' colour, so that
    /// nobody takes it for one of them.
    pub(crate) fn of_point(&mut self, series: usize, point: &Point, plain: bool) -> String {
        if !point.rest {
            return self.area(series, point.few, plain);
        }
        let edge = self.paint(None, Some(Ink::Axis));
        format!("{}{}", edge.replace(" fill=\"none\"", ""), self.hidden())
    }

    /// A line of words; gives nothing for an empty one.
    pub(crate) fn text(
        &mut self,
        at: (f64, f64),
        words: &str,
        size: f64,
        anchor: Anchor,
        ink: Ink,
    ) {
        self.words(at, words, size, anchor, ink, "");
    }

    /// A line of words in the middle of an area; on a hatched one letters have an edge, or they drown.
    pub(crate) fn over(&mut self, at: (f64, f64), words: &str, size: f64, ink: Ink, edged: bool) {
        let edge = match self.look.paint {
            _ if !edged => String::new(),
            Paint::Classes => {
                let paper = format!("g-s-{}", Ink::Paper.class());
                format!(" paint-order=\"stroke\" stroke-width=\"4\" class=\"g-f-text {paper}\"")
            }
            Paint::Colours => format!(
                " paint-order=\"stroke\" stroke-width=\"4\" stroke=\"{}\"",
                Ink::Paper.colour()
            ),
        };
        self.words(at, words, size, Anchor::Middle, ink, &edge);
    }

    /// The same in bold.
    pub(crate) fn bold(&mut self, at: (f64, f64), words: &str, size: f64, anchor: Anchor) {
        self.words(at, words, size, anchor, Ink::Text, " font-weight=\"700\"");
    }

    fn words(
        &mut self,
        (x, y): (f64, f64),
        words: &str,
        size: f64,
        anchor: Anchor,
        ink: Ink,
        more: &str,
    ) {
        if words.trim().is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{more}{}>{}</text>",
            number(x),
            number(y),
            number(size),
            if more.contains(" class=") {
                String::new()
            } else {
                self.paint(Some(ink), None)
            },
            escaped(words)
        );
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        let _ = write!(
            self.out,
            "<path d=\"M{} {}L{} {}\"{}/>",
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1),
            self.paint(None, Some(ink))
        );
    }

    /// A rectangle; `paint` are its attributes. Of a value of nothing there is none: readers of SVG warn of one without area.
    pub(crate) fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), paint: &str) {
        let (w, h) = (number(w.max(0.0)), number(h.max(0.0)));
        if w == "0" || h == "0" {
            return;
        }
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{w}\" height=\"{h}\"{paint}/>",
            number(x),
            number(y),
        );
    }

    /// The shape of a series at a point; hollow where there is little behind it.
    pub(crate) fn shape(&mut self, series: usize, (x, y): (f64, f64), r: f64, hollow: bool) {
        let ink = Ink::Series(series);
        let paint = if hollow {
            self.paint(Some(Ink::Paper), Some(ink))
        } else {
            self.paint(Some(ink), Some(Ink::Paper))
        };
        let thick = if hollow { 2.0 } else { 1.0 };
        let (left, right, top, low) = (x - r, x + r, y - r, y + r);
        let d = match series % 4 {
            0 => {
                let _ = write!(
                    self.out,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" stroke-width=\"{thick}\"{paint}/>",
                    number(x),
                    number(y),
                    number(r),
                );
                return;
            }
            1 => [(left, top), (right, top), (right, low), (left, low)],
            2 => [(x, top), (right, low), (left, low), (x, top)],
            _ => [(x, top), (right, y), (x, low), (left, y)],
        };
        let path = d
            .map(|(x, y)| format!("{} {}", number(x), number(y)))
            .join("L");
        let _ = write!(
            self.out,
            "<path d=\"M{path}Z\" stroke-width=\"{thick}\"{paint}/>"
        );
    }

    /// What belongs to one value: it is named, and leads to its reports where it can.
    pub(crate) fn mark(&mut self, name: &str, point: &Point, draw: impl FnOnce(&mut Self)) {
        let link = point.link.as_deref().and_then(address);
        if let Some(link) = &link {
            let _ = write!(self.out, "<a href=\"{link}\">");
        }
        let _ = write!(
            self.out,
            "<g class=\"g-mark\"><title>{}</title>",
            escaped(name)
        );
        draw(self);
        self.out.push_str("</g>");
        if link.is_some() {
            self.out.push_str("</a>");
        }
    }

    /// Patterns, where any is used.
    fn patterns(&self) -> String {
        let mut out = String::new();
        let tile = |id: String, back: String, lines: &str, line: String| {
            format!(
                "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                 <rect width=\"8\" height=\"8\"{back}/><path d=\"{lines}\" stroke-width=\"1.6\"{line}/></pattern>"
            )
        };
        for series in 0..SERIES {
            let ink = Ink::Series(series);
            if self.used.get(series) == Some(&true) {
                out += &tile(
                    self.look.id(&format!("p{series}")),
                    self.paint(Some(ink), None),
                    palette::hatch(series),
                    self.paint(None, Some(Ink::Paper)),
                );
            }
            if self.hollow.get(series) == Some(&true) {
                out += &tile(
                    self.look.id(&format!("h{series}")),
                    self.paint(Some(Ink::Paper), None),
                    palette::hatch(1),
                    self.paint(None, Some(ink)),
                );
            }
        }
        if self.hidden {
            out += &tile(
                self.look.id("none"),
                self.paint(Some(Ink::Paper), None),
                palette::hatch(4),
                self.paint(None, Some(Ink::Axis)),
            );
        }
        out
    }

    /// The whole drawing around what was drawn, `height` units high.
    pub(crate) fn finish(
        self,
        title: &str,
        description: &str,
        linked: bool,
        height: f64,
    ) -> String {
        let (width, height) = (self.look.width(), height.ceil());
        let (title_id, desc_id) = (self.look.id("t"), self.look.id("d"));
        let patterns = self.patterns();
        let defs = if patterns.is_empty() {
            String::new()
        } else {
            format!("<defs>{patterns}</defs>")
        };
        // The children of an image are no links to a screen reader.
        let role = if linked { "group" } else { "img" };
        let (own, back) = match self.look.paint {
            Paint::Classes => (String::new(), String::new()),
            Paint::Colours => (
                format!(
                    " width=\"{width}\" height=\"{height}\" font-family=\"'Noto Sans', 'Open Sans', 'DejaVu Sans', sans-serif\""
                ),
                format!(
                    "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
                    Ink::Paper.colour()
                ),
            ),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"g\" viewBox=\"0 0 {width} {height}\"{own} role=\"{role}\" \
             aria-labelledby=\"{title_id}\" aria-describedby=\"{desc_id}\"><title id=\"{title_id}\">{}</title>\
             <desc id=\"{desc_id}\">{}</desc>{defs}{back}{}</svg>",
            escaped(title),
            escaped(description),
            self.out
        )
    }
}
