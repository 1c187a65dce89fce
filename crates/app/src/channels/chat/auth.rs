//! Whether a delivery comes from the platform, compared in constant time.

use hmac::{Hmac, KeyInit as _, Mac as _};
use lapor_store::seal::hex;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::channels::config::Secret;

/// Whether a header says `sha256=` and the HMAC of the raw body.
pub(super) fn is_signed(secret: &Secret, header: &str, body: &[u8]) -> bool {
    let Some(given) = header.trim().strip_prefix("sha256=") else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else {
        return false;
    };
    mac.update(body);
    let wanted = hex(&mac.finalize().into_bytes());
    let given = given.to_ascii_lowercase();
    !secret.expose().is_empty() && given.as_bytes().ct_eq(wanted.as_bytes()).into()
}

/// Whether a word is the secret one.
pub(super) fn is_secret(secret: &Secret, given: &str) -> bool {
    let wanted = secret.expose().as_bytes();
    !wanted.is_empty() && given.as_bytes().ct_eq(wanted).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_right_signature_passes() {
        // RFC 4231, test case 2.
        let secret = Secret::from("Jefe");
        let body = b"what do ya want for nothing?";
        let good = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(is_signed(&secret, good, body));
        assert!(is_signed(
            &secret,
            &good.to_uppercase().replace("SHA256", "sha256"),
            body
        ));
        assert!(!is_signed(&secret, good, b"what do ya want for nothing!"));
        assert!(!is_signed(&secret, good.trim_end_matches('3'), body));
        assert!(!is_signed(&secret, "", body) && !is_signed(&Secret::from(""), good, body));
        assert!(
            is_secret(&secret, "Jefe")
                && !is_secret(&secret, "Jef")
                && !is_secret(&Secret::from(""), "")
        );
    }

    proptest! {
        #[test]
        fn anything_is_compared(header in any::<String>(), body in any::<Vec<u8>>()) {
            prop_assert!(!is_signed(&Secret::from("kunci-uji"), &header, &body));
        }
    }
}
