//! One report as one viewer may see it: the only thing that pages, interfaces and notices render.
//!
//! [`read`] asks [`visibility`] once and opens only the words that the view allows. A page cannot
//! show more than what stands in a [`CaseView`].

mod answers;
mod clocks;
mod dated;
mod documents;
mod history;
mod many;
mod parts;
mod passed;
mod photos;
mod side;
mod words;

pub use answers::AnswersView;
pub use clocks::{ClockView, DayWords, DueView};
pub use dated::{ANSWERS, Dated, Eyes, Root, read_dated};
pub use documents::DocumentView;
pub use history::{Entry, Fact, Gap};
pub use many::{read_from_many, read_public, tell_public};
pub use parts::PartView;
pub use photos::PhotoView;
pub use words::{Shown, beginning};

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::event::{Attachment, Recorded};
use lapor_domain::report::passed::PassedOn;
use lapor_domain::report::permit::{Actor, permitted};
use lapor_domain::report::state::{Promise, State};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{
    CaseFileRight, Cell, Existence, Item, Opening, Viewer, case_file_right, may_open, point_shown,
    visibility, visibility_of_follower,
};
use lapor_domain::webhook::stand_in;
use lapor_domain::words::{
    ArchiveReason, Channel, EndedBy, Figure, Identity, Outcome, Priority, ReportType, StateCode,
};
use lapor_domain::zone::Zone;
use lapor_store::record::access::{self, Logged};
use lapor_store::record::content::{self, StoredContent};
use lapor_store::record::{self, RecordError, events};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;
use side::Side;
use words::Words;

/// Who looks, as doors know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onlooker {
    /// Anyone.
    Public,
    /// Anyone who typed the number.
    TrackingNumber,
    /// The holder of the report's phrase.
    Reporter,
    /// An officer, signed in.
    Officer(OfficerId),
}

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The national desk.
    Desk,
    /// The coordinator of a body, by name.
    Coordinator(String),
    /// A unit, by name; `None` where an import names none.
    Unit(Option<String>),
    /// The reporter.
    Reporter,
    /// A second officer, who checks the closing.
    Checker,
    /// An office outside, by name.
    Outside(String),
    /// Nobody: it is closed or archived.
    Nobody,
}

/// A report as a viewer may see it. Every field is already decided.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// Its id.
    pub id: ReportId,
    /// Sequence number of its last event: what a form was shown for.
    pub seq: u32,
    /// Number for people.
    pub tracking: TrackingNo,
    /// How much of its being there is shown.
    pub existence: Existence,
    /// Zone of the body that holds it.
    pub zone: Zone,
    /// Home body: whose key seals its words.
    pub home: BodyId,
    /// Body that holds it.
    pub holder: BodyId,
    /// Its name.
    pub holder_name: String,
    /// Arrival.
    pub received_at: Timestamp,
    /// Of the arrival only the day is known.
    pub day_only: bool,
    /// Last event.
    pub updated_at: Timestamp,
    /// Since when everybody sees it, while they do.
    pub public_since: Option<Timestamp>,
    /// When what everybody sees of it last changed, while they see it.
    pub public_at: Option<Timestamp>,
    /// Door.
    pub channel: Channel,
    /// The export's word for a door that is not known here.
    pub unmapped_channel: Option<String>,
    /// State; of a merged report its root's.
    pub state: StateCode,
    /// Figure it counts in.
    pub figure: Option<Figure>,
    /// It shares the handling of another report.
    pub merged: bool,
    /// Number of the root, where that is public or the viewer is an officer.
    pub root: Option<TrackingNo>,
    /// Whose turn.
    pub turn: Turn,
    /// The clock that counts now, and until when.
    pub due: Option<DueView>,
    /// With the PPID desk: until when that one answers.
    pub ppid: Option<DueView>,
    /// All clocks, for officers and the reporter.
    pub clocks: Vec<ClockView>,
    /// Coded outcome.
    pub outcome: Option<Outcome>,
    /// Last day of a promise, and the unit that owns it.
    pub promise: Option<(Date, String)>,
    /// Why archived.
    pub archive_reason: Option<ArchiveReason>,
    /// Who closed or archived it.
    pub ended_by: Option<EndedBy>,
    /// It waits for a second officer's check.
    pub awaits_check: bool,
    /// Round of the handling; 0 before the first disposition.
    pub round: u16,
    /// Type.
    pub report_type: ReportType,
    /// Berkadar pengawasan (declared or decided).
    pub supervisory: bool,
    /// A coordinator verified it.
    pub verified: bool,
    /// Category, by name.
    pub category: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// Lead unit, by name.
    pub lead: Option<String>,
    /// Lead unit.
    pub lead_id: Option<UnitId>,
    /// Category.
    pub category_id: Option<CategoryId>,
    /// Office the reporter named.
    pub named_unit: Option<UnitId>,
    /// Support units whose part is open.
    pub open_supports: Vec<UnitId>,
    /// It was disposed at least once.
    pub is_disposed: bool,
    /// The parts of several units, for officers who have one.
    pub parts: Vec<PartView>,
    /// How many units help with it now.
    pub helpers: usize,
    /// It is about officers, who have no part in it.
    pub is_about_officers: bool,
    /// Its content was shared with the overseer.
    pub is_shared_with_overseer: bool,
    /// How often it was passed on and what time that took, for officers who handle it.
    pub passed: Option<PassedOn>,
    /// Working days that the unit asks for, for officers.
    pub extension_asked: Option<u16>,
    /// Their names, for officers who handle it.
    pub excluded: Vec<String>,
    /// Day of the matter.
    pub incident_date: Option<Date>,
    /// Hides who.
    pub anonim: bool,
    /// Hides what.
    pub rahasia: bool,
    /// How much of an identity.
    pub identity: Identity,
    /// Its case file is the viewer's to have made.
    pub has_case_file: bool,
    /// Public.
    pub is_public: bool,
    /// Someone still has to act.
    pub is_open: bool,
    /// Urgency.
    pub priority: Priority,
    /// Title: the public one, or the original for who may read that.
    pub title: Option<String>,
    /// Text as the reporter wrote it.
    pub text_original: Shown,
    /// An export that did not bring the reporter's own text.
    pub lacks_original: bool,
    /// Text as released or edited.
    pub text_public: Shown,
    /// An officer here settled the public words; not so where they came with an import.
    pub is_settled_here: bool,
    /// Street or landmark.
    pub place: Shown,
    /// Exact point: latitude, longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Name of the reporter.
    pub name: Shown,
    /// Name shown to the public: what the reporter chose; `None` is "Anonim" or "Warga".
    pub display_name: Option<String>,
    /// Telephone, e-mail and NIK.
    pub contact: Vec<(ContentKind, Shown)>,
    /// The question that waits for the reporter.
    pub question: Option<String>,
    /// Where it came from, as JSON of [`lapor_domain::source::Source`].
    pub source: Shown,
    /// Papers that came with it, for who may open them with a reason.
    pub documents: Vec<DocumentView>,
    /// Photographs.
    pub photos: Vec<PhotoView>,
    /// What happened, oldest first.
    pub history: Vec<Entry>,
    /// Who opened what, for officers who may know.
    pub access_log: Vec<Logged>,
    /// The reporter's rating.
    pub rating: Option<u8>,
    /// An objection is open.
    pub objection_open: bool,
    /// Others whose reports share this handling.
    pub followers: usize,
    /// Joined: its reporter confirmed the shared handling.
    pub shared_confirmed: bool,
    /// Joined: its reporter disputes the shared handling, and no coordinator has decided that yet.
    pub shared_dispute_open: bool,
    /// The national system's id and last status word.
    pub import: Option<(String, String)>,
    /// The reporter withdrew, the handling goes on.
    pub withdrawn: bool,
    /// The window of reopening, objection or rating, while it is open.
    pub window: Option<DueView>,
    /// Answers to the questions of its category.
    pub answers: AnswersView,
    /// What the report is about may be told: kind, category, place. Else it is there, with state and clocks.
    pub tells_matter: bool,
    /// Notes among officers, some of them, are for the viewer.
    pub reads_notes: bool,
    /// Commands the viewer may give now.
    pub may: Vec<CommandKind>,
}

/// Reads a report for a viewer; `None` where for this viewer it does not exist.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn read(
    app: &App,
    id: ReportId,
    onlooker: Onlooker,
) -> Result<Option<CaseView>, AppError> {
    let rules = app.rules();
    match viewer(&rules, onlooker) {
        Some(viewer) => read_as(app, &rules, id, onlooker, viewer).await,
        None => Ok(None),
    }
}

/// Reads a report for a program that sees from a seat without being anybody's account: it gives no commands.
///
/// # Errors
/// As [`read`].
pub async fn read_from(app: &App, id: ReportId, seat: Grant) -> Result<Option<CaseView>, AppError> {
    let nobody = stand_in(seat);
    let viewer = Viewer::Officer(&nobody);
    read_as(app, &app.rules(), id, Onlooker::Officer(nobody.id), viewer).await
}

/// The number of a report, for who was told of it before.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn number_of(app: &App, id: ReportId) -> Result<Option<TrackingNo>, AppError> {
    let loaded = app.store().read(Load(id)).await??;
    Ok(loaded.map(|loaded| loaded.report.tracking))
}

async fn read_as(
    app: &App,
    rules: &Rules,
    id: ReportId,
    onlooker: Onlooker,
    viewer: Viewer<'_>,
) -> Result<Option<CaseView>, AppError> {
    let Some(loaded) = app.store().read(Load(id)).await?? else {
        return Ok(None);
    };
    let view = match &loaded.root {
        Some(root) => visibility_of_follower(&viewer, &loaded.report, root, &rules.directory),
        None => visibility(&viewer, &loaded.report, &rules.directory),
    };
    if !view.is_listable() {
        return Ok(None);
    }
    let words = Words::new(app, loaded.contents.clone());
    let root = loaded
        .root
        .as_ref()
        .map(|root| Side::of_root(root, &loaded.root_events, id, viewer, &rules.directory));
    let own = Side::new(&loaded.report, &loaded.events, viewer, view);
    let mut case = Assembly {
        app,
        rules,
        loaded: &loaded,
        own,
        root,
        onlooker,
        words: &words,
        is_listed: false,
    };
    case.assemble().map(Some)
}

/// The report with a tracking number, for a viewer.
///
/// # Errors
/// As [`read`].
pub async fn by_number(
    app: &App,
    number: TrackingNo,
    onlooker: Onlooker,
) -> Result<Option<CaseView>, AppError> {
    match app.store().read(Number(number)).await? {
        Some(id) => read(app, id, onlooker).await,
        None => Ok(None),
    }
}

fn viewer(rules: &Rules, onlooker: Onlooker) -> Option<Viewer<'_>> {
    Some(match onlooker {
        Onlooker::Public => Viewer::Public,
        Onlooker::TrackingNumber => Viewer::TrackingNumber,
        Onlooker::Reporter => Viewer::Reporter,
        Onlooker::Officer(id) => Viewer::Officer(rules.directory.officers.get(&id)?),
    })
}

/// Everything read from the record, nothing opened yet.
pub(crate) struct Loaded {
    pub(crate) report: Report,
    pub(crate) events: Vec<Recorded>,
    pub(crate) root: Option<Report>,
    pub(crate) root_events: Vec<Recorded>,
    pub(crate) contents: Vec<Arc<StoredContent>>,
    pub(crate) access: Vec<Logged>,
}

struct Load(ReportId);

impl Query for Load {
    type Output = Result<Option<Loaded>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(load(tx, self.0).await)
    }
}

async fn load(tx: &mut Tx<'_>, id: ReportId) -> Result<Option<Loaded>, RecordError> {
    let events = events::of_report(tx, id).await?;
    let Some(report) = Report::fold(id, &events) else {
        return Ok(None);
    };
    let mut contents = content::of_report(tx, id).await?;
    let (mut root, mut root_events) = (None, Vec::new());
    if let State::Merged(merge) = &report.state {
        root_events = events::of_report(tx, merge.root).await?;
        root = Report::fold(merge.root, &root_events);
        contents.extend(content::of_report(tx, merge.root).await?);
    }
    let access = access::of_report(tx, report.home, id).await?;
    let contents = contents.into_iter().map(Arc::new).collect();
    Ok(Some(Loaded {
        report,
        events,
        root,
        root_events,
        contents,
        access,
    }))
}

struct Number(TrackingNo);

impl Query for Number {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<ReportId>, StoreError> {
        record::by_tracking(tx, self.0).await
    }
}

/// All that goes into one view.
pub(crate) struct Assembly<'a> {
    pub(crate) app: &'a App,
    pub(crate) rules: &'a Rules,
    pub(crate) loaded: &'a Loaded,
    own: Side<'a>,
    root: Option<Side<'a>>,
    pub(crate) onlooker: Onlooker,
    pub(crate) words: &'a Words,
    /// One of many: how the days of its clocks came about is not told.
    is_listed: bool,
}

impl Assembly<'_> {
    fn assemble(&mut self) -> Result<CaseView, AppError> {
        let report = &self.loaded.report;
        let (handled, events) = (self.handled().report, self.handled().events);
        let (mut outcome, mut promise, ended_by, archive_reason) = ending(handled);
        let awaits_check =
            matches!(&handled.state, State::ClosureProposed(proposal) if proposal.awaits_check);
        if awaits_check && !self.handled().drafts.is_empty() {
            (outcome, promise) = (None, None);
        }
        let now = self.app.now();
        let reading = clocks::Reading {
            rules: self.rules,
            now,
            explains: !self.is_listed,
        };
        let tells_matter = self.tells_matter();
        Ok(CaseView {
            id: report.id,
            seq: report.seq,
            tracking: report.tracking,
            existence: self.own.view.existence,
            zone: self.rules.zone(handled.holder),
            home: report.home,
            holder: handled.holder,
            holder_name: self.body_name(handled.holder),
            received_at: report.received_at,
            day_only: report.day_only,
            updated_at: report.updated_at,
            public_since: report.public_since,
            public_at: report
                .public_at
                .filter(|_| lapor_domain::visibility::is_public(report)),
            channel: report.channel,
            unmapped_channel: report.unmapped_channel.clone(),
            state: handled.state.code(),
            figure: handled.figure(),
            merged: self.loaded.root.is_some(),
            root: self.root_number(),
            turn: self.turn(handled),
            due: clocks::due(handled, events, reading),
            ppid: clocks::ppid(handled, events, reading),
            clocks: if self.sees_clocks() {
                clocks::all(handled, events, self.rules, now)
            } else {
                Vec::new()
            },
            outcome,
            promise: promise.map(|promise| (promise.by, self.unit_name(promise.owner))),
            archive_reason,
            ended_by,
            awaits_check,
            round: handled.round(),
            report_type: report.report_type,
            supervisory: report.supervisory,
            verified: report.verified,
            category: report
                .category
                .filter(|_| tells_matter)
                .and_then(|id| self.rules.directory.categories.get(&id))
                .map(|category| category.name.clone()),
            region: report.region.clone().filter(|_| tells_matter),
            lead: handled.lead().map(|lead| self.unit_name(lead)),
            lead_id: handled.lead(),
            category_id: report.category,
            named_unit: report.named_unit,
            open_supports: open_supports(handled),
            is_disposed: handled.state.handling().is_some(),
            parts: self.parts()?,
            helpers: open_supports(handled).len(),
            is_about_officers: !report.excluded.is_empty(),
            is_shared_with_overseer: report.shared_overseer,
            passed: self.passed(),
            extension_asked: handled.extension_asked.filter(|_| {
                matches!(self.onlooker, Onlooker::Officer(_))
                    && self.own.view.proceedings != Cell::No
            }),
            excluded: self.excluded(),
            incident_date: report.incident_date.filter(|_| tells_matter),
            anonim: report.anonim,
            rahasia: report.rahasia,
            identity: report.identity,
            has_case_file: self.has_case_file(),
            is_public: lapor_domain::visibility::is_public(report),
            is_open: handled.state.is_open(),
            priority: report.priority,
            title: self.title()?,
            text_original: self.shown(Item::Original, ContentKind::TextOriginal)?,
            lacks_original: !report.erased && report.word(ContentKind::TextOriginal).is_none(),
            text_public: self.shown(Item::PublicVersion, ContentKind::TextFinal)?,
            is_settled_here: self.is_settled_here(),
            place: self.shown(Item::Place, ContentKind::Place)?,
            point: self.point()?,
            name: self.shown(Item::Name, ContentKind::Name)?,
            display_name: self.display_name()?,
            contact: self.contact()?,
            question: self.question()?,
            source: self.shown(Item::Source, ContentKind::Source)?,
            documents: self.documents()?,
            photos: self.photos()?,
            history: self.history()?,
            access_log: if self.sees_access_log() {
                self.loaded.access.clone()
            } else {
                Vec::new()
            },
            rating: report.rating,
            objection_open: handled.objection_open,
            followers: report.followers.len(),
            shared_confirmed: report.shared_confirmed,
            shared_dispute_open: report.shared_dispute_open,
            import: report
                .import
                .as_ref()
                .map(|import| (import.external_id.clone(), import.raw_status.clone())),
            withdrawn: report.withdrawn,
            window: clocks::window(handled, events, reading),
            answers: self.answers()?,
            tells_matter,
            reads_notes: self.own.view.notes != Cell::No,
            may: self.may(),
        })
    }

    const fn tells_matter(&self) -> bool {
        matches!(self.own.view.existence, Existence::Full | Existence::Task)
    }

    /// A merged report is in its root's state, and in its own where the root does not exist for the
    /// viewer: then all that is told is that it was joined.
    fn handled(&self) -> &Side<'_> {
        let root = self.root.as_ref();
        root.filter(|root| root.view.is_listable())
            .unwrap_or(&self.own)
    }

    fn may(&self) -> Vec<CommandKind> {
        let actor = match self.onlooker {
            Onlooker::Reporter => Actor::Reporter,
            Onlooker::Officer(id) => Actor::Officer(id),
            Onlooker::Public | Onlooker::TrackingNumber => return Vec::new(),
        };
        permitted(&self.loaded.report, actor, &self.rules.directory)
    }

    fn has_case_file(&self) -> bool {
        let Viewer::Officer(officer) = self.own.viewer else {
            return false;
        };
        let root = self.loaded.root.as_ref();
        let handled = root.unwrap_or(&self.loaded.report);
        let directory = &self.rules.directory;
        let right = case_file_right(officer, &self.loaded.report, handled, directory);
        matches!(right, CaseFileRight::By(_))
    }

    fn turn(&self, report: &Report) -> Turn {
        let coordinator = || Turn::Coordinator(self.body_name(report.holder));
        match &report.state {
            State::Received if self.rules.directory.is_desk(report.holder) => Turn::Desk,
            State::Received | State::AwaitingRedirect(_) | State::Review(_) => coordinator(),
            State::Archived(_) if report.objection_open => coordinator(),
            State::OnHold(_) => Turn::Reporter,
            State::ClosureProposed(proposal) if proposal.awaits_check => Turn::Checker,
            State::ClosureProposed(_) => Turn::Reporter,
            State::Assigned(handling) | State::InProgress(handling) => {
                Turn::Unit(handling.lead.map(|lead| self.unit_name(lead)))
            }
            State::Transferred(handover) => Turn::Outside(handover.to.clone()),
            State::Closed(_) | State::Archived(_) | State::Merged(_) => Turn::Nobody,
        }
    }

    fn root_number(&self) -> Option<TrackingNo> {
        let root = self.root.as_ref()?;
        let officer = matches!(self.onlooker, Onlooker::Officer(_)) && root.view.is_listable();
        (officer || lapor_domain::visibility::is_public(root.report))
            .then_some(root.report.tracking)
    }

    /// Whom it is about is told to the officers who have a part in it, and to nobody else.
    fn excluded(&self) -> Vec<String> {
        let is_officer = matches!(self.onlooker, Onlooker::Officer(_));
        if !is_officer || self.own.view.proceedings == Cell::No {
            return Vec::new();
        }
        self.officer_names(&self.loaded.report.excluded)
    }

    pub(crate) fn officer_names(&self, ids: &[OfficerId]) -> Vec<String> {
        let officers = &self.rules.directory.officers;
        let found = ids.iter().filter_map(|id| officers.get(id));
        found.map(|officer| officer.name.clone()).collect()
    }

    fn point(&self) -> Result<Option<(f64, f64)>, AppError> {
        let report = &self.loaded.report;
        let category = report
            .category
            .and_then(|id| self.rules.directory.categories.get(&id));
        let public = category.is_some_and(|category| point_shown(report, category));
        let exact = may_open(&self.own.view, Item::Place) == Opening::Free;
        if !exact && !public {
            return Ok(None);
        }
        let text = self
            .words
            .of_kind(&self.loaded.report, ContentKind::Point)?;
        Ok(text.and_then(|text| {
            let (latitude, longitude) = text.split_once(',')?;
            Some((latitude.parse().ok()?, longitude.parse().ok()?))
        }))
    }

    fn sees_clocks(&self) -> bool {
        matches!(self.onlooker, Onlooker::Reporter | Onlooker::Officer(_))
            && self.own.view.clocks != Cell::No
    }

    /// The reporter, the coordinator, the auditor: who must be able to know who looked.
    fn sees_access_log(&self) -> bool {
        use lapor_domain::words::Role;
        match (self.onlooker, self.own.viewer) {
            (Onlooker::Reporter, _) => true,
            (_, Viewer::Officer(Officer { grants, .. })) => grants.iter().any(|grant| {
                matches!(
                    grant.role,
                    Role::Coordinator | Role::Auditor | Role::Inspector
                ) && (grant.body == self.loaded.report.holder
                    || grant.body == self.loaded.report.home)
            }),
            _ => false,
        }
    }

    pub(crate) fn body_name(&self, id: BodyId) -> String {
        self.rules
            .directory
            .bodies
            .get(&id)
            .map(|body| body.name.clone())
            .unwrap_or_default()
    }

    pub(crate) fn unit_name(&self, id: UnitId) -> String {
        self.rules
            .directory
            .units
            .get(&id)
            .map(|unit| unit.name.clone())
            .unwrap_or_default()
    }

    pub(crate) fn attachments(&self) -> &[Attachment] {
        &self.loaded.report.files
    }
}

type Ending = (
    Option<Outcome>,
    Option<Promise>,
    Option<EndedBy>,
    Option<ArchiveReason>,
);

fn open_supports(report: &Report) -> Vec<UnitId> {
    let handling = report.state.handling();
    let supports = handling
        .map(|handling| handling.supports.as_slice())
        .unwrap_or_default();
    supports
        .iter()
        .filter(|support| support.ended.is_none())
        .map(|support| support.unit)
        .collect()
}

fn ending(report: &Report) -> Ending {
    match &report.state {
        State::ClosureProposed(proposal) => {
            (Some(proposal.outcome), proposal.promise.clone(), None, None)
        }
        State::Closed(closure) => (
            Some(closure.outcome),
            closure.promise.clone(),
            Some(closure.by),
            None,
        ),
        State::Archived(archival) => (None, None, Some(archival.by), Some(archival.reason)),
        _ => (None, None, None, None),
    }
}
