//! Serving what was published: byte for byte, as long as every word in it may still be told. Where one may not, the same
//! figures are printed again without it, and the document says so.

use std::sync::Arc;

use bytes::Bytes;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{Emblem, Papers, Reader, may_make};
use lapor_store::official::{self as stored, Edition, EditionState, Frozen, StoredFile};
use lapor_store::record::RecordError;
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::edition::{One, advice_of, fingerprint};
use super::error::OfficialError;
use super::form::Form;
use super::gather::Prepared;
use super::lines::{self, Words};
use super::lost::Lost;
use super::make::{Dressing, document};
use super::model::{Gathered, day_of};
use super::papers::papers_on;
use super::shelf::{Kept, State};
use super::{names, own};
use crate::app::App;
use crate::aside::aside;
use crate::error::AppError;

/// A file of a published edition.
pub struct Served {
    /// Of which.
    pub edition: Edition,
    /// Its bytes.
    pub bytes: Bytes,
    /// As it was published; else printed again.
    pub is_original: bool,
    /// Fingerprint of what was published.
    pub sha256: String,
    /// Fingerprint of these bytes: another one where they are printed again.
    pub print: String,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Anyone, at the pages of a body.
    Anyone(BodyId),
    /// An officer.
    Officer(OfficerId),
}

impl Asker {
    const fn officer(self) -> Option<OfficerId> {
        match self {
            Self::Anyone(_) => None,
            Self::Officer(officer) => Some(officer),
        }
    }
}

/// A published file. The words in it are read again only where something was recorded since they were last read.
///
/// # Errors
/// [`AppError::NotFound`] where there is none for who asks.
pub async fn serve(app: &App, asker: Asker, id: Uuid, form: Form) -> Result<Served, OfficialError> {
    let edition = found(app, asker, id).await?;
    let own = own::of(app, &edition, asker.officer()).await?;
    let (shelf, of) = (app.shelf(), (id, form, own));
    let mut state = State::of(app).await?;
    let mut kept = shelf.get(&state, of);
    if kept.is_none() {
        let turn = shelf.readers.acquire().await;
        // While others were read, it may have been among them.
        state = State::of(app).await?;
        kept = shelf.get(&state, of);
        if kept.is_none() {
            let fresh = Arc::new(look_through(app, &edition, form, own).await?);
            shelf.put(&state, of, &fresh);
            kept = Some(fresh);
        }
        drop(turn);
    }
    let kept = kept.ok_or(AppError::NotFound)?;
    Ok(Served {
        edition,
        bytes: kept.bytes.clone(),
        is_original: kept.is_original,
        sha256: kept.sha256.clone(),
        print: kept.print.clone(),
    })
}

/// A published file for an officer, or for who runs the program: as [`serve`], whoever it is meant for.
///
/// # Errors
/// [`AppError::NotFound`] where the edition is none that was published.
pub(crate) async fn as_told_now(
    app: &App,
    edition: &Edition,
    form: Form,
    officer: Option<OfficerId>,
) -> Result<Bytes, OfficialError> {
    let own = own::of(app, edition, officer).await?;
    Ok(look_through(app, edition, form, own).await?.bytes)
}

/// Reads every word again: the frozen bytes where all may still be told, else a print without what may not. `own` is the
/// officer who is given a printing of their own.
async fn look_through(
    app: &App,
    edition: &Edition,
    form: Form,
    own: Option<OfficerId>,
) -> Result<Kept, OfficialError> {
    let file = app.store().read(File(edition.id, form.ending())).await?;
    let mut told = Told::of(app, edition, own).await?;
    let is_whole = told.lost.is_nothing();
    let sha256 = file
        .as_ref()
        .map(|file| file.sha256.clone())
        .unwrap_or_default();
    if own.is_none() {
        if is_whole
            && let Some(file) = &file
            && let Some(bytes) = file
                .open(&app.key_of(edition.body))
                .map_err(AppError::from)?
        {
            return Ok(Kept {
                bytes: Bytes::copy_from_slice(&bytes),
                is_original: true,
                print: sha256.clone(),
                sha256,
            });
        }
        if told.lost.erased > 0 && file.as_ref().is_some_and(StoredFile::has_bytes) {
            app.store().run(Forget(edition.id)).await?;
        }
    } else if is_whole {
        names::again(app, &mut told.made).await?;
    }
    let is_original = own.is_some() && is_whole;
    let note = (!is_original).then(|| told.lost.note(edition, &told.made.gathered, &sha256));
    let bytes = aside(move || form.write(&told.document(note.as_deref()))).await??;
    let print = fingerprint(&bytes);
    Ok(Kept {
        // Of an own printing this is what was published, to who is given it.
        sha256: if is_original { print.clone() } else { sha256 },
        print,
        bytes: Bytes::from(bytes),
        is_original,
    })
}

/// What was published, as it may be told now: for a page.
///
/// # Errors
/// As [`serve`].
pub async fn document_of(
    app: &App,
    asker: Asker,
    id: Uuid,
) -> Result<dokumen::Document, OfficialError> {
    let edition = found(app, asker, id).await?;
    let own = own::of(app, &edition, asker.officer()).await?;
    let told = Told::of(app, &edition, own).await?;
    let note = (!told.lost.is_nothing()).then(|| told.lost.note(&edition, &told.made.gathered, ""));
    Ok(aside(move || told.document(note.as_deref())).await?)
}

/// Forms, fingerprints and lengths of what was published.
///
/// # Errors
/// Where the database fails.
pub async fn fingerprints(app: &App, id: Uuid) -> Result<Vec<(String, String, u64)>, AppError> {
    Ok(app.store().read(Fingerprints(id)).await?)
}

/// Forms and fingerprints of an edition's files, as an officer is given them.
///
/// # Errors
/// As [`serve`].
pub async fn fingerprints_for(
    app: &App,
    officer: OfficerId,
    edition: &Edition,
) -> Result<Vec<(String, String)>, OfficialError> {
    let kept = fingerprints(app, edition.id).await?;
    let is_own = own::of(app, edition, Some(officer)).await?.is_some();
    let mut told = Vec::with_capacity(kept.len());
    for (ending, sha256, _) in kept {
        let sha256 = match Form::of_ending(&ending).filter(|_| is_own) {
            Some(form) => {
                serve(app, Asker::Officer(officer), edition.id, form)
                    .await?
                    .sha256
            }
            None => sha256,
        };
        told.push((ending, sha256));
    }
    Ok(told)
}

/// Forgets the files of editions in which words were erased since: once a day, whether anybody asked for them or not.
/// Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn sweep(app: &App) -> Result<usize, AppError> {
    app.shelf().clear();
    let mut forgotten = 0;
    for id in app.store().read(WithFiles).await? {
        let Some(edition) = app.store().read(One(id)).await? else {
            continue;
        };
        let Some(frozen) = &edition.frozen else {
            continue;
        };
        let thawed = Thawed::of(frozen)?;
        let words = thawed.words(app).await?;
        if Lost::between(&thawed.gathered, &words).erased > 0 {
            app.store().run(Forget(id)).await?;
            forgotten += 1;
        }
    }
    Ok(forgotten)
}

async fn found(app: &App, asker: Asker, id: Uuid) -> Result<Edition, AppError> {
    let edition = app.store().read(One(id)).await?;
    let edition = edition.filter(|edition| is_for(app, asker, edition));
    edition.ok_or(AppError::NotFound)
}

fn is_for(app: &App, asker: Asker, edition: &Edition) -> bool {
    match asker {
        Asker::Anyone(body) => {
            edition.body == body
                && edition.reader == Reader::Public
                && edition.state == EditionState::Published
        }
        Asker::Officer(officer) => {
            edition.state != EditionState::Draft
                && may_make(&app.rules().directory, officer, edition.body)
        }
    }
}

/// An edition as it may be told now to who asks.
struct Told {
    made: Prepared,
    papers: Papers,
    advice: Vec<String>,
    is_masked: bool,
    lost: Lost,
}

impl Told {
    /// To everybody the same, but for who is given a printing of their own.
    async fn of(
        app: &App,
        edition: &Edition,
        own: Option<OfficerId>,
    ) -> Result<Self, OfficialError> {
        let thawed = Thawed::of(edition.frozen.as_ref().ok_or(AppError::NotFound)?)?;
        let mut advice = advice_of(edition);
        let made = match own {
            Some(officer) => {
                let made = own::gathered(app, edition, &thawed.gathered, officer).await?;
                advice = own::advice(advice, &thawed.gathered, &made.gathered, &thawed.papers);
                made
            }
            None => Prepared {
                words: thawed.words(app).await?,
                gathered: thawed.gathered,
            },
        };
        Ok(Self {
            lost: Lost::between(&made.gathered, &made.words),
            made,
            papers: thawed.papers,
            advice,
            is_masked: edition.is_masked,
        })
    }

    fn document(&self, note: Option<&str>) -> dokumen::Document {
        let dressing = Dressing {
            papers: &self.papers,
            advice: &self.advice,
            is_draft: false,
            is_masked: self.is_masked,
            note,
        };
        document(&self.made.gathered, &self.made.words, &dressing)
    }
}

/// Versions of the policy by which a published edition was counted.
pub fn policies_of(frozen: &Frozen) -> Vec<u32> {
    #[derive(serde::Deserialize)]
    struct Counted {
        #[serde(default)]
        policies: Vec<u32>,
    }
    let counted = serde_json::from_str::<Counted>(&frozen.gathered);
    // An edition of before kept the last of them alone.
    counted
        .map(|counted| counted.policies)
        .ok()
        .filter(|policies| !policies.is_empty())
        .unwrap_or_else(|| vec![frozen.policy])
}

/// The emblem on a document: of a published one as it was then.
pub fn emblem_of(app: &App, edition: &Edition) -> Option<Emblem> {
    let papers = if let Some(frozen) = &edition.frozen {
        serde_json::from_str(&frozen.papers).ok()?
    } else {
        let rules = app.rules();
        let day = day_of(edition.as_of, rules.zone(edition.body));
        papers_on(&rules, edition.body, day)
    };
    papers.emblem
}

struct Thawed {
    papers: Papers,
    gathered: Gathered,
}

impl Thawed {
    fn of(frozen: &Frozen) -> Result<Self, AppError> {
        let papers = serde_json::from_str(&frozen.papers).map_err(RecordError::Document)?;
        let gathered = serde_json::from_str(&frozen.gathered).map_err(RecordError::Document)?;
        Ok(Self { papers, gathered })
    }

    async fn words(&self, app: &App) -> Result<Words, AppError> {
        let gathered = &self.gathered;
        lines::words_of(
            app,
            &gathered.lines,
            gathered.reader,
            gathered.body,
            gathered.as_of,
        )
        .await
    }
}

/// Whether bytes are those that were published.
pub fn is_as_published(bytes: &[u8], sha256: &str) -> bool {
    fingerprint(bytes) == sha256
}

struct File(Uuid, &'static str);

impl Query for File {
    type Output = Option<StoredFile>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::file(tx, self.0, self.1).await
    }
}

struct Fingerprints(Uuid);

impl Query for Fingerprints {
    type Output = Vec<(String, String, u64)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::fingerprints(tx, self.0).await
    }
}

struct WithFiles;

impl Query for WithFiles {
    type Output = Vec<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::with_files(tx).await
    }
}

struct Forget(Uuid);

impl Change for Forget {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_edition_files";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(stored::forget_bytes(tx, self.0).await?)
    }
}
