//! A report's way to the national system as officers see it, and the page of what is not there.

use axum::http::StatusCode;
use lapor_app::channels::config;
use lapor_store::{Store, both_engines};

use crate::town::Town;

impl Town {
    fn has_a_door(&self) {
        let text = r#"
[sp4n]
base_url = "http://127.0.0.1:9"
local = true
[[sp4n.body]]
slug = "palangkaraya"
token = "uji"
office = { name = "Diskominfo Contoh" }
"#;
        self.app
            .set_channels(config::read(text, &|_| None).unwrap());
    }
}

both_engines! {
    async fn a_report_is_sent_by_one_click_and_found_by_their_number(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu jalan padam di gang contoh", &[]).await;
        let report = town.by_number(&paper.number).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(!coordinator.get(&page).await.text().contains("SP4N-LAPOR!"), "no door, no panel");
        town.has_a_door();
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("belum dikirim") && seen.contains("belum diumumkan di sini") && !seen.contains("Kirim sekarang"), "{seen}");
        let refused = coordinator.post(&format!("{page}/sp4n"), &[("do", "kirim")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        town.verify(report, true).await;
        assert!(coordinator.get(&page).await.text().contains("Kirim sekarang"));
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.post(&format!("{page}/sp4n"), &[("do", "kirim")]).await.status, StatusCode::FORBIDDEN);
        let sent = coordinator.post(&format!("{page}/sp4n"), &[("do", "kirim")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(coordinator.get(&page).await.text().contains("menunggu dikirim"));
        let list = coordinator.get("/ruang/kelola/sp4n").await;
        assert!(list.html.contains(&format!("{page}#sp4n")), "{}", list.text());
        // Nobody listens there: it waits, and the page says why.
        lapor_app::national::round(&town.app).await.unwrap();
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("tidak dapat dihubungi") && seen.contains("Kirim ulang"), "{seen}");
        let wrong = coordinator.post(&format!("{page}/sp4n"), &[("do", "nomor"), ("number", "bukan!")]).await;
        assert!(wrong.text().contains("dengan angka saja"), "{}", wrong.text());
        let noted = coordinator.post(&format!("{page}/sp4n"), &[("do", "nomor"), ("number", "9123456")]).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER);
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("terkirim") && seen.contains("9123456"), "{seen}");
        let found = coordinator.get("/ruang?number=9123456").await;
        assert!(found.location().ends_with(&page), "{}", found.location());
        assert!(coordinator.get("/ruang/kelola/sp4n").await.text().contains("Semua yang diminta sudah terkirim"));
        let csv = coordinator.get("/ruang/kelola/sp4n/beda.csv").await;
        assert!(csv.html.starts_with("\u{feff}nomor,tracking_id"), "{}", csv.html);
        assert_eq!(town.warga().get("/ruang/kelola/sp4n").await.status, StatusCode::SEE_OTHER);
        assert_eq!(unit.get("/ruang/kelola/sp4n").await.status, StatusCode::FORBIDDEN);
        // Who keeps the data alone sees the page, and sends nothing out.
        let mut keeper = town.officer_at_desk("administrator").await;
        for door in ["kirim", "tarik"] {
            let asked = keeper.post(&format!("/ruang/kelola/sp4n/{door}"), &[]).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{door}: {}", asked.text());
        }
    }
}
