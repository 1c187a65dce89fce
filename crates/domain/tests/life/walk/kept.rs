//! What a history never loses, and how a report becomes public.

use lapor_domain::clock::ClockKind as K;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::report::state::State;
use lapor_domain::visibility::is_public;
use lapor_domain::words::Role;

/// Event by event, from the receipt to the end.
pub(crate) fn check_history(id: ReportId, events: &[Recorded]) {
    let Some((first, rest)) = events.split_first() else {
        return;
    };
    let Some(mut after) = Report::first(id, first) else {
        return;
    };
    assert!(!is_public(&after), "public from the start");
    for recorded in rest {
        let before = after.clone();
        after.apply(recorded);
        check_kept(&before, recorded, &after);
        check_starts(&before, recorded, &after);
        check_release(&before, recorded, &after);
        check_rahasia(&before, recorded, &after);
    }
}

/// Whoever holds it: number, receipt, door, identity and the first words stay.
fn check_kept(before: &Report, recorded: &Recorded, after: &Report) {
    let kept = |report: &Report| {
        (
            report.tracking,
            report.home,
            report.received_at,
            report.recorded_at,
            report.channel,
            report.identity,
        )
    };
    assert_eq!(kept(before), kept(after), "{recorded:?}");
    assert!(after.held_by.starts_with(&before.held_by), "{recorded:?}");
    assert!(after.held_by.contains(&after.holder));
    let original = |report: &Report| report.word(ContentKind::TextOriginal).cloned();
    let erased = matches!(recorded.event.what, What::Erased { .. });
    assert!(
        erased || original(before) == original(after),
        "{recorded:?}"
    );
}

/// No clock is forgotten and none begins again; on the way between bodies none starts anew unless
/// the report was verified before.
fn check_starts(before: &Report, recorded: &Recorded, after: &Report) {
    let start = |clock: &Clock| (clock.kind, clock.round, clock.started_at);
    let starts = |report: &Report| report.clocks.iter().map(start).collect::<Vec<_>>();
    assert!(starts(after).starts_with(&starts(before)), "{recorded:?}");
    let same = |kind| {
        let of = |report: &Report| report.clock(kind).map(start);
        assert_eq!(of(before), of(after), "{kind}: {recorded:?}");
    };
    match &recorded.event.what {
        // An import brings no clocks; the first command here starts those that are lacking.
        _ if before.import.is_some() => {}
        // What is merged has no clock of its own running; it only follows its root.
        _ if matches!(before.state, State::Merged(_)) => {}
        What::Forwarded { .. } | What::ReturnedToDesk { .. } => {
            assert_eq!(before.clocks, after.clocks, "{recorded:?}");
        }
        What::TransferredWithin { .. } if before.rounds == 0 => same(K::Verification),
        What::TransferredWithin { .. } => {
            same(K::Resolution);
            let resolution = after.clock(K::Resolution);
            assert!(resolution.is_some_and(Clock::is_paused), "{recorded:?}");
        }
        _ => {}
    }
}

/// Nothing becomes public but by an officer's own decision, on words that an officer settled.
fn check_release(before: &Report, recorded: &Recorded, after: &Report) {
    if after.released {
        assert!(!after.rahasia && !after.supervisory, "{recorded:?}");
        assert!(after.word(ContentKind::TextFinal).is_some());
    }
    if is_public(after) {
        assert!(after.released && after.ever_released);
    }
    if after.released && !before.released {
        let decided = matches!(
            recorded.event.what,
            What::Released { .. } | What::Verified { release: true, .. }
        );
        assert!(decided, "released by {recorded:?}");
        assert!(recorded.actor.officer.is_some(), "released by nobody");
    }
    // Showing the point or the photographs is such a decision too.
    let more = after.point_released && !before.point_released
        || after.files_released && !before.files_released;
    assert!(!more || matches!(recorded.event.what, What::Released { .. }));
}

/// Only the reporter lifts rahasia, whoever decides.
fn check_rahasia(before: &Report, recorded: &Recorded, after: &Report) {
    if before.rahasia && !after.rahasia {
        assert!(matches!(recorded.event.what, What::FlagsSet { .. }));
        assert_eq!(recorded.actor.role, Role::Reporter, "{recorded:?}");
    }
    if after.rahasia {
        assert!(!is_public(after), "{recorded:?}");
    }
}
