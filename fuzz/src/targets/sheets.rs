//! Spreadsheets.

use lapor_app::national::wire;
use lapor_app::register::{GridOptions, Names, RegisterMapping, propose, read_grid};
use lapor_app::sp4n::{ReadOptions, read, read_records, write_problems};

/// An export, workbook or CSV; the rows that cannot be read are written out again.
pub fn export(bytes: &[u8]) {
    let Ok(sheet) = read(bytes, "ekspor", &ReadOptions::default()) else {
        return;
    };
    let mut problems = Vec::new();
    write_problems(&mut problems, &sheet.problems).expect("memory takes everything");
}

/// An old register: read, and a mapping proposed that can be kept.
pub fn register(bytes: &[u8]) {
    let Ok(grid) = read_grid(bytes, "register", &GridOptions::default()) else {
        return;
    };
    if let Ok(mapping) = propose(&grid, &Names::default()) {
        assert!(RegisterMapping::from_toml(&mapping.to_toml()).is_ok());
    }
}

/// A mapping that was kept.
pub fn mapping(bytes: &[u8]) {
    let _ = RegisterMapping::from_toml(&String::from_utf8_lossy(bytes));
}

/// Records of the national system's list, as rows of an export.
pub fn records(bytes: &[u8]) {
    let Ok(records) = wire::read_list(bytes) else {
        return;
    };
    let Ok(sheet) = read_records(&records, &ReadOptions::default()) else {
        return;
    };
    assert!(sheet.rows.len() + sheet.held_back <= records.len());
}
