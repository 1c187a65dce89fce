//! A small city with its doors open, and browsers to knock at them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use lapor_app::app::{App, Draft, Parts};
use lapor_app::clock::{Clock as _, SetClock};
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::{Installed, install};
use lapor_app::demo::policy_file;
use lapor_app::error::AppError;
use lapor_app::files::FileStore;
use lapor_app::report::act;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, OfficerId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Outcome, ReportType};
use lapor_store::seal::{KeyFile, SeededEntropy};
use lapor_store::{Query, Store, StoreError, Tx};
use lapor_web::state::{Settings, Web};
use tower::ServiceExt as _;

/// The city, its people, its doors and a clock.
pub(crate) struct Town {
    pub(crate) app: App,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) made: Installed,
    pub(crate) doors: Router,
    files: tempfile::TempDir,
}

impl Town {
    pub(crate) async fn new(store: Store) -> Self {
        Self::with(store, Settings::default()).await
    }

    pub(crate) async fn with(store: Store, settings: Settings) -> Self {
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at("2025-08-01T10:00:00+07:00".parse().unwrap()));
        let app = App::start(Parts {
            store,
            keys: KeyFile::from_root([7; 32]),
            clock: Arc::clone(&clock) as _,
            entropy: Box::new(SeededEntropy::new(1)),
            files: FileStore::open(files.path()).unwrap(),
            default_policy: policy_file::DEFAULT.policy(),
        })
        .await
        .unwrap();
        let made = install(&app, &CITY).await.unwrap();
        let doors = lapor_web::router(Web::new(app.clone(), settings));
        Self {
            app,
            clock,
            made,
            doors,
            files,
        }
    }

    /// Where photographs lie.
    pub(crate) fn files(&self) -> &std::path::Path {
        self.files.path()
    }

    /// Somebody with a telephone, on the city's pages.
    pub(crate) fn warga(&self) -> Browser {
        Browser::new(self.doors.clone(), "/b/palangkaraya")
    }

    pub(crate) fn wait(&self, hours: i64) {
        let now: Timestamp = self.clock.now();
        self.clock.set(now + SignedDuration::from_hours(hours));
    }

    pub(crate) fn officer(&self, slug: &str) -> OfficerId {
        self.made.officers[slug]
    }

    pub(crate) fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    /// An officer does something.
    pub(crate) async fn give(
        &self,
        officer: &str,
        report: ReportId,
        build: impl FnOnce(&mut Draft) -> Command,
    ) -> Result<Report, AppError> {
        let mut draft = self.app.draft(self.city());
        let command = build(&mut draft);
        let actor = Actor::Officer(self.officer(officer));
        act::act(
            &self.app,
            actor,
            report,
            None,
            command,
            draft.into_words(),
            vec![],
        )
        .await
    }

    /// The coordinator verifies, disposes and releases or not.
    pub(crate) async fn verify(&self, report: ReportId, release: bool) {
        self.verify_as(report, release, false).await;
    }

    pub(crate) async fn verify_as(&self, report: ReportId, release: bool, supervisory: bool) {
        let category = self.made.categories["jalan-rusak"];
        let lead = if supervisory { "inspektorat" } else { "dpupr" };
        let lead = self.made.units[&("palangkaraya".to_owned(), lead.to_owned())];
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                    draft.seal(
                        ContentKind::TextFinal,
                        "Jalan berlubang, versi yang diperiksa.",
                    ),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await
        .unwrap();
    }

    pub(crate) async fn answer(&self, report: ReportId, text: &str) {
        let soon = lapor_domain::zone::Zone::Wib
            .local_date(self.clock.now())
            .tomorrow()
            .unwrap();
        self.give("dpupr", report, |draft| Command::Answer {
            text: draft.seal(ContentKind::OfficerMessage, text),
            next_by: soon,
            files: vec![],
        })
        .await
        .unwrap();
    }

    pub(crate) async fn propose(&self, report: ReportId, text: &str) {
        self.give("dpupr", report, |draft| Command::ProposeClosure {
            answer: draft.seal(ContentKind::OfficerMessage, text),
            outcome: Outcome::NotGranted,
            promise: None,
            files: vec![],
        })
        .await
        .unwrap();
    }

    /// The report of a number.
    pub(crate) async fn by_number(&self, number: &str) -> ReportId {
        let number = TrackingNo::parse(number).unwrap();
        self.app
            .store()
            .read(ByNumber(number))
            .await
            .unwrap()
            .unwrap()
    }

    /// How many reports there are.
    pub(crate) async fn reports(&self) -> i64 {
        self.app.store().read(Count).await.unwrap()
    }
}

struct ByNumber(TrackingNo);

impl Query for ByNumber {
    type Output = Option<ReportId>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        lapor_store::record::by_tracking(tx, self.0).await
    }
}

struct Count;

impl Query for Count {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        const SQL: &str = "SELECT count(*) FROM report";
        Ok(tx.row::<i64>(SQL, &[]).await?.unwrap_or(0))
    }
}

/// A receipt as read from its page.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) number: String,
    pub(crate) phrase: String,
}

/// An answer as a person sees it.
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Seen {
    /// The words of the page without its tags.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut rest = self.html.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            text.push(' ');
            rest = after.split_once('>').map_or("", |(_, tail)| tail);
        }
        text.push_str(rest);
        let text = text
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// What stands in `name="…"` of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.html.split_once(&mark).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// The radio that is chosen; empty where none is, or the one without a value.
    pub(crate) fn checked(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let mut radios = self.html.split(&mark).skip(1);
        let chosen = radios.find(|radio| {
            let tag = radio.split('>').next().unwrap_or_default();
            tag.contains(" checked")
        });
        let value = chosen.and_then(|radio| radio.split('"').next());
        value.unwrap_or_default().to_owned()
    }

    /// What stands in a text box.
    pub(crate) fn boxed(&self, name: &str) -> String {
        let (_, rest) = self.html.split_once(&format!("name=\"{name}\"")).unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        rest.split("</textarea>").next().unwrap().to_owned()
    }

    pub(crate) fn paper(&self) -> Paper {
        let (_, rest) = self.html.split_once("number code\">").unwrap();
        let number: String = rest
            .split('<')
            .next()
            .unwrap()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let (_, rest) = self.html.split_once("words\"><li>").unwrap();
        let words = rest.split("</ol>").next().unwrap();
        let phrase = words
            .split("<li>")
            .map(|word| word.split('<').next().unwrap())
            .collect::<Vec<_>>()
            .join(" ");
        Paper { number, phrase }
    }
}

/// A part of a multipart form.
pub(crate) enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a [u8]),
    /// A file of any field.
    Of(&'a str, &'a [u8]),
    Scan(&'a [u8]),
}

/// A browser: it keeps cookies and says where its forms come from.
#[derive(Clone)]
pub(crate) struct Browser {
    doors: Router,
    base: String,
    cookies: BTreeMap<String, String>,
    pub(crate) address: SocketAddr,
    pub(crate) site: Option<&'static str>,
    pub(crate) host: &'static str,
}

impl Browser {
    pub(crate) fn new(doors: Router, base: &str) -> Self {
        Self {
            doors,
            base: base.to_owned(),
            cookies: BTreeMap::new(),
            address: "203.0.113.7:4000".parse().unwrap(),
            site: Some("same-origin"),
            host: "lapor.contoh.id",
        }
    }

    pub(crate) fn has_cookie(&self, name: &str) -> bool {
        self.cookies.contains_key(name)
    }

    pub(crate) async fn get(&mut self, path: &str) -> Seen {
        self.send("GET", path, None, Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", lapor_web::layout::query_escaped(value)))
            .collect::<Vec<_>>()
            .join("&");
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, Some(kind), Body::from(body)).await
    }

    pub(crate) async fn upload(&mut self, path: &str, parts: &[Part<'_>]) -> Seen {
        let body = multipart(parts);
        self.raw(path, body).await
    }

    /// A body in pieces as sent, whatever it is.
    pub(crate) async fn raw(&mut self, path: &str, body: Vec<u8>) -> Seen {
        let kind = "multipart/form-data; boundary=BATAS";
        self.send("POST", path, Some(kind), Body::from(body)).await
    }

    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: Body,
    ) -> Seen {
        let path = if path.starts_with("/b/") || path.starts_with(&self.base) {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.host);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(site) = self.site {
            request = request.header("sec-fetch-site", site);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.doors.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Seen {
            status: parts.status,
            headers: parts.headers,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Files a report with these fields more.
    pub(crate) async fn file(&mut self, text: &str, more: &[(&str, &str)]) -> Paper {
        let seen = self.try_file(text, more).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        seen.paper()
    }

    pub(crate) async fn try_file(&mut self, text: &str, more: &[(&str, &str)]) -> Seen {
        let form = self.get("/lapor").await;
        let key = form.hidden("form_key");
        let mut parts = vec![Part::Text("form_key", &key), Part::Text("text", text)];
        parts.extend(more.iter().map(|(name, value)| Part::Text(name, value)));
        self.upload("/lapor", &parts).await
    }

    /// Opens a report with its phrase.
    pub(crate) async fn open(&mut self, phrase: &str) -> Seen {
        let seen = self.post("/lacak", &[("phrase", phrase)]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        self.get("/milik").await
    }

    /// Fills in one of the forms on the own page.
    pub(crate) async fn act(&mut self, action: &str, fields: &[(&str, &str)]) -> Seen {
        let page = self.get("/milik").await;
        let key = page.hidden("form_key");
        let mut all = vec![("form_key", key.as_str())];
        all.extend(fields);
        self.post(&format!("/milik/{action}"), &all).await
    }
}

/// A multipart body.
pub(crate) fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend(b"--BATAS\r\nContent-Disposition: form-data; ");
        match part {
            Part::Text(name, value) => {
                body.extend(format!("name=\"{name}\"\r\n\r\n").into_bytes());
                body.extend(value.as_bytes());
            }
            Part::File(name, bytes) => {
                body.extend(
                    format!(
                        "name=\"photos\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
                    )
                    .into_bytes(),
                );
                body.extend(*bytes);
            }
            Part::Of(field, bytes) => {
                let head = format!("name=\"{field}\"; filename=\"berkas\"\r\n\r\n");
                body.extend(head.into_bytes());
                body.extend(*bytes);
            }
            Part::Scan(bytes) => {
                let head =
                    "name=\"scans\"; filename=\"surat.pdf\"\r\nContent-Type: text/html\r\n\r\n";
                body.extend(head.as_bytes());
                body.extend(*bytes);
            }
        }
        body.extend(b"\r\n");
    }
    body.extend(b"--BATAS--\r\n");
    body
}

/// A photograph of a hole in the road.
pub(crate) fn jpeg() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 5) as u8, 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}
