//! A national system that does as it is told. Its reader is strict, and knows nothing of our writer.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::listening::{Asked, listen};

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// Answers 503 and takes nothing.
    Busy,
    /// Answers 422 and takes nothing.
    Refuses,
    /// Answers 403 and takes nothing.
    WrongKey,
    /// Takes it and answers 500.
    FailsAfter,
    /// Takes it and breaks the line.
    Breaks,
    /// Takes nothing and breaks the line.
    Loses,
    /// Takes it and never answers.
    Hangs,
    /// Takes it and answers with a page.
    Lies,
    /// Takes it and answers with entities within entities.
    Bombs,
    /// Takes it and gives every report the number of the first.
    Repeats,
}

/// A report as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) tracking: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) rahasia: String,
    pub(crate) anonim: String,
    pub(crate) text: String,
    pub(crate) status: String,
}

pub(crate) struct Inner {
    mood: Mood,
    filed: Vec<Filed>,
    /// Further records of its list, as JSON objects.
    others: Vec<serde_json::Value>,
    /// What a reader of the documentation would call a fault of ours.
    faults: Vec<String>,
    /// New reports stand in the list.
    shows_new: bool,
}

pub(crate) struct National {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

pub(crate) const KEY: &str = "kunci<&\"uji";

impl National {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Mutex::new(Inner {
            mood: Mood::Works,
            filed: Vec::new(),
            others: Vec::new(),
            faults: Vec::new(),
            shows_new: true,
        }));
        let address = listen(&inner, serve).await;
        Self { address, inner }
    }

    pub(crate) fn with<T>(&self, see: impl FnOnce(&mut Inner) -> T) -> T {
        see(&mut self.inner.lock().unwrap())
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.with(|inner| inner.mood = mood);
    }

    pub(crate) fn hides_new(&self) {
        self.with(|inner| inner.shows_new = false);
    }

    pub(crate) fn filed(&self) -> Vec<Filed> {
        self.with(|inner| {
            assert_eq!(inner.faults, [] as [String; 0]);
            inner.filed.clone()
        })
    }

    pub(crate) fn set_status(&self, at: usize, word: &str) {
        self.with(|inner| word.clone_into(&mut inner.filed[at].status));
    }

    pub(crate) fn others(&self, records: Vec<serde_json::Value>) {
        self.with(|inner| inner.others = records);
    }

    /// A description of it.
    pub(crate) fn described(&self, own: &str, more: &str) -> String {
        format!(
            r#"
[sp4n]
base_url = "http://{}"
local = true
timeout_seconds = 1
pull_minutes = 30
{more}
[[sp4n.body]]
slug = "palangkaraya"
token = '{KEY}'
office = {{ name = "Diskominfo Contoh", email = "kantor@kota.example", phone = "0536000000" }}
{own}
"#,
            self.address
        )
    }
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<Inner>>) {
    let Some(asked) = Asked::read(&mut stream).await else {
        return;
    };
    let (path, body) = (asked.path(), asked.text());
    let (status, says) = if path == "/api/stream/addstream" {
        let mood = inner.lock().unwrap().mood;
        match push(&inner, mood, &asked) {
            Some(answer) => answer,
            None if mood == Mood::Hangs => {
                tokio::time::sleep(Duration::from_mins(1)).await;
                return;
            }
            None => return,
        }
    } else if path == "/api/daftar" {
        list(&inner, &body)
    } else if path == "/api/services/f01/gettopics" {
        (
            200,
            "[{\"id\":\"13\",\"parent\":\"3\",\"topic_name\":\"TIK\"}]".to_owned(),
        )
    } else {
        (404, String::new())
    };
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n{says}",
        says.len()
    );
    let _gone = stream.write_all(answer.as_bytes()).await;
}

fn push(inner: &Mutex<Inner>, mood: Mood, asked: &Asked) -> Option<(u16, String)> {
    let error =
        |status, text: &str| Some((status, format!("<hasil><error>{text}</error></hasil>")));
    match mood {
        Mood::Busy => return Some((503, String::new())),
        Mood::Refuses => return error(422, "isi tidak memenuhi syarat"),
        Mood::WrongKey => return error(403, "token"),
        Mood::Loses => return None,
        _ => {}
    }
    let read = if asked.header("content-type").starts_with("application/xml") {
        strict(&asked.text())
    } else {
        Err("bukan application/xml".to_owned())
    };
    let mut inner = inner.lock().unwrap();
    let mut filed = match read {
        Ok(filed) => filed,
        Err(fault) => {
            inner.faults.push(fault.clone());
            return error(400, &fault);
        }
    };
    let n = if mood == Mood::Repeats {
        0
    } else {
        inner.filed.len()
    };
    filed.tracking = (9_000_001 + n).to_string();
    let tracking = filed.tracking.clone();
    inner.filed.push(filed);
    match mood {
        Mood::FailsAfter => Some((500, String::new())),
        Mood::Breaks | Mood::Hangs => None,
        Mood::Lies => Some((200, "<html><p>Selamat datang".to_owned())),
        Mood::Bombs => Some((
            200,
            "<!DOCTYPE h [<!ENTITY a \"9999999\">]><h><trackingid>&a;</trackingid></h>".to_owned(),
        )),
        _ => Some((
            200,
            format!(
                "<?xml version=\"1.0\"?><hasil><trackingid>{tracking}</trackingid><transaksiid>{n}7</transaksiid></hasil>"
            ),
        )),
    }
}

/// `<lapor token><pelapor><email/><telpon/><namadepan/><namabelakang/></pelapor><laporan rahasia anonim><isi/></laporan></lapor>`,
/// in this order and nothing else.
fn strict(text: &str) -> Result<Filed, String> {
    const SHAPE: [&str; 8] = [
        "lapor",
        "pelapor",
        "email",
        "telpon",
        "namadepan",
        "namabelakang",
        "laporan",
        "isi",
    ];
    let mut reader = Reader::from_str(text);
    let mut order = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut texts: HashMap<String, String> = HashMap::new();
    let mut flags = (String::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => break,
            Event::Decl(_) => {}
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if name == "lapor" && attribute(&start, "token")? != KEY {
                    return Err("token".to_owned());
                }
                if name == "laporan" {
                    flags = (attribute(&start, "rahasia")?, attribute(&start, "anonim")?);
                }
                order.push(name.clone());
                open.push(name);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(part) => add(&mut texts, &open, &part.xml10_content())?,
            Event::GeneralRef(part) => {
                let c = match (
                    part.resolve_char_ref().map_err(|error| error.to_string())?,
                    &*part,
                ) {
                    (Some(c), _) => c,
                    (None, "amp") => '&',
                    (None, "lt") => '<',
                    (None, "gt") => '>',
                    (None, "quot") => '"',
                    (None, "apos") => '\'',
                    (None, other) => return Err(format!("entitas {other}")),
                };
                add(&mut texts, &open, &c.to_string())?;
            }
            other => return Err(format!("{other:?}")),
        }
    }
    if order != SHAPE || !open.is_empty() {
        return Err(format!("susunan {order:?}"));
    }
    for flag in [&flags.0, &flags.1] {
        if flag != "0" && flag != "1" {
            return Err(format!("tanda {flag}"));
        }
    }
    let mut take = |name: &str| texts.remove(name).unwrap_or_default();
    let text = take("isi");
    if text.trim().is_empty() {
        return Err("isi kosong".to_owned());
    }
    Ok(Filed {
        tracking: String::new(),
        name: format!("{} {}", take("namadepan"), take("namabelakang"))
            .trim()
            .to_owned(),
        email: take("email"),
        phone: take("telpon"),
        rahasia: flags.0,
        anonim: flags.1,
        text,
        status: "Belum Terverifikasi".to_owned(),
    })
}

fn add(texts: &mut HashMap<String, String>, open: &[String], text: &str) -> Result<(), String> {
    match open.last() {
        Some(name) => texts.entry(name.clone()).or_default().push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("teks di luar dokumen".to_owned()),
    }
    Ok(())
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_ref() == name {
            return Ok(attribute
                .value
                .replace("&lt;", "<")
                .replace("&quot;", "\"")
                .replace("&amp;", "&"));
        }
    }
    Err(format!("tanpa {name}"))
}

fn list(inner: &Mutex<Inner>, body: &str) -> (u16, String) {
    if !body.contains("KEYTOKEN=kunci%3C%26%22uji") {
        return (403, String::new());
    }
    if body.contains("halaman=") && !body.contains("halaman=1") {
        return (200, "[]".to_owned());
    }
    let inner = inner.lock().unwrap();
    let mut records = inner.others.clone();
    if inner.shows_new {
        records.extend(inner.filed.iter().map(|filed| {
            serde_json::json!({
                "TrackingID": filed.tracking, "IsiLaporan": filed.text, "JudulLaporan": "-", "Status": filed.status,
                "TanggalLaporanMasuk": "2025-08-01 03:00:00", "Pelapor": "Anonim",
            })
        }));
    }
    (200, serde_json::Value::Array(records).to_string())
}
