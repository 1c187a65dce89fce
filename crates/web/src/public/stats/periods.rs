//! Periods that people ask for, and those that one is compared with.

use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_app::figures::{Earlier, last_seen};
use lapor_domain::figures::completion;
use lapor_store::figures::Answer;

use super::asked::Question;
use super::door::Door;
use super::gathered::Gathered;
use super::last_day;
use super::rows::completed;
use crate::i18n::I18n;
use crate::measure_words;
use crate::state::Here;
use crate::view::stats::{Breakdown, BreakdownRow, Cell, Period};

/// What stands where nothing is told.
const NOT_TOLD: &str = "–";

/// Months from the first to the last, both counted.
pub(super) fn months(question: &Question) -> i32 {
    let (from, to) = (question.from, question.to);
    (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month())
        + 1
}

/// Links to the periods that are asked for most.
pub(crate) fn links(here: &Here, question: &Question, latest: Option<i16>) -> Vec<Period> {
    let i18n = here.i18n;
    let today = here.zone().local_date(here.app().now());
    let this = today.first_of_month();
    let last = this.checked_sub(1.month()).unwrap_or(this);
    let year = |year: i16| Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    let mut periods = vec![
        (
            i18n.t("charts-this-month"),
            Some((this, today.last_of_month())),
        ),
        (
            i18n.t("charts-last-month"),
            Some((last, last.last_of_month())),
        ),
        (i18n.t("charts-this-year"), year(today.year())),
        (i18n.t("charts-last-year"), year(today.year() - 1)),
    ];
    // Where nothing came in lately the year of the last report is what one wants to see.
    if let Some(latest) = latest.filter(|latest| *latest < today.year() - 1) {
        periods.push((i18n.t1("charts-year", "year", latest), year(latest)));
    }
    let first = Date::new(latest.unwrap_or(today.year()).min(today.year()) - 9, 1, 1);
    let all = first.ok().zip(year(today.year()).map(|year| year.1));
    periods.push((i18n.t("charts-ten-years"), all));
    let link = |(name, period): (String, Option<(Date, Date)>)| {
        let (from, to) = period?;
        Some(Period {
            href: format!("{}/statistik?from={from}&to={to}", here.site.base),
            name,
            is_present: (question.from, question.to) == (from, to),
        })
    };
    periods.into_iter().filter_map(link).collect()
}

/// The period beside those before it, each as far as one sees, with its day.
pub(crate) fn compared(here: &Here, gathered: &Gathered, door: Door) -> Option<Breakdown> {
    let i18n = here.i18n;
    let columns = vec![
        i18n.t("stats-received"),
        i18n.t("stats-handled"),
        measure_words::name(i18n, "completion"),
    ];
    let row = |key: &str, answer: &Answer, other: Option<&Earlier>| {
        let total = &answer.total;
        let is_recorded = other.is_none_or(|other| other.is_recorded);
        let is_alike = is_recorded && other.is_none_or(Earlier::is_alike);
        let told = |is_told: bool, value: String| {
            let told = is_told.then_some(value);
            told.unwrap_or_else(|| NOT_TOLD.to_owned())
        };
        let values = [
            told(is_recorded, i18n.number(total.received)),
            told(is_alike, i18n.number(total.handled)),
            told(is_alike, completed(i18n, Some(completion(total)))),
        ];
        BreakdownRow {
            label: format!("{}: {}", i18n.t(key), spanned(i18n, answer, other)),
            href: door.received(here, answer).unwrap_or_default(),
            cells: columns
                .iter()
                .zip(values)
                .map(|(column, value)| Cell {
                    column: column.clone(),
                    value,
                })
                .collect(),
            is_sum: false,
        }
    };
    let mut rows = vec![row("charts-present", gathered.total()?, None)];
    let others = [
        ("charts-before", &gathered.before),
        ("charts-year-before", &gathered.last_year),
    ];
    rows.extend(others.into_iter().filter_map(|(key, earlier)| {
        let earlier = earlier.as_ref()?;
        Some(row(key, &earlier.answer, Some(earlier)))
    }));
    (rows.len() > 1).then(|| Breakdown {
        caption: i18n.t("charts-compared"),
        dimension: i18n.t("charts-period"),
        columns,
        rows,
    })
}

/// A period as far as one sees, as of when, and what is not as in the others.
fn spanned(i18n: I18n, answer: &Answer, other: Option<&Earlier>) -> String {
    let (from, to) = (answer.ask.from, answer.ask.to);
    let to = last_seen(from, to, answer.as_of, answer.zone);
    let period = i18n.t2("stats-period", "from", i18n.date(from), "to", i18n.date(to));
    let mut said = vec![period, last_day(i18n, answer).1];
    if let Some(other) = other {
        let fewer = u64::try_from(other.days_fewer).unwrap_or_default();
        if !other.is_recorded {
            said.push(i18n.t("charts-compared-unrecorded"));
        } else if fewer > 0 {
            said.push(i18n.tn("charts-compared-fewer", fewer));
        }
    }
    if answer.in_fives {
        said.push(i18n.t("stats-in-fives-short"));
    }
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whole_months_are_counted() {
        let question = |from, to| Question {
            from,
            to,
            as_of: None,
            by: None,
            organisation: lapor_app::figures::Organisation::Then,
        };
        assert_eq!(months(&question(date(2023, 1, 1), date(2023, 12, 31))), 12);
        assert_eq!(months(&question(date(2023, 7, 5), date(2023, 7, 6))), 1);
        assert_eq!(months(&question(date(2022, 12, 1), date(2023, 1, 31))), 2);
    }
}
