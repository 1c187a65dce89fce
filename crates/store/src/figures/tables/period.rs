//! The days of receipt of a question, as the tables tell of them: whole months, and days where those are kept.

use jiff::civil::Date;

use super::cell::kind;
use crate::figures::{Ask, Dimension};
use crate::record::project::day_number;

/// Days of receipt of which cells tell, from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Cells of months: 202301.
    Months(i64, i64),
    /// Cells of days: 20230105.
    Days(i64, i64),
}

impl Span {
    /// Every month.
    pub(crate) const EVER: Self = Self::Months(0, 999_912);
    /// Of cells that belong to several months.
    pub(crate) const SEVERAL: Self = Self::Months(0, 0);

    /// First and last month, or day.
    pub(crate) const fn ends(self) -> (i64, i64) {
        match self {
            Self::Months(first, last) | Self::Days(first, last) => (first, last),
        }
    }

    /// The day or its month, where that is one of these.
    pub(crate) fn of_day(self, day: i64) -> Option<i64> {
        let received = match self {
            Self::Months(..) => day / 100,
            Self::Days(..) => day,
        };
        let (first, last) = self.ends();
        (first..=last).contains(&received).then_some(received)
    }

    /// The kinds of cells that tell of these.
    pub(crate) fn kinds(self, kinds: &[i64]) -> Vec<i64> {
        match self {
            Self::Months(..) => kinds.to_vec(),
            Self::Days(..) => kinds.iter().filter_map(|of| kind::by_day(*of)).collect(),
        }
    }
}

/// The days of receipt of a question.
pub(crate) struct Period {
    /// Whether cells of days are kept.
    pub(crate) by_day: bool,
    /// Those of which cells tell.
    pub(crate) spans: Vec<Span>,
    /// Those before and after, of which lives must.
    pub(crate) edges: Vec<(Date, Date)>,
}

impl Period {
    /// None where cells tell of no part of it.
    pub(crate) fn of(ask: &Ask, by_day: bool) -> Option<Self> {
        let is_told_by_day = by_day && ask.by.is_some_and(is_of_days);
        let months = whole_months(ask).filter(|_| !is_told_by_day);
        let mut spans: Vec<Span> = months.map(span_of_months).into_iter().collect();
        let mut edges = match months {
            Some(months) => edges(ask, months),
            None => vec![(ask.from, ask.to)],
        };
        if by_day {
            let days = edges.drain(..);
            spans.extend(days.map(|(from, to)| Span::Days(day_number(from), day_number(to))));
        }
        (!spans.is_empty()).then_some(Self {
            by_day,
            spans,
            edges,
        })
    }

    /// A question for each stretch of days of which cells do not tell.
    pub(crate) fn asked_apart(&self, ask: &Ask) -> impl Iterator<Item = Ask> {
        let edges = self.edges.iter();
        edges.map(|(from, to)| Ask {
            from: *from,
            to: *to,
            ..*ask
        })
    }

    /// Whether it is whole months, told as such.
    pub(crate) fn is_whole(&self) -> bool {
        let is_month = |span: &Span| matches!(span, Span::Months(..));
        self.edges.is_empty() && self.spans.iter().all(is_month)
    }
}

/// Whether its rows are days, or gathered from them.
pub(crate) const fn is_of_days(by: Dimension) -> bool {
    matches!(by, Dimension::Day | Dimension::Week)
}

fn span_of_months((first, last): (Date, Date)) -> Span {
    let month = |day: Date| day_number(day) / 100;
    Span::Months(month(first), month(last))
}

/// First day of the first whole month of the period, last day of the last one.
fn whole_months(ask: &Ask) -> Option<(Date, Date)> {
    let first = ask.from.first_of_month();
    let first = if first == ask.from {
        first
    } else {
        ask.from.last_of_month().tomorrow().ok()?
    };
    let last = ask.to.last_of_month();
    let last = if last == ask.to {
        last
    } else {
        ask.to.first_of_month().yesterday().ok()?
    };
    (first < last).then_some((first, last))
}

/// The days before and after the whole months.
fn edges(ask: &Ask, (first, last): (Date, Date)) -> Vec<(Date, Date)> {
    let before = first.yesterday().ok().filter(|day| *day >= ask.from);
    let after = last.tomorrow().ok().filter(|day| *day <= ask.to);
    let before = before.map(|day| (ask.from, day));
    before
        .into_iter()
        .chain(after.map(|day| (day, ask.to)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Scope, Sight};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn spans(
        from: Date,
        to: Date,
        by: Option<Dimension>,
        by_day: bool,
    ) -> Option<(Vec<Span>, usize)> {
        let ask = Ask {
            scope: Scope::Installation,
            sight: Sight::WHOLE,
            from,
            to,
            as_of: None,
            by,
            now: Timestamp::UNIX_EPOCH,
        };
        let period = Period::of(&ask, by_day)?;
        assert_eq!(
            period.is_whole(),
            from.day() == 1 && period.spans.len() == 1 && by.is_none()
        );
        Some((period.spans, period.edges.len()))
    }

    #[test]
    fn whole_months_are_told_by_months_and_the_rest_by_days() {
        let (from, to) = (date(2024, 1, 30), date(2024, 3, 2));
        let months = Span::Months(202_402, 202_402);
        let edges = [
            Span::Days(20_240_130, 20_240_131),
            Span::Days(20_240_301, 20_240_302),
        ];
        assert_eq!(spans(from, to, None, false), Some((vec![months], 2)));
        let all = vec![months, edges[0], edges[1]];
        assert_eq!(spans(from, to, None, true), Some((all, 0)));
        let days = vec![Span::Days(20_240_130, 20_240_302)];
        assert_eq!(
            spans(from, to, Some(Dimension::Week), true),
            Some((days, 0))
        );
        assert_eq!(spans(from, from, None, false), None);
        let day = vec![Span::Days(20_240_130, 20_240_130)];
        assert_eq!(spans(from, from, None, true), Some((day, 0)));
        let (from, to) = (date(2024, 2, 1), date(2024, 2, 29));
        for by_day in [false, true] {
            assert_eq!(spans(from, to, None, by_day), Some((vec![months], 0)));
        }
    }
}
