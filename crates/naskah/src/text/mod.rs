//! Normalising, tokens, n-grams, stop words, stems, a guess at the language, and marks for what nobody should have to
//! read twice.
//!
//! Citizens write in a hurry: "yg", "tdk", "jln", "tolooong pak", half in Javanese or Banjar. Everything here reads at
//! most [`LONGEST`] characters and takes time in proportion to them.

mod fold;
mod language;
mod lexicon;
mod marks;
mod ngrams;
mod normal;
mod stems;
mod stop;
mod tokens;

pub use language::{Language, language};
pub use marks::{Mark, Marked, marks};
pub use ngrams::ngrams;
pub use normal::{normal, word};
pub use stems::{stem, stems};
pub use stop::is_stop_word;
pub use tokens::{Token, TokenKind, tokens};

pub(crate) use fold::{Glyph, glyphs};
pub(crate) use lexicon::entries;
pub(crate) use normal::is_slang;
pub(crate) use stems::is_root;

/// Most characters of a text that are looked at; what comes after them is as if it were not there.
pub const LONGEST: usize = 100_000;
