//! Row 1: a report comes in, once, whatever the network does.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::answers::Answers;
use lapor_domain::contact::ChatAddress;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::decide::{self, Decision};
use lapor_domain::report::event::{ActorRef, Receipt};
use lapor_domain::report::past::concerned;
use lapor_domain::report::permit::{Actor, permit_receive};
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Concern, ReportType};
use lapor_store::record::content::NewContent;
use lapor_store::record::intake::{self, Earlier};
use lapor_store::record::{self, content, credential};
use lapor_store::seal::LookupPurpose;
use lapor_store::{Change, StoreError, Tx, outbox};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::documents;
use super::filing::{Filing, ValidFiling};
use super::join;
use super::photos::{self, KeptPhoto, RawPhoto};
use crate::app::{App, Draft};
use crate::error::AppError;
use crate::notify::words::Language;
use crate::phrase::{self, Phrase};

/// How long an intake key gives the same answer.
const KEY_LIVES: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How often a change is tried again after a random number was taken already.
const TRIES: usize = 5;

/// The key of a form: minted with its page, 128 bits, never stored but hashed.
pub type FormKey = [u8; 16];

/// What the person gets: shown once, and again when the same form is sent again.
#[derive(Clone)]
pub struct Receipted {
    /// The report.
    pub report: ReportId,
    /// Number for people.
    pub tracking: TrackingNo,
    /// Arrival.
    pub received_at: Timestamp,
    /// Eight words that open the report.
    pub phrase: Phrase,
    /// The form had been sent before.
    pub again: bool,
    /// It shares the handling of a report that was there.
    pub joined: bool,
}

/// Files a report.
///
/// # Errors
/// Fields to be mended; a photograph that cannot be taken; a rule; the record. Nothing was kept then.
pub async fn receive(
    app: &App,
    actor: Actor,
    door: &'static str,
    form_key: FormKey,
    filing: Filing,
    raw_photos: Vec<RawPhoto>,
) -> Result<Receipted, AppError> {
    let rules = app.rules();
    let now = app.now();
    let holder = holder(&rules, &filing);
    let home = filing.body.unwrap_or(holder);
    let mut valid = filing.check(rules.zone(home).local_date(now))?;
    // Of what was sent, before anything is looked up for it.
    let content_hash = content_hash(&valid.filing, &raw_photos);
    if let (None, Some(point)) = (&valid.filing.region, valid.point) {
        let found = app.places().region_of(point);
        valid.filing.region = found.map(|code| code.to_string());
    }
    let phrase = phrase::derive(&form_key, app.keys());
    let key_hash = phrase::form_key_hash(app.keys(), &form_key);
    let report = ReportId(app.fresh_id());
    let mut draft = app.draft(home);
    // The same form again needs no photographs to be decoded once more.
    if !raw_photos.is_empty() || !valid.filing.documents.is_empty() {
        let seen = SeenBefore {
            home,
            door,
            key_hash,
            content_hash,
        };
        if let Some(found) = app.store().read(seen).await?? {
            return Ok(receipted(found, phrase, true));
        }
    }
    let mut kept = photos::keep(app, &mut draft, home, report, raw_photos).await?;
    let papers = std::mem::take(&mut valid.filing.documents);
    kept.extend(documents::keep(app, &mut draft, home, report, papers).await?);
    let mut change = ReceiveReport::new(
        app,
        &rules,
        actor,
        door,
        key_hash,
        content_hash,
        report,
        home,
        holder,
        &valid,
        draft,
        kept,
    );
    change.phrase_hash = phrase::phrase_hash(app.keys(), &phrase);
    let change = Arc::new(change);
    for _ in 0..TRIES {
        let attempt = ReceiveAttempt {
            change: Arc::clone(&change),
            tracking: TrackingNo::from_random(app.random_number()),
        };
        match app.store().run(attempt).await {
            Ok((found, again)) => return Ok(receipted(found, phrase, again)),
            // A number taken already, or the same form from another process: look again, with another number.
            Err(error)
                if matches!(
                    error.store(),
                    Some(StoreError::Duplicate(_) | StoreError::Unknown)
                ) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Conflict.into())
}

/// What a form key was used for since a moment, with the same content; `None` where it was not.
///
/// # Errors
/// As [`receive`], except for a key that came with other content: that is no earlier one.
pub async fn earlier(
    app: &App,
    door: &'static str,
    form_key: &FormKey,
    filing: &Filing,
    raw_photos: &[RawPhoto],
    since: Timestamp,
) -> Result<Option<Receipted>, AppError> {
    let rules = app.rules();
    let home = filing.body.unwrap_or_else(|| holder(&rules, filing));
    let today = rules.zone(home).local_date(app.now());
    let valid = filing.clone().check(today)?;
    let seen = SeenBefore {
        home,
        door,
        key_hash: phrase::form_key_hash(app.keys(), form_key),
        content_hash: content_hash(&valid.filing, raw_photos),
    };
    let found = match app.store().read(seen).await? {
        Err(AppError::KeyReused) => None,
        found => found?,
    };
    let phrase = phrase::derive(form_key, app.keys());
    Ok(found
        .filter(|found| found.received_at >= since)
        .map(|found| receipted(found, phrase, true)))
}

fn receipted(found: Found, phrase: Phrase, again: bool) -> Receipted {
    Receipted {
        report: found.report,
        tracking: found.tracking,
        received_at: found.received_at,
        phrase,
        again,
        joined: found.joined,
    }
}

/// Who must verify: the body the reporter chose, else the desk, else the only body there is. A report
/// about those who would decide it at the body goes past them to the desk (section 3).
pub fn holder(rules: &Rules, filing: &Filing) -> BodyId {
    let desk = rules.directory.desk().map(|desk| desk.id);
    desk.filter(|_| !filing.concerns.is_empty())
        .or(filing.body)
        .or(desk)
        .or_else(|| rules.directory.bodies.keys().min().copied())
        .unwrap_or(BodyId(Uuid::nil()))
}

/// Covers everything that was sent, so that another report under the same key is noticed.
///
/// Every field is named here: one that is added later does not compile until it is covered.
fn content_hash(filing: &Filing, photos: &[RawPhoto]) -> [u8; 32] {
    let Filing {
        text,
        title,
        report_type,
        supervisory,
        concerns,
        body,
        category,
        named_unit,
        region,
        place,
        latitude,
        longitude,
        incident_date,
        no_identity,
        anonim,
        rahasia,
        name,
        display_name,
        phone,
        email,
        nik,
        chat,
        photos: photo_count,
        channel,
        received_at,
        late_reason,
        joins,
        answers,
        documents,
        link,
        letter_no,
        letter_date,
        sender,
        // Says when, not what: a repeat may say it otherwise.
        told_at: _,
        // How they are answered is no part of what they said.
        language: _,
    } = filing;
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    for part in [
        text,
        title,
        place,
        latitude,
        longitude,
        incident_date,
        name,
        display_name,
        phone,
        email,
        nik,
        late_reason,
    ] {
        add(part.as_bytes());
    }
    add(&[*supervisory, *no_identity, *anonim, *rahasia].map(u8::from));
    // What was not chosen differs from every choice: it has no bytes.
    add(report_type.map_or("", ReportType::as_str).as_bytes());
    add(channel.map_or("", Channel::as_str).as_bytes());
    add(region.as_deref().unwrap_or_default().as_bytes());
    for id in [
        body.map(|id| id.0),
        category.map(|id| id.0),
        named_unit.map(|id| id.0),
    ] {
        add(id.as_ref().map_or(&[][..], |id| id.as_bytes()));
    }
    let joins = joins.map(|number| number.to_string());
    add(joins.as_deref().unwrap_or_default().as_bytes());
    let stamp = received_at.map(|at| at.as_microsecond().to_be_bytes());
    add(stamp.as_ref().map_or(&[][..], |stamp| stamp));
    // Nothing is added where there is none: forms hash as they always did.
    if let Some(chat) = chat {
        add(chat.expose().as_bytes());
    }
    for concern in Concern::ALL {
        add(&[u8::from(concerns.contains(concern))]);
    }
    add(&(*photo_count as u64).to_be_bytes());
    for photo in photos {
        add(&Sha256::digest(&photo.bytes));
    }
    // A report without answers is the one it was before there were questions.
    if let Some(answers) = answers.as_ref().filter(|answers| !answers.is_empty()) {
        add(answers.to_words().as_bytes());
    }
    // What came later is covered only where it is there: keys of before keep their answers.
    let late = [
        ("link", link),
        ("letter_no", letter_no),
        ("letter_date", letter_date),
        ("sender", sender),
    ];
    for (name, part) in late.into_iter().filter(|(_, part)| !part.is_empty()) {
        add(name.as_bytes());
        add(part.as_bytes());
    }
    for document in documents {
        add(b"document");
        add(&Sha256::digest(&document.bytes));
    }
    hash.finalize().into()
}

/// What an intake key found.
#[derive(Clone, Copy)]
struct Found {
    report: ReportId,
    tracking: TrackingNo,
    received_at: Timestamp,
    joined: bool,
}

async fn found(tx: &mut Tx<'_>, report: ReportId) -> Result<Found, AppError> {
    let report = record::load(tx, report).await?.ok_or(AppError::NotFound)?;
    Ok(Found {
        report: report.id,
        tracking: report.tracking,
        received_at: report.received_at,
        joined: matches!(report.state, State::Merged(_)),
    })
}

/// Everything computed beforehand: the change itself only inserts.
struct ReceiveReport {
    rules: Arc<Rules>,
    actor: Actor,
    door: &'static str,
    key_hash: [u8; 32],
    content_hash: [u8; 32],
    phrase_hash: [u8; 32],
    report: ReportId,
    home: BodyId,
    receipt: Receipt,
    late_reason: Option<lapor_domain::content::ContentRef>,
    joins: Option<TrackingNo>,
    language: Option<Language>,
    received_at: Timestamp,
    now: Timestamp,
    words: Vec<NewContent>,
    lookups: Vec<(&'static str, [u8; 32])>,
    photos: Vec<KeptPhoto>,
}

impl ReceiveReport {
    #[expect(
        clippy::too_many_arguments,
        reason = "one caller, which has them all at hand"
    )]
    fn new(
        app: &App,
        rules: &Arc<Rules>,
        actor: Actor,
        door: &'static str,
        key_hash: [u8; 32],
        content_hash: [u8; 32],
        report: ReportId,
        home: BodyId,
        holder: BodyId,
        valid: &ValidFiling,
        mut draft: Draft,
        photos: Vec<KeptPhoto>,
    ) -> Self {
        let now = app.now();
        let lookups = lookups(valid, &draft);
        let late_reason =
            draft.seal_some(ContentKind::InternalNote, Some(&valid.filing.late_reason));
        let mut receipt = receipt(valid, home, holder, &mut draft, &photos);
        for concern in &valid.filing.concerns {
            let excluded = concerned(*concern, home, &rules.directory);
            receipt.excluded.extend(excluded);
        }
        Self {
            rules: Arc::clone(rules),
            actor,
            door,
            key_hash,
            content_hash,
            phrase_hash: [0; 32],
            report,
            home,
            receipt,
            late_reason,
            joins: valid.filing.joins,
            language: valid.filing.language,
            received_at: valid.filing.received_at.unwrap_or(now),
            now,
            words: draft.into_words(),
            lookups,
            photos,
        }
    }

    fn decide(&self, tracking: TrackingNo) -> Result<(Decision, ActorRef), AppError> {
        // Whoever records for others does so at their own body, wherever the report goes then.
        let permit = permit_receive(self.actor, self.receipt.home, &self.rules.directory)?;
        let context = self.rules.context(self.receipt.holder, self.now, None);
        let receipt = Receipt {
            tracking,
            ..self.receipt.clone()
        };
        let decision = decide::receive(
            &permit,
            receipt,
            self.received_at,
            self.late_reason.clone(),
            &context,
        )?;
        Ok((decision, permit.actor()))
    }
}

fn receipt(
    valid: &ValidFiling,
    home: BodyId,
    holder: BodyId,
    draft: &mut Draft,
    photos: &[KeptPhoto],
) -> Receipt {
    let filing = &valid.filing;
    let mut words = vec![draft.seal(ContentKind::TextOriginal, &filing.text)];
    let answers = filing.answers.as_ref().map(Answers::to_words);
    words.extend(draft.seal_some(ContentKind::Answers, answers.as_deref()));
    let point = valid
        .point
        .map(|point| format!("{:.6},{:.6}", point.lat(), point.lon()));
    for (kind, text) in [
        (ContentKind::TitleOriginal, Some(filing.title.as_str())),
        (ContentKind::Place, Some(filing.place.as_str())),
        (ContentKind::Point, point.as_deref()),
        (ContentKind::Name, Some(filing.name.as_str())),
        (ContentKind::DisplayName, Some(filing.display_name.as_str())),
        (
            ContentKind::Phone,
            valid
                .phone
                .as_ref()
                .map(lapor_domain::contact::Phone::expose),
        ),
        (
            ContentKind::Email,
            valid
                .email
                .as_ref()
                .map(lapor_domain::contact::Email::expose),
        ),
        (
            ContentKind::Chat,
            filing.chat.as_ref().map(ChatAddress::expose),
        ),
        (
            ContentKind::Nik,
            valid.nik.as_ref().map(lapor_domain::contact::Nik::expose),
        ),
    ] {
        words.extend(draft.seal_some(kind, text));
    }
    if !valid.source.is_empty() {
        let source = serde_json::to_string(&valid.source).unwrap_or_default();
        words.push(draft.seal(ContentKind::Source, &source));
    }
    Receipt {
        tracking: TrackingNo::from_random(0),
        home,
        holder,
        channel: filing.channel.unwrap_or(Channel::Web),
        unmapped_channel: None,
        declared_type: filing.report_type,
        declared_supervisory: filing.supervisory,
        category: filing.category,
        named_unit: filing.named_unit,
        region: filing.region.clone(),
        language: super::tongue::of(&filing.text),
        incident_date: valid.incident_date,
        day_only: false,
        identity: valid.identity,
        anonim: filing.anonim,
        rahasia: filing.rahasia,
        has_contact: valid.phone.is_some() || valid.email.is_some() || filing.chat.is_some(),
        words,
        files: photos
            .iter()
            .map(|photo| photo.attachment.clone())
            .collect(),
        excluded: Vec::new(),
    }
}

fn lookups(valid: &ValidFiling, draft: &Draft) -> Vec<(&'static str, [u8; 32])> {
    let key = draft.key();
    let hash = |purpose: LookupPurpose, text: &str| (purpose.as_str(), key.lookup(purpose, text));
    [
        valid
            .phone
            .as_ref()
            .map(|phone| hash(LookupPurpose::Phone, phone.expose())),
        valid
            .email
            .as_ref()
            .map(|email| hash(LookupPurpose::Email, email.expose())),
        valid
            .nik
            .as_ref()
            .map(|nik| hash(LookupPurpose::Nik, nik.expose())),
        valid
            .filing
            .chat
            .as_ref()
            .map(|chat| hash(LookupPurpose::Chat, chat.expose())),
        valid
            .link
            .as_ref()
            .map(|link| hash(LookupPurpose::Link, &link.same_post())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One try with one number.
struct ReceiveAttempt {
    change: Arc<ReceiveReport>,
    tracking: TrackingNo,
}

impl Change for ReceiveAttempt {
    type Output = (Found, bool);
    type Error = AppError;
    const NAME: &'static str = "receive_report";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(Found, bool), AppError> {
        let change = &*self.change;
        match intake::find(
            tx,
            change.home,
            change.door,
            &change.key_hash,
            &change.content_hash,
        )
        .await?
        {
            Earlier::Same(report) => return Ok((found(tx, report).await?, true)),
            Earlier::Other => return Err(AppError::KeyReused),
            Earlier::New => {}
        }
        let (decision, actor) = change.decide(self.tracking)?;
        content::insert(tx, change.home, change.report, &change.words, change.now).await?;
        let report = record::append(
            tx,
            &change.rules,
            change.report,
            None,
            vec![decision],
            actor,
            change.now,
        )
        .await?;
        if let Some(language) = change.language.filter(|language| *language != Language::Id) {
            outbox::set_language(tx, report.id, language.as_str()).await?;
        }
        credential::put_phrase(tx, &change.phrase_hash, report.id, change.now).await?;
        for (purpose, hash) in &change.lookups {
            intake::put_lookup(tx, change.home, purpose, hash, report.id).await?;
        }
        photos::insert(tx, &change.photos, change.now).await?;
        let joined =
            join::join(tx, &change.rules, &report, change.joins, actor, change.now).await?;
        let expires_at = change.now.checked_add(KEY_LIVES).unwrap_or(Timestamp::MAX);
        intake::remember(
            tx,
            change.home,
            change.door,
            &change.key_hash,
            &change.content_hash,
            report.id,
            expires_at,
        )
        .await?;
        Ok((
            Found {
                report: report.id,
                tracking: report.tracking,
                received_at: report.received_at,
                joined,
            },
            false,
        ))
    }
}

/// Looks an intake key up before photographs are decoded.
struct SeenBefore {
    home: BodyId,
    door: &'static str,
    key_hash: [u8; 32],
    content_hash: [u8; 32],
}

impl lapor_store::Query for SeenBefore {
    type Output = Result<Option<Found>, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(
            match intake::find(tx, self.home, self.door, &self.key_hash, &self.content_hash).await?
            {
                Earlier::New => Ok(None),
                Earlier::Other => Err(AppError::KeyReused),
                Earlier::Same(report) => found(tx, report).await.map(Some),
            },
        )
    }
}
