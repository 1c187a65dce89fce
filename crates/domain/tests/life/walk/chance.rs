//! Chance: from one number to actors, commands and their data.

use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{OfficerId, UnitId};
use lapor_domain::report::command::{Command, CommandKind as K, Destination, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::state::{Owner, Promise, SupportEnd};
use lapor_domain::testkit::commands::office;
use lapor_domain::testkit::{self as kit, Life, attachment, content};
use lapor_domain::words::{ArchiveReason, Outcome, Priority, ReportType};

/// A small generator (`SplitMix64`): a walk is told by its numbers alone.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        &from[at]
    }

    /// Mostly those who have something to do with it.
    pub(crate) fn actor(&mut self, life: &Life) -> Actor {
        const USUAL: &[OfficerId] = &[
            kit::COORDINATOR,
            kit::COORDINATOR,
            kit::COORDINATOR_TWO,
            kit::ROADS_OFFICER,
            kit::ROADS_OFFICER_TWO,
            kit::WATER_OFFICER,
            kit::INSPECTOR,
            kit::DESK_OFFICER,
            kit::LEADER,
            kit::COUNTER,
            kit::PROVINCE_COORDINATOR,
        ];
        match self.below(6) {
            0 | 1 => Actor::Reporter,
            2 if self.one_in(4) => {
                let mut all: Vec<_> = life.directory.officers.keys().copied().collect();
                all.sort_unstable();
                Actor::Officer(*self.pick(&all))
            }
            _ => Actor::Officer(*self.pick(USUAL)),
        }
    }

    fn unit(&mut self) -> UnitId {
        const UNITS: &[UnitId] = &[
            kit::ROADS,
            kit::ROADS,
            kit::WATER,
            kit::HEALTH,
            kit::INSPECTORATE,
            kit::ROADS_WORKSHOP,
            kit::PROVINCE_ROADS,
        ];
        *self.pick(UNITS)
    }

    fn person(&mut self) -> Option<OfficerId> {
        match self.below(4) {
            0 => Some(kit::FIELD_OFFICER),
            1 => Some(kit::ROADS_OFFICER_TWO),
            _ => None,
        }
    }

    fn owner(&mut self) -> Owner {
        match self.below(4) {
            0 => Owner::Unit(self.unit()),
            1 => Owner::Body(kit::PROVINCE),
            2 => Owner::Outside(String::new()),
            _ => Owner::Outside("Instansi lain".to_owned()),
        }
    }

    /// Mostly settled; without them nothing is released.
    fn public_words(&mut self) -> Vec<ContentRef> {
        if self.one_in(3) {
            Vec::new()
        } else {
            vec![content(ContentKind::TextFinal)]
        }
    }

    fn destination(&mut self) -> Destination {
        match self.below(5) {
            0 | 1 => office("Instansi lain"),
            2 => Destination::Body(kit::CITY),
            3 => Destination::Body(kit::DESK),
            _ => Destination::Body(kit::PROVINCE),
        }
    }

    /// A command of a kind with data that is mostly good; `None` for the program's own.
    pub(crate) fn command(&mut self, kind: K, life: &Life) -> Option<Command> {
        let words = || content(ContentKind::OfficerMessage);
        let said = || content(ContentKind::ReporterMessage);
        let category = if life.report.holder == kit::PROVINCE {
            kit::PROVINCE_SERVICE
        } else {
            *self.pick(&[kit::POTHOLES, kit::POTHOLES, kit::SERVICE])
        };
        let types = [
            ReportType::Complaint,
            ReportType::Complaint,
            ReportType::Information,
            ReportType::Aspiration,
            ReportType::Unknown,
        ];
        Some(match kind {
            K::Receive | K::ExpireHold | K::Silence => return None,
            K::Forward => Command::Forward {
                to: *self.pick(&[kit::CITY, kit::PROVINCE]),
            },
            K::ReturnToDesk => Command::ReturnToDesk {
                owner: self.owner(),
                reason: words(),
            },
            K::Verify | K::Keep => Command::Verify(Box::new(Verification {
                report_type: *self.pick(&types),
                supervisory: life.report.supervisory != self.one_in(8),
                category,
                lead: if life.report.holder == kit::PROVINCE {
                    kit::PROVINCE_ROADS
                } else {
                    self.unit()
                },
                keep: kind == K::Keep,
                release: self.one_in(2),
                words: self.public_words(),
                findings_kept: false,
                note: None,
                proposed: None,
            })),
            K::Hold => Command::Hold { question: words() },
            K::Reply => Command::Reply {
                text: said(),
                files: vec![attachment()],
            },
            K::Resume => Command::Resume { reason: words() },
            K::Archive => Command::Archive {
                reason: *self.pick(ArchiveReason::ALL),
                explanation: words(),
                where_to: self.one_in(2).then(|| "Instansi lain".to_owned()),
                earlier: life.root.as_ref().map(|root| root.id),
            },
            K::Transfer => Command::Transfer {
                to: self.destination(),
                reason: words(),
            },
            K::Merge => Command::Merge {
                root: life.root.as_ref()?.id,
            },
            K::Accept => Command::Accept,
            K::Refuse => Command::Refuse {
                owner: self.owner(),
                reason: words(),
            },
            K::Redirect => Command::Redirect {
                lead: self.unit(),
                note: None,
            },
            K::SubDispose => Command::SubDispose {
                unit: self.unit(),
                person: self.person(),
            },
            K::AddSupport => Command::AddSupport {
                unit: self.unit(),
                days: u16::try_from(self.below(30)).unwrap_or(0),
                task: self.one_in(2).then(words),
            },
            K::ReleaseSupport => Command::ReleaseSupport {
                unit: life.report.state.handling()?.supports.first()?.unit,
                note: words(),
            },
            K::SupportNote => Command::SupportNote {
                note: words(),
                end: match self.below(3) {
                    0 => None,
                    _ => Some(*self.pick(SupportEnd::ALL)),
                },
            },
            K::Answer => Command::Answer {
                text: words(),
                next_by: life.day(i64::try_from(self.below(10)).unwrap_or(0) - 1),
                files: Vec::new(),
            },
            K::Ask => Command::Ask { text: words() },
            K::RequestExtension => Command::RequestExtension {
                days: u16::try_from(self.below(16)).unwrap_or(0),
                reason: words(),
            },
            K::Extend => Command::Extend {
                days: u16::try_from(self.below(16)).unwrap_or(0),
                reason: words(),
            },
            K::Reclassify => Command::Reclassify {
                report_type: *self.pick(&types),
                supervisory: self.one_in(4),
                category,
                reason: words(),
            },
            K::ProposeClosure => Command::ProposeClosure {
                answer: words(),
                outcome: *self.pick(&[
                    Outcome::Done,
                    Outcome::Done,
                    Outcome::Planned,
                    Outcome::Answered,
                    Outcome::Unfounded,
                    Outcome::Upheld,
                ]),
                promise: Some(Promise {
                    by: life.day(30),
                    owner: self.unit(),
                }),
                files: vec![attachment()],
            },
            K::CheckReturn => Command::CheckReturn { reason: words() },
            K::CheckApprove => Command::CheckApprove,
            K::TakeBack => Command::TakeBack { reason: words() },
            K::Confirm => Command::Confirm,
            K::Dispute => Command::Dispute { reason: said() },
            K::ConfirmShared => Command::ConfirmShared,
            K::DisputeShared => Command::DisputeShared { reason: said() },
            K::HearDispute => Command::HearDispute,
            K::KeepApart => Command::KeepApart {
                other: life.root.as_ref()?.id,
            },
            K::RecordConfirmation => Command::RecordConfirmation { note: words() },
            K::AssignAnew => Command::AssignAnew {
                lead: self.unit(),
                person: self.person(),
                note: None,
            },
            K::Uphold => Command::Uphold {
                reasons: words(),
                second: Some(*self.pick(&[kit::LEADER, kit::COORDINATOR_TWO])),
            },
            K::Rate => Command::Rate {
                stars: u8::try_from(self.below(7)).unwrap_or(0),
                comment: Some(said()),
            },
            K::Reopen => Command::Reopen { reason: said() },
            K::Object => Command::Object { reason: said() },
            K::Restore => Command::Restore { reason: words() },
            K::RejectObjection => Command::RejectObjection { reasons: words() },
            K::Acknowledge => Command::Acknowledge { note: None },
            K::HandBack => Command::HandBack { reason: words() },
            K::Unmerge => Command::Unmerge { reason: words() },
            K::ReferPpid => Command::ReferPpid {
                unit: self.unit(),
                reason: words(),
            },
            K::TakePpid => Command::TakePpid,
            K::ExtendPpid => Command::ExtendPpid { reason: words() },
            K::Withdraw => Command::Withdraw { reason: None },
            K::SetFlags => Command::SetFlags {
                anonim: self.one_in(2),
                rahasia: self.one_in(2),
            },
            K::Note => Command::Note {
                text: words(),
                shared_with: Vec::new(),
            },
            K::AddFile => Command::AddFile { file: attachment() },
            K::Release => Command::Release {
                point: self.one_in(2),
                files: self.one_in(2),
                findings_kept: false,
            },
            K::Unrelease => Command::Unrelease { reason: words() },
            K::EditText => Command::EditText {
                words: vec![content(ContentKind::TextFinal)],
                findings_kept: false,
            },
            K::SetPriority => Command::SetPriority {
                priority: *self.pick(Priority::ALL),
            },
            K::Exclude if !self.one_in(4) => return None,
            K::Exclude => Command::Exclude {
                officers: vec![*self.pick(&[
                    kit::COORDINATOR,
                    kit::COORDINATOR_TWO,
                    kit::ROADS_OFFICER,
                    kit::INSPECTOR,
                    kit::FIELD_OFFICER,
                ])],
                reason: words(),
            },
            K::GrantView => Command::GrantView {
                unit: self.one_in(2).then_some(kit::HEALTH),
                overseer: self.one_in(2),
            },
            K::Erase if !self.one_in(6) => return None,
            K::Erase => Command::Erase {
                ground: "permintaan".to_owned(),
            },
        })
    }
}
