//! Real exports, where they are at hand: counts only, nothing of their content.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::tz::Offset;
use lapor_app::sp4n::{ReadOptions, Sheet, read_path};
use lapor_domain::words::{Channel, Figure, ReportType};

fn sample(name: &str) -> Option<Sheet> {
    let root = std::env::var_os("LAPOR_TEST_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = root.join("import").join(name);
    if !path.exists() {
        println!("skipped: {name} is not there (set LAPOR_TEST_DATA)");
        return None;
    }
    Some(read_path(&path, &ReadOptions::default()).unwrap())
}

fn figures(sheet: &Sheet) -> BTreeMap<Figure, usize> {
    let mut figures = BTreeMap::new();
    for row in &sheet.rows {
        *figures.entry(row.state.figure()).or_default() += 1;
    }
    figures
}

#[test]
fn twenty_columns() {
    let Some(sheet) = sample("sp4n_export_20_columns.xlsx") else {
        return;
    };
    assert_eq!(
        (sheet.rows.len(), sheet.held_back, sheet.header_row),
        (843, 0, 1)
    );
    assert_eq!(sheet.columns.found().count(), 20);
    assert_eq!(sheet.columns.others().count(), 0);
    let figures = figures(&sheet);
    assert_eq!(
        figures
            .iter()
            .map(|(figure, n)| (*figure, *n))
            .collect::<Vec<_>>(),
        [
            (Figure::Handled, 775),
            (Figure::NotVerified, 1),
            (Figure::OnHold, 21),
            (Figure::Archived, 46)
        ]
    );
    assert_eq!(figures.values().sum::<usize>(), 843);
    assert!(!sheet.rows.iter().any(|row| row.state.is_unknown()));
    assert!(sheet.rows.iter().all(|row| row.received.time_known));
    let unknown = sheet
        .rows
        .iter()
        .filter(|row| row.classification.report_type == ReportType::Unknown)
        .count();
    assert_eq!(unknown, 266);
    let moved = sheet
        .rows
        .iter()
        .filter(|row| {
            Offset::constant(7).to_datetime(row.received.at).date() != row.received.written_on
        })
        .count();
    assert_eq!(moved, 38, "rows whose day in WIB is not their day in UTC");
    let doors = |row: &&lapor_app::sp4n::Row| {
        row.source
            .as_deref()
            .is_some_and(|raw| lapor_domain::sp4n::imported_channel(raw).channel == Channel::Other)
    };
    assert_eq!(
        sheet.rows.iter().filter(doors).count(),
        0,
        "every channel is known"
    );
}

#[test]
fn seventeen_columns_with_a_preamble() {
    let Some(sheet) = sample("sp4n_export_with_preamble.xlsx") else {
        return;
    };
    assert_eq!(
        (sheet.rows.len(), sheet.held_back, sheet.header_row),
        (60, 0, 11)
    );
    assert_eq!(sheet.columns.found().count(), 17);
    assert!(sheet.preamble.body_name.is_some() && sheet.preamble.period.is_some());
    assert_eq!(
        sheet.preamble.generated_on,
        Some(jiff::civil::date(2025, 11, 14))
    );
    let figures = figures(&sheet);
    assert_eq!(
        figures
            .iter()
            .map(|(figure, n)| (*figure, *n))
            .collect::<Vec<_>>(),
        [(Figure::Handled, 53), (Figure::Archived, 7)]
    );
    assert_eq!(figures.values().sum::<usize>(), 60);
    println!("problems: {}", sheet.problems.len());
}
