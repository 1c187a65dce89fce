//! Pictures.

use std::fmt::Display;

use super::Writer;
use super::text::{self, Shape};
use crate::clean;
use crate::model::{Align, Paragraph};
use crate::xml::Xml;

/// English metric units in a pixel of a screen.
const EMU_PER_PIXEL: u64 = 9_525;
/// Twelve centimetres.
const HIGHEST: u64 = 4_320_000;

impl Writer {
    pub(super) fn picture(&mut self, png: &[u8], alt: &str) {
        let Some((width, height)) = crate::png::size(png) else {
            self.paragraph(
                &Paragraph::plain(format!("Gambar: {alt}")),
                Shape::default(),
            );
            return;
        };
        let (wide, high) = (
            u64::from(width) * EMU_PER_PIXEL,
            u64::from(height) * EMU_PER_PIXEL,
        );
        let room = u64::from(self.room()) * super::EMU_PER_TWIP;
        // Shrunk to the room there is, never enlarged.
        let (wide, high) = if wide > room {
            (room, high * room / wide)
        } else {
            (wide, high)
        };
        let (wide, high) = if high > HIGHEST {
            (wide * HIGHEST / high, HIGHEST)
        } else {
            (wide, high)
        };
        self.inline_picture(png, alt, (wide.max(1), high.max(1)));
    }

    pub(super) fn inline_picture(&mut self, png: &[u8], alt: &str, size: (u64, u64)) {
        let (id, relation) = self.package.image(png);
        self.inline(alt, id, size, |body| {
            body.open(
                "a:graphicData",
                &[(
                    "uri",
                    &"http://schemas.openxmlformats.org/drawingml/2006/picture",
                )],
            );
            body.open("pic:pic", &[]);
            body.open("pic:nvPicPr", &[]);
            body.empty(
                "pic:cNvPr",
                &[("id", &id), ("name", &format!("Gambar {id}"))],
            );
            body.empty("pic:cNvPicPr", &[]);
            body.close();
            body.open("pic:blipFill", &[]);
            body.empty("a:blip", &[("r:embed", &relation)]);
            body.open("a:stretch", &[]);
            body.empty("a:fillRect", &[]);
            body.close();
            body.close();
            body.open("pic:spPr", &[]);
            body.open("a:xfrm", &[]);
            body.empty("a:off", &[("x", &0), ("y", &0)]);
            body.empty("a:ext", &[("cx", &size.0), ("cy", &size.1)]);
            body.close();
            body.open("a:prstGeom", &[("prst", &"rect")]);
            body.empty("a:avLst", &[]);
            body.close();
            body.close();
            body.close();
            body.close();
        });
    }

    /// A paragraph with a drawing in its middle.
    pub(super) fn inline(
        &mut self,
        alt: &str,
        id: u32,
        size: (u64, u64),
        graphic: impl FnOnce(&mut Xml),
    ) {
        let body = &mut self.body;
        text::begin(
            body,
            Shape {
                align: Align::Center,
                ..Shape::default()
            },
        );
        body.open("w:r", &[]);
        body.open("w:drawing", &[]);
        let none: &dyn Display = &0;
        body.open(
            "wp:inline",
            &[
                ("distT", none),
                ("distB", none),
                ("distL", none),
                ("distR", none),
            ],
        );
        body.empty("wp:extent", &[("cx", &size.0), ("cy", &size.1)]);
        body.empty(
            "wp:docPr",
            &[
                ("id", &id),
                ("name", &format!("Gambar {id}")),
                ("descr", &clean::line(alt)),
            ],
        );
        body.empty("wp:cNvGraphicFramePr", &[]);
        body.open("a:graphic", &[]);
        graphic(body);
        for _ in 0..5 {
            body.close();
        }
    }
}
