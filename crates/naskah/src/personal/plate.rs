//! Number plates: `KH 1234 AB`. RT, RW and house numbers look alike, so the codes are a closed list.

use super::finding::{Finding, Kind};
use super::lists::List;
use super::view::{Piece, View};

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    for at in 0..view.parts.len() {
        if let Some((last, confidence)) = plate(view, at) {
            found.extend(view.finding_of_parts(at, last, Kind::Plate, confidence));
        }
    }
}

/// The last part of the plate that begins at a part.
fn plate(view: &View, at: usize) -> Option<(usize, f32)> {
    let code = view.word(at).filter(|code| List::PlateCodes.has(code))?;
    if at
        .checked_sub(1)
        .is_some_and(|before| view.digits(before).is_some())
    {
        return None;
    }
    let (middle, is_tight) = next(view, at)?;
    let number = view.digits(middle)?;
    if number.len() > 4 || number.starts_with('0') {
        return None;
    }
    let cue = view
        .words_before(at, 4)
        .any(|(_, word)| List::PlateCues.has(word));
    // Capitals among small letters are a plate's, whatever word they spell.
    let is_told = |last: usize| view.capitals_tell && is_upper(view, last) && is_upper(view, at);
    let last = next(view, middle).map(|(last, _)| last).filter(|last| {
        view.word(*last).is_some_and(|word| {
            word.len() <= 3
                && (!List::NotPlates.has(word) || (is_told(*last) && word != "rt" && word != "rw"))
        })
    });
    // A plate ends where its letters end.
    let last = last.filter(|last| view.digits(last + 1).is_none());
    let Some(last) = last else {
        let is_capital = is_upper(view, at);
        return (cue && (number.len() > 1 || is_tight) && (is_capital || code.len() == 2))
            .then_some((middle, 0.75));
    };
    if cue {
        return Some((last, 0.95));
    }
    let before = view.words_before(at, 1).next().map_or("", |(_, word)| word);
    let is_vehicle = view
        .words_before(at, 5)
        .any(|(_, word)| List::Vehicles.has(word));
    if !is_upper(view, at) || !is_upper(view, last) || List::Houses.has(before) {
        return None;
    }
    let letters = view.word(last).map_or(0, str::len);
    match number.len() {
        4 => Some((last, 0.93)),
        3 if letters > 1 => Some((last, 0.8)),
        2 | 3 if is_vehicle && letters > 1 => Some((last, 0.75)),
        _ => None,
    }
}

/// The part after one, over a single space, dash or dot; and whether nothing stood between.
fn next(view: &View, at: usize) -> Option<(usize, bool)> {
    let gap = at + 1;
    match view.part(gap)?.piece {
        Piece::Space if view.part(gap)?.to - view.part(gap)?.from <= 2 => {
            let dash = usize::from(view.is_sign(gap + 1, "-"));
            let space = usize::from(dash == 1 && view.part(gap + 2)?.piece == Piece::Space);
            Some((gap + 1 + dash + space, false))
        }
        Piece::Sign('-' | '.' | '_') => Some((gap + 1, false)),
        Piece::Word | Piece::Digits => Some((gap, true)),
        _ => None,
    }
}

fn is_upper(view: &View, at: usize) -> bool {
    view.part(at).is_some_and(|part| {
        view.glyphs
            .get(part.from..part.to)
            .unwrap_or_default()
            .iter()
            .all(|glyph| glyph.ch.is_uppercase())
    })
}
