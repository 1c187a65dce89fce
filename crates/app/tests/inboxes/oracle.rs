//! Column "Who must act" of section 2, written out by itself, against what stands in the inboxes.

use std::collections::{BTreeSet, HashMap};

use lapor_app::app::App;
use lapor_app::report::inbox::{self, Asked};
use lapor_domain::agency::{Directory, Officer};
use lapor_domain::ids::OfficerId;
use lapor_domain::report::Report;
use lapor_domain::report::permit::{Actor, standings};
use lapor_domain::report::state::State;
use lapor_domain::report::table::Party;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{Existence, Viewer, visibility};
use lapor_domain::words::StateCode;
use lapor_store::list::View;

/// Every number of one view of an officer's inbox, over all pages.
pub(crate) async fn numbers(app: &App, officer: &Officer, view: View) -> Vec<TrackingNo> {
    let mut asked = Asked {
        view,
        ..Asked::default()
    };
    let mut all = Vec::new();
    loop {
        let page = inbox::read(app, officer, &asked).await.unwrap();
        let page = page.unwrap_or_default();
        all.extend(page.lines.iter().map(|line| line.tracking));
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return all,
        }
    }
}

/// Whoever must act has it in the inbox, once, and nobody has what their pages would not show. Gives how many of
/// each state somebody must act on.
pub(crate) async fn everyone_finds_what_is_theirs(
    app: &App,
    reports: &[Report],
) -> HashMap<StateCode, usize> {
    let rules = app.rules();
    let directory = &rules.directory;
    let mut inboxes: HashMap<OfficerId, BTreeSet<TrackingNo>> = HashMap::new();
    for officer in directory.officers.values() {
        let all = numbers(app, officer, View::Open).await;
        let once: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len(), "{} sees one twice", officer.login);
        for report in reports.iter().filter(|it| once.contains(&it.tracking)) {
            let view = visibility(&Viewer::Officer(officer), report, directory);
            let known = !matches!(view.existence, Existence::No | Existence::CountsOnly);
            assert!(
                known,
                "{} may not know of {:?}",
                officer.login, report.state
            );
        }
        inboxes.insert(officer.id, once);
    }
    let mut acted_on = HashMap::new();
    for report in reports {
        let has = |officer: &OfficerId| inboxes[officer].contains(&report.tracking);
        let (all, any) = who_must_act(report, directory);
        for officer in &all {
            assert!(
                has(officer),
                "{} lacks {:?}",
                directory.officers[officer].login,
                report.state
            );
        }
        assert!(
            !all.is_empty() || any.is_empty() || any.iter().any(has),
            "nobody of {} has {:?}",
            any.len(),
            report.state
        );
        if !(all.is_empty() && any.is_empty()) {
            *acted_on.entry(report.state.code()).or_default() += 1;
        }
    }
    acted_on
}

/// Who must have it each, and of whom one must where there are none.
fn who_must_act(report: &Report, directory: &Directory) -> (Vec<OfficerId>, Vec<OfficerId>) {
    use Party::{Coordinator, Desk, DeskHolding, Inspector, Leader, Unit};
    let (first, else_one, barred): (&[Party], &[Party], Vec<OfficerId>) = match &report.state {
        State::Received => (&[Coordinator, DeskHolding], &[], vec![]),
        State::Assigned(_) | State::InProgress(_) => (&[Unit], &[], vec![]),
        State::AwaitingRedirect(_) => (&[Coordinator], &[], vec![]),
        State::ClosureProposed(proposal) if proposal.awaits_check => {
            (&[Coordinator], &[], vec![proposal.by])
        }
        State::Review(_) => (
            &[Coordinator],
            &[Leader, Inspector, Desk],
            report.closers.clone(),
        ),
        State::Archived(archival) if report.objection_open => {
            (&[Coordinator], &[Desk], Vec::from_iter(archival.officer))
        }
        State::Transferred(handover) if !handover.acknowledged => {
            (&[Coordinator, DeskHolding], &[], vec![])
        }
        // The reporter, or nobody; a merged one is acted on through its root.
        _ => (&[], &[], vec![]),
    };
    let stands = |parties: &[Party]| -> Vec<OfficerId> {
        let ids = directory.officers.keys().copied();
        ids.filter(|id| !barred.contains(id))
            .filter(|id| {
                standings(report, Actor::Officer(*id), directory)
                    .iter()
                    .any(|standing| parties.contains(&standing.party))
            })
            .collect()
    };
    (stands(first), stands(else_one))
}
