//! Sparse linear classifier over hashed words and character n-grams: learns online, explains, abstains.
//!
//! [`Features::of`] looks at a text once; [`Classifier::train`] learns from everything decided so far,
//! [`Classifier::learn`] from one more decision and [`Classifier::unlearn`] from a refusal; [`Classifier::propose`]
//! answers with calibrated probabilities or says why it would rather not, and [`Classifier::explain`] names the words.

mod bytes;
mod calibrate;
pub mod evaluate;
mod explain;
mod features;
mod learn;
mod maths;
mod model;
mod proposal;
mod recent;
mod retrain;
mod step;
mod table;
mod terms;
#[cfg(test)]
mod tests;
mod tokens;
mod train;
mod words;

pub use bytes::ModelError;
pub use calibrate::Calibration;
pub use explain::Reason;
pub use features::{Facets, Features};
pub use model::Classifier;
pub use proposal::{Abstention, Proposal, Ranked};
pub use recent::Recent;
pub use retrain::Drawn;
pub use train::Example;
