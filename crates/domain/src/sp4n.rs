//! The words of the national system's export (SP4N-LAPOR!) and what they mean here.
//!
//! Every vocabulary is a table of data: a word that is lacking is added as a line, not as a branch.
//! Words are compared case-insensitively, trimmed, with runs of white space taken as one.

mod export;
mod reason;
mod status;
mod vocabulary;

pub use export::{LastWord, status_word_of};
pub use reason::archive_reason;
pub use status::{ImportedState, Reading, STATUS_WORDS, StatusWord, imported_state};
pub use vocabulary::{
    Classification, Flags, ImportedChannel, UnknownFlag, classification, classification_word,
    flags, flags_word, imported_channel,
};

/// Folds a word for comparison: lower case, trimmed, single spaces.
fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}
