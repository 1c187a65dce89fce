//! From a decided view of a report to the parts of a page. Nothing here decides who sees what.

mod answer;
mod clocks;
mod history;
mod words;

pub(crate) use answer::answer;
pub(super) use clocks::{certainty_key, clock_key, clock_lines, instrument, length, window_end};
pub(crate) use clocks::{clock, first_promise, until};
pub(super) use history::role_key;
pub(crate) use history::{timeline, told};
pub(super) use words::outcome;
pub(crate) use words::where_now;
pub(super) use words::{chip, facts, steps, turn};

use lapor_app::report::case::{CaseView, PhotoView};
use lapor_app::twins::Affected;

use crate::i18n::I18n;
use crate::state::Here;
use crate::view::parts::Photo;

/// Photographs with their addresses.
pub(super) fn photos<'a>(
    here: &Here,
    photos: impl Iterator<Item = &'a PhotoView> + Clone,
) -> Vec<Photo> {
    let all = photos.clone().count();
    photos
        .enumerate()
        .map(|(index, photo)| {
            let href = format!("{}/berkas/{}", here.site.base, photo.file);
            let alt = if photo.caption.is_empty() {
                here.i18n.t2("photo-alt", "n", index + 1, "all", all)
            } else {
                photo.caption.clone()
            };
            Photo {
                thumbnail: format!("{href}/kecil"),
                href,
                alt,
            }
        })
        .collect()
}

/// How many a report concerns besides its reporter; empty for none.
pub(super) fn affected(i18n: I18n, affected: Affected) -> String {
    let mut said = Vec::new();
    if affected.joined > 0 {
        said.push(i18n.tn("report-supporters", affected.joined + 1));
    }
    if affected.endorsements > 0 {
        said.push(i18n.tn("report-endorsements", affected.endorsements));
    }
    said.join(" · ")
}

/// The number as people read it.
pub(super) fn number(case: &CaseView) -> String {
    crate::format::grouped(&case.tracking.to_string())
}
