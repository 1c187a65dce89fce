//! How well routing works on decisions already made: by time, online, and with little to learn from.

mod curve;
mod figures;
mod online;
mod split;

pub use curve::{CurvePoint, learning_curve};
pub use figures::{Bin, Figures, Guess, Judged, reliability};
pub use online::{Delay, Online, OnlineFigures, online};
pub use split::{Evaluation, EvaluationError, evaluate};

use super::features::Facets;

/// The part of the data a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// To train on.
    Train,
    /// To calibrate on, and to measure on where there is no test part.
    Val,
    /// To measure on.
    Test,
}

impl std::str::FromStr for Split {
    type Err = EvaluationError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.trim() {
            "train" => Ok(Self::Train),
            "val" => Ok(Self::Val),
            "test" => Ok(Self::Test),
            _ => Err(EvaluationError::UnknownSplit),
        }
    }
}

/// A report with what was decided. Rows stand in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// What the report says.
    pub text: &'a str,
    /// The label it was given.
    pub label: &'a str,
    /// The part it belongs to.
    pub split: Split,
    /// Where and through which door.
    pub facets: Facets<'a>,
    /// When it came in, in seconds from any fixed moment, if known.
    pub time: Option<i64>,
}
