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
