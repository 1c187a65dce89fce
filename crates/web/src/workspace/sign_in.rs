//! `GET /masuk`, `POST /masuk`, `POST /keluar`.

use axum::extract::{Query, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::AppError;
use lapor_app::password::Password;
use lapor_app::sign_in;
use serde::Deserialize;

use crate::errors;
use crate::form::Sent;
use crate::layout::{self, Nav};
use crate::session::{self, CookieOf};
use crate::state::Here;
use crate::workspace_view::frame::Desk;
use crate::workspace_view::sign_in::{SignInPage, SignInTrouble};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    kembali: String,
    #[serde(default)]
    keluar: String,
}

/// The form.
pub(super) async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    let trouble = match (asked.keluar.is_empty(), asked.kembali.is_empty()) {
        (false, _) => Some(SignInTrouble::SignedOut),
        (true, false) if here.token(CookieOf::Officer).is_some() => Some(SignInTrouble::Ended),
        _ => None,
    };
    show(&here, StatusCode::OK, "", &asked.kembali, trouble)
}

/// Signs in and goes on to where the officer wanted to go.
pub(super) async fn enter(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let login = sent.text("login").to_owned();
    let next = sent.text("next").to_owned();
    let password = Password::new(sent.text("password").to_owned());
    match sign_in::officer(here.app(), &login, password, &here.from).await {
        Ok((token, _)) => {
            let to = if is_inside(&next) {
                next
            } else {
                format!("{}/ruang", here.site.base)
            };
            let mut response = Redirect::to(&to).into_response();
            session::open(&mut response, &here.web, CookieOf::Officer, token);
            response
        }
        Err(AppError::NotSignedIn) => show(
            &here,
            StatusCode::UNAUTHORIZED,
            &login,
            &next,
            Some(SignInTrouble::Wrong),
        ),
        Err(AppError::Throttled {
            retry_after_seconds,
        }) => {
            let trouble = Some(SignInTrouble::Throttled(retry_after_seconds));
            let mut response = show(&here, StatusCode::TOO_MANY_REQUESTS, &login, &next, trouble);
            let wait = HeaderValue::from(retry_after_seconds);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
            response
        }
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// Ends the session.
pub(super) async fn leave(here: Here) -> Response {
    if let Some(token) = here.token(CookieOf::Officer)
        && let Err(error) = sign_in::end(here.app(), token).await
    {
        return errors::answer(&here, &error, "");
    }
    let mut response = Redirect::to(&format!("{}/masuk?keluar=1", here.site.base)).into_response();
    session::close(&mut response, &here.web, CookieOf::Officer);
    response
}

fn show(
    here: &Here,
    status: StatusCode,
    login: &str,
    next: &str,
    trouble: Option<SignInTrouble>,
) -> Response {
    let next = if is_inside(next) { next } else { "" };
    let page = SignInPage {
        l: here.layout(Nav::Other).private(),
        d: Desk::default(),
        login: login.to_owned(),
        next: next.to_owned(),
        trouble,
    };
    layout::page(status, &page)
}

/// A path of this site: nobody is sent elsewhere by a link to the sign-in page.
fn is_inside(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains("://")
}
