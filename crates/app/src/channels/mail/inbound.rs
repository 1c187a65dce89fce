//! A letter comes in: a new report, or an answer to one of ours.
//!
//! An answer finds its report by the token of the address it was sent to, or by the letters it answers; both are keyed
//! hashes that only the reporter's mailbox knows. It counts as the reporter's only from the reporter's own address.

mod answer;
mod find;
mod machine;
mod refuse;

use lapor_domain::contact::Email;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;
use lapor_store::outbox::{self, Purpose};
use lapor_store::{Query, StoreError, Tx};
use sha2::{Digest as _, Sha256};

use super::read::{self, Letter as Incoming, LetterError};
use super::trim;
use crate::app::App;
use crate::channels::delivery;
use crate::channels::settle::{self, Give};
use crate::channels::tongue;
use crate::error::AppError;
use crate::notify::words::{Language, Places};
use crate::report::act::Act;
use crate::report::filing::{Filing, clean_text};
use crate::report::photos::{self, RawPhoto};
use crate::report::{MAX_LINE, MAX_TEXT, receive};

use self::find::IsOf;
pub use refuse::refuse;

/// What a letter came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameTo {
    /// A new report.
    Report,
    /// The reporter's reply to one.
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

impl Desk<'_> {
    async fn reply(&self, report: &Report) -> Result<CameTo, AppError> {
        let hash = self
            .app
            .key_of(report.home)
            .lookup(Purpose::Email, &self.to);
        if !self
            .app
            .store()
            .read(IsOf(report.home, hash, report.id))
            .await?
        {
            let places = Places {
                link: format!("{}/lacak", self.pages()),
                ..Places::default()
            };
            let words = self.say("sms-not-yours", &places);
            return self.tell(words).await;
        }
        let text = clean_text(&trim::reply(&self.incoming.text));
        if text.is_empty() && self.incoming.photos.is_empty() {
            return self.trouble("trouble-empty").await;
        }
        if text.len() > MAX_TEXT {
            return self.trouble("trouble-too-long").await;
        }
        let mut draft = self.app.draft(report.home);
        let (kept, lost) = self.keep_photos(&mut draft, report).await?;
        let text = with_left_out(&text, self.incoming.left_out + lost);
        let text = draft.seal(ContentKind::ReporterMessage, &text);
        let places = Places {
            number: report.tracking.to_string(),
            link: format!("{}/lacak", self.pages()),
            ..Places::default()
        };
        let answer = self.letter(
            self.say("mail-replied-subject", &places),
            self.say("mail-replied", &places),
        );
        let change = Give {
            act: Act {
                rules: self.app.rules(),
                report: report.id,
                seen: None,
                actor: Actor::Reporter,
                command: Command::Reply {
                    text,
                    files: kept.iter().map(|photo| photo.attachment.clone()).collect(),
                },
                words: draft.into_words(),
                photos: kept,
                now: self.app.now(),
                id: self.app.fresh_id(),
            },
            settle: self.settling("reply", Some(report.id), answer),
        };
        match self.app.store().run(change).await {
            Ok(()) => Ok(CameTo::Reply),
            Err(AppError::Refused(_)) => self.trouble("trouble-rule").await,
            Err(error) => Err(error),
        }
    }

    /// Photographs that can be taken; one that cannot must not lose the words.
    async fn keep_photos(
        &self,
        draft: &mut crate::app::Draft,
        report: &Report,
    ) -> Result<(Vec<photos::KeptPhoto>, usize), AppError> {
        let sent = self.incoming.photos.clone();
        match photos::keep(self.app, draft, report.home, report.id, sent.clone()).await {
            Ok(kept) => Ok((kept, 0)),
            Err(AppError::Photos(bad)) => {
                let good = without(sent, &bad);
                let kept = photos::keep(self.app, draft, report.home, report.id, good).await?;
                Ok((kept, bad.len()))
            }
            Err(error) => Err(error),
        }
    }

    async fn report(&self) -> Result<CameTo, AppError> {
        let mut photos = self.incoming.photos.clone();
        let mut left_out = self.incoming.left_out;
        loop {
            let filing = self.filing(left_out);
            let mut form_key = [0; 16];
            form_key.copy_from_slice(&self.key[..16]);
            let sent = photos.clone();
            let received =
                receive::receive(self.app, Actor::Reporter, "email", form_key, filing, sent).await;
            return match received {
                Ok(receipted) => {
                    self.settle("report", Some(receipted.report), None).await?;
                    Ok(CameTo::Report)
                }
                Err(AppError::Photos(bad)) if !bad.is_empty() => {
                    left_out += bad.len();
                    photos = without(photos, &bad);
                    continue;
                }
                Err(AppError::KeyReused) => Ok(CameTo::Repeat),
                Err(AppError::Invalid(fields)) => {
                    let empty = fields.iter().any(|field| field.code == "required");
                    self.trouble(if empty {
                        "trouble-empty"
                    } else {
                        "trouble-too-long"
                    })
                    .await
                }
                Err(error @ (AppError::Record(_) | AppError::File(_))) => Err(error),
                Err(_) => self.trouble("trouble-rule").await,
            };
        }
    }

    /// The name is kept and shown to nobody: whoever wants it shown says so on the page.
    fn filing(&self, left_out: usize) -> Filing {
        let (subject, rahasia, anonim) = wishes(&self.incoming.subject);
        let words = if self.incoming.text.trim().is_empty() {
            subject
        } else {
            self.incoming.text.trim()
        };
        let cut = |text: &str| {
            let mut end = text.len().min(MAX_LINE);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.get(..end).unwrap_or_default().to_owned()
        };
        Filing {
            text: with_left_out(words, left_out),
            title: cut(subject),
            body: Some(self.body),
            name: cut(&self.incoming.name),
            email: self.to.clone(),
            channel: Some(Channel::Email),
            rahasia,
            anonim,
            photos: self.incoming.photos.len(),
            language: Some(self.language),
            ..Filing::default()
        }
    }
}

/// `RAHASIA` and `ANONIM` in front of the subject.
fn wishes(subject: &str) -> (&str, bool, bool) {
    let (mut rahasia, mut anonim, mut rest) = (false, false, subject.trim());
    loop {
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word.to_uppercase().as_str() {
            "RAHASIA" if !rahasia => rahasia = true,
            "ANONIM" if !anonim => anonim = true,
            _ => return (rest, rahasia, anonim),
        }
        rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
}

fn without(photos: Vec<RawPhoto>, bad: &[crate::error::BadPhoto]) -> Vec<RawPhoto> {
    let is_bad = |place: usize| bad.iter().any(|bad| bad.index == place + 1);
    let numbered = photos.into_iter().enumerate();
    numbered
        .filter(|(place, _)| !is_bad(*place))
        .map(|(_, photo)| photo)
        .collect()
}

/// Says that something was attached that is not here: the officer may ask for it.
fn with_left_out(text: &str, left_out: usize) -> String {
    match left_out {
        0 => text.to_owned(),
        n => format!("{text}\n\n[{n} lampiran tidak disertakan]"),
    }
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
    use super::*;

    #[test]
    fn tokens_and_wishes() {
        let pattern = "lapor+{token}@kota.example";
        assert_eq!(token("lapor+abc@kota.example", pattern), Some("abc"));
        assert_eq!(token("lapor@kota.example", pattern), None);
        assert_eq!(wishes("RAHASIA: anonim - pungli"), ("pungli", true, true));
        assert_eq!(wishes("Rahasiakan nama"), ("Rahasiakan nama", false, false));
        assert_eq!(wishes(""), ("", false, false));
    }
}
