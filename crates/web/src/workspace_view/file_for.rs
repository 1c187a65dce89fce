//! Recording a report for someone at the counter, on the telephone, by letter.

use askama::Template;
use lapor_domain::words::{Channel, ReportType};

use super::form::{Field, Form, Input, Radio};
use super::frame::Desk;
use super::words;
use crate::asked;
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::forms::ChoiceGroup;

/// Channels through which officers receive reports for others; a key from 1 on chooses each.
pub const CHANNELS: [Channel; 8] = [
    Channel::Counter,
    Channel::Telephone,
    Channel::Letter,
    Channel::SocialMedia,
    Channel::Chat,
    Channel::Sms,
    Channel::Email,
    Channel::Institution,
];

/// Fields by the part of the page in which they stand.
const PARTS: [(&str, &[&str]); 5] = [
    ("channel", &["channel"]),
    (
        "source",
        &[
            "link",
            "link_again",
            "sender",
            "letter_no",
            "letter_date",
            "scans",
            "stamp",
            "stamp_reason",
            "present",
        ],
    ),
    (
        "matter",
        &["text", "type", "category", "region", "place", "photos"],
    ),
    ("person", &["name", "phone", "email"]),
    (
        "guard",
        &[
            "nik",
            "anonim",
            "rahasia",
            "supervisory",
            "about_coordinator",
            "about_inspectorate",
        ],
    ),
];

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/file_for.html")]
pub struct FileForPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// The form ([`form`]).
    pub form: Form,
}

impl FileForPage {
    /// Scripts of this page.
    pub const SCRIPTS: &'static [&'static str] = &["workspace.js", "recording.js"];

    /// The fields of one part of the page; what a category asks stands behind it.
    pub fn part(&self, name: &str) -> Vec<&Field> {
        let found = PARTS.iter().find(|(part, _)| *part == name);
        let names = found.map_or(&[][..], |(_, names)| names);
        let fields = |name: &&'static str| {
            let name = *name;
            self.form.fields.iter().filter(move |field| {
                field.name == name || (name == "category" && field.name.starts_with(asked::PREFIX))
            })
        };
        names.iter().flat_map(fields).collect()
    }

    /// What protects the reporter is unfolded where something of it is chosen, or to be mended.
    pub fn is_guarded(&self) -> bool {
        let mut fields = self.part("guard").into_iter();
        fields.any(|field| !field.values.is_empty() || self.form.errors.has(&field.name))
    }
}

/// The form: `channel`, where it came from (`link`, `sender`, `letter_no`, `letter_date`, `scans`), `stamp` (day of the
/// stamp), `stamp_reason`, `present`, `text`, `type`, `category`, `region`, `place`, `name`, `phone`, `email`, `nik`,
/// `anonim`, `rahasia`, `supervisory`, `about_coordinator`, `about_inspectorate`, `photos`, hidden `key` against
/// recording twice.
pub fn form(
    i18n: &I18n,
    base: &str,
    key: &str,
    categories: Vec<ChoiceGroup>,
    regions: Vec<ChoiceGroup>,
) -> Form {
    let t = |key: &str| i18n.t(key);
    let channels = CHANNELS
        .iter()
        .map(|c| Radio::new(c.as_str(), words::channel(i18n, *c), ""))
        .collect();
    let types = [
        ReportType::Complaint,
        ReportType::Aspiration,
        ReportType::Information,
    ]
    .iter()
    .map(|k| Radio::new(k.as_str(), words::report_type(i18n, *k), ""))
    .collect();
    let line = |name, label: &str| Field::new(name, t(label), Input::Line).optional();
    let check = |name, label: &str, help: &str| {
        Field::new(name, t(label), Input::Check)
            .hint(t(help))
            .optional()
    };
    let day = |name, label: &str| Field::new(name, t(label), Input::Date).optional();
    Form::new(
        "catat",
        format!("{base}/ruang/catat"),
        t("filefor-button"),
        vec![
            Field::new("channel", t("filefor-channel"), Input::Radios(channels)),
            line("link", "filefor-link")
                .hint(t("filefor-link-hint"))
                .only_with("channel:social_media|chat|institution|email?"),
            line("sender", "filefor-sender")
                .hint(t("filefor-sender-hint"))
                .only_with("channel:social_media|chat|institution?"),
            line("letter_no", "filefor-letter-no").only_with("channel:letter|institution?"),
            day("letter_date", "filefor-letter-date").only_with("channel:letter|institution?"),
            Field::new("scans", t("filefor-scans"), Input::Scans)
                .hint(t("filefor-scans-hint"))
                .optional()
                .only_with("channel:letter|institution|email?"),
            day("stamp", "filefor-stamp")
                .hint(t("filefor-stamp-hint"))
                .only_with("channel:letter|institution?"),
            line("stamp_reason", "filefor-stamp-reason")
                .hint(t("filefor-stamp-reason-hint"))
                .only_with("channel:letter|institution?"),
            check("present", "filefor-present", "filefor-present-hint")
                .only_with("channel:letter|social_media|chat|sms|email|institution?"),
            Field::new("text", t("filefor-text"), Input::Area(true)).hint(t("filefor-text-hint")),
            Field::new("type", t("field-type"), Input::Radios(types)).optional(),
            Field::new("category", t("field-category"), Input::Select(categories)).optional(),
            Field::new("region", t("filefor-region"), Input::Select(regions)).optional(),
            line("place", "filefor-place"),
            line("name", "filefor-name").hint(t("filefor-name-hint")),
            line("phone", "filefor-phone"),
            line("email", "filefor-email"),
            line("nik", "filefor-nik").hint(t("filefor-nik-hint")),
            check("anonim", "field-anonim", "flag-anonim-help"),
            check("rahasia", "field-rahasia", "flag-rahasia-help"),
            check(
                "supervisory",
                "field-supervisory-declared",
                "flag-declared-help",
            ),
            check(
                "about_coordinator",
                "field-about-coordinator",
                "field-about-coordinator-help",
            ),
            check(
                "about_inspectorate",
                "field-about-inspectorate",
                "field-about-inspectorate-help",
            ),
            Field::new("photos", t("field-photos"), Input::Photos)
                .hint(t("field-photos-hint"))
                .optional(),
        ],
    )
    .hidden("key", key)
}

/// The box that says: it is another report of the same post. Only where the post was recorded before.
pub fn again(i18n: &I18n) -> Field {
    Field::new("link_again", i18n.t("filefor-link-again"), Input::Check)
        .hint(i18n.t("filefor-link-again-hint"))
        .optional()
}
