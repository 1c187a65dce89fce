//! Hours in which nobody's telephone shall ring: what falls into them waits for their end.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::zone::Zone;

use crate::channels::config::Quiet;

/// When a message that is ready now may leave.
pub fn not_before(quiet: Option<Quiet>, zone: Zone, now: Timestamp) -> Timestamp {
    let Some(Quiet { from, until }) = quiet else {
        return now;
    };
    let local = zone.local(now);
    let time = local.time();
    let ends_on: Option<Date> = if from <= until {
        (time >= from && time < until).then(|| local.date())
    } else if time < until {
        Some(local.date())
    } else if time >= from {
        local.date().tomorrow().ok()
    } else {
        None
    };
    let Some(day) = ends_on else {
        return now;
    };
    let since_midnight = until.duration_since(jiff::civil::Time::midnight());
    zone.start_of_day(day)
        .checked_add(since_midnight)
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::time;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn nights_over_midnight() {
        let quiet = Some(Quiet {
            from: time(21, 0, 0, 0),
            until: time(6, 0, 0, 0),
        });
        let when = |text| not_before(quiet, Zone::Wib, at(text));
        assert_eq!(
            when("2025-08-01T20:59:59+07:00"),
            at("2025-08-01T20:59:59+07:00")
        );
        assert_eq!(
            when("2025-08-01T21:00:00+07:00"),
            at("2025-08-02T06:00:00+07:00")
        );
        assert_eq!(
            when("2025-08-02T00:30:00+07:00"),
            at("2025-08-02T06:00:00+07:00")
        );
        assert_eq!(
            when("2025-08-02T06:00:00+07:00"),
            at("2025-08-02T06:00:00+07:00")
        );
    }

    #[test]
    fn hours_within_a_day_and_none() {
        let noon = Some(Quiet {
            from: time(12, 0, 0, 0),
            until: time(13, 30, 0, 0),
        });
        let now = at("2025-08-01T12:10:00+09:00");
        assert_eq!(
            not_before(noon, Zone::Wit, now),
            at("2025-08-01T13:30:00+09:00")
        );
        assert_eq!(not_before(None, Zone::Wit, now), now);
    }
}
