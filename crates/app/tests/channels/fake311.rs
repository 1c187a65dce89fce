//! A small Open311 server that does as it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use open311::Params;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::listening::{Asked, listen};

/// How it behaves to new requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// Gives a token first.
    Tokens,
    /// Answers this status with a fault.
    Says(u16),
    /// Takes nothing for so many seconds.
    Asks(u32),
    /// Takes it and breaks the line before it answers.
    Breaks,
    /// Takes it and answers a page.
    Lies,
    /// Breaks the line before it takes anything.
    Drops,
}

/// A request as it keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) params: Params,
    pub(crate) key: String,
    pub(crate) status: Value,
    pub(crate) notes: Value,
}

impl Kept {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.params.get(name).unwrap_or_default()
    }
}

struct State {
    mood: Mood,
    kept: Vec<Kept>,
    /// A repeat with a known key is the same request.
    knows_keys: bool,
}

pub(crate) struct Fake {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Fake {
    pub(crate) async fn start() -> Self {
        let state = Arc::new(Mutex::new(State {
            mood: Mood::Works,
            kept: Vec::new(),
            knows_keys: false,
        }));
        let address = listen(&state, serve).await;
        Self { address, state }
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    pub(crate) fn knows_keys(&self) {
        self.state.lock().unwrap().knows_keys = true;
    }

    pub(crate) fn kept(&self) -> Vec<Kept> {
        self.state.lock().unwrap().kept.clone()
    }

    pub(crate) fn say(&self, n: usize, status: Value, notes: Value) {
        let kept = &mut self.state.lock().unwrap().kept[n];
        (kept.status, kept.notes) = (status, notes);
    }

    pub(crate) fn described(&self, more: &str) -> String {
        format!(
            "[[open311]]\nname = \"pupr\"\nbody = \"palangkaraya\"\nunit = \"dpupr\"\nurl = \"http://{}/v2/\"\n\
             api_key = \"kunci-uji\"\nservice_code = \"lain\"\nservices = {{ pengangkutan-sampah = \"006\" }}\n\
             local = true\ntimeout_seconds = 2\n{more}\n",
            self.address
        )
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
    let asked = Asked::read(&mut stream).await?;
    let (path, query) = asked.path().split_once('?').unwrap_or((asked.path(), ""));
    let query = Params::parse(query.as_bytes()).unwrap();
    let (status, says, asks) = {
        let mut state = state.lock().unwrap();
        let asks = match state.mood {
            Mood::Asks(seconds) => format!("Retry-After: {seconds}\r\n"),
            _ => String::new(),
        };
        let (status, says) = match (asked.method(), path) {
            ("POST", "/v2/requests.json") => {
                take(&mut state, asked.header("idempotency-key"), &asked.text())?
            }
            ("GET", "/v2/requests.json") => (200, list(&state, &query)),
            ("GET", path) => {
                let token = path.strip_prefix("/v2/tokens/t-")?.strip_suffix(".json")?;
                let id = format!("R-{token}");
                (
                    200,
                    json!([{"token": format!("t-{token}"), "service_request_id": id}]).to_string(),
                )
            }
            _ => return None,
        };
        (status, says, asks)
    };
    tokio::time::sleep(Duration::from_millis(1)).await;
    let answer = format!(
        "HTTP/1.1 {status} X\r\n{asks}Content-Length: {}\r\n\r\n{says}",
        says.len()
    );
    stream.write_all(answer.as_bytes()).await.ok()
}

/// A new request; `None` where the line breaks.
fn take(state: &mut State, key: &str, body: &str) -> Option<(u16, String)> {
    if state.mood == Mood::Drops {
        return None;
    }
    if let Mood::Asks(_) = state.mood {
        return Some((429, "[]".to_owned()));
    }
    if let Mood::Says(status) = state.mood {
        let fault = json!([{"code": status, "description": "service_code tidak dikenal"}]);
        return Some((status, fault.to_string()));
    }
    let known = state.kept.iter().position(|kept| kept.key == key);
    let n = known.filter(|_| state.knows_keys).unwrap_or_else(|| {
        state.kept.push(Kept {
            params: Params::parse(body.as_bytes()).unwrap(),
            key: key.to_owned(),
            status: json!("open"),
            notes: Value::Null,
        });
        state.kept.len() - 1
    });
    match state.mood {
        Mood::Breaks => None,
        Mood::Lies => Some((200, "<html>Selamat datang</html>".to_owned())),
        Mood::Tokens => Some((200, json!([{"token": format!("t-{n}")}]).to_string())),
        _ => Some((
            201,
            json!([{"service_request_id": format!("R-{n}")}]).to_string(),
        )),
    }
}

fn list(state: &State, query: &Params) -> String {
    let ids = query.list("service_request_id");
    let all = state.kept.iter().enumerate();
    let all = all.map(|(n, kept)| {
        json!({
            "service_request_id": format!("R-{n}"),
            "status": kept.status,
            "status_notes": kept.notes,
            "description": kept.get("description"),
            "updated_datetime": "2025-08-02T10:00:00+07:00",
        })
    });
    let wanted = |one: &Value| {
        let id = one["service_request_id"].as_str().unwrap();
        ids.as_ref().is_none_or(|ids| ids.contains(&id))
    };
    Value::Array(all.filter(wanted).collect()).to_string()
}
