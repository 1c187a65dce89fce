//! In which language a report is written, as far as figures tell languages apart.

use lapor_domain::words::Tongue;
use naskah::text::{self, Language};

/// What a report's own text seems to be written in; none where it has no word that is known.
pub(crate) fn of(text: &str) -> Option<Tongue> {
    match text::language(text) {
        Language::Indonesian => Some(Tongue::Indonesian),
        Language::Regional => Some(Tongue::Regional),
        Language::English => Some(Tongue::English),
        Language::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_by_what_people_write() {
        let of = |text| of(text);
        assert_eq!(
            of("Jalan di depan rumah saya rusak dan belum diperbaiki"),
            Some(Tongue::Indonesian)
        );
        assert_eq!(
            of("The street light near our house has been broken since last week"),
            Some(Tongue::English)
        );
        assert_eq!(of("🙏🙏 123"), None);
    }
}
