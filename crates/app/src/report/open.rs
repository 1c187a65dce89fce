//! Opening what needs a reason: logged first, shown then. And serving files, through the same view.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, FileId, OfficerId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::{Actor, standings};
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility::{Item, Opening, Viewer, may_open, visibility_of_follower};
use lapor_domain::words::Role;
use lapor_store::record;
use lapor_store::record::access::{self, Opening as LoggedOpening};
use lapor_store::record::content;
use lapor_store::record::file::{self, FileRow};
use lapor_store::{Change, Query, StoreError, Tx};

use super::case::{self, Onlooker};
use super::documents;
use crate::app::App;
use crate::error::{AppError, FieldError};

/// Opens words that need a reason; the look is in the access log before the words are shown.
///
/// # Errors
/// [`AppError::NotPermitted`] where they do not open for this officer at all, an empty reason.
pub async fn with_reason(
    app: &App,
    officer: OfficerId,
    report: ReportId,
    kind: ContentKind,
    reason: &str,
) -> Result<String, AppError> {
    let item = item_of(kind).ok_or(AppError::NotPermitted)?;
    let opened = OpenWithReason {
        look: Look::new(app, officer, report, kind.as_str(), reason)?,
        kind,
        item,
    };
    let (stored, home) = app.store().run(opened).await?;
    let text = stored.open(&app.key_of(home))?.ok_or(AppError::NotFound)?;
    Ok(text.as_str().to_owned())
}

const fn item_of(kind: ContentKind) -> Option<Item> {
    Some(match kind {
        ContentKind::TextOriginal | ContentKind::TitleOriginal | ContentKind::Answers => {
            Item::Original
        }
        ContentKind::Name => Item::Name,
        ContentKind::Phone | ContentKind::Email | ContentKind::Chat | ContentKind::Nik => {
            Item::Contact
        }
        ContentKind::Place | ContentKind::Point => Item::Place,
        ContentKind::Source => Item::Source,
        ContentKind::Document => Item::AttachmentsOriginal,
        _ => return None,
    })
}

/// A paper's bytes and media type, with a reason that is logged first.
///
/// # Errors
/// [`AppError::NotPermitted`] where papers do not open for this officer, [`AppError::NotFound`] where this report has
/// no such paper, an empty reason.
pub async fn document(
    app: &App,
    officer: OfficerId,
    report: ReportId,
    file: FileId,
    reason: &str,
) -> Result<(String, Vec<u8>), AppError> {
    let opened = OpenDocument {
        look: Look::new(app, officer, report, ContentKind::Document.as_str(), reason)?,
        file,
    };
    let row = app.store().run(opened).await?;
    let wrapped = row.wrapped_key.ok_or(AppError::NotFound)?;
    let (files, key) = (app.files().clone(), app.key_of(row.body));
    let reading = tokio::task::spawn_blocking(move || files.read_sealed(row.id.0, &wrapped, &key));
    let bytes = reading.await.map_err(|_| AppError::NotFound)??;
    Ok((row.media_type, bytes.to_vec()))
}

struct OpenDocument {
    look: Look,
    file: FileId,
}

impl Change for OpenDocument {
    type Output = FileRow;
    type Error = AppError;
    const NAME: &'static str = "open_document";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<FileRow, AppError> {
        let report = self.look.log(tx, Item::AttachmentsOriginal).await?;
        let row = file::variant(tx, self.file, documents::VARIANT).await?;
        row.filter(|row| row.report == report.id)
            .ok_or(AppError::NotFound)
    }
}

struct OpenWithReason {
    look: Look,
    kind: ContentKind,
    item: Item,
}

impl Change for OpenWithReason {
    type Output = (content::StoredContent, BodyId);
    type Error = AppError;
    const NAME: &'static str = "open_with_reason";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Self::Output, AppError> {
        let report = self.look.log(tx, self.item).await?;
        let reference: &ContentRef = report.word(self.kind).ok_or(AppError::NotFound)?;
        let stored = content::get(tx, reference.id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok((stored, report.home))
    }
}

/// A look that needs a reason.
struct Look {
    rules: Arc<Rules>,
    officer: OfficerId,
    report: ReportId,
    opening: LoggedOpening,
    now: Timestamp,
}

impl Look {
    fn new(
        app: &App,
        officer: OfficerId,
        report: ReportId,
        what: &str,
        reason: &str,
    ) -> Result<Self, AppError> {
        let reason = super::filing::clean_line(reason);
        if reason.chars().count() < 5 {
            return Err(AppError::Invalid(vec![FieldError::new(
                "reason", "required",
            )]));
        }
        Ok(Self {
            rules: app.rules(),
            officer,
            report,
            opening: LoggedOpening {
                what: what.to_owned(),
                reason,
            },
            now: app.now(),
        })
    }

    /// Asks the same eyes as the report's page, and writes the look down before anything is read.
    async fn log(&self, tx: &mut Tx<'_>, item: Item) -> Result<Report, AppError> {
        let report = record::load(tx, self.report)
            .await?
            .ok_or(AppError::NotFound)?;
        let root = match &report.state {
            State::Merged(merge) => record::load(tx, merge.root).await?,
            _ => None,
        };
        let case = root.as_ref().unwrap_or(&report);
        let directory = &self.rules.directory;
        let officer = directory
            .officers
            .get(&self.officer)
            .ok_or(AppError::NotPermitted)?;
        let view = visibility_of_follower(&Viewer::Officer(officer), &report, case, directory);
        if may_open(&view, item) == Opening::Never {
            return Err(AppError::NotPermitted);
        }
        let standing = standings(case, Actor::Officer(self.officer), directory);
        let role = standing
            .first()
            .map_or(Role::Coordinator, |standing| standing.role);
        let actor = ActorRef {
            role,
            officer: Some(self.officer),
            unit: None,
        };
        access::log(tx, report.home, report.id, &self.opening, actor, self.now).await?;
        Ok(report)
    }
}

/// A photograph's bytes for a viewer: the cleaned photograph or its thumbnail, never the original.
///
/// # Errors
/// [`AppError::NotFound`] for whoever may not see it, exactly as if it did not exist.
pub async fn photo(
    app: &App,
    file: FileId,
    thumbnail: bool,
    onlooker: Onlooker,
) -> Result<Vec<u8>, AppError> {
    let variant = if thumbnail { "thumbnail" } else { "photo" };
    let row = app
        .store()
        .read(Variant { file, variant })
        .await?
        .ok_or(AppError::NotFound)?;
    let case = case::read(app, row.report, onlooker)
        .await?
        .ok_or(AppError::NotFound)?;
    if !case.photos.iter().any(|photo| photo.file == file) {
        return Err(AppError::NotFound);
    }
    let files = app.files().clone();
    let reading = tokio::task::spawn_blocking(move || files.read(row.id.0));
    Ok(reading.await.map_err(|_| AppError::NotFound)??)
}

struct Variant {
    file: FileId,
    variant: &'static str,
}

impl Query for Variant {
    type Output = Option<FileRow>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<FileRow>, StoreError> {
        file::variant(tx, self.file, self.variant).await
    }
}
