//! The way from a figure to the reports behind it. The list that it leads to decides who may see which of them.

use jiff::civil::Date;
use lapor_domain::ids::UnitId;
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, Dimension, Row};

use crate::behind;
use crate::layout::query_escaped;
use crate::state::Here;

/// Where the reports behind a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Released ones, for everybody.
    Public,
    /// In the list of the officer's office.
    Desk,
    /// Nowhere: an officer who has no list.
    NoList,
}

impl Door {
    /// All reports of an answer.
    pub(crate) fn received(self, here: &Here, answer: &Answer) -> Option<String> {
        self.list(here, self.whole(), &behind::of(answer))
    }

    /// Reports of a figure; none where the list has none of them.
    pub(crate) fn figure(self, here: &Here, answer: &Answer, figure: Figure) -> Option<String> {
        let only = self.only(figure)?;
        self.list(here, &only, &behind::of(answer))
    }

    /// Reports of a measure, or a list that holds them and says that it holds more.
    pub(crate) fn measure(self, here: &Here, answer: &Answer, id: &str) -> Option<String> {
        let only = self.of_measure(id)?;
        // What is open was received on any day.
        let behind = if id.starts_with("backlog_") {
            behind::at(answer.as_of)
        } else {
            behind::of(answer)
        };
        self.list(here, &only, &behind)
    }

    /// What asks a list for the reports of a measure.
    fn of_measure(self, id: &str) -> Option<String> {
        let of_handled = |id: &str| id.starts_with("closed_by_") || id.starts_with("outcome_");
        let only = match (id, self) {
            ("completion", _) => return self.only(Figure::Handled),
            ("solved_share" | "confirmed_share", _) => self.only(Figure::Handled)?,
            ("withdrawn" | "expired", _) => self.only(Figure::Archived)?,
            (id, _) if of_handled(id) => self.only(Figure::Handled)?,
            (id, Self::Desk) if id.starts_with("backlog_") => "tab=tindakan".to_owned(),
            (_, Self::NoList) => return None,
            _ => self.whole().to_owned(),
        };
        Some(more(&only))
    }

    /// Reports of a row of a breakdown; where no list is of these alone, one that holds them and says that it holds more.
    /// None of what is left of a total, which nobody may read.
    pub(crate) fn row(
        self,
        here: &Here,
        answer: &Answer,
        by: Dimension,
        row: &Row,
    ) -> Option<String> {
        let key = match row.key.as_deref() {
            _ if row.is_rest => return None,
            Some(key) => key,
            // What has no unit or category yet was not verified, and is not public.
            None if self == Self::Public && by != Dimension::Region => return None,
            None => return self.part(here, answer),
        };
        if by == Dimension::Month {
            return self.month(here, answer, key, None);
        }
        let below = format!("{key}.");
        let is_below = |other: &Row| {
            other
                .key
                .as_deref()
                .is_some_and(|of| of.starts_with(&below))
        };
        let link = self.reports(here, answer, by, key)?;
        // A row is of what is known no nearer, a list also of what is below it.
        if by == Dimension::Region && answer.rows.iter().any(is_below) {
            return Some(more(&link));
        }
        Some(link)
    }

    /// Reports of a value of a dimension; the list is told of which days and of which moment the value is.
    pub(crate) fn reports(
        self,
        here: &Here,
        answer: &Answer,
        by: Dimension,
        key: &str,
    ) -> Option<String> {
        let field = match (by, self) {
            (Dimension::Category, _) => "category",
            // The list of an installation knows no units.
            (Dimension::Unit, Self::Public) if here.body.is_none() => {
                return self.part(here, answer);
            }
            (Dimension::Unit, _) => "unit",
            (Dimension::Region, Self::Public) => "village",
            (Dimension::Region, Self::Desk) => "region",
            (Dimension::Channel, Self::Desk) => "channel",
            _ => return self.part(here, answer),
        };
        let alone = if by == Dimension::Unit && has_others_below(here, key) {
            "&of=unit"
        } else {
            ""
        };
        let only = format!("{}&{field}={}{alone}", self.whole(), query_escaped(key));
        self.list(here, &only, &behind::of(answer))
    }

    /// Reports of a month, or of several that are told as one; of them those of a figure.
    pub(crate) fn month(
        self,
        here: &Here,
        answer: &Answer,
        key: &str,
        figure: Option<Figure>,
    ) -> Option<String> {
        let days = within(key, (answer.ask.from, answer.ask.to))?;
        let only = match figure {
            Some(figure) => self.only(figure)?,
            None => self.whole().to_owned(),
        };
        self.list(here, &only, &behind::on(days, answer.as_of))
    }

    /// The list of the period, of which the figure is a part.
    fn part(self, here: &Here, answer: &Answer) -> Option<String> {
        self.list(here, &more(self.whole()), &behind::of(answer))
    }

    /// What asks a list for everything.
    const fn whole(self) -> &'static str {
        match self {
            Self::Public | Self::NoList => "",
            Self::Desk => "tab=semua",
        }
    }

    /// What asks a list for a figure.
    fn only(self, figure: Figure) -> Option<String> {
        let only = match (self, figure) {
            // Nothing is public before it was verified.
            (Self::Public, Figure::NotVerified) | (Self::NoList, _) => return None,
            (Self::Public, _) => return Some(format!("status={figure}")),
            (Self::Desk, Figure::Handled) => "tab=selesai",
            (Self::Desk, Figure::NotVerified) => "tab=belum-diverifikasi",
            (Self::Desk, Figure::OnHold) => "tab=semua&state=on_hold",
            (Self::Desk, Figure::Archived) => "tab=semua&state=archived",
            (Self::Desk, Figure::Transferred) => "tab=semua&state=transferred",
            // No list is of these alone: it is told that there are others in it.
            (Self::Desk, Figure::InProcess | Figure::NotFollowedUp) => "tab=semua&of=more",
        };
        Some(only.to_owned())
    }

    fn list(self, here: &Here, only: &str, behind: &str) -> Option<String> {
        let page = match self {
            Self::Public => "laporan",
            Self::Desk => "ruang",
            Self::NoList => return None,
        };
        let query = format!("{only}{behind}");
        let query = query.trim_start_matches('&');
        Some(format!("{}/{page}?{query}", here.site.base))
    }
}

/// The same list, which says that the figure is a part of it.
fn more(only: &str) -> String {
    format!("{only}&of=more")
}

/// Whether a list of a unit would hold what units below it lead.
fn has_others_below(here: &Here, key: &str) -> bool {
    let unit: Option<UnitId> = key.parse().ok();
    let rules = here.rules();
    unit.is_some_and(|unit| rules.directory.subtree(unit).len() > 1)
}

/// First and last day of a month, or of several that are told as one, as far as they lie within a period.
fn within(key: &str, period: (Date, Date)) -> Option<(Date, Date)> {
    let day = |month: &str| format!("{month}-01").parse::<Date>().ok();
    let first = day(key.split('/').next()?)?;
    let last = day(key.rsplit('/').next()?)?.last_of_month();
    Some((first.max(period.0), last.min(period.1)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_has_the_days_that_were_asked_for() {
        let year = (date(2023, 1, 1), date(2023, 12, 31));
        let days = |from, to| Some((from, to));
        assert_eq!(
            within("2023-02", year),
            days(date(2023, 2, 1), date(2023, 2, 28))
        );
        assert_eq!(
            within("2023-01/2023-03", year),
            days(date(2023, 1, 1), date(2023, 3, 31))
        );
        let part = (date(2023, 2, 10), date(2023, 2, 20));
        assert_eq!(within("2023-02", part), Some(part));
        assert_eq!(within("lain", year), None);
    }

    #[test]
    fn each_measure_has_a_list_that_holds_its_reports() {
        for measure in lapor_domain::figures::CATALOGUE {
            let id = measure.id;
            let desk = Door::Desk.of_measure(id).unwrap_or_default();
            assert!(desk.starts_with("tab="), "{id}: {desk}");
            let public = Door::Public.of_measure(id);
            assert!(public.is_some(), "{id}");
            // Only of what was handled there is a list that holds nothing else.
            assert_eq!(desk.ends_with("&of=more"), id != "completion", "{id}");
            assert_eq!(Door::NoList.of_measure(id), None, "{id}");
        }
        let of = |id| Door::Desk.of_measure(id);
        assert_eq!(of("backlog_to_5").as_deref(), Some("tab=tindakan&of=more"));
        assert_eq!(of("refusal_rate").as_deref(), Some("tab=semua&of=more"));
        assert_eq!(of("outcome_done").as_deref(), Some("tab=selesai&of=more"));
    }

    #[test]
    fn each_figure_has_the_list_of_its_reports() {
        for figure in Figure::ALL {
            let desk = Door::Desk.only(*figure);
            assert!(
                desk.is_some_and(|only| only.starts_with("tab=")),
                "{figure}"
            );
            let public = Door::Public.only(*figure);
            assert_eq!(public.is_none(), *figure == Figure::NotVerified);
            assert_eq!(Door::NoList.only(*figure), None);
        }
    }
}
