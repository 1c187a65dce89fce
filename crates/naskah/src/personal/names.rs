//! Names of people, after a title or another cue. Nothing else tells a name from a word.

use super::finding::{Finding, Kind};
use super::known::{is_name, is_other, likeness};
use super::view::View;

/// Titles before a name.
const TITLES: &[&str] = &[
    "pak",
    "bapak",
    "bpk",
    "bapa",
    "bp",
    "bu",
    "ibu",
    "buk",
    "ibuk",
    "sdr",
    "sdri",
    "saudara",
    "saudari",
    "sdra",
    "tuan",
    "nyonya",
    "ny",
    "tn",
    "nn",
    "nona",
    "ustadz",
    "ustad",
    "ustadzah",
    "ust",
    "kyai",
    "kiai",
    "pendeta",
    "pdt",
    "romo",
    "pastor",
    "almarhum",
    "almarhumah",
    "alm",
    "almh",
    "hj",
    "haji",
    "hajah",
];
/// Titles that are also called out to nobody, or stand for other words.
const WEAK_TITLES: &[&str] = &[
    "mas", "mbak", "mb", "mba", "bang", "kak", "om", "tante", "cak", "ning", "gus", "dr", "drg",
    "drs", "dra", "ir", "prof", "kang", "teh", "mr", "mrs", "mbah", "abah", "acil", "amang",
    "paman", "pakde", "bude", "budhe", "pakdhe", "dokter", "bidan", "suster",
];
/// Offices between a title and a name, or alone before one.
const OFFICES: &[&str] = &[
    "rt",
    "rw",
    "lurah",
    "camat",
    "kades",
    "wali",
    "kota",
    "walikota",
    "bupati",
    "wawali",
    "wakil",
    "gubernur",
    "kadis",
    "kapolsek",
    "kapolres",
    "kepala",
    "ketua",
    "sekretaris",
    "bendahara",
    "sekdes",
    "sekcam",
    "seklur",
    "sekda",
    "danramil",
    "babinsa",
    "bhabinkamtibmas",
    "guru",
    "kepsek",
    "kasi",
    "kabid",
    "kasubag",
    "presiden",
    "menteri",
    "haji",
    "hj",
    "h",
    "dr",
    "drs",
    "ir",
    "kades",
    "pambakal",
    "damang",
    "mantir",
    "staf",
    "staff",
    "admin",
    "dusun",
    "desa",
    "dinas",
    "pimpinan",
    "direktur",
];
/// Offices and parts that need no title before them.
const ROLES: &[&str] = &[
    "ketua",
    "kepala",
    "lurah",
    "camat",
    "kades",
    "kadis",
    "sekretaris",
    "bendahara",
    "oknum",
    "petugas",
    "pegawai",
    "staf",
    "staff",
    "guru",
    "dokter",
    "bidan",
    "pemilik",
    "korban",
    "pelaku",
    "tersangka",
    "pelapor",
    "pengadu",
    "bupati",
    "walikota",
    "gubernur",
    "kapolsek",
    "kapolres",
    "operator",
    "mandor",
    "kader",
    "pengurus",
    "kontraktor",
    "sopir",
    "rt",
    "rw",
    "tetangga",
];
/// After "nama": whose.
const WHOSE: &[&str] = &[
    "lengkap",
    "saya",
    "sy",
    "sya",
    "pelapor",
    "pemilik",
    "anak",
    "suami",
    "istri",
    "ibu",
    "ayah",
    "bapak",
    "bayi",
    "almarhum",
    "pasien",
    "pelaku",
    "oknum",
    "lansia",
    "kepala",
    "keluarga",
    "siswa",
    "korban",
    "aku",
    "ane",
    "panggilan",
    "asli",
    "orang",
    "tua",
    "ortu",
    "penerima",
    "pengadu",
    "ketua",
    "rt",
    "rw",
    "pemohon",
    "pengguna",
    "akun",
    "beliau",
    "dia",
    "kandung",
    "kakak",
    "adik",
    "kk",
    "ktp",
    "sesuai",
    "ibunya",
    "anaknya",
    "suaminya",
    "petugas",
    "petugasnya",
    "pemiliknya",
    "kami",
];
/// Before a name that a street or a building bears.
const BEARERS: &[&str] = &[
    "jl",
    "jln",
    "jalan",
    "jlan",
    "gg",
    "gang",
    "rs",
    "rsud",
    "masjid",
    "mesjid",
    "musholla",
    "mushola",
    "stadion",
    "bandara",
    "makam",
    "universitas",
    "jembatan",
    "terminal",
    "puskesmas",
    "sdn",
    "smp",
    "sma",
];
/// Particles inside names.
const PARTICLES: &[&str] = &[
    "bin", "binti", "al", "el", "bt", "van", "de", "i", "ni", "nyi", "h", "hj",
];
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
        "bernama" | "namanya" | "dipanggil" | "panggil" | "panggilannya" | "bernma" => {
            Some((view.skip(at + 1, ":=-\"", false), STRONG))
        }
        _ if BEARERS.contains(&before) => None,
        _ if TITLES.contains(&word) => {
            let cue = if matches!(word, "sdr" | "sdri" | "sdra") {
                STRONG
            } else {
                TITLE
            };
            Some(after_title(view, next, cue))
        }
        _ if WEAK_TITLES.contains(&word) => Some(after_title(view, next, WEAK)),
        _ if ROLES.contains(&word) => Some((after_role(view, at + 1), KNOWN)),
        _ => None,
    }
}

/// After "nama": the words that say whose, and a colon.
fn after_nama(view: &View, at: usize, cue: Cue) -> (usize, Cue) {
    let mut cue = cue;
    let mut start = at + 1;
    for _ in 0..4 {
        let next = view.skip(start, "/(", false);
        let is_whose = view.word(next).is_some_and(|word| WHOSE.contains(&word));
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
        if TITLES.contains(&word)
            || (matches!(
                word,
                "h" | "hj" | "dr" | "drs" | "ir" | "drg" | "dra" | "prof" | "ust"
            ) && !view.is_sign(at, ","))
        {
            at = view.skip(at + 1, ".", false);
        } else if OFFICES.contains(&word) {
            cue = Cue {
                least: cue.least.max(WEAK.least),
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
    let mut at = view.skip(at, ".:", false);
    for _ in 0..6 {
        let is_passed = view.digits(at).is_some_and(|digits| digits.len() <= 3)
            || view
                .word(at)
                .is_some_and(|word| !is_name(word) && (is_other(word) || OFFICES.contains(&word)));
        if !is_passed {
            break;
        }
        at = view.skip(at + 1, "./", false);
    }
    at
}

/// First and last part of the name that begins at an index, and how sure.
fn name(view: &View, start: usize, cue: Cue) -> Option<(usize, usize, f32)> {
    let mut first = start;
    let mut words = 0;
    let mut best: f32 = 0.0;
    // "Moh. Ali", "I Made", "M. Yusuf": what stands before the name proper.
    let mut at = start;
    for _ in 0..3 {
        let word = view.word(at)?;
        let next = view.skip(at + 1, ".", false);
        let is_initial = word.chars().count() == 1 && view.part(at)?.is_capital && next > at + 1;
        if (is_initial || PARTICLES.contains(&word)) && view.word(next).is_some() {
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
        let like = likeness(word, is_capital);
        let taken = match last {
            // Who writes capitals writes them for names; one who does not may still mean one.
            None => {
                like >= cue.least
                    && (is_capital || !view.capitals_tell || like > 0.7 || cue.least < WEAK.least)
            }
            Some(_) => follows(view, at, like, cue),
        };
        if !taken {
            break;
        }
        if last.is_none() && at > start {
            first = start;
        }
        best = best.max(like);
        words += 1;
        last = Some(at);
        let next = view.skip(at + 1, "", false);
        let next = if view.is_sign(next, ".'")
            && view.word(next + 1).is_some()
            && (word.len() <= 3 || view.is_sign(next, "'"))
        {
            next + 1
        } else {
            next
        };
        at = next;
    }
    let last = last?;
    let likely = if best > 0.9 { 0.0 } else { 0.12 };
    Some((first, last, cue.sure - likely))
}

/// Whether a word goes on with the name before it.
fn follows(view: &View, at: usize, like: f32, cue: Cue) -> bool {
    let Some((word, part)) = view.word(at).zip(view.part(at)) else {
        return false;
    };
    let is_capital = part.is_capital && view.capitals_tell;
    let next = view.skip(at + 1, ".", false);
    let goes_on = view
        .word(next)
        .is_some_and(|word| likeness(word, false) > 0.5);
    if PARTICLES.contains(&word) {
        return goes_on;
    }
    if word.chars().count() == 1 {
        return part.is_capital && view.capitals_tell && !view.digits(next).is_some();
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
        || (like > 0.5 && cue.least <= STRONG.least)
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
