//! The two formats, and how a request chooses one.

use std::str::FromStr;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Every server has it.
    #[default]
    Xml,
    /// Most servers have it.
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Xml, Self::Json];

    /// The suffix of addresses.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }

    /// The whole `Content-Type`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Xml => "text/xml; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The media type alone, as discovery names it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xml => "text/xml",
            Self::Json => "application/json",
        }
    }

    /// What an `Accept` header prefers; XML where it does not say.
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0_f32, Self::Xml);
        for part in header.split(',').take(16) {
            let mut pieces = part.split(';').map(str::trim);
            let format = match pieces
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "application/json" | "text/json" => Self::Json,
                "text/xml" | "application/xml" => Self::Xml,
                _ => continue,
            };
            let quality = pieces
                .find_map(|piece| piece.strip_prefix("q=")?.parse().ok())
                .unwrap_or(1.0);
            if quality > best.0 {
                best = (quality, format);
            }
        }
        best.1
    }
}

/// An unknown suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a format is xml or json")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "xml" => Ok(Self::Xml),
            "json" => Ok(Self::Json),
            _ => Err(UnknownFormat),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_chooses_by_quality_and_xml_is_the_rest() {
        for (header, format) in [
            ("", Format::Xml),
            ("*/*", Format::Xml),
            ("application/json", Format::Json),
            ("text/html, application/json;q=0.9", Format::Json),
            ("text/xml;q=0.4, application/json; q=0.5", Format::Json),
            ("application/json;q=x, text/xml", Format::Json),
            ("application/json;q=0", Format::Xml),
        ] {
            assert_eq!(Format::accepted(header), format, "{header}");
        }
    }
}
