//! Sheets as they are printed: A4, as wide as the page, with the heads of columns on each page.

use rust_xlsxwriter::Worksheet;

use crate::clean;
use crate::error::DocumentError;
use crate::model::{Document, Orientation};

/// What stands beside one another on an upright page, in characters; wider sheets lie.
const STANDING: f32 = 92.0;

/// How a sheet so wide lies, in characters.
pub(crate) fn lying(width: f32) -> Orientation {
    if width > STANDING {
        Orientation::Landscape
    } else {
        Orientation::Portrait
    }
}

/// Paper, head and foot of a sheet of a document.
pub(super) fn furnish(sheet: &mut Worksheet, document: &Document, lying: Orientation) {
    on_paper(sheet, lying);
    if let Some(watermark) = &document.watermark {
        sheet.set_header(format!("&C&B{}", in_margin(watermark, 60)));
    }
    // In one part, small, one below the other: left and right part are written over each other where both are long.
    sheet.set_footer(format!(
        "&L&8{}\nHalaman &P dari &N",
        in_margin(&document.footer, 120)
    ));
}

/// Paper of a sheet: one page wide, and as many high as it takes.
pub(crate) fn on_paper(sheet: &mut Worksheet, lying: Orientation) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    sheet.set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    if lying == Orientation::Landscape {
        sheet.set_landscape();
    }
    sheet.set_footer("&RHalaman &P dari &N");
}

/// What is printed: from the first cell to this one. Text that runs over the last column would make the page wider and
/// everything on it smaller.
pub(crate) fn printed(
    sheet: &mut Worksheet,
    last_row: u32,
    columns: usize,
) -> Result<(), DocumentError> {
    if let Some(last) = columns
        .checked_sub(1)
        .and_then(|last| u16::try_from(last).ok())
    {
        sheet.set_print_area(0, 0, last_row, last)?;
    }
    Ok(())
}

/// Text at the edge of a page, where `&` begins a code and a digit may end one.
fn in_margin(text: &str, most: usize) -> String {
    let text = clean::line(text);
    format!(" {}", clean::at_most(text.trim(), most).replace('&', "&&"))
}
