//! What one body's decisions taught: units, categories and types, each by a classifier of its own.

use naskah::classify::{Classifier, Features};

use super::labels;
use super::served::Served;
use lapor_domain::words::ReportType;

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
            learnt_to: 0,
            unsaved: 0,
        }
    }
}

impl Brain {
    pub(super) fn unit(&mut self, features: &Features, label: &str, mark: Mark) {
        match mark {
            Mark::Right => self.units.learn(features, label),
            Mark::Wrong => self.units.unlearn(features, label),
        }
        self.unsaved += 1;
    }

    pub(super) fn category(&mut self, features: &Features, label: &str) {
        self.categories.learn(features, label);
        self.unsaved += 1;
    }

    pub(super) fn kind(&mut self, features: &Features, kind: ReportType, supervisory: bool) {
        if kind != ReportType::Unknown {
            self.types
                .learn(features, labels::of_type(kind, supervisory));
            self.unsaved += 1;
        }
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
            learnt_to,
            unsaved: 0,
        })
    }
}
