//! The start page.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Choice;
use crate::view::parts::ReportCard;

/// Start page: file, track, what happens next, how it is going.
#[derive(Debug, Clone, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    /// Frame.
    pub l: Layout,
    /// Bodies to choose from, each with its address; empty where these are one body's pages.
    pub bodies: Vec<Choice>,
    /// Lengths of the clocks in force, for "what happens next".
    pub promise: Promise,
    /// Figures of the present year, if any report was received in it.
    pub figures: Option<HomeFigures>,
    /// Latest released reports, newest first; three are enough.
    pub latest: Vec<ReportCard>,
}

/// Working days of the policy in force.
#[derive(Debug, Clone, Copy)]
pub struct Promise {
    /// Verification.
    pub verify: u64,
    /// First answer.
    pub first_answer: u64,
    /// Solution of a complaint.
    pub resolve: u64,
    /// The reporter's time to say yes or no to the final answer.
    pub respond: u64,
}

/// The four figures of the start page, already written.
#[derive(Debug, Clone)]
pub struct HomeFigures {
    /// "1 Januari sampai 31 Desember 2023, menurut keadaan sampai akhir 31 Desember 2023".
    pub period: String,
    /// Reports received.
    pub received: String,
    /// Handled.
    pub handled: String,
    /// In process.
    pub in_process: String,
    /// Not followed up.
    pub not_followed_up: String,
}
