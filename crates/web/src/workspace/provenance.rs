//! Where a report recorded by an officer came from, and the papers that came with it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::error::AppError;
use lapor_app::report::case::{CaseView, Shown};
use lapor_app::report::documents::Kind;
use lapor_app::report::open;
use lapor_domain::ids::FileId;
use lapor_domain::source::{Link, Source};

use super::seat::Seat;
use crate::errors;
use crate::format::Clockface;
use crate::i18n::I18n;
use crate::state::face;
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::sealed::{Sealed, What};

/// A file that somebody sent: nothing in it runs, whatever opens it.
const FILE_POLICY: &str = "sandbox; default-src 'none'";

/// The source, as this officer may read it.
pub(super) fn sealed(seat: &Seat, case: &CaseView, href: &str) -> Sealed {
    match &case.source {
        Shown::Words(text) => Sealed::Shown(parts(seat.here.i18n, face(case.zone), text)),
        Shown::WithReason => Sealed::closed(&seat.here.i18n, What::Source, href),
        Shown::No | Shown::Erased => Sealed::Absent,
    }
}

/// Name and value of each thing that is known of the source.
pub(super) fn parts(i18n: I18n, face: Clockface, text: &str) -> Vec<(String, String)> {
    let source: Source = serde_json::from_str(text).unwrap_or_default();
    let platform = Link::parse(&source.link)
        .ok()
        .and_then(|link| link.platform());
    let platform = platform.map(|platform| i18n.t(&format!("platform-{}", platform.as_str())));
    let date = source.letter_date.map(|day| i18n.date(day));
    let told = source.told_at.map(|at| i18n.moment(at, face));
    let known = [
        ("source-platform", platform.unwrap_or_default()),
        ("source-link", source.link),
        ("source-sender", source.sender),
        ("source-letter-no", source.letter_no),
        ("source-letter-date", date.unwrap_or_default()),
        ("source-told", told.unwrap_or_default()),
    ];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    known.map(|(key, value)| (i18n.t(key), value)).collect()
}

/// Each paper, closed.
pub(super) fn papers(seat: &Seat, case: &CaseView, href: &str) -> Vec<Sealed> {
    let i18n = &seat.here.i18n;
    let paper = |(n, document): (usize, &lapor_app::report::case::DocumentView)| {
        let kind = document.media_type.rsplit('/').next().unwrap_or_default();
        let name = format!(
            "{} {n} ({}, {} KB)",
            i18n.t("open-document"),
            kind.to_uppercase(),
            document.bytes.div_ceil(1024)
        );
        let reason =
            Field::new("text", i18n.t("open-reason"), Input::Line).hint(i18n.t("open-reason-hint"));
        let form = Form::new(
            format!("buka-berkas-{n}"),
            format!("{href}/buka"),
            i18n.t1("open-button", "what", name),
            vec![reason],
        );
        let form = form.hidden("what", What::Document.as_str());
        Sealed::Closed(Box::new(form.hidden("file", document.file.to_string())))
    };
    (1..).zip(&case.documents).map(paper).collect()
}

/// A paper, handed over as a file to keep: it is never shown inside our pages.
pub(super) async fn download(seat: &Seat, case: &CaseView, file: &str, reason: &str) -> Response {
    let Ok(file) = file.parse::<FileId>() else {
        return errors::answer(&seat.here, &AppError::NotFound, "");
    };
    let opened = open::document(seat.here.app(), seat.officer.id, case.id, file, reason).await;
    let (media_type, bytes) = match opened {
        Ok(opened) => opened,
        Err(error) => return errors::answer(&seat.here, &error, reason),
    };
    let extension = Kind::of(&bytes).map_or("bin", Kind::extension);
    let name = format!(
        "attachment; filename=\"laporan-{}.{extension}\"",
        case.tracking
    );
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    for (header, value) in [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CONTENT_SECURITY_POLICY, FILE_POLICY),
        (header::CACHE_CONTROL, "private, no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    response
}
