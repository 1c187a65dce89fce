//! The parts of the file, what each is, and how they refer to each other.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{margins, styles};
use crate::clean;
use crate::error::DocumentError;
use crate::model::Document;
use crate::xml::Xml;

/// The relation to the head of pages.
pub(super) const HEADER: &str = "rIdHeader";
/// The relation to the foot of pages.
pub(super) const FOOTER: &str = "rIdFooter";
/// The list with bullets.
pub(super) const BULLETS: u32 = 1;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts that the body refers to, in the order it does.
#[derive(Default)]
pub(super) struct Package {
    images: Vec<Vec<u8>>,
    charts: Vec<String>,
    links: Vec<String>,
    numbered: u32,
    drawings: u32,
}

impl Package {
    /// A picture's drawing number and its relation.
    pub(super) fn image(&mut self, png: &[u8]) -> (u32, String) {
        let known = self.images.iter().position(|image| image == png);
        let at = known.unwrap_or_else(|| {
            self.images.push(png.to_vec());
            self.images.len() - 1
        });
        (self.drawing(), format!("rIdImage{at}"))
    }

    /// A chart's drawing number and its relation.
    pub(super) fn chart(&mut self, part: String) -> (u32, String) {
        self.charts.push(part);
        (self.drawing(), format!("rIdChart{}", self.charts.len() - 1))
    }

    /// The relation to an address.
    pub(super) fn link(&mut self, to: &str) -> String {
        self.links.push(to.to_owned());
        format!("rIdLink{}", self.links.len() - 1)
    }

    /// A list that begins at 1.
    pub(super) const fn numbered_list(&mut self) -> u32 {
        self.numbered += 1;
        BULLETS + self.numbered
    }

    const fn drawing(&mut self) -> u32 {
        self.drawings += 1;
        self.drawings
    }

    /// The whole file.
    pub(super) fn finish(&self, document: &Document, body: &str) -> Result<Vec<u8>, DocumentError> {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut part = |name: &str, bytes: &[u8]| -> Result<(), DocumentError> {
            file.start_file(name, options)?;
            file.write_all(bytes)?;
            Ok(())
        };
        part("[Content_Types].xml", self.types().as_bytes())?;
        part("_rels/.rels", root().as_bytes())?;
        part("docProps/core.xml", core(document).as_bytes())?;
        part("docProps/app.xml", app().as_bytes())?;
        part("word/document.xml", body.as_bytes())?;
        part("word/_rels/document.xml.rels", self.relations().as_bytes())?;
        part(
            "word/styles.xml",
            styles::styles(&document.language).as_bytes(),
        )?;
        part(
            "word/numbering.xml",
            styles::numbering(self.numbered).as_bytes(),
        )?;
        part("word/settings.xml", styles::settings().as_bytes())?;
        part(
            "word/header1.xml",
            margins::header(document.watermark.as_deref()).as_bytes(),
        )?;
        part(
            "word/footer1.xml",
            margins::footer(&document.footer).as_bytes(),
        )?;
        for (at, image) in self.images.iter().enumerate() {
            part(&format!("word/media/image{at}.png"), image)?;
        }
        for (at, chart) in self.charts.iter().enumerate() {
            part(&format!("word/charts/chart{at}.xml"), chart.as_bytes())?;
        }
        Ok(file.finish()?.into_inner())
    }

    fn types(&self) -> String {
        let mut xml = Xml::part();
        xml.open(
            "Types",
            &[(
                "xmlns",
                &"http://schemas.openxmlformats.org/package/2006/content-types",
            )],
        );
        for (ending, kind) in [
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ] {
            xml.empty("Default", &[("Extension", &ending), ("ContentType", &kind)]);
        }
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        };
        part("/word/document.xml", &format!("{WORD}.document.main+xml"));
        part("/word/styles.xml", &format!("{WORD}.styles+xml"));
        part("/word/numbering.xml", &format!("{WORD}.numbering+xml"));
        part("/word/settings.xml", &format!("{WORD}.settings+xml"));
        part("/word/header1.xml", &format!("{WORD}.header+xml"));
        part("/word/footer1.xml", &format!("{WORD}.footer+xml"));
        part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        );
        part(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        );
        for at in 0..self.charts.len() {
            part(
                &format!("/word/charts/chart{at}.xml"),
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            );
        }
        xml.finish()
    }

    fn relations(&self) -> String {
        let mut xml = relations();
        for (id, kind, target) in [
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdNumbering", "numbering", "numbering.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            (HEADER, "header", "header1.xml"),
            (FOOTER, "footer", "footer1.xml"),
        ] {
            relation(&mut xml, id, kind, target);
        }
        for at in 0..self.images.len() {
            relation(
                &mut xml,
                &format!("rIdImage{at}"),
                "image",
                &format!("media/image{at}.png"),
            );
        }
        for at in 0..self.charts.len() {
            relation(
                &mut xml,
                &format!("rIdChart{at}"),
                "chart",
                &format!("charts/chart{at}.xml"),
            );
        }
        for (at, to) in self.links.iter().enumerate() {
            xml.empty(
                "Relationship",
                &[
                    ("Id", &format!("rIdLink{at}")),
                    ("Type", &format!("{RELATION}/hyperlink")),
                    ("Target", to),
                    ("TargetMode", &"External"),
                ],
            );
        }
        xml.finish()
    }
}

fn relations() -> Xml {
    let mut xml = Xml::part();
    xml.open(
        "Relationships",
        &[(
            "xmlns",
            &"http://schemas.openxmlformats.org/package/2006/relationships",
        )],
    );
    xml
}

fn relation(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.empty(
        "Relationship",
        &[
            ("Id", &id),
            ("Type", &format!("{RELATION}/{kind}")),
            ("Target", &target),
        ],
    );
}

fn root() -> String {
    let mut xml = relations();
    relation(&mut xml, "rId1", "officeDocument", "word/document.xml");
    relation(&mut xml, "rId3", "extended-properties", "docProps/app.xml");
    xml.empty(
        "Relationship",
        &[
            ("Id", &"rId2"),
            ("Type", &"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
            ("Target", &"docProps/core.xml"),
        ],
    );
    xml.finish()
}

fn core(document: &Document) -> String {
    let made = document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut xml = Xml::part();
    xml.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
            ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.leaf("dc:title", &[], &clean::line(&document.title));
    xml.leaf("dc:subject", &[], &clean::line(&document.subject));
    xml.leaf("dc:creator", &[], &clean::line(&document.author));
    xml.leaf("cp:lastModifiedBy", &[], &clean::line(&document.author));
    xml.leaf("dc:language", &[], &document.language);
    xml.leaf("dcterms:created", &[("xsi:type", &"dcterms:W3CDTF")], &made);
    xml.leaf(
        "dcterms:modified",
        &[("xsi:type", &"dcterms:W3CDTF")],
        &made,
    );
    xml.finish()
}

fn app() -> String {
    let mut xml = Xml::part();
    xml.open(
        "Properties",
        &[(
            "xmlns",
            &"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        )],
    );
    xml.leaf("Application", &[], "lapor");
    xml.finish()
}
