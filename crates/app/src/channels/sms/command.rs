//! What a short message says: the national form `KEYWORD <text>`, a few words that do something, or plain words.

use std::collections::BTreeMap;

use lapor_domain::tracking::{DIGITS, TrackingNo};

/// A message, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A report.
    Report {
        /// Slug of the body whose keyword it begins with; `None` where it only asks for secrecy.
        body: Option<String>,
        /// The words after it.
        text: String,
        /// `RAHASIA` stood before them.
        rahasia: bool,
        /// `ANONIM` stood before them.
        anonim: bool,
    },
    /// `STATUS <number>`.
    Status(TrackingNo),
    /// `BALAS <number> <text>`.
    Reply(TrackingNo, String),
    /// `RAHASIA <number>` or `ANONIM <number>`: of a report that is there.
    Flags {
        /// Which.
        number: TrackingNo,
        /// Hide what.
        rahasia: bool,
        /// Hide who.
        anonim: bool,
    },
    /// One of them with a number that is none.
    BadNumber,
    /// `STOP`.
    Stop,
    /// `MULAI`.
    Start,
    /// `INFO`, `BANTUAN`.
    Help,
    /// Anything else.
    Plain(String),
}

/// Reads a message. `keywords` leads from the first word, in any case, to a body's slug.
pub fn parse(text: &str, keywords: &BTreeMap<String, String>) -> Said {
    let text = text.trim();
    let (first, rest) = word(text);
    let alone = rest.is_empty();
    match first.as_str() {
        "STOP" | "BERHENTI" | "UNREG" if alone => return Said::Stop,
        "MULAI" | "START" | "REG" if alone => return Said::Start,
        "INFO" | "BANTUAN" | "HELP" if alone => return Said::Help,
        "STATUS" | "CEK" => return number_alone(rest, Said::Status).unwrap_or_else(|| plain(text)),
        "BALAS" | "JAWAB" => {
            return match number_first(rest) {
                Number::Good(number, words) => Said::Reply(number, words.to_owned()),
                Number::Bad => Said::BadNumber,
                // A form of speech, not the command: what was to be answered finds its report.
                Number::None => plain(rest),
            };
        }
        _ => {}
    }
    report(text, keywords).unwrap_or_else(|| plain(text))
}

fn plain(text: &str) -> Said {
    Said::Plain(text.trim().to_owned())
}

/// `[RAHASIA|ANONIM]… KEYWORD [RAHASIA|ANONIM]… text`, or a flag with a number.
fn report(text: &str, keywords: &BTreeMap<String, String>) -> Option<Said> {
    let (mut rahasia, mut anonim, mut body) = (false, false, None);
    let mut rest = text;
    loop {
        let (first, after) = word(rest);
        match first.as_str() {
            "RAHASIA" if !rahasia => rahasia = true,
            "ANONIM" if !anonim => anonim = true,
            _ if body.is_none() => match slug(&first, keywords) {
                Some(slug) => body = Some(slug),
                None => break,
            },
            _ => break,
        }
        rest = after;
    }
    if body.is_none() && !(rahasia || anonim) {
        return None;
    }
    if body.is_none()
        && let Some(said) = number_alone(rest, |number| Said::Flags {
            number,
            rahasia,
            anonim,
        })
    {
        return Some(said);
    }
    Some(Said::Report {
        body,
        text: rest.trim().to_owned(),
        rahasia,
        anonim,
    })
}

fn slug(word: &str, keywords: &BTreeMap<String, String>) -> Option<String> {
    let mut found = keywords
        .iter()
        .filter(|(keyword, _)| keyword.to_uppercase() == word);
    found.next().map(|(_, slug)| slug.clone())
}

/// The first word in capitals, without the marks around it, and what follows.
fn word(text: &str) -> (String, &str) {
    let is_mark = |c: char| !c.is_alphanumeric();
    let text = text.trim_start_matches(is_mark);
    let end = text.find(is_mark).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '#' | ':' | ',' | '*' | '.' | '-' | '/')
    });
    (first.to_uppercase(), rest)
}

enum Number<'a> {
    Good(TrackingNo, &'a str),
    Bad,
    None,
}

/// A number at the beginning, however it is grouped.
fn number_first(text: &str) -> Number<'_> {
    let mut digits = String::new();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && digits.len() < DIGITS {
            digits.push(c);
            end = at + 1;
        } else if digits.len() >= DIGITS || !(c.is_whitespace() || matches!(c, '-' | '.' | '#')) {
            break;
        }
    }
    // Fewer than six digits may be the beginning of what they want to say: "3 hari lalu".
    if digits.len() < 6 {
        return Number::None;
    }
    let rest = text.get(end..).unwrap_or_default();
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit());
    match TrackingNo::parse(&digits) {
        Ok(number) if !goes_on => {
            let mark = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '#' | '.' | '-');
            Number::Good(number, rest.trim_start_matches(mark).trim_end())
        }
        _ => Number::Bad,
    }
}

/// A number and nothing else; `None` where the text is no number at all.
fn number_alone(text: &str, said: impl FnOnce(TrackingNo) -> Said) -> Option<Said> {
    if text.trim().is_empty() {
        return None;
    }
    match number_first(text) {
        Number::Good(number, "") => Some(said(number)),
        Number::Good(..) | Number::Bad => Some(Said::BadNumber),
        Number::None if text.chars().all(|c| !c.is_alphabetic()) => Some(Said::BadNumber),
        Number::None => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    fn keywords() -> BTreeMap<String, String> {
        [("Palangkaraya", "palangkaraya"), ("PROV", "kalteng")]
            .map(|(word, slug)| (word.to_owned(), slug.to_owned()))
            .into()
    }

    fn said(text: &str) -> Said {
        parse(text, &keywords())
    }

    fn report(body: Option<&str>, text: &str, rahasia: bool, anonim: bool) -> Said {
        Said::Report {
            body: body.map(str::to_owned),
            text: text.to_owned(),
            rahasia,
            anonim,
        }
    }

    #[test]
    fn the_national_form() {
        let lamp = |text| {
            assert_eq!(
                said(text),
                report(Some("palangkaraya"), "lampu mati", false, false),
                "{text}"
            );
        };
        lamp("PALANGKARAYA lampu mati");
        lamp("palangkaraya#lampu mati ");
        lamp("Palangkaraya: lampu mati");
        assert_eq!(
            said("PROV RAHASIA ANONIM pungli"),
            report(Some("kalteng"), "pungli", true, true)
        );
        assert_eq!(
            said("anonim prov pungli"),
            report(Some("kalteng"), "pungli", false, true)
        );
        assert_eq!(
            said("RAHASIA ada pungli"),
            report(None, "ada pungli", true, false)
        );
        assert_eq!(
            said("PALANGKARAYA"),
            report(Some("palangkaraya"), "", false, false)
        );
    }

    #[test]
    fn words_that_do_something() {
        let number = TrackingNo::from_random(7);
        let grouped = number.to_string();
        let (head, tail) = grouped.split_at(8);
        let (first, second) = head.split_at(4);
        let grouped = format!("{first}-{second} {tail}");
        assert_eq!(said(&format!("status {number}")), Said::Status(number));
        assert_eq!(said(&format!("STATUS #{grouped}")), Said::Status(number));
        assert_eq!(
            said(&format!("BALAS {grouped}: di RT 3")),
            Said::Reply(number, "di RT 3".to_owned())
        );
        assert_eq!(
            said(&format!("balas {number} 3 hari lalu")),
            Said::Reply(number, "3 hari lalu".to_owned())
        );
        assert_eq!(
            said(&format!("RAHASIA {number}")),
            Said::Flags {
                number,
                rahasia: true,
                anonim: false
            }
        );
        assert_eq!(
            (said("stop"), said(" STOP. "), said("Mulai"), said("INFO")),
            (Said::Stop, Said::Stop, Said::Start, Said::Help)
        );
        for wrong in [
            "STATUS 123456789012",
            "STATUS 12",
            "BALAS 1234567 ya",
            "RAHASIA 123456789012",
        ] {
            assert_eq!(said(wrong), Said::BadNumber, "{wrong}");
        }
    }

    #[test]
    fn ordinary_speech_is_no_command() {
        for text in [
            "Stop parkir liar di pasar",
            "Status jalan itu bagaimana?",
            "di RT 3",
            "",
            "info lowongan",
        ] {
            assert_eq!(said(text), Said::Plain(text.to_owned()), "{text}");
        }
        assert_eq!(
            said("Balas: di depan pasar"),
            Said::Plain("di depan pasar".to_owned())
        );
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>()) {
            said(&text);
        }

        #[test]
        fn commands_with_anything_behind_them(word in "(STATUS|BALAS|RAHASIA|ANONIM|PALANGKARAYA|STOP)", text in "[0-9A-Za-z #:.\u{660}-\u{669}é🚧-]{0,40}") {
            said(&format!("{word} {text}"));
        }

        #[test]
        fn a_report_keeps_its_words(text in "[a-z][a-z ]{5,40}[a-z]") {
            prop_assume!(!text.starts_with("rahasia") && !text.starts_with("anonim") && !text.starts_with("prov"));
            prop_assert_eq!(said(&format!("PALANGKARAYA {text}")), report(Some("palangkaraya"), &text, false, false));
        }

        #[test]
        fn every_number_is_found(random in any::<u64>(), text in "[a-z]{1,20}") {
            let number = TrackingNo::from_random(random);
            prop_assert_eq!(said(&format!("BALAS {number} {text}")), Said::Reply(number, text));
        }
    }

    #[test]
    fn a_number_is_twelve_digits() {
        assert_eq!(
            TrackingNo::from_random(7)
                .to_string()
                .parse::<u64>()
                .unwrap()
                .to_string()
                .len(),
            DIGITS
        );
    }
}
