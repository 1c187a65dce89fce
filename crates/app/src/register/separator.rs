//! Which sign stands between the columns of a text.

use crate::sp4n::delimited::Rows;

/// What spreadsheet programs and old exports put there.
pub(super) const SEPARATORS: [u8; 7] = [b',', b';', b'\t', b'|', b'^', b'~', b':'];

/// Rows that are looked at.
const LOOKED_AT: usize = 60;
/// Text that is looked at, bytes: a quote that is never closed must not have the whole file read seven times.
const HEAD: usize = 256 * 1024;

/// The sign under which most rows have the same number of columns, and many of them.
pub(super) fn guess(text: &str) -> u8 {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let score = score(head, separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

fn score(text: &str, separator: u8) -> usize {
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    for row in Rows::new(text, separator).take(LOOKED_AT) {
        *widths.entry(row.cells.len()).or_default() += 1;
    }
    widths
        .into_iter()
        .filter(|(width, _)| *width > 1)
        // Agreement counts more than width: a comma in sentences makes wide rows, no two of them alike.
        .map(|(width, rows)| rows * rows * width.min(40))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn the_sign_is_found_among_commas_of_sentences() {
        for separator in [',', ';', '\t', '|', '^', '~'] {
            let mut text = ["Tanggal", "Isi", "OPD"].join(&separator.to_string());
            for n in 1..9 {
                let cell = format!("\"Jalan rusak, gelap; nomor {n}\nbaris kedua\"");
                write!(text, "\n2020-01-0{n}{separator}{cell}{separator}Dinas {n}").unwrap();
            }
            assert_eq!(char::from(guess(&text)), separator);
        }
        assert_eq!(guess(""), b',');
        assert_eq!(guess("satu kolom saja"), b',');
    }
}
