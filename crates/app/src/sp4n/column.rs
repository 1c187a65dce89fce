//! The columns of the national system's exports and the names they go by.

/// A column that the national system's exports carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the official header of each is in `Column::header`"
)]
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
    (
        Column::TrackingId,
        "Tracking ID",
        &[
            "idtracking",
            "trackid",
            "nomortracking",
            "notracking",
            "nomortrackingid",
        ],
    ),
    (
        Column::ReceivedDate,
        "Tanggal Laporan Masuk",
        &[
            "tanggallaporan",
            "tanggalmasuk",
            "tgllaporanmasuk",
            "tgllaporan",
            "tglmasuk",
            "tanggal",
            "tanggalwaktulaporanmasuk",
            "tanggaldanwaktulaporanmasuk",
            "tanggalpengaduan",
        ],
    ),
    (
        Column::ReceivedTime,
        "Waktu Laporan Masuk",
        &[
            "waktulaporan",
            "waktumasuk",
            "jamlaporanmasuk",
            "jamlaporan",
            "jammasuk",
            "waktu",
            "jam",
        ],
    ),
    (Column::ReporterName, "Nama Pelapor", &["pelapor"]),
    (
        Column::Classification,
        "Klasifikasi Laporan",
        &["klasifikasi", "jenislaporan"],
    ),
    (
        Column::CategoryId,
        "ID Kategori",
        &["kategoriid", "kodekategori"],
    ),
    (
        Column::Category,
        "Kategori",
        &["kategorilaporan", "namakategori", "topik"],
    ),
    (Column::Title, "Judul Laporan", &["judul"]),
    (
        Column::TextInitial,
        "Isi Laporan Awal",
        &["isiawal", "isilaporan"],
    ),
    (Column::TextFinal, "Isi Laporan Akhir", &["isiakhir"]),
    (
        Column::Flags,
        "Tipe Laporan (Anonim/Rahasia)",
        &[
            "tipelaporan",
            "anonimrahasia",
            "tipelaporananonimataurahasia",
        ],
    ),
    (
        Column::Source,
        "Sumber Laporan",
        &["sumber", "kanallaporan", "kanal"],
    ),
    (Column::ParentBody, "Instansi Induk", &[]),
    (
        Column::UnitId,
        "ID Instansi Terdisposisi",
        &["idinstansidisposisi"],
    ),
    (
        Column::Unit,
        "Instansi Terdisposisi",
        &["instansidisposisi", "disposisiinstansi", "terdisposisi"],
    ),
    (Column::Status, "Status Laporan", &["status"]),
    (
        Column::HoldReason,
        "Alasan Tunda/Arsip",
        &[
            "alasantundaatauarsip",
            "alasantunda",
            "alasanarsip",
            "alasan",
        ],
    ),
    (Column::Province, "Provinsi", &["propinsi"]),
    (
        Column::City,
        "Kota/Kabupaten",
        &["kabupatenkota", "kotakab", "kabkota", "kota", "kabupaten"],
    ),
    (Column::Kecamatan, "Kecamatan", &[]),
    (
        Column::Kelurahan,
        "Kelurahan",
        &["kelurahandesa", "desakelurahan"],
    ),
    (Column::DecreeNumber, "Nomor SK", &[]),
    (Column::DecreeUrl, "Url SK", &[]),
    (Column::YearReportUrl, "Url Dokumen Laporan Tahunan", &[]),
    (
        Column::Setwapres,
        "Laporan yang Masuk melalui Kanal Aduan Setwapres",
        &["setwapres", "kanalsetwapres"],
    ),
    (Column::Rating, "Rating", &["penilaian"]),
];

impl Column {
    /// Every column of the widest export, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(column, ..)| *column)
    }

    /// The column's official header.
    pub fn header(self) -> &'static str {
        NAMES
            .iter()
            .find(|(column, ..)| *column == self)
            .map_or("", |(_, header, _)| header)
    }

    /// The column that a header names, in whatever spelling.
    pub(super) fn named(raw: &str) -> Option<Self> {
        let folded = fold(raw);
        if folded.is_empty() {
            return None;
        }
        NAMES
            .iter()
            .find(|(_, header, aliases)| {
                fold(header) == folded || aliases.contains(&folded.as_str())
            })
            .map(|(column, ..)| *column)
    }
}

/// Letters and digits in lower case: spaces, underscores, slashes and brackets differ between exports.
pub(crate) fn fold(raw: &str) -> String {
    raw.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_official_header_is_its_own_column() {
        for column in Column::all() {
            assert_eq!(Column::named(column.header()), Some(column));
            assert_eq!(
                Column::named(&column.header().to_uppercase().replace(' ', "_")),
                Some(column)
            );
        }
        assert_eq!(Column::all().count(), 26);
    }
}
