//! A request for information that is a matter of the PPID: referred, taken, extended, answered.

use axum::http::StatusCode;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::words::ReportType;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Town};

const ASKED: &str = "Berapa anggaran perbaikan jalan lingkungan tahun ini, dan di mana rinciannya?";

impl Town {
    /// A request that a unit has.
    async fn request(&self, warga: &mut Browser) -> String {
        let paper = warga.file(ASKED, &[("kind", "information")]).await;
        let report = self.by_number(&paper.number).await;
        let lead = self.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Information,
                supervisory: false,
                category: self.made.categories["jalan-rusak"],
                lead,
                keep: false,
                findings_kept: false,
                release: true,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Anggaran jalan"),
                    draft.seal(ContentKind::TextFinal, ASKED),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await
        .unwrap();
        format!("/ruang/laporan/{}", paper.number)
    }

    fn unit_value(&self, slug: &str) -> String {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())].to_string()
    }
}

both_engines! {
    async fn a_request_goes_to_the_ppid_and_has_its_time(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let page = town.request(&mut warga).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let form = unit.get(&format!("{page}/refer-ppid")).await;
        let ppid = town.unit_value("diskominfo");
        assert!(form.html.contains(&ppid), "{}", form.html);
        for other in ["dpupr", "dlh"] {
            assert!(!form.html.contains(&town.unit_value(other)), "{other} is no PPID");
        }
        let seq = form.hidden("seq");
        let own = town.unit_value("dpupr");
        let reason = "Data anggaran dikelola PPID.";
        let itself = unit.post(&format!("{page}/refer-ppid"), &[("seq", &seq), ("unit", &own), ("text", reason)]).await;
        assert_eq!(itself.status, StatusCode::CONFLICT, "{}", itself.text());
        assert!(itself.text().contains("bukan PPID"), "{}", itself.text());
        let sent = unit.post(&format!("{page}/refer-ppid"), &[("seq", &seq), ("unit", &ppid), ("text", reason)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let seen = warga.get("/milik").await.text();
        assert!(seen.contains("PPID") && seen.contains(reason), "the reporter sees where it went and why: {seen}");

        let mut ppid = town.officer_at_desk("diskominfo").await;
        let seq = ppid.get(&page).await.hidden("seq");
        let taken = ppid.post(&format!("{page}/take-ppid"), &[("seq", &seq)]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let desk = ppid.get(&page).await;
        assert!(desk.text().contains("PPID"), "{}", desk.text());
        let seq = desk.hidden("seq");
        let more = ppid.post(&format!("{page}/extend-ppid"), &[("seq", &seq), ("text", "Dokumen masih dihimpun.")]).await;
        assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.text());
        let again = ppid.get(&page).await;
        let seq = again.hidden("seq");
        let twice = ppid.post(&format!("{page}/extend-ppid"), &[("seq", &seq), ("text", "Masih dihimpun.")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "once: {}", twice.text());
        let fields = [("seq", seq.as_str()), ("outcome", "answered"), ("text", "Rinciannya ada di situs anggaran kota.")];
        let answered = ppid.post(&format!("{page}/propose-closure"), &fields).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
        assert!(warga.get("/milik").await.text().contains("Rinciannya ada di situs anggaran kota."));
    }
}
