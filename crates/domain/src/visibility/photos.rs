//! Which photographs are shown to whom, one by one.

use super::Viewer;
use super::public::is_public;
use super::view::{Cell, Item, Opening, View, may_open};
use crate::ids::FileId;
use crate::report::Report;
use crate::report::event::Attachment;

/// Whether a viewer with this view sees a photograph as re-encoded.
///
/// Who looks as the public sees what was there when an officer released the photographs, and what
/// officers showed with their answers; the reporter never what officers keep among themselves.
pub fn photo_shown(viewer: &Viewer<'_>, view: &View, report: &Report, file: FileId) -> bool {
    let is_document = |one: &Attachment| one.file == file && one.is_document();
    if may_open(view, Item::Derivatives) != Opening::Free || report.files.iter().any(is_document) {
        return false;
    }
    match viewer {
        Viewer::Reporter => !report.internal_files.contains(&file),
        Viewer::Officer(_) if view.proceedings != Cell::No => true,
        _ => is_public(report) && everyone_sees(report, file),
    }
}

/// Some photograph would be shown to everyone, were the report public.
pub(super) fn everyone_sees_some(report: &Report) -> bool {
    report
        .files
        .iter()
        .any(|attachment| everyone_sees(report, attachment.file))
}

fn everyone_sees(report: &Report, file: FileId) -> bool {
    report.released_files.contains(&file) || report.evidence.contains(&file)
}
