//! Marks for what nobody should have to read twice: abuse, advertising, forms left as they were, nothing said.
//!
//! A mark drops nothing. People in distress swear, and the report is still a report; the mark lets an officer choose
//! the moment, and keeps such words out of public text until somebody has looked.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Glyph, glyphs};
use super::normal::word as normal_word;
use super::stop::is_stop_word;
use super::tokens::{Token, TokenKind, tokens};

/// What was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Abusive words.
    Abuse,
    /// An advertisement.
    Advertising,
    /// A form that was copied with its labels.
    Form,
    /// Emoji and punctuation only.
    OnlyEmoji,
    /// Too short to say anything: empty, a greeting, a test, a single word.
    TooShort,
}

/// A mark and the place it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What was noticed.
    pub mark: Mark,
    /// The bytes it is about: the abusive word, or the whole text.
    pub span: Range<usize>,
}

/// Labels from which a text is a form.
const FORM_LABELS: usize = 4;
/// Points from which a text is an advertisement.
const ADVERTISING: i32 = 3;
/// Words of a text, without greetings and little words, below which it says nothing.
const FEWEST_WORDS: usize = 2;

static ABUSE: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("lexicon/abuse.txt")));
static ADS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("lexicon/advertising.txt")));

/// Lists of words under headings in a file.
struct Lists(Vec<(&'static str, HashSet<&'static str>)>);

impl Lists {
    fn read(file: &'static str) -> Self {
        let mut lists: Vec<(&str, HashSet<&str>)> = Vec::new();
        for line in file.lines() {
            if let Some(heading) = line.strip_prefix("# ") {
                lists.push((heading, HashSet::new()));
            } else if let Some((_, words)) = lists.last_mut() {
                words.extend(
                    line.split(',')
                        .map(str::trim)
                        .filter(|word| !word.is_empty()),
                );
            }
        }
        Self(lists)
    }

    fn has(&self, heading: &str, word: &str) -> bool {
        self.0
            .iter()
            .any(|(name, words)| *name == heading && words.contains(word))
    }
}

/// Everything noticed about a text: abusive words in their order, then the rest.
pub fn marks(text: &str) -> Vec<Marked> {
    let tokens = tokens(text);
    let mut marks = abuse(&tokens);
    let whole = |mark| Marked {
        mark,
        span: 0..text.len(),
    };
    if is_advertising(text, &tokens) {
        marks.push(whole(Mark::Advertising));
    }
    if is_form(&glyphs(text)) {
        marks.push(whole(Mark::Form));
    }
    let has_words = tokens.iter().any(|token| token.kind != TokenKind::Sign);
    if !has_words && !tokens.is_empty() {
        marks.push(whole(Mark::OnlyEmoji));
    } else if says_nothing(&tokens) {
        marks.push(whole(Mark::TooShort));
    }
    marks
}

fn abuse(tokens: &[Token]) -> Vec<Marked> {
    let mut marks = Vec::new();
    let plain: Vec<String> = tokens.iter().map(|token| unmasked(&token.word)).collect();
    let word = |at: usize| plain.get(at).map_or("", String::as_str);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", word);
        // "Anjing liar" is a report; "dasar anjing", "anjing kalian" is not.
        let is_aimed = ABUSE.has("aimed before", before) || ABUSE.has("aimed after", word(at + 1));
        if ABUSE.has("always", word(at)) || (is_aimed && ABUSE.has("when aimed", word(at))) {
            marks.push(Marked {
                mark: Mark::Abuse,
                span: token.span.clone(),
            });
        }
    }
    // "b a n g s a t": letters one by one.
    let mut run = 0;
    for at in 0..=tokens.len() {
        if word(at).chars().count() == 1 && word(at).chars().all(char::is_alphabetic) {
            run += 1;
            continue;
        }
        let spelled: String = plain
            .iter()
            .skip(at - run)
            .take(run)
            .map(String::as_str)
            .collect();
        if run > 3
            && ABUSE.has("always", &spelled)
            && let (Some(first), Some(last)) = (tokens.get(at - run), tokens.get(at - 1))
        {
            marks.push(Marked {
                mark: Mark::Abuse,
                span: first.span.start..last.span.end,
            });
        }
        run = 0;
    }
    marks.sort_by_key(|marked| marked.span.start);
    marks
}

/// The word behind `b4ngs4t` and `goblooook`.
fn unmasked(word: &str) -> String {
    if word.len() > 40 {
        return String::new();
    }
    let is_mixed = word.chars().any(char::is_alphabetic);
    let letters = word.chars().map(|ch| match ch {
        '4' if is_mixed => 'a',
        '0' if is_mixed => 'o',
        '1' if is_mixed => 'i',
        '3' if is_mixed => 'e',
        '5' if is_mixed => 's',
        _ => ch,
    });
    let mut plain = String::with_capacity(word.len());
    for ch in letters {
        if !plain.ends_with(ch) || ch.is_ascii_digit() {
            plain.push(ch);
        }
    }
    plain
}

fn is_advertising(text: &str, tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
    let mut seen = HashSet::new();
    let mut points = 0;
    for (at, word) in words.iter().enumerate() {
        let pair = words.get(at + 1).map(|next| format!("{word} {next}"));
        for said in [Some((*word).to_owned()), pair].into_iter().flatten() {
            if !seen.insert(said.clone()) {
                continue;
            }
            points += i32::from(ADS.has("one", &said)) + 2 * i32::from(ADS.has("two", &said));
            // Who complains about advertising is not advertising.
            points -= 2 * i32::from(ADS.has("complaint", &said));
        }
    }
    let lower = text
        .get(..text.floor_char_boundary(super::LONGEST))
        .unwrap_or_default()
        .to_lowercase();
    let has_link = ["http://", "https://", "www.", "wa.me/", "t.me/", "bit.ly/"]
        .iter()
        .any(|link| lower.contains(link));
    points + i32::from(has_link) >= ADVERTISING
}

/// Lines of the shape `Label : …`, each label once.
fn is_form(glyphs: &[Glyph]) -> bool {
    let mut labels = HashSet::new();
    for line in glyphs.split(|glyph| glyph.ch == '\n') {
        let label: String = line
            .iter()
            .take(40)
            .map(|glyph| glyph.ch)
            .take_while(|ch| *ch != ':')
            .collect();
        let has_colon = line
            .get(label.chars().count())
            .is_some_and(|glyph| glyph.ch == ':');
        let label = label.trim().to_lowercase();
        if has_colon
            && label.chars().any(char::is_alphabetic)
            && label.split_whitespace().count() <= 4
        {
            labels.insert(label);
        }
    }
    labels.len() >= FORM_LABELS
}

fn says_nothing(tokens: &[Token]) -> bool {
    let mut said = HashSet::new();
    for token in tokens {
        let word = normal_word(&token.word);
        let is_empty = word.split([' ', '-']).all(|word| {
            is_stop_word(word)
                || matches!(
                    word,
                    "tes" | "test" | "testing" | "coba" | "lapor" | "ping" | "p"
                )
        });
        if token.kind == TokenKind::Word && !is_empty {
            said.insert(word);
        }
        if said.len() >= FEWEST_WORDS {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Mark> {
        marks(text).into_iter().map(|marked| marked.mark).collect()
    }

    #[test]
    fn abuse_is_marked_where_it_stands() {
        let text = "Dasar anjing, petugasnya GOBLOOOK dan b4ngs4t semua";
        let words: Vec<_> = marks(text)
            .into_iter()
            .map(|marked| text.get(marked.span).unwrap_or_default())
            .collect();
        assert_eq!(words, ["anjing", "GOBLOOOK", "b4ngs4t"]);
        assert_eq!(
            of("kerja kalian b a n g s a t sekali lurahnya"),
            [Mark::Abuse]
        );
    }

    #[test]
    fn animals_and_carcasses_are_reports() {
        for text in [
            "Anjing liar di gang kami menggigit anak kecil",
            "Kandang babi milik tetangga bau dan bangkai tikus dibuang ke got",
            "Monyet masuk kampung, mohon ditangkap",
            "banjir depan pasar",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn advertising_is_told_from_complaints_about_it() {
        for text in [
            "PROMO!!! Slot gacor bonus new member 100%, daftar sekarang https://contoh.example",
            "Pinjaman online cepat cair tanpa jaminan, hubungi WA 081200001111",
        ] {
            assert_eq!(of(text), [Mark::Advertising], "{text}");
        }
        for text in [
            "Mohon blokir situs judi online slot gacor https://contoh.example yang meresahkan warga",
            "Saya ditipu pinjaman online, tolong ditindak",
            "Banyak spanduk jual rumah dan promo rokok dipaku di pohon, mohon ditertibkan",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn forms_emoji_and_nothing() {
        assert_eq!(
            of("Nama: Budi\nNIK: -\nAlamat: Jl. Contoh\nIsi laporan: lampu padam di gang"),
            [Mark::Form]
        );
        assert_eq!(of("🙏🙏🙏 !!!"), [Mark::OnlyEmoji]);
        for text in [
            "",
            "tes",
            "p",
            "assalamualaikum pak",
            "Banjir",
            "...",
            "12345",
            "tes tes tes",
        ] {
            assert_eq!(of(text), [Mark::TooShort], "{text}");
        }
        assert_eq!(of("lampu padam"), []);
    }
}
