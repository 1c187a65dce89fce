//! A document on its way out, before a format was chosen.

use std::borrow::Cow;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::clean;

/// What an element holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `null`, or an empty element.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Degrees. Infinities and the like are written as nothing.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// Elements of one name.
    List(&'static str, Vec<Value>),
    /// Elements of different names, in order.
    Object(Vec<(Cow<'static, str>, Value)>),
}

impl Value {
    /// Text, or nothing.
    pub fn some(text: Option<&str>) -> Self {
        text.filter(|text| !text.is_empty())
            .map_or(Self::Null, |text| Self::Text(text.to_owned()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::some(Some(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::some(Some(text))
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::some(text)
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::some(text.as_deref())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<Option<f64>> for Value {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

/// An object from its members, in order.
pub(crate) fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    let members = members.map(|(name, value)| (Cow::Borrowed(name), value));
    Value::Object(members.into())
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_none(),
            Self::Text(text) => match clean::text(text).as_ref() {
                "" => to.serialize_none(),
                kept => to.serialize_str(kept),
            },
            Self::Integer(number) => to.serialize_i64(*number),
            Self::Number(number) if number.is_finite() => to.serialize_f64(*number),
            Self::Number(_) => to.serialize_none(),
            Self::Bool(yes) => to.serialize_bool(*yes),
            Self::List(_, items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
