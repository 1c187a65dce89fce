//! Measures of handling for a terminal: name, value, and what it is made of.

use std::fmt::Write as _;

use lapor_domain::figures::{
    RatingShown, Share, dispute_rate, hours, measure, number, percent, reopen_rate,
};

use crate::figures::{ClockTimes, Performance};

/// Name, value, of what.
pub(super) type Line = (String, String, String);

/// A measure's name in the catalogue.
fn named(id: &str) -> String {
    measure(id).map_or(id, |measure| measure.name).to_owned()
}

/// A share with its two counts, by its name in the catalogue.
pub(super) fn share(id: &str, share: Share) -> Line {
    (named(id), percent(share), of(share))
}

/// `589 dari 606`.
pub(super) fn of(share: Share) -> String {
    format!("{} dari {}", number(share.part), number(share.whole))
}

/// The block of measures.
pub(super) fn lines(done: &Performance) -> Vec<Line> {
    let mut lines = vec![share("follow_up_rate", done.follow_up.share)];
    if let Some((_, _, of)) = lines.last_mut()
        && done.follow_up.imports_left_out > 0
    {
        let left_out = number(done.follow_up.imports_left_out);
        let _ = write!(of, "; {left_out} impor tidak dihitung");
    }
    lines.extend([
        time("time_to_verify", &done.to_verify),
        time("time_to_first_follow_up", &done.to_first_follow_up),
        time("time_to_resolve", &done.to_resolve),
    ]);
    for (kind, kept) in &done.on_time {
        let (name, value, mut of) = share(&format!("on_time_{kind}"), kept.first);
        if kept.extended != kept.first {
            let _ = write!(of, "; dengan perpanjangan {}", percent(kept.extended));
        }
        lines.push((name, value, of));
    }
    lines.push(share("paused_share", done.paused));
    let backlog = &done.backlog;
    for (name, n) in [
        ("0–5", backlog.to_5),
        ("6–14", backlog.to_14),
        ("15–60", backlog.to_60),
        ("> 60", backlog.over_60),
    ] {
        lines.push((
            format!("Masih terbuka, umur {name} hari kerja"),
            number(n),
            String::new(),
        ));
    }
    let moves = done.passing_on.moves;
    let wait = done.passing_on.working_minutes;
    let until = wait.median.map_or_else(String::new, |median| {
        format!("; sampai disposisi berikutnya {} jam kerja", hours(median))
    });
    lines.push((
        named("moves"),
        number(moves.part),
        format!("dari {} laporan{until}", number(moves.whole)),
    ));
    lines.push(share("refusal_rate", done.refusals));
    let (disputes, reopened) = (done.disputes, done.reopened);
    lines.push(share(
        "dispute_rate",
        dispute_rate(disputes.confirmed, disputes.disputed, disputes.silent),
    ));
    lines.push(share(
        "reopen_rate_by_reporter",
        reopen_rate(reopened.by_reporter, reopened.closed),
    ));
    lines.push(share(
        "reopen_rate_by_officer",
        reopen_rate(reopened.by_officer, reopened.closed),
    ));
    lines
}

/// Mean, n and interval.
pub(super) fn rating(shown: RatingShown) -> Line {
    let two = |value: f64| format!("{value:.2}").replace('.', ",");
    let mean = shown.mean.map_or_else(|| "–".to_owned(), two);
    let interval = shown.low.zip(shown.high);
    let interval = interval.map_or_else(String::new, |(low, high)| {
        format!("; rentang 95 %: {} sampai {}", two(low), two(high))
    });
    (
        named("rating"),
        mean,
        format!("{} penilaian{interval}", number(shown.n)),
    )
}

fn time(id: &str, taken: &ClockTimes) -> Line {
    let (minutes, days) = (taken.working_minutes, taken.calendar_days);
    let value = minutes.median.map_or_else(
        || "–".to_owned(),
        |median| format!("{} jam kerja", hours(median)),
    );
    let mut of = Vec::new();
    if let Some(p90) = minutes.p90 {
        of.push(format!("9 dari 10 paling lama {}", hours(p90)));
    }
    if let (Some(median), Some(p90)) = (days.median, days.p90) {
        of.push(format!(
            "hari kalender {} dan {}",
            number(median.into()),
            number(p90.into())
        ));
    }
    of.push(format!("n = {}", number(minutes.n)));
    of.push(format!("masih berjalan {}", number(minutes.running)));
    (named(id), value, of.join("; "))
}
