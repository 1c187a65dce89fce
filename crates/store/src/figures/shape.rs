//! How the finest values of a dimension are gathered: units into branches, days into weeks, villages into districts.

use std::collections::HashMap;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan as _};
use lapor_domain::figures::month_name;
use lapor_domain::ids::{CategoryId, UnitId};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::key::Key;
use super::tally;
use super::{Ask, Dimension, Scope};
use crate::record::project::{date, day_number};

/// Gathers values of one dimension.
pub(crate) struct Shape {
    by: Option<Dimension>,
    /// The unit or category under which each is told, where that is another one.
    tops: HashMap<Uuid, Uuid>,
}

impl Shape {
    /// Of a question.
    pub(crate) fn of(rules: &Rules, ask: &Ask) -> Self {
        let directory = &rules.directory;
        let tops = match ask.by {
            Some(Dimension::Unit) => {
                let heirs = directory.heirs.iter();
                heirs.map(|(unit, heir)| (unit.0, heir.0)).collect()
            }
            Some(Dimension::Branch) => {
                let scope = match ask.scope {
                    Scope::Unit(unit) => Some(unit),
                    _ => None,
                };
                let top = |unit: &UnitId| {
                    let above = directory.ancestry(directory.told_as(*unit));
                    let within = above.take_while(|step| Some(*step) != scope);
                    within.last().unwrap_or(*unit)
                };
                let all = directory.units.keys();
                all.map(|unit| (unit.0, top(unit).0)).collect()
            }
            Some(Dimension::CategoryGroup) => {
                let parent = |at: &CategoryId| {
                    directory
                        .categories
                        .get(at)
                        .and_then(|category| category.parent)
                };
                let top = |category: &CategoryId| {
                    let above = std::iter::successors(Some(*category), parent).take(32);
                    above.last().unwrap_or(*category)
                };
                let all = directory.categories.keys();
                all.map(|category| (category.0, top(category).0)).collect()
            }
            _ => HashMap::new(),
        };
        Self { by: ask.by, tops }
    }

    /// The value under which a finest one is told.
    pub(crate) fn gather(&self, key: Key) -> Key {
        let Some(by) = self.by else {
            return Key::None;
        };
        match (by, key) {
            (Dimension::Unit | Dimension::Branch | Dimension::CategoryGroup, Key::Id(id)) => {
                Key::Id(self.tops.get(&id).copied().unwrap_or(id))
            }
            (Dimension::District, Key::Code(code)) => level(&code, 3),
            (Dimension::Village, Key::Code(code)) => level(&code, 4),
            (Dimension::Anonymity, Key::Number(unnamed)) => {
                Key::Code(if unnamed == 1 { "unnamed" } else { "named" }.to_owned())
            }
            (Dimension::Language, Key::Number(language)) => {
                tally::language(language).map_or(Key::None, |it| Key::Code(it.as_str().to_owned()))
            }
            (by, Key::Number(number)) if by.is_time() && by != Dimension::Month => {
                let day = if number > 999_999 {
                    number
                } else {
                    number * 100 + 1
                };
                date(day).map_or(Key::None, |day| Key::Code(time_code(by, day)))
            }
            (_, key) => key,
        }
    }

    /// The value under which a unit is told, where units are asked for.
    pub(crate) fn unit(&self, unit: Option<Uuid>) -> Option<Key> {
        let is_unit = self.by.is_some_and(Dimension::is_unit);
        is_unit.then(|| self.gather(unit.map_or(Key::None, Key::Id)))
    }

    /// Every stretch of time of a question that has begun before the moment, in order.
    pub(crate) fn stretches(&self, ask: &Ask, last: Date) -> Vec<Key> {
        let Some(by) = self.by.filter(|by| by.is_time()) else {
            return Vec::new();
        };
        let days = ask.from.series(1.day());
        let days = days.take_while(|day| *day <= ask.to.min(last));
        let keys = days.map(|day| match by {
            Dimension::Month => Key::Number(day_number(day) / 100),
            by => Key::Code(time_code(by, day)),
        });
        let mut keys: Vec<Key> = keys.collect();
        keys.dedup();
        keys
    }
}

/// As many parts of a region's code; none where it is known less exactly.
fn level(code: &str, parts: usize) -> Key {
    let found: Vec<&str> = code.split('.').take(parts).collect();
    if found.len() == parts {
        Key::Code(found.join("."))
    } else {
        Key::None
    }
}

/// `2023-01-05`, `2023-W01`, `2023-Q1`, `2023`: in order of time as words.
pub(super) fn time_code(by: Dimension, day: Date) -> String {
    match by {
        Dimension::Week => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Dimension::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
        Dimension::Year => format!("{:04}", day.year()),
        Dimension::Month => format!("{:04}-{:02}", day.year(), day.month()),
        _ => day.to_string(),
    }
}

/// First and last day of a stretch of time, by its code.
pub fn time_span(by: Dimension, code: &str) -> Option<(Date, Date)> {
    match by {
        Dimension::Day => code.parse().ok().map(|day: Date| (day, day)),
        Dimension::Week => {
            let (year, week) = code.split_once("-W")?;
            let (year, week) = (year.parse().ok()?, week.parse().ok()?);
            let monday = jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
            let monday = monday.date();
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        Dimension::Month => {
            let first: Date = format!("{code}-01").parse().ok()?;
            Some((first, first.last_of_month()))
        }
        Dimension::Quarter => {
            let (year, quarter) = code.split_once("-Q")?;
            let quarter: i8 = quarter.parse().ok().filter(|n| (1..=4).contains(n))?;
            let first = Date::new(year.parse().ok()?, quarter * 3 - 2, 1).ok()?;
            let last = first.checked_add(2.months()).ok()?.last_of_month();
            Some((first, last))
        }
        Dimension::Year => {
            let year = code.parse().ok()?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        _ => None,
    }
}

/// What people read: `5 Januari 2023`, `minggu 1 tahun 2023`, `triwulan I 2023`, `2023`.
pub(super) fn time_label(by: Dimension, code: &str) -> Option<String> {
    let (first, _) = time_span(by, code)?;
    Some(match by {
        Dimension::Month => format!("{} {}", month_name(i64::from(first.month())), first.year()),
        Dimension::Week => {
            let week = first.iso_week_date();
            format!(
                "minggu {} tahun {} (mulai {})",
                week.week(),
                week.year(),
                day_label(first)
            )
        }
        Dimension::Quarter => {
            let quarters = ["I", "II", "III", "IV"];
            let at = usize::try_from((first.month() - 1) / 3).ok()?;
            format!("triwulan {} {}", quarters.get(at)?, first.year())
        }
        Dimension::Year => first.year().to_string(),
        _ => day_label(first),
    })
}

fn day_label(day: Date) -> String {
    format!(
        "{} {} {}",
        day.day(),
        month_name(i64::from(day.month())),
        day.year()
    )
}

/// The last local day of which anything can be known at a moment.
pub(crate) fn last_day(ask: &Ask, rules: &Rules) -> Date {
    let before = ask
        .moment()
        .checked_sub(jiff::SignedDuration::from_micros(1));
    let before = before.unwrap_or(Timestamp::MIN);
    ask.zone(rules).local_date(before)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_stretch_of_time_has_a_code_a_span_and_a_name() {
        let day = date(2024, 12, 31);
        let told = |by: Dimension| {
            let code = time_code(by, day);
            let (first, last) = time_span(by, &code).unwrap();
            assert!((first..=last).contains(&day));
            (code.clone(), time_label(by, &code).unwrap())
        };
        assert_eq!(
            told(Dimension::Day),
            ("2024-12-31".into(), "31 Desember 2024".into())
        );
        assert_eq!(
            told(Dimension::Week),
            (
                "2025-W01".into(),
                "minggu 1 tahun 2025 (mulai 30 Desember 2024)".into()
            )
        );
        assert_eq!(
            told(Dimension::Quarter),
            ("2024-Q4".into(), "triwulan IV 2024".into())
        );
        assert_eq!(told(Dimension::Year), ("2024".into(), "2024".into()));
        assert_eq!(time_span(Dimension::Quarter, "2024-Q5"), None);
    }
}
