//! `services`: what may be reported.

use std::str::FromStr;

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// All services of an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services(pub Vec<Service>);

/// One service: a type of request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its code.
    pub code: String,
    /// Name people read.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// It asks questions: see its definition.
    pub metadata: bool,
    /// When the id of a request is known.
    pub kind: ServiceType,
    /// Other words for it.
    pub keywords: Vec<String>,
    /// The heading above it.
    pub group: String,
}

/// When the id of a request is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceType {
    /// At once.
    #[default]
    Realtime,
    /// Later; until then a token stands for it.
    Batch,
    /// Never.
    Blackbox,
}

impl ServiceType {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Realtime => "realtime",
            Self::Batch => "batch",
            Self::Blackbox => "blackbox",
        }
    }
}

impl FromStr for ServiceType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_ascii_lowercase().as_str() {
            "realtime" => Ok(Self::Realtime),
            "batch" => Ok(Self::Batch),
            "blackbox" => Ok(Self::Blackbox),
            _ => Err(()),
        }
    }
}

impl Document for Services {
    const ROOT: &'static str = "services";

    fn value(&self) -> Value {
        Value::List("service", self.0.iter().map(Service::value).collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let services = node.items("service").into_iter().map(Service::from_node);
        services.collect::<Result<_, _>>().map(Self)
    }
}

impl Service {
    fn value(&self) -> Value {
        object([
            ("service_code", (&self.code).into()),
            ("service_name", (&self.name).into()),
            ("description", (&self.description).into()),
            ("metadata", self.metadata.into()),
            ("type", self.kind.as_str().into()),
            ("keywords", (&self.keywords.join(",")).into()),
            ("group", (&self.group).into()),
        ])
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let keywords = node.text("keywords").unwrap_or_default();
        Ok(Self {
            code: node.required("service_code")?,
            name: node.or_empty("service_name"),
            description: node.or_empty("description"),
            metadata: node.flag("metadata")?,
            kind: node.parsed("type")?.unwrap_or_default(),
            keywords: keywords
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            group: node.or_empty("group"),
        })
    }
}
