//! The text library.

use naskah::personal::{find, mask};
use naskah::text::{language, normal, stems, tokens};

/// A person's words: masked, normalised, cut into words.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let findings = find(&text);
    for finding in &findings {
        assert!(text.get(finding.span.clone()).is_some());
    }
    let _ = mask(&text, &findings);
    let _ = (language(&text), normal(&text), stems(&text), tokens(&text));
}
