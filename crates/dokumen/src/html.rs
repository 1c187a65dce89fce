//! A document as one page of HTML that prints as it should.

mod blocks;
mod svg;

use crate::error::DocumentError;
use crate::model::{Block, Document, Orientation};
use crate::xml::Xml;

const STYLE: &str = include_str!("html/style.css");

/// The document as a page of its own: nothing is fetched, its style is inside.
///
/// # Errors
///
/// When a table has a row of another length than its head.
pub fn html(document: &Document) -> Result<Vec<u8>, DocumentError> {
    document.check()?;
    let mut page = Xml::default();
    page.raw("<!DOCTYPE html>\n");
    page.open("html", &[("lang", &document.language)]);
    page.open("head", &[]);
    page.empty("meta", &[("charset", &"utf-8")]);
    page.empty(
        "meta",
        &[
            ("name", &"viewport"),
            ("content", &"width=device-width, initial-scale=1"),
        ],
    );
    page.leaf("title", &[], &crate::clean::line(&document.title));
    page.empty(
        "meta",
        &[("name", &"description"), ("content", &document.subject)],
    );
    page.empty(
        "meta",
        &[("name", &"author"), ("content", &document.author)],
    );
    page.empty("meta", &[("name", &"robots"), ("content", &"noindex")]);
    page.open("style", &[]);
    page.raw(STYLE);
    page.close();
    page.close();
    page.open("body", &[]);
    body(&mut page, document, Pictures::Inside);
    let mut written = page.finish();
    written.push('\n');
    Ok(written.into_bytes())
}

/// The document alone, to be shown inside a page of the site: no style, no script; classes begin with `dok`. The site's pages show
/// no picture that they carry themselves: the emblem has an address of its own, other pictures are told by their words.
///
/// # Errors
///
/// As [`html`].
pub fn html_body(document: &Document, emblem: &str) -> Result<String, DocumentError> {
    document.check()?;
    let mut page = Xml::default();
    body(&mut page, document, Pictures::Elsewhere { emblem });
    Ok(page.finish())
}

/// Where pictures are.
#[derive(Clone, Copy)]
enum Pictures<'a> {
    /// In the page itself.
    Inside,
    /// Nowhere but the emblem, which is at an address.
    Elsewhere {
        /// The address.
        emblem: &'a str,
    },
}

fn body(page: &mut Xml, document: &Document, pictures: Pictures<'_>) {
    page.open(
        "article",
        &[("class", &"dok"), ("lang", &document.language)],
    );
    if let Some(watermark) = &document.watermark {
        page.leaf("p", &[("class", &"dok-watermark")], watermark);
    }
    if let Some(letterhead) = &document.letterhead {
        blocks::letterhead(page, letterhead, pictures);
    }
    page.leaf("h1", &[("class", &"dok-title")], &document.title);
    if !document.subject.is_empty() {
        page.leaf("p", &[("class", &"dok-subject")], &document.subject);
    }
    let mut lying = Orientation::Portrait;
    section(page, lying);
    for block in &document.blocks {
        if let Block::Pages(orientation) = block {
            lying = *orientation;
            page.close();
            section(page, lying);
        } else {
            blocks::block(page, block, pictures);
        }
    }
    page.close();
    if !document.footer.is_empty() {
        page.leaf("footer", &[("class", &"dok-footer")], &document.footer);
    }
    page.close();
}

fn section(page: &mut Xml, lying: Orientation) {
    let class = match lying {
        Orientation::Portrait => "dok-section",
        Orientation::Landscape => "dok-section dok-landscape",
    };
    page.open("section", &[("class", &class)]);
}
