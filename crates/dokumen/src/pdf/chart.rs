//! Charts, drawn from their shapes.

use grafik::Chart;
use krilla::tagging::Tag;

use super::flow::{Flow, Look, MARGIN, Mark};
use super::fonts::Face;
use super::table::Needs;
use super::tree::Branch;
use crate::clean;
use crate::model::Align;
use crate::picture::{self, Picture, WIDTH};

/// Title and what lies between it and what is around.
const AROUND: f32 = 40.0;

impl Flow<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        let Some(drawn) = picture::chart_picture(chart) else {
            self.table(&picture::table(chart));
            return;
        };
        let title = clean::line(&chart.title);
        let scale = self.chart_scale(&drawn);
        let height = drawn.height * scale;
        self.need(height + AROUND);
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
            let numbers = picture::table(chart);
            self.make_room_for(&numbers);
            self.table(&numbers);
        }
    }

    /// What a chart needs: all of its picture, or what its numbers need where there is none.
    pub(super) fn chart_needs(&self, chart: &Chart) -> Needs {
        match picture::chart_picture(chart) {
            Some(drawn) => Needs::of(drawn.height * self.chart_scale(&drawn) + AROUND),
            None => self.table_needs(&picture::table(chart)),
        }
    }

    fn chart_scale(&self, drawn: &Picture) -> f32 {
        let scale = (self.room() / WIDTH).min(1.05);
        let page = self.bottom() - MARGIN - AROUND;
        scale.min(page / drawn.height.max(1.0))
    }
}
