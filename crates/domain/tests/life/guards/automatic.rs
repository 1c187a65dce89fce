//! Row 4 by the program itself: off unless the policy wants it, and never for what needs an officer's eyes.

use lapor_domain::report::command::{Command, CommandKind, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::refusal::{Guard as G, Refusal};
use lapor_domain::routing::{AutoDisposition, Proposed, Source};
use lapor_domain::testkit::commands::verification;
use lapor_domain::testkit::{Life, ROADS};
use lapor_domain::words::StateCode;

/// The guard that only the program runs into.
pub(crate) const GUARDS: [G; 1] = [G::NotAutomatic];

fn proposed(source: Source, confidence: u16) -> Box<Proposed> {
    Box::new(Proposed {
        source,
        confidence,
        lead: Some(ROADS),
        category: None,
        report_type: None,
        supervisory: Some(false),
    })
}

/// Under a policy that lets the program dispose what it is 95 % sure of.
fn automatic(life: Life) -> Life {
    life.with_policy(|policy| {
        policy.auto_disposition = Some(AutoDisposition {
            min_confidence: 950,
            min_precision: 950,
            min_decisions: 200,
        });
    })
}

fn sure() -> Verification {
    Verification {
        release: false,
        proposed: Some(proposed(Source::Model, 960)),
        ..verification(ROADS)
    }
}

fn give(life: &mut Life, decided: Verification) -> Result<(), Refusal> {
    life.give(Actor::System, Command::Verify(Box::new(decided)))
}

#[test]
fn the_program_disposes_only_what_it_may() {
    let refused = Err(Refusal::Guard {
        command: CommandKind::Verify,
        guard: G::NotAutomatic,
    });
    let secret = || Life::received_with(|receipt| receipt.rahasia = true);
    let declared = || Life::received_with(|receipt| receipt.declared_supervisory = true);
    assert_eq!(give(&mut Life::received(), sure()), refused, "off");
    for life in [secret(), declared()] {
        assert_eq!(give(&mut automatic(life), sure()), refused);
    }
    for wrong in [
        Verification {
            release: true,
            ..sure()
        },
        Verification {
            supervisory: true,
            ..sure()
        },
        Verification {
            proposed: None,
            ..sure()
        },
        Verification {
            proposed: Some(proposed(Source::Model, 949)),
            ..sure()
        },
        Verification {
            proposed: Some(proposed(Source::Nobody, 999)),
            ..sure()
        },
    ] {
        assert_eq!(give(&mut automatic(Life::received()), wrong), refused);
    }
    let mut life = automatic(Life::received());
    assert_eq!(give(&mut life, sure()), Ok(()));
    assert_eq!(life.report.state.code(), StateCode::Assigned);
    assert!(!life.report.released);
}
