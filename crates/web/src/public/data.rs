//! `/data`: the released reports of each year as open data, and what its columns mean. `/data/{year}.csv` and `.json` are
//! written while they are read, however large the year is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query as Asks};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use http_body_util::channel::Channel;
use jiff::Timestamp;
use lapor_app::error::AppError;
use lapor_app::report::news;
use lapor_app::snapshot::{self, COLUMNS, Format, Snapshot, YearCount};
use lapor_domain::ids::BodyId;
use serde::Deserialize;

use super::{choices, open_data};
use crate::errors;
use crate::feed::answer::{dated, has, is_known_since, not_modified, settled, tag, tagged};
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::data::{Column, DataPage, EditionRow, Year};
use crate::view::forms::Choice;

/// Years and their counts, kept while nothing that everybody sees changed: counting passes over every released report.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<HashMap<BodyId, Counted>>);

/// The counts, and as of which last change.
type Counted = (Option<Timestamp>, Arc<Vec<YearCount>>);

impl Counts {
    async fn of(
        &self,
        here: &Here,
        body: BodyId,
        last: Option<Timestamp>,
    ) -> Result<Arc<Vec<YearCount>>, AppError> {
        let settled = settled(here, last).is_some() || last.is_none();
        let known = {
            let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            counts.get(&body).cloned()
        };
        if let Some((at, years)) = known
            && at == last
            && settled
        {
            return Ok(years);
        }
        let years = Arc::new(snapshot::years(here.app(), body).await?);
        if settled {
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            counts.insert(body, (last, Arc::clone(&years)));
        }
        Ok(years)
    }
}

/// The years, the licence and the columns.
pub(super) async fn page(here: Here) -> Response {
    let shown = async {
        let (years, last) = years(&here).await?;
        let editions = open_data::editions(&here).await?;
        Ok::<_, AppError>(data(&here, &years, last, editions))
    };
    match shown.await {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn years(here: &Here) -> Result<(Arc<Vec<YearCount>>, Option<Timestamp>), AppError> {
    let Some(body) = here.body else {
        return Ok((Arc::default(), None));
    };
    let last = news::last(here.app(), Some(body)).await?;
    Ok((here.web.counts.of(here, body, last).await?, last))
}

fn data(
    here: &Here,
    years: &[YearCount],
    last: Option<Timestamp>,
    editions: Vec<EditionRow>,
) -> DataPage {
    let i18n = here.i18n;
    let bodies = match here.body {
        Some(_) => Vec::new(),
        None => choices::agencies(&here.rules())
            .into_iter()
            .map(|body| Choice::new(format!("/b/{}/data", body.slug), body.name))
            .collect(),
    };
    DataPage {
        l: here.layout(Nav::Statistics),
        bodies,
        editions,
        open_columns: open_data::columns(here),
        years: years
            .iter()
            .map(|year| Year {
                year: year.year.to_string(),
                reports: i18n.tn("data-rows", year.reports),
            })
            .collect(),
        changed: last
            .map(|last| i18n.moment(last, here.face()))
            .unwrap_or_default(),
        columns: COLUMNS
            .iter()
            .map(|name| Column {
                name,
                meaning: i18n.t(&format!("data-col-{}", name.replace('_', "-"))),
            })
            .collect(),
    }
}

/// How a file is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `1`: with the mark by which spreadsheet programs know UTF-8.
    bom: String,
}

/// One year's file.
pub(crate) async fn file(
    here: Here,
    method: Method,
    Path(name): Path<String>,
    Asks(asked): Asks<Asked>,
) -> Response {
    let marked = asked.bom == "1";
    let format = match name.rsplit_once('.') {
        Some((year, "csv")) => Some((year, Format::Csv { marked })),
        Some((year, "json")) => Some((year, Format::Json)),
        _ => None,
    };
    let year = format.and_then(|(year, format)| Some((year.parse::<i16>().ok()?, format)));
    let (Some((year, format)), Some(body)) = (year, here.body) else {
        return errors::answer(&here, &AppError::NotFound, "");
    };
    match send(&here, body, year, format, method == Method::HEAD).await {
        Ok(response) => response,
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn send(
    here: &Here,
    body: BodyId,
    year: i16,
    format: Format,
    only_head: bool,
) -> Result<Response, AppError> {
    let (years, last) = years(here).await?;
    if years.iter().all(|known| known.year != year) {
        return Err(AppError::NotFound);
    }
    if is_known_since(here, last) {
        return Ok(not_modified(here, last));
    }
    let (kind, suffix, mark) = match format {
        Format::Csv { marked } => ("text/csv; charset=utf-8; header=present", "csv", marked),
        Format::Json => ("application/json", "json", false),
    };
    let changed = last.map_or(0, Timestamp::as_microsecond).to_be_bytes();
    let rules = here.app().rules_version();
    let tag = tag(&[
        body.0.as_bytes(),
        &year.to_be_bytes(),
        suffix.as_bytes(),
        &[u8::from(mark)],
        &changed,
        rules.as_bytes(),
        here.app().places().version.as_bytes(),
    ]);
    // While something older may still come to stand in the record, the file has no version that lasts.
    let lasts = settled(here, last).is_some();
    let mut response = if lasts && has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let contents = if only_head {
            Body::empty()
        } else {
            contents(Snapshot::new(here.app(), body, year, format))
        };
        Response::new(contents)
    };
    let rules = here.rules();
    let slug = rules.directory.bodies.get(&body).map(|it| it.slug.as_str());
    let name = format!(
        "attachment; filename=\"lapor-{}-{year}.{suffix}\"",
        slug.unwrap_or_default()
    );
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    if lasts {
        tagged(&tag, headers);
    }
    dated(here, last, headers);
    Ok(response)
}

/// A body that is written as fast as it is read. Where the record fails half-way, the line breaks: half a file must not
/// look like a whole one.
fn contents(mut snapshot: Snapshot) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(2);
    tokio::spawn(async move {
        loop {
            match snapshot.piece().await {
                Ok(Some(piece)) => {
                    if sender.send_data(Bytes::from(piece)).await.is_err() {
                        return;
                    }
                }
                Ok(None) => return,
                Err(error) => {
                    errors::note(errors::kind(&error), &error);
                    sender.abort(std::io::Error::other("the record could not be read"));
                    return;
                }
            }
        }
    });
    // Whoever compresses it may ask once more after its end.
    Body::new(body.fuse())
}
