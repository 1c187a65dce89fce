//! Answers to the category's questions, on a report's page.

use super::sealed::Sealed;

/// The part of the page; nothing where nothing was asked.
#[derive(Debug, Clone)]
pub struct AnswersPart {
    /// What was answered and may be read.
    pub rows: Vec<AnswerRow>,
    /// Questions that nobody answered.
    pub lacking: Vec<String>,
    /// What opens with a reason, or why nothing does.
    pub sealed: Sealed,
}

impl AnswersPart {
    /// There is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.lacking.is_empty() && matches!(self.sealed, Sealed::Absent)
    }

    /// Shows what was opened.
    pub fn open(&mut self, rows: Vec<AnswerRow>) {
        self.rows = rows;
        self.sealed = Sealed::Absent;
    }
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    /// The question as it was asked.
    pub label: String,
    /// The answer.
    pub value: String,
    /// It may be shown to everyone with the released report.
    pub public: bool,
}
