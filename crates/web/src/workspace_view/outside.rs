//! A report with the system of its unit.

use crate::view::parts::Chip;

/// Where it stands there.
#[derive(Debug, Clone)]
pub struct OutsideCard {
    /// The system's name.
    pub system: String,
    /// Where it stands.
    pub chip: Chip,
    /// Number there, when handed over, state there, why not.
    pub facts: Vec<(String, String)>,
    /// What that system says in words; may be empty.
    pub words: String,
    /// What an officer should do; may be empty.
    pub hint: String,
}
