//! `POST /open311/v2/requests`: a new report from a program.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use lapor_app::report::receive::{self, Receipted};
use lapor_domain::ids::BodyId;
use lapor_domain::report::permit::Actor;
use open311::{Receipt, Receipts, Ticket};

use super::BASE;
use super::door::{Door, document};
use super::filing::filing;
use super::intake;
use super::key;
use super::problem::Problem;
use super::retry::{self, Settled};
use crate::public::receipt;
use crate::public::show;

/// The door's name at the record.
pub(super) const DOOR: &str = "open311";

/// Takes a report in.
pub(super) async fn send(mut door: Door, request: Request) -> Response {
    match take(&mut door, request).await {
        Ok((receipted, holder)) => answer(&door, &receipted, holder),
        Err(problem) => door.refuse(problem),
    }
}

async fn take(door: &mut Door, request: Request) -> Result<(Receipted, BodyId), Problem> {
    let headers = request.headers().clone();
    let intake = intake::read(door, request).await?;
    let key = key::required(door, &intake.params).await?;
    let body = door.body(&intake.params)?;
    if !key::concerns(door, &key, body) {
        return Err(Problem::of(
            door.i18n(),
            StatusCode::FORBIDDEN,
            "open311-key-elsewhere",
        ));
    }
    door.at(body);
    let filing = filing(door, &intake.params, body, intake.photo_count)?;
    let holder = receive::holder(&door.here.rules(), &filing);
    let settled = retry::settle(door, &headers, &key, &filing, &intake.photos).await;
    let under = match settled.map_err(|error| door.failed(&error))? {
        Settled::Before(receipted) => return Ok((*receipted, holder)),
        Settled::Under(under) => under,
    };
    let app = door.here.app();
    let received = receive::receive(app, Actor::Reporter, DOOR, under, filing, intake.photos).await;
    received
        .map(|receipted| (receipted, holder))
        .map_err(|error| door.failed(&error))
}

/// The number, what happens next, and the words with which the reporter opens the report: once, as on paper.
fn answer(door: &Door, receipted: &Receipted, holder: BodyId) -> Response {
    let i18n = door.i18n();
    let promise = show::first_promise(&door.here, holder, receipted.received_at);
    let promise = format!("{}: {}.", promise.name, promise.due);
    let phrase = receipted.phrase.words().join(" ");
    let number = receipted.tracking.to_string();
    let notice = i18n.t2("open311-notice", "promise", promise, "phrase", phrase);
    let receipts = Receipts(vec![Receipt {
        ticket: Ticket::Id(number.clone()),
        service_notice: Some(notice),
        account_id: None,
    }]);
    let mut response = document(receipt::status(receipted), door.format, &receipts);
    let path = format!("{BASE}/requests/{number}.{}", door.format.suffix());
    if let Ok(location) = HeaderValue::from_str(&door.address(&path)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
