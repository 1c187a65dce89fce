//! `discovery`: which endpoints there are, and whom to ask.

use std::str::FromStr;

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// Where a jurisdiction's endpoints are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// When anything here, or any list of services, last changed.
    pub changeset: String,
    /// How to reach the operator.
    pub contact: String,
    /// How to get an API key.
    pub key_service: String,
    /// The endpoints.
    pub endpoints: Vec<Endpoint>,
}

/// One endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// Which protocol: [`crate::SPECIFICATION`].
    pub specification: String,
    /// Its base, without a slash at the end.
    pub url: String,
    /// When its services last changed.
    pub changeset: String,
    /// Whether anybody acts on what is sent there.
    pub kind: EndpointType,
    /// Media types.
    pub formats: Vec<String>,
}

/// Whether anybody acts on what is sent to an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndpointType {
    /// Yes.
    #[default]
    Production,
    /// No.
    Test,
}

impl EndpointType {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Test => "test",
        }
    }
}

impl FromStr for EndpointType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_ascii_lowercase().as_str() {
            "production" => Ok(Self::Production),
            "test" => Ok(Self::Test),
            _ => Err(()),
        }
    }
}

impl Document for Discovery {
    const ROOT: &'static str = "discovery";

    fn value(&self) -> Value {
        let endpoints = self.endpoints.iter().map(Endpoint::value).collect();
        object([
            ("changeset", (&self.changeset).into()),
            ("contact", (&self.contact).into()),
            ("key_service", (&self.key_service).into()),
            ("endpoints", Value::List("endpoint", endpoints)),
        ])
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let endpoints = node.items_of("endpoints", "endpoint");
        Ok(Self {
            changeset: node.or_empty("changeset"),
            contact: node.or_empty("contact"),
            key_service: node.or_empty("key_service"),
            endpoints: endpoints
                .into_iter()
                .map(Endpoint::from_node)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Endpoint {
    fn value(&self) -> Value {
        let formats = self.formats.iter().map(Value::from).collect();
        object([
            ("specification", (&self.specification).into()),
            ("url", (&self.url).into()),
            ("changeset", (&self.changeset).into()),
            ("type", self.kind.as_str().into()),
            ("formats", Value::List("format", formats)),
        ])
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let formats = node.items_of("formats", "format");
        Ok(Self {
            specification: node.required("specification")?,
            url: node.required("url")?,
            changeset: node.or_empty("changeset"),
            kind: node.parsed("type")?.unwrap_or_default(),
            formats: formats
                .into_iter()
                .filter_map(|format| match format {
                    Node::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
        })
    }
}
