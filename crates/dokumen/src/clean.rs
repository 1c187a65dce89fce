//! Text that no form of a document can be hurt by.

use std::borrow::Cow;

/// How many marks may stand on one letter; more are there to cover the lines above and below.
const MARKS: u8 = 4;

/// The text without what is not meant to be read: control characters (which XML forbids), marks that turn the direction
/// of writing around, characters of no width. Line feeds stay; tabs and other line ends become a space or a line feed.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|byte| byte == b'\n' || (0x20..0x7f).contains(&byte))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0_u8;
    let mut after_return = false;
    for c in text.chars() {
        let ends_line = c == '\n' && std::mem::take(&mut after_return);
        if ends_line {
            continue;
        }
        after_return = false;
        match c {
            '\r' => {
                out.push('\n');
                after_return = true;
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{b}' | '\u{c}' => out.push(' '),
            '\n' => out.push('\n'),
            c if unseen(c) => continue,
            c if is_mark(c) => {
                marks = marks.saturating_add(1);
                if marks <= MARKS {
                    out.push(c);
                }
                continue;
            }
            c => out.push(c),
        }
        marks = 0;
    }
    Cow::Owned(out)
}

/// [`clean`] text in one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    if cleaned.contains('\n') {
        Cow::Owned(cleaned.replace('\n', " "))
    } else {
        cleaned
    }
}

/// At most so many characters, with an ellipsis where some were left out.
pub(crate) fn at_most(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.push('…');
    Cow::Owned(out)
}

/// At most so many units of UTF-16, which is how Excel counts.
pub(crate) fn at_most_utf16(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return Cow::Borrowed(text);
    }
    let mut units = 1;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= most
        })
        .collect();
    out.push('…');
    Cow::Owned(out)
}

/// Whether an address may be followed from a document: the web and mail, nothing that runs or opens files.
pub(crate) fn address(to: &str) -> Option<&str> {
    let plain = to.bytes().all(|byte| {
        byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
            )
    });
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        to.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (plain && known && to.len() <= 2_000).then_some(to)
}

const fn unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fffe}'
        | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::{address, at_most, at_most_utf16, clean, line};

    #[test]
    fn keeps_what_people_write() {
        let said = "Jalan rusak, “parah” – 50 m²\nمرحبا 👨‍👩‍👧 é";
        assert_eq!(clean(said), said);
    }

    #[test]
    fn drops_controls_and_turns_of_direction() {
        assert_eq!(
            clean("a\0b\u{1b}[2Jc\u{202e}dcba\u{2066}x\u{feff}\u{ffff}"),
            "ab[2Jcdcbax"
        );
        assert_eq!(clean("satu\r\ndua\rtiga\tempat"), "satu\ndua\ntiga empat");
        assert_eq!(line("satu\r\ndua"), "satu dua");
    }

    #[test]
    fn letters_do_not_climb_over_the_page() {
        let tall = format!("a{}b", "\u{301}".repeat(200));
        assert_eq!(clean(&tall).chars().count(), 2 + 4);
    }

    #[test]
    fn cuts_with_a_sign() {
        assert_eq!(at_most("abcdef", 6), "abcdef");
        assert_eq!(at_most("abcdef", 4), "abc…");
        assert_eq!(at_most_utf16("👍👍👍", 6), "👍👍👍");
        assert_eq!(at_most_utf16("👍👍👍", 5), "👍👍…");
    }

    #[test]
    fn only_the_web_and_mail_are_followed() {
        assert_eq!(
            address("https://lapor.example/a?b=1#c"),
            Some("https://lapor.example/a?b=1#c")
        );
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "https://a b",
            "\\\\server\\x",
            "",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
