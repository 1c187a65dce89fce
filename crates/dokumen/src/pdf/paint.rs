//! Shapes and pictures on a page.

use krilla::color::{luma, rgb};
use krilla::geom::{Path, PathBuilder, Rect, Size, Transform};
use krilla::image::Image;
use krilla::paint::{Fill, Paint, Stroke};
use krilla::surface::Surface;

use super::flow::Words;
use super::fonts::Face;
use super::letters::Painter;
use crate::picture::{Anchor, Color, Picture, Shape as Drawn};

impl Painter<'_> {
    /// A chart's shapes.
    pub(super) fn picture(
        &mut self,
        surface: &mut Surface<'_>,
        picture: &Picture,
        x: f32,
        y: f32,
        scale: f32,
    ) {
        surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        for shape in &picture.shapes {
            match shape {
                Drawn::Rect {
                    x,
                    y,
                    width,
                    height,
                    color,
                } => rect(surface, [*x, *y, *width, *height], *color),
                Drawn::Line {
                    points,
                    color,
                    width,
                } => {
                    surface.set_fill(None);
                    surface.set_stroke(Some(stroke(*color, *width)));
                    if let Some(path) = path(points, false) {
                        surface.draw_path(&path);
                    }
                }
                Drawn::Area { points, color } => {
                    surface.set_stroke(None);
                    surface.set_fill(Some(fill(*color)));
                    if let Some(path) = path(points, true) {
                        surface.draw_path(&path);
                    }
                }
                Drawn::Text {
                    x,
                    y,
                    anchor,
                    size,
                    color,
                    text,
                } => {
                    let width = self.fonts.width(Face::Regular, text) * size;
                    let left = match anchor {
                        Anchor::Start => *x,
                        Anchor::Middle => x - width / 2.0,
                        Anchor::End => x - width,
                    };
                    let words = Words {
                        x: left,
                        y: *y,
                        size: *size,
                        face: Face::Regular,
                        color: *color,
                        text: text.as_str(),
                    };
                    self.words(surface, words);
                }
            }
        }
        surface.pop();
    }
}

/// A filled rectangle: left, top, width, height.
pub(super) fn rect(surface: &mut Surface<'_>, [x, y, width, height]: [f32; 4], color: Color) {
    let Some(rect) = Rect::from_xywh(x, y, width.max(0.01), height.max(0.01)) else {
        return;
    };
    let mut builder = PathBuilder::new();
    builder.push_rect(rect);
    surface.set_stroke(None);
    surface.set_fill(Some(fill(color)));
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

/// Many lines of one width.
pub(super) fn rules(surface: &mut Surface<'_>, lines: &[[f32; 4]], width: f32, color: Color) {
    let mut builder = PathBuilder::new();
    for [x1, y1, x2, y2] in lines {
        builder.move_to(*x1, *y1);
        builder.line_to(*x2, *y2);
    }
    surface.set_fill(None);
    surface.set_stroke(Some(stroke(color, width)));
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

/// A picture; nothing where it cannot be read, as [`readable`] says.
pub(super) fn image(surface: &mut Surface<'_>, png: &[u8], [x, y, width, height]: [f32; 4]) {
    if let (Ok(image), Some(size)) = (
        Image::from_png(png.to_vec().into(), false),
        Size::from_wh(width, height),
    ) {
        surface.push_transform(&Transform::from_translate(x, y));
        surface.draw_image(image, size);
        surface.pop();
    }
}

/// Whether a PNG can be read to its end.
pub(super) fn readable(png: &[u8]) -> bool {
    image::load_from_memory_with_format(png, image::ImageFormat::Png).is_ok()
}

fn path(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    builder.move_to(first.0, first.1);
    for (x, y) in rest {
        builder.line_to(*x, *y);
    }
    if closed {
        builder.close();
    }
    builder.finish()
}

pub(super) fn fill(color: Color) -> Fill {
    Fill {
        paint: paint(color),
        ..Fill::default()
    }
}

fn stroke(color: Color, width: f32) -> Stroke {
    Stroke {
        paint: paint(color),
        width,
        ..Stroke::default()
    }
}

/// A colour; of a grey, one number instead of three: it is written again for every text.
fn paint([red, green, blue]: Color) -> Paint {
    if red == green && green == blue {
        luma::Color::new(red).into()
    } else {
        rgb::Color::new(red, green, blue).into()
    }
}
