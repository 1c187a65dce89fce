//! Section 3, row by row: who may, from where, to where.

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::permit::{Actor, permit};
use lapor_domain::report::refusal::Refusal;
use lapor_domain::report::state::{Owner, SupportEnd};
use lapor_domain::report::table::{TABLE, row_of};
use lapor_domain::testkit::commands::{
    answer, archive, assign_anew, dispute, exclude, extend_ppid, hold, object, propose, reclassify,
    redirect, refer_ppid, refuse, reopen, reply, restore, resume, transfer_outside,
    transfer_within, unrelease, verification, verify, verify_supervisory, verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, ROADS, attachment};
use lapor_domain::words::StateCode as St;
use lapor_domain::words::{ArchiveReason, Outcome, Priority};

use crate::lives::{
    C, C2, COUNTER, F, I, L, N, R, S, U, answered, archived, asked_for, assigned, closed, content,
    disputed, disputed_twice, held, joined, joined_and_disputed, merged_into, objected, officer,
    outside, proposed, referred, refused, reopened, supported, unchecked, with_follower, words,
};

struct Case {
    row: &'static str,
    life: Life,
    by: Actor,
    command: Command,
    to: St,
}

fn case(row: &'static str, life: Life, by: Actor, command: Command, to: St) -> Case {
    Case {
        row,
        life,
        by,
        command,
        to,
    }
}

fn keep() -> Command {
    let mut keep = verification(kit::COMMUNICATION);
    keep.keep = true;
    Command::Verify(Box::new(keep))
}

fn owner() -> Owner {
    Owner::Outside("Dinas lain".to_owned())
}

#[rustfmt::skip]
fn triage() -> Vec<Case> {
    let desk = Life::received_at_desk;
    vec![
        case("2", desk(), N, Command::Forward { to: kit::CITY }, St::Received),
        case("3", Life::received(), C, Command::ReturnToDesk { owner: owner(), reason: words() }, St::Received),
        case("4", Life::received(), C, verify(ROADS), St::Assigned),
        case("4", Life::received_with(|r| r.declared_supervisory = true), I, verify_supervisory(kit::INSPECTORATE), St::Assigned),
        case("4b", Life::received(), C, keep(), St::Assigned),
        case("5", Life::received(), C, hold(), St::OnHold),
        case("5", desk(), N, hold(), St::OnHold),
        case("5", assigned(), U, hold(), St::OnHold),
        case("5", answered(), C, hold(), St::OnHold),
        case("6, 25, 40", held(), R, reply(), St::Assigned),
        case("6, 25, 40", Life::received().as_coordinator(hold()), COUNTER, reply(), St::Received),
        case("6, 25, 40", answered().as_unit(hold()), R, reply(), St::InProgress),
        case("6, 25, 40", proposed(), R, reply(), St::InProgress),
        case("6, 25, 40", unchecked(), R, reply(), St::InProgress),
        case("6, 25, 40", disputed(), R, reply(), St::Review),
        case("6, 25, 40", merged_into(assigned(), &assigned()), R, reply(), St::Merged),
        case("6, 25, 40", closed(), R, reply(), St::Closed),
        case("6, 25, 40", archived(), R, reply(), St::Archived),
        case("6, 25, 40", outside(), R, reply(), St::Transferred),
        case("7", held(), U, resume(), St::Assigned),
        case("7", held(), C, resume(), St::Assigned),
        case("7", desk().as_desk(hold()), N, resume(), St::Received),
        case("9", Life::received(), C, archive(ArchiveReason::Unclear), St::Archived),
        case("9", desk(), N, archive(ArchiveReason::SpamOrTest), St::Archived),
        case("9", held(), C, archive(ArchiveReason::InCourt), St::Archived),
        case("9", refused(), C, archive(ArchiveReason::OutOfScope), St::Archived),
        case("10", assigned(), C, transfer_outside(), St::Transferred),
        case("10", answered(), C, transfer_within(kit::PROVINCE), St::Received),
        case("10", answered(), N, transfer_within(kit::PROVINCE), St::Received),
        case("10", answered(), C, transfer_within(kit::DESK), St::Received),
        case("11", merge_ready(), C, merge(), St::Merged),
        case("11a", merge_ready(), C, Command::KeepApart { other: lapor_domain::ids::ReportId(uuid()) }, St::Assigned),
    ]
}

fn merge_ready() -> Life {
    let root = assigned();
    assigned().with_root(&root.report)
}

/// Into whatever root the life stands beside; replaced by [`with_root_of`].
fn merge() -> Command {
    Command::Merge {
        root: lapor_domain::ids::ReportId(uuid()),
    }
}

fn follower_of_closed() -> Life {
    let root = proposed();
    let follower = merged_into(assigned(), &root);
    follower.with_root(&root.as_reporter(Command::Confirm).report)
}

fn uuid() -> uuid::Uuid {
    uuid::Uuid::nil()
}

fn with_root_of(life: &Life, command: Command) -> Command {
    match (&life.root, command) {
        (Some(root), Command::Merge { .. }) => Command::Merge { root: root.id },
        (Some(root), Command::KeepApart { .. }) => Command::KeepApart { other: root.id },
        (_, command) => command,
    }
}

#[rustfmt::skip]
fn handling() -> Vec<Case> {
    let soon = assigned().day(3);
    let note = || content(ContentKind::InternalNote);
    let given = || assigned().as_unit(Command::SubDispose { unit: kit::ROADS_WORKSHOP, person: Some(kit::FIELD_OFFICER) });
    vec![
        case("12", assigned(), U, Command::Accept, St::Assigned),
        case("13", assigned(), U, refuse(), St::AwaitingRedirect),
        case("13", assigned().as_unit(Command::Accept), U, refuse(), St::AwaitingRedirect),
        case("13", answered(), U, refuse(), St::AwaitingRedirect),
        case("14", refused(), C, redirect(kit::WATER), St::Assigned),
        case("14", refused(), C, redirect(ROADS), St::Assigned),
        case("14", assigned(), C, redirect(kit::WATER), St::Assigned),
        case("14", answered().as_unit(refuse()), C, redirect(kit::WATER), St::InProgress),
        case("15", assigned(), U, Command::SubDispose { unit: kit::ROADS_WORKSHOP, person: None }, St::Assigned),
        case("15", answered(), U, Command::SubDispose { unit: ROADS, person: Some(kit::FIELD_OFFICER) }, St::InProgress),
        case("16", assigned(), C, Command::AddSupport { unit: kit::WATER, days: 2, task: None }, St::Assigned),
        case("16", answered(), U, Command::AddSupport { unit: kit::WATER, days: 2, task: None }, St::InProgress),
        case("16", supported(), U, Command::ReleaseSupport { unit: kit::WATER, note: note() }, St::Assigned),
        case("16", supported(), S, Command::SupportNote { note: note(), end: Some(SupportEnd::Finished) }, St::Assigned),
        case("16", given(), F, Command::SupportNote { note: note(), end: None }, St::Assigned),
        case("17", assigned(), U, answer(soon), St::InProgress),
        case("17", answered(), C, answer(soon), St::InProgress),
        case("17", supported().with_policy(|policy| policy.support_may_answer = true), S, answer(soon), St::InProgress),
        case("18", assigned(), U, Command::Ask { text: words() }, St::Assigned),
        case("19", assigned(), U, Command::RequestExtension { days: 5, reason: words() }, St::Assigned),
        case("19", answered(), C, Command::Extend { days: 5, reason: words() }, St::InProgress),
        case("20", assigned(), C, reclassify(true), St::Assigned),
        case("41", asked_for(), U, refer_ppid(kit::WATER), St::Assigned),
        case("41", asked_for().as_unit(answer(soon)), C, refer_ppid(kit::WATER), St::InProgress),
        case("41a", referred(), S, Command::TakePpid, St::Assigned),
        case("41b", referred(), S, extend_ppid(), St::Assigned),
        case("41b", referred(), C, extend_ppid(), St::Assigned),
        case("20", closed(), C, reclassify(true), St::Closed),
    ]
}

#[rustfmt::skip]
fn closing() -> Vec<Case> {
    let reason = words;
    vec![
        case("21", assigned(), U, propose(Outcome::Done), St::ClosureProposed),
        case("21", answered(), C, propose(Outcome::NotGranted), St::ClosureProposed),
        case("22", unchecked(), C, Command::CheckReturn { reason: reason() }, St::InProgress),
        case("22a", unchecked(), C, Command::CheckApprove, St::ClosureProposed),
        case("23", proposed(), U, Command::TakeBack { reason: reason() }, St::InProgress),
        case("23", unchecked(), C, Command::TakeBack { reason: reason() }, St::InProgress),
        case("24", proposed(), R, Command::Confirm, St::Closed),
        case("26", proposed(), R, dispute(), St::Review),
        case("28", proposed(), COUNTER, Command::RecordConfirmation { note: reason() }, St::Closed),
        case("29", disputed(), C, assign_anew(kit::WATER), St::InProgress),
        case("29", reopened(), C, assign_anew(kit::WATER), St::InProgress),
        case("29", disputed(), C, Command::AssignAnew { lead: ROADS, person: Some(kit::ROADS_OFFICER_TWO), note: None }, St::InProgress),
        case("30", disputed_twice(), C, Command::Uphold { reasons: reason(), second: Some(kit::LEADER) }, St::Closed),
        case("30", disputed_twice(), L, Command::Uphold { reasons: reason(), second: None }, St::Closed),
        case("30", disputed_twice(), I, Command::Uphold { reasons: reason(), second: None }, St::Closed),
        case("31", closed(), R, Command::Rate { stars: 4, comment: None }, St::Closed),
        case("31", follower_of_closed(), R, Command::Rate { stars: 4, comment: None }, St::Merged),
        case("32", closed(), R, reopen(), St::Review),
        case("32", closed().wait_days(300), C, reopen(), St::Review),
        case("32", closed(), I, reopen(), St::Review),
        case("32", closed(), N, reopen(), St::Review),
        case("33", archived(), R, object(), St::Archived),
        case("34", objected(), C2, restore(), St::Assigned),
        case("34", objected(), N, restore(), St::Assigned),
        case("34", archived(), C, restore(), St::Assigned),
        case("35", objected(), C2, Command::RejectObjection { reasons: reason() }, St::Archived),
        case("36", outside(), C, Command::Acknowledge { note: None }, St::Transferred),
        case("37", outside(), C, Command::HandBack { reason: reason() }, St::AwaitingRedirect),
        case("37", Life::received().as_coordinator(transfer_outside()), C, Command::HandBack { reason: reason() }, St::Received),
    ]
}

#[rustfmt::skip]
fn attributes() -> Vec<Case> {
    let flags = Command::SetFlags { anonim: true, rahasia: true };
    let secret = || Life::received_with(|r| r.rahasia = true);
    let ordinary = || Life::received().as_coordinator(verify_unreleased(ROADS));
    let danger = Command::SetPriority { priority: Priority::Danger };
    vec![
        case("38", merged_into(assigned(), &answered()), C, Command::Unmerge { reason: words() }, St::InProgress),
        case("38", merged_into(Life::received(), &assigned()), C, Command::Unmerge { reason: words() }, St::Received),
        case("24a", joined(), R, Command::ConfirmShared, St::Merged),
        case("26a", joined(), R, Command::DisputeShared { reason: words() }, St::Merged),
        case("38a", joined_and_disputed(), C2, Command::HearDispute, St::Merged),
        case("39", assigned(), R, Command::Withdraw { reason: None }, St::Archived),
        case("39", proposed(), R, Command::Withdraw { reason: None }, St::Archived),
        case("39", with_follower(assigned()), R, Command::Withdraw { reason: None }, St::Assigned),
        case("39", joined(), R, Command::Withdraw { reason: None }, St::Merged),
        case("39", with_follower(held()), R, Command::Withdraw { reason: None }, St::Assigned),
        case("40", assigned(), R, flags, St::Assigned),
        case("40", secret(), R, Command::SetFlags { anonim: false, rahasia: false }, St::Received),
        case("40", closed(), COUNTER, Command::SetFlags { anonim: true, rahasia: false }, St::Closed),
        case("40", assigned(), U, Command::Note { text: words(), shared_with: vec![] }, St::Assigned),
        case("40", assigned(), C, Command::AddFile { file: attachment() }, St::Assigned),
        case("40", ordinary(), C, Command::Release { point: true, files: true, findings_kept: false, }, St::Assigned),
        case("40", assigned(), N, unrelease(), St::Assigned),
        case("40", assigned(), C, Command::EditText { words: vec![content(ContentKind::TextFinal)], findings_kept: false }, St::Assigned),
        case("40", assigned(), U, danger, St::Assigned),
        case("40", assigned(), C, exclude(kit::ROADS_OFFICER), St::Assigned),
        case("40", disputed(), I, exclude(kit::COORDINATOR), St::Review),
        case("40", assigned(), N, exclude(kit::COORDINATOR), St::Assigned),
        case("40", assigned(), C, Command::GrantView { unit: None, overseer: true }, St::Assigned),
        case("40", assigned(), R, Command::GrantView { unit: None, overseer: true }, St::Assigned),
        case("40", assigned(), C, Command::Erase { ground: "permintaan".to_owned() }, St::Assigned),
    ]
}

fn all() -> Vec<Case> {
    [triage(), handling(), closing(), attributes()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_row_goes_where_the_table_says() {
    let mut seen = Vec::new();
    for Case {
        row,
        mut life,
        by,
        command,
        to,
    } in all()
    {
        let command = with_root_of(&life, command);
        let kind = command.kind();
        let before = life.report.state.code();
        assert_eq!(row_of(kind).no, row, "{kind}");
        life.give(by, command)
            .unwrap_or_else(|refusal| panic!("row {row}: {refusal}"));
        let after = life.report.state.code();
        assert_eq!(after, to, "row {row} {kind}");
        assert!(
            after == before || row_of(kind).to.contains(&after),
            "row {row} {kind}: {before} to {after} is not in the table"
        );
        assert_eq!(
            lapor_domain::report::Report::fold(life.report.id, &life.events)
                .map(|folded| folded.state),
            Some(life.report.state.clone()),
            "row {row} {kind}"
        );
        seen.push(kind);
    }
    // The program's own rows have no command, receiving no report yet: their tests are elsewhere.
    let elsewhere = [
        CommandKind::Receive,
        CommandKind::ExpireHold,
        CommandKind::Silence,
    ];
    for row in TABLE {
        assert!(
            seen.contains(&row.command) || elsewhere.contains(&row.command),
            "row {} {} has no case",
            row.no,
            row.command
        );
    }
}

/// Everyone else is refused, in the words of the row.
#[test]
fn every_row_names_itself_to_those_who_may_not() {
    for case in all() {
        let (kind, row) = (case.command.kind(), case.row);
        let life = case.life;
        for id in life.directory.officers.keys() {
            let asked = permit(&life.report, officer(*id), kind, &life.directory);
            if let Err(refusal) = asked {
                assert_eq!(refusal, Refusal::NotYours { command: kind });
                assert_eq!(refusal.rule(), row);
                assert_eq!(refusal.who_may(), row_of(kind).by);
            }
        }
        // One row is the program's too, where a policy wants it (`guards::automatic`).
        let by_program = permit(&life.report, Actor::System, kind, &life.directory);
        assert_eq!(
            by_program.is_ok(),
            kind == CommandKind::Verify,
            "the program gives no command of people"
        );
        let stranger = officer(kit::PROVINCE_OFFICER);
        assert!(
            permit(&life.report, stranger, kind, &life.directory).is_err()
                || row_of(kind).by.is_empty(),
            "row {row} {kind} is given by a stranger"
        );
    }
}
