//! What a number is, by its digits, by how they are grouped and by what announces it.

use super::cues::{Announced, Cue, REACH};
use super::finding::Kind;
use super::nik;

/// A number as it stands in the text.
pub(super) struct Written<'a> {
    /// All its digits.
    pub(super) digits: &'a str,
    /// The lengths of its groups.
    pub(super) groups: &'a [usize],
    /// What stands between them: the telling character of each gap.
    pub(super) gaps: &'a [char],
    /// Whether a plus stands before it.
    pub(super) has_plus: bool,
    /// What the words before it announce.
    pub(super) cue: Option<Announced>,
}

/// Numbers of public services that are dialled as they are.
const SHORT: &[&str] = &[
    "110", "112", "113", "115", "117", "118", "119", "122", "123", "129", "1708", "14000", "14004",
    "165",
];

/// What the number is and how sure that is; nothing for one that is nobody's.
pub(super) fn kind(written: &Written<'_>) -> Option<(Kind, f32)> {
    let digits = written.digits;
    let length = digits.len();
    if written.groups.len() > 1 && written.is_years() {
        return None;
    }
    let is_personal = written.near(2, &[Cue::Phone, Cue::Identity, Cue::Family]);
    if written.near(2, &[Cue::Money]) || (written.is_amount() && !is_personal) {
        return None;
    }
    if written.is_tax() || (written.near(4, &[Cue::Tax]) && (14..=16).contains(&length)) {
        return Some((Kind::Tax, 0.95));
    }
    // What a shape says by itself gives way only to a cue right before it.
    if length == 16 && nik::is_valid(digits) && !written.near(4, &[Cue::Family]) {
        return Some((Kind::Nik, 0.99));
    }
    if length == 13
        && digits.starts_with("000")
        && written.is_solid()
        && !written.near(3, &[Cue::Account, Cue::Customer])
    {
        return Some((Kind::Health, 0.97));
    }
    if written.near(1, &[Cue::Matter]) && !written.has_plus {
        return None;
    }
    if written.is_mobile() && !written.near(3, &[Cue::Account, Cue::Customer]) {
        return Some((Kind::Phone, 0.97));
    }
    if let Some(found) = announced(written) {
        return Some(found);
    }
    if written.is_landline() && !written.near(REACH, &[Cue::Account, Cue::Customer, Cue::Matter]) {
        return Some((Kind::Phone, 0.85));
    }
    if written.near(REACH, &[Cue::Matter]) {
        return None;
    }
    unannounced(written)
}

/// The number is what the words say it is, if its length bears them out.
fn announced(written: &Written<'_>) -> Option<(Kind, f32)> {
    let digits = written.digits;
    let is_one = written.groups.len() == 1;
    let is_solid = written.is_solid();
    // A comma between weakens what was said, except for lengths that only one kind of number has.
    let Announced { cue, distance } = written.cue?;
    let is_said = distance <= REACH;
    Some(match (cue, digits.len()) {
        (Cue::Identity, 16) => (Kind::Nik, 0.98),
        (Cue::Family, 16) => (Kind::FamilyCard, if is_said { 0.98 } else { 0.8 }),
        (Cue::Identity, 13..=22) if is_said => (Kind::Nik, 0.75),
        (Cue::Family, 13..=19) if is_said => (Kind::FamilyCard, 0.75),
        (Cue::Health, 11..=14) if is_said => {
            (Kind::Health, if digits.len() == 13 { 0.98 } else { 0.8 })
        }
        (Cue::Health, 16) => (Kind::Nik, 0.95),
        (Cue::Account, 8..=19) if is_said && is_solid => (Kind::Account, 0.93),
        (Cue::Customer | Cue::Utility, 6..=13) if is_said && is_solid => (Kind::Customer, 0.93),
        (Cue::Personal, 8..=18) if is_said && is_solid => (Kind::Number, 0.8),
        (Cue::Phone, 3..=5) if distance <= 2 && is_one && SHORT.contains(&digits) => {
            (Kind::Phone, 0.5)
        }
        (Cue::Phone, 6..=14) if is_said && written.is_dialled() => (Kind::Phone, 0.9),
        _ => return None,
    })
}

/// A long number of which nothing is known.
fn unannounced(written: &Written<'_>) -> Option<(Kind, f32)> {
    let Written {
        digits,
        groups,
        gaps,
        ..
    } = *written;
    let length = digits.len();
    let is_one = groups.len() == 1;
    let is_regular = groups.iter().all(|group| (3..=6).contains(group))
        && gaps.windows(2).all(|pair| pair.first() == pair.last());
    if is_one && is_timestamp(digits) {
        return None;
    }
    match length {
        16 if is_one => Some((Kind::Nik, 0.85)),
        16 if is_regular => Some((Kind::Nik, 0.6)),
        15 | 17 if is_one && nik::begins_like_one(digits) => Some((Kind::Nik, 0.65)),
        15 | 17 if is_regular && nik::begins_like_one(digits) => Some((Kind::Nik, 0.55)),
        10..=20 if is_one => Some((Kind::Number, 0.55)),
        12..=20 if is_regular && !gaps.contains(&'.') && !gaps.contains(&'/') => {
            Some((Kind::Number, 0.5))
        }
        _ => None,
    }
}

impl Written<'_> {
    /// Whether one of these cues stands before the number with at most so many words between, and no comma.
    fn near(&self, most: usize, cues: &[Cue]) -> bool {
        self.cue
            .is_some_and(|announced| announced.distance <= most && cues.contains(&announced.cue))
    }

    /// One group, or groups of a few digits each, of which only the last may be a single one.
    fn is_solid(&self) -> bool {
        match *self.groups {
            [ref first @ .., _] if !first.is_empty() => {
                first.iter().all(|group| (2..8).contains(group))
            }
            _ => true,
        }
    }

    /// `08…`, `628…`, `+62 8…`, with ten to thirteen digits after the country's code was made a 0, or one mistyped.
    fn is_mobile(&self) -> bool {
        let local = self.local();
        let is_grouped = self.groups.len() == 1 || self.is_dialled();
        is_grouped
            && local.is_some_and(|local| local.starts_with('8') && (8..=12).contains(&local.len()))
    }

    /// `(0536) 3221234`, `021-1234567`.
    fn is_landline(&self) -> bool {
        let begins = |head: usize| self.groups.first() == Some(&head);
        let is_grouped = self.groups.len() == 1
            || ((begins(3) || begins(4) || self.has_plus) && self.is_dialled());
        let is_called = self.has_plus || self.digits.starts_with('0');
        is_grouped
            && is_called
            && self.local().is_some_and(|local| {
                let is_area = local.starts_with(['2', '3', '4', '5', '6', '7', '9']);
                let fewest = if self.groups.len() == 1 { 8 } else { 7 };
                is_area && (fewest..=11).contains(&local.len())
            })
    }

    /// The digits after the trunk's 0 or the country's code.
    fn local(&self) -> Option<&str> {
        let digits = self.digits;
        let after_country = ["0062", "62"]
            .iter()
            .find_map(|head| digits.strip_prefix(head));
        let local = match after_country {
            // +62 (0)812
            Some(local)
                if self.has_plus
                    || local.starts_with('8')
                    || digits.starts_with("00")
                    || local.starts_with("08") =>
            {
                local.strip_prefix('0').unwrap_or(local)
            }
            _ => digits.strip_prefix('0')?,
        };
        Some(local)
    }

    /// Groups as people write a number to be dialled: one by one, in twos, or in threes and fours; not one long number
    /// and something after it.
    fn is_dialled(&self) -> bool {
        let [first, .., last] = *self.groups else {
            return true;
        };
        let longest = self.groups.iter().copied().max().unwrap_or(0);
        let starts_long = first > 8 && self.gaps.first() == Some(&' ');
        let is_country = first == 2 && self.has_plus;
        !starts_long && (last > 1 || longest <= 2) && (first > 1 || longest <= 2 || is_country)
    }

    /// `1.250.000.000`.
    fn is_amount(&self) -> bool {
        let [first, rest @ ..] = self.groups else {
            return false;
        };
        !rest.is_empty()
            && (1..=3).contains(first)
            && rest.iter().all(|group| *group == 3)
            && self.gaps.iter().all(|gap| *gap == '.')
            && !self.digits.starts_with('0')
            && !self.digits.starts_with("628")
            && !self.has_plus
    }

    /// `01.234.567.8-901.000`.
    fn is_tax(&self) -> bool {
        self.groups == [2, 3, 3, 1, 3, 3]
    }

    /// `2021 2022 2023`.
    fn is_years(&self) -> bool {
        self.groups.iter().all(|group| *group == 4)
            && (0..self.groups.len()).all(|at| {
                let year = self.digits.get(at * 4..at * 4 + 2);
                matches!(year, Some("19" | "20"))
            })
    }
}

/// `20250817103000`: a moment, as machines write it.
fn is_timestamp(digits: &str) -> bool {
    let part = |from: usize, to: usize| {
        digits
            .get(from..to)
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(99)
    };
    matches!(digits.len(), 12 | 14)
        && (1990..=2099).contains(&part(0, 4))
        && (1..=12).contains(&part(4, 6))
        && (1..=31).contains(&part(6, 8))
        && part(8, 10) < 24
}
