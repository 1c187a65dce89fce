//! The receipt of a report recorded for somebody: printed small, or read out.

use askama::Template;

use super::frame::Desk;
use crate::layout::Layout;
use crate::qr::Square;

/// The receipt, fresh or once more.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/slip.html")]
pub struct SlipPage {
    /// Frame; [`SlipPage::SCRIPTS`].
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Number in groups.
    pub number: String,
    /// The words of the secret phrase, where the person is there to take them; never once more.
    pub phrase: Vec<String>,
    /// "21 Agustus 2025 pukul 09.30 WIB".
    pub received: String,
    /// "Loket".
    pub channel: String,
    /// Who verifies it.
    pub office: String,
    /// Until when it is verified: a line of its own; empty once it is printed again.
    pub promise: String,
    /// The way to the tracking page as people type it.
    pub address: String,
    /// The same for telephones.
    pub square: Option<Square>,
    /// How to ask by short message; empty where nobody can.
    pub by_sms: String,
    /// Secret, or about officials: the number alone opens nothing.
    pub is_hidden: bool,
    /// Neither name nor contact is known.
    pub no_identity: bool,
    /// What is read out over the telephone.
    pub aloud: String,
    /// It was printed before.
    pub again: bool,
}

impl SlipPage {
    /// Scripts of this page.
    pub const SCRIPTS: &'static [&'static str] = &["receipt.js", "workspace.js"];
}

/// A line of what an officer recorded.
#[derive(Debug, Clone)]
pub struct TakenRow {
    /// Number in groups.
    pub number: String,
    /// Its receipt.
    pub slip: String,
    /// Its page in the workspace; empty where this officer does not see it.
    pub page: String,
    /// When it was recorded.
    pub at: String,
    /// How it came.
    pub channel: String,
    /// State in words; empty where this officer does not see it.
    pub state: String,
}

/// What an officer recorded.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/taken.html")]
pub struct TakenPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Of the whole week; else of today.
    pub week: bool,
    /// Newest first.
    pub rows: Vec<TakenRow>,
}

impl TakenPage {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.rows.len() as u64
    }
}
