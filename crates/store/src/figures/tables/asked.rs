//! A question with what was added up for it: which cells it may see, and in which row they count.

use super::cell;
use super::numbers::Numbers;
use super::pairs::{Pair, Wanted};
use crate::figures::answer::Adding;
use crate::figures::key::Key;
use crate::figures::shape::Shape;
use crate::figures::sql::Part;
use crate::figures::{Ask, Dimension};
use crate::record::project::day_number;

/// A question with what was added up for it.
pub(crate) struct Asked<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) part: &'a Part,
    pub(crate) shape: &'a Shape,
    pub(crate) adding: Adding,
}

impl Asked<'_> {
    /// Whether who asks may know of it, and the scope has it.
    fn is_seen(&self, code: u32) -> bool {
        let is_supervisory = code & cell::SUPERVISORY != 0;
        self.part.sees(is_supervisory, code & cell::LEFT != 0)
    }

    /// The name behind the lead, where that is one of those asked for.
    fn behind_lead<'b>(&self, name: &'b [u8]) -> Option<&'b [u8]> {
        let (lead, rest) = cell::take_key(name)?;
        let lead = match lead {
            Key::Id(lead) => Some(lead),
            _ => None,
        };
        self.part.has_lead(lead).then_some(rest)
    }

    /// The key of a row, where its lead is one of those asked for, and what is behind it.
    fn key<'b>(&self, name: &'b [u8]) -> Option<(Key, &'b [u8])> {
        let of_unit = self.ask.by.is_some_and(Dimension::is_unit);
        let rest = match &self.part.leads {
            Some(_) if of_unit => self.behind_lead(name).map(|_| name)?,
            Some(_) => self.behind_lead(name)?,
            None => name,
        };
        cell::take_key(rest).map(|(key, rest)| (self.shape.gather(key), rest))
    }

    /// Adds the total.
    pub(crate) fn totals(&mut self, numbers: &Numbers) {
        for (_, name, code, n) in numbers.iter() {
            let led = self.part.leads.is_none() || self.behind_lead(name).is_some();
            if led && self.is_seen(code) {
                self.adding.count_total(&cell::facts(code), n);
            }
        }
    }

    /// Adds rows that are told apart by month or holder, or the one row of all, and the total with them.
    pub(crate) fn totals_apart(&mut self, numbers: &Numbers) {
        for (of, name, code, n) in numbers.iter() {
            let led = self.part.leads.is_none() || self.behind_lead(name).is_some();
            if !led || !self.is_seen(code) {
                continue;
            }
            let facts = cell::facts(code);
            self.adding.count_total(&facts, n);
            let key = self.shape.gather(of.clone());
            self.adding.count_row(&key, &facts, n);
        }
    }

    /// Adds the rows of another dimension.
    pub(crate) fn rows(&mut self, numbers: &Numbers) {
        for (_, name, code, n) in numbers.iter() {
            if let Some((key, _)) = self.key(name).filter(|_| self.is_seen(code)) {
                self.adding.count_row(&key, &cell::facts(code), n);
            }
        }
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            days: (day_number(self.ask.from), day_number(self.ask.to)),
            supervisory: self.ask.sight.supervisory,
            with_left: self.part.with_left,
        }
    }

    /// Cases of the total, and those of rows that are stretches of time; none where a name is damaged.
    pub(crate) fn cases(&mut self, numbers: &Numbers) -> Option<()> {
        let wanted = self.wanted();
        let by = self.ask.by.filter(|by| by.is_time());
        for (_, name, _, n) in numbers.iter() {
            let name = if self.part.leads.is_some() {
                let Some(rest) = self.behind_lead(name) else {
                    continue;
                };
                rest
            } else {
                name
            };
            let pair = Pair::take(name)?;
            if pair.is_case(&wanted) {
                self.adding.add_cases(n);
            }
            let Some(by) = by else { continue };
            let stretch = |day: i64| match by {
                Dimension::Day | Dimension::Week => self.shape.gather(Key::Number(day)),
                _ => self.shape.gather(Key::Number(day / 100)),
            };
            for key in pair.stretches(&wanted, stretch) {
                self.adding.add_cases_of_row(&key, n);
            }
        }
        Some(())
    }

    /// Cases of the rows of another dimension.
    pub(crate) fn cases_of_rows(&mut self, numbers: &Numbers) -> Option<()> {
        let wanted = self.wanted();
        for (_, name, _, n) in numbers.iter() {
            let Some((key, pair)) = self.key(name) else {
                // Of another lead, or damaged.
                cell::take_key(name)?;
                continue;
            };
            // Behind a lead that is the value itself the pair comes at once.
            if Pair::take(pair)?.is_case_of_row(&wanted) {
                self.adding.add_cases_of_row(&key, n);
            }
        }
        Some(())
    }

    /// How many of these it may see.
    pub(crate) fn reports(&self, numbers: &Numbers) -> u64 {
        let mine = numbers.iter().filter(|(_, name, code, _)| {
            let led = self.part.leads.is_none() || self.behind_lead(name).is_some();
            led && self.is_seen(*code)
        });
        mine.map(|(_, _, _, n)| n).sum()
    }
}
