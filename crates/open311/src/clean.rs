//! Code points that XML 1.0 has no way to carry, not even as a reference.

use std::borrow::Cow;

/// Whether a document may hold it.
pub const fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{1_0000}'..)
}

/// Text without what XML forbids. JSON leaves it out too, so that both formats say the same.
pub fn text(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_forbids_goes() {
        assert_eq!(text("a\u{0}b\u{B}c\u{C}\u{1F}\u{FFFE}\u{FFFF}d"), "abcd");
        let kept = "\t\n\r <&>\"' é \u{7F}\u{85} \u{FFFD}😀 \u{202E}";
        assert!(matches!(text(kept), Cow::Borrowed(same) if same == kept));
    }
}
