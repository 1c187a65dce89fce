//! Passing a report on: who likely owns it is proposed, and what passing on has cost is in sight.

use axum::http::StatusCode;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::words::ReportType;
use lapor_store::{Store, both_engines};

use crate::town::Town;

const ROAD: &str = "Jalan aspal berlubang besar di depan pasar, sering membuat motor jatuh.";

impl Town {
    fn unit(&self, slug: &str) -> lapor_domain::ids::UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    /// Disposed to a unit, the right one or not.
    async fn road_at(&self, report: ReportId, slug: &str) {
        let (category, lead) = (self.made.categories["jalan-rusak"], self.unit(slug));
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory: false,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release: true,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                    draft.seal(ContentKind::TextFinal, ROAD),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await
        .unwrap();
    }
}

both_engines! {
    async fn who_refuses_and_who_redirects_sees_who_likely_owns_it(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file(ROAD, &[]).await;
        town.road_at(town.by_number(&paper.number).await, "dlh").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let roads = town.unit("dpupr").to_string();
        let own = format!("name=\"owner_pick\" value=\"{}\"", town.unit("dlh"));

        let mut unit = town.officer_at_desk("dlh").await;
        let form = unit.get(&format!("{page}/refuse")).await;
        assert_eq!(form.checked("owner_pick"), roads, "{}", form.text());
        assert!(!form.html.contains(&own), "never whom it is being taken from");
        assert!(!form.text().contains("Sudah dialihkan"));
        town.wait(3);
        let seq = form.hidden("seq");
        let pick = town.unit("disperkimtan").to_string();
        let refused = unit
            .post(&format!("{page}/refuse"), &[("seq", &seq), ("owner_pick", &pick), ("text", "Bukan urusan sampah.")])
            .await;
        assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.text());

        // What the unit named comes first, with the words' own proposal below it.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seen = coordinator.get(&page).await;
        assert!(seen.text().contains("Sudah dialihkan 1 kali"), "{}", seen.text());
        assert!(seen.text().contains("Bukan urusan sampah."), "{}", seen.text());
        assert_eq!(seen.checked("lead_pick"), pick, "{}", seen.text());
        assert!(seen.text().contains("Disebut oleh unit yang menolak."));
        assert!(seen.html.contains(&format!("name=\"lead_pick\" value=\"{roads}\"")), "{}", seen.text());
        let seq = seen.hidden("seq");
        let sent = coordinator
            .post(&format!("{page}/redirect"), &[("seq", &seq), ("lead_pick", &roads)])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let seen = coordinator.get(&page).await;
        assert!(seen.text().contains("Sudah dialihkan 2 kali"), "{}", seen.text());
        let public = town.warga().get(&format!("/laporan/{}", paper.number)).await;
        assert!(!public.text().contains("Sudah dialihkan"), "for officers");
    }

    async fn another_body_with_an_office_for_it_is_proposed_and_none_is_chosen(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file(ROAD, &[]).await;
        town.road_at(town.by_number(&paper.number).await, "dpupr").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let form = coordinator.get(&format!("{page}/transfer")).await;
        let province = town.made.bodies["kalteng"].to_string();
        assert!(form.html.contains(&format!("name=\"to_body_pick\" value=\"{province}\"")), "{}", form.text());
        assert_eq!(form.checked("to_body_pick"), "", "the place decides, not the program");
        let seq = form.hidden("seq");
        let fields = [("seq", seq.as_str()), ("to_body_pick", &province), ("text", "Jalan provinsi.")];
        let sent = coordinator.post(&format!("{page}/transfer"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let gone = coordinator.get(&page).await;
        assert!(gone.text().contains("Provinsi Kalimantan Tengah"), "{}", gone.text());
    }

    async fn each_unit_reads_its_own_part_and_the_public_only_how_many_help(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file(ROAD, &[]).await;
        let report = town.by_number(&paper.number).await;
        town.road_at(report, "dpupr").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for (unit, task) in [("dishub", "Atur lalu lintas TUGAS-SATU."), ("dlh", "Angkut sisa galian TUGAS-DUA.")] {
            let seq = coordinator.get(&page).await.hidden("seq");
            let unit = town.unit(unit).to_string();
            let fields = [("seq", seq.as_str()), ("unit", &unit), ("task", task), ("days", "60")];
            let sent = coordinator.post(&format!("{page}/add-support"), &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        }
        let reads = |text: String| (text.contains("TUGAS-SATU"), text.contains("TUGAS-DUA"));
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("Bagian tiap unit"), "{seen}");
        // Sixty days were asked for; the report has fourteen.
        assert!(seen.contains("21 Agustus 2025") && !seen.contains("Oktober 2025"), "{seen}");
        assert_eq!(reads(seen), (true, true));
        for (unit, what) in [("dpupr", (true, true)), ("dishub", (true, false)), ("dlh", (false, true))] {
            let mut officer = town.officer_at_desk(unit).await;
            let seen = officer.get(&page).await;
            assert_eq!(seen.status, StatusCode::OK, "{unit}");
            assert_eq!(reads(seen.text()), what, "{unit}: {}", seen.text());
        }
        let public = town.warga().get(&format!("/laporan/{}", paper.number)).await;
        assert!(public.text().contains("dibantu 2 unit"), "{}", public.text());
        assert_eq!(reads(public.text()), (false, false));
        assert!(!public.text().contains("Dinas Perhubungan"), "one public face");
    }
}
