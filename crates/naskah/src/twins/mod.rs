//! Near-duplicates: reports of one matter, by text, place and time.
//!
//! Text alone does not find them: the same words about another street are another matter. So a [`Sketch`] keeps, beside
//! the hashed words, what the text and the address say of the place; [`score`] joins both with the kelurahan, the
//! distance and the days between, and says why. [`Keys`] are what a database indexes to have few candidates to score.
//! Everything kept went through the caller's [`Key`]: no word can be read from it.

#[cfg(test)]
mod any_input;
mod bytes;
mod compare;
mod corpus;
mod features;
mod fit;
mod index;
mod key;
mod keys;
mod lexicon;
mod places;
mod report;
mod score;
mod sketch;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;
mod words;

pub use bytes::SketchError;
pub use corpus::Corpus;
pub use features::{FEATURES, Features};
pub use fit::fit;
pub use index::{Found, Index};
pub use key::Key;
pub use keys::{BANDS, Keys, WINDOW_DAYS, cells_around};
pub use report::{Place, Report};
pub use score::{Code, Reason, SUGGEST, Score, score};
pub use sketch::{Sketch, Words};
pub use weights::Weights;
