//! Recording a report for someone at the counter, on the telephone, by letter.

use askama::Template;
use lapor_domain::words::{Channel, ReportType};

use super::form::{Field, Form, Input, Radio};
use super::frame::Desk;
use super::words;
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::forms::{Choice, ChoiceGroup};

/// Channels through which officers receive reports for others.
pub const CHANNELS: [Channel; 8] = [
    Channel::Counter,
    Channel::Telephone,
    Channel::Letter,
    Channel::Chat,
    Channel::Sms,
    Channel::Email,
    Channel::SocialMedia,
    Channel::Institution,
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

/// The form: `channel`, `stamp` (day of the stamp), `stamp_reason`, `text`,
/// `type`, `category`, `region`, `place`, `name`, `phone`, `email`, `nik`, `anonim`,
/// `rahasia`, `supervisory`, `about_coordinator`, `about_inspectorate`, `photos`, hidden `key` against recording twice.
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
        .map(|c| Choice::new(c.as_str(), words::channel(i18n, *c)))
        .collect();
    let types = [
        ReportType::Complaint,
        ReportType::Aspiration,
        ReportType::Information,
    ]
    .iter()
    .map(|k| {
        let hint = t(&format!("{}-explain", words::key("kind", k.as_str())));
        Radio::new(k.as_str(), words::report_type(i18n, *k), hint)
    })
    .collect();
    let line = |name, label: &str| Field::new(name, t(label), Input::Line).optional();
    let check = |name, label: &str, help: &str| {
        Field::new(name, t(label), Input::Check)
            .hint(t(help))
            .optional()
    };
    Form::new(
        "catat",
        format!("{base}/ruang/catat"),
        t("filefor-button"),
        vec![
            Field::new(
                "channel",
                t("filefor-channel"),
                Input::Select(ChoiceGroup::flat(channels)),
            ),
            Field::new("stamp", t("filefor-stamp"), Input::Date)
                .hint(t("filefor-stamp-hint"))
                .optional(),
            line("stamp_reason", "filefor-stamp-reason").hint(t("filefor-stamp-reason-hint")),
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
