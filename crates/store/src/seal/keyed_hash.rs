//! Finding a sealed value again without storing it: HMAC-SHA256 under a key that is not in the database.
//!
//! A plain hash of a phone number is undone in seconds by trying all of them; a keyed one is not.
//! The key differs per body and purpose, so equal numbers in two bodies do not meet by accident.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What a lookup hash is for. The text form is part of the key derivation and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupPurpose {
    /// `lapor_domain::contact::Phone::expose`.
    Phone,
    /// `lapor_domain::contact::Email::expose`.
    Email,
    /// `lapor_domain::contact::Nik::expose`.
    Nik,
    /// `lapor_domain::contact::ChatAddress::expose`.
    Chat,
    /// `lapor_domain::source::Link::same_post`.
    Link,
}

impl LookupPurpose {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Nik => "nik",
            Self::Chat => "chat",
            Self::Link => "link",
        }
    }
}

/// A 32-byte key that is wiped on drop and never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret32([u8; 32]);

impl Secret32 {
    pub(super) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA256 over `parts`, each preceded by its length so that no two lists of parts read the same.
    #[must_use]
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // 32 bytes fit the block, so this is the same key the general constructor would make.
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        block.zeroize();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Compares in constant time.
    #[must_use]
    pub fn mac_matches(&self, parts: &[&[u8]], stored: &[u8]) -> bool {
        self.mac(parts).ct_eq(stored).into()
    }
}

impl fmt::Debug for Secret32 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret32(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = Secret32::new([7; 32]);
        assert_ne!(key.mac(&[b"ab", b"c"]), key.mac(&[b"a", b"bc"]));
        assert_ne!(key.mac(&[b"abc"]), key.mac(&[b"abc", b""]));
        assert!(key.mac_matches(&[b"abc"], &key.mac(&[b"abc"])));
        assert!(!key.mac_matches(&[b"abc"], &key.mac(&[b"abd"])));
        assert!(!key.mac_matches(&[b"abc"], b""));
    }

    #[test]
    fn the_mac_is_the_standard_one() {
        let key = [0x0b; 32];
        let mut expected = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key)
            .unwrap_or_else(|_| unreachable!());
        expected.update(&2_u64.to_le_bytes());
        expected.update(b"Hi");
        assert_eq!(
            Secret32::new(key).mac(&[b"Hi"])[..],
            expected.finalize().into_bytes()[..]
        );
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret32::new([1; 32])), "Secret32(…)");
    }
}
