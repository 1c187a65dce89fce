//! The ordinary reports: 606 of 2023 that stand as published when the year ends, and some before and after it.

use jiff::Timestamp;
use jiff::civil::date;

use super::deeds;
use super::life::{self, Lived, Pace};
use super::tale::{Tale, Teller, World};
use crate::demo::city::CITY;
use crate::demo::plan::{self, AtYearEnd, PlannedReport};
use crate::demo::texts::officer::Occasion;

/// Reports of December 2022 beside the shown ones.
const BEFORE: usize = 14;
/// Reports of January 2024 beside the shown ones.
const AFTER: usize = 46;

/// All ordinary tales.
pub(super) fn ordinary(world: &World) -> Vec<Tale> {
    let year = plan::year_2023(&CITY);
    let before = year
        .iter()
        .filter(|report| report.received.month() == 12)
        .take(BEFORE)
        .map(|report| moved(report, -1));
    let after = year
        .iter()
        .filter(|report| report.received.month() == 1 && report.received.day() <= 30)
        .take(AFTER)
        .map(|report| moved(report, 1));
    let before: Vec<_> = before
        .map(|report| life::whole(world, &report, Pace::Usual).tale)
        .collect();
    let after: Vec<_> = after
        .map(|report| life::whole(world, &report, Pace::Usual).tale)
        .collect();
    before
        .into_iter()
        .chain(year.iter().map(|report| of_2023(world, report)))
        .chain(after)
        .collect()
}

/// A report of the plan in another year, with other words.
fn moved(report: &PlannedReport, years: i64) -> PlannedReport {
    PlannedReport {
        seed: report.seed.rotate_left(17) ^ years.unsigned_abs() ^ report.seed >> 7,
        received: report
            .received
            .saturating_add(jiff::Span::new().years(years)),
        at_year_end: AtYearEnd::Handled,
        ..report.clone()
    }
}

fn of_2023(world: &World, report: &PlannedReport) -> Tale {
    match report.at_year_end {
        AtYearEnd::Handled => handled(world, report),
        AtYearEnd::InProcess => in_process(world, report),
        AtYearEnd::NotFollowedUp => not_followed_up(world, report),
    }
}

/// Closed before the year ends, in the usual way where there is time for it.
fn handled(world: &World, report: &PlannedReport) -> Tale {
    let ends = year_end(world);
    let in_time = |lived: &Lived| lived.closed.is_some_and(|at| at < ends);
    [Pace::Usual, Pace::Brisk]
        .into_iter()
        .map(|pace| life::whole(world, report, pace))
        .find(in_time)
        .unwrap_or_else(|| life::whole(world, report, Pace::Hurried))
        .tale
}

/// Answered in the year: some still worked on, some finally answered and waiting for their reporter,
/// some disputed.
fn in_process(world: &World, report: &PlannedReport) -> Tale {
    let teller = life::verified(life::open(world, report), report, Pace::Brisk);
    let teller = life::interim(teller, Pace::Brisk);
    let unit = teller.tale.matter.unit;
    let officer = life::officer_of(unit);
    match report.seed % 4 {
        0 => life::finished(teller.until(late(world)), 1, officer)
            .until(new_year(world))
            .reporter(1, deeds::confirm()),
        1 => life::finished(teller.until(late(world)), 0, officer)
            .reporter(1, deeds::reply(Occasion::Remark))
            .until(new_year(world))
            .officer(2, officer, deeds::answer(4)),
        _ => {
            let days = 1 + (report.seed % 5) as u32;
            life::finished(teller.until(new_year(world)), days, officer)
                .reporter(2, deeds::confirm())
        }
    }
    .end()
}

/// Verified in the year, answered only in the next: late, and seen to be late.
fn not_followed_up(world: &World, report: &PlannedReport) -> Tale {
    let teller: Teller<'_> = life::verified(life::open(world, report), report, Pace::Brisk);
    let officer = life::officer_of(teller.tale.matter.unit);
    let days = 1 + (report.seed % 4) as u32;
    teller
        .until(new_year(world))
        .officer(days, officer, deeds::answer(5))
        .end()
}

/// The instant as of which the year's figures are shown.
fn year_end(world: &World) -> Timestamp {
    world.diary.at(date(2024, 1, 1).at(0, 0, 0, 0))
}

/// So late that silence closes nothing before the year ends.
fn late(world: &World) -> Timestamp {
    world.diary.at(date(2023, 12, 20).at(7, 0, 0, 0))
}

/// Early on the first working day of January.
fn new_year(world: &World) -> Timestamp {
    world.diary.at(date(2024, 1, 2).at(7, 0, 0, 0))
}
