//! Dates and due times in Indonesian.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::zone::Zone;

/// Names of the days of a week, Monday first.
pub const DAYS: [&str; 7] = [
    "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
];
const DAYS_SHORT: [&str; 7] = ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"];
/// Names of the months of a year.
pub const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_SHORT: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
];

/// An exclusive due instant as the last minute that is still in time:
/// `Kamis, 21 Agustus 2025 pukul 23.59 WIB`.
///
/// Read in `zone`, which need not be the zone the clock counts in.
pub fn due_words_id(due: Timestamp, zone: Zone) -> String {
    let last = due.checked_sub(SignedDuration::from_mins(1)).unwrap_or(due);
    let local = zone.local(last);
    let date = date_words_id(local.date());
    format!(
        "{date} pukul {:02}.{:02} {zone}",
        local.hour(),
        local.minute()
    )
}

/// A date in full: `Kamis, 21 Agustus 2025`.
pub fn date_words_id(date: Date) -> String {
    let (day, month) = names(date, &DAYS, &MONTHS);
    format!("{day}, {} {month} {}", date.day(), date.year())
}

/// A date for narrow places: `Kam 21 Agu 2025`.
pub fn date_short_id(date: Date) -> String {
    let (day, month) = names(date, &DAYS_SHORT, &MONTHS_SHORT);
    format!("{day} {} {month} {}", date.day(), date.year())
}

fn names(
    date: Date,
    days: &[&'static str; 7],
    months: &[&'static str; 12],
) -> (&'static str, &'static str) {
    let day = days.get(date.weekday().to_monday_zero_offset() as usize);
    let month = months.get(date.month() as usize - 1);
    (
        day.copied().unwrap_or_default(),
        month.copied().unwrap_or_default(),
    )
}
