//! `POST /lapor/serupa`: what others reported near by, for whom is just writing. `POST /laporan/{number}/dukung`: says
//! "me too" without filing.

use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_app::error::AppError;
use lapor_app::report::MAX_TEXT;
use lapor_app::twins::{self, Similar};
use lapor_domain::tracking::TrackingNo;

use super::{file, show};
use crate::errors;
use crate::form::{FormKey, Sent};
use crate::layout::page as respond;
use crate::state::{Here, face};
use crate::view::similar::{SimilarCard, SimilarPart};

/// The form again with what was found; to a script only what was found.
pub(super) async fn look(here: Here, request: Request) -> Response {
    let for_script = request.headers().contains_key(FRAGMENT);
    let sent = Sent::read(request).await;
    let part = match found(&here, &sent).await {
        Ok(part) => part,
        Err(error) if for_script => return errors::kind(&error).status().into_response(),
        Err(error) => return errors::answer(&here, &error, sent.text("text")),
    };
    if for_script {
        return respond(StatusCode::OK, &part);
    }
    let key = FormKey::parse(sent.text("form_key"));
    let mut form = file::handed_back(&here, key, &sent).await;
    form.similar = Some(part);
    respond(StatusCode::OK, &form)
}

/// Set by the page's script, which puts the answer into the page.
const FRAGMENT: &str = "x-bagian";

async fn found(here: &Here, sent: &Sent) -> Result<SimilarPart, AppError> {
    let text = sent.text("text");
    let text = text
        .get(..text.floor_char_boundary(MAX_TEXT))
        .unwrap_or_default();
    let degrees = |field: &str| {
        sent.text(field)
            .trim()
            .replace(',', ".")
            .parse::<f64>()
            .ok()
    };
    let point = degrees("lat").zip(degrees("lon"));
    let similar = match here.body {
        Some(body) if !text.trim().is_empty() => {
            let (place, village) = (sent.text("place"), sent.text("village"));
            twins::similar(here.app(), body, text, place, village, point).await?
        }
        _ => Vec::new(),
    };
    Ok(SimilarPart {
        l: here.layout(crate::layout::Nav::File),
        asked: !text.trim().is_empty(),
        chosen: sent.text("joins").to_owned(),
        cards: similar.iter().map(|similar| card(here, similar)).collect(),
    })
}

fn card(here: &Here, similar: &Similar) -> SimilarCard {
    let case = &similar.case;
    let i18n = here.i18n;
    SimilarCard {
        number: case.tracking.to_string(),
        shown: show::number(case),
        href: format!("{}/laporan/{}", here.site.base, case.tracking),
        title: case.title.clone().unwrap_or_else(|| i18n.t("own-untitled")),
        chip: show::chip(i18n, case),
        received: i18n.moment(case.received_at, face(case.zone)),
        people: show::affected(i18n, similar.affected),
    }
}

/// The one report that a link from its page says is the same; `None` where it cannot be joined.
pub(super) async fn one(here: &Here, number: &str) -> Option<SimilarPart> {
    let number = TrackingNo::parse(number).ok()?;
    let similar = twins::one(here.app(), number).await.ok()??;
    Some(SimilarPart {
        l: here.layout(crate::layout::Nav::File),
        asked: true,
        chosen: similar.case.tracking.to_string(),
        cards: vec![card(here, &similar)],
    })
}

/// Counts one browser once for a report.
pub(super) async fn endorse(here: Here, Path(number): Path<String>) -> Response {
    support(&here, &number).await
}

/// The same, chosen while writing a report that is then not sent.
pub(super) async fn support(here: &Here, number: &str) -> Response {
    let Ok(number) = TrackingNo::parse(number) else {
        return errors::answer(here, &AppError::NotFound, "");
    };
    let known = browser(&here.headers, here.web.settings.secure_cookies);
    let who = known.unwrap_or_else(|| here.app().random());
    match twins::endorse(here.app(), number, &who, &here.from).await {
        Ok(_) => {
            let to = format!("{}/laporan/{number}?dukung=1", here.site.base);
            let mut response = Redirect::to(&to).into_response();
            if known.is_none() {
                remember(&mut response, &who, here.web.settings.secure_cookies);
            }
            response
        }
        Err(error) => errors::answer(here, &error, ""),
    }
}

const fn name(secure: bool) -> &'static str {
    if secure { "__Host-dukung" } else { "dukung" }
}

/// Which browser: a number by chance that says nothing else.
fn browser(headers: &HeaderMap, secure: bool) -> Option<[u8; 16]> {
    let value = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name(secure))?
        .1;
    URL_SAFE_NO_PAD.decode(value).ok()?.try_into().ok()
}

fn remember(response: &mut Response, who: &[u8; 16], secure: bool) {
    const YEAR: u32 = 365 * 24 * 3600;
    let flag = if secure { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{flag}; Max-Age={YEAR}",
        name(secure),
        URL_SAFE_NO_PAD.encode(who)
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
