//! The table of section 3 as data: which command, from which states, by whom, to where.
//!
//! `permit` and `decide` read it; one test prints it, another holds it against the invariants.

use super::command::CommandKind as K;
use crate::words::StateCode as S;

codes! {
    /// The parties of the table. A person is a party by role, scope and the report's state.
    pub enum Party {
        /// R.
        Reporter = "reporter",
        /// C: coordinator of the holding body.
        Coordinator = "coordinator",
        /// N, wherever the report is.
        Desk = "desk",
        /// N while the report is at the desk.
        DeskHolding = "desk_holding",
        /// U: officer of the lead unit (for supervisory reports the inspector).
        Unit = "unit",
        /// S: officer of a support unit.
        Support = "support",
        /// F: the person it was given to.
        Field = "field",
        /// I: inspector of the holding body.
        Inspector = "inspector",
        /// L: leader whose scope covers the report.
        Leader = "leader",
        /// Counter of the holding body.
        Counter = "counter",
        /// Y: the program.
        System = "system",
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Number in the rule book.
    pub no: &'static str,
    /// Command.
    pub command: K,
    /// States it may be given in.
    pub from: &'static [S],
    /// Who may give it.
    pub by: &'static [Party],
    /// States it may lead to; empty: the state stays.
    pub to: &'static [S],
    /// What it does to the clocks, in the rule book's words.
    pub clocks: &'static str,
}

const OPEN_OR_MERGED: &[S] = &[
    S::Received,
    S::OnHold,
    S::Assigned,
    S::AwaitingRedirect,
    S::InProgress,
    S::ClosureProposed,
    S::Review,
    S::Merged,
];
const OPEN: &[S] = &[
    S::Received,
    S::OnHold,
    S::Assigned,
    S::AwaitingRedirect,
    S::InProgress,
    S::ClosureProposed,
    S::Review,
];
const ANY: &[S] = S::ALL;
const ENDABLE: &[S] = &[
    S::Received,
    S::Assigned,
    S::AwaitingRedirect,
    S::OnHold,
    S::InProgress,
];
const HANDLED: &[S] = &[S::Assigned, S::InProgress];
const SAME: &[S] = &[];

use Party::{
    Coordinator as C, Counter, Desk as N, DeskHolding, Field as F, Inspector as I, Leader as L,
    Reporter as R, Support as Sup, System as Y, Unit as U,
};

/// Section 3, row by row.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    row("1", K::Receive, &[], &[R, C, N, Counter], &[S::Received], "start verification"),
    row("2", K::Forward, &[S::Received], &[DeskHolding], &[S::Received], "–"),
    row("3", K::ReturnToDesk, &[S::Received], &[C], &[S::Received], "–"),
    row("4", K::Verify, &[S::Received], &[C, Y], &[S::Assigned, S::InProgress], "stop verification; start first_follow_up, resolution, accept"),
    row("4b", K::Keep, &[S::Received], &[C], &[S::Assigned, S::InProgress], "as 4, no accept"),
    row("5", K::Hold, &[S::Received, S::Assigned, S::InProgress], &[C, DeskHolding, U], &[S::OnHold], "pause verification, first_follow_up, resolution, accept; start hold_expiry"),
    row("6, 25, 40", K::Reply, ANY, &[R, Counter], &[S::Received, S::Assigned, S::InProgress], "from OnHold: stop hold_expiry, resume; from ClosureProposed: stop auto_close, resume resolution; else –"),
    row("7", K::Resume, &[S::OnHold], &[C, U, DeskHolding], &[S::Received, S::Assigned, S::InProgress], "stop hold_expiry; resume"),
    row("8", K::ExpireHold, &[S::OnHold], &[Y], &[S::Archived], "stop all; start objection window"),
    row("9", K::Archive, ENDABLE, &[C, DeskHolding], &[S::Archived], "stop all; start objection window"),
    row("10", K::Transfer, ENDABLE, &[C, N], &[S::Transferred, S::Received], "outside: stop all as transferred, start handover_ack; inside: verification runs on, or starts anew with resolution paused"),
    row("11", K::Merge, ENDABLE, &[C], &[S::Merged], "own starts kept"),
    row("12", K::Accept, &[S::Assigned], &[U], SAME, "stop accept"),
    row("13", K::Refuse, HANDLED, &[U], &[S::AwaitingRedirect], "stop accept"),
    row("14", K::Redirect, &[S::AwaitingRedirect, S::Assigned, S::InProgress], &[C], &[S::Assigned, S::InProgress], "start accept, unless binding"),
    row("15", K::SubDispose, HANDLED, &[U], SAME, "–"),
    row("16", K::AddSupport, HANDLED, &[C, U], SAME, "own internal due date ≤ the lead's"),
    row("16", K::ReleaseSupport, HANDLED, &[C, U], SAME, "–"),
    row("16", K::SupportNote, HANDLED, &[Sup, F], SAME, "–"),
    row("17", K::Answer, HANDLED, &[U, C, Sup], &[S::InProgress], "first answer stops first_follow_up; stop accept"),
    row("18", K::Ask, HANDLED, &[U, C], SAME, "–"),
    row("19", K::RequestExtension, HANDLED, &[U], SAME, "–"),
    row("19", K::Extend, HANDLED, &[C], SAME, "resolution gets a second due date"),
    row("20", K::Reclassify, &[S::Assigned, S::InProgress, S::Closed], &[C], SAME, "resolution keeps its start, takes the new length"),
    row("21", K::ProposeClosure, HANDLED, &[U, C], &[S::ClosureProposed], "stop first_follow_up, accept; pause resolution; start auto_close or check"),
    row("22", K::CheckReturn, &[S::ClosureProposed], &[C], &[S::InProgress], "stop check; resolution goes on, its pause struck out"),
    row("22a", K::CheckApprove, &[S::ClosureProposed], &[C], SAME, "stop check; start auto_close"),
    row("23", K::TakeBack, &[S::ClosureProposed], &[C, U], &[S::InProgress], "as 22"),
    row("24", K::Confirm, &[S::ClosureProposed], &[R], &[S::Closed], "resolution stops at the proposal's instant; stop auto_close; start reopen window"),
    row("26", K::Dispute, &[S::ClosureProposed], &[R], &[S::Review], "stop auto_close; resume resolution; start review"),
    row("24a", K::ConfirmShared, &[S::Merged], &[R], SAME, "–; stop own review"),
    row("26a", K::DisputeShared, &[S::Merged], &[R], SAME, "start own review; the root's go on"),
    row("27", K::Silence, &[S::ClosureProposed], &[Y], &[S::Closed], "as 24"),
    row("28", K::RecordConfirmation, &[S::ClosureProposed], &[C, Counter], &[S::Closed], "as 24"),
    row("29", K::AssignAnew, &[S::Review], &[C, L, I, N], &[S::InProgress], "stop review; reopened: new round, new first_follow_up and resolution"),
    row("30", K::Uphold, &[S::Review], &[C, L, I], &[S::Closed], "stop all"),
    row("31", K::Rate, &[S::Closed, S::Merged], &[R], SAME, "–"),
    row("32", K::Reopen, &[S::Closed], &[R, C, I, N], &[S::Review], "start review"),
    row("33", K::Object, &[S::Archived], &[R], SAME, "start review"),
    row("34", K::Restore, &[S::Archived], &[C, N], &[S::Received, S::Assigned, S::AwaitingRedirect, S::OnHold, S::InProgress, S::ClosureProposed, S::Review], "resume; time archived counts as pause"),
    row("35", K::RejectObjection, &[S::Archived], &[C, N], SAME, "stop review"),
    row("36", K::Acknowledge, &[S::Transferred], &[C, DeskHolding], SAME, "stop handover_ack"),
    row("37", K::HandBack, &[S::Transferred], &[C, DeskHolding], &[S::AwaitingRedirect, S::Received], "resume; time away counts as pause"),
    row("38", K::Unmerge, &[S::Merged], &[C], &[S::Received, S::Assigned, S::AwaitingRedirect, S::InProgress], "own clocks as if never merged"),
    row("38a", K::HearDispute, &[S::Merged], &[C], SAME, "stop own review; on the root as 26 or 32"),
    row("11a", K::KeepApart, ANY, &[C], SAME, "–"),
    row("39", K::Withdraw, OPEN_OR_MERGED, &[R], &[S::Archived, S::Received, S::Assigned, S::InProgress, S::Merged], "stop all, start objection window; or –, a hold ends"),
    row("41", K::ReferPpid, HANDLED, &[U, C], SAME, "stop accept; pause resolution; start ppid, accept"),
    row("41a", K::TakePpid, HANDLED, &[U], SAME, "stop accept"),
    row("41b", K::ExtendPpid, HANDLED, &[U, C], SAME, "ppid gets a second due date"),
    row("40", K::SetFlags, ANY, &[R, Counter], SAME, "–"),
    row("40", K::Note, ANY, &[C, U, Sup, I, L, DeskHolding], SAME, "–"),
    row("40", K::AddFile, ANY, &[C, U, Sup, F, I, Counter], SAME, "–"),
    row("40", K::Release, ANY, &[C, L, I], SAME, "–"),
    row("40", K::Unrelease, ANY, &[C, N], SAME, "–"),
    row("40", K::EditText, ANY, &[C], SAME, "–"),
    row("40", K::SetPriority, OPEN, &[C, L, U], SAME, "–"),
    row("40", K::Exclude, ANY, &[C, I, N], SAME, "–"),
    row("40", K::GrantView, ANY, &[C, I, R], SAME, "–"),
    row("40", K::Erase, ANY, &[C, N], SAME, "–"),
];

const fn row(
    no: &'static str,
    command: K,
    from: &'static [S],
    by: &'static [Party],
    to: &'static [S],
    clocks: &'static str,
) -> Row {
    Row {
        no,
        command,
        from,
        by,
        to,
        clocks,
    }
}

/// The row of a command.
pub fn row_of(command: K) -> &'static Row {
    // Every command has a row: `every_command_has_exactly_one_row` holds that.
    TABLE
        .iter()
        .find(|row| row.command == command)
        .unwrap_or(&TABLE[0])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_exactly_one_row() {
        for command in K::ALL {
            let rows = TABLE.iter().filter(|row| row.command == *command).count();
            assert_eq!(rows, 1, "{command}");
        }
    }

    /// Invariant (d): every state but the ended ones can be left by someone other than the program.
    #[test]
    fn no_dead_end() {
        for state in S::ALL {
            let ways_out = TABLE
                .iter()
                .filter(|row| row.from.contains(state) && row.to.iter().any(|to| to != state))
                .filter(|row| row.by.iter().any(|party| *party != Y))
                .count();
            assert!(ways_out > 0, "{state} cannot be left");
        }
    }

    /// Invariant (e): `Closed` is reached only from a proposed closure or a review that upholds it.
    #[test]
    fn closed_only_through_a_final_answer() {
        for row in TABLE.iter().filter(|row| row.to.contains(&S::Closed)) {
            assert!(
                row.from
                    .iter()
                    .all(|from| matches!(from, S::ClosureProposed | S::Review)),
                "{}",
                row.no
            );
        }
    }

    /// No skipped verification: what is assigned was received and verified.
    #[test]
    fn disposition_only_from_received_or_a_unit_refused() {
        // A reply leaves every state as it is but those that wait for it.
        let moves = |row: &&Row| row.to.contains(&S::Assigned) && row.command != K::Reply;
        for row in TABLE.iter().filter(moves) {
            assert!(!row.from.contains(&S::Closed), "{}", row.no);
        }
        assert_eq!(row_of(K::Verify).from, &[S::Received]);
    }

    #[test]
    fn the_table() {
        use std::fmt::Write as _;
        let mut text = String::new();
        let list = |codes: Vec<&str>| {
            if codes.is_empty() {
                "same".to_owned()
            } else {
                codes.join(" ")
            }
        };
        for row in TABLE {
            let from = if row.from.len() == S::ALL.len() {
                "any".to_owned()
            } else {
                list(row.from.iter().map(|s| s.as_str()).collect())
            };
            let to = list(row.to.iter().map(|s| s.as_str()).collect());
            let by = list(row.by.iter().map(|p| p.as_str()).collect());
            let from = if row.command == K::Receive {
                "(none)".to_owned()
            } else {
                from
            };
            writeln!(
                text,
                "{:<10} {:<20} {from} | {by} | {to} | {}",
                row.no,
                row.command.as_str(),
                row.clocks
            )
            .unwrap();
        }
        insta::assert_snapshot!("table", text);
    }
}
