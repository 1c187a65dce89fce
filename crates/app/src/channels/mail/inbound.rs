//! A letter comes in: a new report, or an answer to one of ours.
//!
//! An answer finds its report by the token of the address it was sent to, or by the letters it answers; both are keyed
//! hashes that only the reporter's mailbox knows. It counts as the reporter's only from the reporter's own address.

mod machine;
mod refuse;

use lapor_domain::contact::Email;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;
use lapor_store::outbox::{self, NewMessage, Purpose};
use lapor_store::record::{self, intake};
use lapor_store::{Query, StoreError, Tx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::read::{self, Letter as Incoming, LetterError};
use super::trim;
use crate::app::App;
use crate::channels::delivery;
use crate::channels::letter::{self, Letter};
use crate::channels::settle::{self, Give, Settle};
use crate::channels::tongue;
use crate::error::AppError;
use crate::notify::wording;
use crate::notify::words::{Language, Places};
use crate::report::act::Act;
use crate::report::filing::{Filing, clean_text};
use crate::report::photos::{self, RawPhoto};
use crate::report::{MAX_LINE, MAX_TEXT, receive};

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
    /// A letter from our own address: a loop.
    fn is_our_own(&self) -> bool {
        let channels = self.app.channels();
        let own = channels
            .mail
            .as_ref()
            .and_then(|mail| mail.from.parse::<lettre::message::Mailbox>().ok());
        own.is_some_and(|own| {
            own.email
                .to_string()
                .eq_ignore_ascii_case(&self.incoming.from)
        })
    }

    /// Messages of ours that the letter may speak of: by the address it was sent to, by letters that it names.
    fn ours<'b>(&'b self, quoted: impl Iterator<Item = &'b String>) -> Vec<Uuid> {
        let channels = self.app.channels();
        let mail = channels.mail.as_ref();
        let patterns: Vec<&str> = mail
            .into_iter()
            .flat_map(|mail| [mail.bounce_to.as_deref(), mail.reply_to.as_deref()])
            .flatten()
            .collect();
        let to = &self.incoming.to;
        let by_address = to
            .iter()
            .flat_map(|to| patterns.iter().filter_map(|pattern| token(to, pattern)));
        let by_letter = quoted.chain(&self.incoming.answers);
        let by_letter = by_letter.filter_map(|id| id.split('@').next());
        by_address
            .chain(by_letter)
            .filter(|text| text.len() == 32)
            .filter_map(|text| text.parse().ok())
            .take(100)
            .collect()
    }

    /// The report that the letter answers.
    async fn answered(&self) -> Result<Option<Report>, AppError> {
        let candidates = self.ours([].iter());
        if candidates.is_empty() {
            return Ok(None);
        }
        self.app.store().read(Answered(candidates)).await?
    }

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

    async fn trouble(&self, why: &str) -> Result<CameTo, AppError> {
        let words = self.say(why, &Places::default());
        self.tell(words).await
    }

    /// Tells the sender why it was not taken.
    async fn tell(&self, words: String) -> Result<CameTo, AppError> {
        let places = Places {
            words,
            link: format!("{}/lapor", self.pages()),
            ..Places::default()
        };
        let answer = self.letter(
            self.say("mail-trouble-subject", &places),
            self.say("mail-trouble", &places),
        );
        self.settle("told", None, answer).await?;
        Ok(CameTo::Told)
    }

    async fn settle(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<NewMessage>,
    ) -> Result<(), AppError> {
        let settle = self.settling(outcome, report, answer);
        self.app.store().run(settle).await
    }

    fn settling(
        &self,
        outcome: &'static str,
        report: Option<ReportId>,
        answer: Option<NewMessage>,
    ) -> Settle {
        let who = self.app.keys().installation_key("mail-answered");
        Settle {
            key: self.key,
            outcome,
            report,
            answer,
            who: who.mac(&[self.to.as_bytes()]),
            now: self.app.now(),
        }
    }

    fn letter(&self, subject: String, text: String) -> Option<NewMessage> {
        let rules = self.app.rules();
        let body = rules.directory.bodies.get(&self.body)?;
        self.app.channels().mail.as_ref()?;
        let letter = Letter {
            to: self.to.clone(),
            subject,
            text,
            body: body.slug.clone(),
            from: body.name.clone(),
            in_reply_to: self.incoming.id.as_ref().map(|id| format!("<{id}>")),
            language: self.language.as_str().to_owned(),
            ..Letter::default()
        };
        let id = letter::message_id(self.app.keys(), &[b"mail-reply", &self.key]);
        let mut message = letter::seal(self.app, self.body, id, &letter);
        message.channel = "email";
        message.run_at = self.app.now();
        Some(message)
    }

    fn say(&self, key: &str, places: &Places) -> String {
        let (rules, channels) = (self.app.rules(), self.app.channels());
        wording::say(
            &rules,
            &channels.words,
            self.body,
            self.language,
            key,
            places,
        )
    }

    fn pages(&self) -> String {
        let rules = self.app.rules();
        let body = rules.directory.bodies.get(&self.body);
        self.app
            .channels()
            .pages_of(body.map_or("", |body| body.slug.as_str()))
    }
}

/// What stands in place of `{token}` in an address.
fn token<'a>(address: &'a str, pattern: &str) -> Option<&'a str> {
    let (before, after) = pattern.split_once("{token}")?;
    let rest = address.strip_prefix(before)?;
    rest.strip_suffix(after)
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

struct Answered(Vec<Uuid>);

impl Query for Answered {
    type Output = Result<Option<Report>, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        for id in &self.0 {
            let message = outbox::get(tx, *id).await?;
            if let Some(report) = message.and_then(|message| message.report) {
                return Ok(record::load(tx, report).await.map_err(AppError::from));
            }
        }
        Ok(Ok(None))
    }
}

struct NotedLanguage(ReportId);

impl Query for NotedLanguage {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::language(tx, self.0).await
    }
}

struct IsOf(BodyId, [u8; 32], ReportId);

impl Query for IsOf {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        intake::is_of_contact(tx, self.0, Purpose::Email.as_str(), &self.1, self.2).await
    }
}

#[cfg(test)]
mod tests {
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
