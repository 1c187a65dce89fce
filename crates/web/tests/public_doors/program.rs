//! A program that uses the interface, and never believes an answer that the document does not know.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use lapor_app::api_keys::{self, NewKey};
use lapor_domain::api_key::{ApiKey, Scope};
use lapor_domain::report::event::ActorRef;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::town::{Part, Town, multipart};

/// A program with its key, its phrase and what else it sends.
#[derive(Clone)]
pub(crate) struct Program {
    doors: Router,
    pub(crate) base: String,
    pub(crate) address: SocketAddr,
    pub(crate) headers: BTreeMap<String, String>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// Names and codes of the fields to be mended.
    pub(crate) fn fields(&self) -> Vec<(&str, &str)> {
        let errors = self.json["errors"].as_array().into_iter().flatten();
        errors
            .map(|error| {
                (
                    error["field"].as_str().unwrap(),
                    error["code"].as_str().unwrap(),
                )
            })
            .collect()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The number of a receipt or report.
    pub(crate) fn number(&self) -> String {
        self.json["number"].as_str().unwrap().to_owned()
    }

    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

impl Town {
    /// A program without a key.
    pub(crate) fn program(&self) -> Program {
        Program {
            doors: self.doors.clone(),
            base: "/b/palangkaraya".to_owned(),
            address: "203.0.113.80:4000".parse().unwrap(),
            headers: BTreeMap::new(),
        }
    }

    /// A key, and its text.
    pub(crate) async fn give_key(
        &self,
        scopes: &[Scope],
        officer: Option<&str>,
    ) -> (ApiKey, String) {
        let new = NewKey {
            body: self.city(),
            name: "Aplikasi contoh".to_owned(),
            scopes: scopes.to_vec(),
            officer: officer.map(|slug| self.officer(slug)),
            per_minute: 1000,
            expires_at: None,
        };
        let given = api_keys::create(&self.app, new, ActorRef::SYSTEM)
            .await
            .unwrap();
        (given.key, given.text.to_string())
    }

    /// A program with a key.
    pub(crate) async fn program_with(&self, scopes: &[Scope], officer: Option<&str>) -> Program {
        let (_, text) = self.give_key(scopes, officer).await;
        self.program()
            .with("authorization", &format!("Bearer {text}"))
    }
}

impl Program {
    /// The same, sending a header more.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut program = self.clone();
        program.headers.insert(name.to_owned(), value.to_owned());
        program
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, json: &Value) -> Answer {
        let kind = Some("application/json");
        self.send("POST", path, kind, Body::from(json.to_string()))
            .await
    }

    pub(crate) async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        let kind = Some("multipart/form-data; boundary=BATAS");
        self.send("POST", path, kind, Body::from(multipart(parts)))
            .await
    }

    /// Sends, and checks that the document knows of such an answer.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: Body,
    ) -> Answer {
        let answer = self.send_unchecked(method, path, kind, body).await;
        let document = self.document().await;
        let operation = operation_of(&document, path)
            .map(|item| &document["paths"][item][method.to_lowercase()]);
        let status = answer.status.as_u16().to_string();
        match operation {
            Some(operation) if operation.is_object() => assert!(
                operation["responses"][&status].is_object(),
                "{method} {path} answers {status} without saying so: {}",
                answer.text
            ),
            Some(_) => assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            ),
            None => assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}"),
        }
        answer
    }

    pub(crate) async fn document(&self) -> Value {
        let seen = self
            .send_unchecked("GET", "/openapi.json", None, Body::empty())
            .await;
        seen.json
    }

    async fn send_unchecked(
        &self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: Body,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}/api/v1{path}", self.base))
            .header(header::HOST, "lapor.contoh.id");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.doors.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            text,
            json,
        };
        is_whole(&answer, method, path);
        answer
    }
}

/// Every refusal is a problem document that says its own status; nothing else is.
fn is_whole(answer: &Answer, method: &str, path: &str) {
    let kind = answer.header("content-type");
    let about = format!("{method} {path}: {} {kind} {}", answer.status, answer.text);
    if answer.status.as_u16() < 400 {
        let is_empty = matches!(answer.status.as_u16(), 204 | 304);
        assert_eq!(answer.text.is_empty(), is_empty, "{about}");
        let expected = if path.contains("/photos/") {
            "image/jpeg"
        } else {
            "application/json"
        };
        assert!(is_empty || kind == expected, "{about}");
        return;
    }
    assert_eq!(kind, "application/problem+json", "{about}");
    assert_eq!(answer.json["status"], answer.status.as_u16(), "{about}");
    assert_eq!(
        answer.json["type"],
        format!("/api#{}", answer.code()),
        "{about}"
    );
    for field in ["code", "title", "detail"] {
        let words = answer.json[field].as_str().unwrap_or_default();
        assert!(!words.is_empty() && !words.contains("problem-"), "{about}");
    }
    for error in answer.json["errors"].as_array().into_iter().flatten() {
        let words = error["detail"].as_str().unwrap_or_default();
        assert!(words.contains(' '), "no words for a field: {about}");
    }
}

/// The path of the document that an address belongs to.
fn operation_of<'d>(document: &'d Value, path: &str) -> Option<&'d str> {
    let path = path.split('?').next().unwrap();
    let steps: Vec<&str> = path.split('/').collect();
    let paths = document["paths"].as_object().unwrap();
    paths.keys().map(String::as_str).find(|known| {
        let known: Vec<&str> = known.split('/').collect();
        known.len() == steps.len()
            && known.iter().zip(&steps).all(|(known, step)| {
                known == step
                    || (known.starts_with('{')
                        && !step.is_empty()
                        && !["history", "photos", "openings"].contains(step))
            })
    })
}
