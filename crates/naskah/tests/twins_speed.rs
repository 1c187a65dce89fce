//! Candidates among a million reports, and what the keys find again.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::disallowed_methods, reason = "measures time")]

use std::time::{Duration, Instant};

use naskah::twins::{Corpus, Index, Key, Keys, Place, Report, SUGGEST, Sketch, Weights, Words};

/// Five years, and kelurahan of very different size, as in a city of three million.
const YEARS: u64 = 5;
const VILLAGES: u64 = 155;

#[test]
fn twins_among_twenty_thousand() {
    let outcome = run(20_000, 200);
    assert!(
        outcome.copies >= 1.0,
        "verbatim copies are always found: {outcome:?}"
    );
    assert!(outcome.reworded > 0.95, "{outcome:?}");
}

/// `cargo test --release -p naskah --test twins_speed -- --ignored --nocapture`
#[test]
#[ignore = "a million reports take half a minute and a gigabyte"]
fn twins_among_a_million() {
    let outcome = run(1_000_000, 2_000);
    println!("{outcome:#?}");
    assert!(outcome.copies >= 1.0);
    assert!(outcome.p99 <= Duration::from_millis(10));
}

#[derive(Debug)]
#[expect(dead_code, reason = "printed")]
struct Outcome {
    build: Duration,
    bytes: usize,
    candidates: usize,
    most_candidates: usize,
    sketch_and_keys: Duration,
    p50: Duration,
    p99: Duration,
    worst: Duration,
    copies: f64,
    reworded: f64,
}

struct Made {
    text: String,
    address: String,
    village: String,
    point: (f64, f64),
    at: i64,
}

fn run(reports: usize, asked: usize) -> Outcome {
    let (key, corpus, weights) = (Key::new([3; 16]), Corpus::default(), Weights::default());
    let mut random = Random(1);
    let start = Instant::now();
    let mut index = Index::default();
    let mut wanted = Vec::new();
    let mut bytes = 0;
    for i in 0..reports {
        let made = make(&mut random);
        let (sketch, keys, place) = read(&key, &corpus, &made);
        bytes += sketch.to_bytes().len();
        let number = index.add(sketch, &keys, place, made.at);
        if i % (reports / asked) == 0 {
            wanted.push((number, made));
        }
    }
    let build = start.elapsed();
    let mut times = Vec::new();
    let mut reading = Duration::ZERO;
    let (mut copies, mut reworded, mut candidates, mut most_candidates) = (0, 0, 0, 0);
    for (number, made) in &wanted {
        let copy = Made {
            text: format!("Fwd: {}!", made.text.to_uppercase()),
            address: String::new(),
            village: "elsewhere".to_owned(),
            point: (5.0, 96.0),
            at: made.at + 900 * 86_400,
        };
        let other = reword(made, &mut random);
        for (asked, hits) in [(copy, &mut copies), (other, &mut reworded)] {
            let start = Instant::now();
            let (sketch, keys, place) = read(&key, &corpus, &asked);
            reading += start.elapsed();
            let report = Report {
                sketch: &sketch,
                place,
                at: asked.at,
            };
            let start = Instant::now();
            let found = index.twins(&key, &keys, &report, &weights, (SUGGEST, 5));
            times.push(start.elapsed());
            let compared = index.candidates(&key, &keys, place, asked.at).len();
            candidates += compared;
            most_candidates = most_candidates.max(compared);
            *hits += usize::from(found.iter().any(|twin| twin.report == *number));
        }
    }
    times.sort();
    let share = |hits: usize| hits as f64 / wanted.len() as f64;
    Outcome {
        build,
        bytes: bytes / reports,
        candidates: candidates / times.len(),
        most_candidates,
        sketch_and_keys: reading / times.len() as u32,
        p50: times[times.len() / 2],
        p99: times[times.len() * 99 / 100],
        worst: *times.last().unwrap(),
        copies: share(copies),
        reworded: share(reworded),
    }
}

fn read(key: &Key, corpus: &Corpus, made: &Made) -> (Sketch, Keys, Place) {
    let words = Words {
        text: &made.text,
        address: &made.address,
        areas: &[&made.village],
    };
    let place = Place::new(key, &made.village, "", Some(made.point));
    (
        Sketch::new(key, &words, corpus),
        Keys::new(key, &made.text, place),
        place,
    )
}

const PROBLEMS: &[&[&str]] = &[
    &[
        "lampu jalan padam",
        "pju mati",
        "penerangan jalan tidak menyala",
    ],
    &[
        "jalan berlubang",
        "aspal rusak dan berlubang",
        "jalan penuh lubang",
    ],
    &[
        "pohon perlu dipangkas",
        "ranting pohon menjuntai",
        "perantingan pohon",
    ],
    &[
        "sampah menumpuk",
        "tumpukan sampah belum diangkut",
        "sampah liar",
    ],
    &[
        "saluran mampet",
        "got buntu dan meluap",
        "selokan tersumbat",
    ],
    &["air pdam mati", "pdam tidak mengalir", "air leding mati"],
    &[
        "parkir liar",
        "jukir liar meresahkan",
        "parkir tanpa karcis",
    ],
    &[
        "suara bising karaoke",
        "musik keras sampai malam",
        "berisik karaoke",
    ],
];
const SYLLABLES: &[&str] = &[
    "ka", "ri", "mu", "la", "ten", "gar", "so", "ba", "nu", "pi", "del", "wa", "ju", "man", "ti",
    "ro",
];

fn make(random: &mut Random) -> Made {
    // The busiest kelurahan has some forty times the reports of the median one.
    let village = random.below(VILLAGES) * random.below(VILLAGES) / VILLAGES;
    let street = random.below(60);
    let lane = random.below(12) + 1;
    let house = random.below(90) + 1;
    let problem = random.below(PROBLEMS.len() as u64);
    let what = pick(PROBLEMS[problem as usize], random);
    let name = word(village * 1_000 + street, 3);
    let details: Vec<String> = (0..8 + random.below(25))
        .map(|_| word(random.skewed(20_000), 2))
        .collect();
    Made {
        text: format!(
            "Mohon bantuan bapak ibu, {what} sudah {} hari {}",
            random.below(30),
            details.join(" ")
        ),
        address: format!("Jl. {name} {lane} no {house}"),
        village: format!("kelurahan {village}"),
        point: (
            -2.3 + village as f64 * 0.002,
            113.8 + (street * 12 + lane) as f64 * 0.0003,
        ),
        at: (random.below(YEARS * 365 * 86_400)) as i64,
    }
}

/// Another reporter a few days later: other words for the same, half of the details, the address typed otherwise.
fn reword(made: &Made, random: &mut Random) -> Made {
    let problem = PROBLEMS
        .iter()
        .find(|words| words.iter().any(|word| made.text.contains(word)))
        .unwrap();
    let details: Vec<&str> = made
        .text
        .split(' ')
        .skip(6)
        .filter(|_| random.below(2) == 0)
        .collect();
    Made {
        text: format!(
            "tlg {} di {} {}",
            pick(problem, random),
            made.address.to_lowercase(),
            details.join(" ")
        ),
        address: made.address.replace("Jl. ", "jalan "),
        village: made.village.clone(),
        point: (made.point.0 + 0.0003, made.point.1 - 0.0003),
        at: made.at + random.below(6 * 86_400) as i64,
    }
}

fn pick<'a>(words: &[&'a str], random: &mut Random) -> &'a str {
    words[random.below(words.len() as u64) as usize]
}

/// The same word for the same number.
fn word(number: u64, syllables: usize) -> String {
    let mut rest = number.wrapping_mul(2_654_435_761) >> 3;
    let mut word = String::new();
    for _ in 0..=syllables {
        word.push_str(SYLLABLES[(rest % 16) as usize]);
        rest /= 16;
    }
    word
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Small numbers more often, as words are.
    fn skewed(&mut self, end: u64) -> u64 {
        let share = self.below(1_000_000) as f64 / 1e6;
        (share.powi(3) * end as f64) as u64
    }
}
