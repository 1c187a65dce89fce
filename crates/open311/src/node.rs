//! A document as it came in, whichever format it was in.

use crate::error::WireError;

/// What an element holds. Numbers and booleans are text: servers differ in what they quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Nothing, `null` or an empty string.
    Empty,
    /// Text.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// Members in order; of XML also several of one name.
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn of_text(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A member; `None` where it is not there or holds nothing.
    pub fn member(&self, name: &str) -> Option<&Node> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(known, _)| known == name);
        found
            .map(|(_, node)| node)
            .filter(|node| **node != Self::Empty)
    }

    /// The text of a member that has some.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.member(name)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a member as its own, `None` where it has none.
    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// The text of a member that must have some.
    pub(crate) fn required(&self, name: &'static str) -> Result<String, WireError> {
        self.owned(name).ok_or(WireError::Lacking(name))
    }

    /// The text of a member, empty where it has none.
    pub(crate) fn or_empty(&self, name: &str) -> String {
        self.owned(name).unwrap_or_default()
    }

    /// A member parsed, where it has text.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, WireError> {
        self.text(name)
            .map(|text| text.trim().parse().map_err(|_| WireError::bad(name, text)))
            .transpose()
    }

    /// Degrees, at most so many from nought: also those that servers send as text.
    pub(crate) fn degrees(&self, name: &'static str, most: f64) -> Result<Option<f64>, WireError> {
        let number = self.parsed::<f64>(name)?;
        match number {
            // What is not finite is not in any range.
            Some(number) if !(-most..=most).contains(&number) => {
                Err(WireError::bad(name, &number.to_string()))
            }
            number => Ok(number),
        }
    }

    /// Yes or no; no where it is not said.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, WireError> {
        match self.text(name).map(str::trim) {
            None => Ok(false),
            Some(text) if text.eq_ignore_ascii_case("true") || text == "1" => Ok(true),
            Some(text) if text.eq_ignore_ascii_case("false") || text == "0" => Ok(false),
            Some(text) => Err(WireError::bad(name, text)),
        }
    }

    /// The elements of a container, whether it came as an array, as one element alone or as several of one name.
    pub fn items(&self, item: &str) -> Vec<&Node> {
        match self {
            Self::Empty | Self::Text(_) => Vec::new(),
            Self::List(items) => items.iter().collect(),
            Self::Object(members) => {
                let named: Vec<&Node> = members
                    .iter()
                    .filter(|(name, _)| name == item)
                    .flat_map(|(_, node)| match node {
                        Self::List(items) => items.iter().collect(),
                        other => vec![other],
                    })
                    .collect();
                // A converter that knows no containers gives the one element itself.
                if named.is_empty() { vec![self] } else { named }
            }
        }
    }

    /// The elements of a member that is a container.
    pub fn items_of(&self, container: &str, item: &str) -> Vec<&Node> {
        self.member(container)
            .map(|node| node.items(item))
            .unwrap_or_default()
    }
}
