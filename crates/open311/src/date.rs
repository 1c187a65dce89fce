//! Dates: many shapes come in, one goes out.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// Not a date of the W3C's profile of ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date looks like 2026-01-31T10:00:00+07:00 or 2026-01-31")]
pub struct BadDate;

/// Writes a moment: whole seconds, with the offset of the jurisdiction.
pub fn write(at: Timestamp, zone: Offset) -> String {
    let local = zone.to_datetime(at);
    let seconds = zone.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second(),
        minutes / 60,
        minutes % 60
    )
}

/// Reads a moment: with `Z` or an offset (also one whose `+` came as a space), with or without seconds and their
/// fractions. A day alone is its beginning in `zone`.
///
/// # Errors
/// [`BadDate`], also where a time has no zone: it would be a guess.
pub fn parse(text: &str, zone: Offset) -> Result<Timestamp, BadDate> {
    let mut rest = Rest(text.trim());
    let date = rest.date()?;
    if rest.0.is_empty() {
        return at(date, Time::midnight(), zone);
    }
    rest.one_of(&['T', 't', ' '])?;
    let time = rest.time()?;
    let zone = rest.zone()?;
    if rest.0.is_empty() {
        at(date, time, zone)
    } else {
        Err(BadDate)
    }
}

fn at(date: Date, time: Time, zone: Offset) -> Result<Timestamp, BadDate> {
    zone.to_timestamp(date.to_datetime(time))
        .map_err(|_| BadDate)
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn date(&mut self) -> Result<Date, BadDate> {
        let year = self.digits(4)?;
        self.one_of(&['-'])?;
        let month = self.digits(2)?;
        self.one_of(&['-'])?;
        let day = self.digits(2)?;
        let small = |number: i16| i8::try_from(number).map_err(|_| BadDate);
        Date::new(year, small(month)?, small(day)?).map_err(|_| BadDate)
    }

    fn time(&mut self) -> Result<Time, BadDate> {
        let hour = self.digits(2)?;
        self.one_of(&[':'])?;
        let minute = self.digits(2)?;
        let mut second = 0;
        let mut nanos = 0;
        if self.one_of(&[':']).is_ok() {
            second = self.digits(2)?;
            if self.one_of(&['.', ',']).is_ok() {
                nanos = self.fraction()?;
            }
        }
        // A leap second is told as the one before it.
        if second == 60 {
            second = 59;
        }
        let small = |number: i16| i8::try_from(number).map_err(|_| BadDate);
        Time::new(small(hour)?, small(minute)?, small(second)?, nanos).map_err(|_| BadDate)
    }

    fn zone(&mut self) -> Result<Offset, BadDate> {
        let sign = self.one_of(&['Z', 'z', '+', '-', ' '])?;
        if matches!(sign, 'Z' | 'z') {
            return Ok(Offset::UTC);
        }
        let hours = i32::from(self.digits(2)?);
        let _ = self.one_of(&[':']);
        let minutes = i32::from(self.digits(2)?);
        if hours > 23 || minutes > 59 {
            return Err(BadDate);
        }
        let seconds = (hours * 60 + minutes) * 60;
        Offset::from_seconds(if sign == '-' { -seconds } else { seconds }).map_err(|_| BadDate)
    }

    fn digits(&mut self, count: usize) -> Result<i16, BadDate> {
        let digits = self.0.get(..count).ok_or(BadDate)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadDate);
        }
        self.0 = self.0.get(count..).unwrap_or_default();
        digits.parse().map_err(|_| BadDate)
    }

    /// Digits after the point, as billionths; what is finer is cut off.
    fn fraction(&mut self) -> Result<i32, BadDate> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return Err(BadDate);
        }
        let digits = self.0.bytes().take(count).take(9);
        let read = digits.fold(0_i32, |sum, digit| sum * 10 + i32::from(digit - b'0'));
        self.0 = self.0.get(count..).unwrap_or_default();
        let missing = u32::try_from(9 - count.min(9)).unwrap_or(0);
        Ok(read * 10_i32.pow(missing))
    }

    fn one_of(&mut self, signs: &[char]) -> Result<char, BadDate> {
        let sign = self.0.chars().next().ok_or(BadDate)?;
        let rest = self.0.strip_prefix(signs).ok_or(BadDate)?;
        self.0 = rest;
        Ok(sign)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn wib() -> Offset {
        Offset::from_hours(7).unwrap()
    }

    #[test]
    fn every_shape_is_the_same_moment() {
        let noon: Timestamp = "2026-01-31T05:00:00Z".parse().unwrap();
        for text in [
            "2026-01-31T12:00:00+07:00",
            "2026-01-31T12:00:00 07:00",
            "2026-01-31T12:00:00+0700",
            "2026-01-31 12:00:00+07:00",
            "2026-01-31t05:00:00z",
            "2026-01-31T05:00Z",
            "2026-01-31T05:00:00.000Z",
            "2026-01-31T05:00:00,0Z",
            "2026-01-30T21:00:00-08:00",
            " 2026-01-31T05:00:00Z ",
        ] {
            assert_eq!(parse(text, wib()), Ok(noon), "{text}");
        }
        let half: Timestamp = "2026-01-31T05:00:00.5Z".parse().unwrap();
        assert_eq!(parse("2026-01-31T05:00:00.500000000000Z", wib()), Ok(half));
        let day: Timestamp = "2026-01-30T17:00:00Z".parse().unwrap();
        assert_eq!(parse("2026-01-31", wib()), Ok(day));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "kemarin",
            "2026",
            "2026-01",
            "2026-13-01",
            "2026-02-30",
            "31-01-2026",
            "2026-01-31T",
            "2026-01-31T12:00:00",
            "2026-01-31T25:00:00Z",
            "2026-01-31T12:60:00Z",
            "2026-01-31T12:00:00+24:00",
            "2026-01-31T12:00:00+7",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00Zx",
            "２０２６-01-31",
            "-026-01-31",
        ] {
            assert_eq!(parse(text, wib()), Err(BadDate), "{text}");
        }
    }

    #[test]
    fn what_goes_out_has_whole_seconds_and_an_offset() {
        let at: Timestamp = "2026-01-31T05:00:00.999Z".parse().unwrap();
        assert_eq!(write(at, wib()), "2026-01-31T12:00:00+07:00");
        assert_eq!(write(at, Offset::UTC), "2026-01-31T05:00:00+00:00");
        let west = Offset::from_seconds(-(3 * 60 + 30) * 60).unwrap();
        assert_eq!(write(at, west), "2026-01-31T01:30:00-03:30");
    }
}
