//! Section 4, rule 7: a clock's length comes from the policy in force at its start.

use jiff::civil::date;
use lapor_domain::clock::ClockKind as K;
use lapor_domain::report::clocks::ClockChange;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::receive;
use lapor_domain::report::permit::permit_receive;
use lapor_domain::testkit::commands::{transfer_within, verification};
use lapor_domain::testkit::{self as kit, Life, PROVINCE_COORDINATOR};
use lapor_domain::words::ReportType;

use crate::lives::{C, assigned, wib, words};

/// Rule 7 of section 4: a policy that came later leaves the clocks that run alone.
#[test]
fn a_length_comes_from_the_policy_in_force_at_the_start() {
    let under_two = |mut life: Life| {
        let old = life.policy.clone();
        life.now = wib("2026-03-02T09:00");
        life.policy.version = 2;
        life.policy.valid_from = date(2026, 2, 16);
        life.policy.resolution.complaint.days = 3;
        life.policy.resolution.information.days = 9;
        life.versions = vec![old, life.policy.clone()];
        life
    };
    let resolution = |life: &Life| {
        let clock = life.report.clock(K::Resolution).unwrap();
        (clock.length.days, clock.policy, clock.breached)
    };
    let reclassify = |report_type, category| Command::Reclassify {
        report_type,
        supervisory: false,
        category,
        reason: words(),
    };
    let life = under_two(assigned());
    // The category alone: the length stays what it was, and nothing is late that was not.
    let moved = life
        .clone()
        .as_coordinator(reclassify(ReportType::Complaint, kit::SERVICE));
    assert_eq!(resolution(&moved).0, 14);
    assert_eq!(
        moved.report.clock(K::Resolution).unwrap().due,
        life.report.clock(K::Resolution).unwrap().due
    );
    // Another type takes its length from the policy of the start, not from today's.
    let other = life.as_coordinator(reclassify(ReportType::Information, kit::SERVICE));
    assert_eq!(resolution(&other).0, 5);
    assert_eq!(resolution(&other).1, 1);
    // Handed on and verified anew, the same holds.
    let verified = under_two(assigned())
        .as_coordinator(transfer_within(kit::PROVINCE))
        .as_officer(PROVINCE_COORDINATOR, {
            let mut again = verification(kit::PROVINCE_ROADS);
            again.category = kit::PROVINCE_SERVICE;
            Command::Verify(Box::new(again))
        });
    assert_eq!(resolution(&verified).0, 14);
}

/// Rule 7 for a letter: its stamp is the start.
#[test]
fn a_letter_takes_the_policy_of_its_stamp() {
    let life = Life::received();
    let mut old = life.policy.clone();
    old.verification.days = 8;
    let mut new = life.policy.clone();
    new.version = 2;
    new.valid_from = date(2026, 2, 2);
    let versions = [old, new];
    let context = lapor_domain::report::context::Context {
        versions: &versions,
        ..life.context()
    };
    let permit = permit_receive(C, kit::CITY, &life.directory).unwrap();
    let stamped = wib("2026-01-30T08:00");
    let received = receive(&permit, kit::receipt(kit::CITY), stamped, None, &context).unwrap();
    let days = received
        .event
        .clocks
        .iter()
        .find_map(|change| match change {
            ClockChange::Start { length, policy, .. } => Some((length.days, *policy)),
            _ => None,
        });
    assert_eq!(days, Some((8, 1)));
}
