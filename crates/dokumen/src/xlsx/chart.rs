//! A chart below the cells it is drawn from.

use grafik::{Chart, Kind};
use rust_xlsxwriter::{
    Chart as Drawn, ChartDataLabel, ChartFormat, ChartLine, ChartPoint, ChartSolidFill, ChartType,
    Color, Format, Worksheet,
};

use super::cells::{Looks, across, string};
use super::paper::printed;
use super::sheet::{height, title_height};
use crate::clean;
use crate::error::DocumentError;
use crate::model::{Align, Cell};
use crate::picture;

/// Row of the heads; the values begin below it.
const HEAD: u32 = 3;
/// Width of the names of categories and of a column of values, in characters.
const NAMES: u32 = 30;
const VALUES: u32 = 14;
/// Width of a column of which nothing is said, in characters.
const USUAL: u32 = 8;
/// Pixels of a row, of a character, and what a column has beside its characters.
const ROW: u32 = 20;
const CHARACTER: u32 = 7;
const BESIDE: u32 = 5;
/// Size of a drawing: 17 × 9 centimetres.
const WIDE: u32 = 640;
const HIGH: u32 = 340;

/// Writes the numbers and the chart below them; gives how wide the sheet is, in characters.
pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    chart: &Chart,
    looks: &Looks,
) -> Result<f32, DocumentError> {
    let (last, wide) = columns(chart);
    across(sheet, (0, last), &chart.title, looks.title.clone())?;
    sheet.set_row_height(0, title_height(&chart.title, wide))?;
    across(sheet, (1, last), &chart.description, looks.plain.clone())?;
    let described = std::iter::once((chart.description.as_str(), wide));
    sheet.set_row_height(1, height(described))?;
    numbers(sheet, chart, looks)?;
    let (Ok(rows), Ok(columns)) = (
        u32::try_from(chart.categories.len()),
        u16::try_from(chart.series.len()),
    ) else {
        return Ok(wide);
    };
    let mut bottom = HEAD + rows;
    if rows > 0 && columns > 0 {
        let high = drawn_height(chart, rows);
        let drawn = draw(name, chart, (rows, columns), high);
        sheet.insert_chart(bottom + 2, 0, &drawn)?;
        bottom += 2 + high.div_ceil(ROW);
    }
    printed(sheet, bottom, usize::from(last) + 1)?;
    Ok(wide)
}

/// The last column that the numbers or the chart reach, and the width of all, in characters.
fn columns(chart: &Chart) -> (u16, f32) {
    let pixels = |characters: u32| characters * CHARACTER + BESIDE;
    let series = u16::try_from(chart.series.len()).unwrap_or(u16::MAX - 1);
    let mut last = series.saturating_add(u16::from(has_few(chart)));
    let (mut wide, mut characters) = (pixels(NAMES), NAMES);
    for _ in 0..last {
        wide = wide.saturating_add(pixels(VALUES));
        characters = characters.saturating_add(VALUES);
    }
    while wide < WIDE + BESIDE {
        last = last.saturating_add(1);
        wide += pixels(USUAL);
        characters += USUAL;
    }
    (last, characters as f32)
}

fn has_few(chart: &Chart) -> bool {
    let mut points = chart.series.iter().flat_map(|series| &series.points);
    points.any(|point| point.few)
}

fn numbers(sheet: &mut Worksheet, chart: &Chart, looks: &Looks) -> Result<(), DocumentError> {
    string(sheet, (HEAD, 0), "Rincian", looks.head.clone())?;
    sheet.set_column_width(0, NAMES)?;
    for (row, category) in (HEAD + 1..).zip(&chart.categories) {
        let name = Cell::Text(category.clone());
        looks.cell(sheet, (row, 0), &name, Align::Left, false)?;
        let high = height(std::iter::once((category.as_str(), NAMES as f32)));
        if high > 15.0 {
            sheet.set_row_height(row, high)?;
        }
    }
    let mut heads = vec![("Rincian".to_owned(), NAMES as f32)];
    for (column, series) in (1_u16..).zip(&chart.series) {
        sheet.set_column_width(column, VALUES)?;
        let unit = if chart.unit.is_empty() {
            String::new()
        } else {
            format!(" ({})", chart.unit)
        };
        let head = format!("{}{unit}", series.name);
        string(sheet, (HEAD, column), &head, looks.head.clone())?;
        heads.push((head, VALUES as f32));
        for ((row, point), _) in (HEAD + 1..).zip(&series.points).zip(&chart.categories) {
            let cell = match point.value {
                Some(value) if value.fract() == 0.0 => Cell::Decimal(value, 0),
                Some(value) => Cell::Decimal(value, 2),
                None => Cell::Empty,
            };
            looks.cell(sheet, (row, column), &cell, Align::Right, false)?;
            if point.few {
                // Beside the number, so that it stays a number.
                let beside = u16::try_from(chart.series.len() + 1).unwrap_or(u16::MAX);
                sheet.set_column_width(beside, VALUES)?;
                string(sheet, (row, beside), "* data sedikit", Format::new())?;
            }
        }
    }
    let heads = heads.iter().map(|(head, width)| (head.as_str(), *width));
    sheet.set_row_height(HEAD, height(heads))?;
    Ok(())
}

fn drawn_height(chart: &Chart, rows: u32) -> u32 {
    if chart.kind == Kind::Bars {
        let bars = rows.min(40) * u32::try_from(chart.series.len().clamp(1, 4)).unwrap_or(1);
        HIGH.max(120 + bars * 24)
    } else {
        HIGH
    }
}

fn draw(name: &str, chart: &Chart, (rows, columns): (u32, u16), high: u32) -> Drawn {
    let mut drawn = Drawn::new(match chart.kind {
        Kind::Line => ChartType::Line,
        Kind::Columns => ChartType::Column,
        Kind::Stacked => ChartType::ColumnStacked,
        Kind::Bars => ChartType::Bar,
        Kind::Ring => ChartType::Doughnut,
    });
    let columns = if chart.kind == Kind::Ring { 1 } else { columns };
    for column in 1..=columns {
        let series = drawn.add_series();
        // Names by the cells that carry them: a name that begins with = would be read as a reference.
        series
            .set_categories((name, HEAD + 1, 0, HEAD + rows, 0))
            .set_values((name, HEAD + 1, column, HEAD + rows, column))
            .set_name((name, HEAD, column));
        if picture::says_values(chart) {
            series.set_data_label(ChartDataLabel::new().show_value());
        }
        if chart.kind != Kind::Ring {
            let ink = ink(picture::SERIES[usize::from(column - 1) % picture::SERIES.len()]);
            let mut format = if chart.kind == Kind::Line {
                ChartFormat::new()
                    .set_line(ChartLine::new().set_color(ink))
                    .clone()
            } else {
                filled(ink)
            };
            series.set_format(&mut format);
        }
        if chart.kind != Kind::Line {
            series.set_points(&points(chart, usize::from(column - 1)));
        }
    }
    drawn.title().set_name((name, 0, 0));
    drawn.set_alt_text(clean::at_most(&picture::spoken(chart), 250));
    if chart.kind == Kind::Bars {
        // The first category on top, as in the cells.
        drawn.y_axis().set_reverse();
    }
    if columns == 1 && chart.kind != Kind::Ring {
        drawn.legend().set_hidden();
    }
    drawn.set_width(WIDE).set_height(high);
    drawn
}

/// Looks of single points: what is left beside all others has a colour of its own.
fn points(chart: &Chart, series: usize) -> Vec<ChartPoint> {
    let Some(series) = chart.series.get(series) else {
        return Vec::new();
    };
    if !series.points.iter().any(|point| point.rest) {
        return Vec::new();
    }
    let look = |rest: bool| {
        if rest {
            ChartPoint::new().set_format(&mut filled(ink(picture::REST)))
        } else {
            ChartPoint::new()
        }
    };
    series.points.iter().map(|point| look(point.rest)).collect()
}

fn filled(ink: Color) -> ChartFormat {
    ChartFormat::new()
        .set_solid_fill(ChartSolidFill::new().set_color(ink))
        .clone()
}

fn ink([red, green, blue]: picture::Color) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}
