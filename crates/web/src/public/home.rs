//! `GET /`: the start page.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use lapor_app::error::AppError;

use super::{choices, list, stats};
use crate::errors;
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::forms::Choice;
use crate::view::home::{HomeFigures, HomePage, Promise};

/// Released reports on the start page.
const LATEST: u32 = 3;

/// File, track, what happens next, how it is going.
pub(super) async fn page(here: Here) -> Response {
    match home(&here).await {
        Ok(home) => respond(StatusCode::OK, &home),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn home(here: &Here) -> Result<HomePage, AppError> {
    let rules = here.rules();
    let policy = rules.policy(choices::explained(here, &rules), here.app().now());
    let bodies = match here.body {
        Some(_) => Vec::new(),
        None => choices::agencies(&rules)
            .into_iter()
            .map(|body| Choice::new(format!("/b/{}", body.slug), body.name))
            .collect(),
    };
    Ok(HomePage {
        l: here.layout(Nav::Home),
        bodies,
        promise: Promise {
            verify: u64::from(policy.verification.days),
            first_answer: u64::from(policy.first_follow_up.days),
            resolve: u64::from(policy.resolution.complaint.days),
            respond: u64::from(policy.auto_close.days),
        },
        figures: figures(here).await?,
        latest: list::latest(here, LATEST).await?,
    })
}

/// Figures of the last year that has any: this one, or the one before while it is young.
async fn figures(here: &Here) -> Result<Option<HomeFigures>, AppError> {
    let i18n = here.i18n;
    let this = here.zone().local_date(here.app().now()).year();
    let latest = stats::latest_year(here).await?.unwrap_or(this);
    let (Ok(from), Ok(to)) = (Date::new(latest, 1, 1), Date::new(latest, 12, 31)) else {
        return Ok(None);
    };
    let answer = stats::total(here, from, to).await?;
    let total = answer.total;
    if total.received == 0 {
        return Ok(None);
    }
    let (from, to) = (i18n.date(answer.ask.from), i18n.date(answer.ask.to));
    let period = i18n.t2("stats-period", "from", from, "to", to);
    let (_, as_of) = stats::last_day(i18n, &answer);
    let mut period = format!("{period}, {as_of}");
    if answer.in_fives {
        period = format!("{period}; {}", i18n.t("stats-in-fives-short"));
    }
    Ok(Some(HomeFigures {
        period,
        received: i18n.number(total.received),
        handled: i18n.number(total.handled),
        in_process: i18n.number(total.in_process),
        not_followed_up: i18n.number(total.not_followed_up),
    }))
}
