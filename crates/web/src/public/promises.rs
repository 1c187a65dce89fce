//! `GET /janji`: what a body promised to change, and what became of it.

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::plans::{self, Public, Told};

use super::choices;
use crate::layout::{Nav, page as respond};
use crate::measure_words;
use crate::plan_words as words;
use crate::state::Here;
use crate::view::forms::Choice;
use crate::view::promises::{PromiseCard, PromisesPage};

/// The promises.
pub(super) async fn page(here: Here) -> Response {
    let (bodies, promises) = if let Some(body) = here.body {
        let told = plans::public(here.app(), body);
        let cards = told.iter().map(|told| card(&here, told));
        (Vec::new(), cards.collect())
    } else {
        let agencies = choices::agencies(&here.rules()).into_iter();
        let link = |body: &str| format!("/b/{body}/janji");
        let links = agencies.map(|body| Choice::new(link(&body.slug), body.name));
        (links.collect(), Vec::new())
    };
    let page = PromisesPage {
        l: here.layout(Nav::Statistics),
        bodies,
        promises,
    };
    respond(StatusCode::OK, &page)
}

fn card(here: &Here, told: &Told) -> PromiseCard {
    let i18n = here.i18n;
    let known = |value: Public, days: u16| match value {
        Public::Value(value) => {
            let value = words::value(i18n, &told.measure, value);
            format!("{value} ({})", words::known(i18n, days))
        }
        Public::TooFew => i18n.t("promise-too-few"),
        Public::Inside => i18n.t("promise-inside"),
    };
    let mut facts = vec![
        (
            i18n.t("plan-col-measure"),
            measure_words::name(i18n, &told.measure),
        ),
        (i18n.t("plan-before"), known(told.before, told.before_days)),
        (
            i18n.t("plan-target"),
            words::target(i18n, &told.measure, told.goal, told.target),
        ),
    ];
    if told.is_judged() {
        let after = told.after.unwrap_or(Public::TooFew);
        let days = told.after_days.unwrap_or(told.before_days);
        facts.push((i18n.t("plan-after"), known(after, days)));
    } else {
        facts.push((i18n.t("plan-col-percent"), format!("{} %", told.percent)));
    }
    PromiseCard {
        title: told.title.clone(),
        chip: words::chip(i18n, told.state),
        unit: told.unit.clone(),
        cause: told.cause.clone(),
        promise: told.promise.words.clone(),
        due: i18n.t1("promise-due", "date", i18n.date(told.promise.due)),
        facts,
        news: told.news.as_ref().map_or(String::new(), |(at, text)| {
            format!("{}: {text}", i18n.moment(*at, here.face()))
        }),
    }
}
