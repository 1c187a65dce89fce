//! Work of the program: what waits, what failed for good.

use askama::Template;

use super::admin::Table;
use super::frame::Desk;
use crate::layout::Layout;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/jobs.html")]
pub struct JobsPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// How many jobs failed and wait; to who keeps one body, that it is about that body.
    pub summary: String,
    /// Jobs that failed for good, each can be tried again, and kinds of jobs with how many wait: for who keeps the
    /// whole installation.
    pub jobs: Option<[Table; 2]>,
    /// Messages that could not be sent; each can be sent again.
    pub unsent: Table,
    /// Doors with what waits for them; who keeps the whole installation can hold each back.
    pub queued: Table,
    /// What waits and what failed on other ways out.
    pub others: Vec<Table>,
}
