//! By what durations were worked out: calendars and office hours, as far as they were in the past.

use std::collections::{BTreeMap, HashMap};
use std::ptr;

use jiff::civil::Date;
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::WorkingHours;
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::record::project::day_number;
use crate::seal::hex;

/// What cells and lives mean; raised where they mean something else, so that tables of before are folded anew.
const MEANING: u32 = 5;
/// Letters of a word.
const LETTERS: usize = 16;

/// From which day on a word holds that stands for all days up to it.
type Chain = Vec<(i64, String)>;

/// Calendars and hours by which something was folded. What was known at an earlier moment is compared as far as that moment: a
/// free day that is added for the time to come changes nothing that was.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Basis {
    meaning: u32,
    chains: Vec<Chain>,
    /// Which chain a body goes by.
    bodies: BTreeMap<Uuid, usize>,
}

impl Basis {
    /// Of rules, up to a day.
    pub(crate) fn of(rules: &Rules, until: Date) -> Self {
        let usual = WorkingHours::usual();
        let mut basis = Self {
            meaning: MEANING,
            chains: Vec::new(),
            bodies: BTreeMap::new(),
        };
        let mut known = HashMap::new();
        for body in rules.directory.bodies.keys().copied() {
            let (calendar, hours) = by(rules, &usual, body);
            // Most bodies go by the same.
            let which = (ptr::from_ref(calendar), ptr::from_ref(hours));
            let at = *known.entry(which).or_insert_with(|| {
                basis.chains.push(chain(calendar, hours, until));
                basis.chains.len() - 1
            });
            basis.bodies.insert(body.0, at);
        }
        basis
    }

    /// Whether cells and lives mean what they do now.
    pub(crate) const fn means_the_same(&self) -> bool {
        self.meaning == MEANING
    }

    /// Whether rules say the same of some bodies up to a day. Of a body that was not known yet nothing was folded.
    pub(crate) fn holds(
        &self,
        rules: &Rules,
        bodies: impl Iterator<Item = BodyId>,
        until: Date,
    ) -> bool {
        let usual = WorkingHours::usual();
        let last = day_number(until);
        let mut compared = HashMap::new();
        let mut is_same = |body: BodyId| {
            let Some(at) = self.bodies.get(&body.0) else {
                return true;
            };
            let (calendar, hours) = by(rules, &usual, body);
            let which = (*at, ptr::from_ref(calendar), ptr::from_ref(hours));
            *compared.entry(which).or_insert_with(|| {
                let folded = self.chains.get(*at).into_iter().flatten();
                let folded = folded.take_while(|(day, _)| *day <= last).last();
                folded == chain(calendar, hours, until).last()
            })
        };
        self.means_the_same() && bodies.into_iter().all(&mut is_same)
    }
}

fn by<'a>(
    rules: &'a Rules,
    usual: &'a WorkingHours,
    body: BodyId,
) -> (&'a Calendar, &'a WorkingHours) {
    (
        rules.calendar(body),
        rules.hours.get(&body).unwrap_or(usual),
    )
}

/// A word for the zone and the usual week, and one more for each day on which something is said.
fn chain(calendar: &Calendar, hours: &WorkingHours, until: Date) -> Chain {
    let free = calendar.free_days().iter();
    let mut said: Vec<(i64, String)> = free
        .filter(|free| free.date <= until)
        .map(|free| (day_number(free.date), String::new()))
        .collect();
    let periods = hours.periods.iter().enumerate();
    let periods = periods.filter(|(_, period)| period.from <= until);
    said.extend(periods.map(|(at, period)| {
        let what = format!("{at} {} {:?}", period.to, period.week);
        (day_number(period.from), what)
    }));
    said.sort_unstable();
    said.dedup();
    let begun = word("", &format!("{} {:?}", calendar.zone, hours.week));
    let mut chain = vec![(0, begun)];
    for (day, what) in said {
        let before = chain.last().map_or("", |(_, word)| word);
        let next = word(before, &format!("{day} {what}"));
        match chain.last_mut().filter(|(last, _)| *last == day) {
            Some(last) => last.1 = next,
            None => chain.push((day, next)),
        }
    }
    chain
}

fn word(before: &str, what: &str) -> String {
    let mut word = hex(&Sha256::digest(format!("{before} {what}").as_bytes()));
    word.truncate(LETTERS);
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::world::rules;
    use lapor_domain::calendar::{FreeDay, FreeKind};

    #[test]
    fn only_what_was_counts() {
        let (known, today) = (rules(), Date::constant(2026, 5, 1));
        let with = |date: Date, until: Date| {
            let mut rules = Rules::clone(&known);
            rules.default_calendar.add(FreeDay {
                date,
                kind: FreeKind::National,
                name: "Hari libur".to_owned(),
                instrument: String::new(),
            });
            let bodies: Vec<BodyId> = rules.directory.bodies.keys().copied().collect();
            assert!(!bodies.is_empty());
            let folded = Basis::of(&rules, today);
            folded.holds(&known, bodies.into_iter(), until)
        };
        let (april, may) = (Date::constant(2026, 4, 28), Date::constant(2026, 5, 4));
        assert!(with(may, today), "it is still to come");
        assert!(!with(april, today));
        assert!(!with(april, april));
        assert!(with(april, Date::constant(2026, 4, 27)), "nobody knew then");
    }
}
