//! Many lives on one time line, written to a store as the program writes them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{ReportId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::{Decision, import, receive};
use lapor_domain::report::event::{ActorRef, Event, Observation, Receipt, Recorded, What};
use lapor_domain::report::permit::{Actor, permit_receive};
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::sp4n::ImportedState;
use lapor_domain::testkit::{self, Life};
use lapor_domain::words::ReportType;

use crate::record::{self, RecordError};
use crate::{Change, Store, Tx};

/// The rules of the made-up installation.
pub(in crate::figures) fn rules() -> Arc<Rules> {
    Arc::new(Rules {
        directory: testkit::directory(),
        policies: HashMap::new(),
        calendars: HashMap::new(),
        hours: HashMap::new(),
        default_policy: testkit::policy(),
        default_calendar: testkit::calendar(),
    })
}

/// Writes lives, each with its own recorded times.
pub(super) async fn write(store: &Store, rules: &Arc<Rules>, lives: &[Life]) {
    for life in lives {
        let change = Written {
            rules: Arc::clone(rules),
            id: life.report.id,
            events: life.events.clone(),
        };
        let written = store.run(change).await.unwrap();
        assert_eq!(written.state, life.report.state);
    }
}

struct Written {
    rules: Arc<Rules>,
    id: ReportId,
    events: Vec<Recorded>,
}

impl Change for Written {
    type Output = Report;
    type Error = RecordError;
    const NAME: &'static str = "written_life";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Report, RecordError> {
        let mut report = None;
        for recorded in &self.events {
            let decision = Decision {
                occurred_at: recorded.occurred_at,
                event: recorded.event.clone(),
            };
            let (actor, now) = (recorded.actor, recorded.recorded_at);
            let rules = &self.rules;
            report =
                Some(record::append(tx, rules, self.id, report, vec![decision], actor, now).await?);
        }
        Ok(report.unwrap())
    }
}

/// A life that begins at an instant.
pub(super) fn received(receipt: Receipt, at: Timestamp) -> Life {
    let usual = Life::received();
    let life = Life { now: at, ..usual };
    let permit = permit_receive(Actor::Reporter, receipt.holder, &life.directory).unwrap();
    let decision = receive(&permit, receipt, at, None, &life.context()).unwrap();
    begun(life, decision, ActorRef::REPORTER)
}

/// An import that is recorded at an instant and was received so many days before.
pub(super) fn imported(
    state: ImportedState,
    at: Timestamp,
    days: i64,
    unit: Option<UnitId>,
) -> Life {
    let life = Life {
        now: at,
        ..Life::received()
    };
    let observed = Observation {
        external_id: format!("{}", life.report.id.0.as_u128() % 100_000_000),
        raw_status: state_word(&state),
        state,
        report_type: ReportType::Unknown,
        supervisory: false,
        category: None,
        unit,
        region: None,
        rating: Some(4),
        reason: None,
        observed_at: None,
    };
    let received_at = at
        .checked_sub(SignedDuration::from_hours(24 * days))
        .unwrap();
    let decision = import(testkit::receipt(testkit::CITY), observed, received_at);
    begun(life, decision, ActorRef::SYSTEM)
}

fn state_word(state: &ImportedState) -> String {
    format!("{state:?}")
}

fn begun(life: Life, decision: Decision, actor: ActorRef) -> Life {
    let first = Recorded {
        seq: 1,
        occurred_at: decision.occurred_at,
        recorded_at: life.now,
        actor,
        event: decision.event,
    };
    Life {
        report: Report::first(life.report.id, &first).unwrap(),
        events: vec![first],
        ..life
    }
}

/// Merges a life into another, as the program does: an event on each.
pub(super) fn merge(lives: &mut [Life], follower: usize, root: usize, now: Timestamp) -> bool {
    for at in [follower, root] {
        lives[at].now = now;
        lives[at].elapse();
    }
    let root_id = lives[root].report.id;
    lives[follower].root = Some(lives[root].report.clone());
    let coordinators = [
        testkit::COORDINATOR,
        testkit::PROVINCE_COORDINATOR,
        testkit::INSPECTOR,
    ];
    let merged = coordinators.iter().any(|officer| {
        let command = Command::Merge { root: root_id };
        lives[follower]
            .give(Actor::Officer(*officer), command)
            .is_ok()
    });
    if merged {
        let follower = lives[follower].report.id;
        note(&mut lives[root], What::FollowerAdded { follower });
    }
    merged
}

/// Takes a merged life out again.
pub(super) fn unmerge(lives: &mut [Life], follower: usize, now: Timestamp) -> bool {
    let State::Merged(merged) = &lives[follower].report.state else {
        return false;
    };
    let root = merged.root;
    let root = lives
        .iter()
        .position(|life| life.report.id == root)
        .unwrap();
    for at in [follower, root] {
        lives[at].now = now;
        lives[at].elapse();
    }
    lives[follower].root = Some(lives[root].report.clone());
    let command = || Command::Unmerge {
        reason: testkit::content(ContentKind::OfficerMessage),
    };
    let coordinators = [
        testkit::COORDINATOR,
        testkit::PROVINCE_COORDINATOR,
        testkit::INSPECTOR,
    ];
    let done = coordinators.iter().any(|officer| {
        lives[follower]
            .give(Actor::Officer(*officer), command())
            .is_ok()
    });
    if done {
        let follower = lives[follower].report.id;
        note(&mut lives[root], What::FollowerRemoved { follower });
    }
    done
}

fn note(life: &mut Life, what: What) {
    let decision = Decision {
        occurred_at: life.now,
        event: Event {
            what,
            clocks: Vec::new(),
        },
    };
    life.record(decision, ActorRef::SYSTEM);
}
