//! The parts of several units, on the page of the report that they share.

use lapor_app::report::case::{CaseView, PartView};

use super::seat::Seat;
use crate::state::face;
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::report::Part;
use crate::workspace_view::words;

/// One row for each unit that helps or helped.
pub(super) fn of(seat: &Seat, case: &CaseView) -> Vec<Part> {
    let i18n = seat.here.i18n;
    let row = |part: &PartView| Part {
        unit: part.unit.clone(),
        task: part.task.clone().unwrap_or_default(),
        due: part
            .due
            .map(|due| i18n.due(due, face(case.zone)))
            .unwrap_or_default(),
        chip: match part.ended {
            Some(end) => Chip::new(
                ChipKind::Done,
                i18n.t(&words::key("supportend", end.as_str())),
            ),
            None if part.late => Chip::new(ChipKind::Late, i18n.t("due-late")),
            None => Chip::new(ChipKind::Going, i18n.t("desk-clock-running")),
        },
    };
    case.parts.iter().map(row).collect()
}
