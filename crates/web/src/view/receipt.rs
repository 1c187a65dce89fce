//! What a person gets for a report: number and secret phrase, once.

use askama::Template;

use crate::layout::Layout;
use crate::view::parts::ClockLine;

/// The receipt. Sending the same form again shows it again.
#[derive(Debug, Clone, Template)]
#[template(path = "receipt.html")]
pub struct ReceiptPage {
    /// Frame, [`Layout::one_off`]; [`ReceiptPage::SCRIPTS`] add print and copy buttons.
    pub l: Layout,
    /// Tracking number in groups ([`crate::format::grouped`]).
    pub number: String,
    /// The words of the secret phrase.
    pub phrase: Vec<String>,
    /// "21 Agustus 2025 pukul 09.30 WIB".
    pub received: String,
    /// The first promise: verification.
    pub clock: ClockLine,
    /// Nothing is known of the reporter: a lost phrase is lost access.
    pub no_identity: bool,
    /// Marked secret or about an official: the number alone opens nothing.
    pub number_opens_nothing: bool,
    /// Where the reporter wished to join another report: whether it came to that.
    pub joined: Option<bool>,
    /// Address of the tracking page as people would type it, such as
    /// `lapor.example.go.id/lacak`.
    pub track_address: String,
    /// An officer recorded it for someone: the way leads back to the workspace.
    pub for_other: bool,
}

impl ReceiptPage {
    /// Scripts of this page.
    pub const SCRIPTS: &'static [&'static str] = &["receipt.js"];

    /// The phrase in one line.
    pub fn phrase_line(&self) -> String {
        self.phrase.join(" ")
    }
}
