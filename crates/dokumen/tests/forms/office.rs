//! Workbooks and Word files, unpacked and read.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use dokumen::{Align, Block, Cell, Document, Table};
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
fn every_sheet_is_printed_as_wide_as_a_page() {
    let file = dokumen::xlsx(&sample::document()).unwrap();
    let sheets = sheets(&file).len();
    let book = part(&file, "xl/workbook.xml");
    assert_eq!(book.matches("_xlnm.Print_Area").count(), sheets, "{book}");
    for at in 1..=sheets {
        let sheet = part(&file, &format!("xl/worksheets/sheet{at}.xml"));
        assert!(sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{sheet}");
        assert!(
            sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""),
            "{sheet}"
        );
        assert!(
            sheet.contains("<oddFooter>&amp;L&amp;8 ") && !sheet.contains("&amp;RHalaman"),
            "{sheet}"
        );
    }
    assert!(book.contains("Dokumen!$A$1:$B$"), "{book}");
    // The annex lies; the table of units stands.
    let lies = |at: usize| {
        part(&file, &format!("xl/worksheets/sheet{at}.xml")).contains("orientation=\"landscape\"")
    };
    assert!(!lies(1) && lies(sheets));
}

#[test]
fn a_signature_stays_with_the_words_above_it() {
    let file = dokumen::docx(&sample::document()).unwrap();
    let document = part(&file, "word/document.xml");
    let (before, signed) = document.split_once("Demikian laporan ini dibuat").unwrap();
    let paragraph = before.rsplit("<w:p>").next().unwrap();
    assert!(paragraph.contains("<w:keepNext/>"), "{paragraph}");
    assert!(signed.contains("Palangka Raya, 1 Agustus 2023"));
}

#[test]
fn a_chart_stands_below_its_numbers() {
    let file = dokumen::xlsx(&sample::document()).unwrap();
    let drawing = part(&file, "xl/drawings/drawing1.xml");
    let place = |name: &str| -> Vec<u32> {
        let tag = format!("<xdr:{name}>");
        let parts = drawing.split(tag.as_str()).skip(1);
        parts
            .map(|rest| rest.split('<').next().unwrap().parse().unwrap())
            .collect()
    };
    // Seven months below the head in row 3.
    let (rows, columns) = (place("row"), place("col"));
    assert!(rows[0] > 10 && columns[0] == 0, "{drawing}");
    assert!(rows[1] - rows[0] >= 15 && columns[1] >= 4, "{drawing}");
}

#[test]
fn a_half_is_shown_alike_in_every_form() {
    let mut document = sample::blank();
    let table = Table {
        caption: "t".into(),
        columns: vec![sample::column("Jam", 1, Align::Right)],
        rows: vec![
            vec![Cell::Decimal(7.25, 1)],
            vec![Cell::Decimal(7.249_999_999_999_999, 1)],
        ],
        total: None,
    };
    document.blocks.push(Block::Table(table));
    let found = sheets(&dokumen::xlsx(&document).unwrap());
    for row in [2, 3] {
        // A spreadsheet shows 7,3 of it.
        assert_eq!(found[1].1.get_value((row, 0)), Some(&Data::Float(7.25)));
    }
    let word = part(&dokumen::docx(&document).unwrap(), "word/document.xml");
    let html = String::from_utf8(dokumen::html(&document).unwrap()).unwrap();
    for told in [word, html] {
        assert_eq!(told.matches(">7,3<").count(), 2, "{told}");
    }
}

#[test]
fn a_table_of_many_columns_lies_in_small_letters() {
    let mut document = sample::blank();
    let columns = |n: usize| (0..n).map(|_| sample::column("Keterangan", 1, Align::Left));
    for n in [4, 14] {
        document.blocks.push(Block::Heading(2, format!("{n}")));
        document.blocks.push(Block::Table(Table {
            caption: format!("Tabel {n}"),
            columns: columns(n).collect(),
            rows: vec![vec![Cell::Text("Sudah diperbaiki".into()); n]; 3],
            total: None,
        }));
    }
    let body = part(&dokumen::docx(&document).unwrap(), "word/document.xml");
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    assert!(body.contains("w:val=\"TableText\"") && body.contains("w:val=\"TableTiny\""));
    // Heads return, and no row is parted.
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(body.matches("<w:cantSplit/>").count(), 2 + 6);
    let turn = body.find("landscape").unwrap();
    assert!(body.find("Tabel 4").unwrap() < turn && body.find("Tabel 14").unwrap() < turn);
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
        let body = dokumen::html_body(&document, "/lambang").unwrap();
        assert!(!body.contains("data:") && body.contains("Gambar: Lampu yang sudah menyala"));
        assert!(body.contains("src=\"/lambang\""));
        assert!(dokumen::pdf(&document).unwrap().starts_with(b"%PDF-1.7"));
    }
}

#[test]
fn an_emblem_stands_beside_the_words_of_a_letterhead() {
    let mut document = sample::document();
    let body = |document: &Document| part(&dokumen::docx(document).unwrap(), "word/document.xml");
    assert!(!body(&document).contains("Lambang"));
    let letterhead = document.letterhead.as_mut().unwrap();
    letterhead.emblem = Some(png());
    let office = letterhead.office.clone();
    let body = body(&document);
    let row = body.split("</w:tr>").next().unwrap();
    let cells: Vec<&str> = row.split("<w:tc>").skip(1).collect();
    let [emblem, words, _] = cells[..] else {
        panic!("{row}")
    };
    assert!(emblem.contains("descr=\"Lambang\"") && !emblem.contains(&office));
    assert!(words.contains(&office) && !words.contains("Lambang"));
    assert!(body.contains("LetterRule"));
}

#[test]
fn a_page_of_html_breaks_no_word_and_gives_addresses_room() {
    let mut document = sample::blank();
    let address = format!("https://contoh.example/{}", "a".repeat(40));
    document.blocks.push(Block::Table(Table {
        caption: "Tabel".into(),
        columns: vec![sample::column("a", 1, Align::Left)],
        rows: vec![
            vec![Cell::Text("Belum ditindaklanjuti".into())],
            vec![Cell::Text(format!("lihat {address} ya"))],
        ],
        total: None,
    }));
    let html = String::from_utf8(dokumen::html(&document).unwrap()).unwrap();
    assert!(html.contains("<td>Belum ditindaklanjuti</td>"), "{html}");
    assert_eq!(html.matches("<wbr/>").count(), 2, "{html}");
    let whole = html.replace("<wbr/>", "");
    assert!(whole.contains(&format!("lihat {address} ya")), "{whole}");
}

#[test]
fn a_page_of_html_stands_alone() {
    let html = String::from_utf8(dokumen::html(&sample::document()).unwrap()).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"id\">"));
    assert!(html.contains("<th scope=\"col\">Masuk</th>") && html.contains("<tfoot>"));
    assert_eq!(html.matches("<svg ").count(), 5);
    assert!(!html.contains("<script") && !html.contains("src=\"http"));
    let body = dokumen::html_body(&sample::document(), "/lambang").unwrap();
    assert!(!body.contains("<style") && !body.contains(" style=") && body.starts_with("<article"));
    check(&body);
}
