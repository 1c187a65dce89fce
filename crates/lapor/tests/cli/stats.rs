use serde_json::Value;

use crate::support::Place;

const YEAR: [&str; 5] = ["stats", "--from", "2023-01-01", "--to", "2023-12-31"];

#[test]
fn the_keys_that_programs_rely_on() {
    let place = Place::sqlite().prepared();
    let text = place.ok(&[&YEAR[..], &["--format", "json", "--by", "month"]].concat());
    let figures: Value = serde_json::from_str(&text).unwrap();
    for key in [
        "received",
        "handled",
        "in_process",
        "not_followed_up",
        "not_verified",
        "on_hold",
        "archived",
        "transferred",
        "as_of",
        "recorded_later",
        "position",
        "policy",
        "definitions",
        "rows",
        "performance",
    ] {
        assert!(figures.get(key).is_some(), "{key}\n{text}");
    }
}

#[test]
fn table_and_csv_have_the_same_figures() {
    let place = Place::sqlite().prepared();
    let table = place.ok(&YEAR);
    for words in [
        "Diterima",
        "Tingkat penyelesaian",
        "0 dari 0",
        "Tingkat tindak lanjut",
        "Lama verifikasi (jam kerja)",
        "masih berjalan 0",
        "Tingkat sanggahan",
        "Penilaian pelapor",
    ] {
        assert!(table.contains(words), "{words}\n{table}");
    }
    let csv = place.ok(&[&YEAR[..], &["--format", "csv"]].concat());
    assert!(csv.starts_with("key,label,received,handled"), "{csv}");
    let head = csv.lines().next().unwrap();
    for column in [
        "as_of",
        "from",
        "to",
        "recorded_later",
        "position",
        "follow_up_rate_part",
        "time_to_verify_minutes_median",
        "on_time_resolution_extended_whole",
        "dispute_rate_whole",
        "rating_n",
    ] {
        assert!(
            head.split(',').any(|known| known == column),
            "{column}\n{csv}"
        );
    }
    let total = csv.lines().last().unwrap();
    assert!(total.contains(",2023-01-01,2023-12-31,"), "{csv}");
}

#[test]
fn questions_without_an_answer_say_what_to_ask_instead() {
    let place = Place::sqlite().prepared();
    for (args, words) in [
        (
            &["stats", "--from", "2023-12-31", "--to", "2023-01-01"][..],
            "tukar",
        ),
        (
            &[
                "stats",
                "--from",
                "2023-01-01",
                "--to",
                "2023-12-31",
                "--as-of",
                "2199-01-01T00:00:00Z",
            ],
            "belum tiba",
        ),
        (
            &[
                "stats",
                "--from",
                "2023-01-01",
                "--to",
                "2023-12-31",
                "--body",
                "desa",
            ],
            "kota, nasional",
        ),
    ] {
        let run = place.run(args);
        assert!(matches!(run.code, Some(1 | 2)), "{run:?}");
        assert!(run.err.contains(words), "{run:?}");
    }
}
