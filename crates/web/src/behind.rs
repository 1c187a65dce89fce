//! The way from a figure to a list of reports: the days to which the list is narrowed, and what must be said because a list
//! shows reports as they are now while the figure was of another moment.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::words::StateCode;
use lapor_store::figures::Answer;
use serde::Deserialize;

use crate::format::Clockface;
use crate::i18n::I18n;

/// What an address says of the figure that led there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Behind {
    /// First local day of receipt.
    from: String,
    /// Last local day of receipt.
    to: String,
    /// Exclusive moment of the figure.
    as_of: String,
    /// `deeds`: the figure counted what happened in those days; `unit`: what a unit leads itself; `more`: no more than a
    /// part of the list; `now`: what waited when it was read.
    of: String,
    /// State that no tab is of; for officers.
    state: String,
}

impl Behind {
    /// Local days of receipt to which the list is narrowed. What is not understood is not asked for.
    pub(crate) fn days(&self) -> Option<(Date, Date)> {
        self.span().filter(|_| self.of != "deeds")
    }

    /// The figure was of a unit without those below it.
    pub(crate) fn is_of_unit(&self) -> bool {
        self.of == "unit"
    }

    /// The figure was of what waits now.
    pub(crate) fn is_of_now(&self) -> bool {
        self.of == "now"
    }

    /// The state to which an officer's list is narrowed.
    pub(crate) fn state(&self) -> Option<StateCode> {
        let known = [
            StateCode::OnHold,
            StateCode::Archived,
            StateCode::Transferred,
        ];
        known.into_iter().find(|known| known.as_str() == self.state)
    }

    fn span(&self) -> Option<(Date, Date)> {
        let day = |text: &str| {
            let day: Date = text.parse().ok()?;
            (1990..2200).contains(&day.year()).then_some(day)
        };
        let (from, to) = (day(&self.from)?, day(&self.to)?);
        (from <= to).then_some((from, to))
    }

    /// The same in an address; empty values say nothing.
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("from", &self.from),
            ("to", &self.to),
            ("as_of", &self.as_of),
            ("of", &self.of),
            ("state", &self.state),
        ]
    }

    /// The same as hidden fields of a form.
    pub(crate) fn hidden(&self) -> Vec<(&'static str, String)> {
        let said = self
            .pairs()
            .into_iter()
            .filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.to_owned())).collect()
    }

    /// What a reader must know of the list.
    pub(crate) fn said(&self, i18n: I18n, face: Clockface) -> Vec<String> {
        let mut said = Vec::new();
        if let Some((from, to)) = self.span() {
            let key = if self.days().is_some() {
                "behind-days"
            } else {
                "behind-deeds"
            };
            said.push(i18n.t2(key, "from", i18n.date(from), "to", i18n.date(to)));
        }
        match self.of.as_str() {
            "unit" => said.push(i18n.t("behind-unit")),
            "more" => said.push(i18n.t("behind-more")),
            _ => {}
        }
        if let Ok(as_of) = self.as_of.parse::<Timestamp>() {
            said.push(i18n.t1("behind-now", "asof", i18n.until(as_of, face)));
        }
        said
    }
}

/// What a link from an answer adds to an address: `&from=…&to=…&as_of=…`.
pub(crate) fn of(answer: &Answer) -> String {
    on((answer.ask.from, answer.ask.to), answer.as_of)
}

/// The same of a figure of what was open at a moment, whenever received.
pub(crate) fn at(as_of: Timestamp) -> String {
    format!("&as_of={as_of}")
}

/// The same of a figure of these days, as of a moment.
pub(crate) fn on((from, to): (Date, Date), as_of: Timestamp) -> String {
    format!("&from={from}&to={to}&as_of={as_of}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn behind(from: &str, to: &str, of: &str) -> Behind {
        Behind {
            from: from.to_owned(),
            to: to.to_owned(),
            as_of: "2023-12-31T17:00:00Z".to_owned(),
            of: of.to_owned(),
            state: String::new(),
        }
    }

    #[test]
    fn a_list_says_what_of_it_the_figure_was() {
        let said = |of| {
            behind("2023-07-01", "2023-07-31", of).said(I18n::default(), Clockface::from_hours(7))
        };
        assert_eq!(said("").len(), 2);
        for of in ["unit", "more"] {
            assert_eq!(
                behind("2023-07-01", "2023-07-31", of).days(),
                behind("2023-07-01", "2023-07-31", "").days()
            );
            assert_eq!(said(of).len(), 3, "{of}");
        }
        assert!(behind("", "", "unit").is_of_unit() && !behind("", "", "").is_of_unit());
        let state = |state: &str| {
            Behind {
                state: state.to_owned(),
                ..Behind::default()
            }
            .state()
        };
        assert_eq!(state("on_hold"), Some(StateCode::OnHold));
        // What has a tab of its own is asked for by it.
        assert_eq!((state("closed"), state("x"), state("")), (None, None, None));
    }

    #[test]
    fn a_list_is_narrowed_to_days_of_receipt_and_says_of_when_the_figure_was() {
        let july = behind("2023-07-01", "2023-07-31", "");
        assert_eq!(july.days(), Some((date(2023, 7, 1), date(2023, 7, 31))));
        let said = july.said(I18n::default(), Clockface::from_hours(7));
        assert!(
            said[0].contains("1 Juli 2023") && said[0].contains("31 Juli 2023"),
            "{said:?}"
        );
        assert!(said[1].contains("akhir 31 Desember 2023"), "{said:?}");
        // What happened in those days is no day of receipt.
        let deeds = behind("2023-07-01", "2023-07-31", "deeds");
        assert_eq!(deeds.days(), None);
        assert_ne!(
            deeds.said(I18n::default(), Clockface::from_hours(7))[0],
            said[0]
        );
        for (from, to) in [
            ("2023-07-31", "2023-07-01"),
            ("x", "2023-07-01"),
            ("0001-01-01", "2023-07-01"),
            ("", ""),
        ] {
            assert_eq!(behind(from, to, "").days(), None, "{from} {to}");
        }
        assert!(
            Behind::default()
                .said(I18n::default(), Clockface::from_hours(7))
                .is_empty()
        );
    }
}
