//! The alphabet in which 160 characters fit one message (3GPP TS 23.038, 6.2.1), and texts that keep to it.

/// Characters of one message.
pub const ONE: usize = 160;

/// The basic alphabet besides ASCII letters and digits.
const BASIC: &str = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Characters that take the place of two.
const EXTENDED: &str = "^{}\\[~]|€";

/// Places a text takes; `None` where it holds a character that the alphabet lacks.
pub fn length(text: &str) -> Option<usize> {
    text.chars().map(places).sum()
}

fn places(c: char) -> Option<usize> {
    if c.is_ascii_alphanumeric() || BASIC.contains(c) {
        Some(1)
    } else if EXTENDED.contains(c) {
        Some(2)
    } else {
        None
    }
}

/// Writes a text in the alphabet: letters without their marks, quotes and dashes as on a typewriter, the rest left out.
pub fn transliterate(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => written.push(' '),
            c if places(c).is_some() => written.push(c),
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '\u{b4}' => {
                written.push('\'');
            }
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => {
                written.push('"');
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => written.push('-'),
            '\u{2026}' => written.push_str("..."),
            '\u{2022}' | '\u{b7}' => written.push('*'),
            '\u{d7}' => written.push('x'),
            '\u{bd}' => written.push_str("1/2"),
            '\u{b2}' => written.push('2'),
            '\u{b3}' => written.push('3'),
            '\u{b0}' => written.push(' '),
            c => written.push_str(plain(c)),
        }
    }
    written
}

/// The letter without its mark.
const fn plain(c: char) -> &'static str {
    match c {
        'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ā' | 'Ă' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ć' | 'Č' => "C",
        'ê' | 'ë' | 'ē' | 'ĕ' | 'ę' | 'ě' => "e",
        'È' | 'Ê' | 'Ë' | 'Ē' | 'Ĕ' => "E",
        'í' | 'î' | 'ï' | 'ī' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' => "I",
        'ó' | 'ô' | 'õ' | 'ō' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ō' => "O",
        'ú' | 'û' | 'ū' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ū' => "U",
        'ý' | 'ÿ' => "y",
        'š' | 'ş' => "s",
        'Š' | 'Ş' => "S",
        'ž' => "z",
        'Ž' => "Z",
        'ł' => "l",
        'Ł' => "L",
        'ń' => "n",
        _ => "",
    }
}

/// The beginning of a text that takes at most `room` places: cut between words, with two dots where something is
/// lacking. Written in the alphabet.
pub fn cut(text: &str, room: usize) -> String {
    let text = transliterate(text);
    let words = || text.split_whitespace();
    let whole = words().collect::<Vec<_>>().join(" ");
    if length(&whole).unwrap_or(usize::MAX) <= room {
        return whole;
    }
    let room = room.saturating_sub(2);
    let mut kept = String::new();
    let mut used = 0;
    for word in words() {
        let more = length(word).unwrap_or(0) + usize::from(!kept.is_empty());
        if used + more > room {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
        used += more;
    }
    if kept.is_empty() {
        // One word longer than the room: as much of it as fits.
        for c in whole.chars() {
            let more = places(c).unwrap_or(0);
            if used + more > room {
                break;
            }
            kept.push(c);
            used += more;
        }
    }
    if kept.is_empty() {
        return kept;
    }
    kept.push_str("..");
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_fits_the_alphabet() {
        assert_eq!(
            transliterate("“Jalan” – rusak… 🚧 Café ‘x’"),
            "\"Jalan\" - rusak...  Café 'x'"
        );
        assert_eq!(length("Rp 5.000 [a]"), Some(14));
        assert_eq!(length("ś"), None);
        assert_eq!(cut("Lampu jalan padam sejak kemarin", 18), "Lampu jalan..");
        assert_eq!(cut("Lampu jalan", 11), "Lampu jalan");
        assert_eq!(cut("Pekerjaanselesaiseluruhnya", 10), "Pekerjaa..");
        assert_eq!(cut("apa saja", 0), "");
    }

    proptest! {
        #[test]
        fn nothing_that_is_cut_is_too_long(text in any::<String>(), room in 0_usize..200) {
            let cut = cut(&text, room);
            prop_assert!(length(&cut).is_some_and(|length| length <= room));
        }

        #[test]
        fn everything_is_written_in_the_alphabet(text in any::<String>()) {
            prop_assert!(length(&transliterate(&text)).is_some());
        }
    }
}
