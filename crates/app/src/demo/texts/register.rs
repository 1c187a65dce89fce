//! Ways of writing: formal, colloquial, short-message-like, and Banjar-flavoured.

use std::collections::HashMap;

use lapor_domain::words::ReportType;

use super::Place;
use super::library::{LIBRARY, Register};
use super::template::{capital, expand, small, tidy};
use crate::demo::random::Choices;

/// How somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Formal,
    Casual,
    Sms,
    Banjar,
}

impl Voice {
    /// Questions and proposals are written plainly; complaints in every way.
    pub(super) fn choose(choices: &mut Choices, kind: ReportType) -> Self {
        let weights = match kind {
            ReportType::Complaint | ReportType::Unknown => [38, 35, 13, 14],
            ReportType::Aspiration | ReportType::Information => [65, 25, 10, 0],
        };
        match choices.weighted(&weights) {
            0 => Self::Formal,
            1 => Self::Casual,
            2 => Self::Sms,
            _ => Self::Banjar,
        }
    }

    pub(super) fn is_formal(self) -> bool {
        self == Self::Formal
    }

    /// How often the consequence is told as well, percent.
    pub(super) fn impact_share(self) -> usize {
        match self {
            Self::Formal => 85,
            Self::Casual => 55,
            Self::Banjar => 40,
            Self::Sms => 15,
        }
    }

    fn register(self) -> &'static Register {
        let frame = &LIBRARY.frame;
        match self {
            Self::Formal => &frame.formal,
            Self::Casual => &frame.casual,
            Self::Sms => &frame.sms,
            Self::Banjar => &frame.banjar,
        }
    }

    /// Puts opening, matter, consequence, request and closing together.
    pub(super) fn write(
        self,
        matter: &str,
        impact: &str,
        asks: bool,
        choices: &mut Choices,
        place: &Place,
    ) -> String {
        let register = self.register();
        let mut part = |templates: &[String]| {
            let template = choices.pick(templates).cloned().unwrap_or_default();
            expand(&template, choices, place)
        };
        let opening = part(&register.opening);
        let asking = if asks {
            part(&register.asking)
        } else {
            String::new()
        };
        let closing = part(&register.closing);
        let spoken = self.say(&if opening.ends_with(',') && !self.is_formal() {
            small(matter)
        } else {
            matter.to_owned()
        });
        let impact = self.say(impact);
        let asking = self.say(&asking);
        let line = format!("{spoken} {impact} {asking}");
        let text = match self {
            Self::Formal => format!("{opening}\n{line}\n{closing}"),
            _ => format!("{opening} {line} {closing}"),
        };
        let text = tidy(&text);
        if self == Self::Sms {
            text.to_lowercase()
        } else {
            text
        }
    }

    fn say(self, text: &str) -> String {
        let words = &self.register().words;
        if words.is_empty() {
            return text.to_owned();
        }
        text.split(' ')
            .map(|word| replace(word, words))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The word as this register writes it, its capital and its punctuation kept.
fn replace(word: &str, words: &HashMap<String, String>) -> String {
    let core = word.trim_end_matches([',', '.', '?', '!']);
    let Some(other) = words.get(&core.to_lowercase()) else {
        return word.to_owned();
    };
    let mark = word.strip_prefix(core).unwrap_or_default();
    let other = if core.starts_with(char::is_uppercase) {
        capital(other)
    } else {
        other.clone()
    };
    format!("{other}{mark}")
}
