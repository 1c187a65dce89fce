//! Following what everybody may see.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::{ChoiceGroup, Errors};
use crate::view::released::{Links, ListFilters};

/// What can be followed, and how.
#[derive(Debug, Clone, Template)]
#[template(path = "follow.html")]
pub struct FollowPage {
    /// Frame.
    pub l: Layout,
    /// The report's number, where one report is meant.
    pub number: Option<String>,
    /// Its title, or what narrows the list; empty for all.
    pub what: String,
    /// What narrows the list.
    pub filters: ListFilters,
    /// Categories.
    pub categories: Vec<ChoiceGroup>,
    /// Kelurahan by kecamatan.
    pub villages: Vec<ChoiceGroup>,
    /// Units.
    pub units: Vec<ChoiceGroup>,
    /// Addresses of the feeds; `page` is the list itself.
    pub links: Links,
    /// The form for an e-mail address, where letters can be sent.
    pub wish: Option<Wish>,
    /// What must be mended.
    pub errors: Errors,
}

/// The form for an e-mail address.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// As written.
    pub email: String,
    /// Words, state or year of the list are for the feeds alone.
    pub is_partial: bool,
}

/// How it stands with what a letter's link names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Asked for just now: a letter is on its way.
    Asked,
    /// The link was opened, the button not pressed.
    Unconfirmed,
    /// Begun just now.
    Begun,
    /// Followed.
    Following,
    /// Ended just now.
    Ended,
}

/// The page behind the link, and the answers to its buttons.
#[derive(Debug, Clone, Template)]
#[template(path = "follow_link.html")]
pub struct FollowLinkPage {
    /// Frame.
    pub l: Layout,
    /// How it stands.
    pub standing: Standing,
    /// What is followed, in words.
    pub what: String,
    /// The body that writes.
    pub body: String,
    /// Where the buttons lead.
    pub action: String,
}
