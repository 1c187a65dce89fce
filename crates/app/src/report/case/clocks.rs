//! Clocks in words: until when, why, day by day.

use jiff::Timestamp;
use lapor_domain::clock::ClockKind;
use lapor_domain::clock::Length;
use lapor_domain::report::Report;
use lapor_domain::report::clocks::{Clock, StopHow, is_duty};
use lapor_domain::report::event::Recorded;
use lapor_domain::report::explained::explained_id;
use lapor_domain::rules::Rules;

/// The clock that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueView {
    /// Which.
    pub clock: ClockKind,
    /// When it started, and for how long: by the policy in force then.
    pub started_at: Timestamp,
    /// Its length.
    pub length: Length,
    /// Exclusive end: 00:00 of the day after the last.
    pub due: Timestamp,
    /// Past it.
    pub overdue: bool,
    /// How it came about, day by day, in Indonesian; empty in a [list](super::read_public), which names last days only.
    pub explain: DayWords,
}

/// One sentence a day.
pub type DayWords = Vec<String>;

/// By what clocks of one report are read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// Calendars.
    pub(super) rules: &'a Rules,
    /// Now.
    pub(super) now: Timestamp,
    /// How each day came about is told too.
    pub(super) explains: bool,
}

/// A clock of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// Which.
    pub clock: ClockKind,
    /// Round.
    pub round: u16,
    /// Start.
    pub started_at: Timestamp,
    /// Length, by the policy in force at the start.
    pub length: Length,
    /// Exclusive end.
    pub due: Timestamp,
    /// Exclusive end after an extension.
    pub extended_due: Option<Timestamp>,
    /// Standing still.
    pub paused: bool,
    /// Since when.
    pub still_since: Option<Timestamp>,
    /// Stop.
    pub stopped: Option<(Timestamp, StopHow)>,
    /// Kept in time; `None` where that is still open or says nothing.
    pub met: Option<bool>,
    /// Past its end, and running.
    pub overdue: bool,
    /// How it came about, day by day, in Indonesian.
    pub explain: DayWords,
}

impl ClockView {
    /// One of its ends, where that is known: as long as it stands still, nobody knows how far those move that had not come
    /// when it stopped.
    pub fn known(&self, end: Timestamp) -> Option<Timestamp> {
        let moves = self.still_since.is_some_and(|since| since < end);
        (!moves).then_some(end)
    }
}

/// The clock that counts now: the earliest duty, else the window of the reporter's turn.
pub(super) fn due(report: &Report, history: &[Recorded], reading: Reading<'_>) -> Option<DueView> {
    let running = |duty: bool| {
        report
            .open_clocks()
            .filter(move |clock| clock.is_running() && is_duty(clock.kind) == duty)
            .min_by_key(|clock| clock.effective_due())
    };
    let turn_of_reporter =
        |clock: &&Clock| matches!(clock.kind, ClockKind::AutoClose | ClockKind::HoldExpiry);
    let clock = report
        .open_clocks()
        .find(turn_of_reporter)
        .or_else(|| running(true).filter(|clock| clock.kind != ClockKind::Accept))
        .or_else(|| running(true))?;
    Some(view(report, history, clock, reading))
}

/// The PPID desk's clock, while a request is there: beside whatever else is due.
pub(super) fn ppid(report: &Report, history: &[Recorded], reading: Reading<'_>) -> Option<DueView> {
    let clock = report
        .clock(ClockKind::Ppid)
        .filter(|clock| clock.is_running())?;
    Some(view(report, history, clock, reading))
}

/// The window of reopening or objection, while it is open.
pub(super) fn window(
    report: &Report,
    history: &[Recorded],
    reading: Reading<'_>,
) -> Option<DueView> {
    report
        .open_clocks()
        .find(|clock| {
            matches!(
                clock.kind,
                ClockKind::ReopenWindow | ClockKind::ObjectionWindow
            )
        })
        .filter(|clock| reading.now < clock.due)
        .map(|clock| view(report, history, clock, reading))
}

fn view(report: &Report, history: &[Recorded], clock: &Clock, reading: Reading<'_>) -> DueView {
    let due = clock.effective_due();
    let explain = if reading.explains {
        explained_id(clock, history, reading.rules.calendar(report.holder))
    } else {
        Vec::new()
    };
    DueView {
        clock: clock.kind,
        started_at: clock.started_at,
        length: clock.length,
        due,
        overdue: due <= reading.now,
        explain,
    }
}

/// All clocks, oldest first.
pub(super) fn all(
    report: &Report,
    history: &[Recorded],
    rules: &Rules,
    now: Timestamp,
) -> Vec<ClockView> {
    report
        .clocks
        .iter()
        .map(|clock| ClockView {
            clock: clock.kind,
            round: clock.round,
            started_at: clock.started_at,
            length: clock.length,
            due: clock.due,
            extended_due: clock.extended_due,
            paused: clock.is_paused(),
            still_since: clock.still_since(),
            stopped: clock.stopped.map(|stop| (stop.at, stop.how)),
            met: clock.met(),
            overdue: clock.is_overdue(now),
            explain: explained_id(clock, history, rules.calendar(report.holder)),
        })
        .collect()
}
