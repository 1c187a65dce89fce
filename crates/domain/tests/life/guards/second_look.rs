//! Row 40, release: personal data that stays visible is looked at by two.

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::refusal::Guard as G;
use lapor_domain::testkit::commands::{verification, verify, verify_unreleased};
use lapor_domain::testkit::{Life, ROADS, content};

use super::{Bite, bites as all_of};
use crate::lives::{C, C2, I, L};

fn release() -> Command {
    Command::Release {
        point: false,
        files: false,
        findings_kept: false,
    }
}

/// Verified for release, with a name left visible.
fn unmasked() -> Life {
    let kept = Verification {
        findings_kept: true,
        ..verification(ROADS)
    };
    Life::received().as_coordinator(Command::Verify(Box::new(kept)))
}

pub(super) fn bites() -> Vec<Bite> {
    let unreleased = || Life::received().as_coordinator(verify_unreleased(ROADS));
    [
        all_of(G::SecondLook, vec![("40", unmasked(), C, release())]),
        all_of(
            G::NoSecondLook,
            vec![
                ("40", unreleased(), L, release()),
                ("40", unreleased(), I, release()),
            ],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn nothing_unmasked_is_public_before_a_second_officer_looked() {
    assert!(!unmasked().report.released);
    for second in [C2, L, I] {
        let mut life = unmasked();
        assert_eq!(life.give(second, release()), Ok(()), "{second:?}");
        assert!(life.report.released && life.report.release_asked.is_none());
    }
}

/// Words that the national system settled: nobody here answers for what stands in them.
#[test]
fn words_settled_elsewhere_need_two_as_well() {
    let told = Command::Release {
        point: false,
        files: false,
        findings_kept: true,
    };
    let mut life = Life::received().as_coordinator(verify_unreleased(ROADS));
    assert_eq!(life.report.unmasked_by, None);
    life.give(C, told.clone()).unwrap();
    assert!(!life.report.released && life.report.release_asked.is_some());
    assert!(
        life.give(C, told.clone()).is_err(),
        "the same officer again"
    );
    life.give(C2, told).unwrap();
    assert!(life.report.released);
}

#[test]
fn what_is_public_and_edited_with_a_name_left_in_it_waits_again() {
    let mut life = Life::received().as_coordinator(verify(ROADS));
    assert!(life.report.released);
    let edit = |findings_kept| Command::EditText {
        words: vec![content(ContentKind::TextFinal)],
        findings_kept,
    };
    life.give(C, edit(false)).unwrap();
    assert!(life.report.released, "masked");
    life.give(C, edit(true)).unwrap();
    assert!(!life.report.released);
    life.give(C2, release()).unwrap();
    assert!(life.report.released);
}

#[test]
fn who_kept_it_asks_and_who_masks_it_needs_nobody() {
    let mut life = Life::received().as_coordinator(verify_unreleased(ROADS));
    let edit = |findings_kept| Command::EditText {
        words: vec![content(ContentKind::TextFinal)],
        findings_kept,
    };
    life.give(C, edit(true)).unwrap();
    life.give(C, release()).unwrap();
    assert!(
        !life.report.released && life.report.release_asked.is_some(),
        "asked"
    );
    life.give(C, edit(false)).unwrap();
    life.give(C, release()).unwrap();
    assert!(life.report.released, "nothing is visible any more");
}
