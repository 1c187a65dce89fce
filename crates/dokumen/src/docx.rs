//! A document as WordprocessingML: real headings, tables whose heads return on every page, charts that are charts.

mod blocks;
mod chart;
mod image;
mod letterhead;
mod margins;
mod package;
mod styles;
mod table;
mod text;

use crate::error::DocumentError;
use crate::model::{Block, Document, Orientation};
use crate::turns::{Step, steps};
use crate::xml::Xml;

use package::Package;

/// A twentieth of a point: the unit of lengths.
type Twips = u32;

/// English metric units in a twip.
const EMU_PER_TWIP: u64 = 635;

/// Width and height of A4.
const A4: (Twips, Twips) = (11_906, 16_838);
/// Two centimetres on every side.
const MARGIN: Twips = 1_134;

const NAMESPACES: [(&str, &str); 6] = [
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
    (
        "xmlns:c",
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
    ),
];

/// The document as DOCX.
///
/// # Errors
///
/// When a table has a row of another length than its head, or the package cannot be put together.
pub fn docx(document: &Document) -> Result<Vec<u8>, DocumentError> {
    document.check()?;
    let mut writer = Writer::new();
    writer.all(document);
    writer.package.finish(document, &writer.body.finish())
}

/// The body being written and the parts it refers to.
struct Writer {
    body: Xml,
    package: Package,
    lying: Orientation,
    /// Anything since the last end of a section.
    begun: bool,
}

impl Writer {
    fn new() -> Self {
        let mut body = Xml::part();
        let namespaces: Vec<(&str, &dyn std::fmt::Display)> = NAMESPACES
            .iter()
            .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
            .collect();
        body.open("w:document", &namespaces);
        body.open("w:body", &[]);
        Self {
            body,
            package: Package::default(),
            lying: Orientation::Portrait,
            begun: false,
        }
    }

    fn all(&mut self, document: &Document) {
        if let Some(letterhead) = &document.letterhead {
            self.letterhead(letterhead);
        }
        self.styled("Title", &document.title);
        if !document.subject.is_empty() {
            self.styled("Subtitle", &document.subject);
        }
        for step in steps(&document.blocks) {
            match step {
                Step::Turn(lying) => {
                    if self.begun {
                        self.body.open("w:p", &[]);
                        self.body.open("w:pPr", &[]);
                        self.section();
                        self.body.close();
                        self.body.close();
                    }
                    self.lying = lying;
                    self.begun = false;
                }
                Step::Write(at) => {
                    if let Some(block) = document.blocks.get(at) {
                        let next = document.blocks.get(at + 1);
                        self.block(block, matches!(next, Some(Block::Signature(_))));
                        self.begun = true;
                    }
                }
            }
        }
        self.section();
    }

    /// How the pages up to here lie, their head and their foot.
    fn section(&mut self) {
        let (width, height) = match self.lying {
            Orientation::Portrait => A4,
            Orientation::Landscape => (A4.1, A4.0),
        };
        let body = &mut self.body;
        body.open("w:sectPr", &[]);
        body.empty(
            "w:headerReference",
            &[("w:type", &"default"), ("r:id", &package::HEADER)],
        );
        body.empty(
            "w:footerReference",
            &[("w:type", &"default"), ("r:id", &package::FOOTER)],
        );
        body.empty("w:type", &[("w:val", &"nextPage")]);
        match self.lying {
            Orientation::Portrait => body.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]),
            Orientation::Landscape => {
                body.empty(
                    "w:pgSz",
                    &[
                        ("w:w", &width),
                        ("w:h", &height),
                        ("w:orient", &"landscape"),
                    ],
                );
            }
        }
        body.empty(
            "w:pgMar",
            &[
                ("w:top", &MARGIN),
                ("w:right", &MARGIN),
                ("w:bottom", &MARGIN),
                ("w:left", &MARGIN),
                ("w:header", &567),
                ("w:footer", &567),
                ("w:gutter", &0),
            ],
        );
        body.close();
    }

    /// Width between the margins.
    const fn room(&self) -> Twips {
        match self.lying {
            Orientation::Portrait => A4.0 - 2 * MARGIN,
            Orientation::Landscape => A4.1 - 2 * MARGIN,
        }
    }

    /// Height between the margins.
    const fn height(&self) -> Twips {
        match self.lying {
            Orientation::Portrait => A4.1 - 2 * MARGIN,
            Orientation::Landscape => A4.0 - 2 * MARGIN,
        }
    }
}
