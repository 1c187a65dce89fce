//! The columns, and the cells of a row. Columns are added to at the end, never renamed or moved.

use jiff::civil::Date;
use lapor_domain::rules::Rules;
use lapor_domain::words::{Channel, Outcome, ReportType, StateCode};
use wilayah::{Level, Region};

use super::blur::{Seen, When};
use super::row::{Lasted, OpenRow};
use crate::import::places::Places;

/// A column of the files.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name, in every format.
    pub name: &'static str,
    /// What it holds; what the gate lets through.
    pub(super) holds: Holds,
    /// What it means, in Indonesian.
    pub meaning: &'static str,
    /// What it means, in English.
    pub meaning_en: &'static str,
}

/// What a column may hold besides nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// A day: `2024-03-05`.
    Day,
    /// A month: `2024-03`.
    Month,
    /// One of these codes.
    Code(fn() -> Vec<&'static str>),
    /// Code of a region.
    Region,
    /// Name of a region, a category or an office, as the body wrote it.
    Name,
    /// Degrees with three decimals at most.
    Degrees,
    /// Released words.
    Words,
}

const WHEN: [&str; 3] = ["day", "month", "whole"];
const WHERE: [&str; 4] = ["province", "regency", "district", "village"];

fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| code(*value)).collect()
}

const fn column(
    name: &'static str,
    holds: Holds,
    meaning: &'static str,
    meaning_en: &'static str,
) -> Column {
    Column {
        name,
        holds,
        meaning,
        meaning_en,
    }
}

/// All of them, in order.
pub const COLUMNS: [Column; 17] = [
    column(
        "received_from",
        Holds::Day,
        "Hari pertama masa diterimanya laporan (waktu setempat).",
        "First day of the time in which the report arrived (local time).",
    ),
    column(
        "received_to",
        Holds::Day,
        "Hari terakhir masa itu; sama dengan hari pertama bila harinya diberitahukan.",
        "Last day of that time; the same as the first where the day is told.",
    ),
    column(
        "received_precision",
        Holds::Code(|| WHEN.to_vec()),
        "Ketelitian waktu: day (hari), month (bulan), whole (seluruh masa berkas).",
        "How exact the time is: day, month, whole (the period of the file).",
    ),
    column(
        "region_code",
        Holds::Region,
        "Kode wilayah Kemendagri, paling rinci kelurahan/desa; kosong bila tidak diberitahukan.",
        "Kemendagri code of the region, kelurahan or desa at the finest; empty where it is not told.",
    ),
    column(
        "region_name",
        Holds::Name,
        "Nama wilayah itu.",
        "Name of that region.",
    ),
    column(
        "region_precision",
        Holds::Code(|| WHERE.to_vec()),
        "Ketelitian wilayah: province, regency (kabupaten/kota), district (kecamatan), village (kelurahan/desa).",
        "Level of that region: province, regency, district, village.",
    ),
    column(
        "category",
        Holds::Name,
        "Kategori, atau kategori di atasnya bila kategorinya terlalu jarang.",
        "Category, or the one above it where it is too rare.",
    ),
    column(
        "report_type",
        Holds::Code(|| codes(ReportType::ALL, ReportType::as_str)),
        "Jenis: complaint (pengaduan), aspiration (aspirasi), information (permintaan informasi), unknown (tidak diketahui); kosong bila terlalu jarang.",
        "Type of the report; empty where it is too rare.",
    ),
    column(
        "channel",
        Holds::Code(|| codes(Channel::ALL, Channel::as_str)),
        "Saluran masuk laporan; kosong bila terlalu jarang.",
        "Door through which the report came; empty where it is too rare.",
    ),
    column(
        "state",
        Holds::Code(|| codes(StateCode::ALL, StateCode::as_str)),
        "Keadaan laporan pada saat data ini disusun; kosong bila terlalu jarang.",
        "State of the report when the file was made; empty where it is too rare.",
    ),
    column(
        "outcome",
        Holds::Code(|| codes(Outcome::ALL, Outcome::as_str)),
        "Hasil: done (selesai), answered (dijawab), planned (direncanakan), not_granted (tidak dikabulkan), unfounded (tidak terbukti), upheld (keputusan akhir), unknown; kosong bila belum ada atau terlalu jarang.",
        "Outcome of the handling; empty where it has none or it is too rare.",
    ),
    column(
        "body",
        Holds::Name,
        "Instansi yang memegang laporan.",
        "Body that holds the report.",
    ),
    column(
        "unit",
        Holds::Name,
        "Unit yang menangani, atau unit di atasnya bila wilayah unit itu lebih rinci daripada wilayah yang diberitahukan; kosong bila belum ada atau terlalu jarang.",
        "Unit that handles it, or the one above where the unit's own territory says more than the region told; empty where it has none or it is too rare.",
    ),
    column(
        "ended_month",
        Holds::Month,
        "Bulan laporan ditutup, diarsipkan, atau diteruskan ke instansi lain; kosong bila masih ditangani atau terlalu jarang.",
        "Month in which the report was closed, archived or transferred; empty while it is handled or where it is too rare.",
    ),
    column(
        "days_to_end",
        Holds::Code(|| codes(&Lasted::ALL, Lasted::as_str)),
        "Hari kalender dari diterima sampai berakhir: 0_to_5 (0 sampai 5), 6_to_14, 15_to_60, over_60 (lebih dari 60); kosong bila masih ditangani atau terlalu jarang.",
        "Calendar days from arrival to end; empty while it is handled or where it is too rare.",
    ),
    column(
        "lat",
        Holds::Degrees,
        "Lintang (WGS 84) tempat umum, dibulatkan tiga desimal (±100 m); kosong untuk yang lain dan yang terlalu jarang.",
        "Latitude (WGS 84) of a public place, to three decimals; empty for all others, and where it is too rare.",
    ),
    column(
        "long",
        Holds::Degrees,
        "Bujur (WGS 84) tempat umum, dibulatkan tiga desimal (±100 m); kosong untuk yang lain dan yang terlalu jarang.",
        "Longitude (WGS 84) of a public place, to three decimals; empty for all others, and where it is too rare.",
    ),
];

/// The column that is there only where the body opened it.
pub(super) const WORDS: Column = column(
    "words",
    Holds::Words,
    "Isi laporan yang dibuka petugas untuk umum; kosong bila masih ada yang mungkin pribadi di dalamnya.",
    "Words that an officer released; empty where anything in them might still be personal.",
);

/// What is true of every file, in Indonesian and in English: one sentence for the dictionary and the catalogue.
pub(super) const fn promise(with_words: bool) -> [&'static str; 2] {
    if with_words {
        [
            "Waktu, wilayah, dan kategori dikasarkan dan nilai lain yang jarang dikosongkan sehingga sedikitnya lima laporan tampak sama \
             di semua kolom selain isi laporan.",
            "Time, region and category are coarsened and what else is rare is left empty, so that at least five reports look the same in \
             every column but their words.",
        ]
    } else {
        [
            "Waktu, wilayah, dan kategori dikasarkan dan nilai lain yang jarang dikosongkan sehingga sedikitnya lima laporan tampak sama \
             di semua kolom.",
            "Time, region and category are coarsened and what else is rare is left empty, so that at least five reports look the same in \
             every column.",
        ]
    }
}

/// The columns of a file.
pub(super) fn of(with_words: bool) -> Vec<Column> {
    let words = with_words.then_some(WORDS);
    COLUMNS.into_iter().chain(words).collect()
}

/// What stands in a row under a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A code or a name.
    Text(String),
    /// A day.
    Day(Date),
    /// Thousandths of a degree.
    Degrees(i32),
}

impl Cell {
    /// As it is written where everything is text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Degrees(thousandths) => degrees(*thousandths),
        }
    }
}

/// Thousandths as a decimal fraction: `-2.209`.
pub(super) fn degrees(thousandths: i32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let whole = thousandths.unsigned_abs();
    format!("{sign}{}.{:03}", whole / 1000, whole % 1000)
}

/// What turns ids into the names that everybody reads, and the period of the file.
pub(super) struct Naming<'a> {
    pub(super) rules: &'a Rules,
    pub(super) places: &'a Places,
    pub(super) days: (Date, Date),
    pub(super) with_words: bool,
}

impl Naming<'_> {
    /// The cells of a row, in the order of the columns.
    pub(super) fn cells(&self, seen: &Seen, row: &OpenRow) -> Vec<Cell> {
        let directory = &self.rules.directory;
        let text = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
        let code = |code: &'static str| Cell::Text(code.to_owned());
        let (from, to) = self.days;
        let (from, to, when) = match seen.when {
            When::Day(day) => (day, day, "day"),
            When::Month(first) => (first.max(from), first.last_of_month().min(to), "month"),
            When::Whole => (from, to, "whole"),
        };
        let region = seen.place.and_then(|code| self.places.regions.get(code));
        let level = seen.place.map(|place| match place.level() {
            Level::Province => "province",
            Level::Regency => "regency",
            Level::District => "district",
            Level::Village => "village",
        });
        let category = seen.category.and_then(|id| directory.categories.get(&id));
        let body = directory.bodies.get(&row.body);
        let unit = row.unit.and_then(|id| directory.units.get(&id));
        let mut cells = vec![
            Cell::Day(from),
            Cell::Day(to),
            code(when),
            text(seen.place.map(|place| place.to_string())),
            text(region.map(Region::full_name)),
            level.map_or(Cell::Empty, code),
            text(category.map(|category| category.name.clone())),
            row.report_type
                .map_or(Cell::Empty, |kind| code(kind.as_str())),
            row.channel
                .map_or(Cell::Empty, |channel| code(channel.as_str())),
            row.state.map_or(Cell::Empty, |state| code(state.as_str())),
            row.outcome
                .map_or(Cell::Empty, |outcome| code(outcome.as_str())),
            text(body.map(|body| body.name.clone())),
            text(unit.map(|unit| unit.name.clone())),
            text(row.ended.map(|first| first.strftime("%Y-%m").to_string())),
            row.lasted
                .map_or(Cell::Empty, |lasted| code(lasted.as_str())),
            row.point
                .map_or(Cell::Empty, |point| Cell::Degrees(point.latitude)),
            row.point
                .map_or(Cell::Empty, |point| Cell::Degrees(point.longitude)),
        ];
        if self.with_words {
            cells.push(text(
                row.words.as_ref().map(|words| words.words().to_owned()),
            ));
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_have_three_decimals_on_both_sides_of_nought() {
        assert_eq!(degrees(-2209), "-2.209");
        assert_eq!(degrees(-9), "-0.009");
        assert_eq!(degrees(113_916), "113.916");
        assert_eq!(degrees(0), "0.000");
    }
}
