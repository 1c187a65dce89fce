//! What officers are told of their work: a digest in the morning, a weekly one for who leads, a delay at once.
//!
//! Numbers, categories, ages and due dates only, composed from what `visibility` leaves to that officer: never words of
//! a report, never who reported.

pub(crate) mod daily;
pub(crate) mod delay;
pub(crate) mod paper;
pub(crate) mod weekly;
mod wish;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::agency::Officer;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::rules::Rules;
use lapor_store::outbox::{self, NewMessage};
use lapor_store::record::officer_notice::{self, Digest};
use lapor_store::{Change, Query, StoreError, Tx};

use super::compose::short;
use super::wording;
use super::words::Places;
use crate::app::App;
use crate::channels::Channels;
use crate::channels::letter::{self, Door, Letter};
use crate::channels::outbox::is_configured;
use crate::error::AppError;

pub use wish::{Contact, Settings, Wish, set, settings};

/// Digests go out from this hour of the body's day on.
const MORNING: i64 = 7;
/// A server that was down in the morning sends no later than this.
const EVENING: i64 = 17;
/// How long it is remembered that a digest went out.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 40);

/// Composes the digests that are due. Gives how many officers were dealt with.
///
/// # Errors
/// Where the database fails; a digest that was kept is not composed again.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let channels = app.channels();
    if !Door::ALL.iter().any(|door| is_configured(&channels, *door)) {
        return Ok(0);
    }
    let (rules, now) = (app.rules(), app.now());
    let due: Vec<&Officer> = {
        let officers = rules.directory.officers.values();
        officers
            .filter(|officer| morning(&rules, officer, now).is_some())
            .collect()
    };
    if due.is_empty() {
        return Ok(0);
    }
    let sent = app.store().read(SentSince(earlier(now))).await?;
    let sent: HashSet<Digest> = sent.into_iter().collect();
    let all = wish::all(app).await?;
    let mut done = 0;
    for officer in due {
        let Some((home, today)) = morning(&rules, officer, now) else {
            continue;
        };
        let settings = wish::of(&all, officer);
        if settings.wish == Wish::Off {
            continue;
        }
        let desk = Recipient {
            app,
            channels: &channels,
            rules: &rules,
            officer,
            home,
            settings: &settings,
        };
        done += desk.digest(&sent, "daily", today, today).await?;
        let week = monday(today);
        if is_first_working_day(&rules, home, today) && weekly::is_for(officer) {
            done += desk.digest(&sent, "weekly", week, today).await?;
        }
    }
    Ok(done)
}

fn earlier(now: Timestamp) -> Timestamp {
    now.checked_sub(REMEMBERED).unwrap_or(now)
}

/// The officer's body and its day, where digests go out there now.
fn morning(rules: &Rules, officer: &Officer, now: Timestamp) -> Option<(BodyId, Date)> {
    let home = officer.grants.first()?.body;
    let (zone, calendar) = (rules.zone(home), rules.calendar(home));
    let today = zone.local_date(now);
    let begin = zone.start_of_day(today);
    let hours = now.duration_since(begin).as_hours();
    let open = !officer.disabled && (MORNING..EVENING).contains(&hours);
    (open && calendar.is_working(today)).then_some((home, today))
}

/// The moment at which a day's digests go out.
fn morning_of(rules: &Rules, home: BodyId, day: Date) -> Timestamp {
    let begin = rules.zone(home).start_of_day(day);
    begin
        .checked_add(SignedDuration::from_hours(MORNING))
        .unwrap_or(begin)
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
}

fn is_first_working_day(rules: &Rules, home: BodyId, today: Date) -> bool {
    let calendar = rules.calendar(home);
    let mut day = monday(today);
    while day < today {
        if calendar.is_working(day) {
            return false;
        }
        day = day.tomorrow().unwrap_or(today);
    }
    true
}

/// A day as messages write it.
fn written(day: Date) -> String {
    day.strftime("%d-%m-%Y").to_string()
}

/// An officer who is to hear.
struct Recipient<'a> {
    app: &'a App,
    channels: &'a Channels,
    rules: &'a Rules,
    officer: &'a Officer,
    home: BodyId,
    settings: &'a Settings,
}

/// What a message to an officer says.
struct Told {
    /// Which wording: `digest`, `weekly`, `delay`.
    notice: &'static str,
    /// One line, for subjects and short messages.
    summary: String,
    /// Everything, for e-mails.
    whole: String,
    /// Everything else that stands in it.
    places: Places,
}

impl Recipient<'_> {
    /// Composes and keeps one digest, unless it went out; gives 1 where it did now, or had nothing to say.
    async fn digest(
        &self,
        sent: &HashSet<Digest>,
        kind: &'static str,
        period: Date,
        today: Date,
    ) -> Result<usize, AppError> {
        let digest = Digest {
            officer: self.officer.id,
            kind: kind.to_owned(),
            period: period.to_string(),
        };
        if sent.contains(&digest) {
            return Ok(0);
        }
        let told = match kind {
            "daily" => daily::told(self, today).await?,
            _ => weekly::told(self, period).await?,
        };
        let parts: [&[u8]; 3] = [
            kind.as_bytes(),
            self.officer.id.0.as_bytes(),
            digest.period.as_bytes(),
        ];
        let now = self.app.now();
        let message = told.and_then(|told| self.message(&told, &parts, now));
        let keep = Keep {
            message,
            digest,
            now,
        };
        self.app.store().run(keep).await?;
        Ok(1)
    }

    fn say(&self, key: &str, places: &Places) -> String {
        let words = &self.channels.words;
        wording::say(
            self.rules,
            words,
            self.home,
            self.settings.language,
            key,
            places,
        )
    }

    /// A word of its own, without places.
    fn word(&self, key: &str) -> String {
        self.say(key, &Places::default())
    }

    /// A word with one thing in it.
    fn word_with(&self, key: &str, thing: impl std::fmt::Display) -> String {
        let places = Places {
            words: thing.to_string(),
            ..Places::default()
        };
        self.say(key, &places)
    }

    fn slug(&self) -> &str {
        let body = self.rules.directory.bodies.get(&self.home);
        body.map_or("", |body| body.slug.as_str())
    }

    /// An address in the workspace.
    fn link(&self, path: &str) -> String {
        format!("{}/ruang{path}", self.channels.pages_of(self.slug()))
    }

    /// The message, by the first door that leads to the officer; `None` where none does.
    fn message(&self, told: &Told, parts: &[&[u8]], run_at: Timestamp) -> Option<NewMessage> {
        let contact = &self.settings.contact;
        let by_email = self.channels.mail.is_some() && !contact.email.is_empty();
        let by_sms = self.channels.sms_of(self.slug()).is_some() && !contact.phone.is_empty();
        let (door, to) = match (by_email, by_sms) {
            (true, _) => (Door::Email, &contact.email),
            (false, true) => (Door::Sms, &contact.phone),
            (false, false) => return None,
        };
        let body = self.rules.directory.bodies.get(&self.home)?;
        let places = Places {
            body: body.name.clone(),
            ..told.places.clone()
        };
        let with = |words: &str| Places {
            words: words.to_owned(),
            ..places.clone()
        };
        let (subject, text) = if door == Door::Sms {
            let key = format!("{}-sms", told.notice);
            let say = |places: &Places| self.say(&key, places);
            (String::new(), short(&say, &with(&told.summary)))
        } else {
            let foot = Places {
                link: self.link("/akun"),
                ..places.clone()
            };
            let text = [
                self.say(&format!("{}-email", told.notice), &with(&told.whole)),
                self.say("desk_footer-email", &foot),
            ];
            let subject = self.say(&format!("{}-subject", told.notice), &with(&told.summary));
            (subject, text.join("\n\n"))
        };
        let mut all = parts.to_vec();
        all.push(door.as_str().as_bytes());
        let id = letter::message_id(self.app.keys(), &all);
        let letter = Letter {
            to: to.clone(),
            subject,
            text,
            body: body.slug.clone(),
            from: body.name.clone(),
            in_reply_to: None,
            language: self.settings.language.as_str().to_owned(),
            ..Letter::default()
        };
        let mut message = letter::seal(self.app, self.home, id, &letter);
        message.notice = told.notice;
        message.channel = door.as_str();
        message.run_at = run_at;
        Some(message)
    }
}

struct SentSince(Timestamp);

impl Query for SentSince {
    type Output = Vec<Digest>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Digest>, StoreError> {
        officer_notice::digests(tx, self.0).await
    }
}

/// A digest and that it went out, in one change.
struct Keep {
    message: Option<NewMessage>,
    digest: Digest,
    now: Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_digest";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if let Some(message) = &self.message {
            outbox::put(tx, message, self.now).await?;
        }
        Ok(officer_notice::note(tx, &self.digest, self.now, earlier(self.now)).await?)
    }
}

/// What all officers want who said so.
type Wishes = HashMap<OfficerId, Settings>;
