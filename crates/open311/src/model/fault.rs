//! `errors`: what went wrong, for people and programs.

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// Everything that is wrong with a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

/// One thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The status of HTTP, or something more specific.
    pub code: i64,
    /// What to tell the person.
    pub description: String,
}

impl Document for Faults {
    const ROOT: &'static str = "errors";

    fn value(&self) -> Value {
        let faults = self.0.iter().map(|fault| {
            object([
                ("code", Value::Integer(fault.code)),
                ("description", (&fault.description).into()),
            ])
        });
        Value::List("error", faults.collect())
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let faults = node.items("error").into_iter().map(|fault| {
            Ok(Fault {
                code: fault.parsed("code")?.unwrap_or_default(),
                description: fault.or_empty("description"),
            })
        });
        faults.collect::<Result<_, WireError>>().map(Self)
    }
}
