//! `/api/v1`: the same use cases for programs. One endpoint, one file.

pub(super) mod agencies;
pub(super) mod categories;
pub(super) mod command;
pub(super) mod figures;
pub(super) mod file;
mod find;
pub(super) mod follow;
pub(super) mod history;
pub(super) mod inbox;
pub(super) mod list;
pub(super) mod opening;
pub(super) mod photo;
pub(super) mod regions;
pub(super) mod report;
mod shape;
pub(super) mod statistics;
