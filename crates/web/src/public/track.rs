//! `GET /lacak`, `POST /lacak`: finding a report by its number or its phrase.

use std::time::Duration;

use axum::extract::{Query, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::sign_in;
use lapor_domain::clock::ClockKind;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::StateCode;
use serde::Deserialize;

use super::show;
use crate::errors;
use crate::form::Sent;
use crate::layout::{Layout, Nav, Tone, page};
use crate::session::{self, CookieOf};
use crate::state::Here;
use crate::view::errors::{ErrorKind, ErrorPage};
use crate::view::forms::Errors;
use crate::view::track::{StatePage, TrackPage};

/// No answer that opens nothing comes sooner: how long it took must not tell an unknown number
/// from a secret report.
pub(crate) const NOTHING_TAKES: Duration = Duration::from_millis(120);

/// Words of a phrase.
const PHRASE_WORDS: usize = 8;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    number: String,
    /// One's own report was asked for after its session had ended.
    #[serde(default)]
    habis: String,
}

/// The two boxes, or what a number alone shows.
pub(super) async fn by_number(here: Here, Query(asked): Query<Asked>) -> Response {
    if asked.number.trim().is_empty() {
        let mut boxes = boxes(&here, String::new(), Errors::default());
        if !asked.habis.is_empty() {
            let words = here.i18n.t("track-session-over");
            boxes.l = boxes.l.with_notice(Tone::Info, words);
        }
        return page(StatusCode::OK, &boxes);
    }
    let Ok(number) = TrackingNo::parse(&asked.number) else {
        let errors = Errors::one("number", here.i18n.t("track-number-wrong"));
        let typed: String = asked.number.chars().take(20).collect();
        return page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &boxes(&here, typed, errors),
        );
    };
    // Counted from now on, whatever the record does meanwhile.
    let floor = tokio::time::sleep(NOTHING_TAKES);
    match look_up(&here, number).await {
        Ok(Some(case)) if case.is_public => to(&here, &format!("/laporan/{}", case.tracking)),
        Ok(Some(case)) => page(StatusCode::OK, &state(&here, &case)),
        Ok(None) => {
            floor.await;
            // One answer for all that opens nothing; not even the number stands in it.
            ErrorPage::new(plain_layout(&here), ErrorKind::NotFound).respond()
        }
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// Opens one's own report with its phrase.
pub(super) async fn by_phrase(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let phrase = sent.text("phrase");
    let words = phrase
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .count();
    if words != PHRASE_WORDS {
        return wrong_phrase(&here, "track-phrase-short");
    }
    match sign_in::reporter(here.app(), phrase, &here.from).await {
        Ok((token, _)) => {
            let mut response = to(&here, "/milik");
            session::open(&mut response, &here.web, CookieOf::Reporter, token);
            response
        }
        Err(AppError::NotFound) => wrong_phrase(&here, "track-phrase-unknown"),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

pub(crate) async fn look_up(here: &Here, number: TrackingNo) -> Result<Option<CaseView>, AppError> {
    let app = here.app();
    sign_in::may_guess(app, "number", &here.from).await?;
    let found = case::by_number(app, number, Onlooker::TrackingNumber).await?;
    if found.is_none() {
        sign_in::guessed_wrong(app, "number", &here.from).await?;
    }
    Ok(found)
}

fn state(here: &Here, case: &CaseView) -> StatePage {
    StatePage {
        l: here.layout(Nav::Track).private(),
        number: show::number(case),
        chip: show::chip(here.i18n, case),
        steps: show::steps(here.i18n, case),
        turn: show::turn(here.i18n, case, false),
        clocks: show::clock(here, case),
        received: here.i18n.date(case.zone.local_date(case.received_at)),
        ways: ways(here, case),
    }
}

/// What the reporter can still do, for who may be the reporter.
fn ways(here: &Here, case: &CaseView) -> Vec<String> {
    let i18n = here.i18n;
    let windows = [
        (ClockKind::ObjectionWindow, "state-may-object"),
        (ClockKind::ReopenWindow, "state-may-reopen"),
    ];
    let mut ways: Vec<String> = windows
        .into_iter()
        .filter(|_| !case.objection_open)
        .filter_map(|(kind, key)| {
            let until = show::window_end(here, case, kind)?;
            Some(i18n.t1(key, "until", until))
        })
        .collect();
    let late = case.due.as_ref().is_some_and(|due| due.overdue);
    if late || matches!(case.state, StateCode::Closed | StateCode::Archived) {
        ways.push(i18n.t("state-ombudsman"));
    }
    ways
}

fn boxes(here: &Here, number: String, errors: Errors) -> TrackPage {
    TrackPage {
        l: plain_layout(here),
        errors,
        number,
    }
}

fn wrong_phrase(here: &Here, key: &str) -> Response {
    let errors = Errors::one("phrase", here.i18n.t(key));
    page(
        StatusCode::UNPROCESSABLE_ENTITY,
        &boxes(here, String::new(), errors),
    )
}

/// The frame without what was typed.
fn plain_layout(here: &Here) -> Layout {
    let mut layout = here.layout(Nav::Track);
    layout.path = layout.href("/lacak");
    layout
}

/// Leads on to a page of this site.
pub(super) fn to(here: &Here, path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let target = format!("{}{path}", here.site.base);
    if let Ok(target) = HeaderValue::from_str(&target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}
