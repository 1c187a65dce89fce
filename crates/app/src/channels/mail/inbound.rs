//! A letter comes in: a new report, or an answer to one of ours.
//!
//! An answer finds its report by the token of the address it was sent to, or by the letters it answers; both are keyed
//! hashes that only the reporter's mailbox knows. It counts as the reporter's only from the reporter's own address.

mod answer;
mod file;
mod find;
mod left_out;
mod machine;
mod refuse;
mod reply;
mod wish;

use lapor_domain::contact::Email;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::outbox::{self, Purpose};
use lapor_store::{Query, StoreError, Tx};
use sha2::{Digest as _, Sha256};

use super::read::{self, Letter as Incoming, LetterError};
use super::trim;
use crate::app::App;
use crate::channels::delivery;
use crate::channels::settle;
use crate::channels::tongue;
use crate::error::AppError;
use crate::notify::words::Language;

pub use refuse::refuse;

/// What a letter came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameTo {
    /// A new report.
    Report,
    /// The reporter's reply to one, or their wish that it be hidden.
    Reply,
    /// A machine wrote it: nothing was done.
    Automatic,
    /// It was taken in before.
    Repeat,
    /// It could not be taken, and its sender is told why.
    Told,
    /// A server reports of a letter of ours.
    Bounce,
}

/// Why a letter was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It cannot be read: the sender's own server tells them.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// The record: the server shall try again.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Takes a letter in for a body. The same letter again does nothing.
///
/// # Errors
/// [`MailError`].
pub async fn take(app: &App, body: BodyId, raw: &[u8]) -> Result<CameTo, MailError> {
    let incoming = read::read(raw)?;
    let key = delivery_key(app, "mail-delivery", body, &incoming, raw);
    let mut desk = Desk {
        app,
        body,
        key,
        language: language(&incoming),
        incoming,
        to: String::new(),
    };
    if settle::is_seen(app, key).await? {
        return Ok(CameTo::Repeat);
    }
    if desk.incoming.automatic || desk.is_our_own() {
        return Ok(desk.machine().await?);
    }
    let Ok(email) = Email::parse(&desk.incoming.from) else {
        return Err(LetterError::NoSender.into());
    };
    email.expose().clone_into(&mut desk.to);
    delivery::heard_from(app, body, Purpose::Email, &desk.to).await?;
    match desk.answered().await? {
        Some(report) => {
            let noted = app.store().read(NotedLanguage(report.id)).await;
            if let Some(noted) = noted.map_err(AppError::from)? {
                desk.language = Language::of_code(&noted);
            }
            Ok(desk.reply(&report).await?)
        }
        None => Ok(desk.report().await?),
    }
}

/// The same letter has the same key: by its own id, or by all of it where it has none.
fn delivery_key(
    app: &App,
    purpose: &'static str,
    body: BodyId,
    incoming: &Incoming,
    raw: &[u8],
) -> [u8; 32] {
    let id: [u8; 32] = match &incoming.id {
        Some(id) => Sha256::digest(id.as_bytes()).into(),
        None => Sha256::digest(raw).into(),
    };
    let keys = app.keys().installation_key(purpose);
    keys.mac(&[body.0.as_bytes(), &id, incoming.from.as_bytes()])
}

/// The language of a letter: what it says, or what its words are.
fn language(incoming: &Incoming) -> Language {
    match incoming.language.as_deref() {
        Some(said) if said.starts_with("en") => Language::En,
        Some(said) if said.starts_with("id") => Language::Id,
        _ => tongue::of(&format!(
            "{} {}",
            incoming.subject,
            trim::reply(&incoming.text)
        )),
    }
}

struct Desk<'a> {
    app: &'a App,
    body: BodyId,
    key: [u8; 32],
    language: Language,
    incoming: Incoming,
    to: String,
}

struct NotedLanguage(ReportId);

impl Query for NotedLanguage {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::language(tx, self.0).await
    }
}

#[cfg(test)]
mod tests {
    use super::find::token;
    use super::left_out::shown;
    use super::wish::{only_wishes, wishes};

    #[test]
    fn tokens_and_wishes() {
        let pattern = "lapor+{token}@kota.example";
        assert_eq!(token("lapor+abc@kota.example", pattern), Some("abc"));
        assert_eq!(token("lapor@kota.example", pattern), None);
        assert_eq!(wishes("RAHASIA: anonim - pungli"), ("pungli", true, true));
        assert_eq!(wishes("Rahasiakan nama"), ("Rahasiakan nama", false, false));
        assert_eq!(wishes(""), ("", false, false));
        assert_eq!(only_wishes("*Rahasia*."), Some((true, false)));
        assert_eq!(only_wishes("anonim, RAHASIA"), Some((true, true)));
        assert_eq!(only_wishes("RAHASIA tolong"), None);
        assert_eq!(only_wishes(" -- "), None);
    }

    #[test]
    fn names_of_what_is_left_out() {
        let names = ["pungli kepala dinas.pdf".to_owned(), "lampiran".to_owned()];
        assert_eq!(shown(&names, false), "pungli kepala dinas.pdf, lampiran");
        assert_eq!(shown(&names, true), "….pdf, …");
        let many = vec!["a.zip".to_owned(); 30];
        assert_eq!(shown(&many, false).matches("a.zip").count(), 10);
    }
}
