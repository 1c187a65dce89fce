//! Statements about things, written as Turtle and as JSON-LD: the same graph in both.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

/// Prefixes of the vocabularies that catalogues use.
const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A thing and what is said of it. Kinds, properties and types of values are prefixed names.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its address; `None` for one without a name.
    pub(super) id: Option<String>,
    /// What it is.
    pub(super) kind: &'static str,
    /// Property and value, in order.
    pub(super) said: Vec<(&'static str, Object)>,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Object {
    /// Another thing's address.
    Iri(String),
    /// A vocabulary's own thing, as a prefixed name.
    Term(&'static str),
    /// Words in a language.
    Words(&'static str, String),
    /// Text of a type.
    Typed(&'static str, String),
    /// Text.
    Text(String),
    /// A thing told here.
    Node(Node),
}

impl Node {
    /// A thing with an address.
    pub(super) fn named(id: impl Into<String>, kind: &'static str) -> Self {
        Self {
            id: Some(id.into()),
            kind,
            said: Vec::new(),
        }
    }

    /// A thing without.
    pub(super) const fn blank(kind: &'static str) -> Self {
        Self {
            id: None,
            kind,
            said: Vec::new(),
        }
    }

    /// Says something more.
    pub(super) fn with(mut self, property: &'static str, object: Object) -> Self {
        self.said.push((property, object));
        self
    }

    /// Says something more, where there is something to say.
    pub(super) fn with_some(self, property: &'static str, object: Option<Object>) -> Self {
        match object {
            Some(object) => self.with(property, object),
            None => self,
        }
    }
}

/// As Turtle.
pub(super) fn turtle(node: &Node) -> String {
    let mut out = String::new();
    for (prefix, iri) in PREFIXES {
        let _infallible = writeln!(out, "@prefix {prefix}: <{iri}> .");
    }
    out.push('\n');
    out.push_str(&subject(node));
    statements(node, 1, &mut out);
    out.push_str(" .\n");
    let mut named = Vec::new();
    collect(node, &mut named);
    for node in named {
        out.push('\n');
        out.push_str(&subject(node));
        statements(node, 1, &mut out);
        out.push_str(" .\n");
    }
    out
}

fn subject(node: &Node) -> String {
    node.id.as_deref().map_or_else(|| "[]".to_owned(), iri)
}

/// Things with an address are told on their own, after what refers to them.
fn collect<'a>(node: &'a Node, named: &mut Vec<&'a Node>) {
    for (_, object) in &node.said {
        if let Object::Node(inner) = object {
            if inner.id.is_some() {
                named.push(inner);
            }
            collect(inner, named);
        }
    }
}

fn statements(node: &Node, depth: usize, out: &mut String) {
    let _infallible = write!(out, " a {}", node.kind);
    for (property, object) in &node.said {
        let _infallible = write!(out, " ;\n{}{property} ", "    ".repeat(depth));
        match object {
            Object::Iri(address) => out.push_str(&iri(address)),
            Object::Term(name) => out.push_str(name),
            Object::Words(language, text) => {
                let _infallible = write!(out, "{}@{language}", literal(text));
            }
            Object::Typed(kind, text) => {
                let _infallible = write!(out, "{}^^{kind}", literal(text));
            }
            Object::Text(text) => out.push_str(&literal(text)),
            Object::Node(inner) => {
                if let Some(id) = &inner.id {
                    out.push_str(&iri(id));
                } else {
                    out.push('[');
                    statements(inner, depth + 1, out);
                    out.push_str(" ]");
                }
            }
        }
    }
}

/// An address between angles; what may not stand there is written as its number.
fn iri(address: &str) -> String {
    let mut out = String::from("<");
    for c in address.chars() {
        match c {
            '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let _infallible = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _infallible = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// As JSON-LD.
pub(super) fn json_ld(node: &Node) -> String {
    let context: Map<String, Value> = PREFIXES
        .into_iter()
        .map(|(prefix, iri)| (prefix.to_owned(), Value::from(iri)))
        .collect();
    let mut object = tree(node);
    object.insert("@context".to_owned(), Value::Object(context));
    let mut text = serde_json::to_string_pretty(&Value::Object(object)).unwrap_or_default();
    text.push('\n');
    text
}

fn tree(node: &Node) -> Map<String, Value> {
    let mut object = Map::new();
    if let Some(id) = &node.id {
        let id = iri(id);
        let id = id.trim_start_matches('<').trim_end_matches('>');
        object.insert("@id".to_owned(), id.into());
    }
    object.insert("@type".to_owned(), node.kind.into());
    for (property, value) in &node.said {
        let value = match value {
            Object::Iri(address) => {
                let address = iri(address);
                json!({ "@id": address.trim_start_matches('<').trim_end_matches('>') })
            }
            Object::Term(name) => json!({ "@id": name }),
            Object::Words(language, text) => json!({ "@language": language, "@value": text }),
            Object::Typed(kind, text) => json!({ "@type": kind, "@value": text }),
            Object::Text(text) => json!(text),
            Object::Node(inner) => Value::Object(tree(inner)),
        };
        match object.get_mut(*property) {
            Some(Value::Array(values)) => values.push(value),
            Some(other) => {
                let first = other.take();
                *other = Value::Array(vec![first, value]);
            }
            None => drop(object.insert((*property).to_owned(), value)),
        }
    }
    object
}
