//! The fold: a report is what its events say. Never fails, never refuses.

mod begin;
mod files;
mod publicity;
mod steps;

use super::event::{Recorded, What};
use super::state::{
    Archival, Closure, Handling, Handover, Hold, Proposal, Refused, ReviewCause, State,
};
use super::{Report, clocks};
use crate::visibility::is_public;
use crate::words::{EndedBy, Outcome, Role};

impl Report {
    /// Folds one more event.
    pub fn apply(&mut self, recorded: &Recorded) {
        let was_public = is_public(self);
        self.seq = recorded.seq;
        self.updated_at = recorded.recorded_at;
        self.note_handled_here(recorded);
        self.apply_clocks(recorded);
        self.apply_what(recorded);
        self.note_publicity(was_public, recorded);
    }

    /// An import is handled here from the first command of its handling.
    fn note_handled_here(&mut self, recorded: &Recorded) {
        if let Some(import) = &mut self.import {
            import.handled_here |= recorded.event.what.is_handling();
        }
    }

    fn apply_clocks(&mut self, recorded: &Recorded) {
        for change in &recorded.event.clocks {
            clocks::apply(&mut self.clocks, change, recorded.occurred_at);
        }
    }

    fn apply_what(&mut self, recorded: &Recorded) {
        let actor = recorded.actor;
        match &recorded.event.what {
            What::Received(_) | What::Imported { .. } | What::CalendarMoved { .. } => {}
            What::Observed(observed) => self.observe(observed, recorded),
            What::Forwarded { to } => self.hold_at(*to),
            What::ReturnedToDesk { desk, .. } => {
                self.returns += 1;
                self.hold_at(*desk);
            }
            What::Verified {
                report_type,
                supervisory,
                category,
                lead,
                kept,
                release,
                words,
                findings_kept,
                second_look,
                ..
            } => {
                self.verified = true;
                self.report_type = *report_type;
                self.supervisory = *supervisory;
                self.category = Some(*category);
                self.set_words(words);
                self.unmasked_by = actor.officer.filter(|_| *findings_kept);
                self.set_release(*release);
                self.release_asked = actor.officer.filter(|_| *second_look);
                // The first disposition begins the first round; a later one, at another body, none.
                if self.rounds == 0 {
                    self.rounds = 1;
                    self.holds = 0;
                }
                self.set_handling(Handling {
                    lead: Some(*lead),
                    accepted: *kept,
                    round: self.rounds,
                    ..Handling::default()
                });
            }
            What::Held {
                question,
                by_coordinator,
            } => {
                self.holds += u8::from(!by_coordinator);
                let before = self.take_state();
                self.state = State::OnHold(Hold {
                    question: Some(question.clone()),
                    return_to: before,
                });
                self.last_word_reporter = false;
            }
            What::Replied { text, files } => {
                self.said.push(text.clone());
                self.reporter_showed(files);
                self.last_word_reporter = true;
                self.after_reply();
            }
            What::Resumed { .. } => self.leave_hold(),
            What::Archived {
                by,
                reason,
                explanation,
                ..
            } => {
                if *by == EndedBy::Reporter {
                    self.said.extend(explanation.clone());
                }
                if reason.unreleases() {
                    self.set_release(false);
                }
                self.objection_open = false;
                self.objection_rejected = false;
                let before = self.take_state();
                self.state = State::Archived(Archival {
                    by: *by,
                    officer: actor.officer,
                    reason: *reason,
                    at: recorded.occurred_at,
                    before,
                });
            }
            What::TransferredOut { to, contact, .. } => {
                let before = self.take_state();
                self.state = State::Transferred(Handover {
                    to: to.clone(),
                    contact: contact.clone(),
                    acknowledged: false,
                    at: recorded.occurred_at,
                    before,
                });
            }
            What::TransferredWithin { to, .. } => {
                // A follower moves with its root and stays merged.
                if !matches!(self.state, State::Merged(_)) {
                    self.state = State::Received;
                }
                self.refusals = 0;
                self.hold_at(*to);
            }
            What::Merged { root } => self.merge_into(*root, recorded),
            What::FollowerAdded { follower } => {
                if !self.followers.contains(follower) {
                    self.followers.push(*follower);
                }
            }
            What::FollowerRemoved { follower } => self.followers.retain(|known| known != follower),
            What::Unmerged {
                state, answered, ..
            } => {
                self.state = (**state).clone();
                self.answered |= answered;
                self.answered_this_round |= answered;
                self.shared_dispute_open = false;
            }
            What::SharedConfirmed => {
                self.shared_confirmed = true;
                self.shared_dispute_open = false;
            }
            What::SharedDisputed { reason } => {
                self.said.push(reason.clone());
                self.disputes += 1;
                self.last_word_reporter = true;
                self.shared_confirmed = false;
                self.shared_dispute_open = true;
            }
            What::SharedDisputeHeard => self.shared_dispute_open = false,
            What::FollowerDisputed { cause, .. } => {
                self.disputes += 1;
                self.reopened |= *cause == ReviewCause::Reopened;
                self.set_review(*cause);
            }
            What::KeptApart { other } => self.apart.push(*other),
            What::Accepted => self.change_handling(|handling| handling.accepted = true),
            What::Refused { unit, owner, .. } => {
                self.refusals += 1;
                let handling = self.state.handling().cloned().unwrap_or_default();
                self.state = State::AwaitingRedirect(Refused {
                    handling,
                    by: Some(*unit),
                    owner: Some(owner.clone()),
                });
            }
            What::Redirected { lead, binding, .. } => {
                let mut handling = self.state.handling().cloned().unwrap_or_default();
                handling.give_to(*lead, None);
                handling.binding = *binding;
                handling.accepted = false;
                self.set_handling(handling);
            }
            What::SubDisposed { unit, person } => self.change_handling(|handling| {
                handling.give_to(*unit, *person);
            }),
            What::SupportAdded { support } => self.change_handling(|handling| {
                handling.supports.retain(|known| known.unit != support.unit);
                handling.supports.push(support.clone());
            }),
            What::SupportEnded { unit, how, .. } => self.change_support(*unit, |support| {
                support.ended = Some(*how);
            }),
            What::SupportNoted { .. } | What::Noted { .. } => {}
            What::Answered { files, .. } => {
                self.office_showed(files);
                self.note_answer();
                let mut handling = self.state.handling().cloned().unwrap_or_default();
                handling.accepted = true;
                self.state = State::InProgress(handling);
            }
            What::Asked { .. } => self.last_word_reporter = false,
            What::ExtensionRequested { days, .. } => self.extension_asked = Some(*days),
            What::Extended { .. } => {
                self.extended = true;
                self.extension_asked = None;
            }
            What::ReferredToPpid { unit, .. } => self.change_handling(|handling| {
                handling.give_to(*unit, None);
                handling.accepted = false;
                handling.binding = false;
            }),
            What::PpidTaken => self.change_handling(|handling| handling.accepted = true),
            What::PpidExtended { .. } => {}
            What::Reclassified {
                report_type,
                supervisory,
                category,
                ..
            } => {
                self.report_type = *report_type;
                self.category = Some(*category);
                if *supervisory && !self.supervisory {
                    self.set_release(false);
                }
                self.supervisory = *supervisory;
            }
            What::ClosureProposed {
                outcome,
                promise,
                files,
                awaits_check,
                ..
            } => {
                self.office_showed(files);
                self.note_answer();
                self.note_closer(actor);
                let mut handling = self.state.handling().cloned().unwrap_or_default();
                handling.accepted = true;
                if let Some(by) = actor.officer {
                    self.state = State::ClosureProposed(Proposal {
                        handling,
                        by,
                        at: recorded.occurred_at,
                        outcome: *outcome,
                        promise: promise.clone(),
                        awaits_check: *awaits_check,
                    });
                }
            }
            What::CheckReturned { .. } | What::TakenBack { .. } => self.back_to_progress(),
            What::CheckApproved => {
                if let State::ClosureProposed(proposal) = &mut self.state {
                    proposal.awaits_check = false;
                }
            }
            What::Closed { by, .. } => {
                if *by == EndedBy::Officer {
                    self.note_closer(actor);
                }
                if let State::ClosureProposed(proposal) = &self.state {
                    self.state = State::Closed(Closure {
                        handling: proposal.handling.clone(),
                        by: *by,
                        at: recorded.occurred_at,
                        outcome: proposal.outcome,
                        promise: proposal.promise.clone(),
                        is_final: false,
                    });
                }
            }
            What::Disputed { reason } => {
                self.said.push(reason.clone());
                self.disputes += 1;
                self.last_word_reporter = true;
                self.set_review(ReviewCause::Disputed);
            }
            What::Reopened { reason } => {
                self.reopened = true;
                if actor.role == Role::Reporter {
                    self.said.push(reason.clone());
                    self.disputes += 1;
                    self.last_word_reporter = true;
                }
                self.set_review(ReviewCause::Reopened);
            }
            What::AssignedAnew {
                lead,
                person,
                new_round,
                ..
            } => {
                let mut handling = self.state.handling().cloned().unwrap_or_default();
                handling.give_to(*lead, *person);
                handling.accepted = false;
                handling.binding = false;
                if *new_round {
                    handling.round += 1;
                    self.rounds = handling.round;
                    handling.supports.clear();
                    self.holds = 0;
                    self.extended = false;
                    self.extension_asked = None;
                    self.answered_this_round = false;
                }
                self.state = State::InProgress(handling);
            }
            What::Upheld { .. } => {
                self.note_closer(actor);
                let handling = self.state.handling().cloned().unwrap_or_default();
                self.state = State::Closed(Closure {
                    handling,
                    by: EndedBy::Officer,
                    at: recorded.occurred_at,
                    outcome: Outcome::Upheld,
                    promise: None,
                    is_final: true,
                });
            }
            What::Rated { stars, comment } => {
                self.rating = Some(*stars);
                self.said.extend(comment.clone());
            }
            What::Objected { reason } => {
                self.said.push(reason.clone());
                self.objection_open = true;
                self.withdrawn = false;
            }
            What::Restored { .. } => {
                self.objection_open = false;
                if let State::Archived(archival) = &self.state {
                    self.state = (*archival.before).clone();
                }
            }
            What::ObjectionRejected { .. } => {
                self.objection_open = false;
                self.objection_rejected = true;
            }
            What::Acknowledged { .. } => {
                if let State::Transferred(handover) = &mut self.state {
                    handover.acknowledged = true;
                }
            }
            What::HandedBack { .. } => self.handed_back(),
            What::WithdrawnHandlingGoesOn { reason } => {
                self.said.extend(reason.clone());
                self.withdrawn = true;
                // Nobody is left to answer the question.
                self.leave_hold();
            }
            What::FlagsSet { anonim, rahasia } => {
                self.anonim = *anonim;
                self.rahasia = *rahasia;
                if *rahasia {
                    self.set_release(false);
                }
            }
            What::FileAdded { file } => self.file_added(file, actor),
            What::Released { point, files } => {
                self.set_release(true);
                self.point_released = *point;
                self.release_files(*files);
            }
            What::Unreleased { .. } => self.set_release(false),
            What::TextEdited {
                words,
                findings_kept,
                second_look,
            } => {
                self.set_words(words);
                self.unmasked_by = actor.officer.filter(|_| *findings_kept);
                if *second_look {
                    self.set_release(false);
                    self.release_asked = actor.officer;
                }
            }
            What::ReleaseAsked => self.release_asked = actor.officer,
            What::PrioritySet { priority } => self.priority = *priority,
            What::Excluded { officers, .. } => self.exclude(officers),
            What::ViewGranted { unit, overseer } => {
                self.shared_units
                    .extend(unit.filter(|unit| !self.shared_units.contains(unit)));
                self.shared_overseer |= overseer;
            }
            What::Erased { words, .. } => {
                self.words.retain(|word| !words.contains(word));
                self.said.retain(|word| !words.contains(word));
                self.files.retain(|file| !words.contains(&file.content));
                self.has_contact = false;
                self.erased = true;
            }
            What::Breached { clock, .. } => {
                // A hand-over that is asked for again has started anew in the same event.
                let due = recorded.occurred_at;
                if let Some(clock) = self
                    .clocks
                    .iter_mut()
                    .rev()
                    .find(|known| known.kind == *clock && known.due == due && !known.breached)
                {
                    clock.breached = true;
                }
            }
            What::Escalated {
                clock, step, told, ..
            } => {
                clocks::with_open(&mut self.clocks, *clock, |open| {
                    open.escalated = step + 1;
                    for addressee in told {
                        if !open.told.contains(addressee) {
                            open.told.push(*addressee);
                        }
                    }
                });
            }
            What::Reminded { clock, n } => {
                clocks::with_open(&mut self.clocks, *clock, |open| open.reminded = *n);
            }
        }
    }
}
