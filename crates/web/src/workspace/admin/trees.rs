//! What units and categories have in common: names in addresses, and trees without rings.

use lapor_app::error::FieldError;

/// Longest name in an address, in bytes.
const LONGEST: usize = 60;

/// A name in addresses: lower-case letters and digits, in words joined by hyphens.
pub(super) fn is_slug(text: &str) -> bool {
    text.len() <= LONGEST
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// A name in addresses that nothing else of the body has.
pub(super) fn slug(text: &str, is_taken: bool, wrong: &mut Vec<FieldError>) -> String {
    let slug = text.trim().to_owned();
    if slug.is_empty() {
        wrong.push(FieldError::new("slug", "required"));
    } else if !is_slug(&slug) {
        wrong.push(FieldError::new("slug", "shape"));
    } else if is_taken {
        wrong.push(FieldError::new("slug", "taken"));
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_addresses_are_plain() {
        for good in ["dishub", "dinas-perhubungan", "upt-3", "1"] {
            assert!(is_slug(good), "{good}");
        }
        let long = "a".repeat(61);
        for bad in [
            "", "-", "a-", "-a", "a--b", "Dishub", "a b", "a/b", "ä", &long,
        ] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_once() {
        let mut wrong = Vec::new();
        slug("", false, &mut wrong);
        slug("A", true, &mut wrong);
        slug("a", true, &mut wrong);
        slug("a", false, &mut wrong);
        let codes: Vec<_> = wrong.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["required", "shape", "taken"]);
    }
}
