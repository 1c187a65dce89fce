//! Who may see what: section 5 of the rule book.

use crate::report::Report;
use crate::report::state::State;

/// Public: released by an officer, verified or imported, neither rahasia nor supervisory, not merged.
pub fn is_public(report: &Report) -> bool {
    report.released
        && !report.rahasia
        && !report.supervisory
        && !matches!(report.state, State::Merged(_))
}
