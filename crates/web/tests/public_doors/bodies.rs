//! Whose pages: by path, by host, or none chosen.

use axum::http::StatusCode;
use lapor_store::{Store, both_engines};
use lapor_web::state::Settings;

use crate::town::{Browser, Town};

both_engines! {
    async fn without_a_choice_a_report_goes_to_the_desk(store: Store) {
        let town = Town::new(store).await;
        let mut warga = Browser::new(town.doors.clone(), "");
        let home = warga.get("/").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.html.contains("href=\"/b/palangkaraya\"") && home.html.contains("href=\"/b/kalteng\""), "{}", home.html);
        let paper = warga.file("Lampu mati.", &[]).await;
        let state = warga.get(&format!("/lacak?number={}", paper.number)).await.text();
        assert!(state.contains("Giliran Admin Nasional"), "{state}");
        let own = warga.get("/milik").await.text();
        assert!(own.contains("mencarikan instansi yang berwenang"), "{own}");
        // Replying works for reports that were never at a body.
        assert_eq!(warga.act("tambahan", &[("add_text", "Sejak Senin.")]).await.status, StatusCode::SEE_OTHER);
        assert!(warga.get("/milik").await.text().contains("Sejak Senin."));
    }

    async fn a_host_or_its_first_label_names_the_body(store: Store) {
        let hosts = [("lapor.prov.contoh.id".to_owned(), "kalteng".to_owned())].into();
        let town = Town::with(store, Settings { hosts, secure_cookies: true, ..Settings::default() }).await;
        let mut warga = Browser::new(town.doors.clone(), "");
        warga.host = "palangkaraya.contoh.id:8080";
        assert!(warga.get("/").await.html.contains("Kota Palangka Raya"));
        warga.host = "lapor.prov.contoh.id";
        let home = warga.get("/").await;
        assert!(home.html.contains("Kalimantan Tengah") && !home.html.contains("/b/"));
        warga.file("Lampu mati.", &[]).await;
        assert!(warga.has_cookie("__Host-laporan"));
        assert!(warga.get("/milik").await.text().contains("Lampu mati."));
    }

    async fn every_plain_page_opens(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Lampu mati.", &[]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        // Anyone sees the state at the end of yesterday.
        assert!(warga.get("/statistik").await.text().contains("Belum ada laporan"));
        town.wait(24);
        for (path, words) in [
            ("/", "Sampaikan laporan Anda"), ("/lapor", "Apa yang terjadi?"), ("/lacak", "Di mana laporan saya?"),
            ("/laporan", "Jalan berlubang"), ("/laporan?q=lubang&status=handled&year=2025&village=62.71&category=x&after=y", "Laporan publik"),
            ("/statistik", "1 laporan diterima"), ("/statistik?by=month&as_of=2025-07-31", "belum ada satu laporan pun yang tercatat"),
            ("/statistik?from=2025-01-01&to=2025-01-02", "masa adalah bulan penuh"),
            ("/tentang", "14 hari kerja"), ("/privasi", "Kuki"), ("/aksesibilitas", "WCAG"),
        ] {
            let seen = warga.get(path).await;
            assert!(seen.text().contains(words), "{path}: {}", seen.text());
            assert!(!seen.text().contains("own-") && !seen.text().contains("stats-"), "{path}: a key without words");
        }
        let json = warga.get("/statistik?format=json&from=2025-01-01&to=2025-12-31").await;
        assert!(json.html.contains("\"received\""), "{}", json.html);
        let csv = warga.get("/statistik?format=csv&by=category").await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    }
}
