//! Letters on the line: the GSM alphabet (3GPP TS 23.038, 6.2.1), one octet for each place, and UCS-2.

use encoding_rs::{UTF_16BE, WINDOWS_1252};

/// The alphabet in its order; the place of the escape holds a blank that is never written.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{a0}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters that stand behind an escape.
const ESCAPED: [(u8, char); 10] = [
    (0x0A, '\u{c}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2F, '\\'),
    (0x3C, '['),
    (0x3D, '~'),
    (0x3E, ']'),
    (0x40, '|'),
    (0x65, '€'),
];
const ESCAPE: u8 = 0x1B;

/// Writes a text that was put into this alphabet before; what is not in it becomes a question mark.
pub fn write(text: &str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    for c in text.chars() {
        let place = ALPHABET.chars().position(|one| one == c);
        if let Some(place) = place
            .and_then(|place| u8::try_from(place).ok())
            .filter(|place| *place != ESCAPE)
        {
            octets.push(place);
        } else if let Some((octet, _)) = ESCAPED.iter().find(|(_, one)| *one == c) {
            octets.extend([ESCAPE, *octet]);
        } else {
            octets.push(b'?');
        }
    }
    octets
}

/// Reads it. What is no letter becomes a replacement character: nothing is left out silently.
pub fn read(octets: &[u8]) -> String {
    let letters: Vec<char> = ALPHABET.chars().collect();
    let mut text = String::with_capacity(octets.len());
    let mut rest = octets.iter();
    while let Some(octet) = rest.next() {
        if *octet == ESCAPE {
            let escaped = rest.next();
            let found = ESCAPED.iter().find(|(one, _)| Some(one) == escaped);
            text.push(found.map_or(' ', |(_, c)| *c));
        } else {
            text.push(
                letters
                    .get(usize::from(*octet))
                    .copied()
                    .unwrap_or('\u{fffd}'),
            );
        }
    }
    text
}

/// Reads a message by its `data_coding`.
pub fn decode(coding: u8, octets: &[u8]) -> String {
    match coding {
        // IA5 and ISO-8859-1; the first is a part of the second.
        1 | 3 => WINDOWS_1252
            .decode_without_bom_handling(octets)
            .0
            .into_owned(),
        8 => UTF_16BE.decode_without_bom_handling(octets).0.into_owned(),
        // 3GPP TS 23.038, 4: the general group says the alphabet in two bits.
        0x10..=0x3F if coding & 0x0C == 8 => {
            UTF_16BE.decode_without_bom_handling(octets).0.into_owned()
        }
        2 | 4 => String::from_utf8_lossy(octets).into_owned(),
        _ => read(octets),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::channels::sms::gsm7;

    #[test]
    fn letters_have_their_places() {
        assert_eq!(ALPHABET.chars().count(), 128);
        assert_eq!(write("@A a€"), [0x00, 0x41, 0x20, 0x61, 0x1B, 0x65]);
        assert_eq!(read(&[0x00, 0x1B, 0x3C, 0x7F, 0x1B]), "@[à ");
        assert_eq!(decode(8, &[0x00, 0x41, 0x20, 0xAC]), "A€");
        assert_eq!(decode(0x18, &[0x00, 0x41]), "A");
        assert_eq!(decode(3, b"caf\xe9"), "café");
        assert_eq!(decode(0, b"Jalan"), "Jalan");
    }

    proptest! {
        #[test]
        fn what_is_sent_comes_back(text in any::<String>()) {
            let text = gsm7::transliterate(&text);
            let octets = write(&text);
            prop_assert_eq!(Some(octets.len()), gsm7::length(&text));
            prop_assert_eq!(read(&octets), text);
        }

        #[test]
        fn anything_is_read(coding in any::<u8>(), octets in any::<Vec<u8>>()) {
            decode(coding, &octets);
        }
    }
}
