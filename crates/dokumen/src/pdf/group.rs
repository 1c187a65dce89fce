//! What must not be parted by the end of a page: headings from what they head, a table that fits a page, a signature from
//! the words above it.

use super::blocks::heading_look;
use super::flow::{Flow, MARGIN};
use super::table::Needs;
use crate::model::{Block, Table};

/// Of text below a heading so much at least: three lines.
const TEXT: f32 = 45.0;

impl Flow<'_> {
    /// A new page before a block where what begins with it would be parted badly on this one.
    pub(super) fn make_room(&mut self, blocks: &[Block], at: usize) {
        let is_heading = |block: &Block| matches!(block, Block::Heading(..));
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        // Room was made with the heading.
        if before.is_some_and(is_heading) {
            return;
        }
        let mut headings = 0.0;
        let mut rest = blocks.get(at..).unwrap_or_default();
        while let [Block::Heading(level, text), after @ ..] = rest {
            headings += self.bold_height(text, heading_look(*level));
            rest = after;
        }
        let needs = match rest.first() {
            Some(Block::Table(table)) => self.table_needs(table),
            Some(Block::Chart(chart)) => self.chart_needs(chart),
            // Text alone takes care of itself, but for what is signed.
            Some(Block::Picture { png, .. }) if headings > 0.0 => {
                let high = self.picture_size(png).map_or(TEXT, |(_, high)| high);
                Needs::of(high + 10.0)
            }
            Some(text @ (Block::Paragraph(_) | Block::List { .. })) => Needs {
                start: if headings > 0.0 { TEXT } else { 0.0 },
                // Who signs, signs below something.
                whole: match rest.get(1) {
                    Some(Block::Signature(signature)) => {
                        Some(self.text_height(text) + self.signature_height(signature))
                    }
                    _ => None,
                },
            },
            _ => Needs::of(0.0),
        };
        self.keep(headings, needs);
    }

    /// The same before a table that is no block of its own.
    pub(super) fn make_room_for(&mut self, table: &Table) {
        let needs = self.table_needs(table);
        self.keep(0.0, needs);
    }

    /// A new page where the beginning has no room on this one, or where all of it has room on the next and no more than
    /// half of this one is left empty.
    fn keep(&mut self, headings: f32, needs: Needs) {
        // Less what rounding may add.
        let left = self.bottom() - self.y - 0.1;
        let page = self.bottom() - MARGIN;
        let whole = needs.whole.map(|whole| headings + whole);
        let is_better =
            whole.is_some_and(|whole| whole <= page && whole > left) && left <= page / 2.0;
        if (headings + needs.start > left || is_better) && self.y > MARGIN {
            self.new_page();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Align, Block, Cell, Column, Paragraph, Signature, Table};
    use crate::pdf::flow::{Flow, MARGIN};
    use crate::pdf::fonts::Fonts;

    fn table(rows: usize) -> Table {
        let column = |title: &str| Column {
            title: title.into(),
            width: 1,
            align: Align::Left,
        };
        let row = || vec![Cell::Text("Jalan".into()), Cell::Count(1)];
        Table {
            caption: "Tabel".into(),
            columns: vec![column("Nama"), column("Jumlah")],
            rows: (0..rows).map(|_| row()).collect(),
            total: None,
        }
    }

    /// Writes a heading and a table from a place on the page; gives on which page each ends.
    fn written(from: f32, rows: usize) -> Option<(usize, usize)> {
        let fonts = Fonts::new()?;
        let mut flow = Flow::new(&fonts);
        flow.y = from;
        let blocks = [Block::Heading(2, "Judul".into()), Block::Table(table(rows))];
        flow.make_room(&blocks, 0);
        flow.block(&blocks[0]);
        let heading = flow.sheets.len();
        flow.make_room(&blocks, 1);
        flow.block(&blocks[1]);
        Some((heading, flow.sheets.len()))
    }

    #[test]
    fn a_heading_goes_along_with_its_table() {
        // At the foot of the page, and where the table fits the next page whole.
        assert_eq!(written(740.0, 5), Some((2, 2)));
        assert_eq!(written(600.0, 20), Some((2, 2)));
        // Where it fits this one.
        assert_eq!(written(MARGIN, 20), Some((1, 1)));
        // More than half a page would be empty: it begins here.
        assert_eq!(written(200.0, 36), Some((1, 2)));
        // Longer than a page.
        assert_eq!(written(300.0, 60), Some((1, 2)));
    }

    #[test]
    fn a_signature_stands_below_something() {
        let fonts = Fonts::new();
        let blocks = [
            Block::Heading(3, "Keterangan".into()),
            Block::List {
                numbered: false,
                items: vec![Paragraph::plain("Satu."), Paragraph::plain("Dua.")],
            },
            Block::Signature(Signature {
                place_and_date: "Palangka Raya, 1 Januari 2024".into(),
                office: "Kepala Dinas".into(),
                name: "Pejabat Contoh".into(),
                lines: vec!["NIP contoh".into()],
            }),
        ];
        // On which page each block ends, begun at a place of the first one.
        let ends = |from: f32, blocks: &[Block]| -> Option<Vec<usize>> {
            let mut flow = Flow::new(fonts.as_ref()?);
            flow.y = from;
            let ends = blocks.iter().enumerate().map(|(at, block)| {
                flow.make_room(blocks, at);
                flow.block(block);
                flow.sheets.len()
            });
            Some(ends.collect())
        };
        assert_eq!(ends(MARGIN, &blocks), Some(vec![1, 1, 1]));
        for from in [600.0, 620.0, 640.0, 660.0, 680.0, 700.0, 720.0, 740.0] {
            assert_eq!(ends(from, &blocks), Some(vec![2, 2, 2]), "{from}");
            let signed = [
                Block::Paragraph(Paragraph::plain("Demikian.")),
                blocks[2].clone(),
            ];
            let found = ends(from, &signed);
            assert!(
                found == Some(vec![1, 1]) || found == Some(vec![2, 2]),
                "{from}"
            );
        }
    }

    #[test]
    fn no_row_stands_alone_on_a_page() {
        let fonts = Fonts::new();
        let last_rows = |rows: usize| -> Option<usize> {
            let mut flow = Flow::new(fonts.as_ref()?);
            flow.make_room(&[Block::Table(table(rows))], 0);
            flow.table(&table(rows));
            let sheet = flow.sheets.last()?;
            let cells = sheet
                .marks
                .iter()
                .filter(|mark| matches!(mark, crate::pdf::flow::Mark::Cell { .. }));
            Some(cells.count() / 2)
        };
        for rows in 30..140 {
            let last = last_rows(rows);
            assert!(last.is_some_and(|last| last >= 2), "{rows}: {last:?}");
        }
    }
}
