//! `/ruang/akun`: one's own password and sessions.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_app::admin;
use lapor_app::error::AppError;
use lapor_app::password::Password;
use lapor_app::sign_in::{self, OpenSession};

use super::account_notices;
use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::layout::{self, Tone};
use crate::session::{self, CookieOf};
use crate::state::{Here, face};
use crate::view::forms::Errors;
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::account::{AccountPage, password_form};
use crate::workspace_view::admin::{Cell, Row, RowAction, Table};
use crate::workspace_view::form::Form;
use crate::workspace_view::frame;
use crate::workspace_view::words;

/// The page.
pub(super) async fn page(here: Here) -> Response {
    match Seat::take(here).await {
        Ok(seat) => show(&seat, StatusCode::OK, Errors::default()).await,
        Err(response) => response,
    }
}

/// Another password: every session ends, and this browser gets a new one.
pub(super) async fn password(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match change(&seat, &sent).await {
        Ok(response) => response,
        Err(Trouble::Mend(errors)) => show(&seat, StatusCode::UNPROCESSABLE_ENTITY, errors).await,
        Err(Trouble::Failed(error)) => errors::answer(&seat.here, &error, ""),
    }
}

/// Ends one session.
pub(super) async fn end(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let name = URL_SAFE_NO_PAD.decode(sent.text("session")).ok();
    let ended = match name.and_then(|bytes| bytes.try_into().ok()) {
        Some(name) => sign_in::end_one(seat.here.app(), seat.officer.id, name).await,
        None => Err(AppError::NotFound),
    };
    match ended {
        // It has ended already: that is what was wanted.
        Ok(()) | Err(AppError::NotFound) => back(&seat),
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

enum Trouble {
    Mend(Errors),
    Failed(AppError),
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

async fn change(seat: &Seat, sent: &Sent) -> Result<Response, Trouble> {
    let here = &seat.here;
    let app = here.app();
    let i18n = here.i18n;
    let old = Password::new(sent.text("old_password").to_owned());
    let new = || Password::new(sent.text("new_password").to_owned());
    let mut errors = Errors::default();
    if sent.text("again") != sent.text("new_password") {
        errors.push("again", i18n.t("account-differ"));
    }
    let about = [seat.officer.login.as_str(), seat.officer.name.as_str()];
    if let Err(error) = new().acceptable(&about) {
        let words = errors::detail(i18n, &AppError::Password(error));
        errors.push("new_password", words);
    }
    if errors.is_empty() && !sign_in::is_password(app, seat.officer.id, old).await? {
        errors.push("old_password", i18n.t("account-old-wrong"));
    }
    if !errors.is_empty() {
        return Err(Trouble::Mend(errors));
    }
    admin::set_password(app, &seat.officer, new()).await?;
    let (token, _) = sign_in::officer(app, &seat.officer.login, new(), &here.from).await?;
    let mut response = back(seat);
    session::open(&mut response, &here.web, CookieOf::Officer, token);
    Ok(response)
}

pub(super) fn back(seat: &Seat) -> Response {
    let base = &seat.here.site.base;
    Redirect::to(&format!("{base}/ruang/akun?selesai=1")).into_response()
}

async fn show(seat: &Seat, status: StatusCode, errors: Errors) -> Response {
    match account_notices::form(seat).await {
        Ok(notices) => show_with(seat, status, errors, notices).await,
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

/// The page with this form about one's news.
pub(super) async fn show_with(
    seat: &Seat,
    status: StatusCode,
    errors: Errors,
    notices: Form,
) -> Response {
    let here = &seat.here;
    let this = here.token(CookieOf::Officer);
    let sessions = match sign_in::sessions_of(here.app(), seat.officer.id, this).await {
        Ok(sessions) => sessions,
        Err(error) => return errors::answer(here, &error, ""),
    };
    let i18n = here.i18n;
    let mut l = seat.layout();
    if here.path.ends_with("selesai=1") {
        l = l.with_notice(Tone::Done, i18n.t("admin-saved"));
    }
    if !errors.is_empty() || !notices.errors.is_empty() {
        l = l.one_off();
    }
    let page = AccountPage {
        l,
        d: seat.desk(frame::Here::Account),
        facts: facts(seat),
        password: password_form(&i18n, &here.site.base).with_errors(errors),
        notices,
        sessions: Table {
            caption: i18n.t("account-sessions"),
            columns: [
                "account-session-device",
                "account-session-since",
                "account-session-last",
            ]
            .map(|key| i18n.t(key))
            .to_vec(),
            rows: sessions.iter().map(|open| row(seat, open)).collect(),
            empty: i18n.t("admin-none"),
        },
    };
    layout::page(status, &page)
}

fn facts(seat: &Seat) -> Vec<(String, String)> {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let roles = seat.officer.grants.iter().map(|grant| {
        let node = grant.node.and_then(|id| rules.directory.units.get(&id));
        let body = rules.directory.bodies.get(&grant.body);
        let place = node
            .map(|unit| unit.name.as_str())
            .or_else(|| body.map(|body| body.name.as_str()))
            .unwrap_or_default();
        format!("{}, {place}", words::role(&i18n, grant.role))
    });
    vec![
        (i18n.t("account-login"), seat.officer.login.clone()),
        (
            i18n.t("account-roles"),
            roles.collect::<Vec<_>>().join("; "),
        ),
    ]
}

/// What browser a session belongs to is not kept: only when it began and was last used.
fn row(seat: &Seat, open: &OpenSession) -> Row {
    let here = &seat.here;
    let i18n = here.i18n;
    let clock = face(here.zone());
    let since = i18n.moment(open.created_at, clock);
    let mut name = Cell::text(i18n.t("account-session-browser"));
    let mut actions = Vec::new();
    if open.is_this {
        name.chip = Some(Chip::new(ChipKind::Done, i18n.t("account-session-this")));
    } else {
        actions.push(RowAction {
            action: format!("{}/ruang/akun/sesi", here.site.base),
            label: i18n.t("account-session-end"),
            about: since.clone(),
            hidden: vec![("session", URL_SAFE_NO_PAD.encode(open.name))],
            danger: false,
        });
    }
    Row {
        cells: vec![
            name,
            Cell::text(since),
            Cell::text(i18n.moment(open.seen_at, clock)),
        ],
        actions,
    }
}
