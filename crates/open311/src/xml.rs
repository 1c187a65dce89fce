//! XML both ways: no attributes, no namespaces, no document types.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::clean;
use crate::error::WireError;
use crate::node::Node;
use crate::value::Value;

/// Most bytes that are read: a thousand requests with long texts, several times over.
pub(crate) const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Deepest nesting that is read; documents of this protocol need six.
const DEEPEST: usize = 32;

/// Containers of one repeated element: lists, also where they hold one or none.
const CONTAINERS: &[(&str, &str)] = &[
    ("services", "service"),
    ("service_requests", "request"),
    ("service_requests_updates", "request_update"),
    ("attributes", "attribute"),
    ("values", "value"),
    ("endpoints", "endpoint"),
    ("formats", "format"),
    ("errors", "error"),
    ("notes", "note"),
    ("photos", "photo"),
    ("media_urls", "media_url"),
];

/// Writes a document under its root.
pub(crate) fn write(root: &str, value: &Value) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut out, root, value);
    out.push('\n');
    out
}

fn element(out: &mut String, name: &str, value: &Value) {
    let mut inner = String::new();
    match value {
        Value::Null => {}
        Value::Text(text) => escape(&mut inner, text),
        Value::Integer(number) => inner.push_str(&number.to_string()),
        Value::Number(number) if number.is_finite() => inner.push_str(&number.to_string()),
        Value::Number(_) => {}
        Value::Bool(yes) => inner.push_str(if *yes { "true" } else { "false" }),
        Value::List(item, items) => {
            for value in items {
                element(&mut inner, item, value);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                element(&mut inner, name, value);
            }
        }
    }
    out.push('<');
    out.push_str(name);
    if inner.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    out.push_str(&inner);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars().filter(|c| clean::is_allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // A parser would make a line feed of a bare one.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// Reads a document: the name of its root, and what it holds.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, Node), WireError> {
    if bytes.len() > MOST_BYTES {
        return Err(WireError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| WireError::NotUtf8)?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().map_err(malformed)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(WireError::DocumentType),
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err(WireError::TooDeep);
                }
                open.push(Open::new(start.local_name().as_ref()));
            }
            Event::Empty(start) => {
                let node = Open::new(start.local_name().as_ref());
                close(node, &mut open, &mut root)?;
            }
            Event::End(_) => {
                let node = open.pop().ok_or_else(|| stray("an end tag"))?;
                close(node, &mut open, &mut root)?;
            }
            Event::Text(part) => add(&mut open, &part.xml10_content())?,
            Event::CData(part) => add(&mut open, &part.xml10_content())?,
            Event::GeneralRef(part) => {
                let c = match part.resolve_char_ref().map_err(malformed)? {
                    Some(c) => c,
                    None => named(&part)?,
                };
                if !clean::is_allowed(c) {
                    return Err(stray("a forbidden character"));
                }
                add(&mut open, c.encode_utf8(&mut [0; 4]))?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !open.is_empty() {
        return Err(stray("the end"));
    }
    root.ok_or_else(|| stray("nothing"))
}

fn malformed(error: impl std::fmt::Display) -> WireError {
    WireError::Malformed(error.to_string())
}

fn stray(what: &str) -> WireError {
    WireError::Malformed(format!("{what} where none may be"))
}

/// The five that XML knows by itself. Others would have to be declared, and declarations are not read.
fn named(name: &str) -> Result<char, WireError> {
    Ok(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => return Err(WireError::UnknownEntity(other.chars().take(40).collect())),
    })
}

/// An element that is not closed yet.
struct Open {
    name: String,
    text: String,
    children: Vec<(String, Node)>,
}

impl Open {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            children: Vec::new(),
        }
    }

    fn node(self) -> (String, Node) {
        let container = CONTAINERS.iter().find(|(name, _)| *name == self.name);
        let is_blank = self.text.trim().is_empty();
        let all_of = |item: &str| self.children.iter().all(|(name, _)| name == item);
        let node = match container {
            Some((_, item)) if is_blank && all_of(item) => {
                Node::List(self.children.into_iter().map(|(_, node)| node).collect())
            }
            _ if self.children.is_empty() => Node::of_text(clean::text(&self.text).into_owned()),
            // Text between elements is the indentation.
            _ => Node::Object(self.children),
        };
        (self.name, node)
    }
}

fn add(open: &mut [Open], text: &str) -> Result<(), WireError> {
    match open.last_mut() {
        Some(element) => {
            element.text.push_str(text);
            Ok(())
        }
        None if text.trim().is_empty() => Ok(()),
        None => Err(stray("text")),
    }
}

fn close(
    element: Open,
    open: &mut [Open],
    root: &mut Option<(String, Node)>,
) -> Result<(), WireError> {
    let closed = element.node();
    match open.last_mut() {
        Some(above) => above.children.push(closed),
        None if root.is_none() => *root = Some(closed),
        None => return Err(stray("a second root")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn text(of: &str) -> Node {
        Node::Text(of.to_owned())
    }

    #[test]
    fn containers_are_lists_also_of_one_and_none() {
        let (root, node) = read(b"<services><service><a> 1 </a><b/></service></services>").unwrap();
        assert_eq!(root, "services");
        let one = Node::Object(vec![("a".into(), text(" 1 ")), ("b".into(), Node::Empty)]);
        assert_eq!(node, Node::List(vec![one]));
        assert_eq!(read(b"<services/>").unwrap().1, Node::List(vec![]));
        assert_eq!(
            read(b"<services>\n</services>").unwrap().1,
            Node::List(vec![])
        );
    }

    #[test]
    fn references_are_read_and_declarations_are_not() {
        let (_, node) = read("<a>&lt;&#65;&amp;&#x1F600;<![CDATA[<b>]]></a>".as_bytes()).unwrap();
        assert_eq!(node, text("<A&😀<b>"));
        let bomb = br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#;
        assert_eq!(read(bomb), Err(WireError::DocumentType));
        let file = br#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
        assert_eq!(read(file), Err(WireError::DocumentType));
        assert_eq!(
            read(b"<a>&c;</a>"),
            Err(WireError::UnknownEntity("c".into()))
        );
        assert!(read(b"<a>&#0;</a>").is_err());
    }

    #[test]
    fn what_is_broken_is_refused() {
        for broken in [
            &b""[..],
            b"text",
            b"<a>",
            b"</a>",
            b"<a></b>",
            b"<a/><b/>",
            b"<a/>text",
            b"<a>&</a>",
            b"\xff<a/>",
        ] {
            assert!(read(broken).is_err(), "{}", String::from_utf8_lossy(broken));
        }
        let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
        assert_eq!(read(deep.as_bytes()), Err(WireError::TooDeep));
    }
}
