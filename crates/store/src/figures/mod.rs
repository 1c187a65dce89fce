//! Figures from the record: section 6 of the rule book, as of any moment, on both engines.
//!
//! [`CohortQuery`] counts reports received in a period by what they are at a moment; [`performance`] measures how they
//! were handled. Both read `state_interval` for who belongs to the population, so their populations are one.

mod answer;
mod ask;
mod cohort;
mod gather;
mod inhabitants;
mod key;
mod merged;
mod oversight;
mod performance;
mod population;
mod public;
mod render;
mod shape;
mod sql;
pub mod tables;
pub(crate) mod tally;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Row, Unreleased};
pub use ask::{Ask, AskError, Dimension, Filter, PolicyInForce, Scope, Sight};
pub use cohort::CohortQuery;
pub use gather::{Cell, CellsQuery, GatherQuery, Gathered, GatheredRow, IsKnown, MembersQuery};
pub use inhabitants::{Inhabitants, InhabitantsSources, PutInhabitants};
pub(crate) use key::channel_code;
pub use oversight::{Deed, Looks, Oversight, OversightQuery};
pub use performance::{
    ClockTimes, Disputes, FollowUp, PassingOn, Performance, PerformanceQuery, Reopened,
    SupportWork, UnitPassing, UnitRefusals, UnitSupport, performance, public_performance,
};
pub use population::PopulationQuery;
pub use public::{PublicQuery, PublicTableQuery, PublicTables};
#[cfg(test)]
pub(crate) use render::performance_json;
pub use render::{csv, field, in_force, json, moment, policy, scope, table};
pub use shape::time_span;
