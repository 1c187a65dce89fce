//! Everything that somebody must act on is in that somebody's inbox, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "inboxes/oracle.rs"]
mod oracle;

use std::sync::Arc;

use jiff::SignedDuration;
use lapor_app::app::{App, Parts};
use lapor_app::clock::SetClock;
use lapor_app::files::FileStore;
use lapor_app::report::inbox::{self, Asked};
use lapor_domain::agency::{Directory, Grant, Officer};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::OfficerId;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::Decision;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::testkit::commands::{
    answer, archive, dispute, hold, object, propose, refuse, transfer_outside, verify,
    verify_supervisory,
};
use lapor_domain::testkit::{self as kit, CITY, Life, ROADS, ROADS_WORKSHOP, WATER, content};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{ArchiveReason, Outcome, Role, StateCode};
use lapor_store::list::View;
use lapor_store::record::entity::{self, Entity};
use lapor_store::record::{self, RecordError};
use lapor_store::seal::{KeyFile, SeededEntropy};
use lapor_store::{Change, Store, Tx, both_engines};

/// The testkit's town in a database, with lives lived elsewhere.
struct Town {
    app: App,
    _files: tempfile::TempDir,
}

impl Town {
    async fn with(store: Store, lives: &[Life], directory: Directory, days: i64) -> Self {
        let files = tempfile::tempdir().unwrap();
        store.run(Settle(directory)).await.unwrap();
        let now = kit::START + SignedDuration::from_hours(24 * days);
        let app = App::start(Parts {
            store,
            keys: KeyFile::from_root([7; 32]),
            clock: Arc::new(SetClock::at(now)),
            entropy: Box::new(SeededEntropy::new(1)),
            files: FileStore::open(files.path()).unwrap(),
            default_policy: kit::policy(),
        })
        .await
        .unwrap();
        for life in lives {
            app.store()
                .run(Live(app.clone(), life.clone()))
                .await
                .unwrap();
        }
        Self { app, _files: files }
    }

    async fn numbers(&self, officer: OfficerId, view: View) -> Vec<TrackingNo> {
        let rules = self.app.rules();
        let officer = &rules.directory.officers[&officer];
        oracle::numbers(&self.app, officer, view).await
    }

    async fn lists(&self, officer: OfficerId, view: View, life: &Life) -> bool {
        self.numbers(officer, view)
            .await
            .contains(&life.report.tracking)
    }
}

struct Settle(Directory);

impl Change for Settle {
    type Output = ();
    type Error = RecordError;
    const NAME: &'static str = "settle";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), RecordError> {
        let all = self.0.clone();
        let bodies = all.bodies.into_values().map(Entity::Body);
        let units = all.units.into_values().map(Entity::Unit);
        let categories = all.categories.into_values().map(Entity::Category);
        let officers = all.officers.into_values().map(Entity::Officer);
        for entity in bodies.chain(units).chain(categories).chain(officers) {
            entity::put(tx, &entity, ActorRef::SYSTEM, kit::START).await?;
        }
        Ok(())
    }
}

struct Live(App, Life);

impl Change for Live {
    type Output = ();
    type Error = RecordError;
    const NAME: &'static str = "live";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), RecordError> {
        let rules = self.0.rules();
        let mut report = None;
        for event in &self.1.events {
            let decision = Decision {
                occurred_at: event.occurred_at,
                event: event.event.clone(),
            };
            let (id, at) = (self.1.report.id, event.recorded_at);
            let after = record::append(tx, &rules, id, report, vec![decision], event.actor, at);
            report = Some(after.await?);
        }
        Ok(())
    }
}

fn assigned() -> Life {
    Life::received().as_coordinator(verify(ROADS))
}

fn answered() -> Life {
    let life = assigned();
    let soon = life.day(3);
    life.as_unit(answer(soon))
}

fn proposed() -> Life {
    answered().as_unit(propose(Outcome::Done))
}

/// Archived by the city's coordinator, and objected to.
fn objected() -> Life {
    Life::received()
        .as_coordinator(archive(ArchiveReason::Unclear))
        .as_reporter(object())
}

/// The coordinator gave the final answer, and it is disputed.
fn disputed_with(coordinators_answer: bool) -> Life {
    let life = answered();
    let life = if coordinators_answer {
        life.as_coordinator(propose(Outcome::Done))
    } else {
        life.as_unit(propose(Outcome::Done))
    };
    life.as_reporter(dispute())
}

fn transferred() -> Life {
    assigned().as_coordinator(transfer_outside())
}

fn declared_at_the_desk() -> Life {
    let mut receipt = kit::receipt(kit::DESK);
    receipt.declared_supervisory = true;
    Life::from_receipt(receipt)
}

/// Where nobody of the body is left to decide, it comes past them to the desk.
fn about_all_of_them() -> Life {
    let mut receipt = kit::receipt(kit::DESK);
    receipt.declared_supervisory = true;
    receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO, kit::INSPECTOR];
    Life::from_receipt(receipt)
}

fn about(excluded: &[OfficerId]) -> Life {
    Life::received_with(|receipt| {
        receipt.declared_supervisory = true;
        receipt.excluded = excluded.to_vec();
    })
}

fn everything() -> Vec<Life> {
    let support = |unit| Command::AddSupport {
        unit,
        days: 2,
        task: None,
    };
    let coordinators = [kit::COORDINATOR, kit::COORDINATOR_TWO];
    vec![
        Life::received(),
        Life::received_at_desk(),
        declared_at_the_desk(),
        about(&coordinators),
        about(&[kit::INSPECTOR]),
        about_all_of_them(),
        Life::received().as_coordinator(verify_supervisory(kit::INSPECTORATE)),
        assigned(),
        assigned().as_coordinator(support(WATER)),
        assigned().as_unit(refuse()),
        answered(),
        answered().as_coordinator(hold()),
        proposed(),
        answered()
            .with_policy(|policy| policy.closure_check = true)
            .as_unit(propose(Outcome::Done)),
        disputed_with(false),
        disputed_with(true),
        proposed().wait_days(40).tick(),
        objected(),
        Life::received().as_coordinator(archive(ArchiveReason::Unclear)),
        transferred(),
        transferred().as_coordinator(Command::Acknowledge { note: None }),
    ]
}

both_engines! {
    async fn whoever_must_act_has_it_in_the_inbox(store: Store) {
        let lives = everything();
        let town = Town::with(store, &lives, kit::directory(), 1).await;
        let reports: Vec<_> = lives.iter().map(|life| life.report.clone()).collect();
        let acted_on = oracle::everyone_finds_what_is_theirs(&town.app, &reports).await;
        for state in [
            StateCode::Received, StateCode::Assigned, StateCode::AwaitingRedirect, StateCode::InProgress,
            StateCode::ClosureProposed, StateCode::Review, StateCode::Archived, StateCode::Transferred,
        ] {
            assert!(acted_on.contains_key(&state), "{state} is not tried");
        }
    }

    /// A city with one coordinator: what that one closed or archived, somebody else must decide.
    async fn what_the_only_coordinator_did_comes_to_another_office(store: Store) {
        let mut directory = kit::directory();
        directory.officers.get_mut(&kit::COORDINATOR_TWO).unwrap().disabled = true;
        let alone = |mut life: Life| {
            life.directory = directory.clone();
            life
        };
        let review = alone(disputed_with(true));
        let free = alone(disputed_with(false));
        let objection = alone(objected());
        let lives = [review.clone(), free.clone(), objection.clone(), alone(assigned())];
        let town = Town::with(store, &lives, directory.clone(), 1).await;
        let reports: Vec<_> = lives.iter().map(|life| life.report.clone()).collect();
        oracle::everyone_finds_what_is_theirs(&town.app, &reports).await;
        for view in [View::Open, View::Review] {
            assert!(town.lists(kit::INSPECTOR, view, &review).await, "{view:?}");
            assert!(town.lists(kit::DESK_OFFICER, view, &review).await, "{view:?}");
            assert!(town.lists(kit::DESK_OFFICER, view, &objection).await, "{view:?}");
        }
        assert_eq!(town.numbers(kit::INSPECTOR, View::Open).await.len(), 1, "no objection, nothing that a coordinator decides");
        assert_eq!(town.numbers(kit::DESK_OFFICER, View::Open).await.len(), 2);
    }

    /// Escalation: at the breach the head of the unit, then the leader, then the overseer's list; the desk's overseer
    /// has those of all bodies.
    async fn delays_come_to_those_who_were_told(store: Store) {
        let mut directory = kit::directory();
        let at_desk = OfficerId(uuid::Uuid::from_u128(0x2001));
        directory.officers.insert(at_desk, Officer {
            id: at_desk,
            name: "pengawas".to_owned(),
            login: "pengawas".to_owned(),
            grants: vec![Grant { role: Role::Overseer, body: kit::DESK, node: None }],
            disabled: false,
        });
        let on_time = answered();
        // Due at the end of Mon 23 Feb 2026: told at 25 Feb, 28 Feb and 11 Mar, 00:00.
        let late = answered().wait_days(24).tick();
        let later = answered().wait_days(27).tick();
        let latest = answered().wait_days(40).tick();
        let secret = Life::received_with(|receipt| receipt.rahasia = true).wait_days(20).tick();
        let mended = answered().wait_days(40).tick().as_unit(propose(Outcome::Done)).as_reporter(Command::Confirm);
        let lives = [on_time, late.clone(), later.clone(), latest.clone(), secret.clone(), mended];
        let town = Town::with(store, &lives, directory, 41).await;
        let told = async |officer| {
            let mut numbers = town.numbers(officer, View::Told).await;
            numbers.sort();
            numbers
        };
        let of = |lives: &[&Life]| {
            let mut numbers: Vec<_> = lives.iter().map(|life| life.report.tracking).collect();
            numbers.sort();
            numbers
        };
        assert_eq!(told(kit::ROADS_HEAD).await, of(&[&late, &later, &latest]));
        assert_eq!(told(kit::LEADER).await, of(&[&later, &latest, &secret]));
        assert_eq!(told(kit::OVERSEER).await, of(&[&latest]));
        assert_eq!(told(at_desk).await, of(&[&latest]));
        assert_eq!(told(kit::COORDINATOR).await, [], "has them in the list of what is to be done");
        assert_eq!(town.numbers(at_desk, View::Open).await.len(), 5, "every body");
        let rules = town.app.rules();
        let leader = &rules.directory.officers[&kit::LEADER];
        let asked = Asked { view: View::Told, ..Asked::default() };
        let page = inbox::read(&town.app, leader, &asked).await.unwrap().unwrap();
        assert!(page.lines.iter().all(|line| line.is_overdue && !line.told.is_empty()));
        let line = page.lines.iter().find(|line| line.rahasia).unwrap();
        assert!(line.title.is_none() && line.details.is_none(), "existence, state and clocks");
        assert!(inbox::hears(leader) && !inbox::hears(&rules.directory.officers[&kit::COORDINATOR]));
    }

    async fn units_see_what_they_help_with_once_by_their_own_date(store: Store) {
        let support = |unit, days| Command::AddSupport { unit, days, task: None };
        let own = Life::received().as_coordinator(verify(WATER));
        let helps = assigned().as_coordinator(support(WATER, 2));
        let done = assigned().as_coordinator(support(WATER, 2)).as_support(Command::SupportNote {
            note: content(ContentKind::InternalNote),
            end: Some(SupportEnd::Finished),
        });
        let refused = assigned().as_coordinator(support(WATER, 2)).as_support(Command::SupportNote {
            note: content(ContentKind::InternalNote),
            end: Some(SupportEnd::Refused),
        });
        // The unit above leads: it has the report once, though a part of it helps.
        let within = assigned().as_coordinator(support(ROADS_WORKSHOP, 2));
        let other = assigned();
        let lives = [own.clone(), helps.clone(), done.clone(), refused, within.clone(), other];
        let town = Town::with(store, &lives, kit::directory(), 1).await;
        let water = town.numbers(kit::WATER_OFFICER, View::Open).await;
        assert_eq!(water.len(), 2);
        assert!(water.contains(&own.report.tracking) && water.contains(&helps.report.tracking));
        let mut all = town.numbers(kit::WATER_OFFICER, View::All).await;
        all.sort();
        let mut expected = [&own, &helps, &done].map(|life| life.report.tracking);
        expected.sort();
        assert_eq!(all, expected);
        assert_eq!(town.numbers(kit::ROADS_OFFICER, View::Open).await.len(), 5);
        let rules = town.app.rules();
        let page = inbox::read(&town.app, &rules.directory.officers[&kit::WATER_OFFICER], &Asked::default()).await;
        let page = page.unwrap().unwrap();
        let line = page.lines.iter().find(|line| line.tracking == helps.report.tracking).unwrap();
        let due = helps.report.state.handling().unwrap().supports[0].due;
        assert!(due.is_some() && line.due_at == due);
        assert!(line.details.is_some());
    }

    /// Several seats are one inbox; an inspector inspects more than the unit they sit in.
    async fn every_grant_counts(store: Store) {
        let mut directory = kit::directory();
        let grant = |role, node| Grant { role, body: CITY, node };
        let inspector = directory.officers.get_mut(&kit::INSPECTOR).unwrap();
        inspector.grants = vec![
            Grant { role: Role::Auditor, body: CITY, node: None },
            grant(Role::UnitOfficer, Some(WATER)),
            grant(Role::Inspector, Some(kit::INSPECTORATE)),
            grant(Role::FieldOfficer, Some(ROADS)),
        ];
        let declared = about(&[]);
        let give = Command::SubDispose { unit: ROADS, person: Some(kit::INSPECTOR) };
        let lives = [
            Life::received().as_coordinator(verify(WATER)),
            declared.clone(),
            Life { directory: directory.clone(), ..assigned() }.as_unit(give),
            assigned(),
        ];
        let town = Town::with(store, &lives, directory, 1).await;
        let mut numbers = town.numbers(kit::INSPECTOR, View::Open).await;
        numbers.sort();
        let mut expected: Vec<_> = lives.iter().take(3).map(|life| life.report.tracking).collect();
        expected.sort();
        assert_eq!(numbers, expected);
        let rules = town.app.rules();
        let only = Asked { only_supervisory: true, ..Asked::default() };
        let page = inbox::read(&town.app, &rules.directory.officers[&kit::INSPECTOR], &only).await;
        let found: Vec<_> = page.unwrap().unwrap().lines.into_iter().map(|line| line.tracking).collect();
        assert_eq!(found, [declared.report.tracking]);
        assert!(inbox::read(&town.app, &rules.directory.officers[&kit::AUDITOR], &only).await.unwrap().is_none());
    }

    /// Section 5: the desk and the overseer know that it is there, and no more; a filter tells no more either.
    async fn the_desk_knows_of_what_is_declared_and_no_more(store: Store) {
        let life = declared_at_the_desk();
        let plain = Life::received_at_desk();
        let town = Town::with(store, &[life.clone(), plain.clone()], kit::directory(), 1).await;
        let rules = town.app.rules();
        let desk = &rules.directory.officers[&kit::DESK_OFFICER];
        let read = async |asked: Asked| inbox::read(&town.app, desk, &asked).await.unwrap().unwrap().lines;
        let lines = read(Asked::default()).await;
        let line = |life: &Life| lines.iter().find(|line| line.tracking == life.report.tracking).unwrap();
        assert!(line(&life).title.is_none() && line(&life).details.is_none());
        assert!(line(&plain).details.is_some());
        let by_channel = read(Asked { channel: Some(life.report.channel), ..Asked::default() }).await;
        assert_eq!(by_channel.len(), 1);
        assert_eq!(by_channel.first().unwrap().tracking, plain.report.tracking);
        assert_eq!(read(Asked { only_supervisory: true, ..Asked::default() }).await.len(), 1);
    }
}
