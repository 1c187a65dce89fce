//! `lapor data`: a year's file, whole or not at all.

use crate::support::Place;

#[test]
fn a_year_without_reports_is_a_head_alone() {
    let place = Place::sqlite().prepared();
    let csv = place.ok(&["data", "2023", "--body", "kota"]);
    assert!(
        csv.starts_with("service_request_id,requested_datetime") && csv.lines().count() == 1,
        "{csv}"
    );
    let marked = place.ok(&["data", "2023", "--body", "kota", "--bom"]);
    assert_eq!(marked, format!("\u{FEFF}{csv}"));
    let json = place.ok(&["data", "2023", "--body", "kota", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        serde_json::json!([])
    );
    let to = place.dir.path().join("data.csv");
    let to = to.to_str().unwrap();
    let said = place.ok(&["data", "2023", "--body", "kota", "--output", to]);
    assert!(said.contains("0 laporan"), "{said}");
    assert_eq!(std::fs::read_to_string(to).unwrap(), csv);
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let place = Place::sqlite().prepared();
    let nowhere = place.dir.path().join("tidak-ada/data.csv");
    let nowhere = nowhere.to_str().unwrap();
    let said = place.refused(&["data", "2023", "--body", "kota", "--output", nowhere]);
    assert!(said.contains("tidak dapat ditulis"), "{said}");
    let said = place.refused(&["data", "2023", "--body", "tidak-ada"]);
    assert!(said.contains("instansi tidak-ada tidak ada"), "{said}");
}

#[test]
fn a_snapshot_is_made_checked_and_listed() {
    let place = Place::sqlite().prepared();
    let folder = place.dir.path().join("cuplikan");
    let to = folder.to_str().unwrap();
    let said = place.ok(&["data", "publish", "2023", "--body", "kota", "--output", to]);
    assert!(
        said.contains("2023: 0 laporan") && said.contains("belum diterbitkan"),
        "{said}"
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 8);
    let said = place.ok(&["data", "check", to, "--body", "kota"]);
    assert!(said.contains("Tidak ada yang harus ditahan"), "{said}");
    let again = place.refused(&["data", "publish", "2023", "--body", "kota", "--output", to]);
    assert!(again.contains("tidak kosong"), "{again}");
    let far = place.dir.path().join("jauh");
    let far = far.to_str().unwrap();
    for said in [
        place.refused(&["data", "publish", "2190", "--body", "kota"]),
        place.refused(&["data", "publish", "2190", "--body", "kota", "--output", far]),
        place.refused(&["data", "2190", "--body", "kota"]),
    ] {
        assert!(said.contains("tahun 2190 belum tiba"), "{said}");
    }
    assert!(!std::path::Path::new(far).exists());
    // A file that somebody touched is held back, and its value is not repeated.
    let csv = folder.join("laporan.csv");
    let mut text = std::fs::read_to_string(&csv).unwrap();
    text.push_str(
        "2023-01-01,2023-01-31,month,,,,,complaint,web,closed,done,0812 3456 7890,,,,,\r\n",
    );
    std::fs::write(&csv, text).unwrap();
    let said = place.refused(&["data", "check", to, "--body", "kota"]);
    assert!(said.contains("temuan") && !said.contains("0812"), "{said}");
    // Published ones stand in the catalogue.
    place.ok(&["data", "publish", "2023", "--body", "kota"]);
    let turtle = place.ok(&[
        "data",
        "catalogue",
        "--body",
        "kota",
        "--base-url",
        "https://lapor.contoh.id/",
        "--format",
        "turtle",
    ]);
    assert!(
        turtle.contains("<https://lapor.contoh.id/data/terbuka/2023> a dcat:Dataset"),
        "{turtle}"
    );
}

#[test]
fn what_a_body_decides_about_its_data_is_kept() {
    let place = Place::sqlite().prepared();
    let said = place.ok(&["data", "set", "--body", "kota"]);
    assert!(
        said.contains("Terbit: ya") && said.contains("Isi laporan dimuat: tidak"),
        "{said}"
    );
    let said = place.ok(&[
        "data",
        "set",
        "--body",
        "kota",
        "--published",
        "tidak",
        "--contact",
        "data@kota.example",
    ]);
    assert!(
        said.contains("Terbit: tidak") && said.contains("data@kota.example"),
        "{said}"
    );
    let said = place.refused(&["data", "publish", "--body", "kota"]);
    assert!(said.contains("dimatikan"), "{said}");
    place.refused(&["data", "set", "--body", "kota", "--contact", "bukan alamat"]);
}
