//! The frame of the workspace: who is signed in, and where in it a page is.

/// Where in the workspace a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Here {
    /// None of the links.
    #[default]
    Other,
    /// The inbox and the reports in it.
    Inbox,
    /// Recording a report for someone.
    FileFor,
    /// What needs attention, and how it goes.
    Dashboard,
    /// Figures.
    Statistics,
    /// Documents that the office owes.
    Documents,
    /// How good the proposals are.
    Routing,
    /// Action plans.
    Plans,
    /// Units, officers, categories, policy, calendar, changes.
    Admin,
    /// Who opened what.
    Access,
    /// Work of the program.
    Jobs,
    /// One's own account.
    Account,
}

/// Who is signed in; every page of the workspace has one as its field `d`.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// The officer's name.
    pub officer: String,
    /// "Koordinator, Kota Palangka Raya".
    pub role: String,
    /// The present link.
    pub here: Here,
    /// Goes into every form as `csrf`.
    pub csrf: String,
    /// Which links there are.
    pub may: May,
}

/// Links that not everyone has.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one link that is there or not"
)]
pub struct May {
    /// Has reports to look at.
    pub inbox: bool,
    /// Sees who opened what.
    pub access: bool,
    /// May record reports for others.
    pub file: bool,
    /// Sees figures.
    pub statistics: bool,
    /// Makes documents.
    pub documents: bool,
    /// Sees how good the proposals are.
    pub routing: bool,
    /// Reads action plans.
    pub plans: bool,
    /// Raises them.
    pub raises: bool,
    /// Keeps units, officers, categories, policy or calendar.
    pub admin: bool,
    /// Sees the program's work.
    pub jobs: bool,
}

impl Desk {
    /// The same on another page.
    #[must_use]
    pub fn at(mut self, here: Here) -> Self {
        self.here = here;
        self
    }

    /// Whether `here` is the present link.
    pub fn is(&self, here: &Here) -> bool {
        self.here == *here
    }
}
