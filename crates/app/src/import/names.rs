//! Names as they are compared, slugs made of them, and ids that follow from them.

use lapor_domain::ids::BodyId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A name as it is compared: letters and digits in lower case, so that "Palangka Raya" is "PALANGKARAYA".
pub(super) fn key(name: &str) -> String {
    let key: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if key.is_empty() {
        name.trim().to_owned()
    } else {
        key
    }
}

/// A body's name as it is compared: people leave "Pemerintah" off and shorten what follows.
pub(super) fn body_key(name: &str) -> String {
    let key = key(name);
    for (long, short) in [
        ("pemerintah", ""),
        ("pemkot", "kota"),
        ("pemkab", "kabupaten"),
        ("pemprov", "provinsi"),
    ] {
        if let Some(rest) = key.strip_prefix(long).filter(|rest| !rest.is_empty()) {
            return format!("{short}{rest}");
        }
    }
    key
}

/// Lower-case letters, digits and hyphens, at most sixty; never one that `taken` knows.
pub(super) fn slug(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    let slug = match slug.trim_end_matches('-') {
        "" => "impor",
        slug => slug,
    };
    if !taken(slug) {
        return slug.to_owned();
    }
    (2_u32..=u32::MAX)
        .map(|n| format!("{slug}-{n}"))
        .find(|slug| !taken(slug))
        .unwrap_or_default()
}

/// Whether a text can be a slug as it stands.
pub(super) fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The id of what an import makes follows from its name: made again, it is the same one, also after an
/// administrator gave it a better name.
pub(super) fn id(kind: &str, body: Option<BodyId>, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"lapor/import/v1\0");
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(body.map_or(Uuid::nil(), |body| body.0).as_bytes());
    hash.update(key.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_whatever_their_dress() {
        assert_eq!(key(" DINAS  Palangka-Raya "), key("Dinas PALANGKARAYA"));
        assert_eq!(
            body_key("Pemerintah Kota Palangka Raya"),
            body_key("Pemkot Palangkaraya")
        );
        assert_ne!(body_key("Kota Contoh"), body_key("Kabupaten Contoh"));
        assert_eq!(key(" ?? "), "??");
    }

    #[test]
    fn slugs_are_unique_and_valid() {
        assert_eq!(slug("Dinas PU & PR (Kota)", |_| false), "dinas-pu-pr-kota");
        assert_eq!(slug("Kota", |slug| slug == "kota"), "kota-2");
        assert_eq!(slug("???", |_| false), "impor");
        assert!(is_slug(&slug(&"panjang sekali ".repeat(20), |_| false)));
        assert!(is_slug("kota-contoh-2") && !is_slug("Kota") && !is_slug("-a") && !is_slug(""));
    }

    #[test]
    fn an_id_follows_from_kind_body_and_name() {
        let body = BodyId(Uuid::from_u128(1));
        assert_eq!(
            id("unit", Some(body), "dinas"),
            id("unit", Some(body), "dinas")
        );
        assert_ne!(
            id("unit", Some(body), "dinas"),
            id("category", Some(body), "dinas")
        );
        assert_ne!(id("unit", Some(body), "dinas"), id("unit", None, "dinas"));
    }
}
