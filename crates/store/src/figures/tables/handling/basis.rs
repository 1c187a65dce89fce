//! By what durations were worked out: calendars and office hours, as far as they were in the past.

use std::fmt::Write as _;

use jiff::civil::Date;
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::WorkingHours;
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;
use sha2::{Digest as _, Sha256};

use crate::seal::hex;

/// What cells mean; raised where they mean something else, so that tables of before are folded anew.
const MEANING: u32 = 4;

/// Calendars and hours up to a day, as one word: another word, and what was folded no longer holds. A free day that
/// is added for the time to come changes nothing that was.
pub(crate) fn of(rules: &Rules, until: Date) -> String {
    let mut text = format!("{MEANING}\n");
    let mut bodies: Vec<BodyId> = rules.directory.bodies.keys().copied().collect();
    bodies.sort_unstable();
    for body in bodies {
        calendar(&mut text, rules.calendar(body), until);
        let usual = WorkingHours::usual();
        hours(&mut text, rules.hours.get(&body).unwrap_or(&usual), until);
        let _written = writeln!(text, "{body}");
    }
    calendar(&mut text, &rules.default_calendar, until);
    hex(&Sha256::digest(text.as_bytes()))
}

fn calendar(text: &mut String, calendar: &Calendar, until: Date) {
    let free = calendar.free_days().iter().map(|day| day.date);
    let free: Vec<Date> = free.filter(|day| *day <= until).collect();
    let _written = write!(text, "{} {free:?}", calendar.zone);
}

fn hours(text: &mut String, hours: &WorkingHours, until: Date) {
    let periods = hours.periods.iter().filter(|period| period.from <= until);
    let periods: Vec<_> = periods
        .map(|period| (period.from, period.to, &period.week))
        .collect();
    let _written = write!(text, "{:?} {periods:?}", hours.week);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::world::rules;
    use lapor_domain::calendar::{FreeDay, FreeKind};

    #[test]
    fn only_what_was_counts() {
        let (known, today) = (rules(), Date::constant(2026, 5, 1));
        let with = |date| {
            let mut rules = Rules::clone(&known);
            rules.default_calendar.add(FreeDay {
                date,
                kind: FreeKind::National,
                name: "Hari libur".to_owned(),
                instrument: String::new(),
            });
            of(&rules, today)
        };
        assert_eq!(with(Date::constant(2026, 5, 4)), of(&known, today));
        assert_ne!(with(Date::constant(2026, 4, 28)), of(&known, today));
    }
}
