//! What an IMAP server says, read within limits; what is said to it, quoted.

use std::borrow::Cow;

use imap_proto::{AttributeValue, Capability, MailboxDatum, Response, Status};

/// Most opening brackets of one answer outside what it quotes: the parser descends into them.
const MOST_BRACKETS: usize = 100;

/// An answer, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// What the server can do.
    Capabilities(Vec<String>),
    /// Numbers of letters.
    Found(Vec<u32>),
    /// Of one letter.
    Letter {
        /// Its number.
        uid: Option<u32>,
        /// Its size.
        size: Option<u32>,
        /// Its words.
        raw: Option<Vec<u8>>,
    },
    /// The server closes.
    Bye,
    /// Anything else.
    Other,
}

/// Reads one untagged answer. `lines` is the same without what was quoted by its length.
pub fn read(raw: &[u8], lines: &[u8]) -> Said {
    let brackets: usize = lines.iter().map(|byte| usize::from(*byte == b'(')).sum();
    if brackets > MOST_BRACKETS {
        return Said::Other;
    }
    let Ok((_, response)) = Response::parse(raw) else {
        return Said::Other;
    };
    match response {
        Response::Capabilities(all) => Said::Capabilities(all.iter().map(name).collect()),
        Response::MailboxData(MailboxDatum::Search(found)) => Said::Found(found),
        Response::Data {
            status: Status::Bye,
            ..
        } => Said::Bye,
        Response::Fetch(_, attributes) => letter(attributes),
        _ => Said::Other,
    }
}

fn name(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
        Capability::Auth(how) => format!("AUTH={}", how.to_ascii_uppercase()),
        Capability::Atom(atom) => atom.to_ascii_uppercase(),
    }
}

fn letter(attributes: Vec<AttributeValue<'_>>) -> Said {
    let (mut uid, mut size, mut raw) = (None, None, None);
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(is) => uid = Some(is),
            AttributeValue::Rfc822Size(is) => size = Some(is),
            AttributeValue::BodySection { data, .. } => raw = data.map(Cow::into_owned),
            _ => {}
        }
    }
    Said::Letter { uid, size, raw }
}

/// How many bytes follow a line that ends with `{123}`, as the server announces what it quotes.
pub fn announced(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|byte| *byte == b'{')?;
    let digits = inner.get(open + 1..)?;
    if digits.is_empty() || digits.len() > 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Between quotation marks, as names and passwords are sent.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn answers_are_read() {
        let read = |text: &str| super::read(text.as_bytes(), text.as_bytes());
        assert_eq!(read("* SEARCH 4 7\r\n"), Said::Found(vec![4, 7]));
        assert_eq!(read("* SEARCH\r\n"), Said::Found(vec![]));
        assert_eq!(read("* BYE tutup\r\n"), Said::Bye);
        assert_eq!(
            read("* CAPABILITY IMAP4rev1 AUTH=PLAIN move\r\n"),
            Said::Capabilities(
                ["IMAP4REV1", "AUTH=PLAIN", "MOVE"]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
        assert_eq!(
            read("* 1 FETCH (UID 9 RFC822.SIZE 300)\r\n"),
            Said::Letter {
                uid: Some(9),
                size: Some(300),
                raw: None
            }
        );
        assert_eq!(
            read("* 1 FETCH (UID 9 BODY[] {4}\r\na\r\nb FLAGS (\\Seen))\r\n"),
            Said::Letter {
                uid: Some(9),
                size: None,
                raw: Some(b"a\r\nb".to_vec())
            }
        );
        let deep = format!("* 1 FETCH (BODYSTRUCTURE {}\r\n", "(".repeat(100_000));
        assert_eq!(read(&deep), Said::Other);
    }

    #[test]
    fn lengths_are_announced_at_the_end_of_a_line() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {310}\r\n"), Some(310));
        assert_eq!(announced(b"{0}\n"), Some(0));
        for none in [
            "{}\r\n",
            "{-1}\r\n",
            "{1} \r\n",
            "{99999999999}\r\n",
            "1}\r\n",
            "{7}",
        ] {
            assert_eq!(announced(none.as_bytes()), None, "{none}");
        }
    }

    #[test]
    fn nothing_ends_a_quotation() {
        assert_eq!(quoted("a\"b\\c\r\nA1 LOGOUT"), r#""a\"b\\cA1 LOGOUT""#);
    }

    proptest! {
        #[test]
        fn anything_is_read(raw in any::<Vec<u8>>(), text in "[*+A-Z0-9 (){}\\[\\]\"\\\\\r\n]{0,200}") {
            read(&raw, &raw);
            announced(&raw);
            read(text.as_bytes(), text.as_bytes());
            announced(text.as_bytes());
        }
    }
}
