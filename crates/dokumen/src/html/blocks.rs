//! Pieces of a document as elements.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::{Pictures, svg};
use crate::clean;
use crate::model::{Align, Block, Cell, Letterhead, Run, Signature, Table};
use crate::picture;
use crate::words;
use crate::xml::Xml;

/// Letters of the longest word that is not broken in a table.
const LONGEST: usize = 24;

pub(super) fn block(page: &mut Xml, block: &Block, pictures: Pictures<'_>) {
    match block {
        // The title is the one heading of the first level.
        Block::Heading(level, text) => page.leaf(
            match level {
                0 | 1 => "h2",
                2 => "h3",
                3 => "h4",
                _ => "h5",
            },
            &[],
            text,
        ),
        Block::Paragraph(paragraph) => {
            page.open("p", &[("class", &class(paragraph.align))]);
            runs(page, &paragraph.runs);
            page.close();
        }
        Block::List { numbered, items } => {
            page.open(if *numbered { "ol" } else { "ul" }, &[]);
            for item in items {
                page.open("li", &[]);
                runs(page, &item.runs);
                page.close();
            }
            page.close();
        }
        Block::Table(shown) => table(page, shown),
        Block::Chart(chart) => match picture::chart_picture(chart) {
            Some(drawn) => {
                page.open("figure", &[("class", &"dok-chart")]);
                page.leaf("figcaption", &[], &chart.title);
                svg::draw(page, &drawn, &chart.title, &picture::spoken(chart));
                page.close();
                if !picture::says_values(chart) {
                    table(page, &picture::table(chart));
                }
            }
            None => table(page, &picture::table(chart)),
        },
        Block::Picture { png, alt } => {
            page.open("figure", &[]);
            image(page, png, alt, "dok-picture", source(png, pictures));
            page.close();
        }
        Block::PageBreak => page.leaf("div", &[("class", &"dok-break")], ""),
        Block::Signature(signed) => signature(page, signed),
        Block::Pages(_) => {}
    }
}

pub(super) fn letterhead(page: &mut Xml, letterhead: &Letterhead, pictures: Pictures<'_>) {
    page.open("header", &[("class", &"dok-letterhead")]);
    if let Some(emblem) = &letterhead.emblem {
        let source = match pictures {
            Pictures::Elsewhere { emblem: address } => Some(address.to_owned()),
            Pictures::Inside => source(emblem, pictures),
        };
        image(page, emblem, "", "dok-emblem", source);
    }
    page.open("div", &[]);
    page.leaf("p", &[("class", &"dok-government")], &letterhead.government);
    page.leaf("p", &[("class", &"dok-office")], &letterhead.office);
    for line in &letterhead.lines {
        page.leaf("p", &[], line);
    }
    page.close();
    page.close();
}

/// The address of a picture that the page carries.
fn source(png: &[u8], pictures: Pictures<'_>) -> Option<String> {
    let inside = || format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png));
    matches!(pictures, Pictures::Inside).then(inside)
}

fn image(page: &mut Xml, png: &[u8], alt: &str, class: &str, source: Option<String>) {
    if let Some(source) = source.filter(|_| crate::png::size(png).is_some()) {
        page.empty(
            "img",
            &[
                ("class", &class),
                ("src", &source),
                ("alt", &clean::line(alt)),
            ],
        );
    } else if !alt.is_empty() {
        page.leaf("p", &[], &format!("Gambar: {alt}"));
    }
}

fn table(page: &mut Xml, table: &Table) {
    let narrow = if table.columns.len() > 8 {
        "dok-table dok-many"
    } else {
        "dok-table"
    };
    let caption = clean::line(&table.caption);
    let name = if caption.trim().is_empty() {
        "Tabel"
    } else {
        caption.trim()
    };
    page.open(
        "div",
        &[
            ("class", &"dok-scroll"),
            ("tabindex", &"0"),
            ("role", &"region"),
            ("aria-label", &name),
        ],
    );
    page.open("table", &[("class", &narrow)]);
    if !table.caption.is_empty() {
        page.leaf("caption", &[], &table.caption);
    }
    page.open("thead", &[]);
    page.open("tr", &[]);
    for column in &table.columns {
        page.leaf("th", &[("scope", &"col")], &column.title);
    }
    page.close();
    page.close();
    page.open("tbody", &[]);
    if table.rows.is_empty() {
        page.open("tr", &[]);
        page.leaf(
            "td",
            &[("colspan", &table.columns.len().max(1))],
            words::NO_ROWS,
        );
        page.close();
    }
    for row in &table.rows {
        cells(page, row, table);
    }
    page.close();
    if let Some(total) = &table.total {
        page.open("tfoot", &[]);
        cells(page, total, table);
        page.close();
    }
    page.close();
    page.close();
}

fn cells(page: &mut Xml, row: &[Cell], table: &Table) {
    page.open("tr", &[]);
    for (cell, column) in row.iter().zip(&table.columns) {
        match class(words::align(cell, column.align)) {
            "" => page.open("td", &[]),
            class => page.open("td", &[("class", &class)]),
        }
        match cell {
            Cell::Link { text, to } => match clean::address(to) {
                Some(to) => page.leaf("a", &[("href", &to), ("rel", &"noopener noreferrer")], text),
                None => lines(page, text),
            },
            Cell::Text(text) => breakable(page, text),
            other => page.text(&words::cell(other)),
        }
        page.close();
    }
    page.close();
}

/// The lines of a cell. No word of it is broken, and what is longer than words are may be, or it would make its table wider
/// than a page.
fn breakable(page: &mut Xml, text: &str) {
    let is_long = |word: &str| word.chars().nth(LONGEST).is_some();
    if !text.split([' ', '\n']).any(is_long) {
        lines(page, text);
        return;
    }
    for (at, line) in clean::clean(text).split('\n').enumerate() {
        if at > 0 {
            page.empty("br", &[]);
        }
        for word in line.split_inclusive(' ') {
            let mut rest = word;
            while let Some((end, _)) = rest.char_indices().nth(LONGEST) {
                let (part, after) = rest.split_at(end);
                page.text(part);
                page.empty("wbr", &[]);
                rest = after;
            }
            page.text(rest);
        }
    }
}

fn runs(page: &mut Xml, runs: &[Run]) {
    for run in runs {
        if run.bold {
            page.open("strong", &[]);
        }
        if run.italic {
            page.open("em", &[]);
        }
        lines(page, &run.text);
        if run.italic {
            page.close();
        }
        if run.bold {
            page.close();
        }
    }
}

fn lines(page: &mut Xml, text: &str) {
    for (at, line) in clean::clean(text).split('\n').enumerate() {
        if at > 0 {
            page.empty("br", &[]);
        }
        page.text(line);
    }
}

fn signature(page: &mut Xml, signature: &Signature) {
    page.open("div", &[("class", &"dok-signature")]);
    page.leaf("p", &[], &signature.place_and_date);
    page.leaf("p", &[], &signature.office);
    page.leaf("p", &[("class", &"dok-signed")], &signature.name);
    for line in &signature.lines {
        page.leaf("p", &[], line);
    }
    page.close();
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Center => "dok-center",
        Align::Right => "dok-right",
        Align::Justify => "dok-justify",
    }
}
