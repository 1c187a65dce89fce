//! The small steps that the fold is made of.

use super::super::Report;
use super::super::event::{ActorRef, Recorded};
use super::super::state::{Handling, Merge, Refused, Review, ReviewCause, State, Support};
use crate::content::ContentRef;
use crate::ids::{BodyId, OfficerId, ReportId, UnitId};

impl Report {
    pub(super) fn hold_at(&mut self, body: BodyId) {
        self.holder = body;
        if !self.held_by.contains(&body) {
            self.held_by.push(body);
        }
    }

    /// A report that had an answer is in progress, else it is assigned.
    pub(super) fn set_handling(&mut self, handling: Handling) {
        self.state = if self.answered {
            State::InProgress(handling)
        } else {
            State::Assigned(handling)
        };
    }

    pub(super) fn take_state(&mut self) -> Box<State> {
        Box::new(std::mem::replace(&mut self.state, State::Received))
    }

    pub(super) fn set_words(&mut self, words: &[ContentRef]) {
        for word in words {
            self.words.retain(|known| known.kind != word.kind);
            self.words.push(word.clone());
        }
    }

    pub(in crate::report) fn set_release(&mut self, released: bool) {
        self.released = released;
        self.release_asked = None;
        self.ever_released |= released;
        if !released {
            self.point_released = false;
            self.release_files(false);
        }
    }

    /// Rows 6 and 25: a reply ends a hold, and turns a proposed closure into progress.
    pub(super) fn after_reply(&mut self) {
        match &self.state {
            State::OnHold(_) => self.leave_hold(),
            State::ClosureProposed(_) => self.back_to_progress(),
            _ => {}
        }
    }

    pub(super) fn leave_hold(&mut self) {
        if let State::OnHold(hold) = &self.state {
            self.state = (*hold.return_to).clone();
        }
    }

    pub(super) fn back_to_progress(&mut self) {
        if let State::ClosureProposed(proposal) = &self.state {
            self.state = State::InProgress(proposal.handling.clone());
        }
    }

    pub(super) fn set_review(&mut self, cause: ReviewCause) {
        let handling = self.state.handling().cloned().unwrap_or_default();
        self.state = State::Review(Review { handling, cause });
    }

    /// Row 37: back at the coordinator; a report that was never verified waits for verification.
    pub(super) fn handed_back(&mut self) {
        if let State::Transferred(handover) = &self.state {
            self.state = match handover.before.handling() {
                Some(handling) => State::AwaitingRedirect(Refused {
                    handling: handling.clone(),
                    by: None,
                    owner: None,
                }),
                None => State::Received,
            };
        }
    }

    /// Rows 11 and 38; a follower whose root was merged moves on with what it was before.
    pub(super) fn merge_into(&mut self, root: ReportId, recorded: &Recorded) {
        if let State::Merged(merge) = &mut self.state {
            merge.root = root;
            return;
        }
        // Its own followers move to the new root by events of theirs.
        self.followers.clear();
        let before = self.take_state();
        self.state = State::Merged(Merge {
            root,
            at: recorded.occurred_at,
            before,
        });
    }

    pub(super) fn change_handling(&mut self, change: impl FnOnce(&mut Handling)) {
        if let Some(handling) = self.state.handling_mut() {
            change(handling);
        }
    }

    pub(super) fn change_support(&mut self, unit: UnitId, change: impl FnOnce(&mut Support)) {
        self.change_handling(|handling| {
            if let Some(support) = handling
                .supports
                .iter_mut()
                .find(|known| known.unit == unit)
            {
                change(support);
            }
        });
    }

    /// Whoever is excluded no longer has the task either.
    pub(super) fn exclude(&mut self, officers: &[OfficerId]) {
        for officer in officers {
            if !self.excluded.contains(officer) {
                self.excluded.push(*officer);
            }
        }
        self.change_handling(|handling| {
            handling.person = handling.person.filter(|person| !officers.contains(person));
        });
    }

    pub(super) fn note_answer(&mut self) {
        self.answered = true;
        self.answered_this_round = true;
        self.last_word_reporter = false;
    }

    pub(super) fn note_closer(&mut self, actor: ActorRef) {
        if let Some(officer) = actor.officer
            && !self.closers.contains(&officer)
        {
            self.closers.push(officer);
        }
    }
}
