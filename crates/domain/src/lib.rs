//! What a report is: life cycle, clocks, agencies, visibility, policy, figures.
//!
//! Pure: no async, no SQL, no HTTP, no clock, no randomness. Everything that a rule
//! needs comes in as an argument, so that the same call gives the same answer for ever.

#[macro_use]
mod codes;

pub mod agency;
pub mod answers;
pub mod api_key;
pub mod calendar;
pub mod clock;
pub mod contact;
pub mod content;
pub mod figures;
pub mod history;
pub mod ids;
pub mod kept;
pub mod official;
pub mod open_data;
pub mod plan;
pub mod policy;
pub mod question;
pub mod report;
pub mod routing;
pub mod rules;
pub mod source;
pub mod sp4n;
#[cfg(any(test, feature = "testkit"))]
pub mod testkit;
pub mod tracking;
pub mod visibility;
pub mod webhook;
pub mod wording;
pub mod words;
pub mod zone;
