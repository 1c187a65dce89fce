//! Decisions, as they teach, and those of late that are gone over again at each new one.

use std::sync::Arc;

use lapor_domain::ids::ReportId;
use naskah::classify::{Features, Recent};

/// Longer texts, in bytes, are learnt and not kept to be gone over again: what is kept must have a size.
const LONGEST: usize = 8_000;

/// What one decision says.
#[derive(Clone, Debug)]
pub(super) struct Taught {
    /// Its place in the order of events.
    pub(super) position: i64,
    /// On which report.
    pub(super) report: ReportId,
    /// What the classifiers see of it.
    pub(super) features: Features,
    /// How long its text is, in bytes.
    pub(super) length: usize,
    /// Label of the unit whose matter it is.
    pub(super) right: Option<String>,
    /// Label of the unit whose matter it is not.
    pub(super) wrong: Option<String>,
    /// Function and category, as keys of who serves them.
    pub(super) of: Vec<String>,
    /// Label of the category.
    pub(super) category: Option<String>,
    /// Label of the type.
    pub(super) kind: Option<&'static str>,
}

/// One decision of late: its labels, and no word of its text.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    position: i64,
    report: ReportId,
    pub(super) features: Features,
    pub(super) unit: Option<String>,
    pub(super) category: Option<String>,
    pub(super) kind: Option<&'static str>,
}

/// Decisions of late.
#[derive(Clone, Debug, Default)]
pub(super) struct Past(Recent<Arc<Kept>>);

impl Past {
    /// Takes a decision up. What it takes back is not gone over again.
    pub(super) fn remember(&mut self, taught: &Taught) {
        if self.0.iter().any(|kept| kept.position == taught.position) {
            return;
        }
        let earlier = self.0.iter_mut();
        for kept in earlier.filter(|kept| kept.report == taught.report) {
            let kept = Arc::make_mut(kept);
            if taught.right.is_some() || taught.wrong == kept.unit {
                kept.unit = None;
            }
            if taught.category.is_some() {
                kept.category = None;
            }
            if taught.kind.is_some() {
                kept.kind = None;
            }
        }
        let teaches = taught.right.is_some() || taught.category.is_some() || taught.kind.is_some();
        if teaches && taught.length <= LONGEST {
            self.0.push(Arc::new(Kept {
                position: taught.position,
                report: taught.report,
                features: taught.features.bare(),
                unit: taught.right.clone(),
                category: taught.category.clone(),
                kind: taught.kind,
            }));
        }
    }

    /// Those to be gone over after a new decision.
    pub(super) fn again(&mut self) -> Vec<Arc<Kept>> {
        let drawn = (0..Recent::<()>::AGAIN).filter_map(|_| self.0.draw().map(Arc::clone));
        drawn.collect()
    }
}

#[cfg(test)]
mod tests {
    use naskah::classify::Facets;
    use uuid::Uuid;

    use super::*;

    fn taught(position: i64, report: u128) -> Taught {
        Taught {
            position,
            report: ReportId(Uuid::from_u128(report)),
            features: Features::of("Jalan aspal berlubang", Facets::default()),
            length: 21,
            right: Some("pu".to_owned()),
            wrong: None,
            of: Vec::new(),
            category: Some("jalan".to_owned()),
            kind: Some("complaint"),
        }
    }

    fn drawn(past: &mut Past) -> Vec<Kept> {
        let many = (0..50).flat_map(|_| past.again()).collect::<Vec<_>>();
        many.iter().map(|kept| (**kept).clone()).collect()
    }

    #[test]
    fn a_unit_that_lost_the_report_is_not_gone_over_again() {
        let mut past = Past::default();
        past.remember(&taught(1, 1));
        past.remember(&taught(2, 2));
        let refused = Taught {
            wrong: Some("pu".to_owned()),
            right: None,
            category: None,
            kind: None,
            ..taught(3, 1)
        };
        past.remember(&refused);
        let drawn = drawn(&mut past);
        assert!(drawn.iter().any(|kept| kept.position == 1));
        for kept in drawn {
            assert_eq!(kept.unit.is_some(), kept.position == 2, "{kept:?}");
            assert_eq!(kept.category.as_deref(), Some("jalan"), "that one stands");
        }
    }

    #[test]
    fn the_same_decision_is_taken_up_once_and_a_very_long_text_never() {
        let mut past = Past::default();
        past.remember(&taught(1, 1));
        past.remember(&taught(1, 1));
        let long = Taught {
            length: LONGEST + 1,
            ..taught(2, 2)
        };
        past.remember(&long);
        assert_eq!(past.0.len(), 1);
    }
}
