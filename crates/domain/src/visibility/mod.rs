//! THE one function that decides who sees what: section 5 of the rule book.
//!
//! [`visibility`] starts at nothing, gives each viewer the row of the base table that their role and
//! the report's handling earn, and then lets every case that applies (flags, supervision, missing
//! verification or release, …) take away. A case can only take away: it is a ceiling, and the view
//! is the lowest of all. A [`View`] can be made only here, so whatever renders one has asked.

mod base;
mod case_file;
mod cases;
mod counts;
mod lines;
mod notes;
mod photos;
mod public;
mod seat;
mod view;

#[cfg(test)]
mod tests;

pub use case_file::{CaseFileRight, case_file_right};
pub use counts::{counts_officers, counts_supervisory};
pub use lines::{LineFacts, LineTitle, finds_originals, is_told_masked, line_title};
pub use notes::{NoteAuthor, note_visible};
pub use photos::photo_shown;
pub use public::{
    ByNumber, answer_shown, by_number, is_public, listable, point_leaves, point_shown,
};
pub use view::{Cell, DisplayName, Existence, Item, Opening, View, may_open};

use crate::agency::{Directory, Officer};
use crate::content::ContentKind;
use crate::ids::ReportId;
use crate::report::Report;
use seat::Seat;

/// Who looks.
#[derive(Clone, Copy, Debug)]
pub enum Viewer<'a> {
    /// Anyone: visitors, other reporters, search engines, programs without a right.
    Public,
    /// The public, who typed the report's tracking number.
    TrackingNumber,
    /// Who holds this report's secret phrase or account.
    Reporter,
    /// The reporter of a report merged into this one, looking at the root's part. Their own part is
    /// their own report, seen as [`Viewer::Reporter`].
    Joined {
        /// Their own report.
        follower: ReportId,
    },
    /// An officer, signed in.
    Officer(&'a Officer),
}

/// What a viewer sees of a report.
pub fn visibility(viewer: &Viewer<'_>, report: &Report, directory: &Directory) -> View {
    decide(viewer, report, report, directory)
}

/// What a viewer sees of a merged report: officers stand to it as they stand to its root
/// ("base of root + own"), while its own flags go on taking away.
///
/// Where `root` is not the root of `follower`, the same as [`visibility`] of the follower.
pub fn visibility_of_follower(
    viewer: &Viewer<'_>,
    follower: &Report,
    root: &Report,
    directory: &Directory,
) -> View {
    let stands_to = if cases::is_merged_into(follower, root.id) {
        root
    } else {
        follower
    };
    decide(viewer, follower, stands_to, directory)
}

fn decide(viewer: &Viewer<'_>, report: &Report, case: &Report, directory: &Directory) -> View {
    let see = |seat| seen_from(seat, report, case);
    let view = match viewer {
        Viewer::Public => see(Seat::Stranger),
        Viewer::TrackingNumber => see(Seat::ByNumber),
        Viewer::Reporter => see(Seat::Reporter),
        Viewer::Joined { follower } if report.followers.contains(follower) => see(Seat::Joined),
        Viewer::Joined { .. } => see(Seat::Stranger),
        // Several grants: the most that any of them shows, each held to its own limits.
        Viewer::Officer(officer) => seat::seats(officer, report, case, directory)
            .into_iter()
            .map(|(_, seat)| see(seat))
            .fold(View::NOTHING, View::or),
    };
    with_display_name(view, report)
}

/// The row of one seat, under every ceiling that applies.
fn seen_from(seat: Seat, report: &Report, case: &Report) -> View {
    cases::ceilings(seat, report, case)
        .into_iter()
        .fold(base::row(seat, report), View::and)
}

/// Whoever reads the public version reads a name with it, and nobody else learns even that.
fn with_display_name(mut view: View, report: &Report) -> View {
    view.display_name = if view.public_version == Cell::No {
        DisplayName::Warga
    } else if report.anonim {
        DisplayName::Anonim
    } else if report.word(ContentKind::DisplayName).is_some() {
        DisplayName::Chosen
    } else {
        DisplayName::Warga
    };
    view
}
