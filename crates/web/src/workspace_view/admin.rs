//! Keeping units, officers, categories and the calendar; what was changed.

use askama::Template;

use super::form::Form;
use super::frame::Desk;
use crate::i18n::I18n;
use crate::layout::Layout;
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
    /// Which office for which reports.
    Routes,
    /// Time limits and switches, in versions.
    Policy,
    /// Free days.
    Calendar,
    /// Letterhead, signature and chapters of documents.
    Papers,
    /// Keys of programs that use the interface.
    Keys,
    /// Wordings of messages.
    Wordings,
    /// Other programs that are told.
    Webhooks,
    /// Old registers that come in.
    Import,
    /// Reports that go to the national system.
    National,
    /// Who changed what.
    Changes,
}

impl Section {
    /// All, in order.
    pub const ALL: [Self; 13] = [
        Self::Units,
        Self::Officers,
        Self::Categories,
        Self::Routes,
        Self::Policy,
        Self::Calendar,
        Self::Papers,
        Self::Keys,
        Self::Wordings,
        Self::Webhooks,
        Self::Import,
        Self::National,
        Self::Changes,
    ];

    /// Last step of its address below `/ruang/kelola`.
    pub fn path(&self) -> &'static str {
        match self {
            Self::Units => "unit",
            Self::Officers => "petugas",
            Self::Categories => "kategori",
            Self::Routes => "rute",
            Self::Policy => "aturan",
            Self::Calendar => "kalender",
            Self::Papers => "kop",
            Self::Keys => "kunci",
            Self::Wordings => "kata",
            Self::Webhooks => "webhook",
            Self::Import => "impor",
            Self::National => "sp4n",
            Self::Changes => "riwayat",
        }
    }

    /// Its name.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Units => "admin-units",
            Self::Officers => "admin-officers",
            Self::Categories => "admin-categories",
            Self::Routes => "admin-routes",
            Self::Policy => "admin-policy",
            Self::Calendar => "admin-calendar",
            Self::Papers => "admin-papers",
            Self::Keys => "admin-keys",
            Self::Wordings => "admin-wordings",
            Self::Webhooks => "admin-webhooks",
            Self::Import => "admin-import",
            Self::National => "admin-national",
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
    /// How it is computed, a paragraph each: behind a fold; may be empty.
    pub how: Vec<String>,
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

    /// More columns than surely fit: it scrolls by itself, and the keyboard reaches it.
    pub fn is_wide(&self) -> bool {
        self.columns.len() + usize::from(self.has_actions()) > 3
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
    /// What it comes to, as HTML that holds no script; may be empty.
    pub preview: String,
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
