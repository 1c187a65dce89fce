//! Which functions a unit or a category has, by its name alone.

use super::function::Function;
use super::lexicon::{self, Lexicon};
use super::score;

/// The functions of a unit, by its name, with their shares (together 1), the greatest first. Empty when the name says
/// nothing.
pub fn of_unit_name(name: &str) -> Vec<(Function, f32)> {
    shares(lexicon::units(), name)
}

/// The functions a category is about, by its name, with their shares (together 1), the greatest first. A name that no
/// list of categories knows is read like a report.
pub fn of_category_name(name: &str) -> Vec<(Function, f32)> {
    let shares = shares(lexicon::categories(), name);
    if shares.is_empty() {
        return score::score(name);
    }
    shares
}

fn shares(lexicon: &Lexicon, name: &str) -> Vec<(Function, f32)> {
    let heard = score::heard(lexicon, name);
    let mut strongest = vec![0.0_f32; lexicon.functions.len()];
    for heard in &heard {
        if let Some(share) = strongest.get_mut(heard.function.index()) {
            *share = share.max(heard.weight);
        }
    }
    let total: f32 = strongest.iter().sum();
    let mut shares: Vec<(Function, f32)> = Function::all()
        .zip(&strongest)
        .filter(|&(_, &weight)| weight > 0.0)
        .map(|(function, weight)| (function, weight / total))
        .collect();
    shares.sort_by(|(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
    shares
}
