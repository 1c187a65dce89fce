//! (e) the doors beside the web form: filing over the API, and sending while people file. Two kinds of filing take
//! turns, so that whatever else the machine does meets both.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lapor_app::api_keys::{self, NewKey};
use lapor_app::channels::config;
use lapor_app::channels::letter::Door;
use lapor_app::channels::outbox;
use lapor_app::demo::texts;
use lapor_app::jobs;
use lapor_domain::api_key::{MOST_PER_MINUTE, Scope};
use lapor_domain::report::event::ActorRef;
use lapor_store::OpenOptions;
use lapor_store::seal::{KeyFile, OsEntropy};
use serde_json::json;

use crate::Failed;
use crate::http::{form, load};
use crate::intake::percent;
use crate::server::Server;
use crate::sink::Sink;
use crate::table::Table;
use crate::timer::Stopwatch;
use crate::town::{self, Town};

/// Filings of one turn.
const TURN: u64 = 6_000;
/// Turns of each kind.
const TURNS: u64 = 3;
/// Letters that wait.
const LETTERS: usize = 10_000;
/// Keys; one alone would be stopped at its limit of uses a minute.
const KEYS: u64 = 8;

/// Measures both on SQLite.
pub(crate) async fn run(table: &mut Table) -> Result<(), Failed> {
    api(table).await?;
    sending(table).await
}

/// A city on disk that a server can be started for.
struct Place {
    dir: tempfile::TempDir,
    url: String,
}

impl Place {
    fn new() -> Result<Self, Failed> {
        let dir = tempfile::tempdir_in(town::scratch())?;
        let url = format!("sqlite:{}", dir.path().join("doors.db").display());
        KeyFile::create(&dir.path().join("lapor.key"), &mut OsEntropy)?;
        Ok(Self { dir, url })
    }

    fn key_file(&self) -> PathBuf {
        self.dir.path().join("lapor.key")
    }

    fn files(&self) -> PathBuf {
        self.dir.path().join("files")
    }

    async fn town(&self) -> Result<Town, Failed> {
        let keys = KeyFile::load(&self.key_file())?;
        Town::open_with(&self.url, &self.files(), OpenOptions::default(), keys).await
    }

    async fn serve(&self, channels: Option<&Path>) -> Result<Server, Failed> {
        Server::start_with(&self.url, &self.key_file(), &self.files(), channels).await
    }
}

/// Filing over the API: at least 90 % of the web form's rate.
async fn api(table: &mut Table) -> Result<(), Failed> {
    let place = Place::new()?;
    let keys = keys(&place.town().await?).await?;
    let server = place.serve(None).await?;
    let program = move |address: &str, n: u64| program(address, n, &keys);
    let (mut forms, mut programs) = (0.0, 0.0);
    // The first turn only warms.
    load(&server.address, 0..TURN, form).await?;
    for turn in 0..TURNS {
        let first = (1 + 2 * turn) * TURN;
        forms += load(&server.address, first..first + TURN, form).await?.0;
        let first = first + TURN;
        let numbers = first..first + TURN;
        programs += load(&server.address, numbers, program.clone()).await?.0;
    }
    let each = |sum: f64| format!("{:.0}", sum / TURNS as f64);
    table.note("reports/s, web form", each(forms));
    table.note("reports/s, POST /api/v1/reports", each(programs));
    let ratio = programs / forms;
    table.goal("API ÷ web form", percent(ratio), ">= 90 %", ratio >= 0.9);
    Ok(())
}

async fn keys(town: &Town) -> Result<Vec<String>, Failed> {
    let body = *town.made.bodies.get("palangkaraya").ok_or("no city")?;
    let mut keys = Vec::new();
    for n in 0..KEYS {
        let new = NewKey {
            body,
            name: format!("pengukuran {n}"),
            scopes: vec![Scope::File],
            officer: None,
            per_minute: MOST_PER_MINUTE,
            expires_at: None,
        };
        let given = api_keys::create(&town.app, new, ActorRef::SYSTEM).await?;
        keys.push(given.text.as_str().to_owned());
    }
    Ok(keys)
}

/// The same filing as the form's, as a program sends it.
fn program(address: &str, n: u64, keys: &[String]) -> Vec<u8> {
    let text = texts::report(n, "jalan-rusak", "Menteng");
    let body = json!({
        "text": text.body,
        "region": "62.71.03.1002",
        "place": text.street,
        "identity": "named",
        "name": "Warga Contoh",
        "phone": format!("0812{:08}", n % 100_000_000),
    });
    let body = body.to_string();
    let key = usize::try_from(n % KEYS).ok().and_then(|n| keys.get(n));
    format!(
        "POST /api/v1/reports HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nIdempotency-Key: ukur-{n}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        key.map_or("", String::as_str),
        body.len()
    )
    .into_bytes()
}

/// Ten thousand letters leave at 500 a second and more; people who file meanwhile hardly notice.
async fn sending(table: &mut Table) -> Result<(), Failed> {
    let place = Place::new()?;
    let sink = Sink::start().await?;
    let doors = format!(
        "base_url = \"https://lapor.kota.example\"\n[mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\n\
         local = true\nfrom = \"lapor@kota.example\"\n",
        sink.address.port()
    );
    let file = place.dir.path().join("saluran.toml");
    std::fs::write(&file, &doors)?;
    let town = place.town().await?;
    town.app.set_channels(config::read(&doors, &|_| None)?);
    outbox::suspend(&town.app, Door::Email, true).await?;
    compose(&town, 0).await?;
    let server = place.serve(Some(&file)).await?;
    // Numbers of filings, far from those above.
    let mut next = 1_000_000;
    let mut filing = || {
        next += TURN;
        load(&server.address, next - TURN..next, form)
    };
    filing().await?;
    let before = filing().await?.0;

    let watch = Stopwatch::start();
    outbox::suspend(&town.app, Door::Email, false).await?;
    arrived(&sink, LETTERS, &watch).await?;
    let rate = watch.rate(LETTERS);
    outbox::suspend(&town.app, Door::Email, true).await?;
    table.goal(
        "letters/s to a local server",
        format!("{rate:.0}"),
        ">= 500",
        rate >= 500.0,
    );

    compose(&town, 500_000).await?;
    let watch = Stopwatch::start();
    outbox::suspend(&town.app, Door::Email, false).await?;
    // The task looks once a second.
    arrived(&sink, LETTERS + 1, &watch).await?;
    let (watch, since) = (Stopwatch::start(), sink.taken());
    let (meanwhile, _) = filing().await?;
    let left = sink.taken() - since;
    let beside = watch.rate(left);
    if sink.taken() >= 2 * LETTERS {
        return Err("the letters were gone before the filings: measure with more of them".into());
    }
    arrived(&sink, 2 * LETTERS, &watch).await?;
    outbox::suspend(&town.app, Door::Email, true).await?;
    let after = filing().await?.0;
    let ratio = meanwhile / before.midpoint(after);
    table.note("letters/s while people file", format!("{beside:.0}"));
    table.note("reports/s alone", format!("{:.0}", before.midpoint(after)));
    table.note("reports/s while letters leave", format!("{meanwhile:.0}"));
    table.goal(
        "filing while letters leave ÷ alone",
        percent(ratio),
        ">= 90 %",
        ratio >= 0.9,
    );
    Ok(())
}

/// Files reports of people with an address and composes their receipts.
async fn compose(town: &Town, first: u64) -> Result<(), Failed> {
    let mut tasks = Vec::new();
    for caller in 0..64 {
        let town = town.clone();
        tasks.push(tokio::spawn(async move {
            for n in (first + caller..first + LETTERS as u64).step_by(64) {
                town.receive_by_mail(n).await?;
            }
            Ok::<_, Failed>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    while jobs::round(&town.app).await? > 0 {}
    Ok(())
}

async fn arrived(sink: &Sink, letters: usize, watch: &Stopwatch) -> Result<(), Failed> {
    while sink.taken() < letters {
        if watch.read() > Duration::from_mins(2) {
            return Err(format!("only {} letters arrived", sink.taken()).into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
