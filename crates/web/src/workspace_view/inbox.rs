//! The inbox: tabs, filters, rows; overdue first.

use askama::Template;

use super::frame::Desk;
use super::report::Flag;
use crate::i18n::I18n;
use crate::layout::{Layout, query_escaped};
use crate::view::forms::ChoiceGroup;
use crate::view::parts::{Chip, ClockStanding, Pager};

/// A tab; its code is the value of `tab` in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The viewer must act.
    #[default]
    Todo,
    /// Past a due date.
    Overdue,
    /// Late, and told to the viewer; only for those who hear of delays without having to act.
    Told,
    /// Not verified.
    Unverified,
    /// Waits for the reporter.
    Waiting,
    /// Under review, or with an open objection.
    Review,
    /// Closed.
    Done,
    /// Archived, transferred, merged.
    Archive,
    /// Everything in the viewer's scope.
    All,
}

impl Tab {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::Todo,
        Self::Overdue,
        Self::Told,
        Self::Unverified,
        Self::Waiting,
        Self::Review,
        Self::Done,
        Self::Archive,
        Self::All,
    ];

    /// Value in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Todo => "tindakan",
            Self::Overdue => "terlambat",
            Self::Told => "disampaikan",
            Self::Unverified => "belum-diverifikasi",
            Self::Waiting => "menunggu-pelapor",
            Self::Review => "ditinjau",
            Self::Done => "selesai",
            Self::Archive => "arsip",
            Self::All => "semua",
        }
    }

    /// The tab of a code; an unknown one is the first.
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|t| t.code() == code)
            .unwrap_or_default()
    }

    /// Its word.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Todo => "tab-todo",
            Self::Overdue => "tab-overdue",
            Self::Told => "tab-told",
            Self::Unverified => "tab-unverified",
            Self::Waiting => "tab-waiting",
            Self::Review => "tab-review",
            Self::Done => "tab-done",
            Self::Archive => "tab-archive",
            Self::All => "tab-all",
        }
    }

    /// What to say where nothing is in it.
    pub fn empty_key(&self) -> &'static str {
        match self {
            Self::Todo => "inbox-empty-todo",
            Self::Overdue => "inbox-empty-overdue",
            Self::Told => "inbox-empty-told",
            _ => "inbox-empty",
        }
    }
}

/// A tab as a link.
#[derive(Debug, Clone)]
pub struct TabLink {
    /// Which.
    pub tab: Tab,
    /// Address.
    pub href: String,
    /// It is the present one.
    pub present: bool,
    /// "12", "99+"; empty where it is not counted.
    pub count: String,
}

impl TabLink {
    /// All tabs without counts; the filters go along. `hears`: the viewer hears of delays.
    pub fn all(base: &str, present: Tab, asked: &InboxAsked, hears: bool) -> Vec<Self> {
        Tab::ALL
            .into_iter()
            .filter(|tab| hears || *tab != Tab::Told)
            .map(|tab| Self {
                tab,
                href: format!(
                    "{base}/ruang{}",
                    InboxAsked {
                        tab,
                        ..asked.clone()
                    }
                    .query()
                ),
                present: tab == present,
                count: String::new(),
            })
            .collect()
    }
}

/// What is asked for, as in the address.
#[derive(Debug, Clone, Default)]
pub struct InboxAsked {
    /// `tab`.
    pub tab: Tab,
    /// `category`: slug.
    pub category: String,
    /// `unit`: slug.
    pub unit: String,
    /// `region`: code of kecamatan or kelurahan.
    pub region: String,
    /// `channel`: code.
    pub channel: String,
    /// `type`: `supervisory`, or nothing.
    pub report_type: String,
    /// `q`: words to look for.
    pub words: String,
    /// What the figure that led here says: name and value.
    pub behind: Vec<(&'static str, String)>,
}

impl InboxAsked {
    /// As a query, `?tab=…` first.
    pub fn query(&self) -> String {
        use std::fmt::Write as _;
        let mut out = format!("?tab={}", self.tab.code());
        let behind = self
            .behind
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        for (name, value) in self.filters().into_iter().chain(behind) {
            if !value.is_empty() {
                let _ = write!(out, "&{name}={}", query_escaped(value));
            }
        }
        out
    }

    /// Some filter is set.
    pub fn is_filtered(&self) -> bool {
        self.active() > 0 || !self.behind.is_empty()
    }

    /// How many filters are set.
    pub fn active(&self) -> u64 {
        self.filters()
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .count() as u64
    }

    /// The same without filters.
    pub fn bare(&self) -> String {
        format!("?tab={}", self.tab.code())
    }

    fn filters(&self) -> [(&'static str, &str); 6] {
        [
            ("category", &self.category),
            ("unit", &self.unit),
            ("region", &self.region),
            ("channel", &self.channel),
            ("type", &self.report_type),
            ("q", &self.words),
        ]
    }
}

/// The next due date in a row.
#[derive(Debug, Clone)]
pub struct RowDue {
    /// How it stands.
    pub standing: ClockStanding,
    /// "Jawaban pertama".
    pub clock: String,
    /// "21 Agustus 2025".
    pub date: String,
    /// "lewat 2 hari kerja", "tinggal 4 hari kerja".
    pub remaining: String,
}

impl RowDue {
    /// Past its due instant.
    pub fn is_late(&self) -> bool {
        self.standing == ClockStanding::Late
    }

    /// Icon.
    pub fn icon(&self) -> &'static str {
        match self.standing {
            ClockStanding::Late => "alert",
            ClockStanding::Met => "check",
            ClockStanding::Running | ClockStanding::Held => "clock",
        }
    }

    /// "Terlambat" is said in a word, never by colour alone.
    pub fn word(&self, i18n: &I18n) -> String {
        match self.standing {
            ClockStanding::Late => i18n.t("due-late"),
            ClockStanding::Held => i18n.t("due-held"),
            ClockStanding::Running | ClockStanding::Met => String::new(),
        }
    }
}

/// One report in the inbox.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// Its page.
    pub href: String,
    /// Tracking number in groups.
    pub number: String,
    /// Title as far as the viewer may see it.
    pub title: String,
    /// State.
    pub chip: Chip,
    /// Flags that matter in a list.
    pub flags: Vec<Flag>,
    /// Whose turn it is.
    pub turn: String,
    /// Next due date.
    pub due: Option<RowDue>,
    /// Category.
    pub category: String,
    /// Lead unit; "belum didisposisi" before.
    pub unit: String,
    /// Kelurahan.
    pub region: String,
    /// Channel.
    pub channel: String,
    /// When it was received.
    pub received: String,
    /// The same for machines.
    pub received_iso: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/inbox.html")]
pub struct InboxPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// What is asked for.
    pub asked: InboxAsked,
    /// How the list and the figure that led to it differ; empty where none did.
    pub basis: Vec<String>,
    /// Tabs.
    pub tabs: Vec<TabLink>,
    /// Categories to choose from.
    pub categories: Vec<ChoiceGroup>,
    /// Units to choose from.
    pub units: Vec<ChoiceGroup>,
    /// Regions to choose from.
    pub regions: Vec<ChoiceGroup>,
    /// Channels to choose from.
    pub channels: Vec<ChoiceGroup>,
    /// Types to choose from.
    pub types: Vec<ChoiceGroup>,
    /// Rows, overdue first.
    pub rows: Vec<InboxRow>,
    /// Pages.
    pub pager: Pager,
    /// A number was looked for and is not there, or not for this viewer.
    pub number_unknown: String,
}
