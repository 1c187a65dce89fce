//! (c) intake over HTTP: 64 connections, each waits for its receipt, which comes after the fsync.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_app::demo::texts;
use lapor_store::OpenOptions;
use lapor_store::seal::KeyFile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Failed;
use crate::intake::{millis, percent};
use crate::server::Server;
use crate::table::Table;
use crate::timer::{Stopwatch, percentile};
use crate::town::{self, Town};

const CONNECTIONS: u64 = 64;
const REPORTS: u64 = 20_000;
const BOUNDARY: &str = "----lapor-bench";

/// On SQLite: at least 60 % of the use case, no errors, p99 at most 100 ms.
pub(crate) async fn sqlite(table: &mut Table) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    let url = format!("sqlite:{}", place.path().join("http.db").display());
    let base = {
        let url = format!("sqlite:{}", place.path().join("base.db").display());
        let town = Town::open(&url, &place.path().join("base"), OpenOptions::default()).await?;
        town.receive_many(CONNECTIONS, 0, REPORTS).await?
    };
    measure(table, "SQLite", &url, place.path(), base, REPORTS).await
}

/// On PostgreSQL: what the use case does.
pub(crate) async fn postgres_base(url: &str) -> Result<f64, Failed> {
    let files = tempfile::tempdir()?;
    let town = Town::open(url, files.path(), OpenOptions::default()).await?;
    town.receive_many(CONNECTIONS, 0, 6_000).await
}

/// On PostgreSQL: at least 60 % of the use case.
pub(crate) async fn postgres(table: &mut Table, url: &str, base: f64) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    measure(table, "PostgreSQL", url, place.path(), base, 6_000).await
}

async fn measure(
    table: &mut Table,
    engine: &str,
    url: &str,
    place: &Path,
    base: f64,
    reports: u64,
) -> Result<(), Failed> {
    let key_file = place.join("lapor.key");
    KeyFile::create(&key_file, &mut lapor_store::seal::OsEntropy)?;
    let files = place.join("files");
    drop(
        Town::open_with(
            url,
            &files,
            OpenOptions::default(),
            KeyFile::load(&key_file)?,
        )
        .await?,
    );
    let server = Server::start(url, &key_file, &files).await?;
    let (rate, mut times) = load(&server.address, 0..reports, form).await?;
    let p99 = percentile(&mut times, 99);
    let ratio = rate / base;
    let what = |text: &str| format!("{engine}: {text}");
    table.note(&what("reports/s, store.run"), format!("{base:.0}"));
    table.note(
        &what("reports/s, HTTP, 64 connections"),
        format!("{rate:.0}"),
    );
    table.goal(
        &what("HTTP ÷ store.run"),
        percent(ratio),
        ">= 60 %",
        ratio >= 0.6,
    );
    if engine == "SQLite" {
        let slow = p99 > Duration::from_millis(100);
        table.goal(
            &what("HTTP p99"),
            format!("{:.1} ms", millis(p99)),
            "<= 100 ms",
            !slow,
        );
        let memory = server.memory()?;
        table.goal(
            &what("memory of the server"),
            format!("{memory:.0} MB"),
            "< 150 MB",
            memory < 150.0,
        );
        let start = server.started_in;
        table.goal(
            &what("start-up"),
            format!("{:.0} ms", millis(start)),
            "< 500 ms",
            start.as_millis() < 500,
        );
    } else {
        table.note(&what("HTTP p99"), format!("{:.1} ms", millis(p99)));
    }
    Ok(())
}

/// Sends the filings of these numbers over the connections; any answer but a receipt is an error. Gives filings a
/// second, and how long each took.
pub(crate) async fn load<M>(
    address: &str,
    numbers: Range<u64>,
    request: M,
) -> Result<(f64, Vec<Duration>), Failed>
where
    M: Fn(&str, u64) -> Vec<u8> + Clone + Send + 'static,
{
    let address: Arc<str> = address.into();
    let watch = Stopwatch::start();
    let mut tasks = Vec::new();
    for connection in 0..CONNECTIONS {
        let (address, request) = (Arc::clone(&address), request.clone());
        let mine = (numbers.start + connection..numbers.end).step_by(CONNECTIONS as usize);
        tasks.push(tokio::spawn(async move {
            one_connection(&address, mine, request).await
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok((watch.rate(times.len()), times))
}

async fn one_connection(
    address: &str,
    numbers: impl Iterator<Item = u64>,
    request: impl Fn(&str, u64) -> Vec<u8>,
) -> Result<Vec<Duration>, Failed> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    for n in numbers {
        let request = request(address, n);
        let watch = Stopwatch::start();
        stream.write_all(&request).await?;
        let status = response(&mut stream, &mut buffer).await?;
        times.push(watch.read());
        if !(200..300).contains(&status) {
            return Err(format!("filing {n} was answered {status}").into());
        }
    }
    Ok(times)
}

/// Reads one answer whole; gives its status.
pub(crate) async fn response(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<u16, Failed> {
    let mut filled = 0;
    loop {
        if filled == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
        let read = stream
            .read(buffer.get_mut(filled..).ok_or("buffer")?)
            .await?;
        if read == 0 {
            return Err("the server closed the connection".into());
        }
        filled += read;
        let answer = buffer.get(..filled).ok_or("buffer")?;
        let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = std::str::from_utf8(answer.get(..end).ok_or("head")?)?.to_ascii_lowercase();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .ok_or("an answer without length")?
            .trim()
            .parse()?;
        if filled >= end + 4 + length {
            return Ok(head.split_whitespace().nth(1).ok_or("no status")?.parse()?);
        }
    }
}

/// The web form's request.
pub(crate) fn form(address: &str, n: u64) -> Vec<u8> {
    let text = texts::report(n, "jalan-rusak", "Menteng");
    let mut key = [0; 16];
    key[..8].copy_from_slice(&n.to_be_bytes());
    key[8] = 1;
    let phone = format!("0812{:08}", n % 100_000_000);
    let fields = [
        ("form_key", URL_SAFE_NO_PAD.encode(key)),
        ("text", text.body),
        ("village", "62.71.03.1002".to_owned()),
        ("place", text.street),
        ("identity", "named".to_owned()),
        ("name", "Warga Contoh".to_owned()),
        ("phone", phone),
    ];
    let mut body = String::new();
    // Writing to a string cannot fail.
    for (name, value) in fields {
        let _ = write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    let _ = write!(body, "--{BOUNDARY}--\r\n");
    format!(
        "POST /b/palangkaraya/lapor HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Type: multipart/form-data; \
         boundary={BOUNDARY}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
