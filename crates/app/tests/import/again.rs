//! Importing again: nothing twice, what changed, and never over what happened here.

use lapor_app::report::act;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::OfficerId;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::{Figure, Role, StateCode};
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::support::{Count, Export, Line, Office, figures, line};

/// A coordinator of the body that an import made.
pub(crate) async fn coordinator(office: &Office, body: lapor_domain::ids::BodyId) -> Actor {
    let id = OfficerId(office.app.fresh_id());
    let officer = Officer {
        id,
        name: "Koordinator".to_owned(),
        login: "koordinator".to_owned(),
        grants: vec![Grant {
            role: Role::Coordinator,
            body,
            node: None,
        }],
        disabled: false,
    };
    lapor_app::admin::put(
        &office.app,
        vec![Entity::Officer(officer)],
        ActorRef::SYSTEM,
    )
    .await
    .unwrap();
    Actor::Officer(id)
}

both_engines! {
    async fn the_same_file_adds_nothing(store: Store) {
        let office = Office::new(store).await;
        let rows: Vec<_> = ["7000001", "7000002", "7000003"].into_iter().map(|id| line(id, "Proses")).collect();
        let export = Export::of(rows);
        let first = office.import(&export).await;
        let before = (office.count(Count::Events).await, office.count(Count::Entities).await, office.count(Count::Words).await);
        office.set("2026-02-01T09:00:00+07:00");
        let second = office.import(&export).await;
        assert_eq!((first.added, second.added, second.unchanged), (3, 0, 3));
        assert_eq!(first.figures, second.figures);
        assert!(second.created_units.is_empty() && second.created_categories.is_empty() && !second.body_created);
        let after = (office.count(Count::Events).await, office.count(Count::Entities).await, office.count(Count::Words).await);
        assert_eq!(before, after);
    }

    async fn names_given_here_stay(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([line("7000001", "Proses")]);
        office.import(&export).await;
        let rules = office.app.rules();
        let mut unit = rules.directory.units.values().next().unwrap().clone();
        "DPUPR".clone_into(&mut unit.name);
        unit.from_import = false;
        let mut category = rules.directory.categories.values().next().unwrap().clone();
        "Jalan".clone_into(&mut category.name);
        let put = vec![Entity::Unit(unit.clone()), Entity::Category(category)];
        lapor_app::admin::put(&office.app, put, ActorRef::SYSTEM).await.unwrap();
        let again = office.import(&export).await;
        assert_eq!((again.unchanged, again.created_units.len(), again.created_categories.len()), (1, 0, 0));
        assert_eq!(office.report("7000001").await.lead(), Some(unit.id));
    }

    async fn a_mended_word_is_mapped_again(store: Store) {
        let office = Office::new(store).await;
        let first = office.import(&Export::of([line("7000001", "Ditutp oleh Admin")])).await;
        assert_eq!((first.status_unknown, figures(&first)), (1, vec![(Figure::NotVerified, 1)]));
        let second = office.import(&Export::of([line("7000001", "Ditutup oleh Admin")])).await;
        assert_eq!((second.changed, second.status_unknown, figures(&second)), (1, 0, vec![(Figure::Handled, 1)]));
        assert_eq!(second.problem_file, None);
        // The same state, yet no longer an unknown word.
        office.import(&Export::of([line("7000002", "Belum Terverifikasih")])).await;
        let mended = office.import(&Export::of([line("7000002", "Belum Terverifikasi")])).await;
        assert_eq!((mended.changed, mended.status_unknown), (1, 0));
    }

    async fn a_later_export_adds_what_changed_and_an_older_one_takes_nothing_back(store: Store) {
        let office = Office::new(store).await;
        let old = Export::of([line("7000001", "Proses"), line("7000002", "Proses")]).generated("2025-06-01");
        office.import(&old).await;
        let new = Export::of([
            Line { rating: "5", last: "Teks baru", ..line("7000001", "Ditutup oleh Pelapor") },
            line("7000002", "Proses"),
        ]).generated("2025-11-14");
        let done = office.import(&new).await;
        assert_eq!((done.added, done.changed, done.unchanged), (0, 1, 1));
        let report = office.report("7000001").await;
        assert_eq!((report.state.code(), report.rating), (StateCode::Closed, Some(5)));
        assert_eq!(office.word("7000001", ContentKind::TextFinal).await.as_deref(), Some("Teks baru"));
        let events = office.count(Count::Events).await;
        let back = office.import(&old).await;
        assert_eq!((back.older, back.changed, back.unchanged), (1, 0, 1));
        assert_eq!(office.count(Count::Events).await, events);
        assert_eq!(figures(&back), [(Figure::Handled, 1), (Figure::InProcess, 1)]);
        assert!(office.problems().contains("lebih lama"));
        let once_more = office.import(&new).await;
        assert_eq!(once_more.unchanged, 2);
    }

    async fn an_export_made_on_the_day_of_one_without_preamble_is_heeded(store: Store) {
        let office = Office::new(store).await;
        office.import(&Export::of([line("7000001", "Proses")])).await;
        let later = Export::of([line("7000001", "Ditutup oleh Admin")]).generated("2026-01-05");
        let done = office.import(&later).await;
        assert_eq!((done.changed, done.older, figures(&done)), (1, 0, vec![(Figure::Handled, 1)]));
        let older = Export::of([line("7000001", "Proses")]).generated("2026-01-04");
        assert_eq!(office.import(&older).await.older, 1);
    }

    async fn protection_is_added_and_never_lifted(store: Store) {
        let office = Office::new(store).await;
        office.import(&Export::of([line("7000001", "Proses")])).await;
        let done = office.import(&Export::of([Line { flags: "Rahasia", ..line("7000001", "Proses") }])).await;
        assert_eq!(done.changed, 1);
        assert!(office.report("7000001").await.rahasia);
        let done = office.import(&Export::of([line("7000001", "Proses")])).await;
        assert_eq!(done.unchanged, 1);
        assert!(office.report("7000001").await.rahasia);
    }

    async fn what_is_handled_here_is_not_overwritten(store: Store) {
        let office = Office::new(store).await;
        let first = office.import(&Export::of([line("7000001", "Terverifikasi"), line("7000002", "Proses")])).await;
        let actor = coordinator(&office, first.body).await;
        let report = office.report("7000001").await;
        let mut draft = office.app.draft(first.body);
        let text = draft.seal(ContentKind::OfficerMessage, "Sudah kami tinjau ke lapangan.");
        let command = Command::Answer { text, next_by: jiff::civil::date(2026, 1, 12), files: vec![] };
        let answered = act::act(&office.app, actor, report.id, None, command, draft.into_words(), vec![]).await.unwrap();
        assert_eq!(answered.state.code(), StateCode::InProgress);
        let events = office.count(Count::Events).await;
        let done = office.import(&Export::of([
            line("7000001", "Diarsipkan oleh Admin"),
            line("7000002", "Proses"),
        ])).await;
        assert_eq!((done.handled_here_differs, done.unchanged, done.changed), (1, 1, 0));
        assert_eq!(office.count(Count::Events).await, events);
        assert_eq!(figures(&done), [(Figure::InProcess, 2)]);
        assert!(office.problems().contains("7000001,Status Laporan,Diarsipkan oleh Admin,Laporan sudah ditangani di sini"));
    }

    async fn one_tracking_id_belongs_to_one_body(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([line("7000001", "Proses")]);
        office.import(&export).await;
        let done = office.import_for(&export, Some("kota-lain")).await.unwrap();
        assert_eq!((done.other_body, done.added), (1, 0));
        assert_eq!(office.count(Count::Reports).await, 1);
        assert!(office.problems().contains("instansi lain"));
    }
}
