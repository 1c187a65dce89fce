//! How likely each function is, by the words of a report, and which words said so.

use std::ops::Range;

use super::function::Function;
use super::lexicon::{self, Lexicon};
use super::list::Speaks;
use super::reading::{self, Spoken};

/// One word or phrase that spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// Where the second word stands, when two words near each other spoke together.
    pub with: Option<Range<usize>>,
    /// How strongly it spoke; below zero against the function.
    pub weight: f32,
}

/// A function proposed for a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The function.
    pub function: Function,
    /// How likely it is, among all functions.
    pub probability: f32,
    /// The words that spoke, the strongest first. Empty for a function that is proposed only for being common.
    pub reasons: Vec<Reason>,
}

/// Every further word says less than the strongest one: ten words for rubbish are not ten proofs.
const FADES: f32 = 0.6;
/// All names of units in a text together count at most this much.
const UNITS_TOGETHER: f32 = 2.0;
/// Softens evidence into probabilities that say how often the first function is the right one.
const SOFTENS: f32 = 0.65;
/// Softens more where many words spoke: long letters touch on much that they are not about.
const SOFTENS_WITH_WORDS: f32 = 0.8;
/// Less likely functions are not listed, beyond the first three.
const LEAST: f32 = 0.01;

/// The functions a report may be about, the likeliest first. Empty when no word speaks.
pub fn score(text: &str) -> Vec<(Function, f32)> {
    let lexicon = lexicon::reports();
    rank(lexicon, &heard(lexicon, text))
}

/// The same as [`score`], with the words that spoke.
pub fn explain(text: &str) -> Vec<Proposal> {
    let lexicon = lexicon::reports();
    let heard = heard(lexicon, text);
    rank(lexicon, &heard)
        .into_iter()
        .map(|(function, probability)| {
            let mut reasons: Vec<Reason> = heard
                .iter()
                .filter(|heard| heard.function == function)
                .map(Heard::reason)
                .collect();
            reasons.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
            Proposal {
                function,
                probability,
                reasons,
            }
        })
        .collect()
}

/// A line that was spoken, with its weight for one function.
pub(super) struct Heard {
    pub(super) function: Function,
    pub(super) weight: f32,
    spoken: Spoken,
}

impl Heard {
    fn reason(&self) -> Reason {
        let (span, with) = self.spoken.first.clone();
        Reason {
            span,
            with,
            weight: self.weight,
        }
    }
}

/// What a text says for each function.
pub(super) fn heard(lexicon: &Lexicon, text: &str) -> Vec<Heard> {
    let spoken = reading::spoken(lexicon, text);
    let units = spoken
        .iter()
        .filter(|spoken| is_unit(lexicon, spoken))
        .count();
    let each_unit = UNITS_TOGETHER / units.max(1) as f32;
    let mut heard = Vec::with_capacity(spoken.len());
    for spoken in spoken {
        let (function, weight) = match lexicon.lines.get(spoken.line as usize) {
            Some(&Speaks::For { function, weight }) => (function, weight * often(spoken.times)),
            Some(&Speaks::Unit { function }) => (function, each_unit),
            _ => continue,
        };
        heard.push(Heard {
            function: Function(function),
            weight,
            spoken,
        });
    }
    heard
}

/// A word said a hundred times is said about twice.
fn often(times: u32) -> f32 {
    1.0 + 0.2 * (times as f32).ln()
}

fn is_unit(lexicon: &Lexicon, spoken: &Spoken) -> bool {
    matches!(
        lexicon.lines.get(spoken.line as usize),
        Some(Speaks::Unit { .. })
    )
}

/// Sums what was heard for each function, as one number each.
pub(super) fn sums(functions: usize, heard: &[Heard]) -> Vec<f32> {
    let mut weights: Vec<Vec<f32>> = vec![Vec::new(); functions];
    for heard in heard {
        if let Some(weights) = weights.get_mut(heard.function.index()) {
            weights.push(heard.weight);
        }
    }
    weights
        .iter_mut()
        .map(|weights| {
            weights.sort_by(|one, other| other.total_cmp(one));
            let mut share = 1.0;
            let mut sum = 0.0;
            for &weight in weights.iter() {
                sum += weight * if weight > 0.0 { share } else { 1.0 };
                share *= FADES;
            }
            sum
        })
        .collect()
}

fn rank(lexicon: &Lexicon, heard: &[Heard]) -> Vec<(Function, f32)> {
    if !heard.iter().any(|heard| heard.weight > 0.0) {
        return Vec::new();
    }
    let words = (1.0 + heard.len() as f32 / 4.0).ln();
    let softens = SOFTENS * (1.0 + SOFTENS_WITH_WORDS * words);
    let logits: Vec<f32> = sums(lexicon.functions.len(), heard)
        .iter()
        .zip(&lexicon.functions)
        .map(|(sum, entry)| (sum + entry.prior) / softens)
        .collect();
    let highest = logits.iter().copied().fold(f32::MIN, f32::max);
    let total: f32 = logits.iter().map(|logit| (logit - highest).exp()).sum();
    let mut ranked: Vec<(Function, f32)> = Function::all()
        .zip(&logits)
        .map(|(function, logit)| (function, (logit - highest).exp() / total))
        .collect();
    ranked.sort_by(|(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
    let likely = ranked
        .iter()
        .take_while(|&&(_, probability)| probability >= LEAST)
        .count();
    ranked.truncate(likely.max(3));
    ranked
}
