//! Workbooks and Word files, unpacked and read.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::sample;

/// A part of an office file as text.
pub(crate) fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Every part ends in well-formed XML; returns how many there are.
pub(crate) fn well_formed(file: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = 0;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        if entry.name().unwrap().ends_with(".png") {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        check(&text);
        parts += 1;
    }
    parts
}

pub(crate) fn check(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    attribute.expect("an attribute once, with a value");
                }
            }
            _ => {}
        }
    }
}

/// The sheets of a workbook: name and cells. Formulas are an error.
pub(crate) fn sheets(file: &[u8]) -> Vec<(String, calamine::Range<Data>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.to_vec())).unwrap();
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in names {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(
            formulas
                .used_cells()
                .all(|(.., formula)| formula.is_empty()),
            "no formula in {name}"
        );
        found.push((name.clone(), book.worksheet_range(&name).unwrap()));
    }
    found
}

#[test]
fn a_workbook_has_typed_cells_and_no_formula() {
    let file = dokumen::xlsx(&sample::document()).unwrap();
    let found = sheets(&file);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "Dokumen");
    assert_eq!(names[1], "Laporan per perangkat daerah");
    assert!(names.contains(&"Lampiran- daftar laporan"));
    let units = &found[1].1;
    assert_eq!(
        units.get_value((1, 0)),
        Some(&Data::String("Perangkat daerah".into()))
    );
    assert_eq!(units.get_value((2, 1)), Some(&Data::Float(1234.0)));
    assert_eq!(units.get_value((2, 3)), Some(&Data::Float(0.972)));
    assert_eq!(
        units.get_value((3, 0)),
        Some(&Data::String("=HYPERLINK(\"http://jahat.example\")".into()))
    );
    let annex = found
        .iter()
        .find(|(name, _)| name.starts_with("Lampiran"))
        .unwrap();
    assert!(
        matches!(annex.1.get_value((2, 1)), Some(Data::DateTime(day)) if (day.as_f64() - 45_108.0).abs() < 1e-9)
    );
    let sheet = part(&file, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<pane ySplit=\"2\""), "heads stay in sight");
    assert!(
        part(&file, "xl/workbook.xml").contains("_xlnm.Print_Titles"),
        "heads return on every page"
    );
    let styles = part(&file, "xl/styles.xml");
    assert!(styles.contains("[$-421]d mmmm yyyy") && styles.contains("quotePrefix=\"1\""));
    assert!(part(&file, "docProps/core.xml").contains("2023-08-01T01:30:00Z"));
}

#[test]
fn charts_of_a_workbook_are_its_own() {
    let file = dokumen::xlsx(&sample::document()).unwrap();
    let line = part(&file, "xl/charts/chart1.xml");
    assert!(
        line.contains("<c:lineChart>")
            && line.contains("'Laporan masuk dan selesai per …'!$B$5:$B$11"),
        "{line}"
    );
    assert!(part(&file, "xl/charts/chart2.xml").contains("<c:doughnutChart>"));
    assert!(part(&file, "xl/charts/chart3.xml").contains("<c:barDir val=\"bar\"/>"));
    assert!(part(&file, "xl/charts/chart4.xml").contains("<c:grouping val=\"stacked\"/>"));
}

#[test]
fn a_word_file_has_headings_heads_that_return_and_pages_that_lie() {
    let file = dokumen::docx(&sample::document()).unwrap();
    assert!(well_formed(&file) >= 16);
    let body = part(&file, "word/document.xml");
    assert_eq!(body.matches("w:val=\"Heading1\"").count(), 2);
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(body.matches("<w:sectPr>").count(), 3);
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(body.matches("<c:chart ").count(), 5);
    assert!(
        body.contains("1.234,5") && body.contains("97,2\u{a0}%") && body.contains("1 Juli 2023")
    );
    assert!(part(&file, "word/footer1.xml").contains("w:instr=\"PAGE\""));
    assert!(part(&file, "word/header1.xml").contains("string=\"DRAF\""));
    assert!(part(&file, "word/styles.xml").contains("w:val=\"id-ID\""));
    assert!(part(&file, "docProps/core.xml").contains("2023-08-01T01:30:00Z"));
    assert_eq!(
        part(&file, "word/charts/chart0.xml")
            .matches("<c:pt ")
            .count(),
        28
    );
    let links = part(&file, "word/_rels/document.xml.rels");
    assert_eq!(links.matches("TargetMode=\"External\"").count(), 60);
}

/// A picture of one colour.
fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(40, 60, image::Rgb([20, 90, 160]));
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_are_shown_and_broken_ones_told() {
    let mut document = sample::document();
    let whole = png();
    let cut = whole[..whole.len() / 2].to_vec();
    for bytes in [whole.clone(), cut.clone()] {
        let alt = "Lampu yang sudah menyala".to_owned();
        document
            .blocks
            .push(dokumen::Block::Picture { png: bytes, alt });
    }
    for emblem in [whole, cut] {
        let letterhead = document.letterhead.as_mut().unwrap();
        letterhead.emblem = Some(emblem);
        let word = dokumen::docx(&document).unwrap();
        well_formed(&word);
        assert!(part(&word, "word/document.xml").contains("descr=\"Lampu yang sudah menyala\""));
        sheets(&dokumen::xlsx(&document).unwrap());
        let html = String::from_utf8(dokumen::html(&document).unwrap()).unwrap();
        assert!(html.contains("src=\"data:image/png;base64,") && html.contains("alt=\"Lampu yang"));
        let body = dokumen::html_body(&document).unwrap();
        assert!(!body.contains("data:") && body.contains("Gambar: Lampu yang sudah menyala"));
        assert!(dokumen::pdf(&document).unwrap().starts_with(b"%PDF-1.7"));
    }
}

#[test]
fn a_page_of_html_stands_alone() {
    let html = String::from_utf8(dokumen::html(&sample::document()).unwrap()).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"id\">"));
    assert!(html.contains("<th scope=\"col\">Masuk</th>") && html.contains("<tfoot>"));
    assert_eq!(html.matches("<svg ").count(), 5);
    assert!(!html.contains("<script") && !html.contains("src=\"http"));
    let body = dokumen::html_body(&sample::document()).unwrap();
    assert!(!body.contains("<style") && !body.contains(" style=") && body.starts_with("<article"));
    check(&body);
}
