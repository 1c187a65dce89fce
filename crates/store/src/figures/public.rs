//! The same figures, as anyone may see them.

use lapor_domain::figures::suppress;

use super::Answer;

/// Joins rows in which fewer than five unreleased reports would stand alone into one row "lainnya". Totals stay:
/// they include every report.
#[must_use]
pub fn public(mut answer: Answer) -> Answer {
    let (mut rows, others) = suppress(std::mem::take(&mut answer.rows));
    rows.extend(others.map(|mut row| {
        row.key = None;
        "lainnya".clone_into(&mut row.label);
        row
    }));
    answer.rows = rows;
    answer
}
