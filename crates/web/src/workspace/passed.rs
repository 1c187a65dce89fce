//! How often a report was passed on, in sight of whoever passes it on next.

use lapor_app::report::case::{CaseView, Entry, Fact};

use super::seat::Seat;
use crate::state::face;
use crate::workspace_view::report::{Declined, Passed};

/// `None` where nobody has passed it on, or the viewer has no part in it.
pub(super) fn of(seat: &Seat, case: &CaseView) -> Option<Passed> {
    let passed = case.passed.as_ref().filter(|passed| passed.moves > 0)?;
    let i18n = seat.here.i18n;
    let hours = passed.working_minutes.div_ceil(60);
    let time = match hours {
        0 => i18n.t("passed-at-once"),
        hours => i18n.tn("passed-hours", hours),
    };
    let times = i18n.number(u64::from(passed.moves));
    let refusals = case.history.iter().filter(|entry| entry.kind == "refused");
    Some(Passed {
        line: i18n.t2("passed-line", "times", times, "time", time),
        refusals: refusals.map(|entry| declined(seat, case, entry)).collect(),
    })
}

fn declined(seat: &Seat, case: &CaseView, entry: &Entry) -> Declined {
    let i18n = seat.here.i18n;
    let unit = entry.facts.iter().find_map(|fact| match fact {
        Fact::Unit(name) => Some(name.as_str()),
        _ => None,
    });
    let owner = entry.facts.iter().find_map(|fact| match fact {
        Fact::Owner(name) => Some(name.as_str()),
        _ => None,
    });
    Declined {
        line: i18n.t2(
            "passed-refused",
            "unit",
            unit.unwrap_or_default(),
            "owner",
            owner.unwrap_or_default(),
        ),
        at: i18n.moment(entry.at, face(case.zone)),
        why: entry.words.clone().unwrap_or_default(),
    }
}
