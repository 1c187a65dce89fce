//! Spreadsheets.

use lapor_app::sp4n::{ReadOptions, read, write_problems};

/// An export, workbook or CSV; the rows that cannot be read are written out again.
pub fn export(bytes: &[u8]) {
    let Ok(sheet) = read(bytes, "ekspor", &ReadOptions::default()) else {
        return;
    };
    let mut problems = Vec::new();
    write_problems(&mut problems, &sheet.problems).expect("memory takes everything");
}
