//! The fields of a delivery, whichever way the gateway writes them.

use std::collections::BTreeMap;

/// Most fields of one delivery.
const MOST: usize = 200;

/// Reads fields of the address and of the body. JSON becomes one level with dots: `message.text`.
pub(in crate::channels) fn read(
    query: &str,
    content_type: &str,
    body: &[u8],
) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    form(query, &mut fields);
    if content_type.contains("json") {
        if let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) {
            flatten("", &value, &mut fields);
        }
    } else {
        form(&String::from_utf8_lossy(body), &mut fields);
    }
    fields
}

fn form(text: &str, fields: &mut BTreeMap<String, String>) {
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        if fields.len() >= MOST {
            return;
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        fields.insert(decoded(name), decoded(value));
    }
}

fn flatten(name: &str, value: &serde_json::Value, fields: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    if fields.len() >= MOST {
        return;
    }
    let below = |step: &str| {
        if name.is_empty() {
            step.to_owned()
        } else {
            format!("{name}.{step}")
        }
    };
    match value {
        Value::Object(object) => {
            for (step, value) in object {
                flatten(&below(step), value, fields);
            }
        }
        Value::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                flatten(&below(&place.to_string()), value, fields);
            }
        }
        Value::Null => {}
        Value::String(text) => {
            fields.insert(name.to_owned(), text.clone());
        }
        other => {
            fields.insert(name.to_owned(), other.to_string());
        }
    }
}

/// `a%20b+c` as `a b c`; what is no percent-encoding stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                match (digit(ahead.next()), digit(ahead.next())) {
                    (Some(high), Some(low)) => {
                        bytes.push(u8::try_from(high << 4 | low).unwrap_or(b'?'));
                        rest = ahead;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_and_json() {
        let fields = read(
            "token=x",
            "application/x-www-form-urlencoded",
            b"isi=a%26b+c%zz&dari=%2B62",
        );
        assert_eq!(fields["isi"], "a&b c%zz");
        assert_eq!(
            (fields["dari"].as_str(), fields["token"].as_str()),
            ("+62", "x")
        );
        let fields = read(
            "",
            "application/json; charset=utf-8",
            br#"{"m":[{"isi":"a","n":2}],"x":null}"#,
        );
        assert_eq!(
            (
                fields["m.0.isi"].as_str(),
                fields["m.0.n"].as_str(),
                fields.len()
            ),
            ("a", "2", 2)
        );
    }

    proptest! {
        #[test]
        fn anything_is_read(query in any::<String>(), json in any::<bool>(), body in any::<Vec<u8>>()) {
            read(&query, if json { "application/json" } else { "" }, &body);
        }
    }
}
