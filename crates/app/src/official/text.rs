//! A document as plain text, for a terminal and for letters: nothing but what it says.

use dokumen::{Block, Cell, Document, Paragraph, Table};
use lapor_domain::figures::number;
use lapor_domain::official::date_words;

/// The document, line by line.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    if let Some(mark) = &document.watermark {
        line(&mut out, mark);
    }
    if let Some(head) = &document.letterhead {
        for words in [&head.government, &head.office]
            .into_iter()
            .chain(&head.lines)
        {
            if !words.is_empty() {
                line(&mut out, words);
            }
        }
        out.push('\n');
    }
    for words in [&document.title, &document.subject] {
        if !words.is_empty() {
            line(&mut out, words);
        }
    }
    out.push('\n');
    for block in &document.blocks {
        told(block, &mut out);
    }
    out.push('\n');
    line(&mut out, &document.footer);
    out
}

fn line(out: &mut String, words: &str) {
    out.push_str(&dokumen::clean(words));
    out.push('\n');
}

fn told(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, words) => {
            out.push('\n');
            line(out, words);
            if *level == 1 {
                line(out, &"=".repeat(words.chars().count()));
            }
        }
        Block::Paragraph(paragraph) => line(out, &said(paragraph)),
        Block::List { numbered, items } => {
            for (at, item) in items.iter().enumerate() {
                let mark = if *numbered {
                    format!("{}.", at + 1)
                } else {
                    "-".to_owned()
                };
                line(out, &format!("{mark} {}", said(item)));
            }
        }
        Block::Table(table) => rows(table, out),
        Block::Chart(chart) => line(out, &format!("[Gambar: {}]", chart.description)),
        Block::Picture { alt, .. } => line(out, &format!("[Gambar: {alt}]")),
        Block::Pages(_) | Block::PageBreak => out.push('\n'),
        Block::Signature(signature) => {
            out.push('\n');
            line(out, &signature.place_and_date);
            line(out, &signature.office);
            line(out, &signature.name);
            for words in &signature.lines {
                line(out, words);
            }
        }
    }
}

fn rows(table: &Table, out: &mut String) {
    line(out, &table.caption);
    let heads: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.title.as_str())
        .collect();
    line(out, &heads.join(" | "));
    for row in table.rows.iter().chain(&table.total) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        line(out, &cells.join(" | "));
    }
}

/// A paragraph's text.
pub(super) fn said(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect()
}

/// A cell as people read it.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Text(text) | Cell::Link { text, .. } => dokumen::clean(text).replace('\n', " "),
        Cell::Count(n) => number(*n),
        Cell::Decimal(value, digits) => dokumen::decimal(*value, *digits),
        Cell::Percent(tenths) => format!("{},{} %", number(tenths / 10), tenths % 10),
        Cell::Date(day) => date_words(*day),
        Cell::DateTime(at) => format!(
            "{} {:02}.{:02}",
            date_words(at.date()),
            at.hour(),
            at.minute()
        ),
    }
}
