//! Cells with their types and looks.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Worksheet};

use super::LONGEST;
use crate::clean;
use crate::error::DocumentError;
use crate::model::{Align, Cell};
use crate::words;

/// A sheet of Excel takes some 65,000 links, and each is held until the workbook is written.
const LINKS: u32 = 50_000;
/// Above this a number of Excel is no longer exact.
const EXACT: u64 = 1 << 53;

/// Looks of cells.
pub(crate) struct Looks {
    /// The title of a sheet.
    pub title: Format,
    /// Words below a title.
    pub plain: Format,
    /// Heads of columns.
    pub head: Format,
    body: Format,
    sum: Format,
    bare: bool,
    /// Links still to be given; later ones are text.
    links: std::cell::Cell<u32>,
}

impl Looks {
    pub(crate) fn new() -> Self {
        let ruled = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF))
            .set_align(FormatAlign::Top);
        Self {
            title: Format::new()
                .set_bold()
                .set_font_size(14)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            plain: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            head: ruled
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E3_EAF3)),
            body: ruled.clone(),
            sum: ruled.set_bold().set_border_top(FormatBorder::Medium),
            bare: false,
            links: std::cell::Cell::new(LINKS),
        }
    }

    /// Without borders and without wrapping, for files of a million rows.
    pub(crate) fn bare() -> Self {
        Self {
            head: Format::new().set_bold(),
            body: Format::new(),
            sum: Format::new().set_bold(),
            bare: true,
            ..Self::new()
        }
    }

    /// Writes a cell of a row, or of a sum.
    pub(crate) fn cell(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        cell: &Cell,
        align: Align,
        sum: bool,
    ) -> Result<(), DocumentError> {
        let base = if sum { &self.sum } else { &self.body };
        let (row, column) = at;
        let number = |pattern: &str| {
            aligned(base.clone(), words::align(cell, align)).set_num_format(pattern)
        };
        match cell {
            Cell::Empty => {
                if !self.bare {
                    sheet.write_blank(row, column, base)?;
                }
            }
            Cell::Text(text) => self.text(sheet, at, text, align, sum)?,
            Cell::Count(count) if *count <= EXACT => {
                sheet.write_number_with_format(row, column, *count as f64, &number("#,##0"))?;
            }
            Cell::Decimal(value, places) if value.is_finite() => {
                let shown = *places.min(&9);
                let value = grafik::settled(*value, usize::from(shown));
                sheet.write_number_with_format(row, column, value, &number(&decimals(shown)))?;
            }
            Cell::Percent(tenths) if *tenths <= EXACT => {
                let pattern = number(r"#,##0.0\ %");
                sheet.write_number_with_format(row, column, *tenths as f64 / 1000.0, &pattern)?;
            }
            Cell::Date(day) => match moment(day.at(0, 0, 0, 0)) {
                Some(value) => {
                    sheet.write_datetime_with_format(
                        row,
                        column,
                        &value,
                        &number("[$-421]d mmmm yyyy"),
                    )?;
                }
                None => self.text(sheet, at, &words::cell(cell), align, sum)?,
            },
            Cell::DateTime(at_time) => match moment(*at_time) {
                Some(value) => {
                    let pattern = number("[$-421]d mmmm yyyy hh:mm");
                    sheet.write_datetime_with_format(row, column, &value, &pattern)?;
                }
                None => self.text(sheet, at, &words::cell(cell), align, sum)?,
            },
            Cell::Link { text, to } => match clean::address(to).filter(|_| self.links.get() > 0) {
                Some(to) => {
                    self.links.set(self.links.get() - 1);
                    let shown = clean::at_most_utf16(&clean::clean(text), LONGEST).into_owned();
                    let shown = if shown.is_empty() {
                        to.to_owned()
                    } else {
                        shown
                    };
                    let look = aligned(base.clone(), align)
                        .set_font_color(Color::RGB(0x0005_63C1))
                        .set_underline(rust_xlsxwriter::FormatUnderline::Single);
                    sheet.write_url_with_options(
                        row,
                        column,
                        Url::new(to),
                        shown,
                        "",
                        Some(&look),
                    )?;
                }
                None => self.text(sheet, at, text, align, sum)?,
            },
            Cell::Count(_) | Cell::Decimal(..) | Cell::Percent(_) => {
                self.text(sheet, at, &words::cell(cell), Align::Right, sum)?;
            }
        }
        Ok(())
    }

    fn text(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        text: &str,
        align: Align,
        sum: bool,
    ) -> Result<(), DocumentError> {
        let base = if sum { &self.sum } else { &self.body };
        let mut look = aligned(base.clone(), align);
        if !self.bare {
            look = look.set_text_wrap();
        }
        string(sheet, at, text, look)
    }
}

/// Writes text that stays text: also when somebody edits the cell, or saves the sheet as CSV and opens that.
pub(super) fn string(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    look: Format,
) -> Result<(), DocumentError> {
    let (shown, look) = harmless(text, look);
    sheet.write_string_with_format(row, column, shown, &look)?;
    Ok(())
}

/// The same over all columns up to the last: what is wider than they is not printed.
pub(super) fn across(
    sheet: &mut Worksheet,
    (row, last): (u32, u16),
    text: &str,
    look: Format,
) -> Result<(), DocumentError> {
    if last == 0 {
        return string(sheet, (row, 0), text, look);
    }
    let (shown, look) = harmless(text, look);
    sheet.merge_range(row, 0, row, last, &shown, &look)?;
    Ok(())
}

/// A text as a cell holds it, and the look that keeps it text.
fn harmless(text: &str, look: Format) -> (String, Format) {
    let cleaned = clean::clean(text);
    let shown = clean::at_most_utf16(&cleaned, LONGEST).into_owned();
    let look = if begins_formula(&shown) {
        look.set_quote_prefix()
    } else {
        look
    };
    (shown, look)
}

/// Whether a spreadsheet would take a text for a formula.
pub(crate) fn begins_formula(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}

fn decimals(places: u8) -> String {
    match places {
        0 => "#,##0".to_owned(),
        places => format!("#,##0.{}", "0".repeat(usize::from(places))),
    }
}

fn aligned(format: Format, align: Align) -> Format {
    match align {
        Align::Left | Align::Justify => format,
        Align::Center => format.set_align(FormatAlign::Center),
        Align::Right => format.set_align(FormatAlign::Right),
    }
}

/// Days that Excel counts begin with 1900.
pub(super) fn moment(at: jiff::civil::DateTime) -> Option<ExcelDateTime> {
    let year = u16::try_from(at.year()).ok().filter(|year| *year >= 1900)?;
    let month = u8::try_from(at.month()).ok()?;
    let day = ExcelDateTime::from_ymd(year, month, u8::try_from(at.day()).ok()?).ok()?;
    let (hour, minute) = (
        u16::try_from(at.hour()).ok()?,
        u8::try_from(at.minute()).ok()?,
    );
    day.and_hms(hour, minute, f64::from(at.second())).ok()
}
