//! What must be acted on though it is closed, what was told, what others help with, and several lists as one.

use lapor_domain::ids::OfficerId;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::testkit::commands::{archive, dispute, object, transfer_outside};
use lapor_domain::testkit::{COORDINATOR_TWO, ROADS_OFFICER, WATER_OFFICER, content};
use lapor_domain::words::ArchiveReason;

use super::*;

struct Inboxes(Vec<InboxFilter>, Timestamp);

impl Query for Inboxes {
    type Output = Page;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        inboxes(tx, &self.0, self.1).await
    }
}

/// What comes to another office where all of these are barred from the step that is due.
pub(super) fn past(officers: &[OfficerId]) -> Vec<Past> {
    vec![Past {
        holder: CITY,
        officers: officers.to_vec(),
        excluded: false,
        states: &[StateCode::Review, StateCode::Archived],
        verified: false,
    }]
}

fn sorted(mut ids: Vec<ReportId>) -> Vec<ReportId> {
    ids.sort();
    ids
}

fn assigned() -> Life {
    Life::received().as_coordinator(verify(ROADS))
}

fn answered() -> Life {
    let life = assigned();
    let soon = life.day(3);
    life.as_unit(answer(soon))
}

fn help(unit: UnitId, days: u16) -> Command {
    Command::AddSupport {
        unit,
        days,
        task: None,
    }
}

crate::both_engines! {
    async fn objections_and_unacknowledged_transfers_must_be_acted_on(store: Store) {
        let archived = Life::received().as_coordinator(archive(ArchiveReason::Unclear));
        let objected = archived.clone().as_reporter(object());
        let archived = Life::received().as_coordinator(archive(ArchiveReason::Unclear));
        let rejected = Life::received()
            .as_coordinator(archive(ArchiveReason::Unclear))
            .as_reporter(object())
            .as_officer(COORDINATOR_TWO, Command::RejectObjection { reasons: content(ContentKind::OfficerMessage) });
        let away = assigned().as_coordinator(transfer_outside());
        let known = assigned().as_coordinator(transfer_outside()).as_coordinator(Command::Acknowledge { note: None });
        let disputed = answered().as_unit(propose(Outcome::Done)).as_reporter(dispute());
        let lives = [archived, objected, rejected, away, known, disputed];
        live(&store, &lives).await;
        let [archived, objected, rejected, away, known, disputed] = lives.map(|life| life.report.id);
        assert_eq!(sorted(ask(&store, city()).await), sorted(vec![objected, away, disputed]));
        for order in [Order::Due, Order::Received] {
            let review = InboxFilter { order, ..viewed(View::Review) };
            assert_eq!(sorted(ask(&store, review).await), sorted(vec![objected, disputed]));
        }
        let ended = sorted(vec![archived, objected, rejected, away, known]);
        assert_eq!(sorted(ask(&store, viewed(View::Archived)).await), ended);
        let late = store.read(Inbox(viewed(View::Overdue), day(30))).await.unwrap();
        assert_eq!(sorted(ids(&late)), sorted(vec![objected, away, disputed]), "within five working days");
        assert!(late.lines.iter().all(|line| line.is_overdue && line.needs_action));
    }

    async fn what_was_told_is_listed_for_whom_it_was_told_to(store: Store) {
        let warned = answered().wait_days(21).tick();
        let late = answered().wait_days(24).tick();
        let latest = answered().wait_days(40).tick();
        let elsewhere = Life::received().as_coordinator(verify(WATER)).wait_days(60).tick();
        live(&store, &[warned, late.clone(), latest.clone(), elsewhere.clone()]).await;
        let [late, latest, elsewhere] = [late, latest, elsewhere].map(|life| life.report.id);
        let told = |told, leads| InboxFilter { leads, told, ..viewed(View::Told) };
        let head = &[Addressee::UnitHead, Addressee::Leader];
        assert_eq!(sorted(ask(&store, told(head, Some(vec![ROADS]))).await), sorted(vec![late, latest]));
        assert_eq!(sorted(ask(&store, told(&[Addressee::Leader], None)).await), sorted(vec![latest, elsewhere]));
        assert_eq!(sorted(ask(&store, told(&[Addressee::Overseer], None)).await), sorted(vec![latest, elsewhere]));
        assert_eq!(ask(&store, told(&[], None)).await, []);
        let page = store.read(Inbox(viewed(View::Open), day(41))).await.unwrap();
        let line = page.lines.iter().find(|line| line.id == late).unwrap();
        assert_eq!(line.told, [Addressee::UnitHead]);
    }

    async fn a_unit_that_helps_has_it_once_by_its_own_date(store: Store) {
        let helped = assigned().as_coordinator(help(WATER, 3)).as_coordinator(help(HEALTH, 1));
        let done = assigned().as_coordinator(help(WATER, 2)).as_officer(WATER_OFFICER, Command::SupportNote {
            note: content(ContentKind::InternalNote),
            end: Some(SupportEnd::Finished),
        });
        let moved = assigned().as_coordinator(help(WATER, 2)).as_coordinator(lapor_domain::testkit::commands::redirect(WATER));
        live(&store, &[helped.clone(), done.clone(), moved, assigned()]).await;
        let [helped_id, done] = [helped.report.id, done.report.id];
        let filter = |units: &[UnitId], view| InboxFilter { supports: Some(units.to_vec()), view, ..city() };
        assert_eq!(ask(&store, filter(&[WATER], View::Open)).await, [helped_id]);
        assert_eq!(ask(&store, filter(&[ROADS], View::Open)).await, [], "leads it");
        assert_eq!(sorted(ask(&store, filter(&[WATER, HEALTH], View::All)).await), sorted(vec![helped_id, done]));
        let page = store.read(Inbox(filter(&[WATER, HEALTH], View::Open), day(1))).await.unwrap();
        let dues: Vec<_> = helped.report.state.handling().unwrap().supports.iter().map(|one| one.due).collect();
        assert_eq!(page.lines.len(), 1, "once, though two of the units help");
        assert_eq!(page.lines.first().unwrap().due_at, dues.into_iter().flatten().min());
        assert!(page.lines.first().unwrap().is_task);
        let without = InboxFilter { not_led: vec![ROADS], ..filter(&[WATER], View::Open) };
        assert_eq!(ask(&store, without).await, []);
        let overdue = store.read(Inbox(filter(&[HEALTH], View::Overdue), day(5))).await.unwrap();
        assert_eq!(ids(&overdue), [helped_id], "their own part is late, the report is not");
    }

    async fn what_all_of_these_may_not_decide_comes_past_them(store: Store) {
        let review = |life: Life| life.as_reporter(dispute());
        let by_unit = review(answered().as_unit(propose(Outcome::Done)));
        let by_coordinator = review(answered().as_coordinator(propose(Outcome::Done)));
        let objected = Life::received().as_coordinator(archive(ArchiveReason::Unclear)).as_reporter(object());
        let about = Life::received_with(|receipt| receipt.excluded = vec![COORDINATOR, COORDINATOR_TWO]);
        let lives = [by_unit, by_coordinator, objected, about];
        live(&store, &lives).await;
        let [by_unit, by_coordinator, objected, about] = lives.map(|life| life.report.id);
        let past = |past| InboxFilter { past: Some(past), ..city() };
        assert_eq!(sorted(ask(&store, past(super::seats::past(&[COORDINATOR]))).await), sorted(vec![by_coordinator, objected]));
        assert_eq!(ask(&store, past(super::seats::past(&[COORDINATOR, COORDINATOR_TWO]))).await, []);
        assert_eq!(ask(&store, past(super::seats::past(&[ROADS_OFFICER]))).await, [by_unit]);
        let excluded = |officers: &[OfficerId]| vec![Past {
            holder: CITY, officers: officers.to_vec(), excluded: true, states: &[], verified: false,
        }];
        assert_eq!(ask(&store, past(excluded(&[COORDINATOR, COORDINATOR_TWO]))).await, [about]);
        assert_eq!(ask(&store, past(excluded(&[]))).await, [about], "where nobody would decide, what is about somebody");
        assert_eq!(ask(&store, past(vec![])).await, []);
    }

    async fn several_lists_are_one_without_gap_or_overlap(store: Store) {
        let mut lives: Vec<Life> = (0..6).map(|_| assigned()).collect();
        lives.extend((0..5).map(|n| Life::received().as_coordinator(verify(WATER)).as_coordinator(help(HEALTH, n + 1))));
        lives.push(Life::received());
        live(&store, &lives).await;
        for order in [Order::Due, Order::Received] {
            let list = |leads: Option<Vec<UnitId>>, supports| InboxFilter { leads, supports, order, limit: 2, ..city() };
            let mut filters = vec![
                list(Some(vec![ROADS]), None),
                list(Some(vec![ROADS, HEALTH]), None),
                list(None, Some(vec![HEALTH])),
            ];
            let mut all = Vec::new();
            loop {
                let page = store.read(Inboxes(filters.clone(), day(4))).await.unwrap();
                assert!(page.lines.len() <= 2);
                all.extend(page.lines.iter().map(|line| (line.due_at, line.received_at, line.id)));
                let Some(next) = page.next else { break };
                for filter in &mut filters {
                    filter.after = Some(next);
                }
            }
            assert_eq!(all.len(), 11);
            assert_eq!(all.iter().map(|line| line.2).collect::<BTreeSet<_>>().len(), 11);
            match order {
                Order::Due => assert!(all.is_sorted_by_key(|line| line.0)),
                Order::Received => assert!(all.is_sorted_by_key(|line| std::cmp::Reverse(line.1))),
            }
        }
        assert!(store.read(Inboxes(vec![], day(4))).await.unwrap().lines.is_empty());
    }
}
