//! Numbers: digits with spaces, dots, dashes and brackets between them, cut into those that belong together.

use super::cues;
use super::finding::{Finding, Kind};
use super::shapes::{Written, kind};
use super::view::{Piece, View};

/// Most digits of one number.
const LONGEST: usize = 24;
/// Most parts of a gap inside a number.
const WIDEST_GAP: usize = 3;

/// One group of digits and the gap after it.
struct Group<'a> {
    part: usize,
    digits: &'a str,
    /// The telling character between this group and the next.
    gap: char,
}

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    let mut at = 0;
    while at < view.parts.len() {
        if view.digits(at).is_none() {
            at += 1;
            continue;
        }
        let chain = chain(view, at);
        at = chain.last().map_or(at, |group| group.part) + 1;
        cut(view, &chain, found);
    }
}

/// The groups of digits that follow each other from a part on.
fn chain(view: &View, first: usize) -> Vec<Group<'_>> {
    let mut chain = Vec::new();
    let mut at = first;
    while let Some(digits) = view.digits(at) {
        let gap = gap(view, at + 1);
        chain.push(Group {
            part: at,
            digits,
            gap: gap.map_or('\0', |(telling, _)| telling),
        });
        let Some((_, next)) = gap else { break };
        at = next;
    }
    chain
}

/// The telling character of a gap and the part after it, if digits stand there.
fn gap(view: &View, at: usize) -> Option<(char, usize)> {
    let mut telling = ' ';
    for next in at..=at + WIDEST_GAP {
        let part = view.part(next)?;
        match part.piece {
            Piece::Digits => return Some((telling, next)),
            Piece::Space if part.to - part.from <= WIDEST_GAP => {}
            Piece::Sign(sign) if "-._()/*~".contains(sign) => telling = sign,
            _ => return None,
        }
    }
    None
}

/// Cuts a chain into numbers, from the left, the surest and longest first.
fn cut(view: &View, chain: &[Group<'_>], found: &mut Vec<Finding>) {
    let mut at = 0;
    while let Some(group) = chain.get(at) {
        let rest = chain.get(at..).unwrap_or_default();
        if let Some(passed) = date_or_time(rest) {
            at += passed;
            continue;
        }
        let Some((groups, kind, confidence)) = best(view, rest) else {
            at += 1;
            continue;
        };
        // "…/status/1578929827134": part of a link.
        let is_linked = group
            .part
            .checked_sub(1)
            .is_some_and(|before| view.is_sign(before, "/=&?#"))
            && at == 0;
        if kind == Kind::Number && is_linked {
            at += groups;
            continue;
        }
        if let Some(last) = chain.get(at + groups - 1) {
            found.extend(span(view, group.part, last.part, kind, confidence));
        }
        at += groups;
    }
}

fn best(view: &View, rest: &[Group<'_>]) -> Option<(usize, Kind, f32)> {
    let first = rest.first()?;
    let cue = cues::before(view, first.part);
    let has_plus = first.part.checked_sub(1).is_some_and(|before| {
        view.is_sign(before, "+")
            || (view.is_sign(before, "(")
                && before
                    .checked_sub(1)
                    .is_some_and(|before| view.is_sign(before, "+")))
    });
    let mut best: Option<(usize, Kind, f32)> = None;
    let (mut digits, mut groups, mut gaps) = (String::new(), Vec::new(), Vec::new());
    for group in rest {
        digits.push_str(group.digits);
        groups.push(group.digits.len());
        if digits.len() > LONGEST {
            break;
        }
        let written = Written {
            digits: &digits,
            groups: &groups,
            gaps: &gaps,
            has_plus,
            cue,
        };
        if let Some((kind, confidence)) = kind(&written)
            && best.is_none_or(|(_, _, most)| confidence >= most)
        {
            best = Some((groups.len(), kind, confidence));
        }
        gaps.push(group.gap);
    }
    best
}

/// The finding, with a plus and a bracket that belong to it.
fn span(view: &View, first: usize, last: usize, kind: Kind, confidence: f32) -> Option<Finding> {
    let mut from = first;
    while let Some(before) = from.checked_sub(1)
        && first - before <= 2
        && view.is_sign(before, "+(")
    {
        from = before;
    }
    view.finding_of_parts(from, last, kind, confidence)
}

/// How many groups at the beginning are a date or a time of day: `08-12-2025`, `2025-12-08`, `08.00-12.30`.
fn date_or_time(rest: &[Group<'_>]) -> Option<usize> {
    let value = |at: usize, longest: usize| {
        rest.get(at)
            .filter(|group| group.digits.len() <= longest)
            .and_then(|group| group.digits.parse::<u32>().ok())
    };
    let gap = |at: usize| rest.get(at).map_or('\0', |group| group.gap);
    let is_year = |year: Option<u32>, group: usize| {
        let length = rest.get(group).map_or(0, |group| group.digits.len());
        length == 4 && year.is_some_and(|year| (1900..=2100).contains(&year))
    };
    let is_day = |day: Option<u32>| day.is_some_and(|day| (1..=31).contains(&day));
    let is_month = |month: Option<u32>| month.is_some_and(|month| (1..=12).contains(&month));
    if gap(0) == gap(1) && "-./ ".contains(gap(0)) {
        let [a, b, c] = [value(0, 4), value(1, 2), value(2, 4)];
        let ends = gap(2) != gap(1) || gap(2) == ' ';
        if ends
            && ((is_day(a) && is_month(b) && is_year(c, 2))
                || (is_year(a, 0) && is_month(b) && is_day(c)))
        {
            return Some(3);
        }
        let is_short_year = rest.get(2).is_some_and(|group| group.digits.len() == 2);
        if gap(0) != ' ' && gap(2) != gap(1) && is_day(a) && is_month(b) && is_short_year {
            return Some(3);
        }
    }
    let is_time = |at: usize| {
        let is_two = rest
            .get(at + 1)
            .is_some_and(|group| group.digits.len() == 2);
        gap(at) == '.'
            && is_two
            && value(at, 2).is_some_and(|hour| hour < 25)
            && value(at + 1, 2).is_some_and(|minute| minute < 60)
    };
    (is_time(0) && gap(1) != '.').then_some(2)
}
