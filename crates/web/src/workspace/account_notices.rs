//! `POST /ruang/akun/kabar`: when and where one hears of one's work.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::notify::officers;
use lapor_app::notify::words::Language;

use super::account;
use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace_view::account::notices_form;
use crate::workspace_view::form::Form;

/// The form with what is kept.
pub(super) async fn form(seat: &Seat) -> Result<Form, AppError> {
    let settings = officers::settings(seat.here.app(), &seat.officer).await?;
    let contact = &settings.contact;
    Ok(notices_form(
        &seat.here.i18n,
        &seat.here.site.base,
        settings.wish.as_str(),
        &contact.email,
        &contact.phone,
    ))
}

/// Keeps what was chosen.
pub(super) async fn set(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let i18n = seat.here.i18n;
    let [wish, email, phone] = ["wish", "email", "phone"].map(|name| sent.text(name));
    // In the language in which it is asked for.
    let language = Language::of_code(i18n.lang.code());
    let set = officers::set(seat.here.app(), &seat.officer, wish, email, phone, language).await;
    match set {
        Ok(()) => account::back(&seat),
        Err(AppError::Invalid(wrong)) => {
            let mut wrongs = Errors::default();
            for field in &wrong {
                let words = match field.code.as_str() {
                    "no_address" => i18n.t("account-no-address"),
                    _ => errors::field_words(i18n, field),
                };
                wrongs.push(field.field, words);
            }
            let form = notices_form(&i18n, &seat.here.site.base, wish, email, phone);
            let form = form.with_errors(wrongs);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            account::show_with(&seat, status, Errors::default(), form).await
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}
