//! What the sixteen digits of a NIK say: where and when.

/// Codes of provinces in use (Kemendagri), those of 2022 included, and one that people were born in.
const PROVINCES: &[u8] = &[
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 54, 61, 62, 63, 64,
    65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96, 97,
];

/// Whether sixteen digits hold a region (province, regency, district) and a birth date (a woman's day counts from 41),
/// as every NIK does; a family card holds the day it was issued in the same place.
pub(super) fn is_valid(digits: &str) -> bool {
    digits.len() == 16 && has_region(digits) && has_date(digits) && !digits.ends_with("0000")
}

/// Whether the digits begin like a NIK, however many there are: region, then most likely a date.
pub(super) fn begins_like_one(digits: &str) -> bool {
    has_region(digits)
        && (has_date(digits) || two(digits, 8).is_some_and(|month| (1..=12).contains(&month)))
}

fn has_region(digits: &str) -> bool {
    let in_use = |at| two(digits, at).is_some_and(|number| number > 0);
    two(digits, 0).is_some_and(|province| PROVINCES.contains(&province)) && in_use(2) && in_use(4)
}

fn has_date(digits: &str) -> bool {
    let day = two(digits, 6).map(|day| if day > 40 { day - 40 } else { day });
    day.is_some_and(|day| (1..=31).contains(&day))
        && two(digits, 8).is_some_and(|month| (1..=12).contains(&month))
}

fn two(digits: &str, at: usize) -> Option<u8> {
    digits.get(at..at + 2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_and_birth_date() {
        assert!(is_valid("6271031708900001"));
        assert!(is_valid("6271035708900001"), "a woman");
        for wrong in [
            "9971031708900001",
            "6200031708900001",
            "6271033208900001",
            "6271031713900001",
            "6271031708900000",
            "62710317089000",
            "é271031708900001",
        ] {
            assert!(!is_valid(wrong), "{wrong}");
        }
        assert!(begins_like_one("627103170890001"));
    }
}
