//! What comes in from files: exports of the national system, and boundaries of regions.
//!
//! [`sp4n()`] writes what [`crate::sp4n`] reads: the body, units and categories that are lacking, then the reports,
//! a few at a time, each exactly as the export knows it. Importing again adds nothing but what changed.

mod body;
mod error;
mod inhabitants;
mod mapping;
mod names;
mod place;
pub mod places;
mod prepare;
mod problems;
mod regions;
mod register;
mod release;
pub mod sitting;
mod summary;
mod use_case;
mod write;

pub use error::ImportError;
pub use inhabitants::{InhabitantsError, inhabitants};
pub use places::Places;
pub use regions::{RegionsReport, regions};
pub use register::{RegisterReport, known_body, look_at_register, register};
pub use release::{ReleaseCount, ReleaseFilter, release_by_filter};
pub use summary::ImportReport;
pub(crate) use use_case::pulled;
pub use use_case::{ImportOptions, sp4n};
