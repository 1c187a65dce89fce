//! Work of the program: what waits, what failed for good.

use askama::Template;

use super::admin::Table;
use super::frame::Desk;
use crate::layout::Layout;
use crate::view::parts::Pager;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/jobs.html")]
pub struct JobsPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// "12 menunggu, yang tertua 3 menit".
    pub summary: String,
    /// What failed for good; each can be tried again.
    pub failed: Table,
    /// Kinds of work and how many wait.
    pub waiting: Table,
    /// Messages that could not be sent; each can be sent again.
    pub unsent: Table,
    /// Doors with what waits for them; each can be held back.
    pub queued: Table,
    /// What waits and what failed on other ways out.
    pub others: Vec<Table>,
    /// Pages of the failed ones.
    pub pager: Pager,
}
