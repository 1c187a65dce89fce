//! Rows are written one after another: however many there are, none stays in memory. A test of its own, as what others have in
//! memory would be counted too.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "forms/sample.rs"]
#[expect(
    dead_code,
    reason = "the samples of the other tests; only rows are needed here"
)]
mod sample;

use std::fs::File;
use std::io::{BufWriter, Write as _};

use dokumen::Cell;
use dokumen::stream::{About, CsvRows, XlsxRows};

/// A row in memory would be half a kB and more, so these would be forty MB.
const ROWS: u64 = 80_000;
/// After so many everything is there that is needed once.
const WARM: u64 = 10_000;
/// How much more there may be at any later row, in kB.
const MORE: u64 = 12_000;

/// Memory of its own that this process has in use, in kB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:"));
    let number = line.unwrap().split_whitespace().nth(1);
    number.unwrap().parse().unwrap()
}

/// Writes all rows and tells how much more memory was in use at any time than after the first ones.
fn growth(mut write: impl FnMut(u64)) -> u64 {
    let (mut warm, mut most) = (0, 0);
    for n in 1..=ROWS {
        write(n);
        if n == WARM {
            warm = memory();
        } else if n.is_multiple_of(1_000) && n > WARM {
            most = memory().max(most);
        }
    }
    most.saturating_sub(warm)
}

/// A row without a link: a workbook keeps links until it is put together, and takes no more than 65,000 of them.
fn unlinked(n: u64) -> Vec<Cell> {
    let cells = sample::row(n).into_iter();
    let plain = cells.map(|cell| match cell {
        Cell::Link { text, .. } => Cell::Text(text),
        cell => cell,
    });
    plain.collect()
}

#[test]
fn rows_leave_nothing_in_memory() {
    let columns = sample::annex(0).columns;
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str| BufWriter::new(File::create(place.path().join(name)).unwrap());
    let mut csv = CsvRows::new(file("a.csv"), &columns, false, |_| {}).unwrap();
    let more = growth(|n| csv.row(&sample::row(n)).unwrap());
    assert!(more < MORE, "CSV: {more} kB more");
    csv.finish().unwrap();
    let about = About {
        title: "Daftar laporan",
        author: "Dinas",
        made_at: "2023-08-01T01:30:00Z".parse().unwrap(),
    };
    let mut xlsx = XlsxRows::new(&about, &columns, |_| {}).unwrap();
    let more = growth(|n| xlsx.row(&unlinked(n)).unwrap());
    assert!(more < MORE, "XLSX: {more} kB more");
    let before = memory();
    let mut out = file("a.xlsx");
    xlsx.finish(&mut out).unwrap();
    out.flush().unwrap();
    assert!(memory() < before + MORE, "XLSX, at its end");
    // What was measured could have been seen: rows that stay are more than is allowed.
    let mut kept = Vec::new();
    assert!(growth(|n| kept.push(sample::row(n))) > MORE);
}
