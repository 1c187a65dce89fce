//! Names of people, after a title or another cue. Nothing else tells a name from a word.

use super::finding::{Finding, Kind};
use super::known::{is_name, is_other, likeness};
use super::lists::List;
use super::view::{Piece, View};
use crate::text::is_root;

/// Most words of a name.
const MOST_WORDS: usize = 5;

/// How a name was announced.
#[derive(Clone, Copy)]
struct Cue {
    /// Likeness from which the first word is taken as a name.
    least: f32,
    /// How sure the cue makes it.
    sure: f32,
}

/// After a.n., nama:, bernama, Sdr.
const STRONG: Cue = Cue {
    least: 0.5,
    sure: 0.95,
};
/// After Pak, Bapak, Bu, Ibu.
const TITLE: Cue = Cue {
    least: 0.54,
    sure: 0.92,
};
/// After an office, with or without a title, or a weak title.
const WEAK: Cue = Cue {
    least: 0.8,
    sure: 0.8,
};
/// After "saya", where a capital follows.
const SAID: Cue = Cue {
    least: 0.95,
    sure: 0.75,
};
/// After what is hardly a cue: the name itself must be known.
const KNOWN: Cue = Cue {
    least: 1.0,
    sure: 0.75,
};

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    let mut at = 0;
    while at < view.parts.len() {
        let Some((start, cue)) = announced(view, at) else {
            at += 1;
            continue;
        };
        let Some((first, last, confidence)) = name(view, start, cue) else {
            at += 1;
            continue;
        };
        found.extend(view.finding_of_parts(first, last, Kind::Name, confidence));
        at = another(view, last, found).max(at) + 1;
    }
}

/// Where a name may begin that the part at an index announces.
fn announced(view: &View, at: usize) -> Option<(usize, Cue)> {
    let word = view.word(at)?;
    let before = view.words_before(at, 1).next().map_or("", |(_, word)| word);
    let next = view.skip(at + 1, ".", false);
    let next_word = view.word(next).unwrap_or_default();
    match word {
        "a" if matches!(next_word, "n") && next > at + 1 => {
            Some((view.skip(next + 1, ".:-", false), STRONG))
        }
        "a" if view.is_sign(at + 1, "/") && view.word(at + 2) == Some("n") => {
            Some((view.skip(at + 3, ".:-", false), STRONG))
        }
        "an" => Some((
            view.skip(at + 1, ".:-", false),
            if view.is_sign(at + 1, ".:") {
                STRONG
            } else {
                WEAK
            },
        )),
        "atas" if next_word == "nama" => Some(after_nama(view, next, STRONG)),
        "nama" | "nma" if before != "atas" => Some(after_nama(view, at, KNOWN)),
        "bernama" | "namanya" | "panggilannya" | "bernma" => {
            Some((view.skip(at + 1, ":=-\"", false), STRONG))
        }
        "dipanggil" | "panggil" => Some((view.skip(at + 1, ":\"", false), KNOWN)),
        _ if is_borne(view, at) => None,
        // "CV Pelangi Mas", "Jl. Mas".
        "mas" | "ning" | "gus" | "teh" if view.capitals_tell && follows_capital(view, at) => None,
        "saya" | "sy"
            if view.capitals_tell
                && before != "nama"
                && view.part(next).is_some_and(|part| part.is_capital) =>
        {
            Some((next, SAID))
        }
        _ if List::Titles.has(word) => {
            let is_full = matches!(word, "pak" | "bapak" | "bu" | "ibu");
            let cue = match word {
                "sdr" | "sdri" | "sdra" => STRONG,
                // "… kemarin pak. Jalan …": the sentence ends here.
                _ if is_full && next > at + 2 => KNOWN,
                _ => TITLE,
            };
            Some(after_title(view, next, cue))
        }
        _ if List::WeakTitles.has(word) => Some(after_title(view, next, WEAK)),
        _ if List::Roles.has(word) => Some((after_role(view, at + 1), KNOWN)),
        _ => None,
    }
}

/// Whether a street, a building or a village bears the name that follows: the words right before, titles passed over.
fn is_borne(view: &View, at: usize) -> bool {
    let mut before = at;
    for _ in 0..4 {
        let gap = (before.saturating_sub(3)..before)
            .rev()
            .take_while(|at| {
                view.is_sign(*at, ".")
                    || matches!(view.part(*at).map(|part| part.piece), Some(Piece::Space))
            })
            .count();
        let Some((last, word)) = (before - gap)
            .checked_sub(1)
            .and_then(|last| view.word(last).map(|word| (last, word)))
        else {
            return false;
        };
        if List::Bearers.has(word) {
            return true;
        }
        if !List::WeakTitles.has(word) && !matches!(word, "h" | "hj" | "kh" | "r" | "ra" | "jend") {
            return false;
        }
        before = last;
    }
    false
}

/// Whether the word right before begins with a capital.
fn follows_capital(view: &View, at: usize) -> bool {
    at.checked_sub(2)
        .and_then(|before| view.part(before))
        .is_some_and(|part| part.piece == Piece::Word && part.is_capital)
}

/// After "nama": the words that say whose, and a colon.
fn after_nama(view: &View, at: usize, cue: Cue) -> (usize, Cue) {
    let mut cue = cue;
    let mut start = at + 1;
    for _ in 0..4 {
        let next = view.skip(start, "/(", false);
        let is_whose = view.word(next).is_some_and(|word| List::Whose.has(word));
        if !is_whose {
            break;
        }
        if view.word(next).is_some_and(|word| {
            matches!(
                word,
                "saya" | "sy" | "sya" | "lengkap" | "panggilan" | "pelapor" | "aku"
            )
        }) {
            cue = Cue {
                least: cue.least.min(0.55),
                ..STRONG
            };
        }
        start = next + 1;
    }
    let next = view.skip(start, ":=-.)\"", false);
    if (start..next).any(|at| view.is_sign(at, ":=")) {
        cue = STRONG;
    }
    for word in ["adalah", "ialah", "yaitu"] {
        if view.word(next) == Some(word) {
            return (view.skip(next + 1, ":", false), STRONG);
        }
    }
    (next, cue)
}

/// After a title: further titles and offices ("Bapak H.", "Pak RT 05", "Bapak Wali Kota").
fn after_title(view: &View, at: usize, cue: Cue) -> (usize, Cue) {
    let (mut at, mut cue) = (at, cue);
    for _ in 0..6 {
        let is_number = view.digits(at).is_some_and(|digits| digits.len() <= 3);
        let Some(word) = view.word(at) else {
            if !is_number {
                break;
            }
            at = view.skip(at + 1, "/.", false);
            continue;
        };
        if List::Titles.has(word)
            || (matches!(
                word,
                "h" | "hj" | "dr" | "drs" | "ir" | "drg" | "dra" | "prof" | "ust"
            ) && !view.is_sign(at, ","))
        {
            at = view.skip(at + 1, ".", false);
        } else if List::Offices.has(word) {
            // "Ibu Camat Pahandut": most often a place comes next.
            cue = Cue {
                least: cue.least.max(SAID.least),
                sure: WEAK.sure,
            };
            at = view.skip(at + 1, "./", false);
        } else {
            break;
        }
    }
    (at, cue)
}

/// After an office: its number, and the words of the body it is in.
fn after_role(view: &View, at: usize) -> usize {
    let role = at;
    let mut at = view.skip(at, ".:", false);
    for _ in 0..6 {
        // "kelurahan Tanjung …": where its name ends and a person's begins cannot be told.
        if view.word(at).is_some_and(|word| List::Bearers.has(word)) {
            return role;
        }
        let is_passed = view.digits(at).is_some_and(|digits| digits.len() <= 3)
            || view
                .word(at)
                .is_some_and(|word| !is_name(word) && (is_other(word) || List::Offices.has(word)));
        if !is_passed {
            break;
        }
        at = view.skip(at + 1, "./", false);
    }
    at
}

/// After a colon, a name may stand on the next line, and be the first of a numbered list.
fn listed(view: &View, start: usize, cue: Cue) -> usize {
    if cue.sure < STRONG.sure {
        return start;
    }
    let next = view.skip(start, ":.", true);
    let after = view.skip(next + 1, ".)", false);
    if view.digits(next).is_some_and(|digits| digits.len() < 3)
        && (next + 1..after).any(|at| view.is_sign(at, ".)"))
    {
        after
    } else {
        next
    }
}

/// First and last part of the name that begins at an index, and how sure.
fn name(view: &View, start: usize, cue: Cue) -> Option<(usize, usize, f32)> {
    let start = listed(view, start, cue);
    let mut first = start;
    let mut words = 0;
    let (mut best, mut before): (f32, f32) = (0.0, 0.0);
    // "Moh. Ali", "I Made", "M. Yusuf": what stands before the name proper.
    let mut at = start;
    for _ in 0..3 {
        let word = view.word(at)?;
        let next = view.skip(at + 1, ".", false);
        let is_initial = word.chars().count() == 1 && view.part(at)?.is_capital && next > at + 1;
        if (is_initial || List::Particles.has(word)) && view.word(next).is_some() {
            at = next;
        } else {
            break;
        }
    }
    let mut last = None;
    while let Some(word) = view.word(at)
        && words < MOST_WORDS
    {
        let part = view.part(at)?;
        let is_capital = part.is_capital && view.capitals_tell;
        let mut like = likeness(word, is_capital);
        if last.is_none() && cue.least <= STRONG.least && is_named_like_a_thing(view, at) {
            like = like.max(0.6);
        }
        let taken = match last {
            // Who writes capitals writes them for names; one who does not may still mean one.
            None => {
                like >= cue.least
                    && (is_capital || !view.capitals_tell || like > 0.7 || cue.least < WEAK.least)
            }
            Some(_) => follows(view, at, like, cue, before),
        };
        if !taken {
            break;
        }
        if last.is_none() && at > start {
            first = start;
        }
        best = best.max(like);
        before = like;
        words += 1;
        last = Some(at);
        let next = view.skip(at + 1, "", false);
        let is_short_form = matches!(
            word,
            "m" | "h" | "moh" | "moch" | "muh" | "much" | "mhd" | "abd" | "ach" | "st"
        );
        let next = if is_short_form && view.is_sign(next, ".") {
            view.skip(next + 1, "", false)
        } else if view.is_sign(next, ".'")
            && view.word(next + 1).is_some()
            && (word.len() <= 4 || view.is_sign(next, "'"))
        {
            next + 1
        } else {
            next
        };
        at = next;
    }
    let last = last?;
    let is_place = (first..=last).any(|at| {
        view.word(at)
            .is_some_and(|word| List::Places.has(word) && at > first)
    });
    if is_place && cue.sure <= WEAK.sure {
        return None;
    }
    let likely = if best > 0.9 { 0.0 } else { 0.12 };
    Some((first, last, cue.sure - likely))
}

/// "bintang pratama", "anggun lestari": a thing's name and a person's after it.
fn is_named_like_a_thing(view: &View, at: usize) -> bool {
    let next = view.skip(at + 1, "", false);
    let is_thing = view
        .word(at)
        .is_some_and(|word| word.len() > 3 && is_root(word) && !is_other(word));
    is_thing
        && view
            .word(next)
            .is_some_and(|word| likeness(word, false) > 0.7)
}

/// Whether a word goes on with the name before it.
fn follows(view: &View, at: usize, like: f32, cue: Cue, before: f32) -> bool {
    let Some((word, part)) = view.word(at).zip(view.part(at)) else {
        return false;
    };
    let is_capital = part.is_capital && view.capitals_tell;
    let next = view.skip(at + 1, ".", false);
    let goes_on = view
        .word(next)
        .is_some_and(|word| likeness(word, false) > 0.5);
    if List::Particles.has(word) {
        return goes_on;
    }
    if word.chars().count() == 1 {
        return part.is_capital && view.capitals_tell && view.digits(next).is_none();
    }
    if is_capital {
        return like > 0.3;
    }
    if view.capitals_tell && previous_is_capital(view, at) {
        // "Pak Budi santoso" is rarer than "Pak Budi rumahnya".
        return like >= 0.95;
    }
    like >= 0.95
        || (like > 0.7 && cue.least < WEAK.least)
        || (like > 0.5 && (cue.least < WEAK.least || before > 0.9))
}

fn previous_is_capital(view: &View, at: usize) -> bool {
    view.words_before(at, 1)
        .next()
        .and_then(|(before, _)| view.part(before))
        .is_some_and(|part| part.is_capital)
}

/// Names listed after one: "a.n. Budi dan Siti", "Pak Budi, Andi". Gives the last part read.
fn another(view: &View, last: usize, found: &mut Vec<Finding>) -> usize {
    let mut last = last;
    for _ in 0..10 {
        let gap = view.skip(last + 1, ",&", false);
        let has_sign = (last + 1..gap).any(|at| view.is_sign(at, ",&"));
        let start = match view.word(gap) {
            Some("dan" | "serta" | "n") => view.skip(gap + 1, "", false),
            Some(_) if has_sign => gap,
            _ => break,
        };
        let Some((first, end, _)) = name(view, start, KNOWN) else {
            break;
        };
        found.extend(view.finding_of_parts(first, end, Kind::Name, 0.75));
        last = end;
    }
    last
}
