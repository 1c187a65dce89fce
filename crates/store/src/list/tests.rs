#![expect(clippy::unwrap_used, reason = "tests")]

mod seats;

use std::collections::BTreeSet;

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{CategoryId, ReportId, UnitId};
use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{answer, propose, verify, verify_supervisory};
use lapor_domain::testkit::{
    CITY, COORDINATOR, FIELD_OFFICER, HEALTH, INSPECTORATE, Life, POTHOLES, PROVINCE, ROADS,
    ROADS_HEAD, ROADS_OFFICER_TWO, WATER,
};
use lapor_domain::words::{Addressee, Channel, Figure, Outcome, Priority, StateCode};

use super::*;
use crate::testing::on_sqlite;
use crate::tests::lives::{Exec, Say, day, live, word};
use crate::{FromRow, Query, Row, Store, StoreError, Tx};

struct Inbox(InboxFilter, Timestamp);

impl Query for Inbox {
    type Output = Page;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        inbox(tx, &self.0, self.1).await
    }
}

struct Public(PublicFilter, Timestamp);

impl Query for Public {
    type Output = Page;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Page, StoreError> {
        public_list(tx, &self.0, self.1).await
    }
}

struct Due(Timestamp);
impl Query for Due {
    type Output = Vec<ReportId>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        timers_due(tx, self.0, 10).await
    }
}

fn ids(page: &Page) -> Vec<ReportId> {
    page.lines.iter().map(|line| line.id).collect()
}

async fn ask(store: &Store, filter: InboxFilter) -> Vec<ReportId> {
    ids(&store.read(Inbox(filter, day(4))).await.unwrap())
}

fn city() -> InboxFilter {
    InboxFilter::of(CITY)
}

fn viewed(view: View) -> InboxFilter {
    InboxFilter { view, ..city() }
}

/// Walks all pages of two lines.
async fn walk(store: &Store, mut filter: InboxFilter) -> Vec<ReportId> {
    filter.limit = 2;
    let mut all = Vec::new();
    loop {
        let page = store.read(Inbox(filter.clone(), day(4))).await.unwrap();
        all.extend(ids(&page));
        match page.next {
            Some(next) => filter.after = Some(next.to_string().parse().unwrap()),
            None => return all,
        }
    }
}

crate::both_engines! {
    async fn every_view_shows_its_reports(store: Store) {
        let fresh = Life::received();
        let handled = Life::received().as_coordinator(verify(ROADS));
        let proposed = Life::received().as_coordinator(verify(WATER));
        let soon = proposed.day(3);
        let proposed = proposed
            .wait_days(1)
            .as_officer(lapor_domain::testkit::WATER_OFFICER, answer(soon))
            .as_officer(lapor_domain::testkit::WATER_OFFICER, propose(Outcome::Done));
        let closed = {
            let life = Life::received().as_coordinator(verify(ROADS));
            let soon = life.day(3);
            life.wait_days(1).as_unit(answer(soon)).as_unit(propose(Outcome::Done)).wait_days(30).tick()
        };
        let about_an_official = Life::received().as_coordinator(verify_supervisory(INSPECTORATE));
        let about_the_head = Life::received_with(|receipt| receipt.excluded = vec![ROADS_HEAD]);
        let lives = [&fresh, &handled, &proposed, &closed, &about_an_official, &about_the_head].map(Clone::clone);
        live(&store, &lives).await;
        let [fresh, handled, proposed, closed, official, head] = lives.map(|life| life.report.id);

        let sorted = |mut ids: Vec<ReportId>| { ids.sort(); ids };
        assert_eq!(sorted(ask(&store, city()).await), sorted(vec![fresh, handled, proposed, head]));
        assert_eq!(sorted(ask(&store, viewed(View::Unverified)).await), sorted(vec![fresh, head]));
        assert_eq!(sorted(ask(&store, viewed(View::Overdue)).await), sorted(vec![fresh, handled, head]), "to verify within three days, to accept within two");
        assert_eq!(ask(&store, viewed(View::AwaitingReporter)).await, [proposed]);
        assert_eq!(ask(&store, viewed(View::Closed)).await, [closed]);
        assert_eq!(ask(&store, viewed(View::Archived)).await, []);
        assert_eq!(ask(&store, viewed(View::All)).await.len(), 5);
        let only = InboxFilter { supervisory: Supervisory::Only, ..city() };
        assert_eq!(ask(&store, only).await, [official]);
        let with = InboxFilter { supervisory: Supervisory::Include, ..city() };
        assert_eq!(ask(&store, with).await.len(), 5);
        let unit = InboxFilter { leads: Some(vec![ROADS, WATER]), ..city() };
        assert_eq!(sorted(ask(&store, unit.clone()).await), sorted(vec![handled, proposed]));
        assert_eq!(ask(&store, InboxFilter { leads: Some(Vec::new()), ..city() }).await, []);
        let many = (0..100).map(|n| UnitId(uuid::Uuid::from_u128(n))).collect();
        assert_eq!(sorted(ask(&store, InboxFilter { leads: Some(many), ..city() }).await), sorted(vec![handled, proposed]));
        let viewer = InboxFilter { excluded: Some(ROADS_HEAD), view: View::Unverified, ..city() };
        assert_eq!(ask(&store, viewer).await, [fresh]);
        assert_eq!(ask(&store, InboxFilter { holder: PROVINCE, ..city() }).await, []);
        assert_eq!(ask(&store, InboxFilter { state: Some(StateCode::Assigned), ..city() }).await, [handled]);
        let danger = InboxFilter { priority: Some(Priority::Danger), ..city() };
        assert_eq!(ask(&store, danger).await, []);
        let overdue = store.read(Inbox(viewed(View::Overdue), day(4))).await.unwrap();
        assert!(overdue.lines.iter().all(|line| line.is_overdue && line.due_at.is_some()));
    }

    async fn a_field_officer_has_what_was_given_in_person_and_a_unit_what_has_a_lead(store: Store) {
        let give = |person| Command::SubDispose { unit: ROADS, person };
        let waiting = Life::received();
        let led = Life::received().as_coordinator(verify(ROADS));
        let mine = Life::received().as_coordinator(verify(ROADS)).as_unit(give(Some(FIELD_OFFICER)));
        let another = Life::received().as_coordinator(verify(ROADS)).as_unit(give(Some(ROADS_OFFICER_TWO)));
        let no_more = Life::received().as_coordinator(verify(ROADS)).as_unit(give(Some(FIELD_OFFICER))).as_unit(give(None));
        let lives = [waiting, led, mine, another, no_more];
        live(&store, &lives).await;
        let [_, led, mine, another, no_more] = lives.map(|life| life.report.id);
        for order in [Order::Due, Order::Received] {
            let person = InboxFilter { person: Some(FIELD_OFFICER), order, ..city() };
            assert_eq!(ask(&store, person.clone()).await, [mine]);
            assert_eq!(ask(&store, InboxFilter { leads: Some(vec![WATER]), ..person }).await, []);
            let mut found = ask(&store, InboxFilter { only_led: true, order, ..city() }).await;
            found.sort();
            let mut all = vec![led, mine, another, no_more];
            all.sort();
            assert_eq!(found, all);
        }
    }

    async fn pages_meet_without_gap_or_overlap(store: Store) {
        let mut lives: Vec<Life> = (0..5).map(|_| Life::received()).collect();
        lives.extend((0..5).map(|_| Life::received().as_coordinator(verify(ROADS))));
        lives.extend((0..4).map(|_| Life::received().as_coordinator(verify(HEALTH))));
        live(&store, &lives).await;
        let all: BTreeSet<ReportId> = lives.iter().map(|life| life.report.id).collect();
        for order in [Order::Due, Order::Received] {
            let walked = walk(&store, InboxFilter { order, ..city() }).await;
            assert_eq!(walked.len(), 14);
            assert_eq!(walked.iter().copied().collect::<BTreeSet<_>>(), all);
            let leads = Some(vec![ROADS, HEALTH]);
            let walked = walk(&store, InboxFilter { leads, order, ..city() }).await;
            assert_eq!(walked.len(), 9);
            assert_eq!(walked.iter().collect::<BTreeSet<_>>().len(), 9);
        }
        let page = store.read(Inbox(InboxFilter { limit: 14, ..city() }, day(4))).await.unwrap();
        assert_eq!((page.lines.len(), page.next), (14, None));
    }

    async fn a_region_includes_what_is_below_it(store: Store) {
        let at = |region: &'static str| Life::received_with(move |r| r.region = Some(region.to_owned()));
        let lives = ["62.71", "62.71.01", "62.71.01.1001", "62.71.01.1002", "62.71.02.1001", "62.710"].map(at);
        live(&store, &lives).await;
        store.run(Exec("INSERT INTO region (code, name) VALUES ('62.71.01.1001', 'a'), ('62.71.01.1002', 'b')", vec![])).await.unwrap();
        for (region, found) in [("62", 6), ("62.71", 5), ("62.71.01", 3), ("62.71.01.1002", 1), ("62.72", 0)] {
            for view in [View::Open, View::All] {
                let filter = InboxFilter { region: Some(region.to_owned()), view, ..city() };
                assert_eq!(ask(&store, filter).await.len(), found, "{region} {view:?}");
            }
        }
    }

    async fn lines_are_named_by_their_newest_title(store: Store) {
        let titled = Life::received().as_coordinator(verify(ROADS));
        let untitled = Life::received();
        live(&store, &[titled.clone(), untitled.clone()]).await;
        for (life, kind, text) in [
            (&titled, ContentKind::TitleFinal, "Judul baru"),
            (&titled, ContentKind::TitleOriginal, "Judul lama"),
            (&titled, ContentKind::TextFinal, "Isi"),
            (&untitled, ContentKind::TextOriginal, "Isi saja"),
        ] {
            store.run(Say(life.report.id, word(life, kind), text)).await.unwrap();
        }
        let page = store.read(Inbox(city(), day(1))).await.unwrap();
        let words = |life: &Life| &page.lines.iter().find(|line| line.id == life.report.id).unwrap().words;
        assert!(words(&titled).title_final.is_some() && words(&titled).title_original.is_some());
        assert!(words(&titled).text_final.is_none(), "texts are read only where there is no title");
        assert!(words(&untitled).title_final.is_none() && words(&untitled).text_original.is_some());
    }

    async fn the_public_list_holds_only_what_was_released(store: Store) {
        let released = Life::received().as_coordinator(verify(ROADS));
        let hidden = Life::received();
        let official = Life::received().as_coordinator(verify_supervisory(INSPECTORATE));
        live(&store, &[released.clone(), hidden, official]).await;
        let filters = [
            PublicFilter::default(),
            PublicFilter { holder: Some(CITY), ..PublicFilter::default() },
            PublicFilter { year: Some(2026), ..PublicFilter::default() },
            PublicFilter { categories: vec![CategoryId(uuid::Uuid::from_u128(77)), POTHOLES], ..PublicFilter::default() },
            PublicFilter { categories: vec![POTHOLES], figure: Some(Figure::NotFollowedUp), ..PublicFilter::default() },
        ];
        for filter in filters {
            assert_eq!(ids(&store.read(Public(filter, day(1))).await.unwrap()), [released.report.id]);
        }
        let none = [
            PublicFilter { holder: Some(PROVINCE), ..PublicFilter::default() },
            PublicFilter { year: Some(2025), ..PublicFilter::default() },
            PublicFilter { figure: Some(Figure::Handled), ..PublicFilter::default() },
            PublicFilter { categories: vec![CategoryId(uuid::Uuid::from_u128(77))], ..PublicFilter::default() },
        ];
        for filter in none {
            assert!(store.read(Public(filter, day(1))).await.unwrap().lines.is_empty());
        }
    }

    async fn timers_are_given_when_they_are_due(store: Store) {
        let life = Life::received();
        live(&store, std::slice::from_ref(&life)).await;
        let due = life.next_timer().unwrap();
        assert_eq!(store.read(Due(due)).await.unwrap(), [life.report.id]);
        let before = due - jiff::SignedDuration::from_micros(1);
        assert_eq!(store.read(Due(before)).await.unwrap(), []);
    }
}

/// The plan of a statement, line by line.
struct Detail(String);

impl FromRow for Detail {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get(3)?))
    }
}

enum Explain {
    Inbox(InboxFilter),
    Public(PublicFilter),
}

impl Query for Explain {
    type Output = String;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<String, StoreError> {
        let plan = match self {
            Self::Inbox(filter) => inbox::plan(tx, filter, day(4)).await?.0,
            Self::Public(filter) => public::plan(filter, day(4)).0,
        };
        let sql = plan.sql(tx.engine());
        let text = format!("EXPLAIN QUERY PLAN {}", sql.text);
        let details = tx.rows_dyn::<Detail>(&text, &sql.params).await?;
        let details: Vec<String> = details.into_iter().map(|detail| detail.0).collect();
        Ok(details.join("\n"))
    }
}

#[test]
fn every_list_is_led_by_its_index_and_never_sorted() {
    on_sqlite(|store: Store| async move {
        let state = Some(StateCode::InProgress);
        let categories = vec![POTHOLES];
        let after = Some(Cursor {
            at: 5,
            id: uuid::Uuid::from_u128(7),
        });
        let all = viewed(View::All);
        let asked = [
            (city(), "report_due (holder_id=?)"),
            (
                InboxFilter { after, ..city() },
                "report_due (holder_id=? AND (due_at,id)>(?,?))",
            ),
            (
                viewed(View::Overdue),
                "report_due (holder_id=? AND due_at<?)",
            ),
            (
                viewed(View::Unverified),
                "report_state_due (holder_id=? AND state=?)",
            ),
            (
                InboxFilter {
                    categories: categories.clone(),
                    ..viewed(View::Unverified)
                },
                "report_due (holder_id=?)",
            ),
            (
                InboxFilter {
                    categories: categories.clone(),
                    excluded: Some(ROADS_HEAD),
                    ..city()
                },
                "report_due",
            ),
            (
                InboxFilter {
                    leads: Some(vec![ROADS]),
                    after,
                    ..city()
                },
                "report_lead_due (holder_id=? AND lead_id=? AND (due_at,id)>(?,?))",
            ),
            (
                InboxFilter {
                    person: Some(FIELD_OFFICER),
                    ..city()
                },
                "report_person_due (holder_id=? AND person_id=?)",
            ),
            (
                InboxFilter {
                    person: Some(FIELD_OFFICER),
                    after,
                    ..all.clone()
                },
                "report_person (holder_id=? AND person_id=? AND (received_at,id)<(?,?))",
            ),
            (
                InboxFilter {
                    told: &[Addressee::Leader],
                    after,
                    ..viewed(View::Told)
                },
                "report_told (holder_id=? AND (due_at,id)>(?,?))",
            ),
            (
                InboxFilter {
                    supports: Some(vec![ROADS, WATER]),
                    not_led: vec![HEALTH],
                    after,
                    ..city()
                },
                "report_support_due (holder_id=? AND (due_at,report_id)>(?,?))",
            ),
            (
                InboxFilter {
                    supports: Some(vec![ROADS, WATER]),
                    ..all.clone()
                },
                "report_support_received (holder_id=?",
            ),
            (
                InboxFilter {
                    past: Some(seats::past(&[COORDINATOR])),
                    after,
                    ..city()
                },
                "report_barred_due ((due_at,id)>(?,?))",
            ),
            (all.clone(), "report_received (holder_id=?)"),
            (
                InboxFilter {
                    after,
                    ..all.clone()
                },
                "report_received (holder_id=? AND (received_at,id)<(?,?))",
            ),
            (
                InboxFilter {
                    categories: categories.clone(),
                    ..all.clone()
                },
                "report_category (holder_id=? AND category_id=?)",
            ),
            (
                InboxFilter {
                    leads: Some(vec![ROADS]),
                    ..all.clone()
                },
                "report_lead (holder_id=? AND lead_id=?)",
            ),
            (
                InboxFilter {
                    state,
                    ..all.clone()
                },
                "report_state (holder_id=? AND state=?)",
            ),
            (
                viewed(View::Closed),
                "report_state (holder_id=? AND state=?)",
            ),
            (
                InboxFilter {
                    region: Some("62.71.01.1001".to_owned()),
                    ..all.clone()
                },
                "report_region (holder_id=? AND region=?)",
            ),
            (
                InboxFilter {
                    channel: Some(Channel::Sms),
                    ..all.clone()
                },
                "report_received (holder_id=? AND received_at>?)",
            ),
        ];
        for (filter, led_by) in asked {
            let plan = store.read(Explain::Inbox(filter.clone())).await.unwrap();
            assert!(plan.contains(led_by), "{filter:?}: {plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("SCAN"),
                "{filter:?}: {plan}"
            );
        }
        // The open list with a rare filter reads no rows of the table before the filter passed.
        let public = [
            (PublicFilter::default(), "report_public_all"),
            (
                PublicFilter {
                    categories: categories.clone(),
                    year: Some(2025),
                    ..PublicFilter::default()
                },
                "report_public_all (received_at>? AND received_at<?)",
            ),
            (
                PublicFilter {
                    holder: Some(CITY),
                    after,
                    ..PublicFilter::default()
                },
                "report_public (holder_id=? AND (received_at,id)<(?,?))",
            ),
        ];
        for (filter, led_by) in public {
            let plan = store.read(Explain::Public(filter.clone())).await.unwrap();
            assert!(
                plan.contains(led_by) && !plan.contains("TEMP B-TREE"),
                "{filter:?}: {plan}"
            );
        }
        // Several units: one bounded look each, then a short sort of what they gave.
        let units = InboxFilter {
            leads: Some(vec![ROADS, WATER, HEALTH]),
            ..city()
        };
        let plan = store.read(Explain::Inbox(units)).await.unwrap();
        assert_eq!(
            plan.matches("report_lead_due (holder_id=? AND lead_id=?)")
                .count(),
            3,
            "{plan}"
        );
    });
}

#[test]
fn a_damaged_cursor_is_refused() {
    let cursor = Cursor {
        at: i64::MAX,
        id: uuid::Uuid::from_u128(3),
    };
    assert_eq!(cursor.to_string().parse(), Ok(cursor));
    for text in [
        "",
        "-",
        "x-1",
        "5-",
        "5-zz",
        "99999999999999999999-00000000000000000000000000000000",
    ] {
        assert_eq!(text.parse::<Cursor>(), Err(BadCursor), "{text}");
    }
}
