//! Cutting a text into lower-case words and numbers, as people type them on a telephone.

use crate::text::LONGEST;

/// Longer runs without a space are noise (links, held keys).
const MAX_TOKEN: usize = 40;

/// One word or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Lower case, accents folded; a number without leading zeros.
    pub(super) text: String,
    /// What stood between it and the token before.
    pub(super) gap: Gap,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, a space, a dot or a hyphen: the words belong together.
    Soft,
    /// `/`: the second number is a house in a lane.
    Slash,
    /// A comma, `&` and the like: a list goes on, or another part of an address begins.
    List,
    /// The text begins, a line ends, a bracket opens: something new.
    Hard,
}

impl Token {
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The tokens of the first [`LONGEST`] characters.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut run = String::new();
    let mut gap = Gap::Hard;
    for c in text.chars().take(LONGEST).chain(['\n']) {
        if let Some(c) = fold(c) {
            run.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
            continue;
        }
        if !run.is_empty() {
            cut(&run, gap, &mut out);
            run.clear();
            gap = Gap::Soft;
        }
        gap = widest(gap, c);
    }
    out
}

/// Letters and digits as they are compared; `None` for what separates. Marks that join or decorate vanish silently.
pub(super) fn fold(c: char) -> Option<char> {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).filter(|c| c.is_alphanumeric())
        }
        'à'..='å' | 'À'..='Å' => Some('a'),
        'è'..='ë' | 'È'..='Ë' => Some('e'),
        'ì'..='ï' | 'Ì'..='Ï' => Some('i'),
        'ò'..='ö' | 'Ò'..='Ö' => Some('o'),
        'ù'..='ü' | 'Ù'..='Ü' => Some('u'),
        c => c.is_alphanumeric().then_some(c),
    }
}

fn widest(gap: Gap, c: char) -> Gap {
    match (gap, c) {
        (Gap::Hard, _) | (_, '\n' | '\r' | '(' | ')' | ';' | ':' | '?' | '!' | '*') => Gap::Hard,
        (Gap::List, _) | (_, ',' | '&' | '+' | '|') => Gap::List,
        (Gap::Slash, _) | (_, '/') => Gap::Slash,
        _ => Gap::Soft,
    }
}

/// Cuts `rw5` and `selatan7` where letters meet digits, and leaves `59d` (house 59 D) whole.
fn cut(run: &str, gap: Gap, out: &mut Vec<Token>) {
    let mut gap = gap;
    let mut part = String::new();
    let chars: Vec<char> = run.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let digit = c.is_ascii_digit();
        let turns = part
            .chars()
            .next_back()
            .is_some_and(|p| p.is_ascii_digit() != digit);
        let suffix = !digit && part.len() <= 3 && chars.get(i + 1).is_none_or(char::is_ascii_digit);
        if turns && !suffix {
            push(&part, gap, out);
            part.clear();
            gap = Gap::Soft;
        }
        part.push(c);
    }
    push(&part, gap, out);
}

fn push(part: &str, gap: Gap, out: &mut Vec<Token>) {
    let text = if part.starts_with(|c: char| c.is_ascii_digit()) {
        let short = part.trim_start_matches('0');
        if short.is_empty() { "0" } else { short }.to_owned()
    } else {
        squeeze(part)
    };
    if !text.is_empty() && text.len() <= MAX_TOKEN {
        out.push(Token { text, gap });
    }
}

/// `mohonnnn` is `mohon`: three and more of one letter are one.
fn squeeze(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let mut times = 1;
        while chars.next_if_eq(&c).is_some() {
            times += 1;
        }
        out.push(c);
        if times == 2 {
            out.push(c);
        }
    }
    out
}

/// A Roman number up to 39 as a number. A small L is read as I, as many type it (`Vll`).
pub(super) fn roman(word: &str) -> Option<usize> {
    if word.len() > 7 || !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l')) {
        return None;
    }
    let word = word.replace('l', "i");
    let tens = word.bytes().take_while(|&b| b == b'x').count().min(3);
    // `xix` counts its first x only: the second belongs to the nine.
    (0..=tens).find_map(|tens| {
        let ones = ROMAN
            .iter()
            .position(|&ones| Some(ones) == word.get(tens..))?;
        (tens + ones > 0).then_some(10 * tens + ones)
    })
}

const ROMAN: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokens(text)
            .into_iter()
            .map(|token| token.text)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn letters_and_numbers_part_where_a_reader_parts_them() {
        assert_eq!(
            words("RT.005 RW5, Melati59D no.4F/27"),
            "rt 5 rw 5 melati 59d no 4f 27"
        );
        assert_eq!(words("Tolooong!!! ＬＡＭＰＵ mati…"), "tolong lampu mati");
        assert_eq!(words("rp150rb, Café"), "rp 150 rb cafe");
        assert_eq!(words("🙏🙏"), "");
    }

    #[test]
    fn gaps_say_what_stood_between() {
        let gaps: Vec<Gap> = tokens("jl. mawar 4/12, 5\nblok")
            .into_iter()
            .map(|token| token.gap)
            .collect();
        assert_eq!(
            gaps,
            [
                Gap::Hard,
                Gap::Soft,
                Gap::Soft,
                Gap::Slash,
                Gap::List,
                Gap::Hard
            ]
        );
    }

    #[test]
    fn roman_numbers_as_people_type_them() {
        let read = [
            "i", "iv", "vll", "ix", "x", "xii", "xix", "xxxix", "xl", "vx", "mix", "", "ixx",
        ]
        .map(roman);
        let wanted = [1, 4, 7, 9, 10, 12, 19, 39, 11, 0, 0, 0, 0].map(|n| (n > 0).then_some(n));
        assert_eq!(read, wanted);
    }

    #[test]
    fn every_roman_number_is_read_as_itself() {
        for number in 1..40 {
            let written = "x".repeat(number / 10) + ROMAN[number % 10];
            assert_eq!(roman(&written), Some(number), "{written}");
        }
    }
}
