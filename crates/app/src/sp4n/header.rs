//! The header: where each column stands in this file.

use super::cell::{Cell, RawRow, clean, one_line};
use super::column::Column;

/// Where each column stands in this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    at: Vec<(Column, usize)>,
    others: Vec<(usize, String)>,
    repeated: Vec<String>,
}

impl Columns {
    /// The header in a row, if this row is one: it names *Tracking ID* and at least one other known column.
    pub(super) fn from_row(row: &RawRow) -> Option<Self> {
        let mut columns = Self::default();
        columns.take(row);
        (columns.has(Column::TrackingId) && columns.at.len() >= 2).then_some(columns)
    }

    /// Second line of a header whose first line has merged group headings. Says whether the row was one.
    pub(super) fn take_second_line(&mut self, row: &RawRow) -> bool {
        let tracking_filled = self
            .cell(row, Column::TrackingId)
            .is_some_and(|cell| !cell.is_blank());
        let mut second = Self::default();
        second.take(row);
        let news = second
            .at
            .iter()
            .filter(|(column, _)| !self.has(*column))
            .count();
        if tracking_filled || news < 2 {
            return false;
        }
        let replaced: Vec<usize> = second.at.iter().map(|(_, at)| *at).collect();
        self.others.retain(|(at, _)| !replaced.contains(at));
        self.take(row);
        true
    }

    fn take(&mut self, row: &RawRow) {
        for (at, cell) in row.cells.iter().enumerate() {
            let name = one_line(&clean(&cell.text()).text);
            match Column::named(&name) {
                Some(column) if self.has(column) => self.repeated.push(name),
                Some(column) => self.at.push((column, at)),
                None if name.is_empty() => {}
                None => self.others.push((at, name)),
            }
        }
    }

    /// Whether the file has a column.
    pub fn has(&self, column: Column) -> bool {
        self.at.iter().any(|(found, _)| *found == column)
    }

    /// Columns of the widest export that this file has.
    pub fn found(&self) -> impl Iterator<Item = Column> {
        Column::all().filter(|column| self.has(*column))
    }

    /// Columns of the widest export that this file lacks: what they would say stays unknown.
    pub fn missing(&self) -> impl Iterator<Item = Column> {
        Column::all().filter(|column| !self.has(*column))
    }

    /// Headers that are not known; their cells are kept by name.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(|(_, name)| name.as_str())
    }

    /// Headers that name a column a second time; only the first is read.
    pub(super) fn repeated(&self) -> &[String] {
        &self.repeated
    }

    pub(super) fn cell<'r>(&self, row: &'r RawRow, column: Column) -> Option<&'r Cell> {
        let (_, at) = self.at.iter().find(|(found, _)| *found == column)?;
        Some(row.cells.get(*at).unwrap_or(&Cell::Empty))
    }

    pub(super) fn other_cells<'r>(
        &self,
        row: &'r RawRow,
    ) -> impl Iterator<Item = (&str, &'r Cell)> {
        self.others
            .iter()
            .filter_map(|(at, name)| Some((name.as_str(), row.cells.get(*at)?)))
    }

    /// How many columns were recognised, to choose between ways of reading a file.
    pub(super) fn recognised(&self) -> usize {
        self.at.len()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
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
    fn a_header_needs_tracking_id_and_company() {
        assert!(Columns::from_row(&row(&["Judul Laporan", "Laporan Ringkas"])).is_none());
        assert!(Columns::from_row(&row(&["Tracking ID", ""])).is_none());
        let columns =
            Columns::from_row(&row(&["No", " status  laporan", "TRACKING ID", "Status"])).unwrap();
        assert!(columns.has(Column::Status) && columns.missing().count() == 24);
        assert_eq!(columns.others().collect::<Vec<_>>(), ["No"]);
        assert_eq!(columns.repeated(), ["Status"]);
    }

    #[test]
    fn a_merged_header_of_two_lines_is_joined() {
        let mut columns = Columns::from_row(&row(&["Tracking ID", "Masuk", "", "Status"])).unwrap();
        assert!(columns.take_second_line(&row(&["", "Tanggal", "Waktu", ""])));
        assert!(columns.has(Column::ReceivedDate) && columns.has(Column::ReceivedTime));
        assert_eq!(columns.others().count(), 0);
        assert!(!columns.take_second_line(&row(&["1234567", "Kategori", "Provinsi", ""])));
    }
}
