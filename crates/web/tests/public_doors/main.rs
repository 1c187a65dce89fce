//! The public doors as people use them, over HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod api_acting;
mod api_document;
mod api_filing;
mod api_inbox;
mod api_keys;
mod api_reading;
mod asking;
mod bad_input;
mod behind;
mod bodies;
mod case_file;
mod cities;
mod counter;
mod dashboard;
mod data;
mod deliver;
mod documents;
mod ending;
mod every_door;
mod eyes;
mod feeds;
mod figure_table;
mod figures;
mod filing;
mod following;
mod gateway;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/gateway.rs"]
mod gateways;
mod importing;
mod inboxes;
mod joining;
mod keepers;
mod letter;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/listening.rs"]
mod listening;
mod messengers;
mod national;
mod open311;
mod open311_filing;
mod open311_lists;
mod open311_updates;
mod own;
mod papers;
mod passing;
mod past;
mod people;
mod plans;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/platform.rs"]
mod platform;
#[expect(
    dead_code,
    reason = "the tests of the doors themselves need more of it"
)]
#[path = "../../../app/tests/channels/postbox.rs"]
mod postbox;
mod ppid;
mod printings;
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
