//! Head and foot of pages.

use super::NAMESPACES;
use super::text::{self, Shape};
use crate::clean;
use crate::model::Align;
use crate::xml::Xml;

pub(super) fn footer(words: &str) -> String {
    let mut xml = begin("w:ftr");
    text::begin(
        &mut xml,
        Shape {
            style: Some("Footer"),
            align: Align::Center,
            ..Shape::default()
        },
    );
    let words = clean::line(words);
    if !words.is_empty() {
        text::run(&mut xml, &format!("{words} · "), false, false);
    }
    text::run(&mut xml, "Halaman ", false, false);
    text::field(&mut xml, "PAGE");
    text::run(&mut xml, " dari ", false, false);
    text::field(&mut xml, "NUMPAGES");
    xml.finish()
}

/// The head of pages: a watermark across the page where there is one.
pub(super) fn header(watermark: Option<&str>) -> String {
    let mut xml = begin("w:hdr");
    text::begin(
        &mut xml,
        Shape {
            style: Some("Header"),
            ..Shape::default()
        },
    );
    let words = watermark.map(clean::line).unwrap_or_default();
    let words = clean::at_most(words.trim(), 40);
    if !words.is_empty() {
        xml.open("w:r", &[]);
        xml.open("w:pict", &[]);
        xml.open(
            "v:shapetype",
            &[
                ("id", &"watermark"),
                ("coordsize", &"21600,21600"),
                ("o:spt", &"136"),
                ("adj", &"10800"),
                ("path", &"m@7,l@8,m@5,21600l@6,21600e"),
            ],
        );
        xml.open("v:formulas", &[]);
        for formula in [
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
        ] {
            xml.empty("v:f", &[("eqn", &formula)]);
        }
        xml.close();
        xml.empty(
            "v:path",
            &[("textpathok", &"t"), ("o:connecttype", &"rect")],
        );
        xml.empty("v:textpath", &[("on", &"t"), ("fitshape", &"t")]);
        xml.close();
        let long = words.chars().count().clamp(4, 14);
        let width = 100 + 26 * long;
        let style = format!(
            "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:110pt;rotation:315;z-index:-251658752;\
             mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
             mso-position-vertical-relative:margin"
        );
        xml.open(
            "v:shape",
            &[
                ("id", &"watermark1"),
                ("type", &"#watermark"),
                ("alt", &words),
                ("style", &style),
                ("fillcolor", &"#d9b3b3"),
                ("stroked", &"f"),
            ],
        );
        xml.empty("v:fill", &[("opacity", &".5")]);
        xml.empty(
            "v:textpath",
            &[
                ("style", &"font-family:Arial;font-size:1pt;font-weight:bold"),
                ("string", &words),
            ],
        );
    }
    xml.finish()
}

fn begin(name: &'static str) -> Xml {
    let mut xml = Xml::part();
    let drawing = [
        ("xmlns:v", "urn:schemas-microsoft-com:vml"),
        ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ];
    let namespaces: Vec<(&str, &dyn std::fmt::Display)> = NAMESPACES
        .iter()
        .chain(&drawing)
        .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
        .collect();
    xml.open(name, &namespaces);
    xml
}
