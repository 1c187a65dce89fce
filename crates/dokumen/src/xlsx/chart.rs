//! A chart beside the cells it is drawn from.

use grafik::{Chart, Kind};
use rust_xlsxwriter::{Chart as Drawn, ChartDataLabel, ChartType, Format, Worksheet};

use super::cells::{Looks, string};
use crate::clean;
use crate::error::DocumentError;
use crate::model::{Align, Cell};
use crate::picture;

/// Row of the heads; the values begin below it.
const HEAD: u32 = 3;

pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    chart: &Chart,
    looks: &Looks,
) -> Result<(), DocumentError> {
    string(sheet, (0, 0), &chart.title, looks.title.clone())?;
    string(sheet, (1, 0), &chart.description, Format::new())?;
    string(sheet, (HEAD, 0), "Rincian", looks.head.clone())?;
    sheet.set_column_width(0, 30)?;
    for (row, category) in (HEAD + 1..).zip(&chart.categories) {
        looks.cell(
            sheet,
            (row, 0),
            &Cell::Text(category.clone()),
            Align::Left,
            false,
        )?;
    }
    for (column, series) in (1_u16..).zip(&chart.series) {
        sheet.set_column_width(column, 14)?;
        let unit = if chart.unit.is_empty() {
            String::new()
        } else {
            format!(" ({})", chart.unit)
        };
        string(
            sheet,
            (HEAD, column),
            &format!("{}{unit}", series.name),
            looks.head.clone(),
        )?;
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
                string(sheet, (row, beside), "* data sedikit", Format::new())?;
            }
        }
    }
    let (Ok(rows), Ok(columns)) = (
        u32::try_from(chart.categories.len()),
        u16::try_from(chart.series.len()),
    ) else {
        return Ok(());
    };
    if rows > 0 && columns > 0 {
        let drawn = draw(name, chart, rows, columns);
        sheet.insert_chart(HEAD, columns + 3, &drawn)?;
    }
    Ok(())
}

fn draw(name: &str, chart: &Chart, rows: u32, columns: u16) -> Drawn {
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
            let [red, green, blue] =
                picture::SERIES[usize::from(column - 1) % picture::SERIES.len()];
            let color = u32::from_be_bytes([0, red, green, blue]);
            let ink = rust_xlsxwriter::Color::RGB(color);
            let mut format = if chart.kind == Kind::Line {
                rust_xlsxwriter::ChartFormat::new()
                    .set_line(rust_xlsxwriter::ChartLine::new().set_color(ink))
                    .clone()
            } else {
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(ink))
                    .clone()
            };
            series.set_format(&mut format);
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
    let height = if chart.kind == Kind::Bars {
        120 + rows.min(40) * 24
    } else {
        340
    };
    drawn.set_width(640).set_height(height.max(340));
    drawn
}
