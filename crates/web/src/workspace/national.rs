//! A report's way to the national system, on its page: where it stands, and one click to send it.

use axum::extract::{Path, Request};
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::AppError;
use lapor_app::national;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::Role;
use lapor_store::national::{Link, LinkState};

use super::report;
use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::layout::Tone;
use crate::state::{Here, face};
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::report::NationalPanel;

/// The panel, where the body that holds the report has a door, or the report went through one.
pub(super) async fn of(seat: &Seat, case: &CaseView) -> Result<Option<NationalPanel>, AppError> {
    let app = seat.here.app();
    let link = national::link(app, case.id).await?;
    if !case.tells_matter || (link.is_none() && !national::has_door(app, case.holder)) {
        return Ok(None);
    }
    let i18n = seat.here.i18n;
    let hindrance = match link {
        None => national::hindrance_of(app, case.id).await?,
        Some(_) => None,
    };
    let line = match (&link, hindrance) {
        (None, None) => i18n.t("sp4n-not-sent"),
        (None, Some(hindrance)) => i18n.t(&format!("sp4n-hindrance-{}", hindrance.as_str())),
        (Some(link), _) => explain(i18n, link),
    };
    let may = may_send(seat, case) && hindrance.is_none() && national::has_door(app, case.holder);
    Ok(Some(NationalPanel {
        chip: chip(i18n, link.as_ref().map(|link| link.state)),
        line,
        facts: link
            .as_ref()
            .map(|link| facts(seat, case, link))
            .unwrap_or_default(),
        forms: if may {
            forms(i18n, &report::target(seat, case).href(), link.as_ref())
        } else {
            Vec::new()
        },
    }))
}

fn may_send(seat: &Seat, case: &CaseView) -> bool {
    let mut grants = seat.officer.grants.iter();
    grants.any(|grant| grant.role == Role::Coordinator && grant.body == case.holder)
}

/// The word of a state; none is "not sent".
pub(super) fn chip(i18n: I18n, state: Option<LinkState>) -> Chip {
    let kind = match state {
        None => ChipKind::Archived,
        Some(LinkState::Waiting | LinkState::Sending) => ChipKind::Going,
        Some(LinkState::Unknown) => ChipKind::Todo,
        Some(LinkState::Sent) => ChipKind::Done,
        Some(LinkState::Refused) => ChipKind::Late,
    };
    let code = state.map_or("none", LinkState::as_str);
    Chip::new(kind, i18n.t(&format!("sp4n-state-{code}")))
}

/// What a state means, and what to do.
pub(super) fn explain(i18n: I18n, link: &Link) -> String {
    let mut line = i18n.t(&format!("sp4n-explain-{}", link.state.as_str()));
    let why = link
        .code
        .as_deref()
        .filter(|code| i18n.has(&format!("sp4n-hindrance-{code}")));
    match (why, &link.error) {
        (Some(code), _) => {
            line.push(' ');
            line.push_str(&i18n.t(&format!("sp4n-hindrance-{code}")));
        }
        (None, Some(error)) if link.state != LinkState::Sent => {
            line.push(' ');
            line.push_str(error);
            line.push('.');
        }
        _ => {}
    }
    line
}

fn facts(seat: &Seat, case: &CaseView, link: &Link) -> Vec<(String, String)> {
    let i18n = seat.here.i18n;
    let clock = face(case.zone);
    let mut facts = Vec::new();
    let mut add = |key: &str, text: Option<String>| {
        facts.extend(text.map(|text| (i18n.t(key), text)));
    };
    add("sp4n-tracking", link.tracking.clone());
    add("sp4n-since", Some(i18n.moment(link.changed_at, clock)));
    add(
        "sp4n-tries",
        (link.attempts > 0).then(|| i18n.number(u64::try_from(link.attempts).unwrap_or(0))),
    );
    add(
        "sp4n-next-try",
        (link.state == LinkState::Waiting).then(|| i18n.moment(link.run_at, clock)),
    );
    let unsent = link.state != LinkState::Sent;
    add("sp4n-answer", link.code.clone().filter(|_| unsent));
    add(
        "sp4n-looked",
        link.looked_at
            .filter(|_| unsent)
            .map(|at| i18n.moment(at, clock)),
    );
    facts
}

fn forms(i18n: I18n, href: &str, link: Option<&Link>) -> Vec<Form> {
    let action = format!("{href}/sp4n");
    let button =
        |key: &str| Form::new("sp4n-kirim", &action, i18n.t(key), Vec::new()).hidden("do", "kirim");
    let number = || {
        let field = Field::new("number", i18n.t("sp4n-number"), Input::Line)
            .hint(i18n.t("sp4n-number-hint"));
        Form::new("sp4n-nomor", &action, i18n.t("sp4n-note"), vec![field]).hidden("do", "nomor")
    };
    match link.map(|link| link.state) {
        None => vec![button("sp4n-send")],
        Some(LinkState::Refused | LinkState::Waiting) => vec![button("sp4n-again")],
        Some(LinkState::Unknown) => vec![number(), button("sp4n-again-anyway")],
        Some(LinkState::Sending | LinkState::Sent) => Vec::new(),
    }
}

/// Sends, or notes their number.
pub(super) async fn give(here: Here, Path(number): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let case = match report::find(&seat, &number).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    if !may_send(&seat, &case) {
        return errors::answer(&seat.here, &AppError::NotPermitted, "");
    }
    let app = seat.here.app();
    let done = match sent.text("do") {
        "kirim" => national::ask(app, case.id).await,
        "nomor" => national::note_number(app, case.id, sent.text("number")).await,
        _ => Err(AppError::NotFound),
    };
    match done {
        Ok(()) => Redirect::to(&format!(
            "{}/ruang/laporan/{}#sp4n",
            seat.here.site.base, case.tracking
        ))
        .into_response(),
        Err(AppError::Invalid(wrong)) => {
            let code = wrong
                .first()
                .map(|wrong| wrong.code.clone())
                .unwrap_or_default();
            refused(&seat, &case, &code).await
        }
        Err(error) => errors::answer(&seat.here, &error, sent.text("number")),
    }
}

async fn refused(seat: &Seat, case: &CaseView, code: &str) -> Response {
    let i18n = seat.here.i18n;
    let key = [format!("sp4n-hindrance-{code}"), format!("field-{code}")];
    let key = key.into_iter().find(|key| i18n.has(key));
    let told = key.map(|key| i18n.t(&key)).unwrap_or_default();
    report::with_notice(seat, case, Tone::Warning, told).await
}

/// Our number of a report that has this number in the national system, where this officer may see it.
pub(super) async fn number_of(seat: &Seat, number: &str) -> Result<Option<TrackingNo>, AppError> {
    let app = seat.here.app();
    let Some(id) = national::by_tracking(app, number).await? else {
        return Ok(None);
    };
    let case = case::read(app, id, Onlooker::Officer(seat.officer.id)).await?;
    Ok(case.map(|case| case.tracking))
}
