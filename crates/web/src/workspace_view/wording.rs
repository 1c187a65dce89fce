//! Changing the wording of one message: what it is, what it would look like, how it came to be.

use askama::Template;

use super::admin::{Section, Table};
use super::frame::Desk;
use crate::layout::Layout;

/// A message with made-up values.
#[derive(Debug, Clone)]
pub struct Sample {
    /// By which door the report came; empty where the message is the same for all.
    pub door: String,
    /// The message.
    pub text: String,
    /// "132 dari 160 karakter, satu SMS"; empty for other doors.
    pub length: String,
}

/// The page of one wording.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/wording.html")]
pub struct WordingPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Always [`Section::Wordings`].
    pub section: Section,
    /// "Laporan diterima: SMS, bahasa Indonesia".
    pub title: String,
    /// Address of the form.
    pub action: String,
    /// Back to the list.
    pub back: String,
    /// The wording, as written.
    pub text: String,
    /// The same as shipped, where the body has its own.
    pub shipped: Option<String>,
    /// What is wrong with it; empty for nothing.
    pub wrong: String,
    /// Places that may stand in it, with their meaning.
    pub places: Vec<(String, String)>,
    /// What it looks like.
    pub samples: Vec<Sample>,
    /// They show what is written above, not yet saved.
    pub is_draft: bool,
    /// May change it.
    pub may_change: bool,
    /// Who changed it when.
    pub history: Table,
}
