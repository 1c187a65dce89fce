//! Open311 GeoReport v2 on the wire, for servers and clients.
//!
//! A document is written from its type ([`Services`], [`Requests`], …) with [`write`] and read back with [`read`], in either
//! [`Format`]. JSON is what the XML is, mechanically: the root goes away, a container of one repeated element is an
//! array also where it holds one or none, an empty element is `null`. Ids and codes are text in both, because `006`
//! is no number. What a request asks comes as [`Params`], from query and body alike; dates come in many shapes and leave
//! in one ([`date`]).
//!
//! Nothing here touches a network, a clock or a disk, and nothing that comes in can make it panic.

pub mod clean;
pub mod date;
mod document;
mod error;
mod format;
mod json;
pub mod model;
mod node;
pub mod params;
mod value;
mod xml;

pub use document::{Document, read, write};
pub use error::WireError;
pub use format::Format;
pub use model::answers::{Answer, AnswerError};
pub use model::definition::{Attribute, AttributeValue, DataType, Definition};
pub use model::discovery::{Discovery, Endpoint, EndpointType};
pub use model::fault::{Fault, Faults};
pub use model::receipt::{Receipt, Receipts, Ticket, TokenAnswer, TokenAnswers};
pub use model::request::{Asked, Extended, Note, Request, Requests, Status};
pub use model::service::{Service, ServiceType, Services};
pub use model::update::{Update, Updates};
pub use node::Node;
pub use params::{ParamError, Params};
pub use value::Value;

/// The name by which discovery documents call this version of the protocol.
pub const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";
/// Most characters of a description.
pub const MAX_DESCRIPTION: usize = 4000;
/// Most requests of one answer.
pub const MAX_REQUESTS: usize = 1000;
/// Most days that a search may span.
pub const MAX_DAYS: i64 = 90;
