//! Telling the sender of a letter that could not be taken.

use lapor_domain::contact::Email;
use lapor_domain::ids::BodyId;

use super::{Desk, delivery_key, language};
use crate::app::App;
use crate::channels::mail::read::{self, LetterError};
use crate::channels::settle;
use crate::error::AppError;

/// Tells the sender of a letter that could not be taken why, by what its head says; whom nobody can answer is not told.
/// The same letter again tells nobody.
///
/// # Errors
/// Where the record fails.
pub async fn refuse(app: &App, body: BodyId, raw: &[u8], why: LetterError) -> Result<(), AppError> {
    let head = read::head(raw);
    let Ok(incoming) = read::read(head) else {
        return Ok(());
    };
    let Ok(email) = Email::parse(&incoming.from) else {
        return Ok(());
    };
    // Taken already, and only not moved: then there is nothing to tell.
    let taken = delivery_key(app, "mail-delivery", body, &incoming, raw);
    let key = delivery_key(app, "mail-refused", body, &incoming, head);
    if settle::is_seen(app, taken).await? || settle::is_seen(app, key).await? {
        return Ok(());
    }
    let desk = Desk {
        app,
        body,
        key,
        language: language(&incoming),
        to: email.expose().to_owned(),
        incoming,
    };
    if desk.incoming.automatic || desk.is_our_own() {
        return Ok(());
    }
    let key = match why {
        LetterError::TooLarge => "trouble-too-big",
        LetterError::TooManyParts => "trouble-parts",
        LetterError::Unreadable | LetterError::NoSender => "trouble-other",
    };
    desk.trouble(key).await.map(drop)
}
