//! What is told: small, without a word that anybody wrote, and stable. Whoever wants more asks the interface for
//! programs, with a key of their own.

use serde::Serialize;

/// Version of the form; fields are only ever added to it.
pub const VERSION: u8 = 1;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payload {
    /// `report.` and what happened; `report.appeared`, `report.gone`, `report.changed`; or `ping`.
    pub r#type: String,
    /// When it happened.
    pub timestamp: String,
    /// About what.
    pub data: Data,
}

/// About what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Version of this form.
    pub version: u8,
    /// The subscription's id.
    pub webhook: String,
    /// As whom it sees: `public`, `unit`, `body`.
    pub shown_to: &'static str,
    /// The report's number; none in a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Number of the event in the report's history: later ones have greater numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u32>,
    /// The report as it is when this is sent; null where it can no longer be seen.
    pub report: Option<ReportNow>,
    /// Where to read on.
    pub links: Option<Links>,
}

/// A report as it is now, as far as the subscription sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportNow {
    /// State: `received`, `assigned`, `in_progress`, `closed` and so on.
    pub state: String,
    /// Figure in which it counts.
    pub figure: Option<String>,
    /// Body that has it, by its name in addresses.
    pub body: String,
    /// When it came in: an instant, or a day where only that is known.
    pub received: String,
    /// Its last event so far.
    pub seq: u32,
    /// Last change.
    pub updated: String,
    /// The clock that counts now.
    pub due: Option<Due>,
    /// What it is about, where that is told.
    pub matter: Option<Matter>,
}

/// Until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Which clock.
    pub clock: String,
    /// Exclusive end.
    pub until: String,
    /// It is past that.
    pub overdue: bool,
}

/// What it is about, in codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matter {
    /// Anyone may see it.
    pub is_public: bool,
    /// Type: `complaint`, `aspiration`, `information`, `unknown`.
    pub r#type: String,
    /// Category, by its name in addresses.
    pub category: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// Unit that handles it, by its name in addresses.
    pub unit: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// Why it was archived.
    pub archive_reason: Option<String>,
}

/// Where to read on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Links {
    /// The report in the interface for programs.
    pub report: String,
    /// Its history from this event on.
    pub history: String,
}
