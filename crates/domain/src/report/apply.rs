//! The fold: a report is what its events say. Never fails, never refuses.

use super::event::{ActorRef, Receipt, Recorded, What};
use super::state::{
    Archival, Closure, Handling, Handover, Hold, Merge, Proposal, Refused, Review, ReviewCause,
    State, Support,
};
use super::{Report, clocks};
use crate::content::ContentRef;
use crate::ids::ReportId;
use crate::words::{EndedBy, Outcome, Priority, ReportType, Role};

impl Report {
    /// Folds a whole stream; `None` where it is empty or does not begin with a receipt.
    pub fn fold<'a>(id: ReportId, events: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut report = Self::first(id, events.next()?)?;
        for event in events {
            report.apply(event);
        }
        Some(report)
    }

    /// The report that its first event makes.
    pub fn first(id: ReportId, recorded: &Recorded) -> Option<Self> {
        let mut report = match &recorded.event.what {
            What::Received(receipt) => Self::received(id, receipt, recorded),
            What::Imported { receipt, observed } => {
                let mut report = Self::received(id, receipt, recorded);
                report.observe(observed, recorded);
                report
            }
            _ => return None,
        };
        report.apply_clocks(recorded);
        Some(report)
    }

    fn received(id: ReportId, receipt: &Receipt, recorded: &Recorded) -> Self {
        Self {
            id,
            home: receipt.home,
            holder: receipt.holder,
            held_by: vec![receipt.holder],
            tracking: receipt.tracking,
            received_at: recorded.occurred_at,
            recorded_at: recorded.recorded_at,
            updated_at: recorded.recorded_at,
            seq: recorded.seq,
            channel: receipt.channel,
            state: State::Received,
            report_type: receipt.declared_type.unwrap_or(ReportType::Unknown),
            supervisory: receipt.declared_supervisory,
            verified: false,
            category: receipt.category,
            named_unit: receipt.named_unit,
            region: receipt.region.clone(),
            incident_date: receipt.incident_date,
            identity: receipt.identity,
            has_contact: receipt.has_contact,
            anonim: receipt.anonim,
            rahasia: receipt.rahasia,
            words: receipt.words.clone(),
            said: Vec::new(),
            files: receipt.files.clone(),
            released: false,
            ever_released: false,
            point_released: false,
            files_released: false,
            rounds: 0,
            answered: false,
            answered_this_round: false,
            last_word_reporter: false,
            holds: 0,
            returns: 0,
            refusals: 0,
            disputes: 0,
            reopened: false,
            extended: false,
            closers: Vec::new(),
            excluded: receipt.excluded.clone(),
            priority: Priority::Normal,
            rating: None,
            objection_open: false,
            objection_rejected: false,
            withdrawn: false,
            followers: Vec::new(),
            shared_units: Vec::new(),
            shared_overseer: false,
            import: None,
            clocks: Vec::new(),
        }
    }

    /// Folds one more event.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.seq = recorded.seq;
        self.updated_at = recorded.recorded_at;
        self.note_handled_here(recorded);
        self.apply_clocks(recorded);
        self.apply_what(recorded);
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
                ..
            } => {
                self.verified = true;
                self.report_type = *report_type;
                self.supervisory = *supervisory;
                self.category = Some(*category);
                self.set_words(words);
                self.set_release(*release);
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
                self.files.extend(files.iter().cloned());
                self.last_word_reporter = true;
                self.after_reply();
            }
            What::Resumed { .. } => self.leave_hold(),
            What::Archived {
                by,
                reason,
                explanation,
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
            What::TransferredOut { to, .. } => {
                let before = self.take_state();
                self.state = State::Transferred(Handover {
                    to: to.clone(),
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
            }
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
                self.files.extend(files.iter().cloned());
                self.note_answer();
                let mut handling = self.state.handling().cloned().unwrap_or_default();
                handling.accepted = true;
                self.state = State::InProgress(handling);
            }
            What::Asked { .. } => self.last_word_reporter = false,
            What::Extended { .. } => self.extended = true,
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
                self.files.extend(files.iter().cloned());
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
            What::FileAdded { file } => self.files.push(file.clone()),
            What::Released { point, files } => {
                self.set_release(true);
                self.point_released = *point;
                self.files_released = *files;
            }
            What::Unreleased { .. } => self.set_release(false),
            What::TextEdited { words, .. } => self.set_words(words),
            What::PrioritySet { priority } => self.priority = *priority,
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
            What::Escalated { clock, step, .. } => {
                clocks::with_open(&mut self.clocks, *clock, |open| open.escalated = step + 1);
            }
            What::Reminded { clock, n } => {
                clocks::with_open(&mut self.clocks, *clock, |open| open.reminded = *n);
            }
        }
    }

    fn hold_at(&mut self, body: crate::ids::BodyId) {
        self.holder = body;
        if !self.held_by.contains(&body) {
            self.held_by.push(body);
        }
    }

    /// A report that had an answer is in progress, else it is assigned.
    fn set_handling(&mut self, handling: Handling) {
        self.state = if self.answered {
            State::InProgress(handling)
        } else {
            State::Assigned(handling)
        };
    }

    fn take_state(&mut self) -> Box<State> {
        Box::new(std::mem::replace(&mut self.state, State::Received))
    }

    fn set_words(&mut self, words: &[ContentRef]) {
        for word in words {
            self.words.retain(|known| known.kind != word.kind);
            self.words.push(word.clone());
        }
    }

    pub(super) fn set_release(&mut self, released: bool) {
        self.released = released;
        self.ever_released |= released;
        if !released {
            self.point_released = false;
            self.files_released = false;
        }
    }

    /// Rows 6 and 25: a reply ends a hold, and turns a proposed closure into progress.
    fn after_reply(&mut self) {
        match &self.state {
            State::OnHold(_) => self.leave_hold(),
            State::ClosureProposed(_) => self.back_to_progress(),
            _ => {}
        }
    }

    fn leave_hold(&mut self) {
        if let State::OnHold(hold) = &self.state {
            self.state = (*hold.return_to).clone();
        }
    }

    fn back_to_progress(&mut self) {
        if let State::ClosureProposed(proposal) = &self.state {
            self.state = State::InProgress(proposal.handling.clone());
        }
    }

    fn set_review(&mut self, cause: ReviewCause) {
        let handling = self.state.handling().cloned().unwrap_or_default();
        self.state = State::Review(Review { handling, cause });
    }

    /// Row 37: back at the coordinator; a report that was never verified waits for verification.
    fn handed_back(&mut self) {
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
    fn merge_into(&mut self, root: ReportId, recorded: &Recorded) {
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

    fn change_handling(&mut self, change: impl FnOnce(&mut Handling)) {
        if let Some(handling) = self.state.handling_mut() {
            change(handling);
        }
    }

    fn change_support(&mut self, unit: crate::ids::UnitId, change: impl FnOnce(&mut Support)) {
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

    fn note_answer(&mut self) {
        self.answered = true;
        self.answered_this_round = true;
        self.last_word_reporter = false;
    }

    fn note_closer(&mut self, actor: ActorRef) {
        if let Some(officer) = actor.officer
            && !self.closers.contains(&officer)
        {
            self.closers.push(officer);
        }
    }
}
