//! What the classifier answers.

use super::model::Known;

/// Below this probability of the first the classifier says nothing.
const LEAST_PROBABILITY: f32 = 0.4;
/// Fewer known words than this are no ground for an answer.
const LEAST_WORDS: u32 = 2;

/// A label and how likely it is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked<'a> {
    /// The label.
    pub label: &'a str,
    /// How likely it is right, 0 to 1, as measured on decisions of late.
    pub probability: f32,
}

/// Why a proposal is not to be acted on without reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abstention {
    /// Nothing was learnt yet.
    Untaught,
    /// The text has too few words that say anything.
    TooShort,
    /// Most words are unknown: another language, or noise.
    Unread,
    /// No label stands out.
    Unsure,
}

/// The labels a report may belong to, likeliest first, and whether the classifier stands by the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<'a> {
    ranked: Vec<Ranked<'a>>,
    abstention: Option<Abstention>,
}

impl<'a> Proposal<'a> {
    pub(super) fn new(mut ranked: Vec<Ranked<'a>>, known: Known) -> Self {
        // Stable, and by name where equal: the order must not depend on the order of learning.
        ranked.sort_by(|one, other| {
            let by_chance = other.probability.total_cmp(&one.probability);
            by_chance.then_with(|| one.label.cmp(other.label))
        });
        let abstention = match ranked.first() {
            None => Some(Abstention::Untaught),
            Some(_) if known.words < LEAST_WORDS => Some(Abstention::TooShort),
            Some(_) if known.met < LEAST_WORDS || known.share() < Known::LEAST => {
                Some(Abstention::Unread)
            }
            Some(first) if first.probability < LEAST_PROBABILITY => Some(Abstention::Unsure),
            Some(_) => None,
        };
        Self { ranked, abstention }
    }

    /// All labels, likeliest first.
    pub fn ranked(&self) -> &[Ranked<'a>] {
        &self.ranked
    }

    /// The likeliest labels, at most so many.
    pub fn top(&self, most: usize) -> &[Ranked<'a>] {
        self.ranked.get(..most).unwrap_or(&self.ranked)
    }

    /// The likeliest label even if the classifier does not stand by it.
    pub fn first(&self) -> Option<Ranked<'a>> {
        self.ranked.first().copied()
    }

    /// The label the classifier stands by.
    pub fn answer(&self) -> Option<Ranked<'a>> {
        if self.abstention.is_some() {
            None
        } else {
            self.first()
        }
    }

    /// Why there is no answer.
    pub fn abstention(&self) -> Option<Abstention> {
        self.abstention
    }
}
