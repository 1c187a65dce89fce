//! Wordings that a body's administrators change: checked, looked at, kept in the directory, in force at once.
//!
//! An own wording stands before the changed file and before the shipped one. It is one value in Fluent's syntax; what
//! leads outside it (other messages, functions, attributes) is refused, so that nothing fails when a message goes out.

mod replies;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::errors::{ReferenceKind, ResolverError};
use fluent_bundle::{FluentError, FluentResource};
use lapor_domain::ids::BodyId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::notice::Notice;
use lapor_domain::rules::Rules;
use lapor_domain::wording::Wording;
use lapor_store::record::entity::{self, Entity};
use lapor_store::{Query, StoreError, Tx};
use sha2::{Digest, Sha256};
use unic_langid::LanguageIdentifier;
use uuid::Uuid;

use super::compose::short;
use super::words::{Bundle, Language, NoticeWords, Places, broken_escape};
use crate::admin;
use crate::app::App;
use crate::channels::sms::gsm7;
use crate::error::AppError;

/// Longest wording, in bytes.
pub const MAX_WORDING: usize = 4_000;
/// What else reporters and officers are sent, beside the notices of `domain::report::notice`.
const OTHERS: [&str; 9] = [
    "neutral",
    "neutral_receipt",
    "footer",
    "stop",
    "digest",
    "weekly",
    "delay",
    "paper",
    "desk_footer",
];

/// A wording that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key: `receipt-sms`.
    pub key: String,
    /// What is told: `receipt`.
    pub notice: String,
    /// Where: `sms`, `email`, `subject`.
    pub part: String,
}

/// All that can be changed, in the order of the shipped file.
pub fn entries() -> Vec<Entry> {
    let keys = NoticeWords::keys(Language::Id);
    keys.into_iter().filter_map(entry).collect()
}

/// The entry of a key; `None` where it is none that can be changed.
pub fn entry(key: String) -> Option<Entry> {
    let is_there = NoticeWords::keys(Language::Id).contains(&key);
    if let Some(reply) = replies::of(&key).filter(|_| is_there) {
        let (notice, part) = (reply.notice.to_owned(), reply.part.to_owned());
        return Some(Entry { key, notice, part });
    }
    let (notice, part) = key.rsplit_once('-')?;
    let told = notice.parse::<Notice>().is_ok() || OTHERS.contains(&notice);
    let (notice, part) = (notice.to_owned(), part.to_owned());
    (told && is_there).then_some(Entry { key, notice, part })
}

/// Where a wording comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As written.
    pub text: String,
    /// The body's own.
    pub is_own: bool,
}

/// The wording in force, as written.
pub fn source(app: &App, body: BodyId, language: Language, key: &str) -> Source {
    let rules = app.rules();
    if let Some(text) = own(&rules, body, language, key) {
        return Source {
            text: text.to_owned(),
            is_own: true,
        };
    }
    let text = app.channels().words.source(language, key);
    Source {
        text: text.unwrap_or_default(),
        is_own: false,
    }
}

fn own<'a>(rules: &'a Rules, body: BodyId, language: Language, key: &str) -> Option<&'a str> {
    let wording = rules.directory.wordings.get(&id(body, language, key))?;
    wording.text.as_deref()
}

/// A message in a body's words.
pub(crate) fn say(
    rules: &Rules,
    words: &NoticeWords,
    body: BodyId,
    language: Language,
    key: &str,
    places: &Places,
) -> String {
    let own = own(rules, body, language, key);
    // It was checked when it was written; what fails all the same must not leave the message empty.
    own.and_then(|text| filled(text, language, places).ok())
        .unwrap_or_else(|| words.say(language, key, places))
}

fn id(body: BodyId, language: Language, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(body.0.as_bytes());
    for part in [language.as_str(), key] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hash.finalize().get(..16).unwrap_or(&[0; 16]));
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Why a wording cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// Nothing is written.
    #[error("empty")]
    Empty,
    /// More than [`MAX_WORDING`].
    #[error("too long")]
    TooLong,
    /// This line cannot be read.
    #[error("line {0} cannot be read")]
    Syntax(usize),
    /// No such place.
    #[error("no place is called {0}")]
    Unknown(String),
    /// Something that leads outside: another message, a function, an attribute.
    #[error("only places may stand in braces")]
    Outside,
    /// The number of the report is lacking.
    #[error("the number is lacking")]
    NoNumber,
    /// One short message is not enough, even without an officer's words.
    #[error("{0} characters do not fit one short message")]
    SmsTooLong(usize),
}

/// What a message looks like with made-up values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The door by which the report came, as code: wordings may differ by it.
    pub door: &'static str,
    /// The message.
    pub text: String,
    /// Of a short message: its length in GSM-7 characters.
    pub length: Option<usize>,
    /// Of a short message: how many it takes.
    pub messages: Option<usize>,
}

/// Reads a wording and shows it with made-up values.
///
/// # Errors
/// [`WordingError`].
pub fn preview(
    text: &str,
    language: Language,
    entry: &Entry,
    made_up: &Places,
) -> Result<Vec<Preview>, WordingError> {
    let text = normal(text);
    if text.is_empty() {
        return Err(WordingError::Empty);
    }
    if text.len() > MAX_WORDING {
        return Err(WordingError::TooLong);
    }
    let mut shown: Vec<Preview> = Vec::new();
    let reply = replies::of(&entry.key);
    let is_about_one = reply.map_or_else(
        || entry.notice.parse::<Notice>().is_ok() || entry.notice.starts_with("neutral"),
        |reply| reply.names_report,
    );
    for door in ["web", "sms", "email", "chat"] {
        let mut places = Places {
            door: door.to_owned(),
            ..made_up.clone()
        };
        if let Some(reply) = reply {
            reply.sample().clone_into(&mut places.words);
        }
        let said = filled(&text, language, &places)?;
        if is_about_one && !said.contains(&made_up.number) {
            return Err(WordingError::NoNumber);
        }
        let one = if entry.part == "sms" {
            // An answer may do without its address where there is no room for it.
            short_message(&text, language, &places, door, reply.is_some())?
        } else {
            Preview {
                door,
                text: said,
                length: None,
                messages: None,
            }
        };
        if shown.iter().all(|before| before.text != one.text) {
            shown.push(one);
        }
    }
    Ok(shown)
}

/// As it leaves; refused where the wording alone, without an officer's words, is longer than one message.
fn short_message(
    text: &str,
    language: Language,
    places: &Places,
    door: &'static str,
    may_lack_link: bool,
) -> Result<Preview, WordingError> {
    let mut bare = Places {
        words: String::new(),
        ..places.clone()
    };
    if may_lack_link {
        bare.link.clear();
    }
    let frame = gsm7::transliterate(&filled(text, language, &bare)?);
    let frame = frame.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = gsm7::length(&frame).unwrap_or(usize::MAX);
    if length > gsm7::ONE {
        return Err(WordingError::SmsTooLong(length));
    }
    let said = short(
        &|places| filled(text, language, places).unwrap_or_default(),
        places,
    );
    let length = gsm7::length(&said).unwrap_or(usize::MAX);
    Ok(Preview {
        door,
        length: Some(length),
        messages: Some(length.div_ceil(gsm7::ONE).max(1)),
        text: said,
    })
}

fn normal(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\t'], " ");
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// One value, its places filled. Every line is indented, so that none can begin another message.
fn filled(text: &str, language: Language, places: &Places) -> Result<String, WordingError> {
    let mut file = "w =\n".to_owned();
    for line in text.lines() {
        file.push_str("    ");
        file.push_str(line);
        file.push('\n');
    }
    let wrong = |at: usize| {
        let before = file.get(..at.min(file.len())).unwrap_or(&file);
        let line = before.matches('\n').count().max(1);
        WordingError::Syntax(line.min(text.lines().count().max(1)))
    };
    if let Some(at) = broken_escape(&file) {
        return Err(wrong(at));
    }
    let resource = FluentResource::try_new(file.clone())
        .map_err(|(_, errors)| wrong(errors.first().map_or(0, |error| error.pos.start)))?;
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle: Bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    let is_one = resource.entries().count() == 1;
    bundle.add_resource_overriding(resource);
    let message = bundle
        .get_message("w")
        .filter(|_| is_one)
        .ok_or(WordingError::Outside)?;
    if message.attributes().next().is_some() {
        return Err(WordingError::Outside);
    }
    let pattern = message.value().ok_or(WordingError::Empty)?;
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&places.args()), &mut errors);
    match errors.first() {
        None => Ok(said.into_owned()),
        Some(FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable {
            id,
        }))) => Err(WordingError::Unknown(id.clone())),
        Some(_) => Err(WordingError::Outside),
    }
}

/// Made-up values as long as real ones, for a look at a wording.
pub fn made_up(rules: &Rules, pages: &str, body: BodyId, language: Language) -> Places {
    let name = rules
        .directory
        .bodies
        .get(&body)
        .map(|body| body.name.clone());
    let words = match language {
        Language::Id => {
            "Lubang di depan pasar sudah kami tambal pagi ini; sisanya menunggu aspal datang hari Kamis."
        }
        Language::En => {
            "We patched the hole in front of the market this morning; the rest waits for asphalt on Thursday."
        }
    };
    Places {
        number: "2801 0471 9364".replace(' ', ""),
        body: name.unwrap_or_default(),
        unit: "Dinas Pekerjaan Umum dan Penataan Ruang".to_owned(),
        words: words.to_owned(),
        until: "12-08-2025".to_owned(),
        link: format!("{pages}/lacak?number=280104719364"),
        door: "web".to_owned(),
    }
}

/// Keeps a body's own wording; `None` is the one that comes with the program again. In force at once, everywhere.
///
/// # Errors
/// Where the database fails.
pub async fn set(
    app: &App,
    body: BodyId,
    language: Language,
    entry: &Entry,
    text: Option<&str>,
    actor: ActorRef,
) -> Result<(), AppError> {
    let wording = Wording {
        id: id(body, language, &entry.key),
        body,
        language: language.as_str().to_owned(),
        key: entry.key.clone(),
        text: text.map(normal),
    };
    admin::put(app, vec![Entity::Wording(wording)], actor).await
}

/// One change of a wording.
#[derive(Clone, Debug)]
pub struct Changed {
    /// When.
    pub at: jiff::Timestamp,
    /// Who.
    pub officer: Option<lapor_domain::ids::OfficerId>,
    /// What it became; `None` is the one that comes with the program.
    pub text: Option<String>,
}

/// How a wording came to be what it is, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn history(
    app: &App,
    body: BodyId,
    language: Language,
    key: &str,
) -> Result<Vec<Changed>, AppError> {
    let stream = id(body, language, key);
    let found = app.store().read(History { body, stream }).await?;
    let changed = found.into_iter().filter_map(|change| {
        let Ok(Entity::Wording(wording)) = serde_json::from_str(&change.after) else {
            return None;
        };
        Some(Changed {
            at: change.at,
            officer: change.officer,
            text: wording.text,
        })
    });
    Ok(changed.collect())
}

struct History {
    body: BodyId,
    stream: Uuid,
}

impl Query for History {
    type Output = Vec<entity::EntityChange>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        entity::changes_of(tx, self.body, "wording", self.stream).await
    }
}

#[cfg(test)]
mod tests;
