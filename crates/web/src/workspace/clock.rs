//! A clock in words, the same on the officers' page and in the case file.

use jiff::Timestamp;
use lapor_app::report::case::ClockView;
use lapor_domain::report::clocks::StopHow;
use lapor_domain::zone::Zone;

use crate::i18n::I18n;
use crate::state::face;
use crate::view::parts::ChipKind;

/// Until when one of its ends lets it run.
pub(super) fn until(i18n: I18n, clock: &ClockView, end: Timestamp, zone: Zone) -> String {
    clock.known(end).map_or_else(
        || i18n.t("desk-clock-unknown"),
        |end| i18n.due(end, face(zone)),
    )
}

/// Whether it was kept, or how it goes on: its sign, and the name of its words.
pub(super) fn standing(clock: &ClockView) -> (ChipKind, &'static str) {
    let how = clock.stopped.map(|(_, how)| how);
    match (how, clock.met, clock.paused, clock.overdue) {
        (_, Some(true), ..) => (ChipKind::Done, "desk-clock-met"),
        (_, Some(false), ..) => (ChipKind::Late, "desk-clock-missed"),
        (Some(StopHow::RanOut), ..) => (ChipKind::Archived, "desk-clock-ran-out"),
        (Some(_), ..) => (ChipKind::Archived, "desk-clock-stopped"),
        (None, _, true, _) => (ChipKind::Asked, "clock-paused"),
        (None, _, _, true) => (ChipKind::Late, "desk-clock-over"),
        (None, ..) => (ChipKind::Going, "desk-clock-running"),
    }
}
