//! Action plans: raising one, its steps, measuring its effect, and what anyone may read of it. The rules are
//! `lapor_domain::plan`'s. Why so: `docs/decisions/0027-action-plans.md`.

mod act;
mod error;
mod measure;
mod raise;
mod round;
mod told;

pub use act::act;
pub use error::PlanError;
pub use measure::{MEASURES, PlanMeasure, Unit, measure};
pub use raise::{NewPlan, Span, raise};
pub use round::round;
pub use told::{Public, Told, csv, list, of_officer, public, seen_numbers, shown};
