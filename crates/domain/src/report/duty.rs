//! Who must act now, as far as it follows from the report alone: column "Who must act" of section 2.

use super::Report;
use super::state::State;
use crate::ids::OfficerId;
use crate::words::Addressee;

impl Report {
    /// Some office must still act, or wait for the reporter: the open states, an archive with an open
    /// objection, a hand-over that the other body has not acknowledged, a
    /// joined reporter's open dispute.
    pub const fn needs_action(&self) -> bool {
        match &self.state {
            State::Archived(_) => self.objection_open,
            State::Transferred(handover) => !handover.acknowledged,
            State::Merged(_) => self.shared_dispute_open,
            state => state.is_open(),
        }
    }

    /// Officers who may not take the step that is due now: whom the report is about; in a review who proposed or
    /// closed (command 29); on an objection who archived it (commands 34 and 35).
    pub fn barred(&self) -> Vec<OfficerId> {
        let mut barred = self.excluded.clone();
        match &self.state {
            State::Review(_) => barred.extend(&self.closers),
            State::Archived(archival) if self.objection_open => barred.extend(archival.officer),
            _ => {}
        }
        barred.sort_unstable();
        barred.dedup();
        barred
    }

    /// Whom the delays that are not over were told to.
    pub fn told(&self) -> Vec<Addressee> {
        if !self.needs_action() {
            return Vec::new();
        }
        let mut told: Vec<_> = self
            .open_clocks()
            .flat_map(|clock| clock.told.iter().copied())
            .collect();
        told.sort_unstable();
        told.dedup();
        told
    }
}
