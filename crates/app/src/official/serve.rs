//! Serving what was published: byte for byte, as long as every word in it may still be told. Where one may not, the same
//! figures are printed again without it, and the document says so.

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use lapor_domain::figures::number;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{Papers, Reader, date_words, may_make};
use lapor_store::official::{self as stored, Edition, EditionState, Frozen, StoredFile};
use lapor_store::record::RecordError;
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::edition::{One, advice_of, fingerprint};
use super::error::OfficialError;
use super::form::Form;
use super::lines::{self, Said, Words};
use super::make::{Dressing, document};
use super::model::Gathered;
use super::shelf::{Kept, State};
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

/// A published file. The words in it are read again only where something was recorded since they were last read.
///
/// # Errors
/// [`AppError::NotFound`] where there is none for who asks.
pub async fn serve(app: &App, asker: Asker, id: Uuid, form: Form) -> Result<Served, OfficialError> {
    let edition = found(app, asker, id).await?;
    let (shelf, of) = (app.shelf(), (id, form));
    let mut state = State::of(app).await?;
    let mut kept = shelf.get(&state, of);
    if kept.is_none() {
        let turn = shelf.readers.acquire().await;
        // While others were read, it may have been among them.
        state = State::of(app).await?;
        kept = shelf.get(&state, of);
        if kept.is_none() {
            let fresh = Arc::new(look_through(app, &edition, form).await?);
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

/// A published file for who runs the program: as [`serve`], whoever it is meant for.
///
/// # Errors
/// [`AppError::NotFound`] where the edition is none that was published.
pub(crate) async fn as_told_now(
    app: &App,
    edition: &Edition,
    form: Form,
) -> Result<Bytes, OfficialError> {
    Ok(look_through(app, edition, form).await?.bytes)
}

/// Reads every word again: the frozen bytes where all may still be told, else a print without what may not.
async fn look_through(app: &App, edition: &Edition, form: Form) -> Result<Kept, OfficialError> {
    let file = app.store().read(File(edition.id, form.ending())).await?;
    let frozen = edition.frozen.as_ref().ok_or(AppError::NotFound)?;
    let thawed = Thawed::of(frozen)?;
    let words = thawed.words(app).await?;
    let lost = Lost::between(&thawed.gathered, &words);
    let sha256 = file
        .as_ref()
        .map(|file| file.sha256.clone())
        .unwrap_or_default();
    if lost.is_nothing()
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
    if lost.erased > 0 && file.as_ref().is_some_and(StoredFile::has_bytes) {
        app.store().run(Forget(edition.id)).await?;
    }
    let note = lost.note(edition, &thawed.gathered, &sha256);
    let (advice, is_masked) = (advice_of(edition), edition.is_masked);
    let bytes = aside(move || {
        let dressing = Dressing {
            papers: &thawed.papers,
            advice: &advice,
            is_draft: false,
            is_masked,
            note: Some(&note),
        };
        form.write(&document(&thawed.gathered, &words, &dressing))
    })
    .await??;
    Ok(Kept {
        print: fingerprint(&bytes),
        bytes: Bytes::from(bytes),
        is_original: false,
        sha256,
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
    let frozen = edition.frozen.as_ref().ok_or(AppError::NotFound)?;
    let thawed = Thawed::of(frozen)?;
    let words = thawed.words(app).await?;
    let lost = Lost::between(&thawed.gathered, &words);
    let note = (!lost.is_nothing()).then(|| lost.note(&edition, &thawed.gathered, ""));
    let advice = advice_of(&edition);
    let made = aside(move || {
        let dressing = Dressing {
            papers: &thawed.papers,
            advice: &advice,
            is_draft: false,
            is_masked: edition.is_masked,
            note: note.as_deref(),
        };
        document(&thawed.gathered, &words, &dressing)
    });
    Ok(made.await?)
}

/// Forms, fingerprints and lengths of what was published.
///
/// # Errors
/// Where the database fails.
pub async fn fingerprints(app: &App, id: Uuid) -> Result<Vec<(String, String, u64)>, AppError> {
    Ok(app.store().read(Fingerprints(id)).await?)
}

/// Figures and facts of a published edition, as frozen.
///
/// # Errors
/// [`AppError::NotFound`] where it is none.
pub fn frozen_figures(edition: &Edition) -> Result<Gathered, AppError> {
    let frozen = edition.frozen.as_ref().ok_or(AppError::NotFound)?;
    Ok(Thawed::of(frozen)?.gathered)
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

/// What can no longer be said as it was.
struct Lost {
    /// Reports of which something is told no more.
    gone: u64,
    /// Among them those of which words were erased.
    erased: u64,
    /// Reports of which words were changed.
    changed: u64,
}

impl Lost {
    fn between(gathered: &Gathered, words: &Words) -> Self {
        let mut lost = Self {
            gone: 0,
            erased: 0,
            changed: 0,
        };
        for line in &gathered.lines {
            let now = words
                .get(&line.id)
                .cloned()
                .unwrap_or_else(lines::Spoken::gone);
            let loses_name = line.is_named && now.is_unnamed;
            if line.said.as_deref() == Some(now.digest().as_str()) && !loses_name {
                continue;
            }
            if loses_name {
                // A name that may stand nowhere any more is forgotten like words that were erased.
                lost.gone += 1;
                lost.erased += 1;
            } else if now.lacks() {
                lost.gone += 1;
                let parts = [&now.title, &now.text, &now.original, &now.answer];
                lost.erased += u64::from(!now.is_gone && parts.contains(&&Said::Gone));
            } else {
                lost.changed += 1;
            }
        }
        lost
    }

    const fn is_nothing(&self) -> bool {
        self.gone == 0 && self.changed == 0
    }

    fn note(&self, edition: &Edition, gathered: &Gathered, sha256: &str) -> String {
        let approved = edition.approved_at.map_or_else(String::new, |at| {
            format!(" {}", date_words(gathered.zone.local_date(at)))
        });
        let mut said =
            format!("Cetakan ulang edisi yang disetujui{approved}. Angka tidak berubah.");
        if self.gone > 0 {
            let _ = write!(
                said,
                " Pada {} laporan kata-kata sudah dihapus atau tidak lagi dibuka; di tempatnya tertulis “dihapus”.",
                number(self.gone)
            );
        }
        if self.changed > 0 {
            let _ = write!(
                said,
                " Pada {} laporan kata-kata ditampilkan seperti sekarang karena diubah sejak terbit.",
                number(self.changed)
            );
        }
        if !sha256.is_empty() {
            let _ = write!(said, " Sidik SHA-256 edisi asli: {sha256}.");
        }
        said
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
