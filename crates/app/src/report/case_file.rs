//! The case file: the whole course of a report for the Ombudsman or a court, as an overseer may see it.
//!
//! It leaves the office, so it holds what [`lapor_domain::visibility`] shows an overseer of the body, never what its maker
//! sees beyond that. Making it is logged with a reason before anything is read.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::agency::Grant;
use lapor_domain::ids::{FileId, OfficerId, ReportId};
use lapor_domain::official::Papers;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility::{CaseFileRight, case_file_right};
use lapor_domain::words::Role;
use lapor_store::record::access::{self, Opening};
use lapor_store::record::prints::{self, Print};
use lapor_store::record::{self, file};
use lapor_store::{Change, Query, StoreError, Tx};

use super::case::{self, CaseView};
use super::filing;
use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::official;

/// What the access log calls it.
pub const WHAT: &str = "case_file";
/// Shortest reason, in characters.
const REASON: usize = 5;

/// Who makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// An officer, signed in.
    Officer(OfficerId),
    /// Whoever runs the program on its own machine.
    Operator,
}

/// All that a case file says.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The report as an overseer sees it.
    pub view: CaseView,
    /// Fingerprints of its events.
    pub prints: Vec<Print>,
    /// Fingerprints of the events of the report it was merged into; none where it was not.
    pub root_prints: Vec<Print>,
    /// Files of the photographs that are shown, cleaned of what they say beside the picture.
    pub files: Vec<FilePrint>,
    /// Papers of the body that holds it, as of the day on which it was made.
    pub papers: Papers,
    /// When it was made.
    pub made_at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A file that anybody can compare with the one they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePrint {
    /// Its id.
    pub file: FileId,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
}

/// Makes a case file.
///
/// # Errors
/// [`AppError::NotFound`] where the report does not exist for its maker, or not for an overseer;
/// [`AppError::NotPermitted`] where the maker does not speak for the body that holds it; [`AppError::Invalid`] without a
/// reason.
pub async fn make(
    app: &App,
    id: ReportId,
    maker: Maker,
    reason: &str,
) -> Result<CaseFile, AppError> {
    let reason = filing::clean_line(reason);
    if reason.chars().count() < REASON {
        return Err(AppError::Invalid(vec![FieldError::new(
            "reason", "required",
        )]));
    }
    let look = Look {
        rules: app.rules(),
        report: id,
        maker,
        opening: Opening {
            what: WHAT.to_owned(),
            reason: reason.clone(),
        },
        now: app.now(),
    };
    let (overseer, root) = app.store().run(look).await?;
    let view = case::read_from(app, id, overseer).await?;
    let view = view.ok_or(AppError::NotFound)?;
    let shown: Vec<FileId> = view.photos.iter().map(|photo| photo.file).collect();
    let found = app.store().read(Prints { id, root, shown }).await?;
    let made_at = app.now();
    let day = view.zone.local_date(made_at);
    Ok(CaseFile {
        papers: official::papers_on(&app.rules(), view.holder, day),
        view,
        prints: found.own,
        root_prints: found.root,
        files: found.files,
        made_at,
        reason,
    })
}

/// A look that is written down: from whose eyes, and why.
struct Look {
    rules: Arc<Rules>,
    report: ReportId,
    maker: Maker,
    opening: Opening,
    now: Timestamp,
}

impl Change for Look {
    type Output = (Grant, Option<ReportId>);
    type Error = AppError;
    const NAME: &'static str = "case_file";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Self::Output, AppError> {
        let report = record::load(tx, self.report)
            .await?
            .ok_or(AppError::NotFound)?;
        let root = match &report.state {
            State::Merged(merge) => record::load(tx, merge.root).await?,
            _ => None,
        };
        let handled = root.as_ref().unwrap_or(&report);
        let directory = &self.rules.directory;
        let actor = match self.maker {
            Maker::Operator => ActorRef::SYSTEM,
            Maker::Officer(id) => {
                let officer = directory.officers.get(&id).ok_or(AppError::NotPermitted)?;
                let grant = match case_file_right(officer, &report, handled, directory) {
                    CaseFileRight::By(grant) => grant,
                    CaseFileRight::Unknown => return Err(AppError::NotFound),
                    CaseFileRight::No => return Err(AppError::NotPermitted),
                };
                ActorRef {
                    role: grant.role,
                    officer: Some(id),
                    unit: None,
                }
            }
        };
        access::log(tx, report.home, report.id, &self.opening, actor, self.now).await?;
        let overseer = Grant {
            role: Role::Overseer,
            body: handled.holder,
            node: None,
        };
        Ok((overseer, root.map(|root| root.id)))
    }
}

struct Prints {
    id: ReportId,
    root: Option<ReportId>,
    shown: Vec<FileId>,
}

struct Found {
    own: Vec<Print>,
    root: Vec<Print>,
    files: Vec<FilePrint>,
}

impl Query for Prints {
    type Output = Found;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Found, StoreError> {
        let own = prints::of_report(tx, self.id).await?;
        let root = match self.root {
            Some(root) => prints::of_report(tx, root).await?,
            None => Vec::new(),
        };
        let mut files = Vec::new();
        for shown in &self.shown {
            if let Some(row) = file::variant(tx, *shown, "photo").await? {
                files.push(FilePrint {
                    file: *shown,
                    media_type: row.media_type,
                    bytes: u64::try_from(row.bytes).unwrap_or_default(),
                    sha256: row.sha256,
                });
            }
        }
        Ok(Found { own, root, files })
    }
}
