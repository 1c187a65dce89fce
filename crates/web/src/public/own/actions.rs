//! What a reporter can do with their report now.

use lapor_app::report::case::CaseView;
use lapor_domain::clock::ClockKind;
use lapor_domain::report::command::CommandKind;
use lapor_domain::words::{Identity, Priority, StateCode};

use crate::public::show;
use crate::state::Here;
use crate::view::own::{Actions, Privacy, Withdraw};

/// The domain says what the reporter may do; open windows say until when.
pub(super) fn of(here: &Here, case: &CaseView) -> Actions {
    let may = |kind| case.may.contains(&kind);
    let rules = here.rules();
    let policy = rules.policy(case.holder, here.app().now());
    // A reply here is an answer to the office: it ends a hold, or takes the final answer back.
    // A joined report's dialogue is its own: the question and the answer are its root's.
    let awaited =
        !case.merged && matches!(case.state, StateCode::OnHold | StateCode::ClosureProposed);
    let replies = may(CommandKind::Reply) && !case.withdrawn;
    let answered = !case.awaits_check;
    let reopen_until = show::window_end(here, case, ClockKind::ReopenWindow);
    let object_until = show::window_end(here, case, ClockKind::ObjectionWindow)
        .filter(|_| may(CommandKind::Object) && !case.objection_open);
    // Rows 24a and 26a: there must be a final answer to have a word on.
    let final_answer = case.state == StateCode::ClosureProposed || reopen_until.is_some();
    let shared = |kind| may(kind) && final_answer && !case.withdrawn;
    let late = case.due.as_ref().is_some_and(|due| due.overdue);
    Actions {
        reply: replies && awaited && answered,
        add: replies && !awaited,
        confirm: answered
            && (may(CommandKind::Confirm)
                || shared(CommandKind::ConfirmShared) && !case.shared_confirmed),
        dispute: answered
            && (may(CommandKind::Dispute)
                || shared(CommandKind::DisputeShared) && !case.shared_dispute_open),
        ended: matches!(
            case.state,
            StateCode::Closed | StateCode::Archived | StateCode::Transferred
        ),
        rate: (may(CommandKind::Rate) && reopen_until.is_some())
            .then(|| case.rating.unwrap_or_default()),
        reopen_until: reopen_until.filter(|_| may(CommandKind::Reopen)),
        object_until,
        withdraw: (may(CommandKind::Withdraw) && !case.withdrawn).then(|| withdraw(case)),
        privacy: may(CommandKind::SetFlags).then_some(Privacy {
            anonymous: case.anonim,
            secret: case.rahasia,
            no_identity: case.identity == Identity::None,
        }),
        // Of other reports the overseer reads the public version anyway.
        share: may(CommandKind::GrantView) && case.supervisory && !case.is_shared_with_overseer,
        ombudsman: late || matches!(case.state, StateCode::Closed | StateCode::Archived),
        reopen_days: u64::from(policy.reopen_window.days),
        object_days: u64::from(policy.objection_window.days),
    }
}

/// Row 39: where others are concerned, the handling goes on without the reporter.
fn withdraw(case: &CaseView) -> Withdraw {
    if case.supervisory || case.priority == Priority::Danger || case.followers > 0 || case.merged {
        Withdraw::GoesOn
    } else {
        Withdraw::Ends
    }
}
