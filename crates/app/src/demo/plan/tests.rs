use std::collections::{HashMap, HashSet};

use super::*;
use crate::demo::city::CITY;
use crate::demo::texts;

fn count(reports: &[PlannedReport], wanted: impl Fn(&PlannedReport) -> bool) -> usize {
    reports.iter().filter(|report| wanted(report)).count()
}

#[test]
fn the_published_numbers_come_out() {
    let year = year_2023(&CITY);
    assert_eq!(year.len(), TOTAL);
    assert_eq!(BY_MONTH.iter().sum::<usize>(), TOTAL);
    let january = |channel| {
        count(&year, |report| {
            report.received.month() == 1 && report.channel == channel
        })
    };
    assert_eq!(
        [Channel::Web, Channel::App, Channel::Institution].map(january),
        [47, 5, 1]
    );
    assert_eq!(
        count(&year, |report| report.at_year_end == AtYearEnd::Handled),
        589
    );
    assert_eq!(
        count(&year, |report| report.at_year_end == AtYearEnd::InProcess),
        IN_PROCESS
    );
    assert_eq!(
        count(&year, |report| report.at_year_end
            == AtYearEnd::NotFollowedUp),
        NOT_FOLLOWED_UP
    );
}

#[test]
fn the_year_looks_like_one() {
    let year = year_2023(&CITY);
    assert_eq!(year, year_2023(&CITY));
    assert!(year.is_sorted_by(|a, b| a.received < b.received));
    assert!(year.iter().all(|report| report.received.year() == 2023));
    let office = count(&year, |report| (8..16).contains(&report.received.hour()));
    assert!(office * 100 / TOTAL >= 60, "{office}");
    let mut by_category: HashMap<&str, usize> = HashMap::new();
    for report in &year {
        *by_category.entry(&report.category).or_default() += 1;
        assert!(CITY.category(&report.category).is_some());
    }
    assert!(by_category.len() >= 45, "{}", by_category.len());
    assert!(count(&year, |report| report.supervisory) >= 5);
    let unanswered = year
        .iter()
        .filter(|report| report.at_year_end != AtYearEnd::Handled);
    assert!(
        unanswered
            .clone()
            .all(|report| report.received.month() >= 11),
        "{:?}",
        unanswered.collect::<Vec<_>>()
    );
}

#[test]
fn no_two_reports_say_the_same() {
    let year = year_2023(&CITY);
    let bodies: HashSet<_> = year
        .iter()
        .map(|report| {
            texts::report_of(
                report.seed,
                report.kind,
                &report.category,
                &report.region_name,
            )
            .body
        })
        .collect();
    assert_eq!(bodies.len(), TOTAL);
}
