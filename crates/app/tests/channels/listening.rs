//! What the small servers of these tests have in common: a port of their own, and requests by HTTP.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};

/// Listens at any port; each conversation goes on by itself.
pub(crate) async fn listen<S, F>(
    state: &Arc<S>,
    talk: impl Fn(TcpStream, Arc<S>) -> F + Send + 'static,
) -> SocketAddr
where
    S: Send + Sync + 'static,
    F: Future<Output: Send> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let state = Arc::clone(state);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&state)));
        }
    });
    address
}

/// A request by HTTP.
pub(crate) struct Asked {
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    /// Reads one; `None` where the line broke before it was whole.
    pub(crate) async fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut read = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                let asked = Self {
                    head: String::from_utf8_lossy(&read[..end]).into_owned(),
                    body: read[end + 4..].to_vec(),
                };
                let length = asked.header("content-length").parse().unwrap_or(0);
                if asked.body.len() >= length {
                    return Some(asked);
                }
            }
            match stream.read(&mut chunk).await.ok()? {
                0 => return None,
                n => read.extend_from_slice(&chunk[..n]),
            }
        }
    }

    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap()
    }

    /// Path with query.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    /// The value of a header; empty without.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut found = self
            .headers()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value)
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.head.lines().skip(1);
        let pairs = lines.filter_map(|line| line.split_once(':'));
        pairs.map(|(name, value)| (name, value.trim()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
