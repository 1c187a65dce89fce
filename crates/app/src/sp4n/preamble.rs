//! The rows that stand before the header.

use jiff::civil::Date;

use super::cell::{Cell, RawRow, clean, one_line};
use super::column::fold;
use super::date::read_date;

/// What stands before the header: whose export it is and when it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preamble {
    /// *Judul Laporan* of the export itself.
    pub title: Option<String>,
    /// *Nama Instansi*: the body.
    pub body_name: Option<String>,
    /// *Tanggal Generate*: the day on which the present states were observed.
    pub generated_on: Option<Date>,
    /// *Periode Masuk*, as written.
    pub period: Option<String>,
    /// Every other pair, as written.
    pub other: Vec<(String, String)>,
}

impl Preamble {
    /// Takes "label, value" from a row: two filled cells, or one with a colon.
    pub(super) fn take(&mut self, row: &RawRow) {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
        let Some(first) = filled.next() else { return };
        let label = one_line(&clean(&first.text()).text);
        let (label, value) = match (filled.next(), label.split_once(':')) {
            (Some(value), _) => (
                label.trim_end_matches(':').trim_end().to_owned(),
                value.clone(),
            ),
            (None, Some((label, value))) => {
                (label.trim().to_owned(), Cell::Text(value.trim().to_owned()))
            }
            (None, None) => return,
        };
        let text = one_line(&clean(value.text().trim_start_matches(':')).text);
        if text.is_empty() {
            return;
        }
        match fold(&label).as_str() {
            "judullaporan" | "judul" => self.title = Some(text),
            "namainstansi" | "instansi" => self.body_name = Some(text),
            "periodemasuk" | "periode" => self.period = Some(text),
            "tanggalgenerate" | "tanggalcetak" | "tanggalunduh" => match read_date(&value) {
                Ok(written) => self.generated_on = Some(written.date),
                Err(_) => self.other.push((label, text)),
            },
            _ => self.other.push((label, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> RawRow {
        RawRow {
            number: 1,
            cells: cells
                .iter()
                .map(|cell| Cell::Text((*cell).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn the_preamble_is_read_with_or_without_cells_of_its_own() {
        let mut preamble = Preamble::default();
        preamble.take(&row(&["Nama Instansi", "", "Pemerintah Kota Contoh"]));
        preamble.take(&row(&["Tanggal Generate : 2025-11-14"]));
        preamble.take(&row(&["Pengelola", "", ""]));
        preamble.take(&row(&["Dibuat oleh:", "Admin"]));
        assert_eq!(
            preamble.body_name.as_deref(),
            Some("Pemerintah Kota Contoh")
        );
        assert_eq!(preamble.generated_on, Some(jiff::civil::date(2025, 11, 14)));
        assert_eq!(
            preamble.other,
            [("Dibuat oleh".to_owned(), "Admin".to_owned())]
        );
    }
}
