//! What lies at whose desk, over HTTP: declared without a body, objected to, sent away, late, helped with.

use axum::http::StatusCode;
use lapor_domain::agency::Grant;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::{Command, Destination};
use lapor_domain::words::{ArchiveReason, Role};
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Paper, Seen, Town};

impl Town {
    /// A tab of an officer's inbox.
    async fn tab(&self, slug: &str, tab: &str) -> Seen {
        let mut desk = self.officer_at_desk(slug).await;
        let page = desk.get(&format!("/ruang?tab={tab}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page
    }

    async fn has(&self, slug: &str, tab: &str, paper: &Paper) -> bool {
        self.tab(slug, tab).await.html.contains(&paper.number)
    }

    async fn id(&self, paper: &Paper) -> ReportId {
        self.by_number(&paper.number).await
    }

    /// Days pass, and the program does what is due.
    async fn days(&self, days: i64) {
        self.wait(24 * days);
        lapor_app::jobs::round(&self.app).await.unwrap();
    }
}

both_engines! {
    async fn what_is_declared_without_a_body_waits_at_the_national_desk(store: Store) {
        let town = Town::new(store).await;
        let mut warga = Browser::new(town.doors.clone(), "");
        let paper = warga.file("Pejabat meminta uang, KENARI-ISI.", &[("supervisory", "1")]).await;
        for tab in ["tindakan", "belum-diverifikasi"] {
            let page = town.tab("desk", tab).await;
            assert!(page.html.contains(&paper.number), "{tab}: {}", page.text());
            assert!(!page.html.contains("KENARI-ISI"), "existence, state and clocks");
        }
        let page = town.tab("ombudsman", "tindakan").await;
        assert!(page.html.contains(&paper.number) && !page.html.contains("KENARI-ISI"));
        assert!(!town.has("wali-kota", "tindakan", &paper).await);
    }

    async fn an_objection_and_a_transfer_lie_at_the_coordinators_desk(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Bising tetangga.", &[]).await;
        let away = town.warga().file("Jalan nasional rusak.", &[]).await;
        let quiet = town.warga().file("Kucing hilang.", &[]).await;
        for archived in [&paper, &quiet] {
            town.give("koordinator", town.id(archived).await, |draft| Command::Archive {
                reason: ArchiveReason::OutOfScope,
                explanation: draft.seal(ContentKind::OfficerMessage, "Bukan urusan kota."),
                where_to: Some("Perangkat kampung".to_owned()),
                earlier: None,
            })
            .await
            .unwrap();
        }
        town.give("koordinator", town.id(&away).await, |draft| Command::Transfer {
            to: Destination::Outside {
                name: "Balai Jalan".to_owned(),
                contact: Some("Telepon 0536 000 0000".to_owned()),
            },
            reason: draft.seal(ContentKind::OfficerMessage, "Jalan nasional."),
        })
        .await
        .unwrap();
        assert!(!town.has("koordinator2", "tindakan", &paper).await);
        warga.open(&paper.phrase).await;
        assert_eq!(warga.act("keberatan", &[("object_reason", "Ini urusan kota.")]).await.status, StatusCode::SEE_OTHER);
        assert!(town.has("koordinator2", "tindakan", &paper).await);
        assert!(town.has("koordinator2", "ditinjau", &paper).await);
        assert!(town.has("koordinator2", "tindakan", &away).await);
        assert!(!town.has("koordinator2", "tindakan", &quiet).await);
        for paper in [&paper, &away, &quiet] {
            assert!(town.has("koordinator2", "arsip", paper).await);
        }
        town.days(15).await;
        assert!(town.has("koordinator2", "terlambat", &paper).await);
        // Asked again each five working days, it is due anew each time.
        assert!(town.has("koordinator2", "tindakan", &away).await);
        town.give("koordinator", town.id(&away).await, |_| Command::Acknowledge { note: None }).await.unwrap();
        assert!(!town.has("koordinator2", "tindakan", &away).await);
    }

    async fn a_delay_climbs_from_desk_to_desk(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        let id = town.id(&paper).await;
        town.verify(id, false).await;
        town.answer(id, "Tim memeriksa.").await;
        // Disposed Fri 1 Aug 2025, 14 working days with 18 Aug free: due at the end of Fri 22 Aug.
        for (days, told) in [(14, vec![]), (9, vec!["kepala-dpupr"]), (5, vec!["kepala-dpupr", "wali-kota"]), (12, vec!["kepala-dpupr", "wali-kota", "ombudsman"])] {
            town.days(days).await;
            for slug in ["kepala-dpupr", "wali-kota", "ombudsman"] {
                let has = town.has(slug, "disampaikan", &paper).await;
                assert_eq!(has, told.contains(&slug), "{slug} after {days} more days");
            }
        }
        let unit = town.tab("dpupr", "tindakan").await;
        assert!(unit.text().contains("Keterlambatan sudah disampaikan"), "{}", unit.text());
        assert!(!unit.text().contains("Disampaikan kepada saya"), "who must act has it anyway");
        assert!(town.tab("wali-kota", "tindakan").await.text().contains("Disampaikan kepada saya"));
        // What its page tells of it names the head of the unit.
        let mut desk = town.officer_at_desk("koordinator").await;
        let page = desk.get(&format!("/ruang/laporan/{}", paper.number)).await;
        assert!(page.text().contains("Kepala unit"), "{}", page.text());
    }

    async fn a_unit_finds_what_it_helps_with_and_an_officer_all_of_their_seats(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu dan jalan rusak.", &[]).await;
        let id = town.id(&paper).await;
        town.verify(id, false).await;
        assert!(!town.has("dlh", "tindakan", &paper).await);
        let unit = town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())];
        town.give("koordinator", id, |_| Command::AddSupport { unit, days: 2, task: None }).await.unwrap();
        let page = town.tab("dlh", "tindakan").await;
        assert!(page.html.contains(&paper.number) && page.text().contains("Jalan berlubang"));
        // A second seat beside the first.
        let mut officer = town.app.rules().directory.officers[&town.officer("dinsos")].clone();
        let node = Some(town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())]);
        officer.grants.push(Grant { role: Role::UnitOfficer, body: town.city(), node });
        town.put_officer(officer).await;
        assert!(town.has("dinsos", "tindakan", &paper).await);
    }
}
