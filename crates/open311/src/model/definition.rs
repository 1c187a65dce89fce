//! `service_definition`: the questions of one service.

use std::str::FromStr;

use crate::document::Document;
use crate::error::WireError;
use crate::node::Node;
use crate::value::{Value, object};

/// The questions of a service; none for most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// Which service.
    pub service_code: String,
    /// Its questions, in order.
    pub attributes: Vec<Attribute>,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribute {
    /// It takes an answer; else it is words to be read.
    pub variable: bool,
    /// Its code.
    pub code: String,
    /// What an answer looks like.
    pub datatype: DataType,
    /// It must be answered.
    pub required: bool,
    /// Help on what is expected.
    pub datatype_description: String,
    /// Its place, from 1.
    pub order: i64,
    /// The question.
    pub description: String,
    /// What may be chosen, of the two list types.
    pub values: Vec<AttributeValue>,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeValue {
    /// What is sent.
    pub key: String,
    /// What is shown.
    pub name: String,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataType {
    /// One line.
    #[default]
    Text,
    /// A number.
    Number,
    /// A moment.
    DateTime,
    /// Several lines.
    LongText,
    /// One of a list.
    OneOf,
    /// Several of a list.
    SeveralOf,
}

impl DataType {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::DateTime => "datetime",
            Self::LongText => "text",
            Self::OneOf => "singlevaluelist",
            Self::SeveralOf => "multivaluelist",
        }
    }

    /// Whether answers are chosen from a list.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::OneOf | Self::SeveralOf)
    }
}

impl FromStr for DataType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "string" => Self::Text,
            "number" => Self::Number,
            "datetime" => Self::DateTime,
            "text" => Self::LongText,
            "singlevaluelist" => Self::OneOf,
            "multivaluelist" => Self::SeveralOf,
            _ => return Err(()),
        })
    }
}

impl Document for Definition {
    const ROOT: &'static str = "service_definition";

    fn value(&self) -> Value {
        let attributes = self.attributes.iter().map(Attribute::value).collect();
        object([
            ("service_code", (&self.service_code).into()),
            ("attributes", Value::List("attribute", attributes)),
        ])
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let mut attributes = node.items_of("attributes", "attribute");
        // Old servers leave the container out.
        if attributes.is_empty() && node.member("attribute").is_some() {
            attributes = node.items("attribute");
        }
        Ok(Self {
            service_code: node.or_empty("service_code"),
            attributes: attributes
                .into_iter()
                .map(Attribute::from_node)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Attribute {
    fn value(&self) -> Value {
        let values = self
            .values
            .iter()
            .map(|value| object([("key", (&value.key).into()), ("name", (&value.name).into())]));
        object([
            ("variable", self.variable.into()),
            ("code", (&self.code).into()),
            ("datatype", self.datatype.as_str().into()),
            ("required", self.required.into()),
            ("datatype_description", (&self.datatype_description).into()),
            ("order", Value::Integer(self.order)),
            ("description", (&self.description).into()),
            ("values", Value::List("value", values.collect())),
        ])
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let values = node.items_of("values", "value").into_iter().map(|value| {
            Ok(AttributeValue {
                key: value.required("key")?,
                name: value.or_empty("name"),
            })
        });
        Ok(Self {
            variable: node.flag("variable")?,
            code: node.required("code")?,
            datatype: node.parsed("datatype")?.unwrap_or_default(),
            required: node.flag("required")?,
            datatype_description: node.or_empty("datatype_description"),
            order: node.parsed("order")?.unwrap_or_default(),
            description: node.or_empty("description"),
            values: values.collect::<Result<_, WireError>>()?,
        })
    }
}
