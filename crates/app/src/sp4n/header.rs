//! Columns by name, and the rows that stand before the header.

use jiff::civil::Date;

use super::cell::{Cell, RawRow, clean, one_line};
use super::date::read_date;

/// A column that the national system's exports carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the official header of each is in `Column::header`")]
pub enum Column {
    TrackingId,
    ReceivedDate,
    ReceivedTime,
    ReporterName,
    Classification,
    CategoryId,
    Category,
    Title,
    TextInitial,
    TextFinal,
    Flags,
    Source,
    ParentBody,
    UnitId,
    Unit,
    Status,
    HoldReason,
    Province,
    City,
    Kecamatan,
    Kelurahan,
    DecreeNumber,
    DecreeUrl,
    YearReportUrl,
    Setwapres,
    Rating,
}

/// Each column's official header, and other names it goes by, folded as [`fold`] does.
const NAMES: &[(Column, &str, &[&str])] = &[
    (Column::TrackingId, "Tracking ID", &["idtracking", "trackid", "nomortracking", "notracking", "nomortrackingid"]),
    (
        Column::ReceivedDate,
        "Tanggal Laporan Masuk",
        &[
            "tanggallaporan", "tanggalmasuk", "tgllaporanmasuk", "tgllaporan", "tglmasuk", "tanggal",
            "tanggalwaktulaporanmasuk", "tanggaldanwaktulaporanmasuk", "tanggalpengaduan",
        ],
    ),
    (
        Column::ReceivedTime,
        "Waktu Laporan Masuk",
        &["waktulaporan", "waktumasuk", "jamlaporanmasuk", "jamlaporan", "jammasuk", "waktu", "jam"],
    ),
    (Column::ReporterName, "Nama Pelapor", &["pelapor"]),
    (Column::Classification, "Klasifikasi Laporan", &["klasifikasi", "jenislaporan"]),
    (Column::CategoryId, "ID Kategori", &["kategoriid", "kodekategori"]),
    (Column::Category, "Kategori", &["kategorilaporan", "namakategori", "topik"]),
    (Column::Title, "Judul Laporan", &["judul"]),
    (Column::TextInitial, "Isi Laporan Awal", &["isiawal", "isilaporan"]),
    (Column::TextFinal, "Isi Laporan Akhir", &["isiakhir"]),
    (
        Column::Flags,
        "Tipe Laporan (Anonim/Rahasia)",
        &["tipelaporan", "anonimrahasia", "tipelaporananonimataurahasia"],
    ),
    (Column::Source, "Sumber Laporan", &["sumber", "kanallaporan", "kanal"]),
    (Column::ParentBody, "Instansi Induk", &[]),
    (Column::UnitId, "ID Instansi Terdisposisi", &["idinstansidisposisi"]),
    (Column::Unit, "Instansi Terdisposisi", &["instansidisposisi", "disposisiinstansi", "terdisposisi"]),
    (Column::Status, "Status Laporan", &["status"]),
    (Column::HoldReason, "Alasan Tunda/Arsip", &["alasantundaatauarsip", "alasantunda", "alasanarsip", "alasan"]),
    (Column::Province, "Provinsi", &["propinsi"]),
    (Column::City, "Kota/Kabupaten", &["kabupatenkota", "kotakab", "kabkota", "kota", "kabupaten"]),
    (Column::Kecamatan, "Kecamatan", &[]),
    (Column::Kelurahan, "Kelurahan", &["kelurahandesa", "desakelurahan"]),
    (Column::DecreeNumber, "Nomor SK", &[]),
    (Column::DecreeUrl, "Url SK", &[]),
    (Column::YearReportUrl, "Url Dokumen Laporan Tahunan", &[]),
    (Column::Setwapres, "Laporan yang Masuk melalui Kanal Aduan Setwapres", &["setwapres", "kanalsetwapres"]),
    (Column::Rating, "Rating", &["penilaian"]),
];

impl Column {
    /// Every column of the widest export, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(column, ..)| *column)
    }

    /// The column's official header.
    pub fn header(self) -> &'static str {
        NAMES.iter().find(|(column, ..)| *column == self).map_or("", |(_, header, _)| header)
    }

    fn named(raw: &str) -> Option<Self> {
        let folded = fold(raw);
        if folded.is_empty() {
            return None;
        }
        NAMES
            .iter()
            .find(|(_, header, aliases)| fold(header) == folded || aliases.contains(&folded.as_str()))
            .map(|(column, ..)| *column)
    }
}

/// Letters and digits in lower case: spaces, underscores, slashes and brackets differ between exports.
fn fold(raw: &str) -> String {
    raw.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

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
        let tracking_filled = self.cell(row, Column::TrackingId).is_some_and(|cell| !cell.is_blank());
        let mut second = Self::default();
        second.take(row);
        let news = second.at.iter().filter(|(column, _)| !self.has(*column)).count();
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

    pub(super) fn other_cells<'r>(&self, row: &'r RawRow) -> impl Iterator<Item = (&str, &'r Cell)> {
        self.others.iter().filter_map(|(at, name)| Some((name.as_str(), row.cells.get(*at)?)))
    }

    /// How many columns were recognised, to choose between ways of reading a file.
    pub(super) fn recognised(&self) -> usize {
        self.at.len()
    }
}

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
            (Some(value), _) => (label.trim_end_matches(':').trim_end().to_owned(), value.clone()),
            (None, Some((label, value))) => (label.trim().to_owned(), Cell::Text(value.trim().to_owned())),
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
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> RawRow {
        RawRow { number: 1, cells: cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect() }
    }

    #[test]
    fn every_official_header_is_its_own_column() {
        for column in Column::all() {
            assert_eq!(Column::named(column.header()), Some(column));
            assert_eq!(Column::named(&column.header().to_uppercase().replace(' ', "_")), Some(column));
        }
        assert_eq!(Column::all().count(), 26);
    }

    #[test]
    fn a_header_needs_tracking_id_and_company() {
        assert!(Columns::from_row(&row(&["Judul Laporan", "Laporan Ringkas"])).is_none());
        assert!(Columns::from_row(&row(&["Tracking ID", ""])).is_none());
        let columns = Columns::from_row(&row(&["No", " status  laporan", "TRACKING ID", "Status"])).unwrap();
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

    #[test]
    fn the_preamble_is_read_with_or_without_cells_of_its_own() {
        let mut preamble = Preamble::default();
        preamble.take(&row(&["Nama Instansi", "", "Pemerintah Kota Contoh"]));
        preamble.take(&row(&["Tanggal Generate : 2025-11-14"]));
        preamble.take(&row(&["Pengelola", "", ""]));
        preamble.take(&row(&["Dibuat oleh:", "Admin"]));
        assert_eq!(preamble.body_name.as_deref(), Some("Pemerintah Kota Contoh"));
        assert_eq!(preamble.generated_on, Some(jiff::civil::date(2025, 11, 14)));
        assert_eq!(preamble.other, [("Dibuat oleh".to_owned(), "Admin".to_owned())]);
    }
}
