//! What an officer must look at: lists of the offices their grants cover, with titles as far as they may read them.

mod past;
mod scopes;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::agency::Officer;
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{LineFacts, LineTitle, line_title};
use lapor_domain::words::{Addressee, Channel, Figure, Priority, ReportType, StateCode};
use lapor_store::list::{self, Cursor, InboxFilter, Line, Page, View};
use lapor_store::record::content::StoredContent;
use lapor_store::search::{Reading, Stems};
use lapor_store::{Query, StoreError, Tx};

use super::case::beginning;
use super::index::search_key;
use crate::app::App;
use crate::error::AppError;

pub use scopes::hears;
use scopes::{Sought, scopes};

/// What an officer asks of their inbox.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which reports.
    pub view: View,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// Led by one unit and what is below it.
    pub unit: Option<UnitId>,
    /// Not what is below it.
    pub only_unit: bool,
    /// Of the view only one state.
    pub state: Option<StateCode>,
    /// In one region.
    pub region: Option<String>,
    /// Through one door.
    pub channel: Option<Channel>,
    /// Only berkadar pengawasan.
    pub only_supervisory: bool,
    /// Received on these local days, both included.
    pub days: Option<(Date, Date)>,
    /// With these words.
    pub words: String,
    /// The page after.
    pub after: Option<Cursor>,
}

/// A line of the inbox, with everything decided.
#[derive(Clone, Debug)]
pub struct InboxLine {
    /// Number for people.
    pub tracking: TrackingNo,
    /// Title, where the officer may read one.
    pub title: Option<String>,
    /// Arrival.
    pub received_at: Timestamp,
    /// State.
    pub state: StateCode,
    /// Figure.
    pub figure: Option<Figure>,
    /// Body that holds it.
    pub holder: BodyId,
    /// What else the line says; `None` where the officer may know of existence, state and clocks alone.
    pub details: Option<Details>,
    /// Hides what.
    pub rahasia: bool,
    /// Berkadar pengawasan.
    pub supervisory: bool,
    /// Public.
    pub is_public: bool,
    /// From the national system.
    pub imported: bool,
    /// Earliest duty.
    pub due_at: Option<Timestamp>,
    /// Past it.
    pub is_overdue: bool,
    /// Who heard of the delay without having to act on it.
    pub told: Vec<Addressee>,
}

/// What a line says beyond existence, state and clocks.
#[derive(Clone, Debug)]
pub struct Details {
    /// Type.
    pub report_type: ReportType,
    /// Category.
    pub category: Option<CategoryId>,
    /// Lead unit.
    pub lead: Option<UnitId>,
    /// Region code.
    pub region: Option<String>,
    /// Door.
    pub channel: Channel,
    /// Urgency.
    pub priority: Priority,
    /// Hides who.
    pub anonim: bool,
}

/// One page of the inbox.
#[derive(Clone, Debug, Default)]
pub struct InboxPage {
    /// Lines, what is due first.
    pub lines: Vec<InboxLine>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// Reads one page of an officer's inbox; `None` for roles that have none.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn read(
    app: &App,
    officer: &Officer,
    asked: &Asked,
) -> Result<Option<InboxPage>, AppError> {
    let rules = app.rules();
    let stems = Stems::of(&asked.words);
    let words = (!stems.is_empty()).then(|| {
        let key = search_key(app.keys());
        Sought {
            masked: stems.sealed(&key, Reading::Masked),
            original: stems.sealed(&key, Reading::Original),
        }
    });
    let Some(filters) = scopes(&rules.directory, officer, asked, words.as_ref()) else {
        return Ok(None);
    };
    let now = app.now();
    let page = app.store().read(Inbox { filters, now }).await?;
    let mut lines = Vec::with_capacity(page.lines.len());
    for line in page.lines {
        let facts = LineFacts {
            holder: line.holder,
            lead: line.lead,
            supervisory: line.supervisory,
            is_public: line.is_public,
            is_verified: line.round > 0,
            rahasia: line.rahasia,
            // The row does not tell whether it was public before: then its title is not told either.
            archived_unreleased: line.state == StateCode::Archived && !line.is_public,
            is_task: line.is_task,
        };
        let may = line_title(officer, &facts, &rules.directory);
        let title = title(app, &line, may)?;
        lines.push(opened(line, title, may.is_more_than_state()));
    }
    Ok(Some(InboxPage {
        lines,
        next: page.next,
    }))
}

fn title(app: &App, line: &Line, may: LineTitle) -> Result<Option<String>, AppError> {
    let open = |stored: &Option<StoredContent>| -> Result<Option<String>, AppError> {
        let Some(stored) = stored else {
            return Ok(None);
        };
        Ok(stored
            .open(&app.key_of(stored.body()))?
            .map(|text| beginning(&text)))
    };
    let words = &line.words;
    let finals = [&words.title_final, &words.text_final];
    let originals = [&words.title_original, &words.text_original];
    let allowed: Vec<_> = match may {
        LineTitle::No => Vec::new(),
        LineTitle::Final => finals.to_vec(),
        LineTitle::Original => finals.into_iter().chain(originals).collect(),
    };
    for stored in allowed {
        if let Some(title) = open(stored)? {
            return Ok(Some(title));
        }
    }
    Ok(None)
}

fn opened(line: Line, title: Option<String>, with_details: bool) -> InboxLine {
    let details = with_details.then_some(Details {
        report_type: line.report_type,
        category: line.category,
        lead: line.lead,
        region: line.region,
        channel: line.channel,
        priority: line.priority,
        anonim: line.anonim,
    });
    InboxLine {
        tracking: line.tracking,
        title,
        received_at: line.received_at,
        state: line.state,
        figure: line.figure,
        holder: line.holder,
        details,
        rahasia: line.rahasia,
        supervisory: line.supervisory,
        is_public: line.is_public,
        imported: line.external_id.is_some(),
        due_at: line.due_at,
        is_overdue: line.is_overdue,
        told: line.told,
    }
}

struct Inbox {
    filters: Vec<InboxFilter>,
    now: Timestamp,
}

impl Query for Inbox {
    type Output = Page;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        list::inboxes(tx, &self.filters, self.now).await
    }
}
