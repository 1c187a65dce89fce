//! Nothing imported is public until a coordinator says so, singly or by a filter.

use jiff::civil::date;
use lapor_app::admin;
use lapor_app::error::AppError;
use lapor_app::import::{ReleaseCount, ReleaseFilter, release_by_filter};
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::support::{Count, Export, Line, Office, line};

async fn officer(office: &Office, body: BodyId, role: Role) -> Actor {
    let id = OfficerId(office.app.fresh_id());
    let officer = Officer {
        id,
        name: "Petugas".to_owned(),
        login: id.to_string(),
        grants: vec![Grant {
            role,
            body,
            node: None,
        }],
        disabled: false,
    };
    admin::put(
        &office.app,
        vec![Entity::Officer(officer)],
        ActorRef::SYSTEM,
    )
    .await
    .unwrap();
    Actor::Officer(id)
}

both_engines! {
    async fn a_filter_releases_what_may_be_public(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([
            line("7000001", "Ditutup oleh Admin"),
            Line { flags: "Anonim", ..line("7000002", "Proses") },
            Line { flags: "Rahasia", ..line("7000003", "Proses") },
            Line { classification: "Pengaduan Berkadar Pengawasan", ..line("7000004", "Proses") },
            Line { last: "", ..line("7000005", "Proses") },
            Line { date: "31 Dec 2024", time: "17:05", ..line("7000006", "Proses") },
            Line { category: "Sampah", ..line("7000007", "Proses") },
            Line { last: "Hubungi saya di 0812 0000 0000, jalan ini rusak", ..line("7000008", "Proses") },
        ]);
        let done = office.import(&export).await;
        let coordinator = officer(&office, done.body, Role::Coordinator).await;
        let unit = officer(&office, done.body, Role::UnitOfficer).await;
        let rules = office.app.rules();
        let roads = rules.directory.category_by_slug(done.body, "jalan-rusak").unwrap().id;
        let filter = ReleaseFilter {
            body: done.body,
            from: date(2024, 1, 1),
            to: date(2024, 12, 31),
            category: Some(roads),
            report_type: None,
            only_imports: true,
        };
        let run = async |actor, dry_run| release_by_filter(&office.app, actor, filter.clone(), dry_run).await;
        let refused = run(unit, false).await.unwrap_err();
        assert!(matches!(refused, AppError::NotPermitted));
        assert_eq!(office.count(Count::Public).await, 0);
        let expected = ReleaseCount { released: 2, kept_back: 1, with_findings: 1 };
        assert_eq!(run(coordinator, true).await.unwrap(), expected);
        assert_eq!(office.count(Count::Public).await, 0);
        assert_eq!(run(coordinator, false).await.unwrap(), expected);
        assert_eq!(office.count(Count::Public).await, 2);
        assert!(office.report("7000001").await.released && office.report("7000002").await.released);
        assert_eq!(run(coordinator, false).await.unwrap().released, 0);

        // Released is not handled: a later export still brings its state, though no other public words.
        let later = Export::of([Line { last: "Nama lengkap pelapor", flags: "Anonim", ..line("7000002", "Ditutup oleh Pelapor") }]);
        let done = office.import(&later).await;
        assert_eq!(done.changed, 1);
        assert!(!office.report("7000002").await.state.is_open());
        let shown = office.word("7000002", lapor_domain::content::ContentKind::TextFinal).await;
        assert_eq!(shown.as_deref(), Some("Ada lubang besar di depan pasar"));
        // And what turns out to be secret is taken back.
        office.import(&Export::of([Line { flags: "Rahasia", ..line("7000001", "Ditutup oleh Admin") }])).await;
        assert_eq!(office.count(Count::Public).await, 1);
        office.check().await;
    }
}
