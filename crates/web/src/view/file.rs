//! The form with which a report is filed.

use askama::Template;

use crate::layout::Layout;
use crate::view::asked::QuestionField;
use crate::view::forms::{ChoiceGroup, Errors};
use crate::view::similar::SimilarPart;

/// The form, empty or handed back with what has to be mended.
#[derive(Debug, Clone, Template)]
#[template(path = "file.html")]
pub struct FilePage {
    /// Frame, [`Layout::one_off`] when handed back; [`FilePage::SCRIPTS`] make
    /// it handier.
    pub l: Layout,
    /// What to mend.
    pub errors: Errors,
    /// Why the form came back although nothing in it is wrong.
    pub trouble: Option<Trouble>,
    /// Photos were sent and cannot be handed back; they must be chosen again.
    pub photos_lost: bool,
    /// What others reported near by, once it was looked for.
    pub similar: Option<SimilarPart>,
    /// Key that makes sending twice harmless.
    pub form_key: String,
    /// What is in the fields.
    pub values: FileValues,
    /// Kelurahan, grouped by kecamatan.
    pub villages: Vec<ChoiceGroup>,
    /// Offices, for those who know; may be empty.
    pub units: Vec<ChoiceGroup>,
    /// The form is a body's own, so that people can say that it is about those who would decide it.
    pub has_deciders: bool,
    /// Categories, for those who know; may be empty.
    pub categories: Vec<ChoiceGroup>,
    /// Some of them have questions.
    pub has_questions: bool,
    /// Name of the category whose questions are shown.
    pub asked: String,
    /// Its questions.
    pub questions: Vec<QuestionField>,
    /// It was sent before its questions were shown.
    pub asking: bool,
    /// Limits that the hints mention.
    pub limits: FileLimits,
}

impl FilePage {
    /// Scripts of this page.
    pub const SCRIPTS: &'static [&'static str] =
        &["draft.js", "location.js", "photos.js", "similar.js"];
}

/// Why a form comes back with everything in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Its key is too old.
    Stale,
    /// Nothing can be saved now.
    Unavailable,
    /// Too many reports from here in a short time.
    TooMany,
    /// The same key was sent before with other words.
    Changed,
}

impl Trouble {
    /// Its message.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Stale => "file-trouble-stale",
            Self::Unavailable => "file-trouble-unavailable",
            Self::TooMany => "file-trouble-too-many",
            Self::Changed => "file-trouble-changed",
        }
    }
}

/// What is in the fields; each is the field of the same name, as sent.
#[derive(Debug, Clone, Default)]
pub struct FileValues {
    /// What happened.
    pub text: String,
    /// `complaint`, `aspiration`, `information` or empty.
    pub kind: String,
    /// Id of the category or empty.
    pub category: String,
    /// Code of the kelurahan or empty.
    pub village: String,
    /// Street, landmark.
    pub place: String,
    /// Degrees.
    pub lat: String,
    /// Degrees.
    pub lon: String,
    /// Id of the office or empty.
    pub unit: String,
    /// `YYYY-MM-DD` or empty.
    pub event_date: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// `named`, `anonymous` or `none`; empty is `named`.
    pub identity: String,
    /// Hide what is reported.
    pub secret: bool,
    /// About an official.
    pub supervisory: bool,
    /// Number of the report to join, or empty.
    pub joins: String,
    /// About those who coordinate at the body.
    pub about_coordinator: bool,
    /// About the body's own inspectorate.
    pub about_inspectorate: bool,
    /// Name to be shown with the public version.
    pub display_name: String,
}

impl FileValues {
    /// Whether `kind` is chosen.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.kind == kind
    }

    /// Whether `identity` is chosen.
    pub fn is_identity(&self, identity: &str) -> bool {
        self.identity == identity || (self.identity.is_empty() && identity == "named")
    }

    /// Whether a point was given.
    pub fn has_point(&self) -> bool {
        !self.lat.is_empty() || !self.lon.is_empty()
    }
}

/// Limits that the hints mention.
#[derive(Debug, Clone)]
pub struct FileLimits {
    /// Characters of the text.
    pub text: u64,
    /// Photos.
    pub photos: u64,
    /// Megabytes of one photo.
    pub photo_mb: u64,
    /// Latest date of event, `YYYY-MM-DD`: today.
    pub today: String,
}
