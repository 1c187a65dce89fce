//! Photographs and papers.

use lapor_app::report::documents::Kind;

/// A photograph as sent: what comes out is a JPEG without a trace of where it was taken.
pub fn photo(bytes: &[u8]) {
    if let Ok(clean) = lapor_app::photo::clean(bytes) {
        assert!(clean.jpeg.starts_with(&[0xFF, 0xD8]));
        assert!(!clean.jpeg.windows(6).any(|six| six == b"Exif\0\0"));
    }
}

/// A paper: what it is, its bytes say.
pub fn document(bytes: &[u8]) {
    if let Some(kind) = Kind::of(bytes) {
        assert!(!kind.media_type().is_empty() && bytes.len() >= 3);
    }
}
