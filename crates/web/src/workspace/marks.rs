//! What the program noticed about a report's words, for who may read them: abuse, advertising, a copied form, nothing
//! said, another language. A mark drops nothing and decides nothing.

use lapor_app::report::case::CaseView;
use naskah::text::{Language, Mark, language, marks};

use crate::i18n::I18n;

/// In sentences, each once.
pub(super) fn of(i18n: I18n, case: &CaseView) -> Vec<String> {
    let Some(text) = case.text_original.words() else {
        return Vec::new();
    };
    let mut noticed: Vec<&str> = marks(text)
        .into_iter()
        .map(|marked| match marked.mark {
            Mark::Abuse => "mark-abuse",
            Mark::Advertising => "mark-advertising",
            Mark::Form => "mark-form",
            Mark::OnlyEmoji => "mark-only-emoji",
            Mark::TooShort => "mark-too-short",
        })
        .collect();
    noticed.extend(match language(text) {
        Language::English => Some("mark-english"),
        Language::Regional => Some("mark-regional"),
        Language::Indonesian | Language::Unknown => None,
    });
    noticed.dedup();
    noticed.into_iter().map(|key| i18n.t(key)).collect()
}
