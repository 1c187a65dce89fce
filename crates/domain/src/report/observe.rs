//! What an export of the national system says of a report, folded (section 7).

use super::event::{Observation, Recorded};
use super::state::{Archival, Closure, Handling, Handover, Hold, State};
use super::{Import, Report};
use crate::sp4n::ImportedState;
use crate::words::Outcome;

impl Report {
    /// Section 7: the state that an export's word means. Never over a report handled here.
    pub(super) fn observe(&mut self, observed: &Observation, recorded: &Recorded) {
        if self
            .import
            .as_ref()
            .is_some_and(|import| import.handled_here)
        {
            return;
        }
        let handling = Handling {
            lead: observed.unit,
            round: 1,
            ..Handling::default()
        };
        self.report_type = observed.report_type;
        // Section 2, invariant (b): a root never becomes of another kind than its followers.
        if self.followers.is_empty() {
            self.supervisory = observed.supervisory;
        }
        // Section 5: what turns out to be supervisory is taken back at once.
        if self.supervisory {
            self.set_release(false);
        }
        self.category = observed.category.or(self.category);
        self.region = observed.region.clone().or_else(|| self.region.take());
        self.rating = observed.rating.or(self.rating);
        self.answered = false;
        let disposed_state = || match observed.unit {
            Some(_) => State::Assigned(handling.clone()),
            None => State::Received,
        };
        let archived = |by, reason| {
            State::Archived(Archival {
                by,
                officer: None,
                reason,
                at: recorded.recorded_at,
                before: Box::new(disposed_state()),
            })
        };
        self.state = match &observed.state {
            ImportedState::Received | ImportedState::Unknown { .. } => State::Received,
            ImportedState::Assigned => State::Assigned(handling.clone()),
            ImportedState::InProgress => {
                self.answered = true;
                State::InProgress(handling.clone())
            }
            ImportedState::OnHold { return_to_assigned } => {
                let return_to = if *return_to_assigned {
                    State::Assigned(handling.clone())
                } else {
                    State::Received
                };
                State::OnHold(Hold {
                    question: observed.reason.clone(),
                    return_to: Box::new(return_to),
                })
            }
            ImportedState::Closed { by } => {
                self.answered = true;
                State::Closed(Closure {
                    handling: handling.clone(),
                    by: *by,
                    at: recorded.recorded_at,
                    outcome: Outcome::Unknown,
                    promise: None,
                    is_final: false,
                })
            }
            ImportedState::Archived { by, reason } => archived(*by, *reason),
            ImportedState::TransferredToDesk => State::Transferred(Handover {
                to: "SP4N".to_owned(),
                contact: None,
                acknowledged: true,
                at: recorded.recorded_at,
                before: Box::new(State::Received),
            }),
        };
        // Section 5: the same for what breaks the law, and for spam.
        if matches!(&self.state, State::Archived(archival) if archival.reason.unreleases()) {
            self.set_release(false);
        }
        self.answered_this_round = self.answered;
        self.rounds = self.state.handling().map_or(0, |handling| handling.round);
        self.verified = self.rounds > 0;
        self.import = Some(Import {
            external_id: observed.external_id.clone(),
            raw_status: observed.raw_status.clone(),
            status_unknown: matches!(observed.state, ImportedState::Unknown { .. }),
            observed_at: observed.observed_at,
            handled_here: false,
        });
    }
}
