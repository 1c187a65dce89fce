use lapor_domain::clock::ClockKind;
use lapor_domain::words::ReportType;

use super::*;

#[test]
fn the_default_has_the_lengths_of_practice() {
    let policy = DEFAULT.policy();
    let days = |clock, kind, supervisory| policy.length(clock, kind, supervisory).days;
    assert_eq!(
        days(ClockKind::Verification, ReportType::Complaint, false),
        3
    );
    assert_eq!(
        days(ClockKind::FirstFollowUp, ReportType::Complaint, false),
        5
    );
    assert_eq!(
        days(ClockKind::Resolution, ReportType::Information, false),
        5
    );
    assert_eq!(
        days(ClockKind::Resolution, ReportType::Complaint, false),
        14
    );
    assert_eq!(days(ClockKind::Resolution, ReportType::Complaint, true), 60);
    assert_eq!(days(ClockKind::AutoClose, ReportType::Unknown, false), 10);
    assert_eq!(
        policy
            .rule(ClockKind::HoldExpiry, ReportType::Complaint, false)
            .unit,
        DayUnit::Calendar
    );
    assert!(
        policy
            .escalation
            .is_sorted_by_key(|step| step.after_working_days)
    );
}

#[test]
fn ramadan_is_shorter() {
    let hours = DEFAULT.working_hours();
    assert_eq!(hours.periods.len(), 8);
    assert!(hours.periods.iter().all(|period| period.from < period.to));
    assert!(hours.periods.is_sorted_by_key(|period| period.from));
}

#[test]
fn an_unknown_field_is_named() {
    let wrong =
        include_str!("../../../data/policy_default.toml").replace("closure_check", "closure_chek");
    assert!(
        PolicyFile::read(&wrong).is_err_and(|error| error.to_string().contains("closure_chek"))
    );
}
