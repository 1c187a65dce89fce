//! Rates and times as rows, each with what it is made of.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{self as formulas, RatingShown, Share};
use lapor_domain::words::Outcome;
use lapor_store::figures::{Answer, ClockTimes, Performance, UnitPassing};

use super::door::Door;
use super::rows::tenths;
use crate::i18n::{I18n, Lang};
use crate::measure_words;
use crate::view::stats::{Breakdown, BreakdownRow, Cell, MeasureRow};

/// Rates and times, each explained by the catalogue: of what the reports are, then of how they were handled. `link` tells
/// where the reports of a measure are.
pub(crate) fn measures(
    i18n: I18n,
    answer: &Answer,
    done: &Performance,
    link: impl Fn(&str) -> Option<String>,
) -> Vec<MeasureRow> {
    // Of a total that anyone is told exactly, how it was handled is told in fives all the same: without a word beside it
    // it would contradict the total.
    let in_fives = |is: bool, row| with(row, is.then(|| i18n.t("stats-in-fives-short")));
    let of_total = |row| in_fives(answer.in_fives, row);
    let ended = ended(i18n, answer, link).into_iter();
    let mut rows: Vec<MeasureRow> = ended.map(of_total).collect();
    let handled = handled(i18n, done).into_iter();
    rows.extend(handled.map(|row| in_fives(answer.is_public, row)));
    let paused = rate(i18n, "paused_share", done.paused);
    let released = answer.is_public.then(|| i18n.t("measure-released-only"));
    rows.push(with(paused, released));
    let passed_on = passed_on(i18n, done).into_iter();
    rows.extend(passed_on.map(|row| in_fives(answer.is_public, row)));
    rows.push(of_total(rating(i18n, done.rating)));
    rows
}

/// What the reports came to: measures that lists can be of.
fn ended(i18n: I18n, answer: &Answer, link: impl Fn(&str) -> Option<String>) -> [MeasureRow; 3] {
    let (total, subs) = (&answer.total, &answer.subs);
    let rate = |id: &str, share: Share| MeasureRow {
        href: link(id).filter(|_| share.part > 0).unwrap_or_default(),
        ..rate(i18n, id, share)
    };
    let unknown = subs.outcome(Outcome::Unknown);
    [
        rate("completion", formulas::completion(total)),
        with(
            rate("solved_share", formulas::solved_share(total, subs)),
            (unknown > 0).then(|| i18n.t1("measure-unknown-left-out", "n", i18n.number(unknown))),
        ),
        rate("confirmed_share", formulas::confirmed_share(total, subs)),
    ]
}

/// Answered, how fast, and in time.
fn handled(i18n: I18n, done: &Performance) -> Vec<MeasureRow> {
    let imports = done.follow_up.imports_left_out;
    let mut rows = vec![
        with(
            rate(i18n, "follow_up_rate", done.follow_up.share),
            (imports > 0).then(|| i18n.t1("measure-imports-left-out", "n", i18n.number(imports))),
        ),
        time(i18n, "time_to_verify", &done.to_verify),
        time(i18n, "time_to_first_follow_up", &done.to_first_follow_up),
        time(i18n, "time_to_resolve", &done.to_resolve),
    ];
    let shown = done.on_time.iter().filter(|(kind, _)| is_shown(*kind));
    rows.extend(shown.map(|(kind, kept)| {
        let row = rate(i18n, &format!("on_time_{kind}"), kept.first);
        // Measured both ways, where any was extended.
        let extended = (kept.extended != kept.first).then(|| {
            let kept = kept.extended;
            let counts = of(i18n, kept);
            i18n.t2(
                "measure-extended",
                "percent",
                percent(i18n, kept),
                "of",
                counts,
            )
        });
        with(row, extended)
    }));
    rows
}

/// Passed on, refused, disputed, reopened.
fn passed_on(i18n: I18n, done: &Performance) -> [MeasureRow; 5] {
    let (disputes, reopened) = (done.disputes, done.reopened);
    let disputed = formulas::dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent);
    let by_reporter = formulas::reopen_rate(reopened.by_reporter, reopened.closed);
    let by_officer = formulas::reopen_rate(reopened.by_officer, reopened.closed);
    [
        passed(i18n, done),
        rate(i18n, "refusal_rate", done.refusals),
        rate(i18n, "dispute_rate", disputed),
        rate(i18n, "reopen_rate_by_reporter", by_reporter),
        rate(i18n, "reopen_rate_by_officer", by_officer),
    ]
}

/// A measure of the catalogue with its explanation, yet without its value.
pub(super) fn explained(i18n: I18n, id: &str) -> MeasureRow {
    MeasureRow {
        label: measure_words::name(i18n, id),
        how: measure_words::how(i18n, id),
        caveat: measure_words::caveat(i18n, id).to_owned(),
        ..MeasureRow::default()
    }
}

/// Open at the moment, by age: a stock, in a table of its own.
pub(crate) fn backlog(i18n: I18n, done: &Performance) -> Vec<MeasureRow> {
    let backlog = &done.backlog;
    [
        ("backlog-5", backlog.to_5),
        ("backlog-14", backlog.to_14),
        ("backlog-60", backlog.to_60),
        ("backlog-over", backlog.over_60),
    ]
    .into_iter()
    .map(|(key, n)| MeasureRow {
        label: i18n.t(key),
        value: i18n.number(n),
        ..MeasureRow::default()
    })
    .collect()
}

const fn is_shown(kind: ClockKind) -> bool {
    matches!(
        kind,
        ClockKind::Verification | ClockKind::FirstFollowUp | ClockKind::Resolution
    )
}

fn rate(i18n: I18n, id: &str, share: Share) -> MeasureRow {
    MeasureRow {
        value: percent(i18n, share),
        of: of(i18n, share),
        ..explained(i18n, id)
    }
}

fn percent(i18n: I18n, share: Share) -> String {
    tenths(share).map_or_else(|| "–".to_owned(), |tenths| i18n.percent(tenths))
}

fn of(i18n: I18n, share: Share) -> String {
    let (part, whole) = (i18n.number(share.part), i18n.number(share.whole));
    i18n.t2("measure-of", "part", part, "whole", whole)
}

/// Says one thing more.
fn with(mut row: MeasureRow, more: Option<String>) -> MeasureRow {
    if let Some(more) = more {
        row.of = format!("{}; {more}", row.of);
    }
    row
}

/// Office hours and calendar days: the median, what nine of ten took at most, and how many still run.
fn time(i18n: I18n, id: &str, taken: &ClockTimes) -> MeasureRow {
    let (minutes, days) = (taken.working_minutes, taken.calendar_days);
    let mut of = Vec::new();
    if let Some(p90) = minutes.p90 {
        let n = i18n.number(minutes.n);
        of.push(i18n.t2("measure-p90", "hours", hours(i18n, p90), "n", n));
    }
    if let Some((median, p90)) = days.median.zip(days.p90) {
        let (median, p90) = (i18n.number(median.into()), i18n.number(p90.into()));
        of.push(i18n.t2("measure-days", "median", median, "p90", p90));
    }
    of.push(i18n.t1("measure-running", "n", i18n.number(minutes.running)));
    MeasureRow {
        value: minutes.median.map_or_else(
            || "–".to_owned(),
            |median| i18n.t1("measure-hours", "hours", hours(i18n, median)),
        ),
        of: of.join("; "),
        ..explained(i18n, id)
    }
}

/// From hand to hand: moves, per report, and the wait that a refusal costs.
fn passed(i18n: I18n, done: &Performance) -> MeasureRow {
    let moves = done.passing_on.moves;
    let per_report = (moves.whole > 0).then(|| moves.part as f64 / moves.whole as f64);
    let row = MeasureRow {
        value: per_report.map_or_else(|| "–".to_owned(), |per| decimal(i18n, per, 2)),
        of: of(i18n, moves),
        ..explained(i18n, "moves_per_report")
    };
    let wait = done.passing_on.working_minutes.median;
    with(
        row,
        wait.map(|wait| i18n.t1("measure-passed-wait", "hours", hours(i18n, wait))),
    )
}

/// Passing on by unit, as a table; `None` where there is nothing to tell.
pub(crate) fn passed_by_unit(i18n: I18n, units: &[UnitPassing], door: Door) -> Option<Breakdown> {
    // Sums of minutes have no fives: they are told to officers only.
    let has_total = units.iter().any(|unit| unit.total_minutes.is_some());
    let columns = ["moves", "refusals", "total", "median"];
    let columns: Vec<String> = columns
        .into_iter()
        .filter(|column| has_total || *column != "total")
        .map(|column| i18n.t(&format!("stats-passed-{column}")))
        .collect();
    let rows: Vec<_> = units
        .iter()
        .map(|unit| {
            let told = |minutes: Option<u32>| {
                minutes.map_or_else(|| "–".to_owned(), |minutes| hours(i18n, minutes))
            };
            let total = unit.total_minutes.and_then(|all| u32::try_from(all).ok());
            let mut values = vec![i18n.number(unit.moves), i18n.number(unit.refusals)];
            if has_total {
                values.push(told(total));
            }
            values.push(told(unit.working_minutes.median));
            BreakdownRow {
                label: if unit.unit.is_some() {
                    unit.label.clone()
                } else {
                    i18n.t(match door {
                        Door::Public => "stats-passed-rest",
                        Door::Desk | Door::NoList => "stats-passed-no-unit",
                    })
                },
                href: String::new(),
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
        })
        .collect();
    (!rows.is_empty()).then(|| Breakdown {
        caption: i18n.t("stats-passed"),
        dimension: i18n.t("stats-by-unit"),
        columns,
        rows,
    })
}

fn rating(i18n: I18n, shown: RatingShown) -> MeasureRow {
    let row = MeasureRow {
        value: shown
            .mean
            .map_or_else(|| "–".to_owned(), |mean| decimal(i18n, mean, 2)),
        of: i18n.t1("measure-rating-n", "n", i18n.number(shown.n)),
        ..explained(i18n, "rating")
    };
    let interval = shown.low.zip(shown.high).map(|(low, high)| {
        let (low, high) = (decimal(i18n, low, 2), decimal(i18n, high, 2));
        i18n.t2("measure-rating-interval", "low", low, "high", high)
    });
    with(row, interval)
}

pub(crate) fn hours(i18n: I18n, minutes: u32) -> String {
    decimal(i18n, f64::from(minutes) / 60.0, 1)
}

/// A number with so many decimals.
pub(crate) fn decimal(i18n: I18n, number: f64, digits: usize) -> String {
    let text = grafik::rounded(number, digits);
    match i18n.lang {
        Lang::Id => text.replace('.', ","),
        Lang::En => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_once_and_as_its_interval_is() {
        let shown = RatingShown {
            n: 40,
            // Of 4.245 in the counts: with one decimal of these two it would be 4.3.
            mean: Some(4.25),
            low: Some(3.9),
            high: Some(4.6),
        };
        let row = rating(I18n::default(), shown);
        assert_eq!(row.value, "4,25");
        assert!(row.of.contains("3,90") && row.of.contains("4,60"), "{}", row.of);
    }
}
