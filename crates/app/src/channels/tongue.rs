//! The language in which somebody wrote, as far as we answer in it.

use crate::notify::words::Language;

/// Words that English is written with and Indonesian is not.
const ENGLISH: &[&str] = &[
    "the",
    "is",
    "are",
    "was",
    "has",
    "have",
    "been",
    "there",
    "this",
    "that",
    "these",
    "and",
    "with",
    "for",
    "from",
    "of",
    "in",
    "on",
    "at",
    "to",
    "not",
    "my",
    "our",
    "we",
    "you",
    "please",
    "since",
    "near",
    "street",
    "road",
    "water",
    "broken",
    "nobody",
    "it",
    "very",
    "when",
    "who",
    "what",
    "where",
    "why",
    "how",
    "can",
    "would",
    "should",
    "days",
    "week",
    "weeks",
    "yesterday",
];
/// And the other way round.
const INDONESIAN: &[&str] = &[
    "yang",
    "di",
    "dan",
    "ada",
    "tidak",
    "jalan",
    "rusak",
    "ini",
    "itu",
    "dengan",
    "sudah",
    "belum",
    "saya",
    "kami",
    "ke",
    "dari",
    "untuk",
    "lampu",
    "air",
    "tolong",
    "mohon",
    "sejak",
    "dekat",
    "depan",
    "atau",
    "karena",
    "pada",
    "oleh",
    "bisa",
    "agar",
    "hari",
    "warga",
    "kota",
    "sampah",
    "banjir",
    "padam",
    "mati",
    "tak",
    "nya",
    "pak",
    "bu",
    "kapan",
    "mengapa",
    "terima",
    "kasih",
    "kelurahan",
    "kecamatan",
    "kepada",
    "sangat",
    "banyak",
    "jl",
    "laporan",
];
/// Most words that are looked at.
const MOST: usize = 400;

/// English where the text plainly is; anything else is Indonesian.
pub fn of(text: &str) -> Language {
    let (mut english, mut indonesian) = (0_usize, 0_usize);
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    for word in words.take(MOST) {
        let word = word.to_lowercase();
        english += usize::from(ENGLISH.contains(&word.as_str()));
        indonesian += usize::from(INDONESIAN.contains(&word.as_str()));
    }
    // One word is a name or a loan.
    if english >= 2 && english > indonesian * 2 {
        Language::En
    } else {
        Language::Id
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plainly_english_and_everything_else() {
        for text in [
            "The street light in front of the market has been broken since Monday.",
            "Please repair the road near our school",
            "there is no water in my street, nobody came",
        ] {
            assert_eq!(of(text), Language::En, "{text}");
        }
        for text in [
            "",
            "Jalan berlubang di depan pasar, tolong ditambal.",
            "Lampu jalan mati di depan toko The Corner",
            "street food",
            "Banjir di Jl. Ahmad Yani, mohon please dibantu to the point",
            "Ulun handak malapor jalan rusak",
            "12345",
        ] {
            assert_eq!(of(text), Language::Id, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_has_a_language(text in any::<String>()) {
            of(&text);
        }
    }
}
