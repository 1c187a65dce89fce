//! What the installation makes of a file, beside what reading it found: notes for the list of things to mend.

use lapor_domain::words::Channel;

use super::place::{Gazetteer, Place};
use crate::sp4n::{Column, Problem, ProblemKind, Row, Sheet};

/// Channels and places that are not known.
pub(super) fn of_sheet(sheet: &Sheet, places: &Gazetteer<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut with_names = sheet
        .rows
        .iter()
        .filter(|row| row.kelurahan.is_some() || row.kecamatan.is_some())
        .peekable();
    if places.is_empty() {
        if with_names.peek().is_some() {
            problems.push(Problem::of_file(ProblemKind::NoRegions, ""));
        }
    } else {
        let lost = with_names.filter(|row| matches!(places.locate(row), Place::Coarser(_)));
        problems.extend(lost.map(region_unknown));
    }
    problems.extend(sheet.rows.iter().filter_map(channel_unknown));
    problems
}

fn region_unknown(row: &Row) -> Problem {
    let (column, name) = [
        (Column::Kelurahan, &row.kelurahan),
        (Column::Kecamatan, &row.kecamatan),
    ]
    .into_iter()
    .find_map(|(column, name)| Some((column, name.as_deref()?)))
    .unwrap_or((Column::Kelurahan, ""));
    note(row, column, name, ProblemKind::RegionUnknown)
}

fn channel_unknown(row: &Row) -> Option<Problem> {
    let source = row.source.as_deref()?;
    (row.door().channel == Channel::Other)
        .then(|| note(row, Column::Source, source, ProblemKind::ChannelUnknown))
}

/// A note on a row.
pub(super) fn note(row: &Row, column: Column, content: &str, kind: ProblemKind) -> Problem {
    Problem::of_row(row.number, Some(&row.tracking_id), column, content, kind)
}
