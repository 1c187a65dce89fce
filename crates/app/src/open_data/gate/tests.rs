#![expect(clippy::unwrap_used, reason = "tests")]
use std::fs;

use super::*;
use crate::open_data::columns::Cell;
use crate::open_data::sink::Sink;

fn vocabulary() -> Vocabulary {
    let names = [
        "Kecamatan Pahandut",
        "Jalan",
        "Pemerintah Kota",
        "Dinas Perhubungan 0812 3456 7890",
    ];
    Vocabulary(names.map(str::to_owned).into())
}

fn row() -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        Cell::Day(jiff::civil::date(2024, 3, 1)),
        Cell::Day(jiff::civil::date(2024, 3, 31)),
        text("month"),
        text("62.71.01"),
        text("Kecamatan Pahandut"),
        text("district"),
        text("Jalan"),
        text("complaint"),
        text("web"),
        text("closed"),
        text("done"),
        text("Pemerintah Kota"),
        Cell::Empty,
        text("2024-04"),
        text("6_to_14"),
        Cell::Degrees(-2209),
        Cell::Degrees(113_916),
        text("Lampu padam di depan pasar."),
    ]
}

fn files(rows: &[Vec<Cell>]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut sink = Sink::new(folder.path(), columns::of(true)).unwrap();
    for row in rows {
        sink.row(row).unwrap();
    }
    sink.finish().unwrap();
    folder
}

fn told(rows: &[Vec<Cell>]) -> Vec<Hit> {
    check(files(rows).path(), true, &vocabulary()).unwrap()
}

#[test]
fn clean_files_pass_and_empty_ones_too() {
    assert_eq!(told(&vec![row(); 5]), []);
    assert_eq!(told(&[]), []);
}

#[test]
fn each_value_that_must_not_leave_is_told_by_file_row_and_column() {
    let column = |name: &str| {
        columns::of(true)
            .iter()
            .position(|column| column.name == name)
            .unwrap()
    };
    let cases = [
        ("words", "Hubungi 0812 3456 7890", "nomor telepon"),
        ("words", "NIK 6271011203900004", "NIK"),
        ("unit", "Dinas Perhubungan 0812 3456 7890", "nomor telepon"),
        ("unit", "Bapak Sutrisno", "nama orang"),
        (
            "category",
            "Bukan kategori",
            "nilai yang tidak boleh ada di kolom ini",
        ),
        ("state", "warga@contoh.id", "alamat surel"),
        ("region_code", "6271011203900004", "NIK"),
        (
            "ended_month",
            "2024-04-03",
            "nilai yang tidak boleh ada di kolom ini",
        ),
    ];
    for (name, value, what) in cases {
        let mut rows = vec![row(); 6];
        rows[3][column(name)] = Cell::Text(value.to_owned());
        let hits = told(&rows);
        for file in [CSV, JSON, GEOJSON, PARQUET] {
            let hit = Hit {
                file: file.to_owned(),
                row: 4,
                column: name.to_owned(),
                what,
            };
            assert!(hits.contains(&hit), "{name} {file}: {hits:?}");
        }
        let error = OpenDataError::Refused(hits).to_string();
        assert!(
            error.contains("baris 4 kolom") && !error.contains(value),
            "{error}"
        );
    }
}

#[test]
fn what_fewer_than_five_share_is_told() {
    let hits = told(&vec![row(); 4]);
    assert_eq!(hits.len(), 4, "one for each file: {hits:?}");
    assert!(hits[0].to_string().contains("kurang dari lima"));
    // In any column but the words.
    let with = |at: usize, text: &str| {
        let mut rows = vec![row(); 6];
        rows[3][at] = Cell::Text(text.to_owned());
        told(&rows)
    };
    assert_eq!(with(8, "letter").len(), 4);
    assert_eq!(with(17, "Jalan berlubang."), []);
}

#[test]
fn a_file_that_is_more_than_its_columns_is_refused() {
    let spoil = |name: &str, change: fn(String) -> String| {
        let folder = files(&vec![row(); 5]);
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, change(text)).unwrap();
        check(folder.path(), true, &vocabulary()).unwrap()
    };
    assert!(!spoil(CSV, |text| text.replacen("received_from", "nama", 1)).is_empty());
    assert!(!spoil(CSV, |text| text + "a,b\r\n").is_empty());
    assert!(
        !spoil(JSON, |text| text.replacen(
            "\"state\"",
            "\"nama\":\"Sutrisno\",\"state\"",
            1
        ))
        .is_empty()
    );
    assert!(!spoil(JSON, |text| text + "\"catatan\"").is_empty());
    // A point that says more than the columns, or another place as coarse as they are.
    let others: [fn(String) -> String; 4] = [
        |text| text.replacen("[113.916,", "[113.9164981,", 1),
        |text| text.replacen("[113.916,", "[113.917,", 1),
        |text| text.replacen("[113.916,-2.209]", "[-2.209,113.916]", 1),
        |text| text.replacen("\"long\":113.916", "\"long\":null", 1),
    ];
    for change in others {
        let hits = spoil(GEOJSON, change);
        assert!(
            hits.iter()
                .any(|hit| hit.column == "geometry" && hit.row == 1),
            "{hits:?}"
        );
    }
    assert!(
        !spoil(GEOJSON, |text| text.replacen(
            "\"type\":\"Feature\"",
            "\"type\":\"Feature\",\"id\":1",
            1
        ))
        .is_empty()
    );
    let folder = files(&vec![row(); 5]);
    fs::write(folder.path().join(PARQUET), b"PAR1 bukan PAR1").unwrap();
    assert!(
        !check(folder.path(), true, &vocabulary())
            .unwrap()
            .is_empty()
    );
}
