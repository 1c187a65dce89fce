//! Time in slots, cut at Indonesia's three midnights: the start of any body's day is the start of a slot.

use jiff::ToSpan as _;
use jiff::civil::Date;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// WIB, from whose midnights days and months are numbered.
const WIB: i64 = 7 * HOUR;
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Slots of a day.
const OF_DAY: i64 = 6;

/// The slot of an instant, in microseconds UTC. Three stretches make a day of WIB: to 22:00, when WIT's next day begins,
/// to 23:00, when WITA's does, and the last hour. The last instant of each is a slot by itself: clocks fall due at
/// midnight, and what will be missed then must not keep today's slot from being whole.
pub(crate) fn slot(us: i64) -> i64 {
    let local = us.saturating_add(WIB);
    let of_day = local.rem_euclid(DAY);
    let stretch = (of_day / HOUR - 21).max(0);
    let is_last = of_day >= 21 * HOUR && (of_day + 1) % HOUR == 0;
    local.div_euclid(DAY) * OF_DAY + stretch * 2 + i64::from(is_last)
}

/// The month of a slot, by WIB: 202301.
pub(crate) fn month(slot: i64) -> i64 {
    let day = EPOCH.checked_add(slot.div_euclid(OF_DAY).days());
    day.map_or(i64::MAX, |day| {
        i64::from(day.year()) * 100 + i64::from(day.month())
    })
}

/// The first and the last slot of a slot's month.
pub(crate) fn of_month(slot: i64) -> (i64, i64) {
    let day = EPOCH.checked_add(slot.div_euclid(OF_DAY).days());
    day.map_or((i64::MAX, i64::MAX), |day| {
        let before = i64::from(day.day()) - 1;
        let first = (slot.div_euclid(OF_DAY) - before) * OF_DAY;
        (first, first + i64::from(day.days_in_month()) * OF_DAY - 1)
    })
}

/// So many months before a month: 202301 less 2 is 202211.
pub(crate) const fn months_before(month: i64, n: i64) -> i64 {
    let months = month / 100 * 12 + month % 100 - 1 - n;
    months.div_euclid(12) * 100 + months.rem_euclid(12) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::micros;
    use lapor_domain::zone::Zone;

    #[test]
    fn every_bodys_day_begins_with_a_slot() {
        let mut day = Date::constant(2023, 12, 28);
        for _ in 0..40 {
            for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
                let start = micros(zone.start_of_day(day));
                let before = slot(start - 1);
                assert_eq!(
                    (slot(start), slot(start - 2)),
                    (before + 1, before - 1),
                    "{day} {zone}"
                );
            }
            let (start, noon) = (micros(Zone::Wib.start_of_day(day)), 12 * HOUR);
            assert_eq!(slot(start), slot(start + noon));
            let number = i64::from(day.year()) * 100 + i64::from(day.month());
            assert_eq!(month(slot(start)), number);
            let first = micros(Zone::Wib.start_of_day(day.first_of_month()));
            let end = micros(Zone::Wib.start_of_day(day.last_of_month())) + DAY - 1;
            assert_eq!(of_month(slot(start + noon)), (slot(first), slot(end)));
            day = day.tomorrow().unwrap_or(day);
        }
        assert_eq!(month(slot(-1)), 197_001, "seven in the morning of WIB");
        assert_eq!(
            (months_before(202_301, 2), months_before(202_312, 2)),
            (202_211, 202_310)
        );
    }
}
