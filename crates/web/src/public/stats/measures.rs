//! Rates and times as rows, each with what it is made of.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{self as formulas, Backlog, FEW, RatingShown, Share};
use lapor_domain::words::Outcome;
use lapor_store::figures::{Answer, ClockTimes, Performance, UnitPassing};

use super::door::Door;
use super::rows::tenths;
use crate::i18n::{I18n, Lang};
use crate::measure_words;
use crate::view::stats::{Breakdown, BreakdownRow, Cell, MeasureRow};

/// What the table of passing on is of.
pub(crate) const PASSED: [&str; 2] = ["moves", "passing_on_time"];

/// Tells where the reports of a measure are.
pub(super) type Link<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Rates and times, each explained by the catalogue: of what the reports are, then of how they were handled. `link` tells
/// where the reports of a measure are.
pub(crate) fn measures(
    i18n: I18n,
    answer: &Answer,
    done: &Performance,
    link: Link<'_>,
) -> Vec<MeasureRow> {
    // Of a total that anyone is told exactly, how it was handled is told in fives all the same: without a word beside it
    // it would contradict the total.
    let in_fives = |is: bool, row| with(row, is.then(|| i18n.t("stats-in-fives-short")));
    let of_total = |row| in_fives(answer.in_fives, row);
    let ended = ended(i18n, answer, link).into_iter();
    let mut rows: Vec<MeasureRow> = ended.map(of_total).collect();
    let handled = handled(i18n, done, link).into_iter();
    rows.extend(handled.map(|row| in_fives(answer.is_public, row)));
    let paused = rate(i18n, link, "paused_share", done.paused);
    let released = answer.is_public.then(|| i18n.t("measure-released-only"));
    rows.push(with(paused, released));
    let passed_on = passed_on(i18n, done, link).into_iter();
    rows.extend(passed_on.map(|row| in_fives(answer.is_public, row)));
    rows.push(of_total(rating(i18n, link, done.rating)));
    rows
}

/// What the reports came to: measures that lists can be of.
fn ended(i18n: I18n, answer: &Answer, link: Link<'_>) -> [MeasureRow; 3] {
    let (total, subs) = (&answer.total, &answer.subs);
    // Their lists are of what was handled: of nothing there is none.
    let rate = |id: &str, share: Share| {
        let link = |id: &str| link(id).filter(|_| share.part > 0);
        rate(i18n, &link, id, share)
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
fn handled(i18n: I18n, done: &Performance, link: Link<'_>) -> Vec<MeasureRow> {
    let imports = done.follow_up.imports_left_out;
    let mut rows = vec![
        with(
            rate(i18n, link, "follow_up_rate", done.follow_up.share),
            (imports > 0).then(|| i18n.t1("measure-imports-left-out", "n", i18n.number(imports))),
        ),
        time(i18n, link, "time_to_verify", &done.to_verify),
        time(
            i18n,
            link,
            "time_to_first_follow_up",
            &done.to_first_follow_up,
        ),
        time(i18n, link, "time_to_resolve", &done.to_resolve),
    ];
    let shown = done.on_time.iter().filter(|(kind, _)| is_shown(*kind));
    rows.extend(shown.map(|(kind, kept)| {
        let row = rate(i18n, link, &format!("on_time_{kind}"), kept.first);
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
fn passed_on(i18n: I18n, done: &Performance, link: Link<'_>) -> [MeasureRow; 5] {
    let (disputes, reopened) = (done.disputes, done.reopened);
    let disputed = formulas::dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent);
    let by_reporter = formulas::reopen_rate(reopened.by_reporter, reopened.closed);
    let by_officer = formulas::reopen_rate(reopened.by_officer, reopened.closed);
    [
        passed(i18n, link, done),
        rate(i18n, link, "refusal_rate", done.refusals),
        rate(i18n, link, "dispute_rate", disputed),
        rate(i18n, link, "reopen_rate_by_reporter", by_reporter),
        rate(i18n, link, "reopen_rate_by_officer", by_officer),
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

/// Ages of what is open: its words, its measure and how many there are.
pub(super) const fn ages(open: &Backlog) -> [(&'static str, &'static str, u64); 4] {
    [
        ("backlog-5", "backlog_to_5", open.to_5),
        ("backlog-14", "backlog_to_14", open.to_14),
        ("backlog-60", "backlog_to_60", open.to_60),
        ("backlog-over", "backlog_over_60", open.over_60),
    ]
}

/// Open at the moment, by age: a stock, in a table of its own.
pub(crate) fn backlog(i18n: I18n, backlog: &Backlog, link: Link<'_>) -> Vec<MeasureRow> {
    let ages = ages(backlog).into_iter();
    ages.map(|(key, id, n)| MeasureRow {
        label: i18n.t(key),
        value: i18n.number(n),
        ..linked(explained(i18n, id), link, id, n)
    })
    .collect()
}

const fn is_shown(kind: ClockKind) -> bool {
    matches!(
        kind,
        ClockKind::Verification | ClockKind::FirstFollowUp | ClockKind::Resolution
    )
}

fn rate(i18n: I18n, link: Link<'_>, id: &str, share: Share) -> MeasureRow {
    let row = MeasureRow {
        value: percent(i18n, share),
        of: of(i18n, share),
        ..linked(explained(i18n, id), link, id, share.whole)
    };
    with(row, few(i18n, share.whole))
}

/// Leads to its reports, where there are any.
fn linked(row: MeasureRow, link: Link<'_>, id: &str, n: u64) -> MeasureRow {
    MeasureRow {
        href: link(id).filter(|_| n > 0).unwrap_or_default(),
        ..row
    }
}

/// Said of what stands on so few that nothing follows from it.
fn few(i18n: I18n, n: u64) -> Option<String> {
    (1..FEW).contains(&n).then(|| i18n.t("dashboard-few"))
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
fn time(i18n: I18n, link: Link<'_>, id: &str, taken: &ClockTimes) -> MeasureRow {
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
    of.extend(few(i18n, minutes.n));
    of.push(i18n.t1("measure-running", "n", i18n.number(minutes.running)));
    let all = minutes.n + minutes.running;
    MeasureRow {
        value: minutes.median.map_or_else(
            || "–".to_owned(),
            |median| i18n.t1("measure-hours", "hours", hours(i18n, median)),
        ),
        of: of.join("; "),
        ..linked(explained(i18n, id), link, id, all)
    }
}

/// From hand to hand: moves, per report, and the wait that a refusal costs.
fn passed(i18n: I18n, link: Link<'_>, done: &Performance) -> MeasureRow {
    let moves = done.passing_on.moves;
    let per_report = (moves.whole > 0).then(|| moves.part as f64 / moves.whole as f64);
    let row = MeasureRow {
        value: per_report.map_or_else(|| "–".to_owned(), |per| decimal(i18n, per, 2)),
        of: of(i18n, moves),
        ..linked(
            explained(i18n, "moves_per_report"),
            link,
            "moves_per_report",
            moves.whole,
        )
    };
    let row = with(row, few(i18n, moves.whole));
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

fn rating(i18n: I18n, link: Link<'_>, shown: RatingShown) -> MeasureRow {
    let row = MeasureRow {
        value: shown
            .mean
            .map_or_else(|| "–".to_owned(), |mean| decimal(i18n, mean, 2)),
        of: i18n.t1("measure-rating-n", "n", i18n.number(shown.n)),
        ..linked(explained(i18n, "rating"), link, "rating", shown.n)
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
    use lapor_domain::figures::Times;

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
        let row = rating(I18n::default(), &|_| None, shown);
        assert_eq!(row.value, "4,25");
        assert!(
            row.of.contains("3,90") && row.of.contains("4,60"),
            "{}",
            row.of
        );
    }

    #[test]
    fn what_stands_on_few_says_so() {
        const FLAG: &str = "terlalu sedikit untuk disimpulkan";
        let link = |id: &str| Some(format!("/ruang?{id}"));
        let share = |part, whole| {
            rate(
                I18n::default(),
                &link,
                "refusal_rate",
                Share::of(part, whole),
            )
        };
        let taken = |n| {
            let minutes = Times::of(vec![60; n], 0);
            let taken = ClockTimes {
                working_minutes: minutes,
                calendar_days: minutes,
            };
            time(I18n::default(), &link, "time_to_verify", &taken)
        };
        for row in [share(1, 1), share(0, 9), taken(1), taken(9)] {
            assert!(row.of.contains(FLAG), "{}", row.of);
            assert!(!row.href.is_empty(), "{}", row.label);
        }
        for row in [share(0, 0), share(4, 10), taken(0), taken(10)] {
            assert!(!row.of.contains(FLAG), "{}", row.of);
        }
        // There is no list of nothing.
        assert_eq!(
            (share(0, 0).href, taken(0).href),
            (String::new(), String::new())
        );
    }

    #[test]
    fn ages_of_what_is_open_say_how_they_are_counted() {
        let open = Backlog {
            over_60: 3,
            ..Backlog::default()
        };
        let rows = backlog(I18n::default(), &open, &|id| Some(format!("/ruang?{id}")));
        assert!(rows.iter().all(|row| row.how.len() == 3), "{rows:?}");
        let links: Vec<&str> = rows.iter().map(|row| row.href.as_str()).collect();
        assert_eq!(links, ["", "", "", "/ruang?backlog_over_60"]);
    }
}
