//! What one body's decisions taught: units, categories and types, each by a classifier of its own.

use naskah::classify::Classifier;

use super::past::{Past, Taught};
use super::served::Served;

/// Below this a proposal is no answer.
pub(super) const LEAST: f32 = 0.4;

/// The three classifiers of a body.
#[derive(Clone, Debug)]
pub(super) struct Brain {
    pub(super) units: Classifier,
    pub(super) categories: Classifier,
    pub(super) types: Classifier,
    /// Whose matters functions and categories turned out to be.
    pub(super) served: Served,
    /// Decisions of late, in memory only.
    pub(super) past: Past,
    /// It learnt every decision up to this place in the order of events.
    pub(super) learnt_to: i64,
    /// Decisions learnt since it was last kept.
    pub(super) unsaved: u32,
}

/// How much a mark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Decided so.
    Right,
    /// Refused, or taken away.
    Wrong,
}

impl Default for Brain {
    fn default() -> Self {
        Self {
            units: Classifier::new(),
            categories: Classifier::new(),
            types: Classifier::new(),
            served: Served::default(),
            past: Past::default(),
            learnt_to: 0,
            unsaved: 0,
        }
    }
}

impl Brain {
    /// Learns a decision and goes once more over a few of late, as many as are measured.
    pub(super) fn learn(&mut self, taught: &Taught) {
        let features = &taught.features;
        if let Some(label) = &taught.wrong {
            self.units.unlearn(features, label);
            self.serves(taught, label, Mark::Wrong);
        }
        if let Some(label) = &taught.right {
            self.units.learn(features, label);
            self.serves(taught, label, Mark::Right);
        }
        if let Some(label) = &taught.category {
            self.categories.learn(features, label);
            self.unsaved += 1;
        }
        if let Some(label) = taught.kind {
            self.types.learn(features, label);
            self.unsaved += 1;
        }
        self.past.remember(taught);
        for kept in self.past.again() {
            let features = &kept.features;
            if let Some(label) = &kept.unit {
                self.units.rehearse(features, label);
            }
            if let Some(label) = &kept.category {
                self.categories.rehearse(features, label);
            }
            if let Some(label) = kept.kind {
                self.types.rehearse(features, label);
            }
        }
    }

    fn serves(&mut self, taught: &Taught, label: &str, mark: Mark) {
        for of in &taught.of {
            self.served.mark(of, label, mark);
        }
        self.unsaved += 1;
    }

    /// How far the body's own decisions outweigh the words of the functions: half after two hundred of them.
    pub(super) fn weight(&self) -> f32 {
        const HALF: f32 = 200.0;
        let reports = self.units.reports() as f32;
        reports / (reports + HALF)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let models = [&self.units, &self.categories, &self.types].map(Classifier::to_bytes);
        for part in models.into_iter().chain([self.served.to_bytes()]) {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }

    /// `None` where the bytes are of another version: then it is learnt again.
    pub(super) fn from_bytes(mut bytes: &[u8], learnt_to: i64) -> Option<Self> {
        let mut next = || {
            let (length, rest) = bytes.split_first_chunk::<8>()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (part, rest) = rest.split_at_checked(length)?;
            bytes = rest;
            Some(part)
        };
        let mut model = || Classifier::from_bytes(next()?).ok();
        let (units, categories, types) = (model()?, model()?, model()?);
        Some(Self {
            units,
            categories,
            types,
            served: Served::from_bytes(next()?)?,
            past: Past::default(),
            learnt_to,
            unsaved: 0,
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use lapor_domain::ids::ReportId;
    use naskah::classify::{Facets, Features, Recent};
    use uuid::Uuid;

    use super::*;

    /// What `naskah::classify::evaluate::online` measures, step by step.
    #[test]
    fn an_office_learns_as_is_measured() {
        let texts = [
            ("Jalan aspal berlubang di depan pasar nomor", "pu"),
            ("Sampah menumpuk di tempat penampungan nomor", "dlh"),
            ("Lampu lalu lintas mati di simpang nomor", "dishub"),
        ];
        let mut brain = Brain::default();
        let mut measured = Classifier::new();
        let mut recent: Recent<(Features, &str)> = Recent::default();
        for n in 0..40_usize {
            let (text, label) = texts[n.wrapping_mul(7) % texts.len()];
            let text = format!("{text} {n}, sudah {} hari.", n % 5);
            let features = Features::of(&text, Facets::default());
            brain.learn(&Taught {
                position: i64::try_from(n).unwrap(),
                report: ReportId(Uuid::from_u128(n as u128)),
                features: features.clone(),
                length: text.len(),
                right: Some(label.to_owned()),
                wrong: None,
                of: Vec::new(),
                category: None,
                kind: None,
            });
            measured.learn(&features, label);
            recent.push((features, label));
            for _ in 0..Recent::<()>::AGAIN {
                let (features, label) = recent.draw().unwrap();
                measured.rehearse(features, label);
            }
        }
        assert_eq!(brain.units.to_bytes(), measured.to_bytes());
    }
}
