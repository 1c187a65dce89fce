//! Feeds of what everybody may see, narrowed as the public list is: Atom for readers, GeoJSON for maps. What is told of each
//! report was decided below; here it is written down.

pub(crate) mod answer;
mod asked;
mod atom;
mod geojson;

use axum::Router;
use axum::extract::RawQuery;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use lapor_app::error::AppError;
use lapor_app::report::case::CaseView;
use lapor_app::report::news::{self, Newest};

use self::asked::Question;
use crate::errors;
use crate::public::{data, documents, open_data, show, stats};
use crate::state::{Here, Web};

/// Reports of an Atom feed.
const ATOM: u32 = 100;
/// Reports of a GeoJSON document where nobody says otherwise, and most of one.
const GEOJSON: (u32, u32) = (500, 1000);

/// The feeds, and the files of open data: what programs fetch again and again.
pub(crate) fn routes(web: Web) -> Router<Web> {
    Router::new()
        .route("/umpan/atom", get(atom))
        .route("/umpan/geojson", get(geojson))
        .route("/data/{file}", get(data::file))
        .route("/data/katalog.ttl", get(open_data::turtle))
        .route("/data/katalog.jsonld", get(open_data::json_ld))
        .route("/data/terbuka/{edition}/{file}", get(open_data::file))
        .route("/dokumen/{name}", get(documents::file))
        .route("/statistik", get(stats::page))
        .route("/statistik/grafik/{file}", get(stats::embed::file))
        .layer(from_fn_with_state(web, answer::not_too_often))
}

async fn atom(here: Here, RawQuery(query): RawQuery) -> Response {
    serve(&here, query, (ATOM, ATOM), "/umpan/atom", atom::document).await
}

async fn geojson(here: Here, RawQuery(query): RawQuery) -> Response {
    serve(&here, query, GEOJSON, "/umpan/geojson", geojson::document).await
}

/// A document of a feed.
struct Written {
    kind: &'static str,
    text: String,
}

async fn serve(
    here: &Here,
    query: Option<String>,
    limits: (u32, u32),
    path: &'static str,
    write: fn(&Feed<'_>) -> Written,
) -> Response {
    let question = match Question::read(here, query.as_deref().unwrap_or_default(), limits) {
        Ok(question) => question,
        Err(bad) => return answer::bad(here, bad),
    };
    match read(here, question, path, write).await {
        Ok(response) => response,
        Err(error) => errors::answer(here, &error, ""),
    }
}

async fn read(
    here: &Here,
    question: Question,
    path: &'static str,
    write: fn(&Feed<'_>) -> Written,
) -> Result<Response, AppError> {
    // Asked before anything is read: what changes meanwhile makes the answer older than it says, never newer.
    let last = news::last(here.app(), here.body).await?;
    if answer::is_known_since(here, last) {
        return Ok(answer::not_modified(here, last));
    }
    let news = question.news(here);
    let found = news::newest(here.app(), news).await?;
    let feed = Feed {
        here,
        question: &question,
        path,
        found: &found,
    };
    Ok(answer::document(here, write(&feed), last))
}

/// What a document is made of.
struct Feed<'a> {
    here: &'a Here,
    question: &'a Question,
    path: &'static str,
    found: &'a Newest,
}

impl Feed<'_> {
    /// Where this document lies.
    fn address(&self) -> String {
        let query = self.question.query();
        self.here.address(&with_query(self.path, &query))
    }

    /// Where the page for people is.
    fn page(&self) -> String {
        let query = self.question.filters();
        self.here.address(&with_query("/laporan", &query))
    }

    /// Where it goes on.
    fn next(&self) -> Option<String> {
        let query = self.question.query_after(self.found.next?);
        Some(self.here.address(&with_query(self.path, &query)))
    }

    /// What it is about: the body, and what narrows it.
    fn title(&self) -> String {
        let here = self.here;
        let mut names = vec![here.i18n.t("released-title")];
        names.extend(Some(here.site.body.clone()).filter(|body| !body.is_empty()));
        names.extend(self.question.names(here));
        names.join(", ")
    }

    /// The page of a report.
    fn report(&self, case: &CaseView) -> String {
        self.here.address(&format!("/laporan/{}", case.tracking))
    }

    /// The name that stays the same wherever the document lies.
    fn id(&self, rest: &str) -> String {
        // The host at which the installation is at home, so that a feed read through another name is the same feed.
        let base = &self.here.app().channels().base_url;
        let home = base.split_once("://").map_or("", |(_, rest)| rest);
        let home = home.split(['/', ':', '{']).next().unwrap_or_default();
        let asked = || self.here.host().split(':').next().unwrap_or_default();
        let home = if home.is_empty() { asked() } else { home };
        format!("tag:{home},2025:{rest}")
    }

    fn title_of(&self, case: &CaseView) -> String {
        let title = case.title.as_deref().unwrap_or_default();
        let words: Vec<&str> = title.split_whitespace().collect();
        if words.is_empty() {
            self.here.i18n.t("own-untitled")
        } else {
            words.join(" ")
        }
    }

    fn reporter(&self, case: &CaseView) -> String {
        case.display_name.clone().unwrap_or_else(|| {
            self.here.i18n.t(if case.anonim {
                "reporter-anonymous"
            } else {
                "reporter-someone"
            })
        })
    }

    /// Where it has got to, in a sentence.
    fn standing(&self, case: &CaseView) -> String {
        show::where_now(self.here.i18n, case, false)
    }

    /// Addresses of photographs that everybody may see.
    fn photos(&self, case: &CaseView) -> Vec<String> {
        let photos = case.photos.iter().filter(|photo| photo.is_public);
        photos
            .map(|photo| self.here.address(&format!("/berkas/{}", photo.file)))
            .collect()
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
