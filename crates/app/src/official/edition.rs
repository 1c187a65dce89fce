//! From a draft to a published edition: recommendations edited, looked through for personal data, approved by a leader,
//! frozen.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{
    self, Approval, Layout, NoApproval, Papers, Period, Reader, Written, may_approve, may_make,
};
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::official::{self as stored, Edition, EditionState, Frozen, StoredFile};
use lapor_store::seal::hex;
use lapor_store::{Change, Query, StoreError, Tx};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::advice::propose;
use super::error::OfficialError;
use super::form::{Form, FormError, file_name};
use super::gate::{Found, gate};
use super::gather::{Prepared, prepare_for};
use super::make::{Dressing, document};
use super::model::{Gathered, Wish};
use super::papers::papers_on;
use super::{names, own};
use crate::app::App;
use crate::aside::aside;
use crate::error::{AppError, FieldError};

/// Longest recommendation, in characters.
pub const MAX_ADVICE: usize = 2_000;
/// Most recommendations.
pub const MOST_ADVICE: usize = 30;
/// The forms in which an edition is frozen.
pub const FROZEN: [Form; 4] = [Form::Docx, Form::Xlsx, Form::Pdf, Form::Html];

/// Why an edition was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It still says personal data.
    #[error("{} personal data found", .0.len())]
    Personal(Vec<Found>),
    /// Anything else.
    #[error(transparent)]
    Official(#[from] OfficialError),
}

impl From<AppError> for PublishError {
    fn from(error: AppError) -> Self {
        Self::Official(error.into())
    }
}

impl From<NoApproval> for PublishError {
    fn from(no: NoApproval) -> Self {
        Self::Official(match no {
            NoApproval::NotTheirs => AppError::NotPermitted.into(),
            NoApproval::OwnWork => invalid("version", "own_work").into(),
        })
    }
}

/// Whether an officer may approve a draft as it stands: not who edited it last, while another may.
///
/// # Errors
/// [`NoApproval`].
pub fn approval_of(
    rules: &Rules,
    officer: OfficerId,
    edition: &Edition,
) -> Result<Approval, NoApproval> {
    let last = edition.edited_by.or(edition.made_by);
    official::approval(&rules.directory, officer, edition.body, last)
}

/// Makes a draft with proposed recommendations; gives its id.
///
/// # Errors
/// [`OfficialError`].
pub async fn draft(app: &App, officer: OfficerId, wish: &Wish) -> Result<Uuid, OfficialError> {
    if !may_make(&app.rules().directory, officer, wish.body) {
        return Err(AppError::NotPermitted.into());
    }
    let edition = begin(app, app.fresh_id(), wish, Some(officer)).await?;
    let id = edition.id;
    app.store().run(Insert(edition)).await?;
    Ok(id)
}

/// A draft, not yet kept.
pub(super) async fn begin(
    app: &App,
    id: Uuid,
    wish: &Wish,
    made_by: Option<OfficerId>,
) -> Result<Edition, OfficialError> {
    let made = prepare_for(app, wish, made_by).await?;
    let papers = papers_on(&app.rules(), wish.body, made.gathered.day());
    let advice = propose(&made.gathered, &papers);
    Ok(Edition {
        id,
        body: wish.body,
        unit: wish.unit,
        layout: wish.layout,
        period: wish.period,
        reader: wish.reader,
        state: EditionState::Draft,
        version: 1,
        as_of: made.gathered.as_of,
        is_masked: false,
        advice: kept(wish.layout, advice),
        frozen: None,
        made_by,
        made_at: app.now(),
        edited_by: None,
        edited_at: None,
        approved_by: None,
        approved_at: None,
        is_alone: false,
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What an officer changes in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The version that was shown.
    pub version: u32,
    /// Recommendations, or sentences for the press; not looked at where the layout has neither.
    pub advice: Vec<String>,
    /// What looks like personal data stands masked.
    pub is_masked: bool,
    /// Figures of this moment instead.
    pub as_of: Option<Timestamp>,
}

/// Changes a draft.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such draft, [`AppError::Invalid`] with what must be mended, `stale` among it
/// where somebody else changed it since.
pub async fn edit(app: &App, officer: OfficerId, id: Uuid, edit: &Edit) -> Result<(), AppError> {
    let mut edition = theirs(app, officer, id).await?;
    let advice: Vec<String> = edit
        .advice
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect();
    let is_long = advice.iter().any(|text| text.chars().count() > MAX_ADVICE);
    if is_long || advice.len() > MOST_ADVICE {
        return Err(invalid("advice", "too_long"));
    }
    edition.version = edit.version;
    edition.advice = kept(edition.layout, advice);
    edition.is_masked = edit.is_masked;
    if let Some(as_of) = edit.as_of {
        if as_of > app.now() {
            return Err(invalid("as_of", "future"));
        }
        let zone = app.rules().zone(edition.body);
        if as_of <= zone.start_of_day(edition.period.from) {
            return Err(invalid("as_of", "before_period"));
        }
        edition.as_of = as_of;
    }
    let now = app.now();
    let changed = app
        .store()
        .run(Save {
            edition,
            by: officer,
            now,
        })
        .await?;
    if changed {
        Ok(())
    } else {
        Err(invalid("version", "stale"))
    }
}

fn invalid(field: &'static str, code: &str) -> AppError {
    AppError::Invalid(vec![FieldError {
        field,
        code: code.to_owned(),
    }])
}

/// Throws a draft away.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such draft.
pub async fn discard(app: &App, officer: OfficerId, id: Uuid) -> Result<(), AppError> {
    theirs(app, officer, id).await?;
    if app.store().run(Discard(id)).await? {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// A body's editions, newest first.
///
/// # Errors
/// [`AppError::NotPermitted`] for who has no part in them.
pub async fn all(app: &App, officer: OfficerId, body: BodyId) -> Result<Vec<Edition>, AppError> {
    if !may_make(&app.rules().directory, officer, body) {
        return Err(AppError::NotPermitted);
    }
    Ok(app.store().read(OfBody(body, 200)).await?)
}

/// What everybody may read, the latest period first.
///
/// # Errors
/// Where the database fails.
pub async fn for_everybody(app: &App, body: BodyId) -> Result<Vec<Edition>, AppError> {
    Ok(app.store().read(Published(body, 200)).await?)
}

/// One edition, for who makes them.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or not for this officer.
pub async fn theirs(app: &App, officer: OfficerId, id: Uuid) -> Result<Edition, AppError> {
    let found = app.store().read(One(id)).await?;
    found
        .filter(|edition| may_make(&app.rules().directory, officer, edition.body))
        .ok_or(AppError::NotFound)
}

/// What an edition asks for.
pub fn wish_of(edition: &Edition) -> Wish {
    Wish {
        body: edition.body,
        unit: edition.unit,
        layout: edition.layout,
        period: edition.period,
        reader: edition.reader,
        as_of: Some(edition.as_of),
    }
}

/// Sentences of a press summary, as they are kept: not as a list alone, for as such editions of before kept recommendations
/// that stand nowhere in them.
#[derive(Default, Serialize, Deserialize)]
struct Sentences {
    sentences: Vec<String>,
}

/// What people write into an edition, as it is kept.
fn kept(layout: Layout, written: Vec<String>) -> String {
    match layout.written() {
        Some(Written::Recommendations) => json(&written),
        Some(Written::Sentences) => json(&Sentences { sentences: written }),
        None => json(&Vec::<String>::new()),
    }
}

/// What people wrote into an edition: recommendations, or sentences for the press.
pub fn advice_of(edition: &Edition) -> Vec<String> {
    let kept = edition.advice.as_str();
    match edition.layout.written() {
        Some(Written::Recommendations) => serde_json::from_str(kept).unwrap_or_default(),
        Some(Written::Sentences) => {
            let kept: Sentences = serde_json::from_str(kept).unwrap_or_default();
            kept.sentences
        }
        None => Vec::new(),
    }
}

/// A draft as it would be published.
#[derive(Debug)]
pub struct Drafted {
    /// Marked as a draft.
    pub document: dokumen::Document,
    /// Personal data that it says.
    pub found: Vec<Found>,
    /// Its figures; for anyone their moment may be earlier than was asked for.
    pub gathered: Gathered,
    /// Its recommendations, as the officer reads them.
    pub advice: Vec<String>,
}

/// A draft as it would be published, marked as one.
///
/// # Errors
/// [`OfficialError`].
pub async fn preview(
    app: &App,
    officer: OfficerId,
    id: Uuid,
) -> Result<dokumen::Document, OfficialError> {
    Ok(reviewed(app, officer, id).await?.document)
}

/// A draft as it would be published, its figures, and what would keep it from being so.
///
/// # Errors
/// [`OfficialError`].
pub async fn reviewed(app: &App, officer: OfficerId, id: Uuid) -> Result<Drafted, OfficialError> {
    let edition = theirs(app, officer, id).await?;
    let sheet = Sheet::of(app, &edition, Some(officer)).await?;
    let drafted = aside(move || {
        let document = sheet.document(true);
        Drafted {
            found: gate(&document),
            document,
            gathered: sheet.made.gathered,
            advice: sheet.advice,
        }
    });
    Ok(drafted.await?)
}

/// A draft's figures and words of now, with what they are dressed in.
struct Sheet {
    made: Prepared,
    papers: Papers,
    advice: Vec<String>,
    is_masked: bool,
}

impl Sheet {
    /// For an officer who looks at it, or as it is published.
    async fn of(
        app: &App,
        edition: &Edition,
        officer: Option<OfficerId>,
    ) -> Result<Self, OfficialError> {
        let wish = wish_of(edition);
        let made = prepare_for(app, &wish, officer).await?;
        let papers = papers_on(&app.rules(), edition.body, made.gathered.day());
        let mut advice = advice_of(edition);
        if own::of(app, edition, officer).await?.is_some() {
            let of_all = prepare_for(app, &wish, None).await?.gathered;
            advice = own::advice(advice, &of_all, &made.gathered, &papers);
        }
        Ok(Self {
            made,
            papers,
            advice,
            is_masked: edition.is_masked,
        })
    }

    fn document(&self, is_draft: bool) -> dokumen::Document {
        let dressing = Dressing {
            papers: &self.papers,
            advice: &self.advice,
            is_draft,
            is_masked: self.is_masked,
            note: None,
        };
        document(&self.made.gathered, &self.made.words, &dressing)
    }
}

/// Approves a draft: looked through, written in every form, frozen. `version` is the one that was shown.
///
/// # Errors
/// [`PublishError`]; nothing is kept then.
pub async fn approve(
    app: &App,
    leader: OfficerId,
    id: Uuid,
    version: u32,
) -> Result<(), PublishError> {
    let mut edition = theirs(app, leader, id).await?;
    edition.is_alone = approval_of(&app.rules(), leader, &edition)? == Approval::Alone;
    if edition.version != version || edition.state != EditionState::Draft {
        return Err(invalid("version", "stale").into());
    }
    let sheet = Sheet::of(app, &edition, None).await?;
    reaches_its_end(app, &sheet.made.gathered)?;
    let (mut sheet, mut found) = looked_through(sheet).await?;
    if !found.is_empty() && own::of(app, &edition, Some(leader)).await?.is_some() {
        // What stands in reports of which the leader may not know is named to nobody: it is masked.
        let theirs = reviewed(app, leader, id).await?.found;
        if theirs.is_empty() {
            (edition.is_masked, sheet.is_masked) = (true, true);
            (sheet, found) = looked_through(sheet).await?;
        }
        if !found.is_empty() {
            return Err(PublishError::Personal(theirs));
        }
    }
    if !found.is_empty() {
        return Err(PublishError::Personal(found));
    }
    let Sheet { made, papers, .. } = &mut sheet;
    names::add(app, made, papers, names::by(leader, Role::Leader)).await?;
    for line in &mut made.gathered.lines {
        line.said = made.words.get(&line.id).map(super::lines::Spoken::digest);
    }
    let key = app.key_of(edition.body);
    let sealing = app.clone();
    let (sheet, files) = aside(move || {
        let whole = sheet.document(false);
        let sealed = FROZEN.map(|form| -> Result<StoredFile, FormError> {
            let bytes = form.write(&whole)?;
            let sha256 = fingerprint(&bytes);
            Ok(sealing.with_entropy(|entropy| {
                StoredFile::seal(id, form.ending(), sha256, &bytes, &key, entropy)
            }))
        });
        let files: Result<Vec<_>, _> = sealed.into_iter().collect();
        (sheet, files)
    })
    .await?;
    let files = files.map_err(OfficialError::from)?;
    let Sheet { made, papers, .. } = &sheet;
    // For anyone the day may be earlier than was asked for.
    edition.as_of = made.gathered.as_of;
    let frozen = Frozen {
        papers: json(papers),
        gathered: json(&made.gathered),
        position: made.gathered.position,
        policy: made.gathered.policy,
        definitions: made.gathered.definitions,
    };
    let now = app.now();
    let kept = app
        .store()
        .run(Publish {
            edition,
            frozen,
            files,
            by: leader,
            now,
        })
        .await?;
    if kept {
        Ok(())
    } else {
        Err(invalid("version", "stale").into())
    }
}

/// What of a sheet is personal data, as it would be published.
async fn looked_through(sheet: Sheet) -> Result<(Sheet, Vec<Found>), AppError> {
    aside(move || {
        let found = gate(&sheet.document(false));
        (sheet, found)
    })
    .await
}

/// A document for anyone is of a state after its period's end, once that is over.
///
/// # Errors
/// [`OfficialError::TooEarly`].
pub fn reaches_its_end(app: &App, gathered: &Gathered) -> Result<(), OfficialError> {
    let today = gathered.zone.local_date(app.now());
    let (day, period) = (gathered.day(), gathered.period);
    if gathered.reader == Reader::Inside || day >= period.to || today <= period.to {
        return Ok(());
    }
    Err(OfficialError::TooEarly {
        day: super::words::moment(gathered.as_of, gathered.zone),
        period: period.in_sentence(),
    })
}

/// Takes a published edition back: it is listed and served no more, and stays in the record.
///
/// # Errors
/// [`AppError::NotPermitted`] for who does not lead the body.
pub async fn withdraw(app: &App, leader: OfficerId, id: Uuid) -> Result<(), AppError> {
    let edition = theirs(app, leader, id).await?;
    if !may_approve(&app.rules().directory, leader, edition.body) {
        return Err(AppError::NotPermitted);
    }
    if app.store().run(Withdraw(id)).await? {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// SHA-256, hexadecimal.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What a file of an edition is called, without its ending.
pub fn name_of(rules: &Rules, edition: &Edition) -> String {
    let slug = rules.directory.bodies.get(&edition.body);
    let slug = slug.map_or("", |body| body.slug.as_str());
    file_name(edition.layout, slug, &edition.period)
}

/// What an edition is called.
pub fn title_of(layout: Layout, period: &Period) -> String {
    let name = match layout {
        Layout::Activity => "Laporan Pelaksanaan Kegiatan",
        Layout::Units => "Laporan menurut perangkat daerah",
        Layout::Recap => "Rekapitulasi SP4N-LAPOR!",
        Layout::Press => "Siaran pers",
        Layout::Province => "Rekapitulasi kabupaten/kota",
    };
    format!("{name}, {}", period.words())
}

pub(super) struct Insert(pub(super) Edition);

impl Change for Insert {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "insert_edition";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(stored::insert(tx, &self.0).await?)
    }
}

struct Save {
    edition: Edition,
    by: OfficerId,
    now: Timestamp,
}

impl Change for Save {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "edit_edition";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(stored::edit(tx, &self.edition, self.by, self.now).await?)
    }
}

struct Publish {
    edition: Edition,
    frozen: Frozen,
    files: Vec<StoredFile>,
    by: OfficerId,
    now: Timestamp,
}

impl Change for Publish {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "publish_edition";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        if !stored::publish(tx, &self.edition, &self.frozen, self.by, self.now).await? {
            return Ok(false);
        }
        for file in &self.files {
            stored::put_file(tx, file).await?;
        }
        Ok(true)
    }
}

struct Withdraw(Uuid);

impl Change for Withdraw {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "withdraw_edition";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(stored::withdraw(tx, self.0).await?)
    }
}

struct Discard(Uuid);

impl Change for Discard {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "discard_draft";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(stored::remove(tx, self.0).await?)
    }
}

pub(crate) struct One(pub(crate) Uuid);

impl Query for One {
    type Output = Option<Edition>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::get(tx, self.0).await
    }
}

struct OfBody(BodyId, u32);

impl Query for OfBody {
    type Output = Vec<Edition>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::of_body(tx, self.0, self.1).await
    }
}

struct Published(BodyId, u32);

impl Query for Published {
    type Output = Vec<Edition>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::published(tx, self.0, self.1).await
    }
}
