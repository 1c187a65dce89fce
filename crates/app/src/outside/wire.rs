//! What foreign servers answer, read as it comes: in either format, numbers as text, statuses that nobody knows, elements
//! that lack. What cannot be used is left out; nothing can make a reader panic.

use jiff::Timestamp;
use jiff::tz::Offset;
use open311::{
    Document, Faults, Format, Node, Receipts, Ticket, TokenAnswers, Value, WireError, date,
};

/// Most signs of words that are kept.
const MOST_WORDS: usize = 2000;
/// Longest id or token.
const LONGEST_ID: usize = 200;

/// What a server says of one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its id there.
    pub id: String,
    /// Whether anything is still to be done; `None` where it says another word.
    pub is_open: Option<bool>,
    /// Why, in words.
    pub notes: Option<String>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// What was reported.
    pub description: Option<String>,
}

/// The answer to a request that was handed over.
///
/// # Errors
/// [`WireError`] where it is none.
pub fn receipt(bytes: &[u8]) -> Result<Ticket, WireError> {
    let receipts: Receipts = read(bytes)?;
    let first = receipts.0.into_iter().next();
    let ticket = first.ok_or(WireError::Lacking("request"))?.ticket;
    Ok(match ticket {
        Ticket::Id(id) => Ticket::Id(short(&id)),
        Ticket::Token(token) => Ticket::Token(short(&token)),
        Ticket::Nothing => Ticket::Nothing,
    })
}

/// The id that a token stands for, once there is one.
///
/// # Errors
/// [`WireError`] where the answer is none.
pub fn token(bytes: &[u8]) -> Result<Option<String>, WireError> {
    let answers: TokenAnswers = read(bytes)?;
    let mut ids = answers.0.into_iter();
    Ok(ids
        .find_map(|one| one.service_request_id)
        .map(|id| short(&id)))
}

/// Requests as they stand.
///
/// # Errors
/// [`WireError`] where the answer is no list of them.
pub fn seen(bytes: &[u8]) -> Result<Vec<Seen>, WireError> {
    read::<AllSeen>(bytes).map(|all| all.0)
}

/// What a server says is wrong; `None` where it says nothing that can be read.
pub fn fault(bytes: &[u8]) -> Option<String> {
    let faults: Faults = read(bytes).ok()?;
    let said: Vec<String> = faults
        .0
        .into_iter()
        .map(|fault| words(&fault.description))
        .filter(|text| !text.is_empty())
        .take(5)
        .collect();
    Some(said.join("; ")).filter(|text| !text.is_empty())
}

fn read<D: Document>(bytes: &[u8]) -> Result<D, WireError> {
    let mut signs = bytes.iter().copied();
    let first =
        signs.find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    // What a server says of its answer is wrong more often than the answer.
    let format = if first == Some(b'<') {
        Format::Xml
    } else {
        Format::Json
    };
    open311::read(bytes, format)
}

/// Words as one text without control characters, cut to a bearable length.
fn words(text: &str) -> String {
    let kept = text
        .trim()
        .chars()
        .filter(|c| !c.is_control() || *c == '\n');
    kept.take(MOST_WORDS).collect()
}

fn short(id: &str) -> String {
    let kept = id.trim().chars().filter(|c| !c.is_control());
    kept.take(LONGEST_ID).collect()
}

struct AllSeen(Vec<Seen>);

impl Document for AllSeen {
    const ROOT: &'static str = "service_requests";

    fn value(&self) -> Value {
        Value::Null
    }

    fn from_node(node: &Node) -> Result<Self, WireError> {
        let all = node.items("request").into_iter().filter_map(Seen::of);
        Ok(Self(all.collect()))
    }
}

impl Seen {
    fn of(node: &Node) -> Option<Self> {
        let status = node
            .text("status")
            .map(|text| text.trim().to_ascii_lowercase());
        let updated = node.text("updated_datetime");
        Some(Self {
            id: short(node.text("service_request_id")?),
            is_open: match status.as_deref() {
                Some("open") => Some(true),
                Some("closed") => Some(false),
                _ => None,
            },
            notes: node
                .text("status_notes")
                .map(words)
                .filter(|text| !text.is_empty()),
            updated: updated.and_then(|text| date::parse(text, Offset::UTC).ok()),
            description: node.text("description").map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_servers_say_is_read_in_either_format() {
        let json = br#"[{"service_request_id": 638344, "status": "Closed", "status_notes": " Sudah\u0007 ditambal. ",
            "updated_datetime": "2026-01-31T10:00:00+07:00"}, {"status": "open"}, {"service_request_id": "7", "status": "baru"}]"#;
        let seen_json = seen(json).unwrap();
        assert_eq!(seen_json.len(), 2, "one without an id is left out");
        assert_eq!(
            (seen_json[0].id.as_str(), seen_json[0].is_open),
            ("638344", Some(false))
        );
        assert_eq!(seen_json[0].notes.as_deref(), Some("Sudah ditambal."));
        assert_eq!(
            seen_json[0].updated,
            Some("2026-01-31T03:00:00Z".parse().unwrap())
        );
        assert_eq!(
            (seen_json[1].id.as_str(), seen_json[1].is_open),
            ("7", None)
        );
        let xml = b"\n<?xml version=\"1.0\"?><service_requests><request><service_request_id>638344</service_request_id>
            <status>open</status><updated_datetime>kemarin</updated_datetime></request></service_requests>";
        let seen_xml = seen(xml).unwrap();
        assert_eq!(
            (seen_xml[0].is_open, seen_xml[0].updated),
            (Some(true), None)
        );
        assert_eq!(seen(b"[]").unwrap(), []);
        assert_eq!(seen(b"<service_requests/>").unwrap(), []);
    }

    #[test]
    fn receipts_tokens_and_faults() {
        let id = |text: &str| Ticket::Id(text.to_owned());
        assert_eq!(
            receipt(br#"[{"service_request_id":293944}]"#),
            Ok(id("293944"))
        );
        assert_eq!(
            receipt(b"<service_requests><request><token>12</token></request></service_requests>"),
            Ok(Ticket::Token("12".to_owned()))
        );
        assert_eq!(
            receipt(br#"[{"service_notice":"Terima kasih"}]"#),
            Ok(Ticket::Nothing)
        );
        for none in [
            &b""[..],
            b"[]",
            b"OK",
            b"<html>Selamat datang</html>",
            b"<service_requests/>",
        ] {
            assert!(receipt(none).is_err(), "{}", String::from_utf8_lossy(none));
        }
        assert_eq!(
            token(br#"[{"token":"12","service_request_id":""}]"#),
            Ok(None)
        );
        assert_eq!(
            token(br#"[{"token":"12","service_request_id":"9"}]"#),
            Ok(Some("9".to_owned()))
        );
        let fault_said = fault(br#"[{"code":400,"description":"service_code tidak dikenal"}]"#);
        assert_eq!(fault_said.as_deref(), Some("service_code tidak dikenal"));
        assert_eq!(fault(b"<html>"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in any::<Vec<u8>>()) {
            let _answers = (receipt(&bytes), token(&bytes), seen(&bytes), fault(&bytes));
        }

        #[test]
        fn nothing_panics_in_what_looks_right(text in r#"[\[\]{}<>/":,a-z_0-9 \n\\&;é]{0,200}"#) {
            let text = text.replace('a', "service_request_id").replace('b', "request");
            let bytes = text.as_bytes();
            let _answers = (receipt(bytes), token(bytes), seen(bytes), fault(bytes));
        }
    }
}
