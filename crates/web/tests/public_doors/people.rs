//! What officers come to know of at their desks: their tasks, and nothing whose being there is not theirs to know.

use axum::http::StatusCode;
use lapor_domain::agency::Grant;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::town::{Paper, Town};

impl Town {
    /// An account whose only grant is this role for the whole city.
    pub(crate) async fn for_the_whole_city(&self, slug: &str, role: Role) {
        let mut officer = self.app.rules().directory.officers[&self.officer(slug)].clone();
        officer.grants = vec![Grant {
            role,
            body: self.city(),
            node: None,
        }];
        self.put_officer(officer).await;
    }

    pub(crate) async fn put_officer(&self, officer: lapor_domain::agency::Officer) {
        let by = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&self.app, vec![Entity::Officer(officer)], by)
            .await
            .unwrap();
    }

    /// The roads' unit hands a report to somebody in person.
    async fn hand_to(&self, report: ReportId, person: &str) {
        let unit = self.made.units[&("palangkaraya".to_owned(), "upt-jalan".to_owned())];
        let person = Some(self.officer(person));
        self.give("dpupr", report, |_| Command::SubDispose { unit, person })
            .await
            .unwrap();
    }

    /// The numbers that an officer's inbox and a search in it show, of these.
    async fn listed<'a>(&self, slug: &str, papers: &[(&'a str, &Paper)]) -> Vec<&'a str> {
        self.wait(1);
        lapor_app::jobs::round(&self.app).await.unwrap();
        let mut desk = self.officer_at_desk(slug).await;
        let inbox = desk.get("/ruang?tab=all").await;
        let open = desk.get("/ruang").await;
        let search = desk.get("/ruang?tab=all&q=kenari").await;
        for page in [&inbox, &open, &search] {
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        }
        let shown = |paper: &Paper| {
            [&inbox, &open, &search]
                .iter()
                .any(|page| page.html.contains(&paper.number))
        };
        papers
            .iter()
            .filter(|(_, paper)| shown(paper))
            .map(|(name, _)| *name)
            .collect()
    }
}

both_engines! {
    async fn an_inbox_lists_only_what_its_officer_may_know_of(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let unverified = warga.file("Kenari belum diverifikasi.", &[]).await;
        let of_unit = warga.file("Kenari di dinas.", &[]).await;
        let secret = warga.file("Kenari rahasia.", &[("secret", "1")]).await;
        let mine = warga.file("Kenari tugas lapangan.", &[]).await;
        let of_another = warga.file("Kenari tugas orang lain.", &[]).await;
        for paper in [&of_unit, &secret, &mine, &of_another] {
            town.verify(town.by_number(&paper.number).await, false).await;
        }
        town.hand_to(town.by_number(&mine.number).await, "lapangan-jalan").await;
        town.hand_to(town.by_number(&of_another.number).await, "dpupr").await;
        let papers = [
            ("unverified", &unverified), ("of_unit", &of_unit), ("secret", &secret), ("mine", &mine), ("of_another", &of_another),
        ];
        assert_eq!(town.listed("lapangan-jalan", &papers).await, ["mine"], "a field officer has tasks");
        town.for_the_whole_city("lapangan-jalan", Role::FieldOfficer).await;
        assert_eq!(town.listed("lapangan-jalan", &papers).await, ["mine"], "whatever the scope is");
        town.for_the_whole_city("dinsos", Role::UnitOfficer).await;
        assert_eq!(town.listed("dinsos", &papers).await, ["of_unit", "secret", "mine", "of_another"], "a unit's officer sees what a unit has");
        assert_eq!(town.listed("koordinator", &papers).await.len(), 5);
    }
}
