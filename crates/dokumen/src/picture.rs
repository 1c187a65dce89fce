//! A chart as shapes: one drawing for every form that has no charts of its own.

mod axis;
mod bars;
mod columns;
mod lines;
mod numbers;
mod ring;

use grafik::{Chart, Kind, Point};

use crate::clean;
use crate::words;

pub(crate) use numbers::{spoken, table};

/// A colour: red, green, blue.
pub(crate) type Color = [u8; 3];

/// Ink of words.
pub(crate) const INK: Color = [0x22, 0x22, 0x22];
/// Ink of what is beside the point.
pub(crate) const FAINT: Color = [0x5f, 0x63, 0x68];
/// Ink of lines of the grid.
pub(crate) const GRID: Color = [0xd8, 0xda, 0xde];
const WHITE: Color = [0xff, 0xff, 0xff];
/// Colours of series, told apart by people who see fewer colours too, and in grey.
pub(crate) const SERIES: [Color; 8] = [
    [0x1f, 0x5f, 0xa8],
    [0xe0, 0x8a, 0x1e],
    [0x2e, 0x7d, 0x4f],
    [0x7b, 0x4a, 0x9e],
    [0xb3, 0x3a, 0x3a],
    [0x5f, 0x6b, 0x7a],
    [0x2a, 0x9d, 0x9d],
    [0x8a, 0x6d, 0x1b],
];

/// Colour of what is left beside all others.
pub(crate) const REST: Color = [0xa6, 0xa8, 0xac];

/// Width of every picture, in points.
pub(crate) const WIDTH: f32 = 460.0;
/// Size of the letters of labels, in points.
const LETTERS: f32 = 7.5;

/// A drawing, in points, from the upper left corner.
#[derive(Debug)]
pub(crate) struct Picture {
    /// Its height; the width is [`WIDTH`].
    pub height: f32,
    /// What is drawn, from the back to the front.
    pub shapes: Vec<Shape>,
}

/// Something drawn.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A filled rectangle.
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: Color,
    },
    /// A line through points.
    Line {
        points: Vec<(f32, f32)>,
        color: Color,
        width: f32,
    },
    /// A filled polygon; round things are polygons with many corners.
    Area {
        points: Vec<(f32, f32)>,
        color: Color,
    },
    /// Words upon a line at `y`.
    Text {
        x: f32,
        y: f32,
        anchor: Anchor,
        size: f32,
        color: Color,
        text: String,
    },
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// The chart as a picture; `None` where it cannot be drawn so that anybody could read it: the caller shows
/// [`table`] instead. The one place to change when charts are drawn elsewhere.
pub(crate) fn chart_picture(chart: &Chart) -> Option<Picture> {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let known = points.filter(|point| value(point).is_some()).count();
    if known == 0 || chart.categories.is_empty() || chart.series.len() > SERIES.len() {
        return None;
    }
    match chart.kind {
        Kind::Line if chart.categories.len() <= 120 => Some(lines::draw(chart)),
        Kind::Columns if chart.categories.len() * chart.series.len() <= 80 => {
            Some(columns::draw(chart, false))
        }
        Kind::Stacked if chart.categories.len() <= 60 => Some(columns::draw(chart, true)),
        Kind::Bars if chart.categories.len() * chart.series.len() <= 40 => Some(bars::draw(chart)),
        Kind::Ring if chart.categories.len() <= 12 => ring::draw(chart),
        _ => None,
    }
}

/// Whether the picture of a chart carries its values as words; where it does not, [`table`] belongs below it.
pub(crate) fn says_values(chart: &Chart) -> bool {
    let points = chart.categories.len() * chart.series.len();
    match chart.kind {
        Kind::Bars | Kind::Ring => true,
        Kind::Line | Kind::Columns | Kind::Stacked => points <= 24,
    }
}

fn value(point: &Point) -> Option<f64> {
    point.value.filter(|value| value.is_finite())
}

fn shown(point: &Point) -> String {
    let said = if point.label.is_empty() {
        value(point).map_or_else(|| words::NOTHING.to_owned(), words::number)
    } else {
        clean::line(&point.label).into_owned()
    };
    if point.few { format!("{said}*") } else { said }
}

fn color(series: usize) -> Color {
    SERIES.get(series % SERIES.len()).copied().unwrap_or(INK)
}

/// The colour of a value: what is left beside all others has no series' colour.
fn ink(series: usize, point: &Point) -> Color {
    if point.rest {
        REST
    } else {
        shade(color(series), point.few)
    }
}

/// A lighter shade, for values that rest on few.
fn shade(color: Color, few: bool) -> Color {
    if few {
        color.map(|part| part / 2 + 0x7f)
    } else {
        color
    }
}

/// Ink that can be read upon a colour.
fn over([red, green, blue]: Color) -> Color {
    let light = 3 * u32::from(red) + 6 * u32::from(green) + u32::from(blue);
    if light > 1_200 { INK } else { WHITE }
}

/// About how wide a text is at a size; labels are kept apart by it.
fn about(text: &str, size: f32) -> f32 {
    text.chars().count() as f32 * size * 0.55
}

/// A label in one line, cut to about a width.
fn fitted(text: &str, width: f32, size: f32) -> String {
    let most = (width / (size * 0.55)).max(1.0) as usize;
    clean::at_most(&clean::line(text), most).into_owned()
}

/// A label in one line, or in two where it is longer than one; what is longer still is cut.
fn parted(text: &str, width: f32, size: f32) -> Vec<String> {
    let text = clean::line(text);
    let fits = |part: &str| about(part, size) <= width;
    if fits(&text) {
        return vec![text.into_owned()];
    }
    let parted = text
        .match_indices(' ')
        .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
        .take_while(|&(upper, _)| fits(upper))
        .last();
    match parted {
        Some((upper, lower)) => vec![upper.to_owned(), fitted(lower, width, size)],
        None => vec![fitted(&text, width, size)],
    }
}

fn words_at(x: f32, y: f32, anchor: Anchor, color: Color, text: String) -> Shape {
    Shape::Text {
        x,
        y,
        anchor,
        size: LETTERS,
        color,
        text,
    }
}

/// Names of series with their colours in one or more rows; returns the height used.
fn legend(shapes: &mut Vec<Shape>, chart: &Chart) -> f32 {
    let few = chart
        .series
        .iter()
        .flat_map(|series| &series.points)
        .any(|point| point.few);
    let mut y = 0.0;
    if chart.series.len() > 1 {
        let mut x = 0.0;
        y = 10.0;
        for (at, series) in chart.series.iter().enumerate() {
            let name = fitted(&series.name, WIDTH / 2.0, LETTERS);
            let width = 14.0 + about(&name, LETTERS) + 12.0;
            if x > 0.0 && x + width > WIDTH {
                x = 0.0;
                y += 12.0;
            }
            shapes.push(Shape::Rect {
                x,
                y: y - 7.0,
                width: 9.0,
                height: 8.0,
                color: color(at),
            });
            shapes.push(words_at(x + 13.0, y, Anchor::Start, INK, name));
            x += width;
        }
        y += 4.0;
    }
    let mut beside = clean::line(&chart.unit).into_owned();
    if few {
        beside.push_str(if beside.is_empty() {
            "* data sedikit"
        } else {
            "   * data sedikit"
        });
    }
    if !beside.is_empty() {
        y += 10.0;
        shapes.push(words_at(
            0.0,
            y,
            Anchor::Start,
            FAINT,
            fitted(&beside, WIDTH, LETTERS),
        ));
        y += 2.0;
    }
    y + 6.0
}

#[cfg(test)]
mod tests {
    use grafik::{Chart, Kind, Point, Series};

    use super::{Shape, chart_picture, says_values, spoken};

    fn chart(kind: Kind, values: &[Option<f64>]) -> Chart {
        Chart {
            kind,
            title: "Laporan".into(),
            description: "Laporan per bulan.".into(),
            unit: "laporan".into(),
            categories: (1..=values.len()).map(|n| format!("Bulan {n}")).collect(),
            series: vec![Series {
                name: "Masuk".into(),
                points: values
                    .iter()
                    .map(|value| Point {
                        value: *value,
                        ..Point::default()
                    })
                    .collect(),
            }],
        }
    }

    #[test]
    fn every_kind_is_drawn_and_says_its_values() -> Result<(), &'static str> {
        for kind in [
            Kind::Line,
            Kind::Columns,
            Kind::Stacked,
            Kind::Bars,
            Kind::Ring,
        ] {
            let chart = chart(kind, &[Some(606.0), None, Some(12.0)]);
            let picture = chart_picture(&chart).ok_or("drawn")?;
            let said = picture
                .shapes
                .iter()
                .any(|shape| matches!(shape, Shape::Text { text, .. } if text.contains("606")));
            assert!(said && says_values(&chart), "{kind:?}");
            assert!(picture.height > 50.0);
        }
        Ok(())
    }

    #[test]
    fn a_line_below_another_is_seen() -> Result<(), &'static str> {
        let mut chart = chart(Kind::Line, &[Some(53.0), Some(44.0)]);
        chart.series.push(chart.series[0].clone());
        let picture = chart_picture(&chart).ok_or("drawn")?;
        let widths: Vec<f32> = picture
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Line { points, width, .. } if points[0].0 > super::axis::LEFT => {
                    Some(*width)
                }
                _ => None,
            })
            .collect();
        assert!(widths.len() == 2 && widths[0] > widths[1], "{widths:?}");
        Ok(())
    }

    #[test]
    fn months_keep_their_years() -> Result<(), &'static str> {
        for kind in [Kind::Line, Kind::Columns] {
            let mut chart = chart(kind, &[Some(46.0); 8]);
            let one = chart_picture(&chart).ok_or("drawn")?.height;
            for name in &mut chart.categories {
                *name = "Desember 2022".to_owned();
            }
            let picture = chart_picture(&chart).ok_or("drawn")?;
            let said = |words: &str| {
                let shapes = picture.shapes.iter();
                shapes
                    .filter(|shape| matches!(shape, Shape::Text { text, .. } if text == words))
                    .count()
            };
            assert_eq!((said("Desember"), said("2022")), (8, 8), "{kind:?}");
            assert!(picture.height > one, "{kind:?}");
        }
        Ok(())
    }

    #[test]
    fn a_long_name_stands_whole_beside_its_bar() -> Result<(), &'static str> {
        let mut chart = chart(Kind::Bars, &[Some(9.0), Some(1.0)]);
        chart.categories = vec![
            "Dinas Perumahan Rakyat, Kawasan Permukiman dan Pertanahan".to_owned(),
            "Inspektorat".to_owned(),
        ];
        let picture = chart_picture(&chart).ok_or("drawn")?;
        let said: Vec<&str> = picture
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        for words in [
            "Dinas Perumahan Rakyat, Kawasan",
            "Permukiman dan Pertanahan",
            "Inspektorat",
        ] {
            assert!(said.contains(&words), "{said:?}");
        }
        Ok(())
    }

    #[test]
    fn what_nobody_could_read_is_not_drawn() {
        assert!(chart_picture(&chart(Kind::Line, &[])).is_none());
        assert!(chart_picture(&chart(Kind::Columns, &[None, Some(f64::NAN)])).is_none());
        assert!(chart_picture(&chart(Kind::Ring, &[Some(0.0)])).is_none());
        assert!(chart_picture(&chart(Kind::Ring, &[Some(-3.0), Some(4.0)])).is_none());
        assert!(chart_picture(&chart(Kind::Bars, &[Some(1.0); 41])).is_none());
    }

    #[test]
    fn who_cannot_see_hears_every_number() {
        let said = spoken(&chart(Kind::Line, &[Some(1234.5), None]));
        assert_eq!(
            said,
            "Laporan per bulan. Masuk (laporan): Bulan 1 1.234,5; Bulan 2 –."
        );
    }
}
