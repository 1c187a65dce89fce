//! What an officer must look at: lists of the offices their grants cover, with titles as far as they may read them.

use jiff::Timestamp;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{LineFacts, LineTitle, line_title};
use lapor_domain::words::{Channel, Figure, Priority, ReportType, Role, StateCode};
use lapor_store::list::{self, Cursor, InboxFilter, Line, Page, Supervisory, View};
use lapor_store::record::content::StoredContent;
use lapor_store::search::Stems;
use lapor_store::{Query, StoreError, Tx};

use super::case::beginning;
use super::index::search_key;
use crate::app::App;
use crate::error::AppError;

/// What an officer asks of their inbox.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which reports.
    pub view: View,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// Led by one unit and what is below it.
    pub unit: Option<UnitId>,
    /// In one region.
    pub region: Option<String>,
    /// Through one door.
    pub channel: Option<Channel>,
    /// Only berkadar pengawasan.
    pub only_supervisory: bool,
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
    let Some(filter) = filter(app, officer, asked) else {
        return Ok(None);
    };
    let page = app
        .store()
        .read(Inbox {
            filter,
            now: app.now(),
        })
        .await?;
    let rules = app.rules();
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
        };
        let title = title(app, &line, line_title(officer, &facts, &rules.directory))?;
        lines.push(opened(line, title));
    }
    Ok(Some(InboxPage {
        lines,
        next: page.next,
    }))
}

/// Which lists a grant has, and what of them: the first grant that has one counts.
fn filter(app: &App, officer: &Officer, asked: &Asked) -> Option<InboxFilter> {
    let rules = app.rules();
    let has_inbox = |grant: &&Grant| {
        matches!(
            grant.role,
            Role::Coordinator
                | Role::Desk
                | Role::UnitOfficer
                | Role::Inspector
                | Role::Leader
                | Role::Overseer
                | Role::FieldOfficer
        )
    };
    let grant = officer.grants.iter().find(has_inbox)?;
    let mut filter = InboxFilter::of(grant.body);
    filter.view = asked.view;
    filter.category = asked.category;
    filter.region.clone_from(&asked.region);
    filter.channel = asked.channel;
    filter.after = asked.after;
    filter.excluded = Some(officer.id);
    filter.leads = grant.node.map(|node| rules.directory.subtree(node));
    // Section 5: a unit's officer learns of nothing that no unit has, a field officer of their tasks alone.
    filter.only_led = grant.role == Role::UnitOfficer;
    if grant.role == Role::FieldOfficer {
        filter.person = Some(officer.id);
        filter.leads = None;
    }
    if let Some(unit) = asked.unit {
        let below = rules.directory.subtree(unit);
        filter.leads = Some(match &filter.leads {
            Some(own) => below
                .into_iter()
                .filter(|unit| own.contains(unit))
                .collect(),
            None => below,
        });
    }
    filter.supervisory = match grant.role {
        Role::Inspector => Supervisory::Only,
        Role::Coordinator if asked.only_supervisory => Supervisory::Only,
        Role::Coordinator => Supervisory::Include,
        _ => Supervisory::Exclude,
    };
    let stems = Stems::of(&asked.words);
    filter.words = (!stems.is_empty()).then(|| stems.sealed(&search_key(app.keys())));
    Some(filter)
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

fn opened(line: Line, title: Option<String>) -> InboxLine {
    InboxLine {
        tracking: line.tracking,
        title,
        received_at: line.received_at,
        state: line.state,
        figure: line.figure,
        holder: line.holder,
        report_type: line.report_type,
        category: line.category,
        lead: line.lead,
        region: line.region,
        channel: line.channel,
        priority: line.priority,
        anonim: line.anonim,
        rahasia: line.rahasia,
        supervisory: line.supervisory,
        is_public: line.is_public,
        imported: line.external_id.is_some(),
        due_at: line.due_at,
        is_overdue: line.is_overdue,
    }
}

struct Inbox {
    filter: InboxFilter,
    now: Timestamp,
}

impl Query for Inbox {
    type Output = Page;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        list::inbox(tx, &self.filter, self.now).await
    }
}
