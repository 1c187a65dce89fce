//! Finding a report: the two boxes, and what its number alone shows.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Errors;
use crate::view::parts::{Chip, ClockLine, Step};
use crate::view::words::Turn;

/// Two boxes: by number (GET, field `number`) and by phrase (POST, field
/// `phrase`).
#[derive(Debug, Clone, Template)]
#[template(path = "track.html")]
pub struct TrackPage {
    /// Frame.
    pub l: Layout,
    /// What to mend: fields `number`, `phrase`.
    pub errors: Errors,
    /// What was typed.
    pub number: String,
}

/// An ordinary report that was not released, seen by its number: state, whose
/// turn, by when; no words.
#[derive(Debug, Clone, Template)]
#[template(path = "state.html")]
pub struct StatePage {
    /// Frame, private.
    pub l: Layout,
    /// Tracking number in groups.
    pub number: String,
    /// Status.
    pub chip: Chip,
    /// The way.
    pub steps: Vec<Step>,
    /// Whose turn it is.
    pub turn: Turn,
    /// By when.
    pub clocks: Vec<ClockLine>,
    /// "21 Agustus 2025".
    pub received: String,
    /// What the reporter can still do, one sentence each.
    pub ways: Vec<String>,
}
