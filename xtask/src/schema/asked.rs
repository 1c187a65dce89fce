//! Which operations the foreign tester asked, by its own record of the run, and which of the document it left out.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use crate::failure::{Failure, Outcome, While};

/// Methods that an operation can have.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads the document that a server offers.
pub(super) fn document(address: &str) -> Outcome<Value> {
    const READING: &str = "membaca dokumen OpenAPI";
    let mut line = TcpStream::connect(address).doing(READING)?;
    let ask = format!("GET /api/v1/openapi.json HTTP/1.0\r\nHost: {address}\r\n\r\n");
    line.write_all(ask.as_bytes()).doing(READING)?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).doing(READING)?;
    let answer = String::from_utf8_lossy(&answer);
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    serde_json::from_str(body).map_err(|_| Failure::new("dokumen OpenAPI tidak terbaca"))
}

/// Fails where an operation of the document was never asked and answered. `record` is the tester's, one event a line.
pub(super) fn every_operation(document: &Value, record: impl std::io::Read) -> Outcome<()> {
    let all = operations(document);
    if all.is_empty() {
        return Err(Failure::new(
            "dokumen OpenAPI tidak memuat satu operasi pun",
        ));
    }
    let asked = asked(BufReader::new(record))?;
    let lacking: Vec<&str> = all.difference(&asked).map(String::as_str).collect();
    if lacking.is_empty() {
        println!("{} operasi ditanyai semuanya", all.len());
        return Ok(());
    }
    Err(Failure::new(format!(
        "schemathesis tidak pernah menanyai {}; beri waktu lebih lama",
        lacking.join(", ")
    )))
}

/// `GET /reports`, of every operation.
fn operations(document: &Value) -> BTreeSet<String> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut all = BTreeSet::new();
    for (path, item) in paths.into_iter().flatten() {
        let has = |method: &&str| item.get(*method).is_some();
        let methods = METHODS.into_iter().filter(has);
        all.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    all
}

/// The same of those with an answer in the record.
fn asked(record: impl BufRead) -> Outcome<BTreeSet<String>> {
    let mut asked = BTreeSet::new();
    for line in record.lines() {
        let line = line.doing("membaca catatan schemathesis")?;
        let event: Value = serde_json::from_str(&line)
            .map_err(|_| Failure::new("catatan schemathesis tidak terbaca"))?;
        let recorder = event.pointer("/ScenarioFinished/recorder");
        let label = recorder.and_then(|it| it.get("label")?.as_str());
        let talks = recorder.and_then(|it| it.get("interactions")?.as_object());
        let was_answered = |talk: &Value| talk.get("response").is_some_and(|it| !it.is_null());
        if let (Some(label), Some(talks)) = (label, talks)
            && talks.values().any(was_answered)
        {
            asked.insert(label.to_owned());
        }
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"Initialize":{"seed":1}}
{"ScenarioFinished":{"recorder":{"label":"GET /reports","interactions":{"a":{"request":{},"response":{"status_code":200}}}}}}
{"ScenarioFinished":{"recorder":{"label":"POST /reports","interactions":{"b":{"request":{},"response":null}}}}}
"#;

    #[test]
    fn what_was_never_answered_is_named() {
        let document =
            serde_json::json!({"paths": {"/reports": {"get": {}, "post": {}, "summary": "x"}}});
        let told =
            every_operation(&document, RECORD.as_bytes()).map_err(|failure| failure.to_string());
        assert!(told.is_err_and(|why| why.contains("POST /reports") && !why.contains("GET")));
        let document = serde_json::json!({"paths": {"/reports": {"get": {}}}});
        assert!(every_operation(&document, RECORD.as_bytes()).is_ok());
        assert!(every_operation(&serde_json::json!({}), RECORD.as_bytes()).is_err());
        assert!(every_operation(&document, &b"tidak"[..]).is_err());
    }
}
