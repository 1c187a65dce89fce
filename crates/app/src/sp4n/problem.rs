//! What should be mended in a file, in words for the operator.

use std::borrow::Cow;

use super::column::Column;

/// One thing to mend. Texts and names of persons are never quoted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Row as the spreadsheet program counts it, from 1; `None` for the file as a whole.
    pub row: Option<u32>,
    /// Tracking ID of the row, where it has one.
    pub tracking_id: Option<String>,
    /// Header of the column concerned.
    pub column: Option<String>,
    /// What stands there, cut to [`QUOTED`] characters; empty for columns that hold people's own words.
    pub content: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Longest quotation in the list, in characters.
const QUOTED: usize = 120;

/// What is wrong with a row or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No Tracking ID: held back.
    TrackingIdMissing,
    /// No number where the Tracking ID should be: held back.
    TrackingIdUnreadable,
    /// Digits, though not 7 to 9 of them.
    TrackingIdUnusual,
    /// No date: held back.
    DateMissing,
    /// Not understood as a date: held back.
    DateUnreadable,
    /// Month before day: held back, since guessing would put other rows into the wrong month.
    DateMonthFirst,
    /// Before 2000 or after 2100: held back.
    DateOutOfRange,
    /// The time of day is lacking.
    TimeMissing,
    /// The time of day was not understood.
    TimeUnreadable,
    /// A status word outside the table, or none.
    StatusUnknown,
    /// A type word outside the table.
    ClassificationUnknown,
    /// A flag word outside the table.
    FlagUnknown,
    /// A rating that is not 1 to 5.
    RatingUnreadable,
    /// The same Tracking ID stands again further down, and the later row counts.
    Duplicate {
        /// Row that counts, from 1.
        later_row: u32,
    },
    /// Control characters, or marks that turn the direction of writing, were taken out of the text.
    ControlCharacters,
    /// Text longer than a spreadsheet cell can hold was cut.
    TextCut,
    /// The cell holds a spreadsheet error such as `#REF!`.
    CellError,
    /// The file names a column twice; the first one counts.
    ColumnRepeated,
    /// The file has no column for the time of day.
    NoTimeColumn,
    /// The file has no column for the status.
    NoStatusColumn,
    /// The file is not UTF-8 and was read as Windows-1252.
    EncodingGuessed,
    /// Another sheet of the workbook has a header, too, and was not read.
    SheetNotRead,
    /// A channel word outside the table.
    ChannelUnknown,
    /// The place names no region that the installation knows.
    RegionUnknown,
    /// The installation knows no regions at all.
    NoRegions,
    /// The report is handled here, and the export says something else.
    HandledHere,
    /// The Tracking ID was imported for another body.
    OtherBody,
    /// The export is older than the one imported last.
    OlderExport,
    /// A register's row says nothing: held back.
    TextMissing,
    /// A date after today: held back.
    DateInFuture,
    /// Longer than a register's number can be: held back.
    KeyTooLong,
    /// Another row above has the same number and says something else: held back.
    KeyTaken {
        /// That row, from 1.
        row: u32,
    },
    /// The same as a row above: counted once.
    SameRow {
        /// That row, from 1.
        row: u32,
    },
    /// No telephone number, address or identity number that could be used: left out.
    ContactUnreadable,
}

impl Problem {
    pub(crate) fn of_file(kind: ProblemKind, content: &str) -> Self {
        Self {
            row: None,
            tracking_id: None,
            column: None,
            content: quote(content),
            kind,
        }
    }

    pub(crate) fn of_row(
        row: u32,
        tracking_id: Option<&str>,
        column: Column,
        content: &str,
        kind: ProblemKind,
    ) -> Self {
        let own_words = matches!(
            column,
            Column::Title | Column::TextInitial | Column::TextFinal | Column::ReporterName
        );
        Self {
            row: Some(row),
            tracking_id: tracking_id.map(str::to_owned),
            column: Some(column.header().to_owned()),
            content: if own_words {
                String::new()
            } else {
                quote(content)
            },
            kind,
        }
    }

    /// About a cell of a file that has columns of its own. `content` must be no word of a person.
    pub(crate) fn of_cell(row: u32, column: &str, content: &str, kind: ProblemKind) -> Self {
        Self {
            row: Some(row),
            tracking_id: None,
            column: Some(quote(column)),
            content: quote(content),
            kind,
        }
    }

    /// Whether the row was held back for this.
    pub const fn held_back(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::TrackingIdMissing
                | ProblemKind::TrackingIdUnreadable
                | ProblemKind::DateMissing
                | ProblemKind::DateUnreadable
                | ProblemKind::DateMonthFirst
                | ProblemKind::DateOutOfRange
                | ProblemKind::TextMissing
                | ProblemKind::DateInFuture
                | ProblemKind::KeyTooLong
                | ProblemKind::KeyTaken { .. }
        )
    }

    /// What is wrong, in Indonesian.
    pub fn message(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.kind {
            ProblemKind::TrackingIdMissing => "Tracking ID kosong; baris ditahan",
            ProblemKind::TrackingIdUnreadable => "Tracking ID bukan angka; baris ditahan",
            ProblemKind::TrackingIdUnusual => {
                "Tracking ID tidak terdiri atas 7 sampai 9 angka; baris tetap diimpor"
            }
            ProblemKind::DateMissing => "Tanggal laporan masuk kosong; baris ditahan",
            ProblemKind::DateUnreadable => "Tanggal laporan masuk tidak terbaca; baris ditahan",
            ProblemKind::DateMonthFirst => {
                "Tanggal ditulis bulan dahulu (bulan/hari/tahun); baris ditahan"
            }
            ProblemKind::DateOutOfRange => "Tahun di luar 2000 sampai 2100; baris ditahan",
            ProblemKind::TimeMissing => "Waktu laporan masuk kosong; hanya tanggalnya yang dipakai",
            ProblemKind::TimeUnreadable => {
                "Waktu laporan masuk tidak terbaca; hanya tanggalnya yang dipakai"
            }
            ProblemKind::StatusUnknown => {
                "Status tidak dikenal; dihitung sebagai belum diverifikasi"
            }
            ProblemKind::ClassificationUnknown => {
                "Klasifikasi tidak dikenal; dihitung sebagai tidak diketahui"
            }
            ProblemKind::FlagUnknown => {
                "Tipe laporan tidak dikenal; tanda yang lebih melindungi dipakai"
            }
            ProblemKind::RatingUnreadable => "Rating bukan angka 1 sampai 5; tidak dipakai",
            ProblemKind::Duplicate { later_row } => {
                return Cow::Owned(format!(
                    "Tracking ID muncul lagi di baris {later_row}; baris itu yang dipakai"
                ));
            }
            ProblemKind::ControlCharacters => {
                "Teks memuat karakter kendali atau pembalik arah tulisan; karakter itu dibuang"
            }
            ProblemKind::TextCut => "Teks lebih dari 32.767 huruf; sisanya dipotong",
            ProblemKind::CellError => "Sel berisi galat lembar kerja; dianggap kosong",
            ProblemKind::ColumnRepeated => "Judul kolom muncul dua kali; hanya yang pertama dibaca",
            ProblemKind::NoTimeColumn => "Tidak ada kolom waktu; hanya tanggal yang diketahui",
            ProblemKind::NoStatusColumn => {
                "Tidak ada kolom status; semua baris dihitung sebagai belum diverifikasi"
            }
            ProblemKind::EncodingGuessed => "Berkas bukan UTF-8; dibaca sebagai Windows-1252",
            ProblemKind::SheetNotRead => "Lembar lain juga memuat laporan dan tidak dibaca",
            ProblemKind::ChannelUnknown => {
                "Sumber laporan belum dipetakan; dihitung dengan kata itu sendiri"
            }
            ProblemKind::RegionUnknown => {
                "Wilayah tidak ditemukan dalam daftar wilayah; disimpan sebagai tulisan saja"
            }
            ProblemKind::NoRegions => {
                "Daftar wilayah masih kosong; tempat laporan disimpan sebagai tulisan saja"
            }
            ProblemKind::HandledHere => {
                "Laporan sudah ditangani di sini; isi ekspor berbeda dan tidak menimpanya"
            }
            ProblemKind::OtherBody => {
                "Tracking ID ini sudah diimpor untuk instansi lain; baris ini dilewati"
            }
            ProblemKind::OlderExport => {
                "Ekspor ini lebih lama daripada yang terakhir diimpor; laporan yang lebih baru tidak diubah"
            }
            ProblemKind::TextMissing => "Isi aduan kosong; baris ditahan",
            ProblemKind::DateInFuture => "Tanggal sesudah hari ini; baris ditahan",
            ProblemKind::KeyTooLong => "Nomor register lebih dari 60 huruf; baris ditahan",
            ProblemKind::KeyTaken { row } => {
                return Cow::Owned(format!(
                    "Nomor register sama dengan baris {row}, isinya berbeda; baris ditahan"
                ));
            }
            ProblemKind::SameRow { row } => {
                return Cow::Owned(format!("Sama dengan baris {row}; dihitung satu kali"));
            }
            ProblemKind::ContactUnreadable => {
                "Tidak terbaca sebagai nomor telepon, surel atau NIK; tidak disimpan"
            }
        })
    }

    /// What to do about it, in Indonesian.
    pub const fn remedy(&self) -> &'static str {
        match self.kind {
            ProblemKind::TrackingIdMissing | ProblemKind::TrackingIdUnreadable => {
                "Isi Tracking ID dari SP4N-LAPOR!, lalu impor ulang; hapus baris ini bila bukan laporan"
            }
            ProblemKind::TrackingIdUnusual => {
                "Cocokkan Tracking ID dengan SP4N-LAPOR!; bila salah, betulkan lalu impor ulang"
            }
            ProblemKind::DateMissing
            | ProblemKind::DateUnreadable
            | ProblemKind::DateOutOfRange => {
                "Isi tanggal seperti 18 Jan 2024 atau 2024-01-18, lalu impor ulang"
            }
            ProblemKind::DateMonthFirst => {
                "Ubah format kolom tanggal menjadi hari/bulan/tahun di seluruh berkas (tanggal 1 sampai 12 juga tertukar), lalu impor ulang"
            }
            ProblemKind::TimeMissing | ProblemKind::TimeUnreadable => {
                "Bila waktunya diketahui, tulis seperti 17:05, lalu impor ulang"
            }
            ProblemKind::StatusUnknown => {
                "Betulkan ejaan status atau laporkan kata baru ini, lalu impor ulang"
            }
            ProblemKind::ClassificationUnknown => "Betulkan ejaan klasifikasi, lalu impor ulang",
            ProblemKind::FlagUnknown => {
                "Tulis Anonim, Rahasia, Anonim|Rahasia, atau kosongkan, lalu impor ulang"
            }
            ProblemKind::RatingUnreadable => {
                "Tulis angka 1 sampai 5 atau kosongkan, lalu impor ulang"
            }
            ProblemKind::Duplicate { .. } => {
                "Tidak perlu apa-apa bila baris yang lebih bawah memang yang benar"
            }
            ProblemKind::ControlCharacters => "Tidak perlu apa-apa",
            ProblemKind::TextCut => {
                "Periksa tanda kutip yang tidak ditutup pada berkas CSV, lalu impor ulang"
            }
            ProblemKind::CellError => {
                "Betulkan rumus di sel ini atau tulis nilainya, lalu impor ulang"
            }
            ProblemKind::ColumnRepeated => {
                "Hapus atau ganti nama kolom yang kedua, lalu impor ulang"
            }
            ProblemKind::NoTimeColumn | ProblemKind::NoStatusColumn => {
                "Ekspor ulang dengan kolom itu bila ada"
            }
            ProblemKind::EncodingGuessed => {
                "Periksa huruf khusus; bila rusak, simpan sebagai CSV UTF-8 lalu impor ulang"
            }
            ProblemKind::SheetNotRead => "Simpan lembar itu sebagai berkas tersendiri, lalu impor",
            ProblemKind::ChannelUnknown => {
                "Betulkan ejaan sumber atau laporkan kata baru ini, lalu impor ulang"
            }
            ProblemKind::RegionUnknown => {
                "Betulkan ejaan kelurahan atau kecamatan, atau muat wilayahnya, lalu impor ulang"
            }
            ProblemKind::NoRegions => {
                "Muat wilayah dengan `lapor import regions BERKAS.geojson`, lalu impor ulang"
            }
            ProblemKind::HandledHere => {
                "Bandingkan kedua sistem; bila perlu, catat perkembangannya pada laporan di sini"
            }
            ProblemKind::OtherBody => {
                "Pastikan berkas dan pilihan --body benar; teruskan laporannya bila memang pindah instansi"
            }
            ProblemKind::OlderExport => "Unduh ekspor terbaru, lalu impor ulang",
            ProblemKind::TextMissing => {
                "Isi kolom isi aduan, lalu impor ulang; hapus baris ini bila bukan aduan"
            }
            ProblemKind::DateInFuture => "Betulkan tanggalnya, lalu impor ulang",
            ProblemKind::KeyTooLong => {
                "Petakan kolom nomor ke kolom lain, atau pendekkan nomornya, lalu impor ulang"
            }
            ProblemKind::KeyTaken { .. } => {
                "Betulkan nomornya; bila nomor memang berulang, kosongkan kolom nomor pada pemetaan, lalu impor ulang"
            }
            ProblemKind::SameRow { .. } => "Tidak perlu apa-apa",
            ProblemKind::ContactUnreadable => {
                "Betulkan kontaknya bila diketahui, lalu impor ulang; kontak hanya masuk bersama laporan baru"
            }
        }
    }
}

fn quote(content: &str) -> String {
    content
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(QUOTED)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_own_words_are_not_quoted_and_long_cells_are_cut() {
        let own = Problem::of_row(
            2,
            None,
            Column::TextInitial,
            "rahasia saya",
            ProblemKind::ControlCharacters,
        );
        assert_eq!(own.content, "");
        let long = Problem::of_row(
            2,
            None,
            Column::Status,
            &"x\n".repeat(500),
            ProblemKind::StatusUnknown,
        );
        assert!(long.content.chars().count() <= QUOTED && !long.content.contains('\n'));
    }
}
