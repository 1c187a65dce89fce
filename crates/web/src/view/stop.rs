//! Asking for no more messages.

use askama::Template;

use crate::layout::Layout;

/// The question, and that it was done.
#[derive(Debug, Clone, Template)]
#[template(path = "stop.html")]
pub struct StopPage {
    /// Frame.
    pub l: Layout,
    /// Where the button leads.
    pub action: String,
    /// It was done.
    pub done: bool,
}
