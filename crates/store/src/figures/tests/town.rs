//! A town in which things happen at random, the same each time.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::report::command::{Command, CommandKind, Verification};
use lapor_domain::report::event::Receipt;
use lapor_domain::report::permit::Actor;
use lapor_domain::report::state::{Owner, SupportEnd};
use lapor_domain::sp4n::ImportedState;
use lapor_domain::testkit::{self, Life, commands as c};
use lapor_domain::words::{ArchiveReason, Channel, EndedBy, Outcome, ReportType, Tongue};

use super::world::{imported, merge, received, unmerge};

/// Numbers that look random and are the same each time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }

    pub(super) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Lives of many kinds, lived together: their merges, transfers and commands happen in one order, within half a year.
pub(super) fn town_of(lives: usize, dice: &mut Dice) -> Vec<Life> {
    town_over(1, lives, dice)
}

/// The same over so many times half a year.
pub(super) fn town_over(times: i64, lives: usize, dice: &mut Dice) -> Vec<Life> {
    let mut all: Vec<Life> = Vec::new();
    let mut now = testkit::START;
    for _ in 0..lives * 14 {
        let minutes = dice.one(&[0, 1, 30, 200, 700, 1500]);
        now += SignedDuration::from_mins(times * minutes / 3)
            + SignedDuration::from_micros(dice.below(3) as i64);
        if all.len() < lives && dice.chance(10) {
            all.push(newcomer(now, dice));
        } else if !all.is_empty() {
            step(&mut all, now, dice);
        }
    }
    all
}

fn newcomer(now: Timestamp, dice: &mut Dice) -> Life {
    if dice.chance(15) {
        let unit = dice.one(&[None, Some(testkit::ROADS), Some(testkit::NORTH_ONE)]);
        let state = dice.one(&[
            ImportedState::Received,
            ImportedState::Unknown {
                raw: "apa ini".to_owned(),
            },
            ImportedState::InProgress,
            ImportedState::Closed {
                by: EndedBy::System,
            },
            ImportedState::Archived {
                by: EndedBy::System,
                reason: ArchiveReason::ExpiredImport,
            },
        ]);
        return imported(state, now, dice.below(40) as i64, unit);
    }
    let bodies = [
        testkit::CITY,
        testkit::CITY,
        testkit::CITY,
        testkit::DESK,
        testkit::PROVINCE,
    ];
    let receipt = Receipt {
        channel: dice.one(Channel::ALL),
        declared_type: dice.one(&[
            None,
            Some(ReportType::Complaint),
            Some(ReportType::Aspiration),
        ]),
        declared_supervisory: dice.chance(5),
        category: None,
        region: dice.one(&[
            None,
            Some("62.71.01.1001".to_owned()),
            Some("62.71.02".to_owned()),
        ]),
        // Not by the dice: what they throw next stays what it was.
        language: usize::try_from(now.as_second())
            .ok()
            .and_then(|second| Tongue::ALL.get(second % 4))
            .copied(),
        rahasia: dice.chance(10),
        excluded: if dice.chance(6) {
            vec![testkit::COORDINATOR]
        } else {
            Vec::new()
        },
        ..testkit::receipt(dice.one(&bodies))
    };
    received(receipt, now)
}

fn step(all: &mut [Life], now: Timestamp, dice: &mut Dice) {
    let at = dice.below(all.len());
    if dice.chance(8) {
        let root = dice.below(all.len());
        merge(all, at, root, now);
        return;
    }
    if dice.chance(20) && unmerge(all, at, now) {
        return;
    }
    let life = &mut all[at];
    life.now = now;
    life.elapse();
    // What an office would do next comes more often than anything else.
    for _ in 0..3 {
        let command = command(life, dice);
        if give(life, &command, dice) {
            return;
        }
    }
}

fn give(life: &mut Life, command: &Command, dice: &mut Dice) -> bool {
    let officers = [
        testkit::COORDINATOR,
        testkit::COORDINATOR_TWO,
        testkit::ROADS_OFFICER,
        testkit::KELURAHAN_OFFICER,
        testkit::HEALTH_OFFICER,
        testkit::DESK_OFFICER,
        testkit::PROVINCE_COORDINATOR,
        testkit::PROVINCE_OFFICER,
        testkit::INSPECTOR,
        testkit::PROVINCE_INSPECTOR,
    ];
    let first = dice.below(officers.len());
    let in_turn = officers.iter().cycle().skip(first).take(officers.len());
    std::iter::once(Actor::Reporter)
        .chain(in_turn.map(|officer| Actor::Officer(*officer)))
        .any(|actor| life.give(actor, command.clone()).is_ok())
}

fn command(life: &Life, dice: &mut Dice) -> Command {
    let words = || testkit::content(ContentKind::OfficerMessage);
    let (lead, category) = place(life.report.holder, dice);
    let kinds = [
        CommandKind::Verify,
        CommandKind::Verify,
        CommandKind::Verify,
        CommandKind::Answer,
        CommandKind::Answer,
        CommandKind::ProposeClosure,
        CommandKind::ProposeClosure,
        CommandKind::Confirm,
        CommandKind::Dispute,
        CommandKind::Forward,
        CommandKind::ReturnToDesk,
        CommandKind::Hold,
        CommandKind::Reply,
        CommandKind::Archive,
        CommandKind::Transfer,
        CommandKind::Refuse,
        CommandKind::Redirect,
        CommandKind::Redirect,
        CommandKind::Reclassify,
        CommandKind::AssignAnew,
        CommandKind::Uphold,
        CommandKind::Rate,
        CommandKind::Reopen,
        CommandKind::Object,
        CommandKind::Restore,
        CommandKind::RejectObjection,
        CommandKind::HandBack,
        CommandKind::Withdraw,
        CommandKind::SetFlags,
        CommandKind::Release,
        CommandKind::Unrelease,
        CommandKind::Extend,
        CommandKind::RecordConfirmation,
        CommandKind::Acknowledge,
        CommandKind::Dispute,
        CommandKind::AddSupport,
        CommandKind::AddSupport,
        CommandKind::SupportNote,
        CommandKind::SupportNote,
        CommandKind::ReleaseSupport,
        CommandKind::ReferPpid,
    ];
    match dice.one(&kinds) {
        CommandKind::Verify => Command::Verify(Box::new(Verification {
            category,
            report_type: dice.one(&[
                ReportType::Complaint,
                ReportType::Information,
                ReportType::Aspiration,
            ]),
            supervisory: dice.chance(5),
            release: dice.chance(50),
            ..c::verification(lead)
        })),
        CommandKind::Answer => c::answer(life.day(2)),
        CommandKind::ProposeClosure => c::propose(dice.one(&[
            Outcome::Done,
            Outcome::Answered,
            Outcome::NotGranted,
            Outcome::Unfounded,
        ])),
        CommandKind::Confirm => Command::Confirm,
        CommandKind::Dispute => c::dispute(),
        CommandKind::Forward => Command::Forward {
            to: dice.one(&[testkit::CITY, testkit::PROVINCE]),
        },
        CommandKind::ReturnToDesk => Command::ReturnToDesk {
            owner: Owner::Body(testkit::PROVINCE),
            reason: words(),
        },
        CommandKind::Hold => c::hold(),
        CommandKind::Reply => c::reply(),
        CommandKind::Archive => c::archive(dice.one(ArchiveReason::OFFICER)),
        CommandKind::Transfer if dice.chance(40) => c::transfer_outside(),
        CommandKind::Transfer => c::transfer_within(dice.one(&[testkit::CITY, testkit::PROVINCE])),
        CommandKind::Refuse => c::refuse(),
        CommandKind::Redirect => c::redirect(lead),
        CommandKind::Reclassify => c::reclassify(dice.chance(30)),
        CommandKind::AssignAnew => c::assign_anew(lead),
        CommandKind::Uphold => Command::Uphold {
            reasons: words(),
            second: Some(testkit::LEADER),
        },
        CommandKind::Rate => Command::Rate {
            stars: 1 + dice.below(5) as u8,
            comment: None,
        },
        CommandKind::Reopen => c::reopen(),
        CommandKind::Object => c::object(),
        CommandKind::Restore => c::restore(),
        CommandKind::RejectObjection => Command::RejectObjection { reasons: words() },
        CommandKind::HandBack => Command::HandBack { reason: words() },
        CommandKind::Withdraw => Command::Withdraw { reason: None },
        CommandKind::SetFlags => Command::SetFlags {
            anonim: dice.chance(50),
            rahasia: dice.chance(30),
        },
        CommandKind::Release => Command::Release {
            point: false,
            files: false,
            findings_kept: false,
        },
        CommandKind::Unrelease => c::unrelease(),
        CommandKind::Extend => Command::Extend {
            days: 5,
            reason: words(),
        },
        CommandKind::RecordConfirmation => Command::RecordConfirmation { note: words() },
        CommandKind::AddSupport => Command::AddSupport {
            unit: dice.one(&[testkit::HEALTH, testkit::NORTH_ONE]),
            days: 3,
            task: None,
        },
        CommandKind::SupportNote => Command::SupportNote {
            note: words(),
            end: dice.one(&[None, Some(SupportEnd::Finished), Some(SupportEnd::Refused)]),
        },
        CommandKind::ReleaseSupport => Command::ReleaseSupport {
            unit: dice.one(&[testkit::HEALTH, testkit::NORTH_ONE]),
            note: words(),
        },
        CommandKind::ReferPpid => c::refer_ppid(testkit::HEALTH),
        _ => Command::Acknowledge { note: None },
    }
}

fn place(holder: BodyId, dice: &mut Dice) -> (UnitId, CategoryId) {
    if holder == testkit::PROVINCE {
        return (testkit::PROVINCE_ROADS, testkit::PROVINCE_SERVICE);
    }
    let leads = [
        testkit::ROADS,
        testkit::ROADS,
        testkit::HEALTH,
        testkit::NORTH_ONE,
        testkit::ROADS_WORKSHOP,
    ];
    (
        dice.one(&leads),
        dice.one(&[testkit::POTHOLES, testkit::SERVICE]),
    )
}
