//! A document as a PDF that screen readers can read: PDF/UA-1, every word in a tree of headings, paragraphs and tables.

mod blocks;
mod chart;
mod flow;
mod fonts;
mod group;
mod letters;
mod lines;
mod paint;
mod render;
mod stroke;
mod table;
mod tree;

use crate::error::DocumentError;
use crate::model::Document;
use crate::turns::{Step, steps};

use flow::Flow;
use fonts::Fonts;

/// The document as a tagged PDF.
///
/// # Errors
///
/// When a table has a row of another length than its head, or the file would break the rules of PDF/UA-1.
pub fn pdf(document: &Document) -> Result<Vec<u8>, DocumentError> {
    document.check()?;
    let fonts = Fonts::new()
        .ok_or_else(|| DocumentError::Pdf("huruf yang dibawa program tidak terbaca".to_owned()))?;
    let mut flow = Flow::new(&fonts);
    if let Some(letterhead) = &document.letterhead {
        flow.letterhead(letterhead);
    }
    flow.title(&document.title, &document.subject);
    for step in steps(&document.blocks) {
        match step {
            Step::Turn(lying) => flow.turn(lying),
            Step::Write(at) => {
                flow.make_room(&document.blocks, at);
                if let Some(block) = document.blocks.get(at) {
                    flow.block(block);
                }
            }
        }
    }
    render::render(flow, document)
}
