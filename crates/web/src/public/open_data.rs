//! `/data/terbuka/{edition}/{file}`: finished snapshots, which the gate has read; `/data/katalog.ttl` and `.jsonld`: the
//! catalogue of them. What is in them is `lapor_app::open_data`'s business.

use std::fs::File;
use std::io::Read as _;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use http_body_util::channel::Channel;
use lapor_app::error::AppError;
use lapor_app::open_data::{self, COLUMNS, Catalogue, Edition, FileEntry, Manifest, Offered};
use lapor_domain::ids::BodyId;

use crate::errors;
use crate::feed::answer::{has, tag, tagged};
use crate::i18n::{I18n, Lang};
use crate::state::Here;
use crate::view::data::{Column, EditionRow, FileLink};

/// How much of a file is read at one time.
const PIECE: usize = 1 << 16;

async fn shelf(here: &Here, body: BodyId) -> Result<Vec<(Edition, Manifest)>, AppError> {
    let app = here.app().clone();
    let found = tokio::task::spawn_blocking(move || open_data::shelf(&app, body)).await;
    let found = found.map_err(|_| AppError::NotFound)??;
    Ok(found
        .into_iter()
        .filter(|(_, manifest)| manifest.counts.rows > 0)
        .collect())
}

/// The snapshots of these pages' body, for the page about data.
pub(super) async fn editions(here: &Here) -> Result<Vec<EditionRow>, AppError> {
    let Some(body) = here.body else {
        return Ok(Vec::new());
    };
    let i18n = here.i18n;
    let shelf = shelf(here, body).await?;
    let rows = shelf.into_iter().map(|(edition, manifest)| EditionRow {
        name: match edition {
            Edition::Year(year) => i18n.t1("open-data-year", "year", year.to_string()),
            Edition::Rolling => i18n.t("open-data-rolling"),
        },
        period: i18n.t2(
            "open-data-range",
            "from",
            i18n.date(manifest.from),
            "to",
            i18n.date(manifest.to),
        ),
        reports: i18n.tn("data-rows", manifest.counts.rows),
        as_of: i18n.moment(manifest.as_of, here.face()),
        files: manifest
            .files
            .iter()
            .map(|file| link(i18n, edition, file))
            .collect(),
    });
    Ok(rows.collect())
}

fn link(i18n: I18n, edition: Edition, file: &FileEntry) -> FileLink {
    let label = match file.name.as_str() {
        "kamus-data.html" => i18n.t("open-data-dictionary"),
        "kamus-data.csv" => format!("{} (CSV)", i18n.t("open-data-dictionary")),
        "LISENSI.txt" => i18n.t("open-data-licence-file"),
        "SHA256SUMS" => i18n.t("open-data-checksums"),
        name => match name.rsplit_once('.').map_or(name, |(_, ending)| ending) {
            "geojson" => "GeoJSON".to_owned(),
            "parquet" => "Parquet".to_owned(),
            ending => ending.to_uppercase(),
        },
    };
    FileLink {
        path: format!("/data/terbuka/{edition}/{}", file.name),
        label,
        size: size(i18n, file.bytes),
    }
}

/// A size in thousands: `812 kB`, `1,4 MB`.
fn size(i18n: I18n, bytes: u64) -> String {
    let point = if i18n.lang == Lang::Id { ',' } else { '.' };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}{point}{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// Their columns, in the page's language.
pub(super) fn columns(here: &Here) -> Vec<Column> {
    let is_indonesian = here.i18n.lang == Lang::Id;
    let columns = COLUMNS.iter().map(|column| Column {
        name: column.name,
        meaning: if is_indonesian {
            column.meaning
        } else {
            column.meaning_en
        }
        .to_owned(),
    });
    columns.collect()
}

/// A file of a snapshot.
pub(crate) async fn file(
    here: Here,
    method: Method,
    Path((edition, name)): Path<(String, String)>,
) -> Response {
    let (Ok(edition), Some(body)) = (edition.parse::<Edition>(), here.body) else {
        return errors::answer(&here, &AppError::NotFound, "");
    };
    match open_data::offered_file(here.app(), body, edition, &name).await {
        Ok(Some((entry, file))) => send(&here, body, edition, &entry, file, method == Method::HEAD),
        Ok(None) => errors::answer(&here, &AppError::NotFound, ""),
        Err(error) => errors::answer(&here, &error.into(), ""),
    }
}

fn send(
    here: &Here,
    body: BodyId,
    edition: Edition,
    entry: &FileEntry,
    file: File,
    only_head: bool,
) -> Response {
    let tag = format!("\"{}\"", entry.sha256);
    let mut response = if has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if only_head {
        Response::new(Body::empty())
    } else {
        Response::new(contents(file))
    };
    let rules = here.rules();
    let slug = rules
        .directory
        .bodies
        .get(&body)
        .map_or("", |it| it.slug.as_str());
    let (stem, ending) = entry.name.rsplit_once('.').unwrap_or((&entry.name, "txt"));
    let how = if ending == "html" {
        "inline"
    } else {
        "attachment"
    };
    let named = format!("{how}; filename=\"{stem}-{slug}-{edition}.{ending}\"");
    let kind = match entry.media_type.as_str() {
        "text/csv" => "text/csv; charset=utf-8; header=present".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, named),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    tagged(&tag, headers);
    open_to_all(headers);
    response
}

/// Kept, and asked about each time: what is withdrawn is gone at once. What is public here is public for pages of others too.
fn open_to_all(headers: &mut axum::http::HeaderMap) {
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
}

/// A body that is read as fast as it is taken. Where the disk fails half-way, the line breaks.
fn contents(mut file: File) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(2);
    tokio::spawn(async move {
        loop {
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; PIECE];
                let len = file.read(&mut piece)?;
                piece.truncate(len);
                Ok::<_, std::io::Error>((file, piece))
            });
            match read.await {
                Ok(Ok((_, piece))) if piece.is_empty() => return,
                Ok(Ok((rest, piece))) => {
                    file = rest;
                    if sender.send_data(Bytes::from(piece)).await.is_err() {
                        return;
                    }
                }
                Ok(Err(_)) | Err(_) => {
                    sender.abort(std::io::Error::other(
                        "a file of open data could not be read",
                    ));
                    return;
                }
            }
        }
    });
    // Whoever compresses it may ask once more after its end.
    Body::new(body.fuse())
}

/// The catalogue as Turtle.
pub(crate) async fn turtle(here: Here) -> Response {
    catalogue(&here, "text/turtle; charset=utf-8", |it| it.turtle).await
}

/// The catalogue as JSON-LD.
pub(crate) async fn json_ld(here: Here) -> Response {
    catalogue(&here, "application/ld+json", |it| it.json_ld).await
}

async fn catalogue(here: &Here, kind: &'static str, pick: fn(Catalogue) -> String) -> Response {
    let written = async {
        let rules = here.rules();
        let body = here.body.and_then(|body| rules.directory.bodies.get(&body));
        let body = body.ok_or(AppError::NotFound)?;
        let offered = Offered {
            body,
            base: here.address(""),
            editions: shelf(here, body.id).await?,
        };
        Ok::<_, AppError>(pick(open_data::catalogue(
            &rules,
            &here.app().places(),
            &offered,
        )))
    };
    let text = match written.await {
        Ok(text) => text,
        Err(error) => return errors::answer(here, &error, ""),
    };
    let tag = tag(&[text.as_bytes()]);
    let mut response = if has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (
            [(header::CONTENT_TYPE, HeaderValue::from_static(kind))],
            text,
        )
            .into_response()
    };
    let headers = response.headers_mut();
    tagged(&tag, headers);
    open_to_all(headers);
    response
}
