//! A small receiver of webhooks that does as it is told, and checks signatures with code of its own.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::listening::{Asked, listen};

/// How it behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// Answers this status.
    Says(u16),
    /// Answers this status, and how long it wants to be left alone.
    Asks(u16, &'static str),
    /// Answers 500 to what is about this report.
    FailsFor(String),
    /// Redirects to an address in the own network.
    Redirects,
    /// Never answers.
    Hangs,
    /// Takes it and breaks the line before it answers.
    Breaks,
    /// Answers something that is no HTTP.
    Lies,
}

/// What it was handed.
#[derive(Clone, Debug)]
pub(crate) struct Handed {
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) raw: String,
    pub(crate) body: Value,
}

impl Handed {
    pub(crate) fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub(crate) fn kind(&self) -> &str {
        self.body["type"].as_str().unwrap()
    }

    pub(crate) fn number(&self) -> &str {
        self.body["data"]["number"].as_str().unwrap_or("-")
    }

    /// Whether one of its signatures is made with a secret.
    pub(crate) fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD
            .decode(secret.strip_prefix("whsec_").unwrap())
            .unwrap();
        let at = &self.headers["webhook-timestamp"];
        let text = format!("{}.{at}.{}", self.id(), self.raw);
        let wanted = format!("v1,{}", STANDARD.encode(hmac_sha256(&key, text.as_bytes())));
        self.headers["webhook-signature"]
            .split(' ')
            .any(|one| one == wanted)
    }
}

/// HMAC as RFC 2104 writes it down, over a hash and nothing else.
fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    assert!(key.len() <= 64);
    let pad = |with: u8| {
        let mut block = [with; 64];
        for (byte, of_key) in block.iter_mut().zip(key) {
            *byte ^= of_key;
        }
        block
    };
    let inner = Sha256::new()
        .chain_update(pad(0x36))
        .chain_update(text)
        .finalize();
    Sha256::new()
        .chain_update(pad(0x5c))
        .chain_update(inner)
        .finalize()
        .to_vec()
}

pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<(Mood, Vec<Handed>)>>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Mutex::new((Mood::Works, Vec::new())));
        let address = listen(&inner, serve).await;
        Self { address, inner }
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.inner.lock().unwrap().0 = mood;
    }

    /// What it got so far.
    pub(crate) fn handed(&self) -> Vec<Handed> {
        self.inner.lock().unwrap().1.clone()
    }

    /// What it got since it was last asked.
    pub(crate) fn take(&self) -> Vec<Handed> {
        std::mem::take(&mut self.inner.lock().unwrap().1)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/masuk", self.address)
    }
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<(Mood, Vec<Handed>)>>) -> Option<()> {
    let asked = Asked::read(&mut stream).await?;
    let headers = asked.headers();
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let handed = Handed {
        path: asked.path().to_owned(),
        headers: headers.collect(),
        raw: asked.text(),
        body: serde_json::from_slice(&asked.body).unwrap(),
    };
    let mood = inner.lock().unwrap().0.clone();
    let status = match &mood {
        Mood::Says(status) | Mood::Asks(status, _) => *status,
        Mood::FailsFor(number) if handed.number() == number => 500,
        Mood::Redirects => 302,
        _ => 204,
    };
    let path = handed.path.clone();
    // Whatever arrives at the place that it redirects to is kept too.
    if status == 204 || path != "/masuk" {
        inner.lock().unwrap().1.push(handed);
    }
    let answer = match mood {
        Mood::Hangs => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            return None;
        }
        Mood::Breaks => return None,
        Mood::Lies => "SSH-2.0-uji\r\n".to_owned(),
        Mood::Redirects => {
            let to = stream.local_addr().ok()?;
            format!(
                "HTTP/1.1 302 Found\r\nLocation: http://{to}/dalam\r\nContent-Length: 0\r\n\r\n"
            )
        }
        Mood::Asks(status, wait) => {
            format!("HTTP/1.1 {status} X\r\nRetry-After: {wait}\r\nContent-Length: 0\r\n\r\n")
        }
        _ => format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n"),
    };
    stream.write_all(answer.as_bytes()).await.ok()
}
