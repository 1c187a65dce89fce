//! Wishes for secrecy in a letter: `RAHASIA` hides what was reported, `ANONIM` who did.

use lapor_domain::report::Report;
use lapor_domain::report::command::Command;

use super::{CameTo, Desk};
use crate::error::AppError;

impl Desk<'_> {
    /// A reply of nothing but wishes: they are granted, and no words are added.
    pub(super) async fn hide(
        &self,
        report: &Report,
        rahasia: bool,
        anonim: bool,
    ) -> Result<CameTo, AppError> {
        let places = self.about(report.tracking);
        let subject = if rahasia {
            "mail-secret-subject"
        } else {
            "mail-anonym-subject"
        };
        let granted = [(rahasia, "mail-secret"), (anonim, "mail-anonym")];
        let granted = granted.iter().filter(|(wished, _)| *wished);
        let words: Vec<String> = granted.map(|(_, key)| self.say(key, &places)).collect();
        let answer = self.letter_about(report.id, self.say(subject, &places), words.join("\n\n"));
        let wanted = (report.anonim || anonim, report.rahasia || rahasia);
        // Hidden already: the answer is true, and there is nothing to change.
        if wanted == (report.anonim, report.rahasia) {
            self.settle("flags", Some(report.id), answer).await?;
            return Ok(CameTo::Reply);
        }
        let (anonim, rahasia) = wanted;
        let command = Command::SetFlags { anonim, rahasia };
        self.give(report, command, (vec![], vec![]), ("flags", answer))
            .await
    }
}

/// `RAHASIA` and `ANONIM` in front of a text, and the rest of it.
pub(super) fn wishes(text: &str) -> (&str, bool, bool) {
    let (mut rahasia, mut anonim, mut rest) = (false, false, text.trim());
    loop {
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word.to_uppercase().as_str() {
            "RAHASIA" if !rahasia => rahasia = true,
            "ANONIM" if !anonim => anonim = true,
            _ => return (rest, rahasia, anonim),
        }
        rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
}

/// The wishes of a text that says nothing else.
pub(super) fn only_wishes(text: &str) -> Option<(bool, bool)> {
    let marked = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    match wishes(marked) {
        ("", rahasia, anonim) if rahasia || anonim => Some((rahasia, anonim)),
        _ => None,
    }
}
