//! Whether a delivery comes from the gateway: every check that is described must pass.

use std::collections::BTreeMap;

use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::inbound::Delivery;
use crate::channels::cidr::Cidr;
use crate::channels::config::{Proof, SharedSecret, Signature};

/// The part of the address that may be believed: none where only the body is signed, or whoever saw one delivery could
/// put fields of their own before it.
pub(in crate::channels) fn query<'a>(proof: &Proof<'_>, delivery: &'a Delivery) -> &'a str {
    match proof.hmac {
        Some(_) => "",
        None => &delivery.query,
    }
}

/// Fail-closed: a description without any check is refused when it is read, and here again.
pub(in crate::channels) fn is_genuine(
    proof: &Proof<'_>,
    delivery: &Delivery,
    fields: &BTreeMap<String, String>,
) -> bool {
    let mut checks = Vec::new();
    if !proof.ranges.is_empty() {
        let comes_from = |range: &Cidr| delivery.peer.is_some_and(|peer| range.contains(peer));
        checks.push(proof.ranges.iter().any(comes_from));
    }
    if let Some(secret) = proof.secret {
        checks.push(carries(secret, delivery, fields));
    }
    if let Some(signature) = proof.hmac {
        checks.push(is_signed(signature, delivery));
    }
    !checks.is_empty() && checks.into_iter().all(|passed| passed)
}

fn carries(secret: &SharedSecret, delivery: &Delivery, fields: &BTreeMap<String, String>) -> bool {
    let given = match (&secret.header, &secret.field) {
        (Some(header), _) => delivery.header(header),
        (None, Some(field)) => fields.get(field).map(String::as_str),
        (None, None) => None,
    };
    let wanted = secret.value.expose().as_bytes();
    given.is_some_and(|given| !wanted.is_empty() && given.as_bytes().ct_eq(wanted).into())
}

fn is_signed(signature: &Signature, delivery: &Delivery) -> bool {
    let Some(given) = delivery.header(&signature.header) else {
        return false;
    };
    let Some(given) = given.trim().strip_prefix(signature.prefix.as_str()) else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(signature.key.expose().as_bytes()) else {
        return false;
    };
    mac.update(&delivery.body);
    let wanted: [u8; 32] = mac.finalize().into_bytes().into();
    let given = match given.len() {
        64 => unhex(given),
        _ => base64::engine::general_purpose::STANDARD.decode(given).ok(),
    };
    !signature.key.expose().is_empty() && given.is_some_and(|given| given.ct_eq(&wanted).into())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let pairs = digits?;
    pairs
        .chunks_exact(2)
        .map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte << 4 | digit)).ok())
        .collect()
}
