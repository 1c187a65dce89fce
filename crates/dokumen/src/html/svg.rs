//! A picture as SVG inside the page.

use crate::picture::{Anchor, Color, Picture, Shape, WIDTH};
use crate::xml::Xml;

pub(super) fn draw(page: &mut Xml, picture: &Picture, title: &str, said: &str) {
    let view = format!("0 0 {} {}", n(WIDTH), n(picture.height));
    page.open(
        "svg",
        &[
            ("class", &"dok-svg"),
            ("viewBox", &view),
            ("role", &"img"),
            ("aria-label", &format!("{title}. {said}")),
        ],
    );
    for shape in &picture.shapes {
        match shape {
            Shape::Rect {
                x,
                y,
                width,
                height,
                color,
            } => page.empty(
                "rect",
                &[
                    ("x", &n(*x)),
                    ("y", &n(*y)),
                    ("width", &n(*width)),
                    ("height", &n(*height)),
                    ("fill", &ink(*color)),
                ],
            ),
            Shape::Line {
                points,
                color,
                width,
            } => page.empty(
                "polyline",
                &[
                    ("points", &all(points)),
                    ("fill", &"none"),
                    ("stroke", &ink(*color)),
                    ("stroke-width", &n(*width)),
                ],
            ),
            Shape::Area { points, color } => page.empty(
                "polygon",
                &[("points", &all(points)), ("fill", &ink(*color))],
            ),
            Shape::Text {
                x,
                y,
                anchor,
                size,
                color,
                text,
            } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                page.leaf(
                    "text",
                    &[
                        ("x", &n(*x)),
                        ("y", &n(*y)),
                        ("text-anchor", &anchor),
                        ("font-size", &n(*size)),
                        ("fill", &ink(*color)),
                    ],
                    text,
                );
            }
        }
    }
    page.close();
}

fn all(points: &[(f32, f32)]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", n(*x), n(*y)))
        .collect();
    points.join(" ")
}

/// Hundredths of a point are fine enough, and the same on every machine.
fn n(number: f32) -> String {
    let shown = format!("{number:.2}");
    let shown = shown.trim_end_matches('0').trim_end_matches('.');
    if shown == "-0" {
        "0".to_owned()
    } else {
        shown.to_owned()
    }
}

fn ink([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
