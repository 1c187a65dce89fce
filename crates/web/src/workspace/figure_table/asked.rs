//! What the page is asked for, and what it answers instead of what cannot be asked.

use std::str::FromStr;

use fluent_bundle::FluentArgs;
use lapor_app::error::AppError;
use lapor_app::figures::{self, FiguresError, QuestionError};
use lapor_store::figures::{Ask, AskError, Dimension, Filter};
use open311::Params;

use super::super::statistics::Reach;
use crate::i18n::I18n;
use crate::measure_words;
use crate::public::stats::asked::{Asked as Dates, Question as Period};
use crate::public::stats::door::Door;
use crate::public::stats::{self, settled};
use crate::state::Here;
use crate::view::forms::Errors;

/// What is shown to who has not chosen yet.
const USUAL: [&str; 3] = ["received", "completion", "time_to_resolve"];
const USUAL_BY: Dimension = Dimension::Unit;

/// The query as sent.
#[derive(Debug, Default)]
pub(super) struct Asked(Params);

impl Asked {
    /// Reads a query; of one that cannot be read nothing was asked.
    pub(super) fn read(query: &str) -> Self {
        Self(Params::parse(query.as_bytes()).unwrap_or_default())
    }

    /// The form was sent, or an address names measures: then nothing is chosen for whom nothing was chosen.
    pub(super) fn is_sent(&self) -> bool {
        let mut pairs = self.0.pairs().iter();
        pairs.any(|(name, _)| name == "sent" || name == "measures")
    }

    /// A value as it was typed; empty where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_default()
    }

    /// Ids of the measures: boxes that are ticked, or a list with commas.
    pub(super) fn measures(&self) -> Vec<&str> {
        match self.0.list("measures") {
            Some(ids) => ids,
            None if self.is_sent() => Vec::new(),
            None => USUAL.to_vec(),
        }
    }

    /// Code of the breakdown; empty where there is none.
    pub(super) fn by(&self) -> &str {
        if self.is_sent() {
            self.value("by")
        } else {
            USUAL_BY.as_str()
        }
    }

    /// The same question as a file.
    pub(super) fn as_file(&self, format: &str) -> String {
        let mut params = Params::default();
        let pairs = self.0.pairs().iter().filter(|(name, _)| name != "format");
        let format = ("format".to_owned(), format.to_owned());
        for (name, value) in pairs.cloned().chain([format]) {
            // No more than were read, and one.
            if params.push(name, value).is_err() {
                break;
            }
        }
        params.encoded()
    }

    /// The period, the question as far as there is nothing to mend, and what is to mend. It is the officer's to ask, whose
    /// scope is `reach`.
    ///
    /// # Errors
    /// [`AppError::NotPermitted`].
    pub(super) fn question(
        &self,
        here: &Here,
        reach: &Reach,
        latest: Option<i16>,
    ) -> Result<(Dated, Option<figures::Question>, Errors), AppError> {
        let i18n = here.i18n;
        let today = here.zone().local_date(here.app().now());
        let (mut period, mut wrong) = self.dates().question(i18n, today, latest, Door::Desk);
        let is_rearranged = settled(here, Some(reach.body), &mut period);
        let measures = figures::Question::measures(&self.measures());
        let measures = measures.unwrap_or_else(|error| {
            wrong.extend(mended(here, &error.into()));
            Vec::new()
        });
        let by = Some(self.by()).filter(|code| !code.is_empty());
        let by = by.and_then(|code| {
            let by = Dimension::from_code(code);
            if by.is_none() {
                wrong.push("by", i18n.t("stats-error-by"));
            }
            by
        });
        let filter = Filter {
            unit: self.chosen(i18n, "unit", &mut wrong),
            category: self.chosen(i18n, "category", &mut wrong),
            report_type: self.chosen(i18n, "type", &mut wrong),
            channel: self.chosen(i18n, "channel", &mut wrong),
            region: self.chosen(i18n, "region", &mut wrong),
        };
        let mut question = figures::Question {
            ask: Ask {
                by,
                ..stats::ask(here, &period)
            },
            filter,
            measures,
            compare: self.value("compare") == "yes",
            organisation: period.organisation,
        };
        reach.permit(&mut question)?;
        let dated = Dated {
            period,
            is_rearranged,
        };
        Ok((dated, wrong.is_empty().then_some(question), wrong))
    }

    fn dates(&self) -> Dates {
        let text = |name| self.value(name).to_owned();
        Dates {
            from: text("from"),
            to: text("to"),
            as_of: text("as_of"),
            units: text("units"),
            ..Dates::default()
        }
    }

    /// What is chosen from a list; what no list has is to mend.
    fn chosen<T: FromStr>(&self, i18n: I18n, field: &'static str, wrong: &mut Errors) -> Option<T> {
        let text = self.0.get(field)?;
        let chosen = text.parse().ok();
        if chosen.is_none() {
            wrong.push(field, i18n.t("figures-error-choice"));
        }
        chosen
    }
}

/// The period that is asked for, and whether units changed hands since.
pub(super) struct Dated {
    pub(super) period: Period,
    pub(super) is_rearranged: bool,
}

/// What cannot be asked, beside the field that mends it.
pub(super) fn mended(here: &Here, error: &FiguresError) -> Errors {
    let (field, words) = match error {
        FiguresError::Ask(error) => of_ask(here.i18n, error),
        FiguresError::Question(error) => of_question(here, error),
        FiguresError::App(error) => ("", error.to_string()),
    };
    Errors::one(field, words)
}

fn of_ask(i18n: I18n, error: &AskError) -> (&'static str, String) {
    let field = match error {
        AskError::NoSuchUnit => "unit",
        AskError::NoSuchCategory => "category",
        AskError::NoSuchChannel(_) => "channel",
        AskError::NoSuchRegion(_) => "region",
        other => return ("", other.to_string()),
    };
    (field, i18n.t("figures-error-choice"))
}

fn of_question(here: &Here, error: &QuestionError) -> (&'static str, String) {
    let i18n = here.i18n;
    match error {
        QuestionError::NoMeasure => ("measures", i18n.t("figures-error-none")),
        QuestionError::UnknownMeasure(id) => {
            ("measures", i18n.t1("figures-error-unknown", "id", id))
        }
        QuestionError::Mixed {
            one,
            one_family,
            other,
            other_family,
        } => {
            let mut args = FluentArgs::new();
            args.set("one", measure_words::name(i18n, one));
            args.set("onefamily", measure_words::family(i18n, *one_family));
            args.set("other", measure_words::name(i18n, other));
            args.set("otherfamily", measure_words::family(i18n, *other_family));
            ("measures", i18n.ta("figures-error-mixed", &args))
        }
        QuestionError::StockInTime(by) => {
            let by = measure_words::dimension(i18n, *by);
            ("by", i18n.t1("figures-error-stock", "by", by))
        }
        QuestionError::OfficersOfFlow => ("by", i18n.t("figures-error-officers")),
        QuestionError::TooManyDays => ("by", i18n.t("figures-error-days")),
        QuestionError::NotBegun(day) => {
            let day = i18n.date(*day);
            ("from", i18n.t1("figures-error-not-begun", "day", day))
        }
        QuestionError::BeforeFirst(at) => {
            let at = i18n.until(*at, here.face());
            ("as_of", i18n.t1("figures-error-before-first", "asof", at))
        }
        other => ("", other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_ticked_or_listed() {
        let asked = |query: &str| {
            let asked = Asked::read(query);
            let measures: Vec<String> =
                asked.measures().iter().map(|id| (*id).to_owned()).collect();
            (measures.join(" "), asked.by().to_owned())
        };
        let of = |measures: &str, by: &str| (measures.to_owned(), by.to_owned());
        assert_eq!(asked(""), of("received completion time_to_resolve", "unit"));
        // A period alone chooses no measure.
        assert_eq!(asked("from=2023-01-01").1, "unit");
        assert_eq!(asked("measures=open%2Coverdue"), of("open overdue", ""));
        assert_eq!(
            asked("sent=1&measures=open&measures=overdue&by=branch"),
            of("open overdue", "branch")
        );
        // Nothing ticked stays nothing.
        assert_eq!(asked("sent=1&by="), of("", ""));
        assert_eq!(asked("%FF"), asked(""));
    }

    #[test]
    fn a_file_is_of_the_same_question() {
        let asked = Asked::read("sent=1&measures=open&measures=overdue&region=62.71&format=x");
        assert_eq!(
            asked.as_file("csv"),
            "sent=1&measures=open&measures=overdue&region=62.71&format=csv"
        );
    }
}
