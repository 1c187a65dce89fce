//! The coat of arms of a letterhead.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A small picture, as PNG. It lies in the record beside the words of its letterhead (as Base64), so that a document of an
/// earlier day bears the one of that day.
#[derive(Clone, PartialEq, Eq)]
pub struct Emblem(Arc<[u8]>);

impl Emblem {
    /// Largest, in bytes.
    pub const MOST: usize = 64 * 1024;

    /// One that fits; none where it is larger than [`MOST`](Self::MOST).
    #[must_use]
    pub fn new(png: &[u8]) -> Option<Self> {
        (png.len() <= Self::MOST).then(|| Self(png.into()))
    }

    /// The PNG.
    #[must_use]
    pub fn png(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Emblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Emblem({} bytes)", self.0.len())
    }
}

impl Serialize for Emblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Emblem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let png = STANDARD.decode(text).map_err(de::Error::custom)?;
        Self::new(&png).ok_or_else(|| de::Error::custom("an emblem of too many bytes"))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::Emblem;

    #[test]
    fn it_is_kept_as_it_is_and_none_is_too_large() {
        let emblem = Emblem::new(&[0, 255, 7]).unwrap();
        let kept = serde_json::to_string(&emblem).unwrap();
        assert_eq!(kept, "\"AP8H\"");
        assert_eq!(serde_json::from_str::<Emblem>(&kept).unwrap(), emblem);
        assert!(Emblem::new(&vec![0; Emblem::MOST + 1]).is_none());
        let large = format!("\"{}\"", "AAAA".repeat(Emblem::MOST / 3 + 1));
        assert!(serde_json::from_str::<Emblem>(&large).is_err());
        assert_eq!(format!("{emblem:?}"), "Emblem(3 bytes)");
    }
}
