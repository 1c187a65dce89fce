//! The answer to a report that was taken in: number and phrase, once.

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::report::receive::Receipted;
use lapor_app::sign_in;
use lapor_domain::ids::BodyId;

use super::show;
use crate::errors;
use crate::layout::{Nav, page};
use crate::session::{self, CookieOf};
use crate::state::{Here, face};
use crate::view::receipt::ReceiptPage;

/// What the receipt says of a filing beside its number and phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    /// Who must verify.
    pub(crate) holder: BodyId,
    /// Neither name nor contact was given.
    pub(crate) no_identity: bool,
    /// Marked secret, or about an official.
    pub(crate) hidden: bool,
    /// The reporter wished to join a report that was there.
    pub(crate) joins: bool,
}

/// Shows the receipt and opens the own view in this browser.
pub(super) async fn show(here: &Here, receipted: &Receipted, said: Said) -> Response {
    let mut response = page(status(receipted), &view(here, receipted, said));
    // The report is kept: whatever fails from here on, its number and phrase are shown.
    match sign_in::start_reporter(here.app(), receipted.report).await {
        Ok(token) => session::open(&mut response, &here.web, CookieOf::Reporter, token),
        Err(error) => errors::note(errors::kind(&error), &error),
    }
    response
}

/// Created; or shown once more.
pub(crate) fn status(receipted: &Receipted) -> StatusCode {
    if receipted.again {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    }
}

/// The receipt as a page.
pub(crate) fn view(here: &Here, receipted: &Receipted, said: Said) -> ReceiptPage {
    let zone = here.rules().zone(said.holder);
    ReceiptPage {
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
        clock: show::first_promise(here, said.holder, receipted.received_at),
        no_identity: said.no_identity,
        number_opens_nothing: said.hidden,
        joined: said.joins.then_some(receipted.joined),
        track_address: format!("{}{}/lacak", here.host(), here.site.base),
        for_other: false,
    }
}
