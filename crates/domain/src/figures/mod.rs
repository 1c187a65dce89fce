//! Figures: what is counted, how shares and times are formed, how they are shown and protected.
//!
//! Pure arithmetic on counts; the rows come from the record. Three families are never mixed in one
//! table: *cohort* (received in the period, state at a moment), *flow* (happened in the period),
//! *stock* (open at a moment).

mod catalogue;
mod cohort;
mod counted;
mod durations;
mod fives;
mod format;
mod leaves;
mod measures;
mod passing;
mod poisson;
mod punctual;
mod rating;
mod share;
mod shown;
mod steps;
mod sums;
mod times;
mod words;

pub use catalogue::{
    Audience, CATALOGUE, Direction, Family, Measure, MeasureUnit, Measured, Reading, definitions,
    measure,
};
pub use cohort::{Cohort, DISPOSED, Facts, SubCounts};
pub use counted::{Clocked, Counted, Deeds, Flow, Spans, Stock};
pub use durations::Durations;
pub use fives::{
    HANDLING_IN_FIVES, IN_FIVES, TOTAL_IN_FIVES, UNRELEASED_TOGETHER, fives, rows_in_fives,
    stand_together, within,
};
pub use format::{hours, number, percent};
pub use measures::{
    Backlog, completion, confirmed_share, dispute_rate, follow_up_rate, on_time, paused_share,
    refusal_rate, reopen_rate, solved_share,
};
pub use passing::{Hand, MOVES, Refusal, is_disposition, passed_on, refusals};
pub use poisson::{chance_of_at_least, upper_bound};
pub use punctual::{Punctuality, Seen, Verdict, verdict};
pub use rating::{Rating, RatingShown};
pub use share::Share;
pub use shown::FEW;
pub use steps::{groups, months, whole_months};
pub use sums::{SumKey, Sums};
pub use times::{Times, nearest_rank, tenths_of_hours};
pub use words::{
    MEASURES, channel_name, figure_name, language_name, month_name, outcome_name, type_name,
};
