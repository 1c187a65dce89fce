//! (f) a program that copies a city over Open311: a thousand requests in one answer.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::Failed;
use crate::http::response;
use crate::intake::millis;
use crate::seed::{self, Saying};
use crate::server::Server;
use crate::table::Table;
use crate::timer::{Stopwatch, percentile};

/// Answers of each kind.
const RUNS: u32 = 200;
/// What a copy that keeps up asks for, and one that looks at another window each time: nothing of it is remembered.
const LATEST: &str = "the newest 1,000";
const WANDERING: &str = "1,000 of another window each time";

/// How long what a server does after its start is waited for: learning from all words, sweeping, publishing. Of a large
/// record it does so for long, beside its answers, and is measured so.
const PATIENCE: Duration = Duration::from_mins(1);

/// Fills a record that is kept, and asks a server of it.
pub(crate) async fn run(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let url = seed::sqlite_url("words")?;
    let seeded = seed::run(table, &url, reports, Saying::Words).await?;
    seeded.app.store().clone().close().await;
    drop(seeded);
    let server = Server::start(&url, &seed::key_file(), &seed::files()).await?;
    let watch = Stopwatch::start();
    while server.is_busy().await? && watch.read() < PATIENCE {}
    table.note(
        "seconds that its start was waited for",
        format!("{:.0}", watch.read().as_secs_f64()),
    );
    table.note(
        &format!("Open311: memory at {reports} reports, MB"),
        format!("{:.0}", server.memory()?),
    );
    ask(table, &server).await
}

async fn ask(table: &mut Table, server: &Server) -> Result<(), Failed> {
    for format in ["json", "xml"] {
        measure(table, server, format, LATEST, |_| String::new()).await?;
    }
    let now = now();
    let window = move |run: u32| {
        // Months apart, so that no window meets the one before.
        let days = 1 + i64::from(run * 67 % 600);
        let end = now.saturating_sub(SignedDuration::from_hours(24 * days));
        end.map_or_else(|_| String::new(), |end| format!("&end_date={end:.0}"))
    };
    measure(table, server, "json", WANDERING, window).await
}

async fn measure(
    table: &mut Table,
    server: &Server,
    format: &str,
    what: &str,
    window: impl Fn(u32) -> String,
) -> Result<(), Failed> {
    let mut stream = TcpStream::connect(&server.address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 1024 * 1024];
    let mut times = Vec::new();
    let mut bytes = 0;
    for run in 0..RUNS {
        let path = format!(
            "/open311/v2/requests.{format}?jurisdiction_id=palangkaraya{}",
            window(run)
        );
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
        let watch = Stopwatch::start();
        stream.write_all(request.as_bytes()).await?;
        let status = response(&mut stream, &mut buffer).await?;
        times.push(watch.read());
        if status != 200 {
            return Err(format!("{path} was answered {status}").into());
        }
        let answer = String::from_utf8_lossy(&buffer);
        let head: usize = answer
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")?
                    .trim()
                    .parse()
                    .ok()
            })
            .ok_or("no length")?;
        bytes = bytes.max(head);
    }
    table.note(&format!("Open311 {format}, {what}: bytes"), bytes);
    let median = percentile(&mut times, 50);
    let p99 = percentile(&mut times, 99);
    let bound = Duration::from_millis(50);
    table.goal(
        &format!("Open311 {format}, {what}: p99"),
        format!("{:.1} ms (median {:.1})", millis(p99), millis(median)),
        "<= 50 ms",
        p99 <= bound,
    );
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement happens now")]
fn now() -> Timestamp {
    Timestamp::now()
}
