//! Whose matters the functions of government and the categories turned out to be: what the names of units and the
//! defaults of categories say, moved by what officers decide. A few decisions are enough, long before the classifiers
//! know anything.

use std::collections::{BTreeMap, HashMap};

use lapor_domain::ids::{CategoryId, UnitId};
use naskah::functions::{self, Function};

use super::brain::{LEAST, Mark};

/// For how many decisions a name or a default counts.
const NAMED: f32 = 2.0;

/// Decisions by function or category, and by the label of the unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Served {
    decisions: BTreeMap<String, BTreeMap<String, f32>>,
}

/// The function that a text is about, as a key; `None` where the words do not stand by one.
pub(super) fn function_of(text: &str) -> Option<String> {
    let (first, probability) = functions::score(text).into_iter().next()?;
    (probability >= LEAST).then(|| of_function(first))
}

/// The key of a function.
pub(super) fn of_function(function: Function) -> String {
    format!("urusan:{}", function.code())
}

/// The key of a category.
pub(super) fn of_category(category: CategoryId) -> String {
    category.to_string()
}

impl Served {
    /// One decision more for a unit, or one less.
    pub(super) fn mark(&mut self, of: &str, label: &str, mark: Mark) {
        let labels = self.decisions.entry(of.to_owned()).or_default();
        let count = labels.entry(label.to_owned()).or_default();
        match mark {
            Mark::Right => *count += 1.0,
            Mark::Wrong => *count = (*count - 1.0).max(0.0),
        }
    }

    /// What is said of units, moved by the decisions: `unit` gives who a label means here.
    pub(super) fn moved(
        &self,
        of: &str,
        mut said: HashMap<UnitId, f32>,
        unit: impl Fn(&str) -> Option<UnitId>,
    ) -> HashMap<UnitId, f32> {
        let Some(labels) = self.decisions.get(of) else {
            return said;
        };
        let decided: Vec<(UnitId, f32)> = labels
            .iter()
            .filter_map(|(label, count)| Some((unit(label)?, *count)))
            .collect();
        let all: f32 = decided.iter().map(|(_, count)| count).sum();
        for share in said.values_mut() {
            *share *= NAMED / (NAMED + all);
        }
        for (unit, count) in decided {
            *said.entry(unit).or_default() += count / (NAMED + all);
        }
        said
    }

    /// How much of what names say is left beside the decisions.
    pub(super) fn unmoved(&self, of: &str) -> f32 {
        let labels = self.decisions.get(of).into_iter().flatten();
        let all: f32 = labels.map(|(_, count)| count).sum();
        NAMED / (NAMED + all)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.decisions).unwrap_or_default()
    }

    /// `None` where the bytes are none of its own.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let decisions = serde_json::from_slice(bytes).ok()?;
        Some(Self { decisions })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_few_decisions_outweigh_a_name() {
        let [named, decided] = [1, 2].map(|n| UnitId(Uuid::from_u128(n)));
        let unit = |label: &str| (label == "b").then_some(decided);
        let mut served = Served::default();
        let said = || HashMap::from([(named, 1.0)]);
        assert_eq!(
            served.moved("x", said(), unit),
            said(),
            "nothing was decided"
        );
        served.mark("x", "b", Mark::Right);
        let moved = served.moved("x", said(), unit);
        assert!(moved[&named] > moved[&decided], "one may be a slip");
        for _ in 0..2 {
            served.mark("x", "b", Mark::Right);
        }
        let moved = served.moved("x", said(), unit);
        assert!(moved[&decided] > moved[&named]);
        assert!((moved.values().sum::<f32>() - 1.0).abs() < 1e-6);
        served.mark("x", "elsewhere", Mark::Right);
        assert_eq!(
            served.moved("x", said(), unit),
            moved,
            "whom it means is not known here"
        );
        let kept = Served::from_bytes(&served.to_bytes()).unwrap();
        assert_eq!(kept.decisions, served.decisions);
    }
}
