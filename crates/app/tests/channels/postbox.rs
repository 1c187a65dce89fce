//! A small SMTP server that keeps what it is handed, and does as it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::listening::listen;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Works,
    /// 451 to every recipient.
    Greylists,
    /// 550 to every recipient.
    Refuses,
    /// 421 as greeting.
    Closes,
}

/// A letter as it came.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) to: String,
    pub(crate) raw: String,
}

impl Kept {
    /// A header, as written.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let head = self.raw.split("\r\n\r\n").next().unwrap();
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Its words, as a mail program shows them.
    pub(crate) fn text(&self) -> String {
        lapor_app::channels::mail::read::read(self.raw.as_bytes())
            .unwrap()
            .text
    }
}

pub(crate) struct Postbox {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<(Mood, Vec<Kept>)>>,
}

impl Postbox {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Mutex::new((Mood::Works, Vec::new())));
        let address = listen(&inner, serve).await;
        Self { address, inner }
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.inner.lock().unwrap().0 = mood;
    }

    /// What it got since it was last asked.
    pub(crate) fn take(&self) -> Vec<Kept> {
        std::mem::take(&mut self.inner.lock().unwrap().1)
    }

    pub(crate) fn described(&self) -> String {
        format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nlocal = true\ntimeout_seconds = 2\n\
             from = \"lapor@kota.example\"\nreply_to = \"lapor+{{token}}@kota.example\"\n",
            self.address.port()
        )
    }
}

async fn serve(stream: TcpStream, inner: Arc<Mutex<(Mood, Vec<Kept>)>>) -> Option<()> {
    let mood = || inner.lock().unwrap().0;
    stream.set_nodelay(true).ok()?;
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let greeting = if mood() == Mood::Closes {
        "421 tutup\r\n"
    } else {
        "220 uji\r\n"
    };
    write.write_all(greeting.as_bytes()).await.ok()?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await.ok()? {
        let command = line.to_uppercase();
        let says = match command.get(..4).unwrap_or_default() {
            "EHLO" => "250-uji\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                match mood() {
                    Mood::Greylists => "451 nanti\r\n",
                    Mood::Refuses => "550 tidak dikenal\r\n",
                    _ => "250 baik\r\n",
                }
            }
            "DATA" => {
                write.write_all(b"354 silakan\r\n").await.ok()?;
                let mut raw = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push_str("\r\n");
                }
                inner.lock().unwrap().1.push(Kept {
                    to: to.clone(),
                    raw,
                });
                "250 diterima\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 selesai\r\n").await.ok()?;
                return None;
            }
            _ => "250 baik\r\n",
        };
        write.write_all(says.as_bytes()).await.ok()?;
    }
    Some(())
}
