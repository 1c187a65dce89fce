//! Forms of the administration.

use lapor_domain::api_key::MOST_PER_MINUTE;
use lapor_domain::question::AnswerType;
use lapor_domain::words::{ReportType, Role};

use super::form::{Field, Form, Input};
use super::words;
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};

/// Creating or changing a unit: `name`, `slug`, `parent`, `region`, `valid_from`,
/// `valid_to`; the mark of the import goes once a person has saved it.
pub fn unit_form(i18n: &I18n, action: &str, parents: Vec<ChoiceGroup>) -> Form {
    let t = |key: &str| i18n.t(key);
    Form::new(
        "unit",
        action,
        t("admin-save"),
        vec![
            Field::new("name", t("admin-name"), Input::Line),
            Field::new("slug", t("admin-slug"), Input::Line).hint(t("admin-slug-hint")),
            Field::new("parent", t("admin-parent"), Input::Select(parents)).optional(),
            Field::new("region", t("admin-region"), Input::Line)
                .hint(t("admin-region-hint"))
                .optional(),
            Field::new("valid_from", t("admin-valid-from"), Input::Date).optional(),
            Field::new("valid_to", t("admin-valid-to"), Input::Date)
                .hint(t("admin-valid-to-hint"))
                .optional(),
            Field::new("succeeds", t("admin-succeeds"), Input::Area(false))
                .hint(t("admin-succeeds-hint"))
                .optional(),
            Field::new("is_ppid", t("admin-ppid"), Input::Check)
                .hint(t("admin-ppid-hint"))
                .optional(),
        ],
    )
}

/// Creating or changing a category: `name`, `slug`, `parent`, `default_unit`,
/// `public_place`, `evidence_required`, `sp4n_name`, `retired`.
pub fn category_form(
    i18n: &I18n,
    action: &str,
    parents: Vec<ChoiceGroup>,
    units: Vec<ChoiceGroup>,
) -> Form {
    let t = |key: &str| i18n.t(key);
    let check = |name: &'static str, label: &str, hint: &str| {
        Field::new(name, t(label), Input::Check)
            .hint(t(hint))
            .optional()
    };
    Form::new(
        "kategori",
        action,
        t("admin-save"),
        vec![
            Field::new("name", t("admin-name"), Input::Line),
            Field::new("slug", t("admin-slug"), Input::Line).hint(t("admin-slug-hint")),
            Field::new("parent", t("admin-parent"), Input::Select(parents)).optional(),
            Field::new(
                "default_unit",
                t("admin-default-unit"),
                Input::Select(units),
            )
            .optional(),
            check(
                "public_place",
                "admin-public-place",
                "admin-public-place-hint",
            ),
            check("evidence_required", "admin-evidence", "admin-evidence-hint"),
            Field::new("sp4n_name", t("admin-sp4n-name"), Input::Line).optional(),
            check("retired", "admin-retired", "admin-retired-hint"),
        ],
    )
}

/// Creating or changing a question of a category: `label`, `label_en`, `code` of a new one, `datatype`, `help`,
/// `values`, `position`, `required`, `information`, `public`, `ended` of one that is there.
pub fn question_form(i18n: &I18n, action: &str, is_new: bool) -> Form {
    let t = |key: &str| i18n.t(&format!("admin-question-{key}"));
    let kinds = AnswerType::ALL.iter();
    let kinds = kinds.map(|kind| {
        let name = i18n.t(&format!("answer-type-{}", kind.as_str()));
        Choice::new(kind.as_str(), name)
    });
    let check = |name: &'static str| {
        Field::new(name, t(name), Input::Check)
            .hint(t(&format!("{name}-hint")))
            .optional()
    };
    let mut fields = vec![
        Field::new("label", t("label"), Input::Line).hint(t("label-hint")),
        Field::new("label_en", t("label-en"), Input::Line).optional(),
        Field::new(
            "datatype",
            t("datatype"),
            Input::Select(ChoiceGroup::flat(kinds.collect())),
        ),
        Field::new("values", t("values"), Input::Area(false))
            .hint(t("values-hint"))
            .optional(),
        Field::new("help", t("help"), Input::Line)
            .hint(t("help-hint"))
            .optional(),
        Field::new("position", t("position"), Input::Number(1, 99)).hint(t("position-hint")),
        check("required"),
        check("information"),
        check("public"),
    ];
    if is_new {
        let code = Field::new("code", t("code"), Input::Line).hint(t("code-hint"));
        fields.insert(2, code.autocomplete("off"));
    } else {
        fields.push(check("ended"));
    }
    Form::new("pertanyaan", action, i18n.t("admin-save"), fields)
}

/// A rule of routing: `region`, `category`, `type`, `unit`, `valid_from`, `valid_to`, `note`; what is left empty fits
/// everything.
pub fn route_form(
    i18n: &I18n,
    action: &str,
    categories: Vec<ChoiceGroup>,
    units: Vec<ChoiceGroup>,
) -> Form {
    let t = |key: &str| i18n.t(key);
    let types = [
        ReportType::Complaint,
        ReportType::Aspiration,
        ReportType::Information,
    ]
    .map(|kind| Choice::new(kind.as_str(), words::report_type(i18n, kind)))
    .to_vec();
    let any = |name: &'static str, label: &str, groups| {
        Field::new(name, t(label), Input::Select(groups)).optional()
    };
    Form::new(
        "rute",
        action,
        t("routes-try"),
        vec![
            Field::new("region", t("admin-region"), Input::Line)
                .hint(t("routes-region-hint"))
                .optional(),
            any("category", "fact-category", categories),
            any("type", "field-type", ChoiceGroup::flat(types)),
            Field::new("unit", t("routes-unit"), Input::Select(units)),
            Field::new("valid_from", t("admin-valid-from"), Input::Date).optional(),
            Field::new("valid_to", t("admin-valid-to"), Input::Date)
                .hint(t("routes-valid-to-hint"))
                .optional(),
            Field::new("note", t("routes-note"), Input::Line)
                .hint(t("routes-note-hint"))
                .optional(),
        ],
    )
}

/// A new key of a program: `name`, `scopes`, `officer`, `per_minute`, `expires`.
pub fn key_form(
    i18n: &I18n,
    action: &str,
    scopes: Vec<Choice>,
    officers: Vec<ChoiceGroup>,
) -> Form {
    let t = |key: &str| i18n.t(key);
    Form::new(
        "kunci",
        action,
        t("keys-create"),
        vec![
            Field::new("name", t("keys-name"), Input::Line)
                .hint(t("keys-name-hint"))
                .autocomplete("off"),
            Field::new("scopes", t("keys-scopes"), Input::Checks(scopes)),
            Field::new("officer", t("keys-officer"), Input::Select(officers))
                .hint(t("keys-officer-hint"))
                .optional(),
            Field::new(
                "per_minute",
                t("keys-per-minute"),
                Input::Number(1, MOST_PER_MINUTE),
            ),
            Field::new("expires", t("keys-expires"), Input::Date)
                .hint(t("keys-expires-hint"))
                .optional(),
        ],
    )
}

/// Creating or changing an officer: `name`, `login`, `disabled`; a new one also
/// `new_password`.
pub fn officer_form(i18n: &I18n, action: &str, is_new: bool) -> Form {
    let t = |key: &str| i18n.t(key);
    let mut fields = vec![
        Field::new("name", t("admin-person"), Input::Line).autocomplete("off"),
        Field::new("login", t("signin-login"), Input::Line)
            .hint(t("admin-login-hint"))
            .autocomplete("off"),
    ];
    if is_new {
        fields.push(new_password(*i18n));
    } else {
        fields.push(
            Field::new("disabled", t("admin-disabled"), Input::Check)
                .hint(t("admin-disabled-hint"))
                .optional(),
        );
    }
    Form::new("petugas", action, t("admin-save"), fields)
}

/// Granting a role: `role`, `body`, `node`.
pub fn grant_form(
    i18n: &I18n,
    action: &str,
    bodies: Vec<ChoiceGroup>,
    nodes: Vec<ChoiceGroup>,
) -> Form {
    let roles = Role::ALL
        .iter()
        .filter(|role| !matches!(role, Role::Reporter | Role::System))
        .map(|role| Choice::new(role.as_str(), words::role(i18n, *role)))
        .collect();
    Form::new(
        "hak",
        action,
        i18n.t("admin-grant-button"),
        vec![
            Field::new(
                "role",
                i18n.t("admin-role"),
                Input::Select(ChoiceGroup::flat(roles)),
            ),
            Field::new("body", i18n.t("admin-body"), Input::Select(bodies)),
            Field::new("node", i18n.t("admin-node"), Input::Select(nodes))
                .hint(i18n.t("admin-node-hint"))
                .optional(),
        ],
    )
}

/// A new password for an officer: `new_password`; ends their sessions.
pub fn password_form(i18n: &I18n, action: &str) -> Form {
    Form::new(
        "sandi",
        action,
        i18n.t("admin-password-button"),
        vec![new_password(*i18n)],
    )
}

fn new_password(i18n: I18n) -> Field {
    Field::new("new_password", i18n.t("account-new"), Input::Password)
        .hint(i18n.t("account-new-hint"))
        .autocomplete("new-password")
}

/// Adding a free day: `day`, `name`, `kind`, `instrument`.
pub fn free_day_form(i18n: &I18n, action: &str) -> Form {
    let t = |key: &str| i18n.t(key);
    let kinds = ["national", "joint-leave", "local"]
        .map(|kind| Choice::new(kind.replace('-', "_"), t(&format!("day-kind-{kind}"))))
        .to_vec();
    Form::new(
        "hari",
        action,
        t("calendar-add"),
        vec![
            Field::new("day", t("calendar-day"), Input::Date),
            Field::new("name", t("calendar-name"), Input::Line),
            Field::new(
                "kind",
                t("calendar-kind"),
                Input::Select(ChoiceGroup::flat(kinds)),
            ),
            Field::new("instrument", t("calendar-instrument"), Input::Line)
                .hint(t("calendar-instrument-hint")),
        ],
    )
}

/// Taking a free day back: `instrument`, hidden `day`.
pub fn remove_day_form(i18n: &I18n, action: &str, day: &str) -> Form {
    Form::new(
        format!("hapus-{day}"),
        action,
        i18n.t("calendar-remove"),
        vec![
            Field::new("instrument", i18n.t("calendar-instrument"), Input::Line)
                .hint(i18n.t("calendar-remove-hint")),
        ],
    )
    .hidden("day", day)
}
