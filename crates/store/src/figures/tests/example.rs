//! Cases whose figures are known by hand.

use jiff::Timestamp;
use jiff::civil::date;
use lapor_domain::figures::{CATALOGUE, Cohort};
use lapor_domain::report::command::Command;
use lapor_domain::sp4n::ImportedState;
use lapor_domain::testkit::{self, CITY, Life, PROVINCE, ROADS, START, commands as c};
use lapor_domain::words::Outcome;

use super::world::{imported, merge, received, rules, unmerge, write};
use crate::Store;
use crate::figures::{
    Answer, Ask, AskError, CohortQuery, Dimension, Filter, GatherQuery, Scope, Sight, csv, json,
    table,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn of_city(as_of: &str) -> Ask {
    Ask {
        scope: Scope::Body(CITY),
        sight: Sight::WHOLE,
        from: date(2025, 1, 1),
        to: date(2026, 12, 31),
        as_of: Some(at(as_of)),
        by: None,
        now: at("2027-01-01T00:00:00Z"),
    }
}

async fn ask(store: &Store, ask: Ask) -> Answer {
    let query = CohortQuery::new(rules(), ask).unwrap();
    store.read(query).await.unwrap()
}

async fn total(store: &Store, asked: Ask) -> Cohort {
    let answer = ask(store, asked).await;
    assert!(answer.total.adds_up());
    answer.total
}

fn only(of: impl Fn(&mut Cohort)) -> Cohort {
    let mut cohort = Cohort {
        received: 1,
        ..Cohort::default()
    };
    of(&mut cohort);
    cohort
}

crate::both_engines! {
    async fn silence_over_the_end_of_the_year(store: Store) {
        let life = received(testkit::receipt(CITY), at("2025-12-01T10:00:00+07:00"))
            .at(at("2025-12-02T09:00:00+07:00"))
            .as_coordinator(c::verify(ROADS))
            .at(at("2025-12-16T09:30:00+07:00"))
            .as_unit(c::propose(Outcome::Done))
            .at(at("2026-01-03T00:00:00+07:00"))
            .tick();
        write(&store, &rules(), &[life]).await;
        let in_process = only(|cohort| cohort.in_process = 1);
        assert_eq!(total(&store, of_city("2026-01-01T00:00:00+07:00")).await, in_process);
        assert_eq!(total(&store, of_city("2026-01-03T00:00:00+07:00")).await, in_process);
        let after = ask(&store, of_city("2026-01-03T00:00:00.000001+07:00")).await;
        assert_eq!(after.total, only(|cohort| cohort.handled = 1));
        assert_eq!(after.subs.closed_by_system, 1);
        assert_eq!(after.subs.outcome(Outcome::Done), 1);
        let unit = Ask { scope: Scope::Unit(ROADS), ..after.ask };
        assert_eq!(total(&store, unit).await.handled, 1);
    }

    async fn handed_to_another_body_it_is_counted_once(store: Store) {
        let life = Life::received()
            .as_coordinator(c::verify(ROADS))
            .wait_days(1)
            .as_coordinator(c::transfer_within(PROVINCE));
        let then = life.now;
        write(&store, &rules(), &[life]).await;
        let later = then + jiff::SignedDuration::from_micros(1);
        let of = |scope, as_of| Ask { scope, as_of: Some(as_of), ..of_city("2026-01-01T00:00:00Z") };
        assert_eq!(total(&store, of(Scope::Body(CITY), then)).await, only(|cohort| cohort.not_followed_up = 1));
        assert_eq!(total(&store, of(Scope::Body(PROVINCE), then)).await, Cohort::default());
        assert_eq!(total(&store, of(Scope::Body(CITY), later)).await, only(|cohort| cohort.transferred = 1));
        assert_eq!(total(&store, of(Scope::Body(PROVINCE), later)).await, only(|cohort| cohort.not_verified = 1));
        assert_eq!(total(&store, of(Scope::Installation, later)).await, only(|cohort| cohort.not_verified = 1));
        assert_eq!(total(&store, of(Scope::Unit(ROADS), later)).await, Cohort::default());
    }

    async fn a_merged_report_is_what_its_root_is(store: Store) {
        let mut lives = vec![Life::received(), Life::received()];
        for life in &mut lives {
            *life = life.clone().as_coordinator(c::verify(ROADS));
        }
        let merged_at = START + jiff::SignedDuration::from_hours(24);
        assert!(merge(&mut lives, 1, 0, merged_at));
        let soon = lives[0].day(3);
        lives[0] = lives[0].clone().wait_days(1).as_unit(c::answer(soon));
        let unmerged_at = lives[0].now + jiff::SignedDuration::from_hours(24);
        let answered_at = lives[0].now;
        assert!(unmerge(&mut lives, 1, unmerged_at));
        lives[0] = lives[0].clone().as_unit(c::propose(Outcome::Done)).as_reporter(Command::Confirm);
        write(&store, &rules(), &lives).await;
        let just_after = |at: Timestamp| Ask {
            as_of: Some(at + jiff::SignedDuration::from_micros(1)),
            by: Some(Dimension::Unit),
            ..of_city("2026-01-01T00:00:00Z")
        };
        let merged = ask(&store, just_after(merged_at)).await;
        assert_eq!((merged.total.not_followed_up, merged.subs.merged, merged.cases), (2, 1, 1));
        assert_eq!((merged.rows.len(), merged.rows[0].cases), (1, 1));
        let answered = ask(&store, just_after(answered_at)).await;
        assert_eq!((answered.total.in_process, answered.cases), (2, 1));
        let apart = ask(&store, just_after(unmerged_at)).await;
        assert_eq!((apart.total.handled, apart.total.in_process, apart.cases), (1, 1, 2));
    }

    async fn what_is_supervisory_now_never_was_there(store: Store) {
        let ordinary = received(testkit::receipt(CITY), at("2026-03-02T08:00:00+07:00"));
        let reclassified = received(testkit::receipt(CITY), at("2026-03-02T09:00:00+07:00"))
            .at(at("2026-03-04T09:00:00+07:00"))
            .as_coordinator(c::verify(ROADS))
            .at(at("2026-03-06T09:00:00+07:00"))
            .as_coordinator(c::reclassify(true));
        write(&store, &rules(), &[ordinary, reclassified]).await;
        let seen = async |as_of: &str, supervisory: bool| {
            let sight = Sight { supervisory, officer: None };
            let asked = Ask { sight, by: Some(Dimension::Type), ..of_city(as_of) };
            let query = GatherQuery::new(rules(), asked, Filter::default(), CATALOGUE.iter().map(|it| it.reading).collect()).unwrap();
            let gathered = store.read(query).await.unwrap().total.counted;
            let all = total(&store, asked).await.received;
            (all, gathered.stock.open, gathered.flow.of(&["verified"]))
        };
        for (day, verified) in [("2026-03-03", 0), ("2026-03-05", 1), ("2026-03-07", 1)] {
            let as_of = format!("{day}T00:00:00+07:00");
            assert_eq!(seen(&as_of, false).await, (1, 1, 0), "{day}");
            assert_eq!(seen(&as_of, true).await, (2, 2, verified), "{day}");
        }
    }

    async fn an_import_is_known_from_its_import_on(store: Store) {
        let unknown = ImportedState::Unknown { raw: "entah".to_owned() };
        let life = imported(unknown, START, 400, None);
        write(&store, &rules(), &[life]).await;
        let asked = |as_of| Ask { as_of: Some(as_of), from: date(2024, 1, 1), ..of_city("2026-01-01T00:00:00Z") };
        let before = ask(&store, asked(START)).await;
        assert_eq!((before.total.received, before.recorded_later), (0, 1));
        let after = Ask { by: Some(Dimension::Type), ..asked(START + jiff::SignedDuration::from_micros(1)) };
        let after = ask(&store, after).await;
        assert_eq!(after.total, only(|cohort| cohort.not_verified = 1));
        assert_eq!((after.subs.status_unknown, after.recorded_later), (1, 0));
        assert_eq!(after.rows[0].key.as_deref(), Some("unknown"));
        assert_eq!(after.rows[0].label, "Tidak diketahui");
        assert_rendered(&after);
    }
}

fn assert_rendered(answer: &Answer) {
    let shown = json(answer, None);
    let keys = "received handled in_process not_followed_up not_verified on_hold archived transferred as_of \
                recorded_later position definitions cases closed_by_reporter outcomes withdrawn expired merged joined \
                reopened_once status_unknown completion";
    for key in keys.split_whitespace() {
        assert!(shown.get(key).is_some(), "{key} is lacking");
        let needs_words = !key.starts_with("definitions");
        assert!(
            !needs_words || shown["definitions"][key].is_string(),
            "{key} is not explained"
        );
    }
    assert_eq!(shown["as_of"], "2026-02-02T09:00:00.000001+07:00");
    let again: Timestamp = shown["as_of"].as_str().unwrap().parse().unwrap();
    assert_eq!(again, answer.as_of);
    assert_eq!(shown["completion"]["percent"], 0.0);
    let lines = csv(answer, None);
    let rows: Vec<Vec<&str>> = lines
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{lines}");
    let cells = |row: usize| rows[row][..19].join(",");
    assert_eq!(
        [cells(0), cells(1), cells(2)],
        [
            "key,label,received,handled,in_process,not_followed_up,not_verified,on_hold,archived,transferred,cases,unreleased,from,to,as_of,recorded_later,position,completion_part,completion_whole",
            "unknown,Tidak diketahui,1,0,0,0,1,0,0,0,1,1,2024-01-01,2026-12-31,2026-02-02T09:00:00.000001+07:00,,0,0,1",
            "total,Jumlah,1,0,0,0,1,0,0,0,1,1,2024-01-01,2026-12-31,2026-02-02T09:00:00.000001+07:00,0,0,0,1",
        ]
    );
    assert!(table(answer, None).contains("Belum diverifikasi"));
}

#[test]
fn what_cannot_be_asked_says_what_can() {
    let rules = rules();
    let good = of_city("2026-01-01T00:00:00Z");
    assert_eq!(good.check(&rules), Ok(()));
    let reversed = Ask {
        to: date(2024, 1, 1),
        ..good
    };
    assert!(
        reversed
            .check(&rules)
            .unwrap_err()
            .to_string()
            .contains("tukar")
    );
    let future = Ask {
        as_of: Some(at("2027-01-01T00:00:01Z")),
        ..good
    };
    assert!(matches!(future.check(&rules), Err(AskError::Future { .. })));
    let absurd = Ask {
        from: date(1, 1, 1),
        ..good
    };
    assert!(matches!(absurd.check(&rules), Err(AskError::OutOfRange(_))));
    let nobody = Ask {
        scope: Scope::Unit(lapor_domain::ids::UnitId(uuid::Uuid::nil())),
        ..good
    };
    assert_eq!(nobody.check(&rules), Err(AskError::NoSuchUnit));
}
