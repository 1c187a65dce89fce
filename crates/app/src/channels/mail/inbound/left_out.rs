//! What was attached and could not be taken: said in the report's words, and named to the sender.

use lapor_domain::tracking::TrackingNo;

use super::Desk;
use crate::error::BadPhoto;
use crate::notify::words::Places;
use crate::report::photos::RawPhoto;

/// Most names that are told.
const MAX_NAMES: usize = 10;

impl Desk<'_> {
    /// Tells the sender what is not there and what can be sent instead; `None` where all was taken.
    pub(super) fn left_out(
        &self,
        number: TrackingNo,
        names: &[String],
        is_guarded: bool,
    ) -> Option<String> {
        let places = Places {
            words: shown(names, is_guarded),
            ..self.about(number)
        };
        (!names.is_empty()).then(|| self.say("mail-left-out", &places))
    }

    /// Names of photographs that could not be read.
    pub(super) fn names_of(&self, bad: &[BadPhoto]) -> Vec<String> {
        let names = &self.incoming.attached.photo_names;
        let name = |bad: &BadPhoto| names.get(bad.index.checked_sub(1)?).cloned();
        bad.iter()
            .map(|bad| name(bad).unwrap_or_else(|| "?".to_owned()))
            .collect()
    }
}

/// Names in a row. A name may say what a secret report is about: of it only the ending is told.
pub(super) fn shown(names: &[String], is_guarded: bool) -> String {
    let shown = names.iter().take(MAX_NAMES).map(|name| {
        if !is_guarded {
            return name.clone();
        }
        match name.rsplit_once('.') {
            Some((_, ending)) if ending.len() <= 4 => format!("….{ending}"),
            _ => "…".to_owned(),
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The photographs without those that could not be read.
pub(super) fn without(photos: Vec<RawPhoto>, bad: &[BadPhoto]) -> Vec<RawPhoto> {
    let is_bad = |place: usize| bad.iter().any(|bad| bad.index == place + 1);
    let numbered = photos.into_iter().enumerate();
    numbered
        .filter(|(place, _)| !is_bad(*place))
        .map(|(_, photo)| photo)
        .collect()
}

/// Says that something was attached that is not here: the officer may ask for it.
pub(super) fn with_left_out(text: &str, left_out: usize) -> String {
    match left_out {
        0 => text.to_owned(),
        n => format!("{text}\n\n[{n} lampiran tidak disertakan]"),
    }
}
