//! What is opened with a reason only, and who opened it.

use super::form::{Field, Form, Input};
use crate::i18n::I18n;

/// What can be opened; sent as `what`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The original title and text.
    Original,
    /// The reporter's name.
    Name,
    /// Contact details and identity number.
    Contact,
    /// Attachments as they were sent.
    Attachments,
    /// Answers to the category's questions.
    Answers,
    /// Where it came from.
    Source,
    /// A paper; sent with its `file`.
    Document,
}

impl What {
    /// Everything that can be opened.
    pub const ALL: [Self; 7] = [
        Self::Original,
        Self::Name,
        Self::Contact,
        Self::Attachments,
        Self::Answers,
        Self::Source,
        Self::Document,
    ];

    /// What is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Attachments => "attachments",
            Self::Answers => "answers",
            Self::Source => "source",
            Self::Document => "document",
        }
    }

    /// The thing with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == code)
    }

    /// Its name.
    pub fn name(self, i18n: &I18n) -> String {
        i18n.t(&format!("open-{}", self.as_str()))
    }
}

/// Something that is closed, open or not there for this viewer.
#[derive(Debug, Clone)]
pub enum Sealed {
    /// Nothing is said about it.
    Absent,
    /// Why it cannot be opened: no identity was given, or not this role.
    Never(String),
    /// It can be opened with a reason: `POST …/buka`, fields `what`, `text`.
    Closed(Box<Form>),
    /// This role reads it without opening it, so nothing is recorded: name and
    /// value of each part.
    Shown(Vec<(String, String)>),
    /// It was opened: name and value of each part.
    Open(Vec<(String, String)>),
}

impl Sealed {
    /// Closed, with the form that opens it; `report` is the report's page.
    pub fn closed(i18n: &I18n, what: What, report: &str) -> Self {
        let reason =
            Field::new("text", i18n.t("open-reason"), Input::Line).hint(i18n.t("open-reason-hint"));
        Self::Closed(Box::new(
            Form::new(
                format!("buka-{}", what.as_str()),
                format!("{report}/buka"),
                i18n.t1("open-button", "what", what.name(i18n)),
                vec![reason],
            )
            .hidden("what", what.as_str()),
        ))
    }
}

/// One line of the access log.
#[derive(Debug, Clone)]
pub struct AccessRow {
    /// When.
    pub at: String,
    /// Who, with role and unit.
    pub who: String,
    /// What was opened ([`What::name`]).
    pub what: String,
    /// The reason given; may be empty.
    pub reason: String,
}
