//! The answer to a report that was taken in: number and phrase, once.

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::receive::Receipted;
use lapor_app::sign_in;
use lapor_domain::words::Identity;

use super::show;
use crate::errors;
use crate::layout::{Nav, page};
use crate::session::{self, CookieOf};
use crate::state::{Here, face};
use crate::view::parts::{ClockExplain, ClockLine, ClockStanding};
use crate::view::receipt::ReceiptPage;

/// Shows the receipt and opens the own view in this browser.
pub(super) async fn show(here: &Here, receipted: &Receipted) -> Response {
    let status = if receipted.again {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    // The report is kept: whatever fails from here on, its number and phrase are shown.
    let case = case::read(here.app(), receipted.report, Onlooker::Reporter)
        .await
        .unwrap_or_else(|error| {
            errors::note(errors::kind(&error), &error);
            None
        });
    let zone = case.as_ref().map_or_else(|| here.zone(), |case| case.zone);
    let clock = case
        .as_ref()
        .and_then(|case| show::clock(here, case).into_iter().next());
    let receipt = ReceiptPage {
        l: here
            .layout(Nav::File)
            .one_off()
            .with_scripts(ReceiptPage::SCRIPTS),
        number: crate::format::grouped(&receipted.tracking.to_string()),
        phrase: receipted
            .phrase
            .words()
            .iter()
            .map(|word| (*word).to_owned())
            .collect(),
        received: here.i18n.moment(receipted.received_at, face(zone)),
        clock: clock.unwrap_or_else(|| ClockLine {
            standing: ClockStanding::Running,
            name: here.i18n.t("clock-verification"),
            due: String::new(),
            remaining: String::new(),
            explain: ClockExplain::default(),
        }),
        no_identity: case
            .as_ref()
            .is_some_and(|case| case.identity == Identity::None),
        number_opens_nothing: case
            .as_ref()
            .is_some_and(|case| case.rahasia || case.supervisory),
        track_address: format!("{}{}/lacak", here.host(), here.site.base),
    };
    let mut response = page(status, &receipt);
    match sign_in::start_reporter(here.app(), receipted.report).await {
        Ok(token) => session::open(&mut response, &here.web, CookieOf::Reporter, token),
        Err(error) => errors::note(errors::kind(&error), &error),
    }
    response
}
