//! A small HTTP gateway that does as it is told.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::listening::{Asked, listen};

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// Answers 500.
    Fails,
    /// Answers 422: never.
    Refuses,
    /// Answers 200 and a page that is no answer.
    Lies,
    /// Never answers.
    Hangs,
    /// Takes the message and breaks the line before it answers.
    Breaks,
}

/// What it was handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) key: String,
}

pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<(Mood, Vec<Handed>)>>,
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Mutex::new((Mood::Works, Vec::new())));
        let address = listen(&inner, serve).await;
        Self { address, inner }
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.inner.lock().unwrap().0 = mood;
    }

    pub(crate) fn handed(&self) -> Vec<Handed> {
        self.inner.lock().unwrap().1.clone()
    }

    /// What it got since it was last asked.
    pub(crate) fn take(&self) -> Vec<Handed> {
        std::mem::take(&mut self.inner.lock().unwrap().1)
    }

    /// A description of it, with a way in.
    pub(crate) fn described(&self) -> String {
        format!(
            r#"
[[sms]]
name = "uji"
local = true
[sms.send]
url = "http://{}/kirim"
fields = {{ to = "{{to}}", text = "{{text}}", key = "{{key}}" }}
success = {{ field = "status", equals = ["0"] }}
timeout_seconds = 1
id = "id"
[sms.receive]
keywords = {{ PALANGKARAYA = "palangkaraya" }}
from = "dari"
text = "isi"
id = "id"
reference = "ref"
part = "bagian"
total = "dari_bagian"
secret = {{ header = "X-Token", value = "rahasia-uji" }}
[sms.report]
id = "id"
key = "kunci"
status = "status"
delivered = ["DELIVRD"]
failed = ["UNDELIV"]
unknown = ["NOSUCH"]
"#,
            self.address
        )
    }
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<(Mood, Vec<Handed>)>>) {
    let Some(asked) = Asked::read(&mut stream).await else {
        return;
    };
    let fields: HashMap<String, String> = asked
        .text()
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect();
    let mood = inner.lock().unwrap().0;
    if matches!(mood, Mood::Works | Mood::Breaks) {
        inner.lock().unwrap().1.push(Handed {
            to: fields["to"].clone(),
            text: fields["text"].clone(),
            key: fields["key"].clone(),
        });
    }
    let took = format!(r#"{{"status":"0","id":"g-{}"}}"#, fields["key"]);
    let (status, says) = match mood {
        Mood::Works => ("200 OK", took.as_str()),
        Mood::Fails => ("500 Internal Server Error", "{}"),
        Mood::Refuses => ("422 Unprocessable Content", r#"{"status":"9"}"#),
        Mood::Lies => ("200 OK", "<html>Selamat datang</html>"),
        Mood::Hangs => return tokio::time::sleep(Duration::from_mins(1)).await,
        Mood::Breaks => return,
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{says}",
        says.len()
    );
    let _gone = stream.write_all(answer.as_bytes()).await;
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.split('%');
    bytes.extend(rest.next().unwrap().replace('+', " ").bytes());
    for part in rest {
        let (hex, after) = part.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).unwrap());
        bytes.extend(after.replace('+', " ").bytes());
    }
    String::from_utf8(bytes).unwrap()
}
