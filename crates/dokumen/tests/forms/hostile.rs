//! Text that wants to do harm, in every place and every form.

use dokumen::{Align, Block, Cell, Document, Letterhead, Paragraph, Run, Signature, Table};
use grafik::{Chart, Kind, Point, Series};
use proptest::prelude::*;

use crate::{office, sample};

const EVIL: [&str; 16] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "]]></w:t></w:r></w:p><script>alert(1)</script>&amp;\u{0}\u{1}\u{b}\u{1f}",
    "a\u{202e}gnp.exe\u{2066}\u{200f}\u{200e}",
    "مرحبا بالعالم שלום नमस्ते ꦗꦮ 漢字 👨‍👩‍👧‍👦🇮🇩",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{fffe}\u{ffff}\u{feff}\u{fffd}\u{10ffff}\u{e000}\u{f8ff}",
    "_x000D__x0041_",
    "&C&\"Arial\"&P",
    "baris\r\nbaru\u{2028}lagi\ttab",
    "'); DROP TABLE report; --",
    "",
    "   ",
    "{{7*7}} ${x} %s %n",
];

fn everywhere(text: &str) -> Document {
    let run = |bold| Run {
        text: text.into(),
        bold,
        italic: !bold,
    };
    let paragraph = Paragraph {
        align: Align::Justify,
        runs: vec![run(true), run(false)],
    };
    let cells = || {
        vec![
            Cell::Text(text.into()),
            Cell::Link {
                text: text.into(),
                to: text.into(),
            },
            Cell::Link {
                text: text.into(),
                to: "https://lapor.example/".into(),
            },
        ]
    };
    let chart = |kind| {
        Block::Chart(Chart {
            kind,
            title: text.into(),
            description: text.into(),
            unit: text.into(),
            categories: vec![text.into(), "b".into()],
            series: vec![Series {
                name: text.into(),
                points: vec![
                    Point {
                        value: Some(2.5),
                        label: text.into(),
                        link: Some(text.into()),
                        few: true,
                        rest: false,
                    },
                    Point::default(),
                ],
            }],
        })
    };
    Document {
        title: text.into(),
        subject: text.into(),
        author: text.into(),
        footer: text.into(),
        watermark: Some(text.into()),
        letterhead: Some(Letterhead {
            government: text.into(),
            office: text.into(),
            lines: vec![text.into()],
            emblem: Some(text.as_bytes().to_vec()),
        }),
        blocks: vec![
            Block::Heading(1, text.into()),
            Block::Paragraph(paragraph.clone()),
            Block::List {
                numbered: true,
                items: vec![paragraph],
            },
            Block::Table(Table {
                caption: text.into(),
                columns: (0..3)
                    .map(|_| sample::column(text, 1, Align::Left))
                    .collect(),
                rows: vec![cells(), cells()],
                total: Some(cells()),
            }),
            chart(Kind::Line),
            chart(Kind::Bars),
            chart(Kind::Ring),
            chart(Kind::Stacked),
            Block::Picture {
                png: text.as_bytes().to_vec(),
                alt: text.into(),
            },
            Block::Signature(Signature {
                place_and_date: text.into(),
                office: text.into(),
                name: text.into(),
                lines: vec![text.into()],
            }),
        ],
        ..sample::blank()
    }
}

fn harmless(text: &str) {
    let document = everywhere(text);
    office::sheets(&dokumen::xlsx(&document).expect("xlsx"));
    office::well_formed(&dokumen::docx(&document).expect("docx"));
    let html = String::from_utf8(dokumen::html(&document).expect("html")).unwrap();
    assert!(!html.contains("<script"));
    for turned in [
        '\u{202e}', '\u{2066}', '\u{200f}', '\u{0}', '\u{1}', '\u{feff}',
    ] {
        assert!(!html.contains(turned), "{turned:?}");
    }
    office::check(&dokumen::html_body(&document, "/lambang").unwrap());
    assert!(
        dokumen::pdf(&document)
            .expect("pdf")
            .starts_with(b"%PDF-1.7")
    );
}

#[test]
fn known_tricks_do_nothing() {
    for text in EVIL {
        harmless(text);
    }
}

#[test]
fn a_word_of_ten_thousand_letters_is_broken() {
    let word = "keterlaluan".repeat(1_000);
    harmless(&word);
    let mut document = sample::blank();
    document.blocks.push(Block::Table(Table {
        caption: "t".into(),
        columns: vec![
            sample::column("a", 1, Align::Left),
            sample::column("b", 9, Align::Left),
        ],
        rows: vec![vec![Cell::Text(word.clone()), Cell::Text(word)]],
        total: None,
    }));
    assert!(dokumen::pdf(&document).unwrap().len() > 10_000);
}

#[test]
fn a_cell_of_excel_is_cut_where_it_is_full() {
    let mut document = sample::blank();
    document.blocks.push(Block::Table(Table {
        caption: "t".into(),
        columns: vec![sample::column("a", 1, Align::Left)],
        rows: vec![
            vec![Cell::Text("👍".repeat(40_000))],
            vec![Cell::Text("x".repeat(40_000))],
        ],
        total: None,
    }));
    let found = office::sheets(&dokumen::xlsx(&document).unwrap());
    assert!(
        matches!(found[1].1.get_value((3, 0)), Some(calamine::Data::String(text)) if text.ends_with('…'))
    );
}

#[test]
fn what_excel_would_take_for_an_escape_stays_text() {
    let mut document = sample::blank();
    document.blocks.push(Block::Table(Table {
        caption: "t".into(),
        columns: vec![sample::column("a", 1, Align::Left)],
        rows: vec![vec![Cell::Text("_x0041_".into())]],
        total: None,
    }));
    let file = dokumen::xlsx(&document).unwrap();
    assert!(office::part(&file, "xl/sharedStrings.xml").contains("_x005F_x0041_"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_written_can_break_a_document(text in any::<String>()) {
        harmless(&text);
    }

    #[test]
    fn nor_can_letters_of_many_scripts(text in "[\u{0}-\u{24f}\u{300}-\u{30f}\u{590}-\u{6ff}\u{900}-\u{97f}\u{2000}-\u{206f}\u{fb50}-\u{fdff}\u{1f300}-\u{1f64f} \n]{0,80}") {
        harmless(&text);
    }
}
