//! `service_requests_updates`: what happened to requests, as FixMyStreet's extension of the protocol has it.

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// Updates; an array also for one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updates(pub Vec<Update>);

/// One thing that happened to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Its id, the same whenever it is told.
    pub id: String,
    /// The request.
    pub request: String,
    /// What the request was after it: `OPEN`, `IN_PROGRESS`, `CLOSED` and so on.
    pub status: String,
    /// When.
    pub updated: String,
    /// What happened, in words.
    pub description: Option<String>,
    /// A picture.
    pub media_url: Option<String>,
    /// The server's own word for what happened.
    pub external_status_code: Option<String>,
}

impl Document for Updates {
    const ROOT: &'static str = "service_requests_updates";

    fn value(&self) -> Value {
        let updates = self.0.iter().map(|update| {
            object([
                ("update_id", (&update.id).into()),
                ("service_request_id", (&update.request).into()),
                ("status", (&update.status).into()),
                ("updated_datetime", (&update.updated).into()),
                ("description", (&update.description).into()),
                ("media_url", (&update.media_url).into()),
                (
                    "external_status_code",
                    (&update.external_status_code).into(),
                ),
            ])
        });
        Value::List("request_update", updates.collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let updates = node.items("request_update").into_iter().map(|update| {
            Ok(Update {
                id: update.required("update_id")?,
                request: update.required("service_request_id")?,
                status: update.or_empty("status"),
                updated: update.required("updated_datetime")?,
                description: update.owned("description"),
                media_url: update.owned("media_url"),
                external_status_code: update.owned("external_status_code"),
            })
        });
        updates.collect::<Result<_, WireError>>().map(Self)
    }
}
