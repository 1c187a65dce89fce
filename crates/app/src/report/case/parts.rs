//! The parts into which a report was split: one for each unit that helps.

use jiff::Timestamp;
use lapor_domain::report::event::What;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::visibility::Cell;

use super::{Assembly, Onlooker};
use crate::error::AppError;

/// One unit's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// The unit, by name.
    pub unit: String,
    /// What it is to do, where the viewer may read that.
    pub task: Option<String>,
    /// Its internal due instant: never later than the report's own.
    pub due: Option<Timestamp>,
    /// It is past that, and not done.
    pub late: bool,
    /// How it ended; `None` while it is open.
    pub ended: Option<SupportEnd>,
}

impl Assembly<'_> {
    /// Officers only: to everyone else the report has one face.
    pub(super) fn parts(&self) -> Result<Vec<PartView>, AppError> {
        let is_officer = matches!(self.onlooker, Onlooker::Officer(_));
        let side = self.handled();
        let handling = side.report.state.handling();
        let Some(handling) =
            handling.filter(|_| is_officer && self.own.view.proceedings != Cell::No)
        else {
            return Ok(Vec::new());
        };
        let now = self.app.now();
        let mut parts = Vec::new();
        for support in &handling.supports {
            // The last one of the unit is what it works by.
            let given = side.events.iter().rev().find(|event| {
                matches!(&event.event.what, What::SupportAdded { support: given } if given.unit == support.unit)
            });
            let reads = given.is_some_and(|event| side.reads(event, &self.rules.directory));
            let task = match support.task.as_ref().filter(|_| reads) {
                Some(task) => self.words.open(task)?,
                None => None,
            };
            let due = side.report.part_due(support);
            parts.push(PartView {
                unit: self.unit_name(support.unit),
                task,
                due,
                late: support.ended.is_none() && due.is_some_and(|due| due <= now),
                ended: support.ended,
            });
        }
        Ok(parts)
    }
}
