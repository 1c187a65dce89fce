//! Exact places: coordinates within Indonesia, and links to maps.

use std::ops::RangeInclusive;

use super::finding::{Finding, Kind};
use super::view::{Piece, View};

const LATITUDES: RangeInclusive<f64> = -11.5..=6.5;
const LONGITUDES: RangeInclusive<f64> = 94.5..=141.5;
/// Characters between the two numbers of a pair.
const WIDEST_GAP: usize = 14;
/// Hosts and paths of maps.
const MAPS: &[&str] = &[
    "maps.app.goo.gl",
    "goo.gl/maps",
    "maps.google",
    "google.com/maps",
    "google.co.id/maps",
    "g.co/kgs",
    "waze.com/",
    "openstreetmap.org/",
    "share.here.com",
    "maps.apple.com",
];
/// Words that stand before or between the numbers.
const WORDS: &[&str] = &[
    "lat",
    "latitude",
    "lintang",
    "long",
    "lng",
    "lon",
    "longitude",
    "bujur",
    "ls",
    "lu",
    "bt",
    "s",
    "n",
    "e",
    "koordinat",
    "kordinat",
    "gps",
];

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    decimals(view, found);
    degrees(view, found);
    links(view, found);
}

/// A number with a point in it.
struct Decimal {
    value: f64,
    places: usize,
    is_signed: bool,
    from: usize,
    to: usize,
    /// The part after it.
    next: usize,
}

fn decimals(view: &View, found: &mut Vec<Finding>) {
    let mut before: Option<Decimal> = None;
    let mut at = 0;
    while at < view.parts.len() {
        let Some(this) = decimal(view, at) else {
            at += 1;
            continue;
        };
        at = this.next;
        if let Some(first) = before.take()
            && let Some(confidence) = pair(view, &first, &this)
        {
            found.extend(view.finding(first.from, this.to, Kind::Coordinates, confidence));
        } else {
            before = Some(this);
        }
    }
}

fn decimal(view: &View, at: usize) -> Option<Decimal> {
    let whole = view.digits(at).filter(|whole| whole.len() <= 3)?;
    let places = view.digits(at + 2).filter(|places| places.len() <= 16)?;
    if !view.is_sign(at + 1, ".,") {
        return None;
    }
    let sign = at
        .checked_sub(1)
        .filter(|before| view.is_sign(*before, "-"));
    let value: f64 = format!("{whole}.{places}").parse().ok()?;
    Some(Decimal {
        value: if sign.is_some() { -value } else { value },
        places: places.len(),
        is_signed: sign.is_some(),
        from: view.part(sign.unwrap_or(at))?.from,
        to: view.part(at + 2)?.to,
        next: at + 3,
    })
}

/// How sure two numbers are a place.
fn pair(view: &View, first: &Decimal, second: &Decimal) -> Option<f32> {
    if second.from - first.to > WIDEST_GAP {
        return None;
    }
    let mut has_words = view
        .words_before(first.next.saturating_sub(3), 2)
        .any(|(_, word)| WORDS.contains(&word));
    for at in first.next..second.next.saturating_sub(3) {
        match view.part(at)?.piece {
            Piece::Word if WORDS.contains(&view.word(at)?) => has_words = true,
            Piece::Space
            | Piece::Sign(',' | ';' | ':' | '/' | '-' | '|' | '=' | '°' | '.' | '(' | ')') => {}
            _ => return None,
        }
    }
    let fits =
        |a: &Decimal, b: &Decimal| LATITUDES.contains(&a.value) && LONGITUDES.contains(&b.value);
    // South is often written in words: 2.21 LS.
    let is_place = fits(first, second)
        || fits(second, first)
        || (has_words && first.value < 11.5 && LONGITUDES.contains(&second.value));
    let is_told = has_words || first.is_signed || second.is_signed;
    // "1.500, 120.000" are amounts.
    let is_exact = first.places > 3 && second.places > 3;
    let is_fine = first.places > 1 && second.places > 1;
    match (is_place, is_exact, is_told && is_fine) {
        (true, true, _) => Some(0.96),
        (true, _, true) => Some(0.85),
        _ => None,
    }
}

/// `2°12'36"S 113°55'12"E`.
fn degrees(view: &View, found: &mut Vec<Finding>) {
    let mut open: Option<(usize, usize)> = None;
    for at in 0..view.parts.len() {
        if !view.is_sign(at, "°º˚") {
            continue;
        }
        let Some((first, last)) = one_angle(view, at) else {
            continue;
        };
        match open {
            Some((from, to)) if first.saturating_sub(to) <= 4 => {
                found.extend(view.finding_of_parts(from, last, Kind::Coordinates, 0.97));
                open = None;
            }
            _ => {
                found.extend(view.finding_of_parts(first, last, Kind::Coordinates, 0.6));
                open = Some((first, last));
            }
        }
    }
}

/// First and last part of an angle with minutes, or with a direction, around its sign of degrees.
fn one_angle(view: &View, sign: usize) -> Option<(usize, usize)> {
    let space_before = usize::from(sign > 0 && view.part(sign - 1)?.piece == Piece::Space);
    let mut first = sign.checked_sub(1 + space_before)?;
    view.digits(first)?;
    if first >= 2 && view.is_sign(first - 1, ".,") && view.digits(first - 2).is_some() {
        first -= 2;
    }
    let is_direction = |at: usize| {
        view.word(at).is_some_and(|word| {
            matches!(
                word,
                "s" | "n" | "e" | "ls" | "lu" | "bt" | "u" | "t" | "south" | "east" | "north"
            )
        })
    };
    let mut last = sign;
    let mut has_minutes = false;
    for at in sign + 1..sign + 12 {
        match view.part(at).map(|part| part.piece) {
            Some(Piece::Digits | Piece::Sign('\'' | '"' | '′' | '″' | '”' | '“' | '.' | ',')) =>
            {
                has_minutes |= view.is_sign(at, "'′\"″”");
                if !view.is_sign(at, ".,") {
                    last = at;
                }
            }
            Some(Piece::Space) => {}
            Some(Piece::Word) if is_direction(at) => {
                last = at;
                break;
            }
            _ => break,
        }
    }
    let before = view.skip(first.saturating_sub(2), "", false);
    if before < first && is_direction(before) {
        first = before;
    }
    let has_direction = is_direction(last) || is_direction(first);
    (has_direction || has_minutes).then_some((first, last))
}

fn links(view: &View, found: &mut Vec<Finding>) {
    let mut at = 0;
    for word in view.glyphs.split(|glyph| glyph.ch.is_whitespace()) {
        let from = at;
        at += word.len() + 1;
        if word.len() < 8 {
            continue;
        }
        let lower: String = word
            .iter()
            .map(|glyph| glyph.ch.to_ascii_lowercase())
            .collect();
        let Some(host) = MAPS.iter().find_map(|map| lower.find(map)) else {
            continue;
        };
        let host = lower.get(..host).map_or(0, |before| before.chars().count());
        let scheme = lower
            .get(..)
            .and_then(|lower| lower.find("http"))
            .and_then(|at| lower.get(..at));
        let start = scheme
            .map_or(host, |before| before.chars().count())
            .min(host);
        let tail = word
            .iter()
            .rev()
            .take_while(|glyph| ".,;)!?\"'>]".contains(glyph.ch))
            .count();
        found.extend(view.finding(
            from + start,
            from + word.len() - tail,
            Kind::Coordinates,
            0.995,
        ));
    }
}
