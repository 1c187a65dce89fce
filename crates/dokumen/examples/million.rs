//! Streams rows into a file and into nothing, to measure memory: `/usr/bin/time -v cargo run --release -p dokumen
//! --example million -- xlsx|csv FILE [ROWS]`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a tool for measuring"
)]

#[path = "../tests/forms/sample.rs"]
#[expect(
    dead_code,
    reason = "the samples of the tests; only rows are needed here"
)]
mod sample;

use std::fs::File;
use std::io::BufWriter;

use dokumen::stream::{About, CsvRows, XlsxRows};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rows: u64 = arguments
        .get(2)
        .map_or(1_000_000, |rows| rows.parse().unwrap());
    let out = BufWriter::new(File::create(&arguments[1]).unwrap());
    let columns = sample::annex(0).columns;
    let tell = |n: u64| {
        if n.is_multiple_of(100_000) {
            eprintln!("{n}");
        }
    };
    if arguments[0] == "csv" {
        let mut csv = CsvRows::new(out, &columns, false, tell).unwrap();
        (1..=rows).for_each(|n| csv.row(&sample::row(n)).unwrap());
        csv.finish().unwrap();
    } else {
        let about = About {
            title: "Daftar laporan",
            author: "Dinas",
            made_at: "2023-08-01T01:30:00Z".parse().unwrap(),
        };
        let mut xlsx = XlsxRows::new(&about, &columns, tell).unwrap();
        (1..=rows).for_each(|n| xlsx.row(&sample::row(n)).unwrap());
        xlsx.finish(out).unwrap();
    }
}
