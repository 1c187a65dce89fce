//! What can be said about a file before any decoder sees it.

use image::ImageFormat;

use super::{MAX_BYTES, PhotoError};

/// The formats that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG, screenshots mostly.
    Png,
    /// WebP, what messengers hand on.
    WebP,
}

impl PhotoKind {
    /// What a file is by its first bytes; `None` where it is no photograph that we take.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        kind(bytes).ok()
    }

    /// The media type of the original.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    pub(super) const fn format(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

/// Decides by size and first bytes, never by the name or the type that the sender claims.
pub(super) fn admit(bytes: &[u8]) -> Result<PhotoKind, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(PhotoError::TooLarge { bytes: bytes.len() });
    }
    let kind = kind(bytes)?;
    // The JPEG decoder paints what is missing grey; half a photograph is no evidence. The other two
    // decoders notice by themselves.
    if kind == PhotoKind::Jpeg && !jpeg_ends(bytes) {
        return Err(PhotoError::Truncated);
    }
    Ok(kind)
}

fn kind(bytes: &[u8]) -> Result<PhotoKind, PhotoError> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Ok(PhotoKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(PhotoKind::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(PhotoKind::WebP)
    } else if bytes.get(4..8) == Some(b"ftyp")
        && matches!(
            bytes.get(8..12),
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1")
        )
    {
        Err(PhotoError::Heic)
    } else {
        Err(PhotoError::UnknownType)
    }
}

/// Walks the segments of a JPEG to its end-of-image marker. Looking for the two bytes anywhere would
/// find the end of the thumbnail in the metadata. What follows the end does not matter: some cameras
/// append a film, and nothing of it is kept.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1; // fill bytes
        }
        let (Some(0xff), Some(marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return false;
        };
        match marker {
            0xd9 => return true,
            0x01 | 0xd0..=0xd8 => at += 2, // markers without a segment
            _ => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else {
                    return false;
                };
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
                if *marker == 0xda {
                    at = after_scan(bytes, at);
                }
            }
        }
    }
}

/// The position of the first marker after entropy-coded data, where FF 00 is a byte and FF D0…D7 restarts.
fn after_scan(bytes: &[u8], mut at: usize) -> usize {
    while let (Some(first), Some(second)) = (bytes.get(at), bytes.get(at + 1)) {
        match (first, second) {
            (0xff, 0x00 | 0xd0..=0xd7) => at += 2,
            (0xff, 0xff) => at += 1,
            (0xff, _) => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}
