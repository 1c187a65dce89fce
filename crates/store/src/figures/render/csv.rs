//! For spreadsheets: columns with what a number needs to be read by itself.

use std::fmt::Write as _;

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{
    MEASURES, Share, Times, completion, confirmed_share, dispute_rate, reopen_rate, solved_share,
};
use lapor_domain::report::clocks::is_duty;
use lapor_domain::words::Outcome;

use super::{figures, moment};
use crate::figures::{Answer, ClockTimes, Performance};

/// As CSV: one line for each row of the breakdown, then the total, each with period and moment; measures of handling,
/// as counts, are the total's. After it one line with the key `passing_on` for each unit that reports left. Fields that a spreadsheet would take for a formula are made text. What is
/// not told to anyone is empty; `unspecified` is what a row's figures leave of `received`. Whether the total (`in_fives`) and
/// how it was handled (`handling_in_fives`) are told in fives stands in the total's line.
pub fn csv(answer: &Answer, done: Option<&Performance>) -> String {
    let mut head = vec!["key".to_owned(), "label".to_owned()];
    head.extend(figures(&answer.total).map(|(name, _)| name.to_owned()));
    let last = if answer.is_public {
        "unspecified"
    } else {
        "unreleased"
    };
    let more = [
        "cases",
        last,
        "from",
        "to",
        "as_of",
        "recorded_later",
        "position",
        "completion_part",
        "completion_whole",
    ];
    head.extend(more.map(str::to_owned));
    let measured = measures(answer, done);
    head.extend(measured.iter().map(|(name, _)| name.clone()));
    if done.is_some() {
        head.extend(PASSING.map(str::to_owned));
    }
    let mut lines = head.join(",");
    lines.push_str("\r\n");
    let asked = |later: Option<u64>| {
        let as_of = moment(answer.as_of, answer.zone);
        [
            answer.ask.from.to_string(),
            answer.ask.to.to_string(),
            as_of,
            cell(later),
            answer.position.to_string(),
        ]
    };
    for row in &answer.rows {
        let key = row.key.as_deref().unwrap_or_default();
        let last = if answer.is_public {
            row.cohort.unspecified()
        } else {
            row.unreleased.received
        };
        let mut cells = vec![
            field(key),
            field(&row.label),
            row.cohort.received.to_string(),
        ];
        cells.extend(MEASURES.iter().map(|(figure, _)| cell(row.shown(*figure))));
        let cases = (!row.is_rest).then_some(row.cases);
        cells.extend([cell(cases), last.to_string()]);
        cells.extend(asked(None));
        let share = row.completion();
        cells.extend([
            cell(share.map(|share| share.part)),
            cell(share.map(|share| share.whole)),
        ]);
        cells.resize(head.len(), String::new());
        line(&mut lines, &cells);
    }
    let mut cells = vec!["total".to_owned(), "Jumlah".to_owned()];
    cells.extend(figures(&answer.total).map(|(_, n)| n.to_string()));
    let last = if answer.is_public {
        answer.total.unspecified()
    } else {
        answer.subs.unreleased
    };
    cells.extend([answer.cases.to_string(), last.to_string()]);
    cells.extend(asked(Some(answer.recorded_later)));
    let share = completion(&answer.total);
    cells.extend([share.part.to_string(), share.whole.to_string()]);
    cells.extend(measured.into_iter().map(|(_, value)| value));
    let before = cells.len();
    cells.resize(head.len(), String::new());
    line(&mut lines, &cells);
    for unit in done.map_or(&[][..], |done| &done.passing_by_unit) {
        let mut cells = vec!["passing_on".to_owned(), field(&unit.label)];
        cells.resize(before, String::new());
        let times = &unit.working_minutes;
        cells.extend([
            unit.moves.to_string(),
            unit.refusals.to_string(),
            cell(unit.total_minutes),
            cell(times.median.map(u64::from)),
            cell(times.p90.map(u64::from)),
        ]);
        line(&mut lines, &cells);
    }
    lines
}

/// Columns of the lines about units that passed reports on, after the total.
const PASSING: [&str; 5] = [
    "passing_unit_moves",
    "passing_unit_refusals",
    "passing_unit_minutes_total",
    "passing_unit_minutes_median",
    "passing_unit_minutes_p90",
];

/// Shares as two counts, times in minutes of office time and in calendar days.
fn measures(answer: &Answer, done: Option<&Performance>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let subs = &answer.subs;
    share(&mut all, "solved_share", solved_share(&answer.total, subs));
    let unknown = subs.outcome(Outcome::Unknown);
    count(&mut all, "solved_share_unknown_left_out", Some(unknown));
    share(
        &mut all,
        "confirmed_share",
        confirmed_share(&answer.total, subs),
    );
    let rating = subs.rating.shown();
    count(&mut all, "rating_n", Some(rating.n));
    for (name, value) in [
        ("rating_mean", rating.mean),
        ("rating_low", rating.low),
        ("rating_high", rating.high),
    ] {
        all.push((
            name.to_owned(),
            value.map_or_else(String::new, |value| value.to_string()),
        ));
    }
    if let Some(done) = done {
        handling(&mut all, done);
    }
    if answer.is_public {
        all.push(("in_fives".to_owned(), answer.in_fives.to_string()));
        // How a body's reports were handled always is.
        all.extend(done.map(|_| ("handling_in_fives".to_owned(), true.to_string())));
    }
    all
}

fn handling(all: &mut Vec<(String, String)>, done: &Performance) {
    share(all, "follow_up_rate", done.follow_up.share);
    count(
        all,
        "follow_up_imports_left_out",
        Some(done.follow_up.imports_left_out),
    );
    clock(all, "time_to_verify", &done.to_verify);
    clock(all, "time_to_first_follow_up", &done.to_first_follow_up);
    clock(all, "time_to_resolve", &done.to_resolve);
    for kind in ClockKind::ALL.iter().filter(|kind| is_duty(**kind)) {
        let kept = done.on_time.iter().find(|(known, _)| known == kind);
        let kept = kept.map(|(_, kept)| *kept).unwrap_or_default();
        share(all, &format!("on_time_{kind}"), kept.first);
        share(all, &format!("on_time_{kind}_extended"), kept.extended);
    }
    share(all, "paused_share", done.paused);
    let backlog = &done.backlog;
    for (name, n) in [
        ("to_5", backlog.to_5),
        ("to_14", backlog.to_14),
        ("to_60", backlog.to_60),
        ("over_60", backlog.over_60),
    ] {
        count(all, &format!("backlog_{name}"), Some(n));
    }
    count(all, "passing_on_moves", Some(done.passing_on.moves.part));
    times(all, "passing_on_minutes", &done.passing_on.working_minutes);
    share(all, "refusal_rate", done.refusals);
    let (disputes, reopened) = (done.disputes, done.reopened);
    share(
        all,
        "dispute_rate",
        dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent),
    );
    share(
        all,
        "reopen_rate_by_reporter",
        reopen_rate(reopened.by_reporter, reopened.closed),
    );
    share(
        all,
        "reopen_rate_by_officer",
        reopen_rate(reopened.by_officer, reopened.closed),
    );
}

fn share(all: &mut Vec<(String, String)>, name: &str, share: Share) {
    count(all, &format!("{name}_part"), Some(share.part));
    count(all, &format!("{name}_whole"), Some(share.whole));
}

fn clock(all: &mut Vec<(String, String)>, name: &str, taken: &ClockTimes) {
    count(
        all,
        &format!("{name}_running"),
        Some(taken.working_minutes.running),
    );
    times(all, &format!("{name}_minutes"), &taken.working_minutes);
    times(all, &format!("{name}_days"), &taken.calendar_days);
}

fn times(all: &mut Vec<(String, String)>, name: &str, times: &Times) {
    count(all, &format!("{name}_n"), Some(times.n));
    count(all, &format!("{name}_median"), times.median.map(u64::from));
    count(all, &format!("{name}_p90"), times.p90.map(u64::from));
}

fn count(all: &mut Vec<(String, String)>, name: &str, n: Option<u64>) {
    all.push((name.to_owned(), cell(n)));
}

fn cell(n: Option<u64>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

fn line(lines: &mut String, cells: &[String]) {
    let _ = write!(lines, "{}\r\n", cells.join(","));
}

/// A field of a line; what a spreadsheet would take for a formula is made text.
pub fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
