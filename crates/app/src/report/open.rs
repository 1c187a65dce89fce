//! Opening what needs a reason: logged first, shown then. And serving files, through the same view.

use jiff::Timestamp;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, FileId, OfficerId, ReportId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::{Actor, standings};
use lapor_domain::visibility::{Item, Opening, Viewer, may_open, visibility};
use lapor_domain::words::Role;
use lapor_store::record;
use lapor_store::record::access::{self, Opening as LoggedOpening};
use lapor_store::record::content;
use lapor_store::record::file::{self, FileRow};
use lapor_store::{Change, Query, StoreError, Tx};

use super::case::{self, Onlooker};
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
    let reason = super::filing::clean_line(reason);
    if reason.chars().count() < 5 {
        return Err(AppError::Invalid(vec![FieldError::new(
            "reason", "required",
        )]));
    }
    let item = item_of(kind).ok_or(AppError::NotPermitted)?;
    let opened = OpenWithReason {
        rules: app.rules(),
        officer,
        report,
        kind,
        item,
        opening: LoggedOpening {
            what: kind.as_str().to_owned(),
            reason,
        },
        now: app.now(),
    };
    let (stored, home) = app.store().run(opened).await?;
    let text = stored.open(&app.key_of(home))?.ok_or(AppError::NotFound)?;
    Ok(text.as_str().to_owned())
}

const fn item_of(kind: ContentKind) -> Option<Item> {
    Some(match kind {
        ContentKind::TextOriginal | ContentKind::TitleOriginal => Item::Original,
        ContentKind::Name => Item::Name,
        ContentKind::Phone | ContentKind::Email | ContentKind::Nik => Item::Contact,
        ContentKind::Place | ContentKind::Point => Item::Place,
        _ => return None,
    })
}

struct OpenWithReason {
    rules: std::sync::Arc<lapor_domain::rules::Rules>,
    officer: OfficerId,
    report: ReportId,
    kind: ContentKind,
    item: Item,
    opening: LoggedOpening,
    now: Timestamp,
}

impl Change for OpenWithReason {
    type Output = (content::StoredContent, BodyId);
    type Error = AppError;
    const NAME: &'static str = "open_with_reason";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Self::Output, AppError> {
        let report = record::load(tx, self.report)
            .await?
            .ok_or(AppError::NotFound)?;
        let officer = self
            .rules
            .directory
            .officers
            .get(&self.officer)
            .ok_or(AppError::NotPermitted)?;
        let view = visibility(&Viewer::Officer(officer), &report, &self.rules.directory);
        if may_open(&view, self.item) == Opening::Never {
            return Err(AppError::NotPermitted);
        }
        let reference: &ContentRef = report.word(self.kind).ok_or(AppError::NotFound)?;
        let standing = standings(&report, Actor::Officer(self.officer), &self.rules.directory);
        let role = standing
            .first()
            .map_or(Role::Coordinator, |standing| standing.role);
        let actor = ActorRef {
            role,
            officer: Some(self.officer),
            unit: None,
        };
        access::log(tx, report.home, report.id, &self.opening, actor, self.now).await?;
        let stored = content::get(tx, reference.id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok((stored, report.home))
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
