//! What a short message carries besides its words: parts of long ones, and receipts.

use std::collections::BTreeMap;

/// Which part of which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What the parts share.
    pub reference: u16,
    /// Which, from 1.
    pub part: u8,
    /// Of how many.
    pub total: u8,
}

/// Takes the header in front of a message's octets apart (3GPP TS 23.040, 9.2.3.24): the part that it names, if any,
/// and the octets behind it. A header that is none is a part of the words: nothing is lost.
pub fn header(octets: &[u8]) -> (Option<Part>, &[u8]) {
    let Some((length, rest)) = octets.split_first() else {
        return (None, octets);
    };
    let Some((header, words)) = rest.split_at_checked(usize::from(*length)) else {
        return (None, octets);
    };
    let mut elements = header;
    while let [kind, length, rest @ ..] = elements {
        let Some((value, next)) = rest.split_at_checked(usize::from(*length)) else {
            break;
        };
        match (kind, value) {
            (0x00, [reference, total, part]) => {
                let reference = u16::from(*reference);
                return (whole(reference, *part, *total), words);
            }
            (0x08, [high, low, total, part]) => {
                let reference = u16::from_be_bytes([*high, *low]);
                return (whole(reference, *part, *total), words);
            }
            _ => elements = next,
        }
    }
    (None, words)
}

const fn whole(reference: u16, part: u8, total: u8) -> Option<Part> {
    if total >= 2 && part >= 1 && part <= total {
        Some(Part {
            reference,
            part,
            total,
        })
    } else {
        None
    }
}

/// A delivery receipt as its text says it (SMPP 3.4, appendix B): the id and the state.
pub fn receipt(text: &str) -> Option<(String, String)> {
    const NAMES: [&str; 3] = ["id", "stat", "err"];
    let mut fields = BTreeMap::new();
    for word in text.split_whitespace().take(60) {
        if let Some((name, value)) = word.split_once(':') {
            let name = name.to_ascii_lowercase();
            // The words of the message come last, and may say anything.
            if name == "text" {
                break;
            }
            if NAMES.contains(&name.as_str()) {
                fields.entry(name).or_insert(value);
            }
        }
    }
    let plain = |text: &str, most: usize| {
        !text.is_empty()
            && text.len() <= most
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let (id, state) = (fields.get("id")?, fields.get("stat")?);
    (plain(id, 64) && plain(state, 12)).then(|| ((*id).to_owned(), state.to_ascii_uppercase()))
}

/// The ways in which the same id is written: some operators answer in hexadecimal and report in decimal.
pub fn spellings(id: &str) -> Vec<String> {
    let mut all = vec![id.to_owned()];
    if let Ok(number) = id.parse::<u64>() {
        all.extend([
            format!("{number:x}"),
            format!("{number:X}"),
            format!("{number:08X}"),
            format!("{number:08x}"),
        ]);
    }
    if let Ok(number) = u64::from_str_radix(id, 16) {
        all.extend([number.to_string(), format!("{number:010}")]);
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headers_are_taken_apart() {
        let part = |reference, part, total| {
            Some(Part {
                reference,
                part,
                total,
            })
        };
        assert_eq!(
            header(b"\x05\x00\x03\x2a\x02\x01Jalan"),
            (part(42, 1, 2), &b"Jalan"[..])
        );
        assert_eq!(
            header(b"\x06\x08\x04\x01\x00\x03\x03x"),
            (part(256, 3, 3), &b"x"[..])
        );
        // Another element stands in front.
        assert_eq!(
            header(b"\x09\x05\x02\x00\x01\x00\x03\x07\x02\x02x"),
            (part(7, 2, 2), &b"x"[..])
        );
        assert_eq!(header(b"\x05\x00\x03\x2a\x02\x03x"), (None, &b"x"[..]));
        assert_eq!(header(b"Jalan"), (None, &b"Jalan"[..]));
        assert_eq!(header(b""), (None, &b""[..]));
    }

    #[test]
    fn receipts_are_read() {
        let text = "id:0123456789 sub:001 dlvrd:001 submit date:2501010000 done date:2501010001 stat:DELIVRD err:000 text:stat:UNDELIV id:9";
        assert_eq!(
            receipt(text),
            Some(("0123456789".to_owned(), "DELIVRD".to_owned()))
        );
        assert_eq!(receipt("Jalan rusak id:1"), None);
        assert_eq!(receipt("id: stat:DELIVRD"), None);
        assert!(spellings("255").contains(&"ff".to_owned()));
        assert!(spellings("FF").contains(&"255".to_owned()));
    }

    proptest! {
        #[test]
        fn anything_is_read(octets in any::<Vec<u8>>(), text in any::<String>(), short in "(id|stat|err|text):[a-zA-Z0-9 ]{0,12}") {
            let (_, words) = header(&octets);
            prop_assert!(octets.ends_with(words));
            receipt(&text);
            receipt(&short);
            spellings(&text);
        }
    }
}
