//! A square that telephones read: text as the outline of its dark cells, for an SVG in the page.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light cells around it, without which readers do not find it.
const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// Cells on a side, with the light border.
    pub side: usize,
    /// The dark cells, as an SVG path.
    pub path: String,
}

/// The square of a text; `None` where it is too long for one.
pub fn square(text: &str) -> Option<Square> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(
                    path,
                    "M{} {}h{}v1h-{}z",
                    x + QUIET,
                    y + QUIET,
                    run.len(),
                    run.len()
                );
            }
            x += run.len();
        }
    }
    Some(Square {
        side: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn dark_cells_stand_inside_a_light_border() {
        let square = square("https://lapor.kota.example/lacak?number=123456789012").unwrap();
        assert!(square.side > 21 + 2 * QUIET);
        // The corner mark: seven dark cells from the border on.
        assert!(square.path.starts_with("M4 4h7v1h-7z"), "{}", square.path);
        assert!(super::square(&"x".repeat(5_000)).is_none());
    }
}
