//! Clocks as lines: until when, how long still, and how the date came about.

use jiff::{SignedDuration, Timestamp};
use lapor_app::report::case::{CaseView, ClockView, DayWords, DueView};
use lapor_domain::clock::{ClockKind, DayUnit, Length};
use lapor_domain::ids::BodyId;
use lapor_domain::policy::{Certainty, ClockRule, Policy};
use lapor_domain::rules::Rules;
use lapor_domain::words::ReportType;
use lapor_domain::zone::Zone;

use crate::i18n::I18n;
use crate::state::{Here, face};
use crate::view::parts::{ClockDay, ClockExplain, ClockLine, ClockStanding};

/// One clock before it is a line.
struct Shown<'a> {
    kind: ClockKind,
    started_at: Timestamp,
    length: Length,
    due: Timestamp,
    standing: ClockStanding,
    explain: &'a DayWords,
}

/// Whose clock it is.
struct Of {
    holder: BodyId,
    zone: Zone,
    report_type: ReportType,
    supervisory: bool,
}

impl Of {
    const fn case(case: &CaseView) -> Self {
        Self {
            holder: case.holder,
            zone: case.zone,
            report_type: case.report_type,
            supervisory: case.supervisory,
        }
    }
}

/// The first promise to a report that has just come in: verification. Computed, not read: the
/// receipt must not wait for the record a second time.
pub(crate) fn first_promise(here: &Here, holder: BodyId, received_at: Timestamp) -> ClockLine {
    let rules = here.rules();
    let kind = ClockKind::Verification;
    let length = rules
        .policy(holder, received_at)
        .length(kind, ReportType::Unknown, false);
    let explained = lapor_domain::clock::explain(received_at, length, &[], rules.calendar(holder));
    let due = explained.due.unwrap_or(received_at);
    let shown = Shown {
        kind,
        started_at: received_at,
        length,
        due,
        standing: if due <= here.app().now() {
            ClockStanding::Late
        } else {
            ClockStanding::Running
        },
        explain: &explained.words_id(),
    };
    let of = Of {
        holder,
        zone: rules.zone(holder),
        report_type: ReportType::Unknown,
        supervisory: false,
    };
    line(here, &of, &shown, true)
}

/// The clock that counts now, for who may know it; it does not speak to the reporter.
pub(crate) fn clock(here: &Here, case: &CaseView) -> Vec<ClockLine> {
    dues(case)
        .map(|due| {
            let shown = Shown {
                kind: due.clock,
                started_at: due.started_at,
                length: due.length,
                due: due.due,
                standing: if due.overdue {
                    ClockStanding::Late
                } else {
                    ClockStanding::Running
                },
                explain: &due.explain,
            };
            line(here, &Of::case(case), &shown, false)
        })
        .collect()
}

/// The same in a few words: which clock, and until when.
pub(crate) fn until(i18n: I18n, case: &CaseView) -> Vec<String> {
    dues(case)
        .map(|due| {
            let (name, by) = (name(i18n, due.clock, false), by(i18n, due.due, case.zone));
            format!("{name}: {by}")
        })
        .collect()
}

/// What is due, and what is due beside it.
fn dues(case: &CaseView) -> impl Iterator<Item = &DueView> {
    let beside = case
        .ppid
        .as_ref()
        .filter(|ppid| Some(*ppid) != case.due.as_ref());
    case.due.iter().chain(beside)
}

fn by(i18n: I18n, due: Timestamp, zone: Zone) -> String {
    i18n.t1("clock-by", "due", i18n.due(due, face(zone)))
}

/// Every open clock that concerns the reporter, nearest first.
pub(in crate::public) fn clock_lines(here: &Here, case: &CaseView) -> Vec<ClockLine> {
    let concerns = |clock: &&ClockView| {
        clock.stopped.is_none()
            && !matches!(
                clock.clock,
                ClockKind::Accept | ClockKind::ReopenWindow | ClockKind::ObjectionWindow
            )
    };
    let mut open: Vec<&ClockView> = case.clocks.iter().filter(concerns).collect();
    open.sort_by_key(|clock| (clock.paused, clock.extended_due.unwrap_or(clock.due)));
    open.into_iter()
        .map(|clock| {
            let shown = Shown {
                kind: clock.clock,
                started_at: clock.started_at,
                length: clock.length,
                due: clock.extended_due.unwrap_or(clock.due),
                standing: if clock.paused {
                    ClockStanding::Held
                } else if clock.overdue {
                    ClockStanding::Late
                } else {
                    ClockStanding::Running
                },
                explain: &clock.explain,
            };
            line(here, &Of::case(case), &shown, true)
        })
        .collect()
}

/// Last day of a window that is open, in words.
pub(in crate::public) fn window_end(
    here: &Here,
    case: &CaseView,
    kind: ClockKind,
) -> Option<String> {
    let window = case.window.as_ref().filter(|window| window.clock == kind)?;
    Some(
        here.i18n
            .date(case.zone.local_date(last_instant(window.due))),
    )
}

fn line(here: &Here, of: &Of, shown: &Shown<'_>, own: bool) -> ClockLine {
    let i18n = here.i18n;
    let rules = here.rules();
    // The clock's own policy: a later one says nothing about it.
    let policy = rules.policy(of.holder, shown.started_at);
    let rule = policy.rule(shown.kind, of.report_type, of.supervisory);
    ClockLine {
        standing: shown.standing,
        name: name(i18n, shown.kind, own),
        due: if shown.standing == ClockStanding::Held {
            i18n.t("clock-paused")
        } else {
            by(i18n, shown.due, of.zone)
        },
        remaining: remaining(here, of, shown, rule, &rules),
        explain: ClockExplain {
            summary: days_of(i18n, shown.length),
            limit: limit(i18n, shown.kind, policy),
            days: days(shown.explain),
            basis: basis(i18n, rule),
        },
    }
}

fn remaining(here: &Here, of: &Of, shown: &Shown<'_>, rule: &ClockRule, rules: &Rules) -> String {
    let i18n = here.i18n;
    if shown.standing == ClockStanding::Held {
        return String::new();
    }
    let today = of.zone.local_date(here.app().now());
    let last = of.zone.local_date(last_instant(shown.due));
    if today == last {
        return i18n.t("clock-last-day");
    }
    if rule.unit == DayUnit::Calendar && last > today {
        let days = today.until(last).map_or(0, |span| span.get_days());
        return i18n.tn("clock-left-calendar", u64::try_from(days).unwrap_or(0));
    }
    let after = |day: jiff::civil::Date| day.tomorrow().unwrap_or(day);
    let calendar = rules.calendar(of.holder);
    if today < last {
        let left = calendar.count_working(after(today), last);
        i18n.tn("clock-left", u64::from(left))
    } else {
        let over = calendar.count_working(after(last), today);
        i18n.tn("clock-over", u64::from(over))
    }
}

/// The due instant is exclusive: 00:00 of the day after the last.
fn last_instant(due: Timestamp) -> Timestamp {
    due.checked_sub(SignedDuration::from_micros(1))
        .unwrap_or(due)
}

/// "14 hari kerja".
pub(in crate::public) fn length(i18n: I18n, rule: &ClockRule) -> String {
    days_of(
        i18n,
        Length {
            days: rule.days,
            unit: rule.unit,
        },
    )
}

fn days_of(i18n: I18n, length: Length) -> String {
    let key = match length.unit {
        DayUnit::Working => "length-working",
        DayUnit::Calendar => "length-calendar",
    };
    i18n.tn(key, u64::from(length.days))
}

/// The statutory outer limit, beside the resolution and nowhere else; which days it counts is not settled.
fn limit(i18n: I18n, kind: ClockKind, policy: &Policy) -> String {
    if kind == ClockKind::Resolution {
        i18n.tn("clock-limit", u64::from(policy.statutory_limit_days))
    } else {
        String::new()
    }
}

/// Instrument and article, and how sure that is.
fn basis(i18n: I18n, rule: &ClockRule) -> String {
    format!(
        "{}; {}",
        instrument(i18n, rule),
        i18n.t(&certainty_key(rule.basis.certainty))
    )
}

/// Instrument and article.
pub(in crate::public) fn instrument(i18n: I18n, rule: &ClockRule) -> String {
    let instrument = &rule.basis.instrument;
    match &rule.basis.article {
        Some(article) => i18n.t2(
            "basis-article",
            "instrument",
            instrument,
            "article",
            article,
        ),
        None => rule.basis.instrument.clone(),
    }
}

/// How sure a basis is.
pub(in crate::public) fn certainty_key(certainty: Certainty) -> String {
    format!("certainty-{certainty}").replace('_', "-")
}

fn days(explain: &DayWords) -> Vec<ClockDay> {
    explain
        .iter()
        .map(|sentence| ClockDay::of_sentence(sentence))
        .collect()
}

/// A clock's name; `own` speaks to the reporter where the clock is theirs.
fn name(i18n: I18n, kind: ClockKind, own: bool) -> String {
    let key = clock_key(kind);
    let to_you = format!("{key}-own");
    if own && i18n.has(&to_you) {
        i18n.t(&to_you)
    } else {
        i18n.t(&key)
    }
}

/// A clock's name.
pub(in crate::public) fn clock_key(kind: ClockKind) -> String {
    format!("clock-{kind}").replace('_', "-")
}
