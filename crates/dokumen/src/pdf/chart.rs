//! Charts, drawn from their shapes.

use grafik::Chart;
use krilla::tagging::Tag;

use super::flow::{Flow, Look, MARGIN, Mark};
use super::fonts::Face;
use super::tree::Branch;
use crate::clean;
use crate::model::Align;
use crate::picture::{self, WIDTH};

impl Flow<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        let Some(drawn) = picture::chart_picture(chart) else {
            self.table(&picture::table(chart));
            return;
        };
        let title = clean::line(&chart.title);
        let scale = (self.room() / WIDTH).min(1.05);
        let page = self.bottom() - MARGIN - 40.0;
        let scale = scale.min(page / drawn.height.max(1.0));
        let height = drawn.height * scale;
        self.need(height + 34.0);
        let look = Look {
            before: 8.0,
            after: 6.0,
            size: 10.0,
            ..Look::body(Align::Left)
        };
        self.line(&title, Face::Bold, look);
        let leaf = self.next_leaf();
        let x = MARGIN + (self.room() - WIDTH * scale) / 2.0;
        self.mark(Mark::Picture {
            leaf,
            picture: drawn,
            x,
            y: self.y,
            scale,
        });
        self.y += height + 10.0;
        self.tree
            .push(Branch::of(Tag::Figure(Some(picture::spoken(chart))), leaf));
        if !picture::says_values(chart) {
            self.table(&picture::table(chart));
        }
    }
}
