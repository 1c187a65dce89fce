//! Action plans: raising one, its steps, measuring its effect, and what anyone may read of it. The rules are
//! `lapor_domain::plan`'s. Why so: `docs/decisions/0027-action-plans.md`.

mod act;
mod error;
mod measure;
mod propose;
mod raise;
mod round;
mod settle;
mod told;

pub use act::act;
pub use error::PlanError;
pub use propose::{name, propose};
pub use raise::{NewPlan, raise};
pub use round::round;
pub use settle::{dismiss, proposal_of, proposals};
pub(crate) use told::of_body;
pub use told::{Public, Told, csv, list, numbers_seen, of_officer, public, seen_numbers, shown};
