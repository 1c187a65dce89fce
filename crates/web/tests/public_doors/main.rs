//! The public doors as people use them, over HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod api_acting;
mod api_document;
mod api_filing;
mod api_keys;
mod api_reading;
mod bad_input;
mod bodies;
mod counter;
mod ending;
mod eyes;
mod figures;
mod filing;
mod gateway;
mod importing;
mod inboxes;
mod joining;
mod letter;
mod national;
mod open311;
mod open311_filing;
mod own;
mod passing;
mod past;
mod people;
mod ppid;
mod program;
mod routing;
mod standing;
mod town;
mod trouble;
mod visibility;
mod watchers;
mod workspace;
mod workspace_admin;
