//! What everyone may know.

use super::cases::is_unverified;
use super::view::{Item, Opening, View, may_open};
use super::{Viewer, visibility};
use crate::agency::{Category, Directory};
use crate::answers::{Answer, Answers};
use crate::ids::CategoryId;
use crate::report::Report;
use crate::report::state::State;

/// What the tracking number alone opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ByNumber {
    /// The public part.
    Public,
    /// State, whose turn, due date; no words.
    StateOnly,
    /// The one answer for what is secret, supervisory or unknown.
    NotFound,
}

/// Everyone may see it: released by an officer's explicit decision, and nothing speaks against it.
///
/// The flag `released` alone is never enough; a merged report is shown through its root only.
pub fn is_public(report: &Report) -> bool {
    report.released
        && !report.rahasia
        && !report.supervisory
        && !is_unverified(report)
        && !matches!(report.state, State::Merged(_))
}

/// What the tracking number alone opens. Whether a number is unknown is for the record to say, and it
/// must then answer as for [`ByNumber::NotFound`], in words and in time.
pub fn by_number(report: &Report) -> ByNumber {
    if report.rahasia || report.supervisory {
        ByNumber::NotFound
    } else if is_public(report) {
        ByNumber::Public
    } else {
        ByNumber::StateOnly
    }
}

/// It may appear as one among others to this viewer: lists, neighbours, map cells, search hits,
/// feeds, suggestions of duplicates.
pub fn listable(viewer: &Viewer<'_>, report: &Report, directory: &Directory) -> bool {
    match viewer {
        // A number opens one report; it puts none into a list.
        Viewer::TrackingNumber => is_public(report),
        _ => visibility(viewer, report, directory).is_listable(),
    }
}

/// An answer to a question of the category is shown: to who reads the reporter's own words, as one of them; to who reads
/// the released ones, only where whoever answered was told so and the question says so still.
pub fn answer_shown(
    view: &View,
    answers: &Answers,
    answer: &Answer,
    directory: &Directory,
) -> bool {
    let category = answers
        .category
        .and_then(|id| directory.categories.get(&id));
    let question = category.and_then(|category| category.question(&answer.code));
    let is_public = answer.public && question.is_some_and(|question| question.public);
    let is_free = |item| may_open(view, item) == Opening::Free;
    is_free(Item::Original) || (is_public && is_free(Item::PublicVersion))
}

/// The exact point may go with a report to a unit's own system, which keeps it by rules of its own: only where the matter
/// lies in public space. Elsewhere a point is somebody's home, and the kelurahan must do; what everybody sees
/// ([`point_shown`]) is of a public place, too.
///
/// `category` is the report's own; any other lets nothing go.
pub fn point_leaves(report: Option<CategoryId>, category: &Category) -> bool {
    report == Some(category.id) && category.public_place
}

/// The exact point is shown to everyone: only of a public place, and only where an officer released it.
///
/// `category` is the report's own; any other shows nothing.
pub fn point_shown(report: &Report, category: &Category) -> bool {
    is_public(report)
        && report.point_released
        && report.category == Some(category.id)
        && category.public_place
}
