//! Which internal note an officer reads.

use super::seat::{self, Seat, covers_unit};
use super::view::Cell;
use super::{Viewer, seen_from};
use crate::agency::{Directory, Grant};
use crate::ids::{BodyId, UnitId};
use crate::report::Report;

/// For whom a note was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteAuthor {
    /// The author's body.
    pub body: BodyId,
    /// The author's unit, where the grant they wrote under names one.
    pub unit: Option<UnitId>,
}

/// Whether a viewer reads a note: coordinators, leaders and inspectors every one; the lead unit those
/// of its own body; support units and field officers those shared with them, and their own.
pub fn note_visible(
    viewer: &Viewer<'_>,
    author: NoteAuthor,
    shared_with: &[UnitId],
    report: &Report,
    directory: &Directory,
) -> bool {
    let Viewer::Officer(officer) = viewer else {
        return false;
    };
    seat::seats(officer, report, report, directory)
        .into_iter()
        .any(|(grant, seat)| reads(grant, seat, author, shared_with, report, directory))
}

fn reads(
    grant: &Grant,
    seat: Seat,
    author: NoteAuthor,
    shared_with: &[UnitId],
    report: &Report,
    directory: &Directory,
) -> bool {
    match seen_from(seat, report, report).notes {
        Cell::Yes => true,
        Cell::Own => author.body == grant.body,
        Cell::Task => shared_with
            .iter()
            .chain(author.unit.as_ref())
            .any(|unit| covers_unit(grant, *unit, directory)),
        Cell::No | Cell::Masked | Cell::Coarse | Cell::Logged => false,
    }
}
