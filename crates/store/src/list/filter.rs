//! What a list of an office is asked for.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::words::{Addressee, Channel, Priority, StateCode};

use super::plan::Sort;
use super::{Cursor, PAGE};
use crate::search::SealedStems;

/// Which reports of an office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Someone still has to act: see [`lapor_domain::report::Report::needs_action`].
    #[default]
    Open,
    /// Open, and the date has passed.
    Overdue,
    /// A delay was told to one of [`InboxFilter::told`].
    Told,
    /// Wait for verification.
    Unverified,
    /// Wait for the reporter: a question is open, or a closure is proposed.
    AwaitingReporter,
    /// Disputed or reopened, or archived and objected to.
    Review,
    /// Closed.
    Closed,
    /// Archived, transferred, merged.
    Archived,
    /// Everything held.
    All,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Open,
        Self::Overdue,
        Self::Told,
        Self::Unverified,
        Self::AwaitingReporter,
        Self::Review,
        Self::Closed,
        Self::Archived,
        Self::All,
    ];

    /// Only reports that someone still has to act on.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Archived | Self::All)
    }

    pub(super) const fn states(self) -> &'static [StateCode] {
        match self {
            Self::Unverified => &[StateCode::Received],
            Self::AwaitingReporter => &[StateCode::OnHold, StateCode::ClosureProposed],
            // What must be acted on among the ended ones: an open objection, a joined reporter's dispute.
            Self::Review => &[StateCode::Review, StateCode::Archived, StateCode::Merged],
            Self::Closed => &[StateCode::Closed],
            Self::Archived => &[
                StateCode::Archived,
                StateCode::Transferred,
                StateCode::Merged,
            ],
            Self::Open | Self::Overdue | Self::Told | Self::All => &[],
        }
    }
}

/// Reports berkadar pengawasan in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Supervisory {
    /// With the others.
    Include,
    /// Left out: the viewer may not know of them.
    #[default]
    Exclude,
    /// Nothing else.
    Only,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What is due first; only for open views, the others take [`Order::Received`].
    #[default]
    Due,
    /// What came last.
    Received,
}

/// Reports of a body that come to another office, because all of these officers are barred from the step that is
/// due, or excluded.
#[derive(Clone, Debug)]
pub struct Past {
    /// The body.
    pub holder: BodyId,
    /// Those who would decide.
    pub officers: Vec<OfficerId>,
    /// Excluded altogether, not only barred from one step.
    pub excluded: bool,
    /// In one of these states; none: in any.
    pub states: &'static [StateCode],
    /// Only what was verified.
    pub verified: bool,
}

/// What a list of an office is asked for.
#[derive(Clone, Debug)]
pub struct InboxFilter {
    /// The body (or desk) that holds them.
    pub holder: BodyId,
    /// Units that lead: a node and what is below it. `None` for the whole body.
    pub leads: Option<Vec<UnitId>>,
    /// Only what has a lead at all: for a unit's officer whose scope is the whole body.
    pub only_led: bool,
    /// Only what was given to this officer in person.
    pub person: Option<OfficerId>,
    /// Only what these units help with, by their own due date.
    pub supports: Option<Vec<UnitId>>,
    /// Without what these units lead: another list of the viewer has it.
    pub not_led: Vec<UnitId>,
    /// For [`View::Told`]: as whom the viewer hears of delays.
    pub told: &'static [Addressee],
    /// Not what `holder` holds, but what comes to the viewer because others may not decide it; only for open views.
    pub past: Option<Vec<Past>>,
    /// Which.
    pub view: View,
    /// Of these only one state.
    pub state: Option<StateCode>,
    /// Of one of these categories; of any where none is named.
    pub categories: Vec<CategoryId>,
    /// In one region or what is below it: `62.71`, `62.71.01`, `62.71.01.1001`.
    pub region: Option<String>,
    /// Through one door.
    pub channel: Option<Channel>,
    /// Of one urgency.
    pub priority: Option<Priority>,
    /// Berkadar pengawasan.
    pub supervisory: Supervisory,
    /// With all of these words; such a list is newest first.
    pub words: Option<SealedStems>,
    /// The viewer: reports about this officer are left out.
    pub excluded: Option<OfficerId>,
    /// Order.
    pub order: Order,
    /// Received at or after; see [`Page::since`].
    pub since: Option<Timestamp>,
    /// Received on these local days, both included.
    pub days: Option<(Date, Date)>,
    /// The page after.
    pub after: Option<Cursor>,
    /// Lines of the page, at most 200.
    pub limit: u32,
}

impl InboxFilter {
    /// Everything open that a body holds, what is due first, without reports berkadar pengawasan.
    pub const fn of(holder: BodyId) -> Self {
        Self {
            holder,
            leads: None,
            only_led: false,
            person: None,
            supports: None,
            not_led: Vec::new(),
            told: &[],
            past: None,
            view: View::Open,
            state: None,
            categories: Vec::new(),
            region: None,
            channel: None,
            priority: None,
            supervisory: Supervisory::Exclude,
            words: None,
            excluded: None,
            order: Order::Due,
            since: None,
            days: None,
            after: None,
            limit: PAGE,
        }
    }

    /// What stands in it is the viewer's by a task, not by their office.
    pub(super) const fn is_task(&self) -> bool {
        self.person.is_some() || self.supports.is_some()
    }

    /// By something beside office, view and supervision.
    pub(super) const fn is_narrowed(&self) -> bool {
        !self.categories.is_empty()
            || self.region.is_some()
            || self.channel.is_some()
            || self.priority.is_some()
    }

    pub(super) fn sort(&self) -> Sort {
        match self.order {
            Order::Due if self.view.is_open() => Sort::Due,
            _ => Sort::Newest,
        }
    }

    pub(super) fn states(&self) -> Vec<StateCode> {
        match self.state {
            Some(state) => vec![state],
            None => self.view.states().to_vec(),
        }
    }
}
