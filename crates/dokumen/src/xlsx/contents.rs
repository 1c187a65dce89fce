//! The words of a document on its first sheet, with the way to each table and chart.

use rust_xlsxwriter::{Color, Format, FormatAlign, Image, Url, Worksheet};

use super::cells::{Looks, string};
use super::paper::printed;
use super::sheet;
use crate::clean;
use crate::error::DocumentError;
use crate::model::{Align, Block, Document, Paragraph, Signature};

/// Width of the sheet's one column, in characters: what stands on A4.
const WIDTH: f32 = 86.0;

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

pub(super) fn write(
    sheet: &mut Worksheet,
    document: &Document,
    names: &[Option<String>],
    looks: &Looks,
) -> Result<(), DocumentError> {
    sheet.set_column_width(0, WIDTH)?;
    // LibreOffice shrinks no sheet of one column to its page, and without Excel's font that column is wider than one.
    sheet.set_column_width(1, 1)?;
    sheet.set_screen_gridlines(false);
    let mut writer = Writer { sheet, row: 0 };
    if let Some(letterhead) = &document.letterhead {
        let middle = Format::new().set_align(FormatAlign::Center).set_text_wrap();
        for (words, size) in [(&letterhead.government, 12), (&letterhead.office, 14)] {
            writer.large(words, size, middle.clone())?;
        }
        for line in &letterhead.lines {
            writer.line(line, middle.clone())?;
        }
        writer.row += 1;
    }
    if let Some(watermark) = &document.watermark {
        writer.line(
            watermark,
            Format::new()
                .set_bold()
                .set_font_color(Color::RGB(0x00B3_3A3A)),
        )?;
    }
    writer.large(&document.title, 14, looks.title.clone())?;
    writer.line(&document.subject, looks.plain.clone())?;
    writer.row += 1;
    for (block, name) in document.blocks.iter().zip(names) {
        writer.block(block, name.as_deref(), looks)?;
    }
    let last = writer.row.saturating_sub(1);
    printed(writer.sheet, last, 2)
}

impl Writer<'_> {
    fn block(
        &mut self,
        block: &Block,
        name: Option<&str>,
        looks: &Looks,
    ) -> Result<(), DocumentError> {
        match block {
            Block::Heading(level, text) => {
                self.row += u32::from(*level <= 2);
                let size = 15_u8.saturating_sub((*level).clamp(1, 4));
                self.large(text, size, Format::new().set_text_wrap())
            }
            Block::Paragraph(paragraph) => self.paragraph(paragraph, "", looks),
            Block::List { numbered, items } => {
                for (at, item) in (1_usize..).zip(items) {
                    let mark = if *numbered {
                        format!("{at}. ")
                    } else {
                        "• ".to_owned()
                    };
                    self.paragraph(item, &mark, looks)?;
                }
                Ok(())
            }
            Block::Table(table) => self.way("Tabel", &table.caption, name),
            Block::Chart(chart) => self.way("Grafik", &chart.title, name),
            Block::Picture { png, alt } => {
                if let Ok(image) = Image::new_from_buffer(png) {
                    let image = image.set_alt_text(clean::at_most(&clean::line(alt), 250));
                    self.sheet.set_row_height(self.row, 160)?;
                    self.sheet
                        .insert_image_fit_to_cell(self.row, 0, &image, true)?;
                    self.row += 1;
                }
                self.line(&format!("Gambar: {alt}"), looks.plain.clone().set_italic())
            }
            Block::Signature(signature) => self.signature(signature),
            Block::Pages(_) | Block::PageBreak => Ok(()),
        }
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        mark: &str,
        looks: &Looks,
    ) -> Result<(), DocumentError> {
        let cell = match paragraph.align {
            Align::Left => looks.plain.clone(),
            Align::Center => looks.plain.clone().set_align(FormatAlign::Center),
            Align::Right => looks.plain.clone().set_align(FormatAlign::Right),
            Align::Justify => looks.plain.clone().set_align(FormatAlign::Justify),
        };
        let written: Vec<_> = paragraph
            .runs
            .iter()
            .filter(|run| !clean::clean(&run.text).is_empty())
            .collect();
        let whole: String = std::iter::once(mark)
            .chain(written.iter().map(|run| run.text.as_str()))
            .collect();
        let one_look = written
            .windows(2)
            .all(|two| matches!(two, [a, b] if a.bold == b.bold && a.italic == b.italic));
        let long = clean::clean(&whole).encode_utf16().count() > super::LONGEST;
        if one_look || long {
            let look = written.first().map_or_else(
                || cell.clone(),
                |run| styled(cell.clone(), run.bold, run.italic),
            );
            return self.line(&whole, look);
        }
        let mut parts: Vec<(Format, String)> = Vec::new();
        if !mark.is_empty() {
            parts.push((Format::new(), mark.to_owned()));
        }
        for run in written {
            parts.push((
                styled(Format::new(), run.bold, run.italic),
                clean::clean(&run.text).into_owned(),
            ));
        }
        let parts: Vec<(&Format, &str)> = parts
            .iter()
            .map(|(look, text)| (look, text.as_str()))
            .collect();
        self.sheet
            .write_rich_string_with_format(self.row, 0, &parts, &cell)?;
        self.stretch(&whole)?;
        self.row += 1;
        Ok(())
    }

    /// A line that leads to a sheet.
    fn way(&mut self, what: &str, caption: &str, name: Option<&str>) -> Result<(), DocumentError> {
        let Some(name) = name else { return Ok(()) };
        let text = clean::at_most(
            &clean::line(&format!("{what}: {caption} (lembar {name})")),
            2_000,
        )
        .into_owned();
        let look = Format::new()
            .set_font_color(Color::RGB(0x0005_63C1))
            .set_text_wrap();
        let to = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")));
        self.sheet
            .write_url_with_options(self.row, 0, to, text, "", Some(&look))?;
        self.row += 1;
        Ok(())
    }

    fn signature(&mut self, signature: &Signature) -> Result<(), DocumentError> {
        let right = Format::new().set_align(FormatAlign::Right).set_text_wrap();
        self.row += 1;
        self.line(&signature.place_and_date, right.clone())?;
        self.line(&signature.office, right.clone())?;
        self.row += 3;
        self.line(&signature.name, right.clone().set_bold())?;
        for line in &signature.lines {
            self.line(line, right.clone())?;
        }
        Ok(())
    }

    fn stretch(&mut self, text: &str) -> Result<(), DocumentError> {
        let high = sheet::height(std::iter::once((text, WIDTH)));
        if high > 15.0 {
            self.sheet.set_row_height(self.row, high)?;
        }
        Ok(())
    }

    /// A line in bold letters of a size, in points.
    fn large(&mut self, text: &str, size: u8, look: Format) -> Result<(), DocumentError> {
        let row = self.row;
        self.line(text, look.set_bold().set_font_size(size))?;
        if self.row > row {
            let part = 10.0 / f32::from(size);
            let high = sheet::height(std::iter::once((text, WIDTH * part)));
            let high = high * f64::from(size) / 11.0;
            self.sheet.set_row_height(row, high.min(409.0))?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str, look: Format) -> Result<(), DocumentError> {
        if !clean::clean(text).trim().is_empty() {
            string(self.sheet, (self.row, 0), text, look)?;
            self.stretch(text)?;
            self.row += 1;
        }
        Ok(())
    }
}

fn styled(mut look: Format, bold: bool, italic: bool) -> Format {
    if bold {
        look = look.set_bold();
    }
    if italic {
        look = look.set_italic();
    }
    look
}
