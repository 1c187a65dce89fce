//! The four forms of a document, read again by other programs' eyes.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests stop at the first wrong value"
)]

mod hostile;
mod office;
mod paper;
mod sample;
mod streams;

use dokumen::{Block, Cell, DocumentError, Table};

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::document();
    for _ in 0..3 {
        assert!(
            dokumen::xlsx(&document).unwrap() == dokumen::xlsx(&document).unwrap(),
            "xlsx"
        );
        assert!(
            dokumen::docx(&document).unwrap() == dokumen::docx(&document).unwrap(),
            "docx"
        );
        assert!(
            dokumen::html(&document).unwrap() == dokumen::html(&document).unwrap(),
            "html"
        );
        assert!(
            dokumen::pdf(&document).unwrap() == dokumen::pdf(&document).unwrap(),
            "pdf"
        );
    }
}

#[test]
fn a_row_of_another_length_is_an_error_in_every_form() {
    let mut document = sample::blank();
    document.blocks.push(Block::Table(Table {
        rows: vec![vec![Cell::Count(1)]],
        ..sample::annex(1)
    }));
    for refused in [
        dokumen::xlsx(&document),
        dokumen::docx(&document),
        dokumen::html(&document),
        dokumen::pdf(&document),
    ] {
        let error = refused.expect_err("refused");
        assert!(
            matches!(
                error,
                DocumentError::Ragged {
                    row: 1,
                    found: 1,
                    expected: 8,
                    ..
                }
            ),
            "{error}"
        );
    }
}

#[test]
fn documents_of_nothing_are_documents() {
    let mut document = sample::blank();
    document.title.clear();
    document.subject.clear();
    document.footer.clear();
    document.blocks = vec![Block::Table(sample::annex(0))];
    let html = String::from_utf8(dokumen::html(&document).unwrap()).unwrap();
    assert!(html.contains("Tidak ada data."));
    assert!(dokumen::pdf(&document).unwrap().starts_with(b"%PDF-1.7"));
    assert!(
        office::part(&dokumen::docx(&document).unwrap(), "word/document.xml")
            .contains("Tidak ada data.")
    );
    assert_eq!(office::sheets(&dokumen::xlsx(&document).unwrap()).len(), 2);
}
