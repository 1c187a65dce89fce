//! What is done with a document: changed, approved, thrown away, withdrawn.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::official::OfficialError;
use lapor_app::official::edition::{self, Edit, PublishError};
use uuid::Uuid;

use super::one::{Mended, said, shown};
use super::{answer, mends};
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace::seat::Seat;

/// Does it, then shows the document again.
pub(in crate::workspace) async fn act(
    here: Here,
    Path((id, deed)): Path<(String, String)>,
    request: Request,
) -> Response {
    let sent = Sent::read(request).await;
    let seat = match here.officer().await {
        Ok(_) => match Seat::take(here).await {
            Ok(seat) => seat,
            Err(response) => return response,
        },
        // What was written is handed back where the session has ended.
        Err(error) => return errors::answer(&here, &error, sent.text("advice")),
    };
    let (form, done) = match deed.as_str() {
        "ubah" => ("ubah", change(&seat, &id, &sent).await),
        "setujui" => ("ubah", approve(&seat, &id, &sent).await),
        "buang" => ("buang", discard(&seat, &id).await),
        "tarik" => ("tarik", withdraw(&seat, &id).await),
        _ => return errors::answer(&seat.here, &AppError::NotFound, ""),
    };
    let wrong = match done {
        Ok(()) => {
            let base = &seat.here.site.base;
            return Redirect::to(&format!("{base}/ruang/dokumen/{id}?selesai=1")).into_response();
        }
        Err(PublishError::Personal(found)) => {
            let places: Vec<String> = found.iter().take(20).map(|one| said(&seat, one)).collect();
            Errors::one(mending(&seat, &id).await, places.join("; "))
        }
        Err(PublishError::Official(error)) => match mends(seat.here.i18n, &error) {
            Some(wrong) => wrong,
            None => return answer(&seat, &error),
        },
    };
    let mended = Mended {
        form,
        sent: &sent,
        wrong,
    };
    match shown(&seat, &id, Some(mended)).await {
        Ok(page) => layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page),
        Err(error) => answer(&seat, &error),
    }
}

/// The field in which personal data is taken out of a document.
async fn mending(seat: &Seat, id: &str) -> &'static str {
    let Ok(id) = id_of(id) else {
        return "as_of";
    };
    let edition = edition::theirs(seat.here.app(), seat.officer.id, id).await;
    match edition.map(|edition| edition.layout) {
        Ok(layout) if layout.lists_reports() => "masked",
        Ok(layout) if layout.written().is_some() => "advice",
        _ => "as_of",
    }
}

fn id_of(id: &str) -> Result<Uuid, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

fn version(sent: &Sent) -> u32 {
    sent.text("version").parse().unwrap_or_default()
}

async fn change(seat: &Seat, id: &str, sent: &Sent) -> Result<(), PublishError> {
    let app = seat.here.app();
    let id = id_of(id)?;
    let edit = Edit {
        version: version(sent),
        advice: sent.text("advice").lines().map(str::to_owned).collect(),
        is_masked: sent.text("masked") == "yes",
        as_of: as_of(seat, id, sent).await?,
    };
    Ok(edition::edit(app, seat.officer.id, id, &edit).await?)
}

/// The end of a day; none where it stays as it is.
async fn as_of(seat: &Seat, id: Uuid, sent: &Sent) -> Result<Option<Timestamp>, PublishError> {
    let text = sent.text("as_of").trim();
    if text.is_empty() {
        return Ok(None);
    }
    let app = seat.here.app();
    let edition = edition::theirs(app, seat.officer.id, id).await?;
    let zone = app.rules().zone(edition.body);
    let end = text
        .parse::<Date>()
        .and_then(Date::tomorrow)
        .map(|next| zone.start_of_day(next));
    end.map(Some).map_err(|_| {
        let wrong = lapor_app::error::FieldError::new("as_of", "not_a_date");
        PublishError::Official(OfficialError::App(AppError::Invalid(vec![wrong])))
    })
}

async fn approve(seat: &Seat, id: &str, sent: &Sent) -> Result<(), PublishError> {
    let id = id_of(id)?;
    edition::approve(seat.here.app(), seat.officer.id, id, version(sent)).await
}

async fn discard(seat: &Seat, id: &str) -> Result<(), PublishError> {
    let id = id_of(id)?;
    Ok(edition::discard(seat.here.app(), seat.officer.id, id).await?)
}

async fn withdraw(seat: &Seat, id: &str) -> Result<(), PublishError> {
    let id = id_of(id)?;
    Ok(edition::withdraw(seat.here.app(), seat.officer.id, id).await?)
}
