//! `/ikuti`: how to go on hearing of reports that everybody may see. Feeds always; letters where the installation can send
//! any. `/ikuti/{id}` is the link in those letters: looking at it changes nothing, for programs fetch links in mail.

use axum::extract::{Path, Query as Asks, Request};
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::follow::{self, Subject};
use lapor_app::notify::words::Language;
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::narrow::Narrow;
use lapor_domain::tracking::TrackingNo;
use serde::Deserialize;
use uuid::Uuid;

use super::choices;
use crate::errors;
use crate::form::Sent;
use crate::layout::{Nav, page as respond, query_escaped};
use crate::state::Here;
use crate::view::follow::{FollowLinkPage, FollowPage, Standing, Wish};
use crate::view::forms::Errors;
use crate::view::released::{Links, ListFilters};

/// The query as sent: a report's number, or what narrows the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    number: String,
    q: String,
    category: String,
    village: String,
    unit: String,
    status: String,
    year: String,
}

/// What can be followed, and how.
pub(super) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    show(&here, &asked, "", Errors::default()).await
}

/// Takes an address. The answer is the same whoever's it is.
pub(super) async fn ask(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    // A number that is hidden and one that is not there take as long.
    let floor = tokio::time::sleep(super::track::NOTHING_TAKES);
    let text = |name: &str| sent.text(name).to_owned();
    let asked = Asked {
        number: text("number"),
        category: text("category"),
        village: text("village"),
        unit: text("unit"),
        ..Asked::default()
    };
    let subject = match subject(&here, &asked) {
        Ok(subject) => subject,
        Err(error) => return errors::answer(&here, &error, ""),
    };
    let language = Language::of_code(here.i18n.lang.code());
    let address = sent.text("email");
    match follow::ask(here.app(), &subject, address, language, Some(&here.from)).await {
        Ok(()) => {
            let page = FollowLinkPage {
                l: here.layout(Nav::Released).one_off(),
                standing: Standing::Asked,
                what: String::new(),
                body: here.site.body.clone(),
                action: String::new(),
            };
            respond(StatusCode::OK, &page)
        }
        Err(AppError::Invalid(fields)) => {
            let errors = errors::fields(here.i18n, &fields, |name| name);
            show(&here, &asked, address, errors).await
        }
        Err(error) => {
            floor.await;
            errors::answer(&here, &error, address)
        }
    }
}

fn subject(here: &Here, asked: &Asked) -> Result<Subject, AppError> {
    if !asked.number.is_empty() {
        let number = TrackingNo::parse(&asked.number).map_err(|_| AppError::NotFound)?;
        return Ok(Subject::Report(number));
    }
    let body = here.body.ok_or(AppError::NotFound)?;
    let narrow = narrow(asked).map_err(|_| AppError::NotFound)?;
    narrow
        .is_of(&here.rules(), here.body)
        .map_err(|_| AppError::NotFound)?;
    Ok(Subject::List(body, narrow))
}

fn narrow(asked: &Asked) -> Result<Narrow, lapor_app::report::narrow::BadNarrow> {
    Narrow::read([
        ("category", asked.category.as_str()),
        ("village", &asked.village),
        ("unit", &asked.unit),
    ])
}

async fn show(here: &Here, asked: &Asked, email: &str, errors: Errors) -> Response {
    let report = if asked.number.is_empty() {
        None
    } else {
        match report(here, &asked.number).await {
            Ok(report) => Some(report),
            Err(error) => return errors::answer(here, &error, ""),
        }
    };
    let narrow = narrow(asked).unwrap_or_default();
    let names = narrow.names(&here.rules(), &here.app().places());
    let page = FollowPage {
        l: here.layout(Nav::Released),
        what: match &report {
            Some((_, title)) => title.clone(),
            None => names.join(", "),
        },
        links: Links {
            // Whole, to be copied.
            atom: here.address(&path(asked, "/umpan/atom")),
            geojson: here.address(&path(asked, "/umpan/geojson")),
            page: here.layout(Nav::Released).href(path(asked, "/laporan")),
        },
        categories: choices::categories(here),
        villages: match here.body {
            Some(_) => {
                let whole = |name: &str| here.i18n.t1("released-whole-district", "name", name);
                here.region().await.areas(whole)
            }
            None => Vec::new(),
        },
        units: choices::units(here),
        // Letters about a list are a body's; the page of several bodies has none to write them.
        wish: (follow::is_offered(here.app()) && (here.body.is_some() || report.is_some())).then(
            || Wish {
                email: email.to_owned(),
                is_partial: !asked.q.is_empty()
                    || !asked.status.is_empty()
                    || !asked.year.is_empty(),
            },
        ),
        number: report.map(|(number, _)| number),
        filters: ListFilters {
            q: asked.q.clone(),
            category: asked.category.clone(),
            village: asked.village.clone(),
            unit: asked.unit.clone(),
            status: asked.status.clone(),
            year: asked.year.clone(),
        },
        errors,
    };
    let status = if page.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    respond(status, &page)
}

/// Number and title of a report that everybody may see; for every other number the one answer.
async fn report(here: &Here, number: &str) -> Result<(String, String), AppError> {
    let floor = tokio::time::sleep(super::track::NOTHING_TAKES);
    let found = match TrackingNo::parse(number) {
        Ok(number) => case::by_number(here.app(), number, Onlooker::Public).await?,
        Err(_) => None,
    };
    if let Some(case) = found.filter(|case| case.is_public) {
        let title = case.title.unwrap_or_else(|| here.i18n.t("own-untitled"));
        return Ok((case.tracking.to_string(), title));
    }
    floor.await;
    Err(AppError::NotFound)
}

/// The same filters asked of another page.
fn path(asked: &Asked, page: &str) -> String {
    let query: Vec<String> = [
        ("q", &asked.q),
        ("category", &asked.category),
        ("village", &asked.village),
        ("unit", &asked.unit),
        ("status", &asked.status),
        ("year", &asked.year),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| format!("{name}={}", query_escaped(value)))
    .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{page}{mark}{}", query.join("&"))
}

/// The link in a letter: says what is followed, and asks.
pub(super) async fn link(here: Here, Path(id): Path<String>) -> Response {
    match standing(&here, &id, None).await {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// Begins or ends it.
pub(super) async fn press(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let done = pressed(&here, &id, sent.text("what")).await;
    match done {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn pressed(here: &Here, id: &str, what: &str) -> Result<FollowLinkPage, AppError> {
    let follow = id.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    match what {
        "confirm" => {
            follow::confirm(here.app(), follow).await?;
            standing(here, id, Some(Standing::Begun)).await
        }
        "end" => {
            follow::end(here.app(), follow).await?;
            Ok(FollowLinkPage {
                l: here.layout(Nav::Other).one_off(),
                standing: Standing::Ended,
                what: String::new(),
                body: here.site.body.clone(),
                action: String::new(),
            })
        }
        _ => Err(AppError::NotFound),
    }
}

async fn standing(
    here: &Here,
    id: &str,
    now: Option<Standing>,
) -> Result<FollowLinkPage, AppError> {
    let follow = id.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    let following = follow::read(here.app(), follow).await?;
    let what = match following.report {
        Some(number) => here.i18n.t1("follow-report", "number", number.grouped()),
        None if following.names.is_empty() => here.i18n.t("follow-everything"),
        None => following.names.join(", "),
    };
    Ok(FollowLinkPage {
        l: here.layout(Nav::Other).one_off(),
        standing: now.unwrap_or(if following.confirmed {
            Standing::Following
        } else {
            Standing::Unconfirmed
        }),
        what,
        body: following.body,
        action: format!("{}/ikuti/{}", here.site.base, follow.simple()),
    })
}
