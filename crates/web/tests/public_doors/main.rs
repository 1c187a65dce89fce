//! The public doors as people use them, over HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bad_input;
mod bodies;
mod eyes;
mod filing;
mod own;
mod people;
mod standing;
mod town;
mod trouble;
mod visibility;
mod watchers;
mod workspace;
mod workspace_admin;
