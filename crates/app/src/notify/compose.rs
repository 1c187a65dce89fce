//! From an event to messages: who hears of it, by which door, in which words.
//!
//! The visibility function decides what of the report may be told; a secret or supervisory report is told of in neutral
//! words only, and so is an answer whose words the reader may not have.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::clock::ClockKind;
use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::notice::{self, Notice};
use lapor_domain::rules::Rules;
use lapor_domain::visibility::{Cell, Viewer, visibility};
use lapor_store::outbox::{self, NewMessage, Purpose};
use lapor_store::record::content::{self, StoredContent};
use lapor_store::record::job::Job;
use lapor_store::record::{self, RecordError, events, job};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::quiet;
use super::wording;
use super::words::{Language, Places};
use crate::app::App;
use crate::channels::Channels;
use crate::channels::chat;
use crate::channels::delivery::Closed;
use crate::channels::letter::{self, Door, Letter, cut};
use crate::channels::outbox::is_configured;
use crate::channels::sms::gsm7;
use crate::error::AppError;

/// Longest name of an office in a short message.
const NAME_IN_SMS: usize = 40;
/// Longest officer's words in a message of a messenger, in characters; the rest stands behind the link.
const WORDS_IN_CHAT: usize = 3000;

/// Composes what jobs ask for and ends them, in one change. Gives the jobs that failed, each with its error.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn compose(app: &App, jobs: Vec<Job>) -> Result<Vec<(Job, AppError)>, AppError> {
    let mut messages = Vec::new();
    let mut done = Vec::with_capacity(jobs.len());
    let mut failed = Vec::new();
    for job in jobs {
        match of_job(app, &job).await {
            Ok(composed) => {
                messages.extend(composed);
                done.push(job.id);
            }
            Err(error) => failed.push((job, error)),
        }
    }
    let now = app.now();
    app.store()
        .run(Keep {
            messages,
            done,
            now,
        })
        .await?;
    Ok(failed)
}

/// A message, and by which hash its reader may have asked for silence.
#[derive(Clone)]
struct Composed {
    message: NewMessage,
    body: BodyId,
    purpose: Purpose,
    hash: [u8; 32],
}

async fn of_job(app: &App, job: &Job) -> Result<Vec<Composed>, AppError> {
    let channels = app.channels();
    let asked = outbox::read_job_key(&job.key).zip(outbox::read_notice(&job.payload));
    let Some(((report, seq), notice)) = asked else {
        // Written by another version: nothing that this one could tell.
        return Ok(Vec::new());
    };
    if !Door::ALL.iter().any(|door| is_configured(&channels, *door)) {
        return Ok(Vec::new());
    }
    let load = LoadNews {
        report,
        seq,
        notice,
    };
    let Some(news) = app.store().read(load).await?? else {
        return Ok(Vec::new());
    };
    let rules = app.rules();
    let mut composed = Vec::new();
    for reader in &news.readers {
        let mut telling = Telling {
            app,
            channels: &channels,
            rules: &rules,
            news: &news,
            reader,
            chat: chat_of(app, &channels, &rules, reader).await?,
            closed: Vec::new(),
        };
        telling.closed = telling.closed_doors().await?;
        composed.extend(telling.compose()?);
    }
    Ok(composed)
}

/// Where a reader is reached at a messenger, and whether it lets us write to them now.
async fn chat_of(
    app: &App,
    channels: &Channels,
    rules: &Rules,
    reader: &Reader,
) -> Result<Option<(ChatAddress, bool)>, AppError> {
    let home = reader.report.home;
    let (Some(stored), Some(body)) = (&reader.chat, rules.directory.bodies.get(&home)) else {
        return Ok(None);
    };
    let opened = stored.open(&app.key_of(home))?;
    let Some(to) = opened.and_then(|text| ChatAddress::parse(&text)) else {
        return Ok(None);
    };
    let has_template = to.messenger() == Messenger::Whatsapp
        && channels
            .whatsapp_of(&body.slug)
            .is_some_and(|door| door.template.is_some());
    let may = has_template || chat::is_open(app, channels, &body.slug, &to).await?;
    Ok(Some((to, may)))
}

/// What is to be told, read and not yet opened.
struct News {
    report: Report,
    seq: u32,
    notice: Notice,
    words: Option<StoredContent>,
    readers: Vec<Reader>,
}

/// Whom it is told.
struct Reader {
    report: Report,
    phone: Option<StoredContent>,
    email: Option<StoredContent>,
    chat: Option<StoredContent>,
    language: Language,
}

struct Telling<'a> {
    app: &'a App,
    channels: &'a Channels,
    rules: &'a Rules,
    news: &'a News,
    reader: &'a Reader,
    chat: Option<(ChatAddress, bool)>,
    /// Doors that lead nowhere for this notice.
    closed: Vec<Door>,
}

impl Telling<'_> {
    fn compose(&self) -> Result<Option<Composed>, AppError> {
        let report = &self.reader.report;
        let view = visibility(&Viewer::Reporter, report, &self.rules.directory);
        if !view.is_listable() || !notice::wants_to_hear(report) {
            return Ok(None);
        }
        let Some(body) = self.rules.directory.bodies.get(&report.home) else {
            return Ok(None);
        };
        let Some((door, to)) = self.door(&body.slug)? else {
            return Ok(None);
        };
        let id = self.id(door);
        let words = self.words()?;
        let key = self.key(words.is_some());
        let places = self.places(&body.slug, &body.name, words.unwrap_or_default());
        let letter = self.letter(door, key, &places, (to, &body.slug), id);
        let hash = self
            .app
            .key_of(report.home)
            .lookup(door.purpose(), &letter.to);
        let mut message = letter::seal(self.app, report.home, id, &letter);
        message.report = Some(report.id);
        message.about = Some(self.news.report.id);
        message.seq = Some(self.news.seq);
        message.notice = self.news.notice.as_str();
        message.channel = door.as_str();
        message.run_at = self.run_at();
        Ok(Some(Composed {
            message,
            body: report.home,
            purpose: door.purpose(),
            hash,
        }))
    }

    /// Who filed just now is awake.
    fn run_at(&self) -> Timestamp {
        let now = self.app.now();
        match self.news.notice {
            Notice::Receipt => now,
            _ => quiet::not_before(self.channels.quiet, self.zone(), now),
        }
    }

    fn zone(&self) -> lapor_domain::zone::Zone {
        self.rules.zone(self.reader.report.home)
    }

    fn id(&self, door: Door) -> Uuid {
        let parts: [&[u8]; 4] = [
            self.reader.report.id.0.as_bytes(),
            self.news.report.id.0.as_bytes(),
            &self.news.seq.to_be_bytes(),
            door.as_str().as_bytes(),
        ];
        letter::message_id(self.app.keys(), &parts)
    }

    /// The door they came by, or the next one that leads to them. A messenger that does not let us write now comes last.
    fn door(&self, slug: &str) -> Result<Option<(Door, String)>, AppError> {
        let key = self.app.key_of(self.reader.report.home);
        let mut later = None;
        for door in Door::for_report(self.reader.report.channel) {
            let (open, address) = match door {
                Door::Sms => (self.channels.sends_sms(slug), &self.reader.phone),
                Door::Email => (self.channels.mail.is_some(), &self.reader.email),
                Door::Whatsapp | Door::Telegram => match self.messenger(door, slug) {
                    Some((to, true)) => return Ok(Some((door, to))),
                    Some((to, false)) => {
                        later = Some((door, to));
                        continue;
                    }
                    None => continue,
                },
            };
            let open = open && !self.closed.contains(&door);
            let Some(address) = address.as_ref().filter(|_| open) else {
                continue;
            };
            if let Some(to) = address.open(&key)? {
                return Ok(Some((door, to.as_str().to_owned())));
            }
        }
        Ok(later)
    }

    /// The reader's address at a messenger that has a door here, and whether it lets us write now.
    fn messenger(&self, door: Door, slug: &str) -> Option<(String, bool)> {
        let (to, may) = self.chat.as_ref()?;
        let is_there = match to.messenger() {
            Messenger::Whatsapp => self.channels.whatsapp_of(slug).is_some(),
            Messenger::Telegram => self.channels.telegram_of(slug).is_some(),
        };
        (is_there && Door::of_messenger(to.messenger()) == door)
            .then(|| (to.expose().to_owned(), *may))
    }

    /// Asked only where there is a choice.
    async fn closed_doors(&self) -> Result<Vec<Door>, AppError> {
        let (Some(phone), Some(email)) = (&self.reader.phone, &self.reader.email) else {
            return Ok(Vec::new());
        };
        let body = self.reader.report.home;
        let key = self.app.key_of(body);
        let mut doors = Vec::new();
        for (door, stored) in [(Door::Sms, phone), (Door::Email, email)] {
            if let Some(to) = stored.open(&key)? {
                doors.push((door, key.lookup(door.purpose(), to.as_str()), self.id(door)));
            }
        }
        Ok(self.app.store().read(Closed { body, doors }).await?)
    }

    fn is_guarded(&self) -> bool {
        outbox::is_guarded(&self.reader.report) || outbox::is_guarded(&self.news.report)
    }

    /// The officer's words, where the reader may have them in a message.
    fn words(&self) -> Result<Option<String>, AppError> {
        let (news, reader) = (self.news, self.reader);
        if self.is_guarded() {
            return Ok(None);
        }
        if reader.report.id != news.report.id {
            let viewer = Viewer::Joined {
                follower: reader.report.id,
            };
            let view = visibility(&viewer, &news.report, &self.rules.directory);
            let public = matches!(
                news.notice,
                Notice::Answer | Notice::FinalAnswer | Notice::Closed
            );
            if view.public_version == Cell::No || !public {
                return Ok(None);
            }
        }
        let Some(stored) = &news.words else {
            return Ok(None);
        };
        let opened = stored.open(&self.app.key_of(stored.body()))?;
        Ok(opened.map(|text| text.as_str().trim().to_owned()))
    }

    /// Which wording: the notice's own, or the neutral one.
    fn key(&self, has_words: bool) -> &'static str {
        let notice = self.news.notice;
        let needs_words = matches!(
            notice,
            Notice::Held | Notice::Question | Notice::Answer | Notice::FinalAnswer
        );
        match notice {
            Notice::Receipt if self.is_guarded() => "neutral_receipt",
            _ if self.is_guarded() || (needs_words && !has_words) => "neutral",
            _ => notice.as_str(),
        }
    }

    fn places(&self, slug: &str, home: &str, words: String) -> Places {
        let (news, report) = (self.news, &self.reader.report);
        let directory = &self.rules.directory;
        // Also a body's own neutral wording must not say which office has it.
        let lead = news.report.lead().filter(|_| !self.is_guarded());
        let unit = lead.and_then(|lead| directory.units.get(&lead));
        let holder = directory.bodies.get(&news.report.holder);
        let body = holder.map_or(home, |body| body.name.as_str());
        let pages = self.channels.pages_of(slug);
        let link = if self.is_guarded() {
            // The number alone opens nothing of it.
            format!("{pages}/lacak")
        } else {
            format!("{pages}/lacak?number={}", report.tracking)
        };
        Places {
            number: report.tracking.to_string(),
            body: body.to_owned(),
            unit: unit.map_or_else(|| body.to_owned(), |unit| unit.name.clone()),
            words,
            until: self.until(),
            link,
            door: report.channel.as_str().to_owned(),
        }
    }

    /// The last day of the wait that the notice speaks of.
    fn until(&self) -> String {
        let kind = match self.news.notice {
            Notice::Held | Notice::HoldReminder => ClockKind::HoldExpiry,
            Notice::FinalAnswer | Notice::CloseReminder => ClockKind::AutoClose,
            _ => return String::new(),
        };
        self.news
            .report
            .clock(kind)
            .and_then(|clock| {
                clock
                    .effective_due()
                    .checked_sub(SignedDuration::from_micros(1))
                    .ok()
            })
            .map(|due| self.zone().local_date(due).strftime("%d-%m-%Y").to_string())
            .unwrap_or_default()
    }

    fn letter(
        &self,
        door: Door,
        key: &str,
        places: &Places,
        (to, slug): (String, &str),
        id: Uuid,
    ) -> Letter {
        let language = self.reader.language;
        let (rules, words, home) = (self.rules, &self.channels.words, self.reader.report.home);
        let say =
            |key: &str, places: &Places| wording::say(rules, words, home, language, key, places);
        let (subject, text) = match door {
            Door::Sms => (
                String::new(),
                short(&|places| say(&format!("{key}-sms"), places), places),
            ),
            Door::Email => {
                let stop = Places {
                    link: format!("{}/berhenti/{}", self.channels.pages_of(slug), id.simple()),
                    ..places.clone()
                };
                let text = [
                    say(&format!("{key}-email"), places),
                    say("footer-email", places),
                    say("stop-email", &stop),
                ];
                (say(&format!("{key}-subject"), places), text.join("\n\n"))
            }
            Door::Whatsapp | Door::Telegram => {
                let places = Places {
                    words: cut(&places.words, WORDS_IN_CHAT),
                    ..places.clone()
                };
                (String::new(), say(&format!("{key}-chat"), &places))
            }
        };
        Letter {
            to,
            subject,
            text,
            body: slug.to_owned(),
            from: places.body.clone(),
            in_reply_to: None,
            language: language.as_str().to_owned(),
            number: places.number.clone(),
            ..Letter::default()
        }
    }
}

/// One short message: names shortened, then the officer's words cut to the room that is left, then the link left out.
pub(crate) fn short(say: &dyn Fn(&Places) -> String, places: &Places) -> String {
    let mut places = Places {
        body: gsm7::cut(&places.body, NAME_IN_SMS),
        unit: gsm7::cut(&places.unit, NAME_IN_SMS),
        ..places.clone()
    };
    let words = std::mem::take(&mut places.words);
    let written = |places: &Places| {
        let text = gsm7::transliterate(&say(places));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let length = |text: &str| gsm7::length(text).unwrap_or(usize::MAX);
    let frame = length(&written(&places));
    // One more: where there are words, the blank beside them stays.
    let room = gsm7::ONE.saturating_sub(frame + 1);
    places.words = gsm7::cut(&words, room);
    let text = written(&places);
    if length(&text) <= gsm7::ONE {
        return text;
    }
    places.words.clear();
    places.link.clear();
    gsm7::cut(&written(&places), gsm7::ONE)
}

struct LoadNews {
    report: ReportId,
    seq: u32,
    notice: Notice,
}

impl Query for LoadNews {
    type Output = Result<Option<News>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(self.load(tx).await)
    }
}

impl LoadNews {
    async fn load(&self, tx: &mut Tx<'_>) -> Result<Option<News>, RecordError> {
        let events = events::of_report(tx, self.report).await?;
        let Some(report) = Report::fold(self.report, &events) else {
            return Ok(None);
        };
        let words = match notice::words(&events, self.seq) {
            Some(reference) => content::get(tx, reference.id).await?,
            None => None,
        };
        let mut readers = Vec::new();
        for id in notice::recipients(&report, self.notice) {
            let own = if id == report.id {
                Some(report.clone())
            } else {
                record::load(tx, id).await?
            };
            if let Some(own) = own.filter(notice::wants_to_hear) {
                readers.push(reader(tx, own).await?);
            }
        }
        Ok(Some(News {
            report,
            seq: self.seq,
            notice: self.notice,
            words,
            readers,
        }))
    }
}

async fn reader(tx: &mut Tx<'_>, report: Report) -> Result<Reader, RecordError> {
    let phone = stored(tx, report.word(ContentKind::Phone)).await?;
    let email = stored(tx, report.word(ContentKind::Email)).await?;
    let language = outbox::language(tx, report.id).await?;
    Ok(Reader {
        phone,
        email,
        chat: stored(tx, report.word(ContentKind::Chat)).await?,
        language: Language::of_code(language.as_deref().unwrap_or_default()),
        report,
    })
}

async fn stored(
    tx: &mut Tx<'_>,
    reference: Option<&ContentRef>,
) -> Result<Option<StoredContent>, RecordError> {
    match reference {
        Some(reference) => Ok(content::get(tx, reference.id).await?),
        None => Ok(None),
    }
}

/// Keeps messages and ends their jobs.
struct Keep {
    messages: Vec<Composed>,
    done: Vec<Uuid>,
    now: Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_messages";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for one in &self.messages {
            if !outbox::is_stopped(tx, one.body, one.purpose, &one.hash).await? {
                outbox::put(tx, &one.message, self.now).await?;
            }
        }
        for id in &self.done {
            job::done(tx, *id).await?;
        }
        Ok(())
    }
}
