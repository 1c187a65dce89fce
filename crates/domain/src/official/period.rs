//! A day, a week, a month, a quarter, a year, or several of them in a row.

use jiff::civil::{Date, ISOWeekDate, Time, Weekday, date};
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::Cadence;
use crate::figures::month_name;
use crate::zone::Zone;

/// Local days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Its kind.
    pub cadence: Cadence,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Why a text is no period; its words are for who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not written as one.
    #[error("periode {text:?} tidak dapat dibaca. Periode {} ditulis {}", .cadence.adjective(), example(*.cadence))]
    Unreadable {
        /// As written.
        text: String,
        /// What was expected.
        cadence: Cadence,
    },
    /// The end stands before the beginning.
    #[error("awal periode sesudah akhirnya ({from} sesudah {to}); tukar keduanya")]
    Reversed {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// No report is so old, or so far ahead.
    #[error("tahun periode {0} di luar jangkauan; pilih tahun antara 1990 dan 2199")]
    OutOfRange(i16),
}

/// How a period of this kind is written.
const fn example(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Daily => "TAHUN-BULAN-HARI, misalnya 2023-07-15",
        Cadence::Weekly => {
            "TAHUN-Wminggu atau salah satu harinya, misalnya 2023-W28 atau 2023-07-15"
        }
        Cadence::Monthly => "TAHUN-BULAN, misalnya 2023-07",
        Cadence::Quarterly => "TAHUN-Qtriwulan, misalnya 2023-Q3",
        Cadence::Yearly => "TAHUN, misalnya 2023",
    }
}

impl Period {
    /// Reads `2023-07`, `2023-W28`, `2023-Q3`, `2023`, `2023-07-15`, or two of a kind with `..` between them.
    ///
    /// # Errors
    /// [`PeriodError`], saying how it is written.
    pub fn parse(cadence: Cadence, text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (one(cadence, first)?, one(cadence, last)?);
        Self::between(cadence, first.from, last.to)
    }

    /// From one day to another.
    ///
    /// # Errors
    /// [`PeriodError::Reversed`], [`PeriodError::OutOfRange`].
    pub fn between(cadence: Cadence, from: Date, to: Date) -> Result<Self, PeriodError> {
        for year in [from.year(), to.year()] {
            if !(1990..2200).contains(&year) {
                return Err(PeriodError::OutOfRange(year));
            }
        }
        if from > to {
            return Err(PeriodError::Reversed { from, to });
        }
        Ok(Self { cadence, from, to })
    }

    /// The first instant after its last day.
    pub fn end(&self, zone: Zone) -> Timestamp {
        zone.start_of_day(self.to.tomorrow().unwrap_or(self.to))
    }

    /// The period of a kind in which a day lies.
    pub fn of(cadence: Cadence, day: Date) -> Self {
        let (from, to) = match cadence {
            Cadence::Daily => (day, day),
            Cadence::Weekly => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                let monday = day.saturating_sub(back.days());
                (monday, monday.saturating_add(6.days()))
            }
            Cadence::Monthly => (day.first_of_month(), day.last_of_month()),
            Cadence::Quarterly => {
                let first = (day.month() - 1) / 3 * 3 + 1;
                let from = date(day.year(), first, 1);
                (from, date(day.year(), first + 2, 1).last_of_month())
            }
            Cadence::Yearly => (day.first_of_year(), day.last_of_year()),
        };
        Self { cadence, from, to }
    }

    /// The one of the same kind that ended last before a day.
    pub fn before(cadence: Cadence, day: Date) -> Self {
        let present = Self::of(cadence, day);
        Self::of(cadence, present.from.saturating_sub(1.day()))
    }

    /// As many days or months before it: what it is compared with.
    #[must_use]
    pub fn previous(&self) -> Self {
        let end = self.from.saturating_sub(1.day());
        let from = if self.is_whole_months() {
            self.from.saturating_sub(self.months().months())
        } else {
            let days = self.to.since(self.from).map_or(0, |span| span.get_days());
            end.saturating_sub(i64::from(days).days())
        };
        Self {
            cadence: self.cadence,
            from,
            to: end,
        }
    }

    /// Begins with the first and ends with the last day of a month.
    pub fn is_whole_months(&self) -> bool {
        self.from == self.from.first_of_month() && self.to == self.to.last_of_month()
    }

    /// Calendar months that it touches.
    pub fn months(&self) -> i64 {
        let of = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        of(self.to) - of(self.from) + 1
    }

    /// "Bulan Juli 2023", "Triwulan III Tahun 2023", "Senin, 3 Juli 2023".
    pub fn words(&self) -> String {
        if *self != Self::of(self.cadence, self.from) {
            return self.stretch();
        }
        let year = self.from.year();
        match self.cadence {
            Cadence::Daily => format!("{}, {}", day_name(self.from), date_words(self.from)),
            Cadence::Weekly => format!("Minggu {}", span(self.from, self.to, "–")),
            Cadence::Monthly => {
                format!("Bulan {} {year}", month_name(i64::from(self.from.month())))
            }
            Cadence::Quarterly => {
                let roman = ["I", "II", "III", "IV"];
                let at = usize::try_from((self.from.month() - 1) / 3).unwrap_or(0);
                format!("Triwulan {} Tahun {year}", roman.get(at).unwrap_or(&"I"))
            }
            Cadence::Yearly => format!("Tahun {year}"),
        }
    }

    /// As in a sentence: "bulan Juli 2023", "hari Senin, 3 Juli 2023".
    pub fn in_sentence(&self) -> String {
        let words = self.words();
        match self.cadence {
            _ if *self != Self::of(self.cadence, self.from) => format!("masa {words}"),
            Cadence::Daily => format!("hari {words}"),
            Cadence::Quarterly => words.replace('T', "t"),
            _ => {
                let mut rest = words.chars();
                let first = rest.next().map(|c| c.to_ascii_lowercase());
                first.into_iter().chain(rest).collect()
            }
        }
    }

    /// At the beginning of a sentence: "Selama bulan Juli 2023", "Pada hari Senin, 3 Juli 2023". Of a moment before its end
    /// only what has passed of it: "Sejak 1 sampai 15 Juli 2023".
    pub fn during(&self, as_of: Timestamp, zone: Zone) -> String {
        if as_of >= self.end(zone) {
            return self.throughout();
        }
        let local = zone.local(as_of);
        let (last, time) = if local.time() == Time::midnight() {
            (local.date().saturating_sub(1.day()), None)
        } else {
            let (hour, minute) = (local.hour(), local.minute());
            let time = format!("pukul {hour:02}.{minute:02} {}", zone.abbreviation());
            (local.date(), Some(time))
        };
        let is_one_day = last <= self.from;
        let said = if is_one_day {
            Self::of(Cadence::Daily, self.from).throughout()
        } else {
            format!("Sejak {}", span(self.from, last, " sampai "))
        };
        match time {
            Some(time) if is_one_day => format!("{said} sampai {time}"),
            Some(time) => format!("{said} {time}"),
            None => said,
        }
    }

    fn throughout(&self) -> String {
        let words = self.in_sentence();
        if words.starts_with("hari ") {
            format!("Pada {words}")
        } else {
            format!("Selama {words}")
        }
    }

    /// "1 Mei sampai 15 Juli 2023"; whole months by name alone.
    fn stretch(&self) -> String {
        if self.is_whole_months() {
            let name = |day: Date| format!("{} {}", month_name(i64::from(day.month())), day.year());
            return format!("{} sampai {}", name(self.from), name(self.to));
        }
        span(self.from, self.to, " sampai ")
    }

    /// For names of files: `2023-07`, `2023-07-03`, `2023-05-01_2023-07-31`.
    pub fn code(&self) -> String {
        if *self != Self::of(self.cadence, self.from) {
            return format!("{}_{}", self.from, self.to);
        }
        let (year, month) = (self.from.year(), self.from.month());
        match self.cadence {
            Cadence::Daily => self.from.to_string(),
            Cadence::Weekly => {
                let week = self.from.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Cadence::Monthly => format!("{year:04}-{month:02}"),
            Cadence::Quarterly => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Cadence::Yearly => format!("{year:04}"),
        }
    }
}

fn one(cadence: Cadence, text: &str) -> Result<Period, PeriodError> {
    let text = text.trim();
    let unreadable = || PeriodError::Unreadable {
        text: text.chars().take(40).collect(),
        cadence,
    };
    let day = read(cadence, text).ok_or_else(unreadable)?;
    if !(1990..2200).contains(&day.year()) {
        return Err(PeriodError::OutOfRange(day.year()));
    }
    Ok(Period::of(cadence, day))
}

/// A day of the period that is written.
fn read(cadence: Cadence, text: &str) -> Option<Date> {
    match cadence {
        Cadence::Daily => whole(text, 10)?.parse().ok(),
        Cadence::Weekly => match text.split_once("-W") {
            Some((year, week)) => {
                let (year, week) = (number(year, 4)?, number(week, 2)?);
                let week = i8::try_from(week).ok()?;
                ISOWeekDate::new(year, week, Weekday::Monday)
                    .ok()
                    .map(ISOWeekDate::date)
            }
            None => whole(text, 10)?.parse().ok(),
        },
        Cadence::Monthly => format!("{}-01", whole(text, 7)?).parse().ok(),
        Cadence::Quarterly => {
            let (year, quarter) = text.split_once("-Q").or_else(|| text.split_once("-TW"))?;
            let quarter = i8::try_from(number(quarter, 1)?).ok()?;
            let month = (1..=4).contains(&quarter).then_some(quarter * 3)?;
            Date::new(number(year, 4)?, month, 1).ok()
        }
        Cadence::Yearly => Date::new(number(text, 4)?, 1, 1).ok(),
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    whole(text, digits)?
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn whole(text: &str, length: usize) -> Option<&str> {
    (text.len() == length).then_some(text)
}

/// "3 Juli 2023".
pub fn date_words(day: Date) -> String {
    let month = month_name(i64::from(day.month()));
    format!("{} {month} {}", day.day(), day.year())
}

/// "10–16 Juli 2023", "31 Juli–6 Agustus 2023": month and year are said once where they are the same.
fn span(from: Date, to: Date, between: &str) -> String {
    let first = if from.first_of_month() == to.first_of_month() {
        from.day().to_string()
    } else if from.year() == to.year() {
        format!("{} {}", from.day(), month_name(i64::from(from.month())))
    } else {
        date_words(from)
    };
    format!("{first}{between}{}", date_words(to))
}

const fn day_name_of(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

fn day_name(day: Date) -> &'static str {
    day_name_of(day.weekday())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn words(cadence: Cadence, text: &str) -> String {
        Period::parse(cadence, text).unwrap().words()
    }

    #[test]
    fn every_kind_is_read_and_told() {
        assert_eq!(words(Cadence::Monthly, "2023-07"), "Bulan Juli 2023");
        assert_eq!(words(Cadence::Yearly, "2023"), "Tahun 2023");
        assert_eq!(
            words(Cadence::Quarterly, "2023-Q3"),
            "Triwulan III Tahun 2023"
        );
        assert_eq!(
            words(Cadence::Quarterly, "2023-TW4"),
            "Triwulan IV Tahun 2023"
        );
        assert_eq!(words(Cadence::Daily, "2023-07-03"), "Senin, 3 Juli 2023");
        let week = Period::parse(Cadence::Weekly, "2023-W28").unwrap();
        assert_eq!((week.from, week.to), (date(2023, 7, 10), date(2023, 7, 16)));
        assert_eq!(week, Period::parse(Cadence::Weekly, "2023-07-16").unwrap());
        assert_eq!(week.words(), "Minggu 10–16 Juli 2023");
        assert_eq!(
            words(Cadence::Weekly, "2023-08-01"),
            "Minggu 31 Juli–6 Agustus 2023"
        );
        assert_eq!(
            words(Cadence::Weekly, "2024-01-01..2024-01-08"),
            "1 sampai 14 Januari 2024"
        );
        assert_eq!(
            words(Cadence::Daily, "2023-12-30..2024-01-02"),
            "30 Desember 2023 sampai 2 Januari 2024"
        );
        assert_eq!(
            words(Cadence::Monthly, "2023-05..2023-07"),
            "Mei 2023 sampai Juli 2023"
        );
        for cadence in Cadence::ALL {
            let period = Period::of(*cadence, date(2024, 2, 29));
            assert!(period.from <= period.to);
            assert_eq!(Period::parse(*cadence, &period.code()).unwrap(), period);
        }
    }

    #[test]
    fn a_period_that_goes_on_is_told_as_far_as_it_went() {
        let zone = Zone::Wib;
        let during = |cadence, text, as_of: &str| {
            let as_of = as_of.parse().unwrap();
            Period::parse(cadence, text).unwrap().during(as_of, zone)
        };
        let of = |cadence, text| during(cadence, text, "2024-02-01T00:00+07:00");
        assert_eq!(of(Cadence::Monthly, "2024-01"), "Selama bulan Januari 2024");
        assert_eq!(
            of(Cadence::Quarterly, "2023-Q3"),
            "Selama triwulan III tahun 2023"
        );
        assert_eq!(
            of(Cadence::Weekly, "2023-W28"),
            "Selama minggu 10–16 Juli 2023"
        );
        assert_eq!(
            of(Cadence::Daily, "2023-07-03"),
            "Pada hari Senin, 3 Juli 2023"
        );
        assert_eq!(
            of(Cadence::Yearly, "2024"),
            "Sejak 1 sampai 31 Januari 2024"
        );
        let of = |as_of| during(Cadence::Yearly, "2024", as_of);
        assert_eq!(
            of("2024-03-16T00:00+07:00"),
            "Sejak 1 Januari sampai 15 Maret 2024"
        );
        assert_eq!(
            of("2024-03-16T09:05+07:00"),
            "Sejak 1 Januari sampai 16 Maret 2024 pukul 09.05 WIB"
        );
        assert_eq!(
            of("2024-01-02T00:00+07:00"),
            "Pada hari Senin, 1 Januari 2024"
        );
        assert_eq!(
            of("2024-01-01T09:05+07:00"),
            "Pada hari Senin, 1 Januari 2024 sampai pukul 09.05 WIB"
        );
        assert_eq!(
            during(Cadence::Daily, "2024-01-01", "2024-01-01T09:05+07:00"),
            "Pada hari Senin, 1 Januari 2024 sampai pukul 09.05 WIB"
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_an_example() {
        let error = |cadence, text| Period::parse(cadence, text).unwrap_err().to_string();
        assert!(error(Cadence::Monthly, "Juli").contains("2023-07"));
        assert!(error(Cadence::Monthly, "2023-13").contains("2023-07"));
        assert!(error(Cadence::Quarterly, "2023-Q5").contains("2023-Q3"));
        assert!(error(Cadence::Weekly, "2023-W54").contains("2023-W28"));
        assert!(error(Cadence::Yearly, "23").contains("2023"));
        assert!(error(Cadence::Yearly, "+023").contains("2023"));
        assert!(error(Cadence::Monthly, "2023-07..2023-05").contains("tukar"));
        assert!(error(Cadence::Yearly, "0999").contains("1990"));
        assert!(error(Cadence::Daily, "2023-02-30").contains("2023-07-15"));
    }

    #[test]
    fn what_came_before_is_as_long() {
        let july = Period::of(Cadence::Monthly, date(2023, 7, 9));
        assert_eq!(july.previous().code(), "2023-06");
        let year = Period::of(Cadence::Yearly, date(2023, 7, 9));
        assert_eq!(year.previous().code(), "2022");
        let week = Period::of(Cadence::Weekly, date(2023, 7, 12));
        assert_eq!(week.previous().code(), "2023-W27");
        let day = Period::of(Cadence::Daily, date(2023, 7, 1));
        assert_eq!(day.previous().code(), "2023-06-30");
        let quarter = Period::before(Cadence::Quarterly, date(2024, 1, 1));
        assert_eq!(quarter.code(), "2023-Q4");
    }
}
