#![expect(clippy::unwrap_used, reason = "tests")]

use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{answer, hold, propose, reply, verify, verify_supervisory};
use lapor_domain::testkit::{INSPECTORATE, Life, ROADS, ROADS_HEAD, WATER};
use lapor_domain::words::Outcome;

use super::*;
use crate::tests::lives::{Exec, Town, live, rules};

fn lives() -> Vec<Life> {
    let verified = || Life::received().as_coordinator(verify(ROADS));
    let soon = verified().day(3);
    vec![
        Life::received(),
        Life::received()
            .as_coordinator(hold())
            .wait_days(2)
            .as_reporter(reply()),
        Life::received().wait_days(30).tick(),
        verified()
            .wait_days(1)
            .as_unit(answer(soon))
            .as_unit(propose(Outcome::Done))
            .wait_days(40)
            .tick(),
        verified().wait_days(50).tick(),
        Life::received().as_coordinator(verify_supervisory(INSPECTORATE)),
        Life::received_with(|receipt| receipt.excluded = vec![ROADS_HEAD, ROADS_HEAD]),
        Life::received_at_desk(),
        Life::received().as_coordinator(verify(WATER)),
        verified().as_coordinator(Command::AddSupport {
            unit: WATER,
            days: 2,
            task: None,
        }),
    ]
}

async fn checked(store: &Store) -> Comparison {
    check(store, &rules(), &mut |_| {}).await.unwrap()
}

fn first(lives: &[Life]) -> ReportId {
    lives.first().unwrap().report.id
}

crate::both_engines! {
    async fn what_was_written_is_what_the_events_say(store: Store) {
        store.run(Town).await.unwrap();
        live(&store, &lives()).await;
        let mut told = 0;
        let outcome = check(&store, &rules(), &mut |reports| told = reports).await.unwrap();
        assert_eq!(outcome.named, []);
        assert!(outcome.agrees());
        assert_eq!((outcome.reports, told), (10, 10));
        assert!(outcome.entities > 10);
    }

    async fn every_damage_is_found_and_mended(store: Store) {
        let lives = lives();
        let id = vec![first(&lives).0];
        let last = vec![lives.get(6).unwrap().report.id.0];
        store.run(Town).await.unwrap();
        live(&store, &lives).await;
        let damages: Vec<(&str, Vec<Uuid>, &str)> = vec![
            ("UPDATE report SET due_at = due_at + 1, region = '62.71' WHERE id = $1", id.clone(), "kolom berbeda: region, due_at"),
            ("UPDATE report SET public_at = 5 WHERE id = $1", id.clone(), "kolom berbeda: public_at"),
            ("UPDATE report SET next_timer = NULL WHERE id = $1", id.clone(), "kolom berbeda: next_timer"),
            ("DELETE FROM report WHERE id = $1", id.clone(), "report "),
            ("DELETE FROM report_excluded WHERE report_id = $1", last.clone(), "report_excluded "),
            ("DELETE FROM state_interval WHERE report_id = $1", id.clone(), "baris tidak ada"),
            ("UPDATE state_interval SET to_us = 5 WHERE report_id = $1", id.clone(), "kolom berbeda: to_us"),
            ("UPDATE clock_interval SET breached = NOT breached WHERE report_id = $1", id.clone(), "kolom berbeda: breached"),
            ("UPDATE clock_interval SET from_seq = 99 WHERE report_id = $1", id.clone(), "baris tanpa peristiwa"),
            ("DELETE FROM milestone", vec![], "milestone "),
            ("UPDATE entity SET seq = seq + 1", vec![], "kolom berbeda: seq"),
            ("DELETE FROM entity", vec![], "entity "),
            ("INSERT INTO report_excluded (report_id, officer_id) VALUES ($1, $1)", vec![Uuid::from_u128(5)], "baris tanpa peristiwa"),
            ("UPDATE report SET needs_action = NOT needs_action, told = told + 8, has_barred = NOT has_barred WHERE id = $1", id, "needs_action, told, has_barred"),
            ("DELETE FROM report_barred WHERE report_id = $1", last, "report_barred "),
            ("INSERT INTO report_barred (report_id, officer_id) VALUES ($1, $1)", vec![Uuid::from_u128(5)], "baris tanpa peristiwa"),
            ("UPDATE report_support SET is_open = NOT is_open", vec![], "kolom berbeda: is_open"),
            ("DELETE FROM report_support", vec![], "report_support "),
        ];
        for (damage, ids, told) in damages {
            assert!(store.run(Exec(damage, ids)).await.unwrap() > 0, "{damage}");
            let outcome = checked(&store).await;
            assert!(!outcome.agrees(), "{damage}");
            let text: Vec<String> = outcome.named.iter().map(ToString::to_string).collect();
            assert!(text.iter().any(|line| line.contains(told)), "{damage}: {text:?}");
            let mended = run(&store, &rules(), &mut |_| {}).await.unwrap();
            assert_eq!(mended.differences, outcome.differences, "{damage}");
            assert_eq!(checked(&store).await.named, [], "{damage}");
        }
    }

    async fn another_timer_is_no_difference_but_is_set(store: Store) {
        let lives = lives();
        live(&store, &lives).await;
        let id = vec![first(&lives).0];
        store.run(Exec("UPDATE report SET next_timer = next_timer + 1 WHERE id = $1", id)).await.unwrap();
        let outcome = checked(&store).await;
        assert_eq!((outcome.differences, outcome.timers), (0, 1));
        run(&store, &rules(), &mut |_| {}).await.unwrap();
        assert_eq!(checked(&store).await.timers, 0);
    }

    async fn erased_words_change_nothing(store: Store) {
        live(&store, &lives()).await;
        store.run(Exec("DELETE FROM content", vec![])).await.unwrap();
        assert!(checked(&store).await.agrees());
    }

    async fn all_read_models_come_back_from_nothing(store: Store) {
        store.run(Town).await.unwrap();
        live(&store, &lives()).await;
        for table in ["DELETE FROM report", "DELETE FROM report_excluded", "DELETE FROM report_barred",
            "DELETE FROM report_support", "DELETE FROM state_interval",
            "DELETE FROM clock_interval", "DELETE FROM milestone", "DELETE FROM entity"] {
            store.run(Exec(table, vec![])).await.unwrap();
        }
        assert!(!run(&store, &rules(), &mut |_| {}).await.unwrap().agrees());
        let outcome = checked(&store).await;
        assert_eq!((outcome.named, outcome.timers), (vec![], 0));
    }
}
