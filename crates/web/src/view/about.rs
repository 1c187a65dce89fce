//! Rules in force, privacy, accessibility.

use askama::Template;

use crate::layout::Layout;

/// The rules in force and their legal basis.
#[derive(Debug, Clone, Template)]
#[template(path = "about.html")]
pub struct AboutPage {
    /// Frame.
    pub l: Layout,
    /// Lengths of the clocks in force.
    pub rules: Vec<RuleRow>,
    /// "Kebijakan berlaku sejak 1 Januari 2023."; may be empty.
    pub in_force: String,
    /// "Senin sampai Jumat, menurut WIB".
    pub working_days: String,
    /// Free days of this and the next year.
    pub free_days: Vec<FreeDay>,
    /// Where to go in person, telephone; may be empty.
    pub counter: String,
}

/// One clock of the policy.
#[derive(Debug, Clone)]
pub struct RuleRow {
    /// Its name.
    pub name: String,
    /// "3 hari kerja".
    pub length: String,
    /// From when to when, and what happens when it runs out.
    pub meaning: String,
    /// Instrument and article.
    pub basis: String,
    /// "dibaca dari sumber", "pengetahuan umum, belum dicocokkan", "keputusan pengelola".
    pub certainty: String,
}

/// One free day.
#[derive(Debug, Clone)]
pub struct FreeDay {
    /// "Senin, 18 Agustus 2025".
    pub date: String,
    /// What it is.
    pub name: String,
    /// "libur nasional", "cuti bersama", "libur setempat".
    pub kind: String,
}

/// What happens with personal data, in short.
#[derive(Debug, Clone, Template)]
#[template(path = "privacy.html")]
pub struct PrivacyPage {
    /// Frame.
    pub l: Layout,
}

/// How everybody can use the pages, in short.
#[derive(Debug, Clone, Template)]
#[template(path = "accessibility.html")]
pub struct AccessibilityPage {
    /// Frame.
    pub l: Layout,
}
