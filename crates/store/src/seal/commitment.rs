//! What an event keeps of words that may be erased later: a salted commitment.
//!
//! Whoever holds the words and the salt can prove that they are the ones the event speaks of. Without
//! the salt, which is erased with the words, the 32 bytes say nothing, not even to someone who guesses.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// SHA-256 over the kind of content, the salt and the canonical bytes.
pub type Commitment = [u8; 32];

/// The random part; lives and dies with the content.
pub type Salt = [u8; 32];

/// Commits to `canonical` as content of kind `tag`.
///
/// The hash runs over tag ‖ 0x00 ‖ salt ‖ canonical; tags are names from the code and contain no NUL, so
/// no content of one kind can pass for another.
#[must_use]
pub fn commit(tag: &str, salt: &Salt, canonical: &[u8]) -> Commitment {
    let mut hash = Sha256::new();
    hash.update(tag.as_bytes());
    hash.update([0]);
    hash.update(salt);
    hash.update(canonical);
    hash.finalize().into()
}

/// Whether `commitment` was made over this content.
#[must_use]
pub fn commitment_holds(commitment: &[u8], tag: &str, salt: &Salt, canonical: &[u8]) -> bool {
    commit(tag, salt, canonical).ct_eq(commitment).into()
}

/// Lower-case hexadecimal, the form in which events carry a commitment.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_counts() {
        let made = commit("report.text", &[1; 32], b"Jalan berlubang");
        assert!(commitment_holds(
            &made,
            "report.text",
            &[1; 32],
            b"Jalan berlubang"
        ));
        assert!(!commitment_holds(
            &made,
            "report.title",
            &[1; 32],
            b"Jalan berlubang"
        ));
        assert!(!commitment_holds(
            &made,
            "report.text",
            &[2; 32],
            b"Jalan berlubang"
        ));
        assert!(!commitment_holds(
            &made,
            "report.text",
            &[1; 32],
            b"Jalan berlobang"
        ));
        assert!(!commitment_holds(
            &made[..31],
            "report.text",
            &[1; 32],
            b"Jalan berlubang"
        ));
    }

    #[test]
    fn the_bytes_never_change() {
        // Commitments are in events for ever: a changed construction must fail here.
        let made = commit("t", &[0; 32], b"x");
        let mut expected = Sha256::new();
        expected.update([b"t\0".as_slice(), &[0; 32], b"x"].concat());
        assert_eq!(made[..], expected.finalize()[..]);
    }
}
