//! A small server that is WhatsApp and Telegram at once, and does as it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::listening::{Asked, listen};

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// Answers 500.
    Fails,
    /// Answers 200 and a page that is no answer.
    Lies,
    /// Never answers.
    Hangs,
    /// 429, to be asked again after so many seconds.
    Busy(u32),
    /// The person does not want us.
    Blocked,
    /// WhatsApp: the day is over, whatever we think.
    Closed,
    /// Photographs have more bytes than anybody takes.
    Floods,
}

#[derive(Default)]
struct Inner {
    mood: Option<Mood>,
    photos: Option<Mood>,
    handed: Vec<Value>,
}

pub(crate) struct Platform {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

impl Platform {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Mutex::new(Inner::default()));
        let address = listen(&inner, serve).await;
        Self { address, inner }
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.inner.lock().unwrap().mood = Some(mood);
    }

    pub(crate) fn photos(&self, mood: Mood) {
        self.inner.lock().unwrap().photos = Some(mood);
    }

    /// What it got since it was last asked, as it came.
    pub(crate) fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.inner.lock().unwrap().handed)
    }

    /// The words of it.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.take().iter().map(words).collect()
    }

    pub(crate) fn described(&self, template: bool) -> String {
        let address = self.address;
        let template = if template {
            "template = { name = \"ada_kabar\", language = \"id\" }"
        } else {
            ""
        };
        format!(
            r#"
[[whatsapp]]
name = "wa"
body = "palangkaraya"
phone_number_id = "42"
token = "token-uji-wa"
app_secret = "rahasia-app-uji"
verify_token = "kata-periksa-uji"
api = "http://{address}/v1"
local = true
timeout_seconds = 1
{template}
[[telegram]]
name = "tg"
body = "palangkaraya"
token = "99:token-uji"
secret = "rahasia-telegram-uji"
api = "http://{address}"
local = true
timeout_seconds = 1
"#
        )
    }
}

/// The words of a message, whatever its form.
pub(crate) fn words(message: &Value) -> String {
    let places = [
        &message["text"],
        &message["text"]["body"],
        &message["interactive"]["body"]["text"],
    ];
    let said = places.into_iter().find_map(Value::as_str);
    let template = &message["template"]["components"][0]["parameters"][0]["text"];
    said.or(template.as_str()).unwrap_or_default().to_owned()
}

/// A small photograph.
pub(crate) fn picture() -> Vec<u8> {
    let image = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<Inner>>) {
    let Some(asked) = Asked::read(&mut stream).await else {
        return;
    };
    let address = stream.local_addr().unwrap();
    let (mood, photos) = {
        let inner = inner.lock().unwrap();
        (
            inner.mood.unwrap_or(Mood::Works),
            inner.photos.unwrap_or(Mood::Works),
        )
    };
    let is_ours =
        asked.path().contains("token-uji") || asked.header("authorization").contains("token-uji");
    let json = |value: Value| value.to_string().into_bytes();
    let (status, says) = match asked.path() {
        _ if !is_ours => (401, Vec::new()),
        "/v1/42/messages" | "/bot99:token-uji/sendMessage" => {
            let message: Value = serde_json::from_slice(&asked.body).unwrap();
            let is_template = message["type"] == "template";
            match mood {
                Mood::Fails => (500, json(json!({}))),
                Mood::Lies => (200, b"<html>Selamat datang</html>".to_vec()),
                Mood::Hangs => return tokio::time::sleep(Duration::from_mins(1)).await,
                Mood::Busy(seconds) => (
                    429,
                    json(json!({ "ok": false, "parameters": { "retry_after": seconds } })),
                ),
                Mood::Blocked => (
                    403,
                    json(json!({ "ok": false, "error": { "code": 131_026 } })),
                ),
                Mood::Closed if !is_template => {
                    (400, json(json!({ "error": { "code": 131_047 } })))
                }
                _ => {
                    inner.lock().unwrap().handed.push(message);
                    (
                        200,
                        json(
                            json!({ "ok": true, "result": {}, "messages": [{ "id": "wamid.1" }] }),
                        ),
                    )
                }
            }
        }
        "/bot99:token-uji/getFile" => (
            200,
            json(json!({ "ok": true, "result": { "file_path": "photos/satu.png" } })),
        ),
        "/v1/foto" => (
            200,
            json(json!({ "url": format!("http://{address}/lampiran") })),
        ),
        "/v1/jahat" => (200, json(json!({ "url": "http://127.0.0.1:1/lampiran" }))),
        "/lampiran" | "/file/bot99:token-uji/photos/satu.png" => match photos {
            Mood::Fails => (500, Vec::new()),
            Mood::Lies => (200, b"<html>Bukan foto</html>".to_vec()),
            Mood::Hangs => return tokio::time::sleep(Duration::from_mins(1)).await,
            Mood::Floods => (200, vec![0xff; 11 * 1024 * 1024]),
            _ => (200, picture()),
        },
        _ => (404, Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status} Jawaban\r\nContent-Length: {}\r\n\r\n",
        says.len()
    );
    let _gone = stream.write_all(&[head.into_bytes(), says].concat()).await;
}
