//! What a delivery of a platform holds, in the words of this program.

use std::fmt;

use lapor_domain::contact::ChatAddress;
use serde_json::Value;

/// Messages of one delivery that are looked at: platforms put no more together.
pub const MOST_MESSAGES: usize = 1000;

/// One message of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The platform's id of it: the same one comes again where our answer was lost.
    pub id: String,
    /// Who.
    pub from: ChatAddress,
    /// What.
    pub said: Said,
}

/// What a message holds.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub enum Said {
    /// Words, or a button that says them.
    Words(String),
    /// A point on the map, in degrees, and what the person calls it.
    Place {
        /// Latitude.
        latitude: String,
        /// Longitude.
        longitude: String,
        /// Name and address.
        label: String,
    },
    /// A photograph that lies at the platform.
    Photo {
        /// Where.
        media: String,
        /// Words beneath it.
        caption: String,
    },
    /// A message that was sent before and then changed.
    Edited,
    /// A sign put to one of our messages.
    Reaction,
    /// Something else, with the words beneath it.
    Other(String),
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Message(…)")
    }
}

/// A text within a document, by its path; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> &'a str {
    at(value, path).and_then(Value::as_str).unwrap_or_default()
}

/// A number within a document, as it was written.
pub(super) fn number(value: &Value, path: &[&str]) -> String {
    match at(value, path) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) if text.len() <= 32 => text.clone(),
        _ => String::new(),
    }
}

/// A part of a document.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| value.get(step))
}

/// The members of a list; none where it is no list.
pub(super) fn list<'a>(value: &'a Value, path: &[&str]) -> &'a [Value] {
    at(value, path)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether a text can stand in an address without leading elsewhere: ids of media.
pub(super) fn is_plain_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=256).contains(&text.len()) && text.bytes().all(plain)
}
