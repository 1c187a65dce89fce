//! Paragraphs and runs.

use std::fmt::Display;

use super::Writer;
use crate::clean;
use crate::model::{Align, Paragraph, Run};
use crate::xml::Xml;

/// What a paragraph looks like beyond its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Shape<'a> {
    pub style: Option<&'a str>,
    pub align: Align,
    /// Its list, by number.
    pub list: Option<u32>,
    /// Stays on the page of what follows.
    pub with_next: bool,
    /// Indented so far from the left.
    pub indent: Option<u32>,
}

impl Writer {
    /// A paragraph of one style.
    pub(super) fn styled(&mut self, style: &str, text: &str) {
        let shape = Shape {
            style: Some(style),
            ..Shape::default()
        };
        begin(&mut self.body, shape);
        run(&mut self.body, text, false, false);
        self.body.close();
        self.begun = true;
    }

    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, shape: Shape<'_>) {
        begin(
            &mut self.body,
            Shape {
                align: paragraph.align,
                ..shape
            },
        );
        for Run { text, bold, italic } in &paragraph.runs {
            run(&mut self.body, text, *bold, *italic);
        }
        self.body.close();
    }
}

/// Opens a paragraph; the caller closes it.
pub(super) fn begin(body: &mut Xml, shape: Shape<'_>) {
    body.open("w:p", &[]);
    body.open("w:pPr", &[]);
    if let Some(style) = shape.style {
        body.empty("w:pStyle", &[("w:val", &style)]);
    }
    if shape.with_next {
        body.empty("w:keepNext", &[]);
    }
    if let Some(list) = shape.list {
        body.open("w:numPr", &[]);
        body.empty("w:ilvl", &[("w:val", &0)]);
        body.empty("w:numId", &[("w:val", &list)]);
        body.close();
    }
    if let Some(indent) = shape.indent {
        body.empty("w:ind", &[("w:left", &indent)]);
    }
    let side = match shape.align {
        Align::Left => None,
        Align::Center => Some("center"),
        Align::Right => Some("right"),
        Align::Justify => Some("both"),
    };
    if let Some(side) = side {
        body.empty("w:jc", &[("w:val", &side)]);
    }
    body.close();
}

/// A run of one look; a line feed is a new line.
pub(super) fn run(body: &mut Xml, text: &str, bold: bool, italic: bool) {
    let cleaned = clean::clean(text);
    if cleaned.is_empty() {
        return;
    }
    body.open("w:r", &[]);
    if bold || italic {
        body.open("w:rPr", &[]);
        if bold {
            body.empty("w:b", &[]);
        }
        if italic {
            body.empty("w:i", &[]);
        }
        body.close();
    }
    lines(body, &cleaned);
    body.close();
}

/// The text of a run that is open.
pub(super) fn lines(body: &mut Xml, cleaned: &str) {
    for (at, line) in cleaned.split('\n').enumerate() {
        if at > 0 {
            body.empty("w:br", &[]);
        }
        if !line.is_empty() {
            body.leaf("w:t", &[("xml:space", &"preserve")], line);
        }
    }
}

/// A field that Word fills: `PAGE`, `NUMPAGES`.
pub(super) fn field(body: &mut Xml, name: &str) {
    let code: &dyn Display = &name;
    body.open("w:fldSimple", &[("w:instr", code)]);
    body.open("w:r", &[]);
    body.leaf("w:t", &[], "1");
    body.close();
    body.close();
}
