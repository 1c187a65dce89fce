//! `/ruang/dokumen`: documents that the office owes, from draft to published edition.

mod act;
mod list;
mod one;

pub(super) use act::act;
pub(super) use list::{make, page, without_evidence};
pub(crate) use one::attachment;
pub(super) use one::{file, page as one};

use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::official::OfficialError;
use lapor_domain::ids::BodyId;
use lapor_domain::official::may_make;

use crate::errors;
use crate::i18n::I18n;
use crate::view::forms::Errors;
use crate::workspace::seat::Seat;

/// The body whose documents an officer makes: that of the pages, where they may, else the first of their own.
pub(super) fn body(seat: &Seat) -> Option<BodyId> {
    let rules = seat.here.rules();
    let own = seat.officer.grants.iter().map(|grant| grant.body);
    let mut bodies = seat.here.body.into_iter().chain(own);
    bodies.find(|body| may_make(&rules.directory, seat.officer.id, *body))
}

/// The page about an error that no field is to blame for.
pub(super) fn answer(seat: &Seat, error: &OfficialError) -> Response {
    let internal = AppError::NotFound;
    let error = match error {
        OfficialError::App(error) => error,
        OfficialError::Form(form) => {
            tracing::error!(error = %form, "document could not be written");
            return errors::answer(
                &seat.here,
                &AppError::Record(lapor_store::record::RecordError::Store(
                    lapor_store::StoreError::Panicked("document"),
                )),
                "",
            );
        }
        _ => &internal,
    };
    errors::answer(&seat.here, error, "")
}

/// What must be mended, as a form shows it; none where no field is to blame.
pub(super) fn mends(i18n: I18n, error: &OfficialError) -> Option<Errors> {
    Some(match error {
        OfficialError::App(AppError::Invalid(fields)) => {
            errors::fields(i18n, fields, |field| field)
        }
        OfficialError::Future(_) => Errors::one("period", i18n.t("official-future")),
        OfficialError::NotBegun { .. } => Errors::one("period", error.to_string()),
        OfficialError::NotMonths(_) => Errors::one("period", i18n.t("official-not-months")),
        OfficialError::NoRecap(_) => Errors::one("period", i18n.t("official-no-recap")),
        OfficialError::TooEarly { .. } => Errors::one("as_of", error.to_string()),
        OfficialError::NoProvince => Errors::one("layout", error.to_string()),
        OfficialError::Ask(ask) => Errors::one("as_of", ask.to_string()),
        OfficialError::Question(question) => Errors::one("period", question.to_string()),
        OfficialError::Form(_) | OfficialError::App(_) => return None,
    })
}
