//! PDF, read again by poppler and qpdf where they are installed.

use std::path::Path;
use std::process::Command;

use dokumen::{Align, Block, Cell, Document, Table};

use crate::sample;

/// What a program says of a file; `None` where the program is not installed.
fn asked(program: &str, before: &[&str], file: &Path, after: &[&str]) -> Option<String> {
    match Command::new(program)
        .args(before)
        .arg(file)
        .args(after)
        .output()
    {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{program}: {said}{wrong}");
            Some(said)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("dilewati: {program} tidak terpasang (apt-get install poppler-utils qpdf)");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

fn written(document: &Document) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), dokumen::pdf(document).unwrap()).unwrap();
    file
}

#[test]
fn a_pdf_is_tagged_sound_and_says_its_words() {
    let file = written(&sample::document());
    if let Some(said) = asked("qpdf", &["--check"], file.path(), &[]) {
        assert!(
            said.contains("No syntax or stream encoding errors"),
            "{said}"
        );
    }
    if let Some(said) = asked("pdfinfo", &[], file.path(), &[]) {
        assert!(said.contains("Tagged:          yes"), "{said}");
        assert!(
            said.contains("Title:           Laporan pelaksanaan kegiatan"),
            "{said}"
        );
        assert!(said.contains("PDF version:     1.7"), "{said}");
    }
    if let Some(said) = asked("pdftotext", &["-layout"], file.path(), &["-"]) {
        for words in [
            "606 pengaduan",
            "1.234,5",
            "97,2 %",
            "=HYPERLINK(",
            "Halaman 1 dari",
            "NIP 00000000",
        ] {
            assert!(
                said.replace('\u{a0}', " ").contains(words),
                "{words} in {said}"
            );
        }
    }
    if let Some(said) = asked("pdfinfo", &["-struct-text"], file.path(), &[]) {
        for tag in [
            "H1", "H2", "Table", "THead", "TH:", "TD", "Figure", "LBody", "Link",
        ] {
            assert!(said.contains(tag), "{tag} in {said}");
        }
        assert!(said.contains("Perangkat daerah"), "words are in the tree");
    }
}

#[test]
fn a_row_higher_than_a_page_goes_on_over_pages() {
    let mut document = sample::blank();
    let long = "Kata demi kata. ".repeat(2_000);
    document.blocks.push(Block::Table(Table {
        caption: "Tabel".into(),
        columns: vec![
            sample::column("a", 1, Align::Left),
            sample::column("b", 3, Align::Left),
        ],
        rows: vec![
            vec![Cell::Count(1), Cell::Text(format!("{long}AKHIR"))],
            vec![Cell::Count(2), Cell::Text("sesudah".into())],
        ],
        total: None,
    }));
    let file = written(&document);
    if let Some(said) = asked("pdftotext", &["-layout"], file.path(), &["-"]) {
        assert!(said.contains("AKHIR") && said.contains("sesudah"));
        assert_eq!(said.matches("Kata").count(), 2_000);
    }
    if let Some(said) = asked("pdfinfo", &[], file.path(), &[]) {
        let pages: Option<u32> = said
            .lines()
            .find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
        assert!(
            pages.is_some_and(|pages| (4..=14).contains(&pages)),
            "{said}"
        );
    }
}

#[test]
fn the_head_of_a_table_returns_on_every_page() {
    let mut document = sample::blank();
    document.blocks.push(Block::Table(sample::annex(200)));
    let file = written(&document);
    if let (Some(text), Some(about)) = (
        asked("pdftotext", &["-layout"], file.path(), &["-"]),
        asked("pdfinfo", &[], file.path(), &[]),
    ) {
        let pages: Option<usize> = about
            .lines()
            .find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
        assert_eq!(Some(text.matches("Tanggapan").count()), pages);
    }
}
