//! From a decided view of a report to the parts of a page. Nothing here decides who sees what.

mod answer;
mod clocks;
mod history;
mod words;

pub(super) use answer::answer;
pub(super) use clocks::{
    certainty_key, clock, clock_key, clock_lines, first_promise, instrument, length, window_end,
};
pub(super) use history::{role_key, timeline};
pub(super) use words::outcome;
pub(super) use words::{chip, facts, steps, turn, where_now};

use lapor_app::report::case::{CaseView, PhotoView};

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

/// The number as people read it.
pub(super) fn number(case: &CaseView) -> String {
    crate::format::grouped(&case.tracking.to_string())
}
