//! How often one report was passed on, and the time that went by meanwhile.

use jiff::Timestamp;

use super::event::{Recorded, What};
use super::state::Owner;
use crate::calendar::Calendar;
use crate::clock::{WorkingHours, working_minutes_between};
use crate::ids::UnitId;

/// What passing a report on has come to so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOn {
    /// Redirects + refusals + transfers (rule book, section 6).
    pub moves: u32,
    /// Working minutes from each disposition to a unit that refused until the next disposition;
    /// where none has come yet, until now.
    pub working_minutes: u64,
    /// Units that refused, each once, the first one first.
    pub refused: Vec<UnitId>,
    /// Whose matter the last refusal said it is, while nobody has decided that.
    pub named: Option<Owner>,
}

/// Counts over a report's history, oldest first.
pub fn passed_on(
    history: &[Recorded],
    hours: &WorkingHours,
    calendar: &Calendar,
    now: Timestamp,
) -> PassedOn {
    let mut passed = PassedOn::default();
    let mut given: Option<Timestamp> = None;
    let mut waits = false;
    for event in history {
        let at = event.occurred_at;
        let what = &event.event.what;
        passed.moves += u32::from(matches!(
            what,
            What::Redirected { .. }
                | What::Refused { .. }
                | What::TransferredOut { .. }
                | What::TransferredWithin { .. }
        ));
        // The next disposition ends the wait, and so does whatever ends the handling here.
        let (disposes, ends) = (is_disposition(what), is_end(what));
        if waits && (disposes || ends) {
            passed.working_minutes += between(given, at, hours, calendar);
            waits = false;
            passed.named = None;
        }
        if disposes {
            given = Some(at);
        }
        if let What::Refused { unit, owner, .. } = what {
            waits = true;
            passed.named = Some(owner.clone());
            if !passed.refused.contains(unit) {
                passed.refused.push(*unit);
            }
        }
    }
    if waits {
        passed.working_minutes += between(given, now, hours, calendar);
    }
    passed
}

const fn is_disposition(what: &What) -> bool {
    matches!(
        what,
        What::Verified { .. }
            | What::Redirected { .. }
            | What::AssignedAnew { .. }
            | What::ReferredToPpid { .. }
    )
}

const fn is_end(what: &What) -> bool {
    matches!(
        what,
        What::Archived { .. }
            | What::TransferredOut { .. }
            | What::TransferredWithin { .. }
            | What::Merged { .. }
    )
}

fn between(
    given: Option<Timestamp>,
    until: Timestamp,
    hours: &WorkingHours,
    calendar: &Calendar,
) -> u64 {
    given.map_or(0, |given| {
        working_minutes_between(given, until, &[], hours, calendar)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::commands::{redirect, refuse, verify};
    use crate::testkit::{CITY, Life, ROADS, WATER};

    fn of(life: &Life) -> PassedOn {
        passed_on(
            &life.events,
            &WorkingHours::usual(),
            &life.calendar,
            life.now,
        )
    }

    #[test]
    fn nothing_was_passed_on_before_somebody_refused() {
        let life = Life::received().as_coordinator(verify(ROADS)).wait_days(3);
        assert_eq!(of(&life), PassedOn::default());
    }

    #[test]
    fn the_time_runs_on_until_the_next_disposition_and_no_longer() {
        let refused = Life::received()
            .as_coordinator(verify(ROADS))
            .wait_days(1)
            .as_unit(refuse());
        let (then, later) = (of(&refused), of(&refused.clone().wait_days(3)));
        assert_eq!((then.moves, then.refused.as_slice()), (1, &[ROADS][..]));
        assert_eq!(then.named, Some(Owner::Body(CITY)));
        assert!(then.working_minutes > 0 && later.working_minutes > then.working_minutes);
        let sent = refused.as_coordinator(redirect(WATER));
        let passed = of(&sent);
        assert_eq!(
            (passed.moves, passed.working_minutes),
            (2, then.working_minutes)
        );
        assert_eq!(passed.named, None, "decided");
        assert_eq!(
            of(&sent.wait_days(30)).working_minutes,
            then.working_minutes
        );
    }
}
