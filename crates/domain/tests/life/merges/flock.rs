//! Lives side by side, with the events that one brings to another, as the program records them.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::{Decision, decide, follow_root, kept_apart_too, reviewed};
use lapor_domain::report::event::{ActorRef, Event, What};
use lapor_domain::report::permit::{Actor, permit};
use lapor_domain::report::refusal::Refusal;
use lapor_domain::report::state::State;
use lapor_domain::testkit::commands::{
    archive, propose, reclassify, refuse, restore, transfer_outside, transfer_within, verification,
};
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{ArchiveReason, Outcome};

use crate::lives::words;
use crate::walk::chance::Chance;
use crate::walk::{invariants, kept};

pub(crate) struct Flock {
    pub(crate) lives: Vec<Life>,
    now: Timestamp,
}

impl Flock {
    pub(crate) fn of<const N: usize>(lives: [Life; N]) -> Self {
        Self {
            lives: lives.into(),
            now: kit::START,
        }
    }

    pub(crate) fn id(&self, at: usize) -> ReportId {
        self.lives[at].report.id
    }

    pub(crate) fn merge(&mut self, at: usize, root: usize, actor: Actor) -> Result<(), Refusal> {
        self.give(
            at,
            actor,
            Command::Merge {
                root: self.id(root),
            },
        )
    }

    /// The command, and what it brings to root and followers.
    pub(crate) fn give(
        &mut self,
        at: usize,
        actor: Actor,
        command: Command,
    ) -> Result<(), Refusal> {
        let root = match (&command, &self.lives[at].report.state) {
            (Command::Merge { root }, _) => Some(*root),
            (Command::KeepApart { other }, _) => Some(*other),
            (
                Command::Unmerge { .. }
                | Command::ConfirmShared
                | Command::DisputeShared { .. }
                | Command::HearDispute,
                State::Merged(merge),
            ) => Some(merge.root),
            _ => None,
        };
        let root = root.and_then(|root| self.at(root));
        let root_report = root.map(|root| self.lives[root].report.clone());
        let life = &mut self.lives[at];
        life.now = self.now;
        life.root = root_report;
        life.elapse();
        let before = life.report.clone();
        let permit = permit(&before, actor, command.kind(), &life.directory)?;
        let added = |follower| What::FollowerAdded { follower };
        let on_root: Vec<_> = match &command {
            Command::Merge { .. } => std::iter::once(before.id)
                .chain(before.followers.iter().copied())
                .map(added)
                .collect(),
            Command::Unmerge { .. } => vec![What::FollowerRemoved {
                follower: before.id,
            }],
            _ => vec![],
        };
        let heard = matches!(command, Command::HearDispute);
        let apart = matches!(command, Command::KeepApart { .. });
        let decided = decide(&before, &permit, command, &life.context())?;
        for decision in &decided {
            life.record(decision.clone(), permit.actor());
        }
        for follower in &before.followers {
            let follower = self.at(*follower).unwrap_or(at);
            for decision in &decided {
                if let Some(moved) = follow_root(&self.lives[follower].report, decision) {
                    self.lives[follower].now = self.now;
                    self.lives[follower].record(moved, permit.actor());
                }
            }
        }
        if let Some(other) = root.filter(|_| heard || apart) {
            let life = &mut self.lives[other];
            life.now = self.now;
            life.elapse();
            let brought = if heard {
                reviewed(&life.report, before.id, &life.context())
            } else {
                kept_apart_too(&life.report, before.id, &life.context())
            };
            if let Some(decision) = brought {
                self.lives[other].record(decision, permit.actor());
            }
        }
        for what in on_root {
            self.note(root.unwrap_or(at), what, permit.actor());
        }
        Ok(())
    }

    fn note(&mut self, at: usize, what: What, actor: ActorRef) {
        let event = Event {
            what,
            clocks: Vec::new(),
        };
        let decision = Decision {
            occurred_at: self.now,
            event,
        };
        self.lives[at].now = self.now;
        self.lives[at].record(decision, actor);
    }

    /// Somebody does something to one of them.
    pub(crate) fn step(&mut self, chance: &mut Chance) {
        let wait = i64::try_from(chance.below(20)).unwrap_or(0);
        self.now += SignedDuration::from_hours(wait);
        let count = self.lives.len() as u64;
        let mut any = || usize::try_from(chance.below(count)).unwrap_or(0);
        let (at, other) = (any(), any());
        let actor = Actor::Officer(*chance.pick(&[
            kit::COORDINATOR,
            kit::COORDINATOR,
            kit::INSPECTOR,
            kit::PROVINCE_COORDINATOR,
            kit::DESK_OFFICER,
            kit::ROADS_OFFICER,
        ]));
        let command = self.command(at, other, chance);
        let reporters = matches!(
            command,
            Command::ConfirmShared | Command::DisputeShared { .. }
        );
        let actor = if reporters { Actor::Reporter } else { actor };
        let merge = matches!(command, Command::Merge { .. });
        let both = [at, other].map(|one| self.lives[one].report.released);
        if self.give(at, actor, command).is_ok() && merge {
            assert_ne!(both, [true, false], "a released report into a hidden one");
        }
    }

    fn command(&self, at: usize, other: usize, chance: &mut Chance) -> Command {
        let away = self.lives[at].report.holder == kit::PROVINCE;
        let (lead, category) = if away {
            (kit::PROVINCE_ROADS, kit::PROVINCE_SERVICE)
        } else {
            (kit::ROADS, kit::SERVICE)
        };
        match chance.below(18) {
            0..=3 => Command::Merge {
                root: self.id(other),
            },
            4 | 5 => Command::Unmerge { reason: words() },
            6 => transfer_within(*chance.pick(&[kit::CITY, kit::PROVINCE, kit::DESK])),
            7 => Command::Forward { to: kit::CITY },
            8 => {
                let mut verified = verification(lead);
                verified.category = category;
                verified.supervisory = chance.one_in(4);
                verified.release = chance.one_in(3);
                Command::Verify(Box::new(verified))
            }
            9 => match chance.below(4) {
                0 => archive(ArchiveReason::AlreadyAnswered),
                1 => restore(),
                2 => transfer_outside(),
                _ => Command::HandBack { reason: words() },
            },
            10 => propose(Outcome::Unfounded),
            11 => refuse(),
            14 => Command::HearDispute,
            15 => Command::KeepApart {
                other: self.id(other),
            },
            16 => Command::ConfirmShared,
            17 => Command::DisputeShared { reason: words() },
            12 => reclassify(chance.one_in(2)),
            _ => Command::Release {
                point: false,
                files: false,
                findings_kept: false,
            },
        }
    }

    /// Invariant (b), and those of each report alone.
    pub(crate) fn check(&self) {
        for life in &self.lives {
            invariants::check(life);
            let report = &life.report;
            for follower in &report.followers {
                let follower = self.known(*follower);
                let root = match &follower.state {
                    State::Merged(merge) => Some(merge.root),
                    _ => None,
                };
                assert_eq!(root, Some(report.id), "a follower that does not follow");
            }
            let State::Merged(merge) = &report.state else {
                continue;
            };
            let root = self.known(merge.root);
            assert!(!matches!(root.state, State::Merged(_)), "a merged root");
            assert!(!matches!(*merge.before, State::Merged(_)), "nested");
            assert_eq!(root.holder, report.holder, "another body");
            assert_eq!(root.supervisory, report.supervisory, "another kind");
            assert!(root.followers.contains(&report.id), "unknown to its root");
            assert!(report.followers.is_empty(), "a follower with followers");
        }
    }

    /// The same reports come out of their events.
    pub(crate) fn check_folds(&self) {
        for life in &self.lives {
            let folded = Report::fold(life.report.id, &life.events);
            assert_eq!(folded.as_ref(), Some(&life.report));
            kept::check_history(life.report.id, &life.events);
        }
    }

    fn known(&self, id: ReportId) -> &Report {
        match self.at(id) {
            Some(at) => &self.lives[at].report,
            None => panic!("{id} is not here"),
        }
    }

    fn at(&self, id: ReportId) -> Option<usize> {
        self.lives.iter().position(|life| life.report.id == id)
    }
}
