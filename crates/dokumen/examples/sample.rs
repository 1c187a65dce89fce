//! Writes a document in every form into a folder, to be looked at: `cargo run -p dokumen --example sample -- FOLDER
//! [ROWS]`. With a number of rows it writes only an annex of so many, and says how long each form took.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool for looking and measuring"
)]

#[path = "../tests/forms/sample.rs"]
mod sample;

use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let rows: Option<u64> = arguments.next().map(|rows| rows.parse().unwrap());
    let document = match rows {
        Some(rows) => dokumen::Document {
            blocks: vec![
                dokumen::Block::Pages(dokumen::Orientation::Landscape),
                dokumen::Block::Table(sample::annex(rows)),
            ],
            ..sample::blank()
        },
        None => sample::document(),
    };
    for (name, write) in [
        ("contoh.xlsx", dokumen::xlsx as fn(&_) -> _),
        ("contoh.docx", dokumen::docx),
        ("contoh.html", dokumen::html),
        ("contoh.pdf", dokumen::pdf),
    ] {
        let begun = Instant::now();
        let bytes: Vec<u8> = write(&document).unwrap();
        println!("{name}: {} bytes in {:?}", bytes.len(), begun.elapsed());
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}
