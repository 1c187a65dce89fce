//! Personal data in a text that is to become public: found by its shape, masked or acknowledged by an officer.
//!
//! A net with wide meshes that is never in doubt: what it finds has the shape of a telephone number, of an identity or
//! account number, of an address of e-mail or of a number plate. Names of people it cannot know.

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A telephone number: `08…`, `+62…`, `62…`.
    Phone,
    /// Sixteen digits: NIK or the number of a family card.
    Identity,
    /// Another long number: an account, a customer, a card.
    Number,
    /// An address of e-mail.
    Email,
    /// A vehicle's number plate.
    Plate,
}

impl Kind {
    /// Stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Identity => "identity",
            Self::Number => "number",
            Self::Email => "email",
            Self::Plate => "plate",
        }
    }
}

/// One place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The words, as they stand.
    pub text: String,
}

/// Digits of a number that nobody writes for anything but a person, an account or a device.
const LONG: usize = 10;

/// First letters of plates in use (Peraturan Kepolisian on registration of vehicles).
const PLATES: &[&str] = &[
    "A", "AA", "AB", "AD", "AE", "AG", "B", "BA", "BB", "BD", "BE", "BG", "BH", "BK", "BL", "BM",
    "BN", "BP", "D", "DA", "DB", "DC", "DD", "DE", "DG", "DH", "DK", "DL", "DM", "DN", "DP", "DR",
    "DT", "E", "EA", "EB", "ED", "F", "G", "H", "K", "KB", "KH", "KT", "KU", "L", "M", "N", "P",
    "PA", "PB", "PG", "PS", "PT", "PY", "R", "S", "T", "W", "Z",
];

/// Everything found, in the order of the text, each once.
pub fn find(text: &str) -> Vec<Finding> {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    numbers(text, &mut found);
    emails(text, &mut found);
    plates(text, &mut found);
    found.sort_by_key(|(at, _)| *at);
    let mut once: Vec<Finding> = Vec::new();
    for (_, finding) in found {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    once
}

/// Runs of digits, however people space them.
fn numbers(text: &str, found: &mut Vec<(usize, Finding)>) {
    let mut rest = 0;
    while let Some(start) = text
        .get(rest..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit() || c == '+'))
    {
        let start = rest + start;
        let (end, digits) = run(text, start);
        rest = end.max(start + 1);
        let before = text.get(..start).unwrap_or_default().trim_end();
        let is_money = before.ends_with("Rp") || before.ends_with("Rp.") || before.ends_with("IDR");
        if is_money {
            continue;
        }
        let kind = match digits.len() {
            16 => Kind::Identity,
            9..=15
                if ["08", "628", "62"]
                    .iter()
                    .any(|head| digits.starts_with(head)) =>
            {
                Kind::Phone
            }
            length if length >= LONG => Kind::Number,
            _ => continue,
        };
        push(text, start, end, kind, found);
    }
}

/// The end of a run of digits with single separators, and its digits.
fn run(text: &str, start: usize) -> (usize, String) {
    let mut digits = String::new();
    let mut end = start;
    let mut separators = 0;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        match c {
            '0'..='9' => {
                digits.push(c);
                separators = 0;
                end = start + at + 1;
            }
            '+' if at == 0 => {}
            ' ' | '-' | '.' | '(' | ')' | '/' if separators < 2 => separators += 1,
            _ => break,
        }
    }
    (end, digits)
}

fn emails(text: &str, found: &mut Vec<(usize, Finding)>) {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let name = before
            .chars()
            .rev()
            .take_while(|c| is_part(*c))
            .map(char::len_utf8)
            .sum::<usize>();
        let host: String = after
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '.' || *c == '-')
            .collect();
        let host = host.trim_end_matches('.');
        if name > 0 && host.contains('.') {
            push(text, at - name, at + 1 + host.len(), Kind::Email, found);
        }
    }
}

/// `KH 1234 AB`, with or without spaces, in capitals.
fn plates(text: &str, found: &mut Vec<(usize, Finding)>) {
    let bytes = text.as_bytes();
    let take = |from: usize, most: usize, fits: fn(&u8) -> bool| -> usize {
        bytes
            .iter()
            .skip(from)
            .take(most + 1)
            .take_while(|byte| fits(byte))
            .count()
    };
    let space = |at: usize| usize::from(bytes.get(at) == Some(&b' '));
    for start in 0..bytes.len() {
        let follows_word = start > 0
            && bytes
                .get(start - 1)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 128);
        if follows_word {
            continue;
        }
        let head = take(start, 2, u8::is_ascii_uppercase);
        let Some(code) = text.get(start..start + head) else {
            continue;
        };
        if !PLATES.contains(&code) {
            continue;
        }
        let middle = start + head + space(start + head);
        let number = take(middle, 4, u8::is_ascii_digit);
        if !(2..=4).contains(&number) {
            continue;
        }
        let tail = middle + number + space(middle + number);
        let last = take(tail, 3, u8::is_ascii_uppercase);
        let ends = bytes
            .get(tail + last)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if (1..=3).contains(&last) && ends {
            push(text, start, tail + last, Kind::Plate, found);
        }
    }
}

fn push(text: &str, start: usize, end: usize, kind: Kind, found: &mut Vec<(usize, Finding)>) {
    if let Some(words) = text.get(start..end) {
        let text = words.trim().to_owned();
        found.push((start, Finding { kind, text }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        find(text).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn numbers_of_people_are_found_however_they_are_spaced() {
        for text in [
            "hubungi 081200001111",
            "WA 0812-0000-1111.",
            "(+62 812 0000 1111)",
            "telp 0536 3221234",
        ] {
            assert_eq!(
                kinds(text),
                [if text.contains("0536") {
                    Kind::Number
                } else {
                    Kind::Phone
                }],
                "{text}"
            );
        }
        assert_eq!(kinds("NIK 6271031708900001"), [Kind::Identity]);
        assert_eq!(
            kinds("NIK 6271 0317 0890 0001 mohon dicek"),
            [Kind::Identity]
        );
        assert_eq!(kinds("rekening 1234567890 atas nama saya"), [Kind::Number]);
    }

    #[test]
    fn what_everybody_writes_is_left_alone() {
        for text in [
            "Tanggal 17-08-2025 pukul 07.30, RT 03 RW 05, km 12,5",
            "Anggaran Rp 1.250.000.000 tahun 2024/2025",
            "Jalan G. Obos No. 12, lebar 3 m, sejak 2019",
            "Perda No 12 Tahun 2012 dan UU 25/2009",
            "",
            "@",
            "PJU mati 14 tiang",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_and_plates_are_found() {
        assert_eq!(
            find("Kirim ke warga.contoh@contoh.example. Truk KH 1234 AB, KH1234AB"),
            [
                Finding {
                    kind: Kind::Email,
                    text: "warga.contoh@contoh.example".into()
                },
                Finding {
                    kind: Kind::Plate,
                    text: "KH 1234 AB".into()
                },
                Finding {
                    kind: Kind::Plate,
                    text: "KH1234AB".into()
                },
            ]
        );
    }

    #[test]
    fn letters_of_any_script_do_no_harm() {
        for text in [
            "é@é.é",
            "＠０８１２",
            "KH 1234 É",
            "ÉKH 1234 AB",
            "+",
            "++62",
            "0812\u{0}00001111",
        ] {
            let _found = find(text);
        }
    }

    #[test]
    fn a_long_text_takes_its_length() {
        let text = "0812 ".repeat(20_000) + &"a@".repeat(20_000) + &"KH 1234 ".repeat(20_000);
        assert!(find(&text).len() < 10);
    }
}
