//! Times of day as exports and spreadsheet programs write them.

use jiff::civil::Time;

use super::cell::Cell;
use super::date::from_text;
use super::options::SourceZone;

/// A time of day, with the zone if the cell names one ("17.05 WIB").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) time: Time,
    pub(crate) zone: Option<SourceZone>,
}

/// Reads a time cell: "17:05", "17:05:09", "17.05", "5:05 PM", "17.05 WIB", Excel's fraction of a day.
///
/// `Ok(None)` is an empty cell: the time is unknown, and none is invented.
pub(crate) fn read_time(cell: &Cell) -> Result<Option<Clock>, ()> {
    let bare = |time| Ok(Some(Clock { time, zone: None }));
    match cell {
        Cell::Empty => Ok(None),
        Cell::Error(_) => Err(()),
        Cell::Serial(days) => bare(fraction(days.fract()).ok_or(())?),
        // A program that takes "17.05" for a number leaves 17.05 behind.
        Cell::Number(number) if (1.0..24.0).contains(number) => {
            from_clock_text(&format!("{number:.2}")).map(Some).ok_or(())
        }
        Cell::Number(number) => bare(fraction(number.fract()).ok_or(())?),
        Cell::Text(text) => {
            let text = text.trim().to_lowercase();
            if text.is_empty() || matches!(text.as_str(), "-" | "null") {
                return Ok(None);
            }
            // Some put date and time into both columns.
            let clock = from_clock_text(&text)
                .or_else(|| from_text(&text).ok().and_then(|written| written.clock));
            clock.map(Some).ok_or(())
        }
    }
}

fn fraction(of_day: f64) -> Option<Time> {
    if !(0.0..1.0).contains(&of_day) {
        return None;
    }
    time_of(((of_day * 86_400.0).round() as i64).min(86_399))
}

/// Seconds of a day.
pub(super) fn time_of(seconds: i64) -> Option<Time> {
    Time::new(
        (seconds / 3600) as i8,
        (seconds / 60 % 60) as i8,
        (seconds % 60) as i8,
        0,
    )
    .ok()
}

/// `text` is trimmed and in lower case.
pub(super) fn from_clock_text(text: &str) -> Option<Clock> {
    let text = ["pukul", "jam"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
        .trim();
    let (text, zone) = split_zone(text)?;
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim_end(), Some(0)),
        (_, Some(rest)) => (rest.trim_end(), Some(12)),
        _ => (text, None),
    };
    let decimals = text
        .split_once(['.', ','])
        .map_or(0, |(_, decimals)| decimals.len());
    if text.starts_with("0.") && decimals > 2 || text.starts_with("0,") {
        return Some(Clock {
            time: fraction(text.replace(',', ".").parse().ok()?)?,
            zone,
        });
    }
    let parts: Vec<&str> = if text.contains(':') {
        text.split(':').collect()
    } else {
        text.split('.').collect()
    };
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        // Fractions of a second are more than any report needs.
        [hour, minute, second] => (
            *hour,
            *minute,
            second.split_once('.').map_or(*second, |(whole, _)| whole),
        ),
        _ => return None,
    };
    if hour.len() > 2 || minute.len() != 2 || second.len() != 2 {
        return None;
    }
    let hour = match (number(hour)?, half) {
        (hour, None) => hour,
        (hour @ 1..=12, Some(half)) => hour % 12 + half,
        _ => return None,
    };
    let small = |number: i16| i8::try_from(number).ok();
    Some(Clock {
        time: Time::new(
            small(hour)?,
            small(number(minute)?)?,
            small(number(second)?)?,
            0,
        )
        .ok()?,
        zone,
    })
}

/// Splits a zone off the end: "17.05 wib", "17:05:09z", "17:05:09+07:00".
fn split_zone(text: &str) -> Option<(&str, Option<SourceZone>)> {
    if let Some((at, _)) = text.char_indices().find(|(_, c)| matches!(c, '+' | '-')) {
        let (clock, zone) = text.split_at(at);
        return Some((clock.trim_end(), Some(zone.parse().ok()?)));
    }
    for word in ["utc", "gmt", "wib", "wita", "wit", "z"] {
        if let Some(clock) = text.strip_suffix(word) {
            return Some((clock.trim_end(), word.parse().ok()));
        }
    }
    Some((text, None))
}

/// Up to four digits and nothing else.
pub(super) fn number(digits: &str) -> Option<i16> {
    (!digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::time;

    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn times_in_every_dress() {
        let clock = |cell: &Cell| read_time(cell).unwrap().unwrap();
        for raw in [
            "17:05",
            "17:05:00",
            "17.05",
            "17.05.00",
            "5:05 PM",
            "pukul 17.05",
            "2024-01-18 17:05:00",
        ] {
            assert_eq!(clock(&text(raw)).time, time(17, 5, 0, 0), "{raw}");
        }
        for cell in [
            Cell::Serial(0.711_805_555_6),
            Cell::Number(0.711_805_555_6),
            Cell::Number(17.05),
            Cell::Serial(45_309.711_805_555_6),
        ] {
            assert_eq!(clock(&cell).time, time(17, 5, 0, 0), "{cell:?}");
        }
        assert_eq!(clock(&text("0,7118055556")).time, time(17, 5, 0, 0));
        assert_eq!(clock(&text("0.30")).time, time(0, 30, 0, 0));
        assert_eq!(clock(&text("12:10 am")).time, time(0, 10, 0, 0));
        assert_eq!(clock(&text("17.05 WITA")).zone, Some(SourceZone::WITA));
        assert_eq!(clock(&Cell::Number(0.999_999_99)).time, time(23, 59, 59, 0));
    }

    #[test]
    fn no_time_is_invented() {
        for cell in [Cell::Empty, text(" "), text("-")] {
            assert_eq!(read_time(&cell), Ok(None));
        }
        for raw in ["25:00", "17:5", "siang", "13:00 pm", "1:2:3:4", "17:60"] {
            assert_eq!(read_time(&text(raw)), Err(()), "{raw}");
        }
        assert_eq!(read_time(&Cell::Number(f64::NAN)), Err(()));
    }
}
