//! How often a report was passed on, for the officers who have a part in it.

use lapor_domain::clock::WorkingHours;
use lapor_domain::report::passed::{PassedOn, passed_on};
use lapor_domain::visibility::Cell;

use super::{Assembly, Onlooker};

impl Assembly<'_> {
    /// `None` for everyone else: who refused is told without the refusals being counted.
    pub(super) fn passed(&self) -> Option<PassedOn> {
        let is_officer = matches!(self.onlooker, Onlooker::Officer(_));
        if !is_officer || self.own.view.proceedings == Cell::No {
            return None;
        }
        let side = self.handled();
        let holder = side.report.holder;
        let usual = WorkingHours::usual();
        let hours = self.rules.hours.get(&holder).unwrap_or(&usual);
        let calendar = self.rules.calendar(holder);
        Some(passed_on(side.events, hours, calendar, self.app.now()))
    }
}
