//! A question with what was added up for it: which cells it may see, and in which row they count.

use lapor_domain::figures::Facts;

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

    /// Whether its lead is one of those asked for.
    fn is_led(&self, name: &[u8]) -> bool {
        self.part.leads.is_none() || self.behind_lead(name).is_some()
    }

    /// Adds the total.
    pub(crate) fn totals(&mut self, numbers: &Numbers) -> Option<()> {
        numbers.each(|_, name, codes| {
            if self.is_led(name) {
                for (facts, n) in seen(self.part, codes) {
                    self.adding.count_total(&facts, n);
                }
            }
            Some(())
        })
    }

    /// Adds rows that are told apart by month or holder, or the one row of all, and the total with them.
    pub(crate) fn totals_apart(&mut self, numbers: &Numbers) -> Option<()> {
        numbers.each(|of, name, codes| {
            if self.is_led(name) {
                let key = self.shape.gather(of.clone());
                for (facts, n) in seen(self.part, codes) {
                    self.adding.count_total(&facts, n);
                    self.adding.count_row(&key, &facts, n);
                }
            }
            Some(())
        })
    }

    /// Adds the rows of another dimension.
    pub(crate) fn rows(&mut self, numbers: &Numbers) -> Option<()> {
        numbers.each(|_, name, codes| {
            if let Some((key, _)) = self.key(name) {
                for (facts, n) in seen(self.part, codes) {
                    self.adding.count_row(&key, &facts, n);
                }
            }
            Some(())
        })
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
        numbers.each(|_, name, codes| {
            let name = if self.part.leads.is_some() {
                let Some(rest) = self.behind_lead(name) else {
                    return Some(());
                };
                rest
            } else {
                name
            };
            let pair = Pair::take(name)?;
            let n = all(codes);
            if pair.is_case(&wanted) {
                self.adding.add_cases(n);
            }
            let stretch = |day: i64| match by {
                Some(Dimension::Day | Dimension::Week) => self.shape.gather(Key::Number(day)),
                _ => self.shape.gather(Key::Number(day / 100)),
            };
            if by.is_some() {
                for key in pair.stretches(&wanted, stretch) {
                    self.adding.add_cases_of_row(&key, n);
                }
            }
            Some(())
        })
    }

    /// Cases of the rows of another dimension; none where a name is damaged.
    pub(crate) fn cases_of_rows(&mut self, numbers: &Numbers) -> Option<()> {
        let wanted = self.wanted();
        numbers.each(|_, name, codes| {
            let Some((key, pair)) = self.key(name) else {
                // Of another lead, or damaged.
                return cell::take_key(name).map(|_| ());
            };
            // Behind a lead that is the value itself the pair comes at once.
            if Pair::take(pair)?.is_case_of_row(&wanted) {
                self.adding.add_cases_of_row(&key, all(codes));
            }
            Some(())
        })
    }

    /// How many of these it may see.
    pub(crate) fn reports(&self, numbers: &Numbers) -> Option<u64> {
        let mut reports = 0;
        numbers.each(|_, name, codes| {
            if self.is_led(name) {
                reports += seen(self.part, codes).map(|(_, n)| n).sum::<u64>();
            }
            Some(())
        })?;
        Some(reports)
    }
}

/// The facts that may be known of by who asks, and are in the scope.
fn seen(part: &Part, codes: &[(u32, u64)]) -> impl Iterator<Item = (Facts, u64)> {
    let seen = codes.iter().filter(|(code, _)| {
        let is_supervisory = code & cell::SUPERVISORY != 0;
        part.sees(is_supervisory, code & cell::LEFT != 0)
    });
    seen.map(|(code, n)| (cell::facts(*code), *n))
}

fn all(codes: &[(u32, u64)]) -> u64 {
    codes.iter().map(|(_, n)| n).sum()
}
