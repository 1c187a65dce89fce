//! Which way pages lie: as the document says, and lying for a table that has no room on a page that stands.

use crate::model::{Block, Orientation};

/// A table of more columns than this wants a page that lies.
const STANDING: usize = 9;

/// What a form of the document does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A new page that lies this way.
    Turn(Orientation),
    /// The block at this place.
    Write(usize),
}

/// The blocks in order, with the turns between them. Headings go along with the table that they head; text below a wide
/// table stays with it.
pub(crate) fn steps(blocks: &[Block]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(blocks.len());
    let (mut asked, mut lying) = (Orientation::Portrait, Orientation::Portrait);
    for (at, block) in blocks.iter().enumerate() {
        let wanted = match block {
            Block::Pages(orientation) => {
                (asked, lying) = (*orientation, *orientation);
                steps.push(Step::Turn(lying));
                continue;
            }
            Block::Paragraph(_) | Block::List { .. } | Block::Signature(_) | Block::PageBreak => {
                lying
            }
            _ if blocks.get(at..).is_some_and(is_wide) => Orientation::Landscape,
            _ => asked,
        };
        if wanted != lying {
            lying = wanted;
            steps.push(Step::Turn(lying));
        }
        steps.push(Step::Write(at));
    }
    steps
}

/// Whether a wide table begins here, below its headings.
fn is_wide(blocks: &[Block]) -> bool {
    let first = blocks
        .iter()
        .find(|block| !matches!(block, Block::Heading(..)));
    matches!(first, Some(Block::Table(table)) if table.columns.len() > STANDING)
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use crate::model::{Align, Block, Column, Orientation, Paragraph, Table};

    fn table(columns: usize) -> Block {
        let column = Column {
            title: "a".into(),
            width: 1,
            align: Align::Left,
        };
        Block::Table(Table {
            caption: String::new(),
            columns: vec![column; columns],
            rows: Vec::new(),
            total: None,
        })
    }

    fn heading() -> Block {
        Block::Heading(2, "h".into())
    }

    #[test]
    fn a_wide_table_lies_with_its_heading_and_its_remark() {
        let blocks = [
            heading(),
            table(5),
            heading(),
            table(14),
            Block::Paragraph(Paragraph::plain("p")),
            heading(),
            table(5),
        ];
        let turn = |lying| Step::Turn(lying);
        assert_eq!(
            steps(&blocks),
            [
                Step::Write(0),
                Step::Write(1),
                turn(Orientation::Landscape),
                Step::Write(2),
                Step::Write(3),
                Step::Write(4),
                turn(Orientation::Portrait),
                Step::Write(5),
                Step::Write(6),
            ]
        );
    }

    #[test]
    fn what_the_document_says_comes_first() {
        let blocks = [
            Block::Pages(Orientation::Landscape),
            table(14),
            heading(),
            table(2),
            Block::Pages(Orientation::Portrait),
        ];
        assert_eq!(
            steps(&blocks),
            [
                Step::Turn(Orientation::Landscape),
                Step::Write(1),
                Step::Write(2),
                Step::Write(3),
                Step::Turn(Orientation::Portrait),
            ]
        );
    }
}
