//! The public doors as people use them, over HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod api_acting;
mod api_document;
mod api_filing;
mod api_keys;
mod api_reading;
mod asking;
mod bad_input;
mod bodies;
mod cities;
mod counter;
mod deliver;
mod ending;
mod every_door;
mod eyes;
mod figures;
mod filing;
mod gateway;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/gateway.rs"]
mod gateways;
mod inboxes;
mod joining;
mod letter;
mod messengers;
mod open311;
mod open311_filing;
mod own;
mod passing;
mod past;
mod people;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/postbox.rs"]
mod postbox;
mod ppid;
mod program;
mod recording;
mod routing;
mod standing;
mod town;
mod trouble;
mod visibility;
mod watchers;
mod webhooks;
mod wordings;
mod workspace;
mod workspace_admin;
