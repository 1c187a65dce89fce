//! The legacy interface on the wire: XML in, XML and JSON out. Pure, bounded, and no entity but XML's own five.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::sp4n::column::fold;

/// Most of a receipt that is read, bytes.
pub const MOST_RECEIPT: usize = 64 * 1024;
/// Most of a list that is read, bytes.
pub const MOST_LIST: usize = 16 * 1024 * 1024;
/// Deepest nesting of a receipt.
const DEEPEST: usize = 16;
/// Most records of one page.
const MOST_RECORDS: usize = 10_000;
/// Most fields of a record.
const MOST_FIELDS: usize = 80;
/// Longest number of theirs.
const LONGEST_NUMBER: usize = 20;
/// Longest code that is kept.
const LONGEST_CODE: usize = 60;

/// Why an answer cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// More than is read.
    #[error("jawaban terlalu panjang")]
    TooLarge,
    /// Not what the interface says.
    #[error("jawaban bukan dokumen yang dikenal")]
    Malformed,
    /// A document type: those bring entities.
    #[error("jawaban membawa DOCTYPE")]
    DocumentType,
    /// Nested too deeply.
    #[error("jawaban bersarang terlalu dalam")]
    TooDeep,
}

/// A report as it is handed in.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Stream {
    /// The body's key.
    pub token: String,
    /// E-mail of who stands as reporter.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Name.
    pub name: String,
    /// Hide what.
    pub rahasia: bool,
    /// Hide who.
    pub anonim: bool,
    /// The text.
    pub text: String,
}

/// Writes the document of `addstream`.
pub fn write_stream(stream: &Stream) -> String {
    let (first, last) = stream
        .name
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((stream.name.trim(), ""));
    let bit = |on: bool| if on { "1" } else { "0" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lapor token=\"{}\"><pelapor><email>{}</email><telpon>{}</telpon>\
         <namadepan>{}</namadepan><namabelakang>{}</namabelakang></pelapor><laporan rahasia=\"{}\" anonim=\"{}\">\
         <isi>{}</isi></laporan></lapor>\n",
        escaped(&stream.token),
        escaped(&stream.email),
        escaped(&stream.phone),
        escaped(first),
        escaped(last.trim()),
        bit(stream.rahasia),
        bit(stream.anonim),
        escaped(&stream.text)
    )
}

/// Text as it may stand in an element or attribute; characters that XML 1.0 cannot carry go.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// What `addstream` answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamReceipt {
    /// Their number of the report.
    pub tracking: Option<String>,
    /// Their number of the transaction.
    pub transaction: Option<String>,
    /// What it says of an error: short, letters, digits and a few marks.
    pub error: Option<String>,
}

/// Reads the answer of `addstream`.
///
/// # Errors
/// [`WireError`]; whether the report arrived is then not known.
pub fn read_receipt(bytes: &[u8]) -> Result<StreamReceipt, WireError> {
    if bytes.len() > MOST_RECEIPT {
        return Err(WireError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| WireError::Malformed)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('<') {
        return Err(WireError::Malformed);
    }
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, String)> = Vec::new();
    let mut receipt = StreamReceipt::default();
    let mut has_root = false;
    loop {
        match reader.read_event().map_err(|_| WireError::Malformed)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(WireError::DocumentType),
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err(WireError::TooDeep);
                }
                has_root = true;
                let name = start.local_name().as_ref().to_lowercase();
                open.push((name, String::new()));
            }
            Event::End(_) => {
                let (name, text) = open.pop().ok_or(WireError::Malformed)?;
                take(&mut receipt, &name, text.trim());
            }
            Event::Text(part) => add(&mut open, &part.xml10_content()),
            Event::CData(part) => add(&mut open, &part.xml10_content()),
            Event::GeneralRef(part) => {
                let c = match part.resolve_char_ref().map_err(|_| WireError::Malformed)? {
                    Some(c) => c,
                    None => named(&part)?,
                };
                add(&mut open, c.encode_utf8(&mut [0; 4]));
            }
            Event::Empty(_) => has_root = true,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if open.is_empty() && has_root {
        Ok(receipt)
    } else {
        Err(WireError::Malformed)
    }
}

fn add(open: &mut [(String, String)], text: &str) {
    if let Some((_, at)) = open.last_mut() {
        at.push_str(text);
    }
}

/// XML's own five; any other would have to be defined by a document type.
fn named(name: &str) -> Result<char, WireError> {
    Ok(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return Err(WireError::Malformed),
    })
}

fn take(receipt: &mut StreamReceipt, name: &str, text: &str) {
    match name {
        "trackingid" => receipt.tracking = receipt.tracking.take().or_else(|| number(text)),
        "transaksiid" => receipt.transaction = receipt.transaction.take().or_else(|| number(text)),
        "error" | "kesalahan" | "errormessage" | "pesanerror" => {
            let said = short(text);
            receipt.error = receipt.error.take().or((!said.is_empty()).then_some(said));
        }
        _ => {}
    }
}

/// A number of theirs: letters, digits and hyphens; anything else is no number.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_number = (1..=LONGEST_NUMBER).contains(&text.len())
        && text.chars().all(plain)
        && text.chars().any(|c| c.is_ascii_digit() && c != '0');
    is_number.then(|| text.to_owned())
}

/// A code that is kept: no place for words of people.
pub fn short(text: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ':');
    let kept: String = text.chars().filter(plain).take(LONGEST_CODE).collect();
    kept.trim().to_owned()
}

/// One record of a list: every plain field by its name.
pub type Record = BTreeMap<String, String>;

/// Reads a list of reports: an array of objects, or an object that holds one.
///
/// # Errors
/// [`WireError`].
pub fn read_list(bytes: &[u8]) -> Result<Vec<Record>, WireError> {
    records(bytes)
}

fn records(bytes: &[u8]) -> Result<Vec<Record>, WireError> {
    if bytes.len() > MOST_LIST {
        return Err(WireError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| WireError::Malformed)?;
    let list = match value {
        serde_json::Value::Array(list) => list,
        serde_json::Value::Object(mut object) => {
            let held = [
                "data", "results", "result", "laporan", "streams", "stream", "records",
            ];
            let found = held.into_iter().find_map(|name| match object.remove(name) {
                Some(serde_json::Value::Array(list)) => Some(list),
                _ => None,
            });
            found.ok_or(WireError::Malformed)?
        }
        _ => return Err(WireError::Malformed),
    };
    if list.len() > MOST_RECORDS {
        return Err(WireError::TooLarge);
    }
    list.into_iter()
        .map(|item| match item {
            serde_json::Value::Object(object) => Ok(object
                .into_iter()
                .take(MOST_FIELDS)
                .filter_map(|(name, value)| Some((name, plain(value)?)))
                .collect()),
            _ => Err(WireError::Malformed),
        })
        .collect()
}

fn plain(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(yes) => Some(if yes { "1" } else { "0" }.to_owned()),
        _ => None,
    }
}

/// A field of a record, by one of its names.
pub fn field<'r>(record: &'r Record, names: &[&str]) -> Option<&'r str> {
    let found = record
        .iter()
        .find(|(name, _)| names.contains(&fold(name).as_str()));
    found
        .map(|(_, text)| text.trim())
        .filter(|text| !text.is_empty())
}

/// A topic of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its number.
    pub id: String,
    /// The number of the one above; 0: none.
    pub parent: String,
    /// Its name.
    pub name: String,
}

/// Reads the answer of `gettopics`.
///
/// # Errors
/// [`WireError`].
pub fn read_topics(bytes: &[u8]) -> Result<Vec<Topic>, WireError> {
    let topics = records(bytes)?.into_iter().map(|record| {
        let text = |name| field(&record, &[name]).map(str::to_owned);
        Some(Topic {
            id: text("id")?,
            parent: text("parent").unwrap_or_else(|| "0".to_owned()),
            name: text("topicname")?,
        })
    });
    topics.collect::<Option<_>>().ok_or(WireError::Malformed)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_receipt_is_read_and_a_lie_is_none() {
        let read = |text: &str| read_receipt(text.as_bytes());
        let receipt = read("<?xml version=\"1.0\"?><hasil><trackingid> 9165816 </trackingid><transaksiid>77</transaksiid></hasil>").unwrap();
        assert_eq!(
            (receipt.tracking.as_deref(), receipt.transaction.as_deref()),
            (Some("9165816"), Some("77"))
        );
        for none in [
            "<h><trackingid/></h>",
            "<h><trackingid>0</trackingid></h>",
            "<h><trackingid>&lt;b&gt;1</trackingid></h>",
            "<h/>",
        ] {
            assert_eq!(read(none).unwrap().tracking, None, "{none}");
        }
        let refused = read("<h><error>Token salah! &amp; <b>x</b></error></h>").unwrap();
        assert_eq!(refused.error.as_deref(), Some("Token salah"));
        for bad in [
            "",
            "OK",
            "{}",
            "<html><p>Selamat",
            "<a></b>",
            "<a>&ent;</a>",
        ] {
            assert_eq!(read(bad), Err(WireError::Malformed), "{bad}");
        }
    }

    #[test]
    fn entities_are_not_expanded_and_depth_is_bounded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x><trackingid>&b;</trackingid></x>";
        assert_eq!(read_receipt(bomb.as_bytes()), Err(WireError::DocumentType));
        assert_eq!(
            read_receipt("<a>".repeat(40).as_bytes()),
            Err(WireError::TooDeep)
        );
        assert_eq!(
            read_receipt(&vec![b'<'; MOST_RECEIPT + 1]),
            Err(WireError::TooLarge)
        );
        assert_eq!(
            read_list("[".repeat(4000).as_bytes()),
            Err(WireError::Malformed)
        );
    }

    #[test]
    fn lists_and_topics_are_read() {
        let list =
            read_list(br#"{"data":[{"TrackingID":"9000001","Status":"Proses","n":{"x":1}}]}"#)
                .unwrap();
        assert_eq!(field(&list[0], &["trackingid"]), Some("9000001"));
        assert_eq!(list[0].len(), 2);
        let topics = read_topics(br#"[{"id":"13","parent":"3","topic_name":"TIK"}]"#).unwrap();
        assert_eq!(topics[0].name, "TIK");
        for bad in ["{}", "[1]", "null", "<html>"] {
            assert_eq!(read_list(bad.as_bytes()), Err(WireError::Malformed));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_by_a_strict_reader(text in any::<String>(), name in any::<String>()) {
            let stream = Stream { token: name.clone(), text, name, ..Stream::default() };
            let written = write_stream(&stream);
            let read = read_receipt(written.as_bytes());
            prop_assert!(read.is_ok() || written.len() > MOST_RECEIPT);
        }

        #[test]
        fn no_bytes_break_the_readers(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_receipt(&bytes);
            let _ = read_list(&bytes);
            let _ = read_topics(&bytes);
        }

        #[test]
        fn no_tags_break_the_receipt(text in "(<|>|/|trackingid|&amp;|&#1;|&x;|\"| |<!--|-->|<!\\[CDATA\\[|\\]\\]>|1){0,40}") {
            let _ = read_receipt(text.as_bytes());
        }
    }
}
