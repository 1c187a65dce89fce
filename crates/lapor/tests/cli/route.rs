//! `lapor route eval`: what it reads, what it says, and that it says the same twice.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Place, bare, finish};

/// The keys that programs rely on.
const KEYS: [&str; 11] = [
    "accuracy",
    "top3",
    "macro_f1",
    "ece",
    "coverage_90",
    "precision_at_90",
    "coverage_95",
    "precision_at_95",
    "train_seconds",
    "micros_per_report",
    "model_bytes",
];

/// Sixty reports to three offices, in the order of time.
fn rows(split: impl Fn(usize) -> &'static str) -> String {
    let mut text = "id,text,label,split,region,channel,time\n".to_owned();
    for n in 0..60_usize {
        let (words, label) = [
            ("Jalan aspal berlubang di depan pasar", "Dinas PUPR"),
            (
                "Sampah menumpuk tidak diangkut di gang",
                "Dinas Lingkungan Hidup",
            ),
            ("Lampu lalu lintas mati di simpang", "Dinas Perhubungan"),
        ][n * 7 % 3];
        let day = n % 28 + 1;
        let _ = writeln!(
            text,
            "{n},\"{words} nomor {n}, sudah {} hari\",{label},{},62.71.03,web,2026-0{}-{day:02}T08:00:00",
            n % 5,
            split(n),
            n / 28 + 1,
        );
    }
    text
}

fn by_time(n: usize) -> &'static str {
    match n {
        0..36 => "train",
        36..48 => "val",
        _ => "test",
    }
}

struct Written {
    folder: tempfile::TempDir,
}

impl Written {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("laporan.csv"), text).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("laporan.csv")
    }

    fn json(&self) -> Value {
        let run = finish(
            bare()
                .args(["route", "eval"])
                .arg(self.file())
                .arg("--json"),
            "",
        );
        assert_eq!(run.code, Some(0), "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    }

    fn refused(&self) -> String {
        let run = finish(bare().args(["route", "eval"]).arg(self.file()), "");
        assert_ne!(run.code, Some(0), "{}", run.out);
        run.err
    }
}

#[test]
fn the_eleven_keys_and_the_same_figures_twice() {
    let written = Written::new(&rows(by_time));
    let (mut one, mut other) = (written.json(), written.json());
    for key in KEYS {
        assert!(one[key].is_number(), "{key}: {one}");
    }
    assert_eq!(
        (&one["measured"], &one["reports"]),
        (&"test".into(), &12.into())
    );
    assert!(one["accuracy"].as_f64().unwrap() > 0.9, "{one}");
    // Time is what a machine makes of it; all else is the same.
    for found in [&mut one, &mut other] {
        for timed in ["train_seconds", "micros_per_report"] {
            assert!(found[timed].as_f64().unwrap() >= 0.0);
            found[timed] = Value::Null;
        }
    }
    assert_eq!(one, other);
}

#[test]
fn without_a_test_part_val_is_measured_and_four_columns_are_enough() {
    let bare = rows(|n| if n < 48 { "train" } else { "val" });
    let four: Vec<String> = bare
        .lines()
        .map(|line| {
            let (kept, _) = line.rsplit_once(",62.71.03,").unwrap_or((line, ""));
            kept.trim_end_matches(",region,channel,time").to_owned()
        })
        .collect();
    assert_eq!(four[0], "id,text,label,split");
    let found = Written::new(&four.join("\n")).json();
    assert_eq!(
        (&found["measured"], &found["reports"]),
        (&"val".into(), &12.into())
    );
}

#[test]
fn a_table_for_people() {
    let written = Written::new(&rows(by_time));
    let run = finish(bare().args(["route", "eval"]).arg(written.file()), "");
    assert_eq!(run.code, Some(0), "{}", run.err);
    for words in [
        "Usulan pertama benar",
        "Benar dalam tiga usulan",
        "Makro-F1",
        "Galat kalibrasi",
    ] {
        assert!(run.out.contains(words), "{words}\n{}", run.out);
    }
}

#[test]
fn what_cannot_be_read_says_where_and_what_is_needed() {
    let good = rows(by_time);
    let lacking = Written::new(&good.replacen("label", "unit", 1)).refused();
    assert!(lacking.contains("kolom label tidak ada"), "{lacking}");
    let split = Written::new(&good.replacen(",train,", ",latih,", 1)).refused();
    assert!(
        split.contains("baris 2") && split.contains("train, val, atau test"),
        "{split}"
    );
    let untrained = Written::new(&rows(|_| "test")).refused();
    assert!(untrained.contains("train"), "{untrained}");
    let unmeasured = Written::new(&rows(|_| "train")).refused();
    assert!(
        unmeasured.contains("val") && unmeasured.contains("test"),
        "{unmeasured}"
    );
    let absent = Place::sqlite().refused(&["route", "eval", "tidak-ada.csv"]);
    assert!(absent.contains("tidak dapat dibuka"), "{absent}");
}
