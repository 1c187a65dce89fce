//! What the figures page is asked for, and what it answers instead of what cannot be asked.

use std::fmt::Write as _;

use jiff::civil::Date;
use lapor_app::figures::Organisation;
use lapor_store::figures::Dimension;
use serde::Deserialize;

use super::door::Door;
use crate::i18n::I18n;
use crate::view::forms::Errors;

/// Breakdowns for anyone, and their codes.
pub(crate) const DIMENSIONS: [(&str, Dimension); 6] = [
    ("unit", Dimension::Unit),
    ("category", Dimension::Category),
    ("channel", Dimension::Channel),
    ("type", Dimension::Type),
    ("month", Dimension::Month),
    ("region", Dimension::Region),
];

/// Breakdowns for officers beside them: a language may say who somebody's people are.
pub(crate) const INSIDE: [(&str, Dimension); 1] = [("language", Dimension::Language)];

/// Breakdowns behind a door.
pub(crate) fn dimensions(door: Door) -> impl Iterator<Item = (&'static str, Dimension)> {
    let inside: &[_] = match door {
        Door::Public => &[],
        Door::Desk | Door::NoList => &INSIDE,
    };
    DIMENSIONS.iter().chain(inside).copied()
}

/// The query as sent.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) from: String,
    #[serde(default)]
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) as_of: String,
    #[serde(default)]
    pub(crate) by: String,
    /// `today`: units in the arrangement of today.
    #[serde(default)]
    pub(crate) units: String,
    #[serde(default)]
    pub(crate) format: String,
}

/// A question that can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) from: Date,
    pub(crate) to: Date,
    /// State at the end of this day.
    pub(crate) as_of: Option<Date>,
    pub(crate) by: Option<Dimension>,
    /// How units are told.
    pub(crate) organisation: Organisation,
}

impl Asked {
    /// The question, and what was wrong with it; what is wrong falls back to the usual.
    ///
    /// Without a period it is the year of the last report: that of a demonstration lies in the past.
    pub(crate) fn question(
        &self,
        i18n: I18n,
        today: Date,
        latest: Option<i16>,
        door: Door,
    ) -> (Question, Errors) {
        let mut errors = Errors::default();
        let year = latest.unwrap_or(today.year());
        let usual = |month, day| Date::new(year, month, day).unwrap_or(today);
        let mut date = |field: &'static str, text: &str| {
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            let parsed = text
                .parse::<Date>()
                .ok()
                .filter(|date| (1990..2200).contains(&date.year()));
            if parsed.is_none() {
                errors.push(field, i18n.t("stats-error-date"));
            }
            parsed
        };
        let (from, to) = (date("from", &self.from), date("to", &self.to));
        let mut as_of = date("as_of", &self.as_of);
        let mut question = Question {
            from: from.unwrap_or_else(|| usual(1, 1)),
            to: to.unwrap_or_else(|| usual(12, 31)),
            as_of: None,
            by: dimensions(door)
                .find(|(code, _)| *code == self.by)
                .map(|(_, dimension)| dimension),
            organisation: match self.units.as_str() {
                "today" => Organisation::Today,
                _ => Organisation::Then,
            },
        };
        if question.by.is_none() && !self.by.is_empty() {
            errors.push("by", i18n.t("stats-error-by"));
        }
        if as_of.is_some_and(|day| day > today) {
            errors.push("as_of", i18n.t("stats-error-future"));
            as_of = None;
        }
        question.as_of = as_of;
        // A day of grace for the zones of the east.
        if today.tomorrow().is_ok_and(|day| question.from > day) {
            errors.push("from", i18n.t("stats-error-not-begun"));
            (question.from, question.to) = (usual(1, 1), usual(12, 31));
        }
        let is_reversed = question.to < question.from;
        // A first day that cannot be read is nothing against the last.
        if is_reversed && !errors.has("from") {
            errors.push("to", i18n.t("stats-error-order"));
        }
        if is_reversed || errors.has("to") {
            (question.from, question.to) = (usual(1, 1), usual(12, 31));
        }
        (question, errors)
    }

    /// What stands in a date's field: what was typed, else what was taken for it.
    pub(crate) fn shown(typed: &str, taken: Date) -> String {
        if typed.is_empty() {
            taken.to_string()
        } else {
            typed.to_owned()
        }
    }
}

impl Question {
    /// Its days and its moment as a query.
    pub(crate) fn period(&self) -> String {
        let mut query = format!("from={}&to={}", self.from, self.to);
        if let Some(day) = self.as_of {
            let _ = write!(query, "&as_of={day}");
        }
        query
    }

    /// The same as a query.
    pub(crate) fn query(&self) -> String {
        let mut query = self.period();
        if let Some(by) = self.by {
            let _ = write!(query, "&by={}", super::code(by));
        }
        if self.organisation == Organisation::Today {
            query.push_str("&units=today");
        }
        query
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;

    use super::*;

    fn asked(from: &str, to: &str, as_of: &str) -> (Question, Errors) {
        let asked = Asked {
            from: from.into(),
            to: to.into(),
            as_of: as_of.into(),
            ..Asked::default()
        };
        asked.question(I18n::default(), date(2024, 3, 5), Some(2023), Door::Public)
    }

    #[test]
    fn nothing_asked_is_the_year_of_the_last_report() {
        let (question, errors) = asked("", "", "");
        assert!(errors.is_empty());
        assert_eq!(
            (question.from, question.to),
            (date(2023, 1, 1), date(2023, 12, 31))
        );
        assert_eq!(question.as_of, None);
    }

    #[test]
    fn what_cannot_be_asked_says_so() {
        assert!(asked("2023-13-01", "", "").1.has("from"));
        assert!(asked("", "kemarin", "").1.has("to"));
        assert!(asked("2023-12-31", "2023-01-01", "").1.has("to"));
        assert!(asked("", "", "2024-03-06").1.has("as_of"));
        assert!(asked("", "", "2024-03-05").1.is_empty());
        assert!(asked("0001-01-01", "", "").1.has("from"));
        let (question, errors) = asked("2150-01-01", "2150-12-31", "");
        assert!(errors.has("from") && !errors.has("to"));
        assert_eq!(question.from, date(2023, 1, 1));
        // A year that goes on is no future, nor is its end.
        assert!(asked("2024-01-01", "2024-12-31", "").1.is_empty());
        // The last day is not blamed for the first.
        let (question, errors) = asked("kemarin", "2022-06-30", "");
        assert!(errors.has("from") && !errors.has("to"));
        assert!(question.from <= question.to);
    }

    #[test]
    fn a_question_survives_its_query() {
        let (mut question, _) = asked("2023-01-01", "2023-12-31", "2023-12-31");
        question.by = Some(Dimension::Month);
        assert_eq!(
            question.query(),
            "from=2023-01-01&to=2023-12-31&as_of=2023-12-31&by=month"
        );
        let as_of: Date = "2023-12-31".parse().unwrap();
        assert_eq!(question.as_of, Some(as_of));
        question.organisation = Organisation::Today;
        assert!(question.query().ends_with("&by=month&units=today"));
    }

    #[test]
    fn languages_are_told_inside_only() {
        let asked = |by: &str, door| {
            let by = by.to_owned();
            let asked = Asked {
                by,
                ..Asked::default()
            };
            let (question, wrong) = asked.question(I18n::default(), date(2024, 3, 5), None, door);
            (question.by, wrong.has("by"))
        };
        assert_eq!(asked("language", Door::Public), (None, true));
        let inside = (Some(Dimension::Language), false);
        assert_eq!(asked("language", Door::Desk), inside);
        assert_eq!(asked("kucing", Door::Desk), (None, true));
        assert_eq!(asked("", Door::Public), (None, false));
    }
}
