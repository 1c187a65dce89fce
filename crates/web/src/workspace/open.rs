//! `POST /ruang/laporan/{number}/buka`: what needs a reason is logged, then shown once.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::report::case::{CaseView, Shown};
use lapor_app::report::open;
use lapor_domain::content::ContentKind;

use super::seat::Seat;
use super::{answers, choices, provenance, report};
use crate::errors;
use crate::form::Sent;
use crate::state::{Here, face};
use crate::workspace_view::report::{Original, Words};
use crate::workspace_view::sealed::{Sealed, What};

/// Opens and shows.
pub(super) async fn with_reason(
    here: Here,
    Path(number): Path<String>,
    request: Request,
) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let case = match report::find(&seat, &number).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    let Some(what) = What::from_code(sent.text("what")) else {
        return errors::answer(&seat.here, &AppError::NotFound, "");
    };
    if what == What::Document {
        return provenance::download(&seat, &case, sent.text("file"), sent.text("text")).await;
    }
    match opened(&seat, &case, what, sent.text("text")).await {
        Ok(parts) => show(&seat, &case, what, parts).await,
        Err(error) => errors::answer(&seat.here, &error, sent.text("text")),
    }
}

async fn opened(
    seat: &Seat,
    case: &CaseView,
    what: What,
    reason: &str,
) -> Result<Vec<(ContentKind, String)>, AppError> {
    let kinds: Vec<ContentKind> = match what {
        What::Original => vec![ContentKind::TextOriginal],
        What::Name => vec![ContentKind::Name],
        What::Contact => case
            .contact
            .iter()
            .filter(|(_, shown)| !matches!(shown, Shown::No))
            .map(|(kind, _)| *kind)
            .collect(),
        What::Answers => vec![ContentKind::Answers],
        What::Source => vec![ContentKind::Source],
        What::Attachments | What::Document => Vec::new(),
    };
    let mut parts = Vec::new();
    for kind in kinds {
        let words =
            open::with_reason(seat.here.app(), seat.officer.id, case.id, kind, reason).await?;
        parts.push((kind, words));
    }
    if parts.is_empty() {
        Err(AppError::NotFound)
    } else {
        Ok(parts)
    }
}

async fn show(
    seat: &Seat,
    case: &CaseView,
    what: What,
    parts: Vec<(ContentKind, String)>,
) -> Response {
    // Read again: the look itself is in the access log now.
    let case = match report::find(seat, &case.tracking.to_string()).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    let region = seat.here.region().await;
    let choices = match choices::with_proposals(seat, &case, None).await {
        Ok(choices) => choices,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    let mut page = report::view(seat, &case, &region, &choices);
    let named = |parts: Vec<(ContentKind, String)>| {
        let label = |kind: ContentKind| {
            seat.here
                .i18n
                .t(&format!("fact-{}", kind.as_str().replace('_', "-")))
        };
        Sealed::Open(
            parts
                .into_iter()
                .map(|(kind, words)| (label(kind), words))
                .collect(),
        )
    };
    match what {
        What::Original => {
            let text = parts.into_iter().map(|(_, words)| words).collect();
            page.original = Original::Shown(Words {
                title: String::new(),
                text,
            });
        }
        What::Name => page.name = named(parts),
        What::Contact => page.contact = named(parts),
        What::Answers => page.answers.open(
            parts
                .iter()
                .flat_map(|(_, words)| answers::rows(seat.here.i18n, case.zone, words))
                .collect(),
        ),
        What::Source => {
            let text = parts.first().map_or("", |(_, text)| text.as_str());
            page.source = Sealed::Open(provenance::parts(seat.here.i18n, face(case.zone), text));
        }
        What::Attachments | What::Document => {}
    }
    page.l = page.l.one_off();
    crate::layout::page(StatusCode::OK, &page)
}
