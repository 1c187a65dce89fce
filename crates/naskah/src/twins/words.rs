//! From a token to the word that is compared: its group in the lexicon, else a rough stem.

use super::lexicon::{self, Entry};

/// The word that stands for `token`, and what the lexicon knows of it.
pub(super) fn word(token: &str) -> (&str, Option<Entry>) {
    let bare = cut_end(token, &["nya", "lah", "kah"]);
    let stem = cut_start(
        cut_end(bare, &["kan", "an", "i"]),
        &["meng", "meny", "mem", "men", "me", "di"],
    );
    let stem = cut_start(stem, &["ber", "ter", "per", "peng", "pem", "pen", "pe"]);
    let entry = [token, bare, stem].into_iter().find_map(lexicon::look_up);
    (entry.map_or(stem, |entry| entry.means), entry)
}

// Rough on purpose: two reports are cut the same way, so a wrong cut costs nothing, while a stemmer with a dictionary
// would cost more time than everything else here. What is left has to be long, else the ending was part of the word.

fn cut_end<'a>(word: &'a str, endings: &[&str]) -> &'a str {
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending));
    cut.filter(|cut| cut.chars().count() >= 4).unwrap_or(word)
}

fn cut_start<'a>(word: &'a str, beginnings: &[&str]) -> &'a str {
    let cut = beginnings
        .iter()
        .find_map(|beginning| word.strip_prefix(beginning));
    cut.filter(|cut| cut.chars().count() >= 5).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_meet() {
        assert_eq!(word("disemprotkan").0, word("semprotannya").0);
        assert_eq!(word("jembatannya").0, "jembatan");
        assert_eq!(word("lampunya"), word("pju"));
        assert_eq!(word("berlubang").0, word("lobang").0);
    }

    #[test]
    fn short_and_foreign_words_stay() {
        assert_eq!(word("dinda").0, "dinda");
        assert_eq!(word("кафе").0, "кафе");
        assert_eq!(word("").0, "");
    }
}
