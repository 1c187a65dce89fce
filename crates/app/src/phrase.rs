//! The receipt phrase: eight everyday words that open a report to the person who filed it.
//!
//! Eight words out of 2048 are 88 bits: too many to guess, few enough to copy on paper. The phrase
//! follows from the form's key, so the same form sent twice shows the same phrase, and the record keeps
//! only a keyed hash: whoever steals the database opens no report.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use lapor_store::seal::KeyFile;
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Words in a phrase.
pub const WORDS: usize = 8;
/// Words to choose from: eleven bits each.
pub const LIST: usize = 2048;

/// Far more than any phrase with its punctuation.
const MAX_TYPED: usize = 400;

/// The list. Its order is for ever: receipts on paper depend on it.
static FRASA: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../data/frasa.txt").lines().collect());

static PLACE: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    (0..)
        .zip(FRASA.iter())
        .map(|(place, word)| (*word, place))
        .collect()
});

/// A receipt phrase. Wiped on drop, never printed but by [`Phrase::expose`].
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Phrase([u16; WORDS]);

/// Why a text is not a receipt phrase. What was typed is not repeated: it may be nearly right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// There are not eight words.
    #[error("frasa tanda terima terdiri dari {WORDS} kata, yang diketik {found}")]
    WrongCount {
        /// How many words were typed.
        found: usize,
    },
    /// A word that is not in the list, nor like exactly one of it.
    #[error("kata ke-{position} tidak dikenal; periksa lagi pada tanda terima")]
    UnknownWord {
        /// Which word, counted from 1.
        position: usize,
    },
    /// Much longer than a phrase.
    #[error("teks ini terlalu panjang; ketik hanya {WORDS} kata pada tanda terima")]
    TooLong,
}

impl PhraseError {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongCount { .. } => "wrong-count",
            Self::UnknownWord { .. } => "unknown-word",
            Self::TooLong => "too-long",
        }
    }
}

/// The phrase that belongs to a form. The form's key is 128 random bits, minted with its page.
#[must_use]
pub fn derive(form_key: &[u8; 16], keys: &KeyFile) -> Phrase {
    let bits = Zeroizing::new(keys.installation_key("receipt-phrase").mac(&[form_key]));
    let mut words = [0; WORDS];
    for (at, word) in words.iter_mut().enumerate() {
        let from = at * 11;
        let three = [bits[from / 8], bits[from / 8 + 1], bits[from / 8 + 2]];
        let window = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        *word = ((window >> (13 - from % 8)) & 0x7ff) as u16;
    }
    Phrase(words)
}

/// What the record keeps of a phrase. Equal in the whole installation, so a report is found by it
/// also after it moved to another body.
#[must_use]
pub fn phrase_hash(keys: &KeyFile, phrase: &Phrase) -> [u8; 32] {
    keys.installation_key("receipt-phrase-hash")
        .mac(&[phrase.expose().as_bytes()])
}

/// Compares in constant time with what the record keeps.
#[must_use]
pub fn phrase_matches(keys: &KeyFile, phrase: &Phrase, stored: &[u8]) -> bool {
    phrase_hash(keys, phrase).ct_eq(stored).into()
}

/// What the record keeps of a form's key, by which the same form sent again is known.
#[must_use]
pub fn form_key_hash(keys: &KeyFile, form_key: &[u8; 16]) -> [u8; 32] {
    keys.installation_key("form-key-hash").mac(&[form_key])
}

impl Phrase {
    /// Reads a phrase as people type it: capitals, punctuation, numbering and line ends do not matter, and
    /// one wrong, missing or added letter in a word is put right where only one word can be meant.
    ///
    /// # Errors
    /// [`PhraseError`] says how many words there are or which is unknown.
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        if text.len() > MAX_TYPED {
            return Err(PhraseError::TooLong);
        }
        let lower = Zeroizing::new(text.to_lowercase());
        let typed = || {
            lower
                .split(|character: char| !character.is_alphabetic())
                .filter(|word| !word.is_empty())
        };
        let found = typed().count();
        if found != WORDS {
            return Err(PhraseError::WrongCount { found });
        }
        let mut words = [0; WORDS];
        for (at, word) in typed().enumerate() {
            words[at] = place(word).ok_or(PhraseError::UnknownWord { position: at + 1 })?;
        }
        Ok(Self(words))
    }

    /// The words, in the one form in which they are printed and hashed: lower case, single spaces.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(self.words().join(" "))
    }

    /// The words one by one, for a receipt that numbers them.
    #[must_use]
    pub fn words(&self) -> [&'static str; WORDS] {
        self.0
            .map(|place| FRASA.get(usize::from(place)).copied().unwrap_or_default())
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Phrase(…)")
    }
}

/// A word's place in the list; a slip of one letter is forgiven if it leaves no doubt.
fn place(word: &str) -> Option<u16> {
    if let Some(place) = PLACE.get(word) {
        return Some(*place);
    }
    let mut near = (0..)
        .zip(FRASA.iter())
        .filter(|(_, known)| within_one(word.as_bytes(), known.as_bytes()));
    let (place, _) = near.next()?;
    near.next().is_none().then_some(place)
}

/// Whether one letter replaced, added or left out, or two neighbours swapped, makes one word the other.
fn within_one(left: &[u8], right: &[u8]) -> bool {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short
        .iter()
        .zip(long)
        .take_while(|(one, other)| one == other)
        .count();
    let (short, long) = (&short[same..], &long[same..]);
    match (short, long) {
        ([], _) => true,
        ([a, b, rest @ ..], [c, d, tail @ ..])
            if short.len() == long.len() && a == d && b == c && rest == tail =>
        {
            true
        }
        ([_, rest @ ..], [_, tail @ ..]) if short.len() == long.len() => rest == tail,
        (_, [_, tail @ ..]) => short == tail,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
