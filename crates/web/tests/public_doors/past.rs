//! A report about those who would decide it goes past them: from the form to the desk and on.

use lapor_app::report::case::{self, Onlooker};
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::{Command, CommandKind, Verification};
use lapor_domain::words::ReportType;
use lapor_store::{Store, both_engines};

use crate::town::Town;

const TEXT: &str = "Koordinator meminta uang agar laporan saya diproses.";

impl Town {
    async fn sees(&self, slug: &str, report: ReportId) -> Option<case::CaseView> {
        let onlooker = Onlooker::Officer(self.officer(slug));
        case::read(&self.app, report, onlooker).await.unwrap()
    }
}

both_engines! {
    async fn about_the_coordinator_it_goes_past_the_coordinator(store: Store) {
        let town = Town::new(store).await;
        let form = town.warga().get("/lapor").await.html;
        assert!(form.contains(r#"name="about_coordinator""#) && form.contains(r#"name="about_inspectorate""#));
        let mut warga = town.warga();
        let paper = warga.file(TEXT, &[("about_coordinator", "1")]).await;
        let report = town.by_number(&paper.number).await;
        // Nobody of the city learns that it is there, by no door.
        for slug in ["koordinator", "koordinator2", "inspektur", "dpupr"] {
            assert!(town.sees(slug, report).await.is_none(), "{slug}");
        }
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = coordinator.get(&format!("/ruang/laporan/{}", paper.number)).await;
        assert_eq!(page.status, 404);
        assert!(!coordinator.get("/ruang").await.text().contains(&paper.number));
        // The desk reads it, knows whom it is about, and passes it on.
        let mut desk = town.officer_at_desk("desk").await;
        let page = desk.get(&format!("/ruang/laporan/{}", paper.number)).await.text();
        assert!(page.contains(TEXT), "{page}");
        let case = town.sees("desk", report).await.unwrap();
        assert!(case.supervisory && case.excluded.len() >= 2, "{:?}", case.excluded);
        assert!(case.may.contains(&CommandKind::Forward));
        town.give("desk", report, |_| Command::Forward { to: town.city() }).await.unwrap();
        assert!(town.sees("koordinator", report).await.is_none());
        let lead = town.made.units[&("palangkaraya".to_owned(), "inspektorat".to_owned())];
        town.give("inspektur", report, |_| Command::Verify(Box::new(Verification {
            report_type: ReportType::Complaint,
            supervisory: true,
            category: town.made.categories["penyalahgunaan-wewenang"],
            lead,
            keep: false,
            release: false,
            words: Vec::new(),
            findings_kept: false,
            note: None, proposed: None,
        }))).await.unwrap();
        assert_eq!(town.sees("desk", report).await.unwrap().text_original.words(), None);
        // Whom it is about is for those who handle it: neither the reporter nor the timeline says names.
        let own = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert!(own.is_about_officers && own.excluded.is_empty());
    }

    async fn an_officer_it_is_about_is_excluded_later(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan di depan rumah saya rusak.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let path = format!("/ruang/laporan/{}", paper.number);
        assert!(unit.get(&path).await.text().contains("Jalan"));
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = coordinator.get(&format!("{path}/exclude")).await;
        assert!(page.html.contains(r#"name="officer""#), "{}", page.text());
        let case = town.sees("koordinator", report).await.unwrap();
        let accused = town.officer("dpupr").to_string();
        let seq = case.seq.to_string();
        let fields = [("officer", accused.as_str()), ("text", "Laporan ini tentang dia."), ("seq", &seq)];
        let done = coordinator.post(&format!("{path}/exclude"), &fields).await;
        assert!(done.status.is_redirection(), "{}", done.text());
        assert_eq!(unit.get(&path).await.status, 404);
        assert_eq!(town.sees("koordinator", report).await.unwrap().excluded.len(), 1);
    }
}
