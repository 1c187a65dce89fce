//! Routing: proposes type, category and office, says why, and learns from every decision, inside the program.
//!
//! Order of authority: the body's rules, then what its decisions taught, then the words of the government's functions;
//! where all are silent, "I do not know" is an answer. An officer decides.

mod automatic;
mod brain;
mod catch_up;
mod dry_run;
mod kind;
mod labels;
mod mind;
mod nearness;
mod outside;
mod owners;
mod past;
mod propose;
mod quality;
mod served;
mod shown;
mod train;

pub(crate) use automatic::dispose;
pub(crate) use catch_up::catch_up;
pub use dry_run::{Tried, try_rule};
pub use kind::{Kind, KindBasis};
pub(crate) use mind::Minds;
pub use outside::{Outside, outside_offices};
pub use owners::propose_bodies;
pub use propose::{Likely, Matter, Proposals, as_one, propose, propose_owner, unit_by_rule};
pub use quality::{Counts, Quality, quality};
pub use shown::{open_shown, seal_shown};
pub use train::{Trained, train};
