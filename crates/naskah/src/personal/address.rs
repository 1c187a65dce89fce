//! Addresses of houses: a street, lane, estate or block with a house number, and the RT and RW after it.
//!
//! A street alone, or an RT with its RW, is a neighbourhood and says where a matter is; it is no address.

use super::finding::{Finding, Kind};
use super::known::is_word;
use super::lists::List;
use super::view::{Piece, View};
use crate::text::{is_slang, is_stop_word};

/// Most parts of an address.
const LONGEST: usize = 60;
/// Most words of a street's name.
const MOST_WORDS: usize = 7;

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    let mut at = 0;
    while at < view.parts.len() {
        let is_head = view
            .word(at)
            .is_some_and(|word| List::AddressHeads.has(word));
        if let Some((last, confidence)) = is_head.then(|| address(view, at)).flatten() {
            found.extend(view.finding_of_parts(at, last, Kind::Address, confidence));
            at = last;
        }
        at += 1;
    }
}

/// What has been read of an address so far.
#[derive(Default)]
struct Reading {
    /// Last part that belongs to it.
    last: usize,
    /// Confidence that a house number was read.
    house: Option<f32>,
    has_rt: bool,
    words: usize,
    is_street: bool,
}

fn address(view: &View, head: usize) -> Option<(usize, f32)> {
    let street = view.word(head)?;
    let is_block = is_block(street);
    let mut read = Reading {
        last: head,
        is_street: List::Streets.has(street),
        ..Reading::default()
    };
    let mut at = if is_block { head } else { head + 1 };
    let mut is_apart = false;
    while at < head + LONGEST {
        let Some(part) = view.part(at) else { break };
        at = match part.piece {
            Piece::Space => at + 1,
            Piece::Sign('.') => {
                // "Jl. G. Obos" goes on, "motor. Anggaran" does not.
                is_apart |= at > head + 1 && view.word(at - 1).is_some_and(|word| word.len() > 3);
                at + 1
            }
            Piece::Sign(',' | '(') => {
                is_apart = true;
                at + 1
            }
            Piece::Sign('/' | '-' | ':' | '\'' | '#') => at + 1,
            Piece::Digits if is_apart && read.house.is_none() => break,
            Piece::Digits => match number(view, at, &mut read) {
                Some(next) => next,
                None => break,
            },
            Piece::Word if is_apart && !goes_on(part.text.as_str()) => break,
            Piece::Word => match word(view, head, at, &mut read) {
                Some(next) => {
                    is_apart = false;
                    next
                }
                None => break,
            },
            Piece::Break | Piece::Sign(_) => break,
        };
    }
    let is_home = view
        .words_before(head, 4)
        .any(|(_, word)| List::Homes.has(word));
    let home = if is_home { 0.1 } else { 0.0 };
    match (read.house, read.has_rt) {
        // "Jl. Randu 3" is a street more often than a house.
        (Some(house), false) if house < 0.6 && !is_home => None,
        (Some(house), has_rt) => Some((read.last, house + home + if has_rt { 0.04 } else { 0.0 })),
        (None, true) if is_home && read.words > 0 => Some((read.last, 0.65)),
        _ => None,
    }
}

/// What an address goes on with after a comma.
fn goes_on(word: &str) -> bool {
    List::HouseNumbers.has(word)
        || is_block(word)
        || matches!(word, "rt" | "rw" | "rtrw" | "gg" | "gang")
}

fn is_block(word: &str) -> bool {
    matches!(word, "blok" | "blk" | "kav" | "kavling")
}

/// A word of the address: where to read on, or nothing if it ends before.
fn word(view: &View, head: usize, at: usize, read: &mut Reading) -> Option<usize> {
    let word = view.word(at)?;
    let after = view.skip(at + 1, ".:,#-", false);
    if List::HouseNumbers.has(word) {
        view.digits(after)?;
        let last = house_end(view, after);
        read.last = last;
        read.house = Some(0.85);
        return Some(last + 1);
    }
    if matches!(word, "rt" | "rw" | "rtrw") {
        let (last, next) = neighbourhood(view, at)?;
        read.last = last;
        read.has_rt = true;
        return Some(next);
    }
    if is_block(word) {
        let is_inside = head < at;
        return block(view, after, read).or(is_inside.then_some(at + 1));
    }
    // After the house, or after too many words, only numbers and neighbourhoods go on.
    if read.house.is_some() || read.has_rt || read.words >= MOST_WORDS {
        return None;
    }
    let is_first = read.words == 0;
    let is_capital = view.part(at)?.is_capital && view.capitals_tell;
    let is_inner = List::InAddresses.has(word) || (is_capital && !is_first) || word.len() == 1;
    if List::Streets.has(word) || (List::StreetEnds.has(word) && !is_capital) {
        return None;
    }
    // "jalan yang", "jalan dibersihkan": no name. After "Jl." a name is sure to come.
    let is_said =
        is_first && view.word(head) != Some("jalan") && view.word(head) != Some("perumahan");
    if !is_inner
        && !is_said
        && (is_stop_word(word)
            || is_slang(word)
            || (word.len() > 6 && is_affixed(word) && !is_capital))
    {
        return None;
    }
    // "Blok M" may be a place; "FA 28", "C-5" are a block's letters and a house.
    let is_short = word.len() <= 2
        && view.part(at)?.is_capital
        && read.words > 0
        && !List::InAddresses.has(word);
    if is_short && let Some(last) = letters_and_house(view, at, read) {
        return Some(last + 1);
    }
    read.words += 1;
    Some(at + 1)
}

/// `Blok A-5/56`, `Blok B 12`, `Blok C No 3`.
fn block(view: &View, at: usize, read: &mut Reading) -> Option<usize> {
    let letters = view
        .word(at)
        .filter(|word| word.len() <= 3 && !is_stop_word(word) && !is_slang(word))
        .filter(|word| !List::HouseNumbers.has(word) && !matches!(*word, "rt" | "rw"))?;
    let next = view.skip(at + 1, "-./", false);
    if !letters.is_empty() && view.digits(next).is_some() {
        let last = house_end(view, next);
        read.last = last;
        read.house = Some(0.85);
        return Some(last + 1);
    }
    read.words += 1;
    Some(at + 1)
}

fn letters_and_house(view: &View, at: usize, read: &mut Reading) -> Option<usize> {
    let next = view.skip(at + 1, "-.", false);
    let digits = view.digits(next).filter(|digits| digits.len() <= 3)?;
    let last = house_end(view, next);
    if digits.is_empty() || is_counted(view, last) {
        return None;
    }
    read.last = last;
    read.house = Some(0.6);
    Some(last)
}

/// A number right after the street's name.
fn number(view: &View, at: usize, read: &mut Reading) -> Option<usize> {
    // "mlm2" and "tanah2" are words said twice.
    let is_tight = at > 0 && view.word(at - 1).is_some_and(|word| word.len() > 2);
    if read.house.is_some() || read.words == 0 || is_tight {
        return None;
    }
    let digits = view.digits(at).filter(|digits| digits.len() <= 4)?;
    let before = view.words_before(at, 1).next().map_or("", |(_, word)| word);
    let last = house_end(view, at);
    let is_numbered_lane = matches!(
        before,
        "gg" | "gang" | "km" | "blok" | "rt" | "rw" | "lorong" | "sektor" | "tahap"
    );
    if is_numbered_lane && last == at {
        // "Gang 4": the lane's own number; the house may follow.
        return Some(at + 1);
    }
    if is_counted(view, last)
        || digits.starts_with("00")
        || matches!(before, "tahun" | "thn" | "th")
    {
        return None;
    }
    // "Jl. Contoh 5 no 12", "Jl. Contoh I/37".
    let after = view.skip(last + 1, ",/", false);
    if view
        .word(after)
        .is_some_and(|word| List::HouseNumbers.has(word) || matches!(word, "blok" | "blk"))
    {
        read.words += 1;
        return Some(last + 1);
    }
    let is_split = view.is_sign(at + 1, "/") && last > at;
    if !read.is_street && !is_split {
        return Some(last + 1);
    }
    read.last = last;
    read.house = Some(match (is_split, digits.len() > 1 || last > at) {
        (true, _) => 0.75,
        (false, true) => 0.6,
        (false, false) => 0.5,
    });
    Some(last + 1)
}

/// The last part of a house number: `12`, `12A`, `12-A`, `13/95`, `7/ 42`, `102-106`.
fn house_end(view: &View, at: usize) -> usize {
    let is_letter = |at: usize| {
        view.word(at).is_some_and(|word| word.chars().count() == 1) && view.digits(at + 1).is_none()
    };
    let mut last = at;
    if is_letter(at + 1) {
        last = at + 1;
    }
    for _ in 0..2 {
        let gap = view.skip(last + 1, "-/", false);
        let has_sign = (last + 1..gap).any(|at| view.is_sign(at, "-/"));
        if has_sign
            && gap - last <= 3
            && (view.digits(gap).is_some_and(|digits| digits.len() <= 4) || is_letter(gap))
        {
            last = gap;
            if view.digits(gap).is_some() && is_letter(gap + 1) {
                last = gap + 1;
            }
        }
    }
    last
}

fn is_counted(view: &View, last: usize) -> bool {
    let after = view.skip(last + 1, "", false);
    view.word(after).is_some_and(|word| List::Units.has(word)) || view.is_sign(after, "%°")
}

/// `RT 03 RW 05`, `RT.03/05`, `RT03/RW.05`: its last part, and where to read on.
fn neighbourhood(view: &View, at: usize) -> Option<(usize, usize)> {
    let first = view.skip(at + 1, ".:-/", false);
    if view.word(first).is_some_and(|word| word == "rw") {
        // RT/RW 03/05
        let digits = view.skip(first + 1, ".:", false);
        view.digits(digits)?;
        let second = view.skip(digits + 1, "/-", false);
        let last = if view.digits(second).is_some() {
            second
        } else {
            digits
        };
        return Some((last, last + 1));
    }
    view.digits(first).filter(|digits| digits.len() <= 3)?;
    let second = view.skip(first + 1, "/", false);
    let has_slash = (first + 1..second).any(|at| view.is_sign(at, "/"));
    let last = if has_slash && view.digits(second).is_some() {
        second
    } else {
        first
    };
    Some((last, last + 1))
}

/// Whether a word is made of a root and affixes, as the names of streets seldom are.
fn is_affixed(word: &str) -> bool {
    ["ber", "mem", "men", "meng", "di", "ter", "pem", "pen"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
        && is_word(word)
}
