//! How well twins are told from look-alikes, on pairs of real reports that lie outside the repository.
//!
//! `LAPOR_TEST_DATA` names the folder; without it the test says so and does nothing.
#![expect(clippy::unwrap_used, reason = "tests")]

use naskah::twins::{Corpus, Features, Key, Place, Report, Sketch, Weights, Words, fit};

#[test]
fn average_precision_on_the_gold_pairs() {
    let Some(pairs) = gold() else {
        eprintln!("skipped: LAPOR_TEST_DATA has no duplicates/gold_val.csv");
        return;
    };
    let shipped = Weights::default();
    let scored = |weighted: bool| -> Vec<Scored> {
        pairs
            .iter()
            .map(|pair| {
                (
                    shipped.logit(&pair.features),
                    pair.same,
                    if weighted { pair.weight } else { 1.0 },
                )
            })
            .collect()
    };
    let (plain, weighted) = (
        average_precision(scored(false)),
        average_precision(scored(true)),
    );
    let (low, high) = bootstrap(&scored(false));
    let folds = cross_validated(&pairs, &shipped);
    println!(
        "{} pairs, {} of them one matter",
        pairs.len(),
        pairs.iter().filter(|pair| pair.same).count()
    );
    println!(
        "shipped weights: AP {plain:.3} (90 % of resamples {low:.3} to {high:.3}), population-weighted {weighted:.3}"
    );
    println!("refitted from them on four fifths, scored on the fifth: AP {folds:.3}");
    for least in [0.35, 0.5, 0.8, 0.9] {
        let (precision, recall) = at(&pairs, &shipped, least);
        println!("from {least}: precision {precision:.2}, recall {recall:.2}, population-weighted");
    }
    assert!(plain >= 0.85, "AP {plain}");
    assert!(folds >= 0.85, "cross-validated AP {folds}");
}

type Scored = (f32, bool, f64);

struct Pair {
    features: Features,
    same: bool,
    weight: f64,
}

fn gold() -> Option<Vec<Pair>> {
    let folder = std::env::var("LAPOR_TEST_DATA").ok()?;
    let file = std::fs::read_to_string(format!("{folder}/duplicates/gold_val.csv")).ok()?;
    let mut rows = rows(&file).into_iter();
    let head = rows.next()?;
    let key = Key::new([7; 16]);
    Some(
        rows.filter_map(|row| pair(&key, &|name| cell(&head, &row, name)))
            .collect(),
    )
}

/// `None` for pairs that the annotator left open.
fn pair(key: &Key, cell: &dyn Fn(&str) -> String) -> Option<Pair> {
    let same = match cell("gold").as_str() {
        "1" => true,
        "0" => false,
        _ => return None,
    };
    let [(one, place, at), (other, other_place, other_at)] = ["a", "b"].map(|side| {
        let get = |name: &str| cell(&format!("{name}_{side}")).replace("\\n", "\n");
        let (village, district) = (get("kelurahan"), get("kecamatan"));
        let words = Words {
            text: &get("text"),
            address: &get("address"),
            areas: &[&village, &district],
        };
        let place = Place::new(key, &village, &district, None);
        (
            Sketch::new(key, &words, &Corpus::default()),
            place,
            seconds(&get("time")),
        )
    });
    let features = Features::of(
        &Report {
            sketch: &one,
            place,
            at,
        },
        &Report {
            sketch: &other,
            place: other_place,
            at: other_at,
        },
    );
    Some(Pair {
        features,
        same,
        weight: cell("weight").parse().unwrap(),
    })
}

fn average_precision(mut scored: Vec<Scored>) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = scored.iter().filter(|pair| pair.1).map(|pair| pair.2).sum();
    let (mut right, mut shown, mut sum) = (0.0, 0.0, 0.0);
    // Pairs of one score stand or fall together.
    for group in scored.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()) {
        let hits: f64 = group.iter().filter(|pair| pair.1).map(|pair| pair.2).sum();
        right += hits;
        shown += group.iter().map(|pair| pair.2).sum::<f64>();
        sum += hits * right / shown;
    }
    sum / total
}

fn bootstrap(scored: &[Scored]) -> (f64, f64) {
    let mut random = Random(42);
    let mut all: Vec<f64> = (0..1_000)
        .map(|_| {
            average_precision(
                (0..scored.len())
                    .map(|_| scored[random.below(scored.len())])
                    .collect(),
            )
        })
        .collect();
    all.sort_by(f64::total_cmp);
    (all[50], all[950])
}

/// Mean over twenty ways of cutting the pairs into five parts.
fn cross_validated(pairs: &[Pair], start: &Weights) -> f64 {
    let mut random = Random(7);
    let runs = (0..20).map(|_| {
        let folds: Vec<usize> = pairs.iter().map(|_| random.below(5)).collect();
        let of = |fold: usize| {
            pairs
                .iter()
                .zip(&folds)
                .filter(move |(_, at)| **at == fold)
                .map(|(pair, _)| pair)
        };
        let scored = (0..5).flat_map(|fold| {
            let rest = (0..5).filter(|other| *other != fold).flat_map(of);
            let decisions: Vec<(Features, bool)> =
                rest.map(|pair| (pair.features, pair.same)).collect();
            let fitted = fit(&decisions, start, 1.0);
            of(fold)
                .map(|pair| (fitted.logit(&pair.features), pair.same, 1.0))
                .collect::<Vec<Scored>>()
        });
        average_precision(scored.collect())
    });
    runs.sum::<f64>() / 20.0
}

fn at(pairs: &[Pair], weights: &Weights, least: f32) -> (f64, f64) {
    let sum = |wanted: &dyn Fn(&Pair) -> bool| -> f64 {
        pairs
            .iter()
            .filter(|pair| wanted(pair))
            .map(|pair| pair.weight)
            .sum()
    };
    let shown = |pair: &Pair| weights.probability(&pair.features) >= least;
    let right = sum(&|pair| pair.same && shown(pair));
    (right / sum(&shown), right / sum(&|pair| pair.same))
}

/// A small generator, so that the test prints the same figures every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Comma-separated rows with quoted cells that may hold commas, quotes and line ends.
fn rows(file: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut chars) = (false, file.chars().peekable());
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => row.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows
}

fn cell(head: &[String], row: &[String], name: &str) -> String {
    head.iter()
        .position(|title| title == name)
        .and_then(|i| row.get(i))
        .cloned()
        .unwrap_or_default()
}

/// `2022-11-14 03:52:00` as seconds since 1970.
fn seconds(time: &str) -> i64 {
    let parts: Vec<i64> = time
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .chain([0; 6])
        .collect();
    let (year, month, day) = (parts[0], parts[1], parts[2]);
    // Days from the civil calendar, years beginning in March.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5]
}
