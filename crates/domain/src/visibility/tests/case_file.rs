//! Who may have a case file made.

use super::world::{handled, released};
use crate::ids::OfficerId;
use crate::testkit::{self as kit, directory};
use crate::visibility::{CaseFileRight, case_file_right};

/// `by`, `no` or `unknown`.
fn right(officer: OfficerId, life: &kit::Life) -> &'static str {
    let officer = directory().officers[&officer].clone();
    match case_file_right(&officer, &life.report, &life.report, &life.directory) {
        CaseFileRight::By(_) => "by",
        CaseFileRight::No => "no",
        CaseFileRight::Unknown => "unknown",
    }
}

#[test]
fn who_speaks_for_the_body_and_who_oversees_it() {
    let who = [
        kit::COORDINATOR,
        kit::LEADER,
        kit::INSPECTOR,
        kit::OVERSEER,
        kit::ROADS_OFFICER,
    ];
    let rights = |life: &kit::Life| who.map(|officer| right(officer, life));
    let open = released(|_| {});
    assert_eq!(rights(&open), ["by", "by", "by", "by", "no"]);
    // Section 5, "rahasia": the overseer reads the masked version, the leader state and clocks.
    let secret = handled(|receipt| receipt.rahasia = true);
    assert_eq!(rights(&secret), ["by", "no", "by", "by", "no"]);
    let both = handled(|receipt| {
        receipt.rahasia = true;
        receipt.anonim = true;
    });
    assert_eq!(rights(&both), ["by", "no", "by", "by", "no"]);
    // Nobody decided yet: an overseer knows state and clocks.
    let fresh = kit::Life::received();
    assert_eq!(right(kit::OVERSEER, &fresh), "no");
    assert_eq!(right(kit::COORDINATOR, &fresh), "by");
}
