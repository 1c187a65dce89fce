//! Keeping units, officers, categories and the calendar; what was changed.

use askama::Template;
use lapor_domain::words::Role;

use super::form::{Field, Form, Input};
use super::frame::Desk;
use super::words;
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::parts::{Chip, ChipKind, Pager};

/// A part of the administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Units of the body.
    Units,
    /// Officers and what they may do.
    Officers,
    /// Categories.
    Categories,
    /// Time limits and switches, in versions.
    Policy,
    /// Free days.
    Calendar,
    /// Who changed what.
    Changes,
}

impl Section {
    /// All, in order.
    pub const ALL: [Self; 6] = [
        Self::Units,
        Self::Officers,
        Self::Categories,
        Self::Policy,
        Self::Calendar,
        Self::Changes,
    ];

    /// Last step of its address below `/ruang/kelola`.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Units => "unit",
            Self::Officers => "petugas",
            Self::Categories => "kategori",
            Self::Policy => "aturan",
            Self::Calendar => "kalender",
            Self::Changes => "riwayat",
        }
    }

    /// Its name.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Units => "admin-units",
            Self::Officers => "admin-officers",
            Self::Categories => "admin-categories",
            Self::Policy => "admin-policy",
            Self::Calendar => "admin-calendar",
            Self::Changes => "admin-changes",
        }
    }

    /// What it is for, a sentence.
    pub fn lead_key(&self) -> String {
        format!("{}-lead", self.key())
    }

    /// Whether it is the present one.
    pub fn is(&self, other: &Self) -> bool {
        self == other
    }
}

/// One cell of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What is read.
    pub text: String,
    /// Where it leads; empty: nowhere.
    pub href: String,
    /// A mark beside it, such as "dari impor".
    pub chip: Option<Chip>,
    /// A second line; may be empty.
    pub small: String,
}

impl Cell {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A link.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            ..Self::default()
        }
    }

    /// The same with a second line.
    #[must_use]
    pub fn small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// The same marked as coming from an import and not yet looked at.
    #[must_use]
    pub fn from_import(mut self, i18n: &I18n) -> Self {
        self.chip = Some(Chip::new(ChipKind::Todo, i18n.t("mark-from-import")));
        self
    }

    /// The same marked as no longer used.
    #[must_use]
    pub fn ended(mut self, i18n: &I18n) -> Self {
        self.chip = Some(Chip::new(ChipKind::Archived, i18n.t("mark-ended")));
        self
    }
}

/// Something that can be done with a row; a form of one button.
#[derive(Debug, Clone)]
pub struct RowAction {
    /// Address.
    pub action: String,
    /// Words of the button.
    pub label: String,
    /// What it is about, for screen readers: every button of a table says which row.
    pub about: String,
    /// Hidden fields besides `csrf`.
    pub hidden: Vec<(&'static str, String)>,
    /// Hard to undo.
    pub danger: bool,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Cells; the first one heads the row.
    pub cells: Vec<Cell>,
    /// What can be done with it.
    pub actions: Vec<RowAction>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Said where there are none.
    pub empty: String,
}

impl Table {
    /// Name of the column of a cell, for narrow screens.
    pub fn column(&self, index: &usize) -> &str {
        self.columns.get(*index).map_or("", String::as_str)
    }

    /// Some row has a button.
    pub fn has_actions(&self) -> bool {
        self.rows.iter().any(|row| !row.actions.is_empty())
    }
}

/// A form with a heading, folded.
#[derive(Debug, Clone)]
pub struct FoldedForm {
    /// Heading.
    pub title: String,
    /// What it does, a sentence; may be empty.
    pub help: String,
    /// The form.
    pub form: Form,
    /// Shown unfolded.
    pub open: bool,
}

/// A page of the administration: lists of one section, and its forms.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/admin.html")]
pub struct AdminPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Which part.
    pub section: Section,
    /// The thing that is shown alone ("Dinas Perhubungan"); empty on lists.
    pub subject: String,
    /// Facts about it.
    pub facts: Vec<(String, String)>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Forms.
    pub forms: Vec<FoldedForm>,
    /// Other pages of the section: years of the calendar, versions.
    pub others: Vec<OtherPage>,
    /// Pages.
    pub pager: Pager,
}

/// Another page of the same section.
#[derive(Debug, Clone)]
pub struct OtherPage {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// It is the present one.
    pub present: bool,
}

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
        fields.push(new_password(i18n));
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
        vec![new_password(i18n)],
    )
}

fn new_password(i18n: &I18n) -> Field {
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
