//! Numbers and days as people in Indonesia write them.

use jiff::civil::{Date, DateTime};

use crate::clean::clean;
use crate::model::{Align, Cell};

/// This crate knows nothing of the rest of the program, so it has the names itself; all others take those of the domain.
const MONTHS: [&str; 12] = [
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

/// What stands for nothing known.
pub(crate) const NOTHING: &str = "–";

/// What stands in a table without rows.
pub(crate) const NO_ROWS: &str = "Tidak ada data.";

/// `1.234.567`.
pub(crate) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// `1.234,5`, halves away from zero as [`grafik::rounded`] brings them there; what is no number is `–`.
pub fn decimal(number: f64, places: u8) -> String {
    if !number.is_finite() {
        return NOTHING.to_owned();
    }
    let shown = grafik::rounded(number, usize::from(places.min(9)));
    let (sign, shown) = match shown.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", shown.as_str()),
    };
    let (whole, part) = shown.split_once('.').unwrap_or((shown, ""));
    if part.is_empty() {
        format!("{sign}{}", grouped(whole))
    } else {
        format!("{sign}{},{part}", grouped(whole))
    }
}

/// A number for an axis or a label: without decimals where it has none, else with up to two.
pub(crate) fn number(value: f64) -> String {
    let places = (0..2).find(|places| {
        let scaled = value * 10_f64.powi(i32::from(*places));
        (scaled - scaled.round()).abs() < 1e-6
    });
    decimal(value, places.unwrap_or(2))
}

/// `97,2 %` of tenths of a percent.
pub(crate) fn percent(tenths: u64) -> String {
    format!("{},{}\u{a0}%", count(tenths / 10), tenths % 10)
}

/// `1 Agustus 2023`.
pub(crate) fn date(day: Date) -> String {
    let month = usize::try_from(day.month() - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// `1 Agustus 2023 pukul 09.30`.
pub(crate) fn date_time(moment: DateTime) -> String {
    format!(
        "{} pukul {:02}.{:02}",
        date(moment.date()),
        moment.hour(),
        moment.minute()
    )
}

/// A cell as people read it.
pub(crate) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => NOTHING.to_owned(),
        Cell::Text(text) | Cell::Link { text, .. } => clean(text).into_owned(),
        Cell::Count(number) => count(*number),
        Cell::Decimal(number, places) => decimal(*number, *places),
        Cell::Percent(tenths) => percent(*tenths),
        Cell::Date(day) => date(*day),
        Cell::DateTime(moment) => date_time(*moment),
    }
}

/// Where a cell's text stands where its column says nothing else: numbers at the right, nothing in the middle.
pub(crate) const fn align(cell: &Cell, column: Align) -> Align {
    match (cell, column) {
        (Cell::Count(_) | Cell::Decimal(..) | Cell::Percent(_), Align::Left) => Align::Right,
        (Cell::Empty, Align::Left) => Align::Center,
        (_, column) => column,
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::{count, date, date_time, decimal, number, percent};

    #[test]
    fn numbers_have_points_between_thousands_and_a_comma() {
        assert_eq!(count(0), "0");
        assert_eq!(count(606), "606");
        assert_eq!(count(1_234_567), "1.234.567");
        assert_eq!(decimal(1234.56, 1), "1.234,6");
        assert_eq!(decimal(7.25, 1), "7,3");
        assert_eq!(decimal(-7.25, 1), "-7,3");
        assert_eq!(decimal(-0.04, 1), "0,0");
        assert_eq!(decimal(-1234.5, 2), "-1.234,50");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!(number(606.0), "606");
        assert_eq!(number(2.5), "2,5");
        assert_eq!(number(1.0 / 3.0), "0,33");
        assert_eq!(percent(972), "97,2\u{a0}%");
        assert_eq!(percent(1000), "100,0\u{a0}%");
    }

    #[test]
    fn days_are_written_out() {
        assert_eq!(date(day(2023, 8, 1)), "1 Agustus 2023");
        assert_eq!(
            date_time(day(2023, 12, 31).at(9, 5, 0, 0)),
            "31 Desember 2023 pukul 09.05"
        );
    }
}
