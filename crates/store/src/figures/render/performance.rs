//! Measures for programs.

use lapor_domain::figures::{Times, dispute_rate, on_time, reopen_rate};
use serde_json::{Map, Value, json as value};

use super::{moment, scope, share};
use crate::figures::{ClockTimes, Performance, UnitPassing, UnitSupport};

/// As JSON. Times are in minutes of office time and in calendar days; a rate is null where nothing was counted. What
/// single units did is for officers, but for passing on, which anyone reads in whole fives.
pub(crate) fn performance_json(measured: &Performance, is_public: bool) -> Value {
    let punctual = measured.on_time.iter().map(|(kind, kept)| {
        let first = on_time(kept.first.part, kept.first.whole - kept.first.part);
        let both = value!({ "first_due": share(first), "extended_due": share(kept.extended) });
        (kind.as_str().to_owned(), both)
    });
    let units = measured
        .refusals_by_unit
        .iter()
        .map(|unit| value!({ "unit": unit.unit, "label": unit.label, "rate": share(unit.share) }));
    let disputes = measured.disputes;
    let reopened = measured.reopened;
    let mut object = value!({
        "from": measured.ask.from.to_string(),
        "to": measured.ask.to.to_string(),
        "scope": scope(measured.ask.scope),
        "as_of": moment(measured.as_of, measured.zone),
        "received": measured.received,
        "follow_up_rate": share(measured.follow_up.share),
        "follow_up_imports_left_out": measured.follow_up.imports_left_out,
        "time_to_verify": clock(&measured.to_verify),
        "time_to_first_follow_up": clock(&measured.to_first_follow_up),
        "time_to_resolve": clock(&measured.to_resolve),
        "on_time": punctual.collect::<Map<_, _>>(),
        "paused_share": share(measured.paused),
        "backlog": value!(measured.backlog),
        "passing_on": {
            "moves": measured.passing_on.moves.part,
            "per_report": per_report(measured),
            "until_next_disposition": times(&measured.passing_on.working_minutes),
        },
        "passing_on_by_unit": measured.passing_by_unit.iter().map(passing).collect::<Vec<_>>(),
        "refusal_rate": share(measured.refusals),
        "dispute_rate": share(dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent)),
        "reopen_rate_by_reporter": share(reopen_rate(reopened.by_reporter, reopened.closed)),
        "reopen_rate_by_officer": share(reopen_rate(reopened.by_officer, reopened.closed)),
        "rating": value!(measured.rating),
    });
    if let Some(object) = object.as_object_mut().filter(|_| !is_public) {
        let units = units.collect();
        object.insert("refusal_rate_by_unit".to_owned(), units);
        let support = measured.support.iter().map(support).collect();
        object.insert("support_by_unit".to_owned(), support);
    }
    object
}

fn passing(unit: &UnitPassing) -> Value {
    value!({
        "unit": unit.unit, "label": unit.label, "moves": unit.moves, "refusals": unit.refusals,
        "total_working_minutes": unit.total_minutes,
        "until_next_disposition": times(&unit.working_minutes),
    })
}

fn support(unit: &UnitSupport) -> Value {
    let work = unit.work;
    value!({
        "unit": unit.unit, "label": unit.label, "asked": work.asked, "finished": work.finished,
        "refused": work.refused, "released": work.released, "open": work.open(),
    })
}

fn clock(taken: &ClockTimes) -> Value {
    value!({
        "n": taken.working_minutes.n,
        "running": taken.working_minutes.running,
        "working_minutes": times(&taken.working_minutes),
        "calendar_days": times(&taken.calendar_days),
    })
}

fn times(times: &Times) -> Value {
    value!({ "n": times.n, "median": times.median, "p90": times.p90 })
}

/// Moves per report with two decimals.
fn per_report(measured: &Performance) -> Option<f64> {
    let moves = measured.passing_on.moves;
    (moves.whole > 0).then(|| (moves.part as f64 / moves.whole as f64 * 100.0).round() / 100.0)
}
