//! Secrets and signatures, as the convention "Standard Webhooks" has them, so that its libraries verify them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What every secret begins with, so that a leaked one is recognised.
const PREFIX: &str = "whsec_";
/// Bytes of a secret.
pub const SECRET_BYTES: usize = 32;

/// A secret as its receiver keeps it.
pub fn text(secret: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(secret)))
}

/// The header `Webhook-Signature`: one signature for each valid secret, over id, second and body.
pub fn header(secrets: &[Zeroizing<Vec<u8>>], id: Uuid, at: Timestamp, body: &[u8]) -> String {
    let signatures: Vec<String> = secrets
        .iter()
        .filter_map(|secret| signature(secret, id, at, body))
        .collect();
    signatures.join(" ")
}

fn signature(secret: &[u8], id: Uuid, at: Timestamp, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(format!("{id}.{}.", at.as_second()).as_bytes());
    mac.update(body);
    Some(format!(
        "v1,{}",
        STANDARD.encode(mac.finalize().into_bytes())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_other_libraries_make_of_it() {
        // openssl: printf '00000000-0000-0000-0000-000000000001.1754020800.{}' | openssl dgst -sha256 -mac HMAC
        // -macopt key:12345678901234567890123456789012 -binary | base64
        let secret = Zeroizing::new(b"12345678901234567890123456789012".to_vec());
        let at = Timestamp::from_second(1_754_020_800).unwrap_or_default();
        let header = header(&[secret.clone(), secret], Uuid::from_u128(1), at, b"{}");
        let parts: Vec<&str> = header.split(' ').collect();
        assert_eq!(parts, [EXPECTED, EXPECTED]);
    }

    const EXPECTED: &str = "v1,8HDNjDbveBkqQnUw47pz1dveI9ZXwcFpnvKVdD0+P+U=";
}
