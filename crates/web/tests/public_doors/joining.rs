//! One problem, many reporters: what others reported is offered, joined, supported; officers merge or keep apart.

use axum::http::StatusCode;
use lapor_app::jobs;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_store::{Store, both_engines};

use crate::town::Town;

const LAMP: &str =
    "Lampu jalan di Jalan Melati dekat jembatan padam sejak Senin, gelap sekali kalau malam.";
const SAME: &str =
    "lampu jalan jln melati dekat jembatan padam sudah sejak senin, kalau malam gelap";
const MENTENG: (&str, &str) = ("village", "62.71.03.1002");

impl Town {
    /// Filed, released, and findable.
    async fn released_lamp(&self) -> crate::town::Paper {
        let paper = self.warga().file(LAMP, &[MENTENG]).await;
        let report = self.by_number(&paper.number).await;
        self.verify(report, true).await;
        self.give("koordinator", report, |draft| Command::EditText {
            words: vec![draft.seal(ContentKind::TextFinal, LAMP)],
            findings_kept: false,
        })
        .await
        .unwrap();
        jobs::round(&self.app).await.unwrap();
        paper
    }
}

both_engines! {
    async fn what_others_reported_is_offered_and_joined(store: Store) {
        let town = Town::new(store).await;
        let lamp = town.released_lamp().await;
        let mut second = town.warga();
        let offered = second.post("/lapor/serupa", &[("text", SAME), MENTENG]).await;
        assert_eq!(offered.status, StatusCode::OK);
        assert!(offered.html.contains(&format!("value=\"{}\"", lamp.number)), "{}", offered.text());
        assert!(offered.html.contains(SAME), "what was written is still there");
        let receipt = second.try_file(SAME, &[MENTENG, ("joins", &lamp.number)]).await;
        assert_eq!(receipt.status, StatusCode::CREATED);
        // Its verification clock has stopped: it is not promised one.
        assert!(receipt.text().contains("penanganannya satu"), "{}", receipt.text());
        assert!(!receipt.text().contains("Petugas memeriksa laporan"), "{}", receipt.text());
        let joined = receipt.paper();
        assert_ne!(joined.number, lamp.number, "a report of its own");
        let public = town.warga().get(&format!("/laporan/{}", lamp.number)).await;
        assert!(public.text().contains("2 orang melaporkan"), "{}", public.text());
        // The same answer is theirs, and a word of their own on it.
        let report = town.by_number(&lamp.number).await;
        town.propose(report, "Lampu sudah diganti.").await;
        let own = second.get("/milik").await;
        assert!(own.text().contains("Lampu sudah diganti."), "{}", own.text());
        let done = second.act("sanggahan", &[("dispute_reason", "Masih padam di sisi barat.")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", joined.number);
        let desk = coordinator.get(&page).await;
        assert!(desk.text().contains("Masih padam di sisi barat."), "{}", desk.text());
        let seq = desk.hidden("seq");
        let heard = coordinator.post(&format!("{page}/hear-dispute"), &[("seq", &seq)]).await;
        assert_eq!(heard.status, StatusCode::SEE_OTHER, "{}", heard.text());
        let root = coordinator.get(&format!("/ruang/laporan/{}", lamp.number)).await;
        assert!(root.text().contains("ditinjau ulang") || root.text().contains("Ditinjau ulang"), "{}", root.text());
    }

    async fn what_is_not_released_is_offered_to_nobody(store: Store) {
        let town = Town::new(store).await;
        let hidden = town.warga().file(LAMP, &[MENTENG]).await;
        let report = town.by_number(&hidden.number).await;
        town.verify(report, false).await;
        let secret = town.warga().file(LAMP, &[MENTENG, ("secret", "1")]).await;
        jobs::round(&town.app).await.unwrap();
        let mut warga = town.warga();
        let offered = warga.post("/lapor/serupa", &[("text", LAMP), MENTENG]).await;
        for paper in [&hidden, &secret] {
            assert!(!offered.html.contains(&paper.number), "{}", offered.text());
        }
        // Nor joined by whoever guesses a number: the report is kept as one of its own.
        let own = warga.try_file(SAME, &[MENTENG, ("joins", &hidden.number)]).await;
        assert!(own.text().contains("ditangani tersendiri"), "{}", own.text());
        let own = own.paper();
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let desk = coordinator.get(&format!("/ruang/laporan/{}", own.number)).await;
        assert!(desk.html.contains("/verify"), "waits for verification: {}", desk.text());
    }

    async fn support_is_counted_once_for_a_browser_and_is_no_report(store: Store) {
        let town = Town::new(store).await;
        let lamp = town.released_lamp().await;
        let before = town.reports().await;
        let mut warga = town.warga();
        let path = format!("/laporan/{}", lamp.number);
        for _ in 0..2 {
            let seen = warga.post(&format!("{path}/dukung"), &[]).await;
            assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        }
        // While writing too: then nothing that was written is sent.
        let mut other = town.warga();
        let offered = other.post("/lapor/serupa", &[("text", SAME), MENTENG]).await;
        let chosen = format!("dukung:{}", lamp.number);
        assert!(offered.html.contains(&format!("value=\"{chosen}\"")), "{}", offered.html);
        let other = other.try_file(SAME, &[MENTENG, ("joins", &chosen)]).await;
        assert_eq!(other.status, StatusCode::SEE_OTHER);
        assert!(other.location().contains(&lamp.number));
        let page = town.warga().get(&path).await;
        assert!(page.text().contains("2 dukungan"), "{}", page.text());
        assert_eq!(town.reports().await, before);
        let unknown = warga.post("/laporan/123456789015/dukung", &[]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }

    async fn officers_merge_twins_or_keep_them_apart_for_good(store: Store) {
        let town = Town::new(store).await;
        let first = town.released_lamp().await;
        let twin = town.warga().file(SAME, &[MENTENG]).await;
        let other = town.warga().file(LAMP, &[MENTENG]).await;
        jobs::round(&town.app).await.unwrap();
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", twin.number);
        let desk = coordinator.get(&page).await;
        assert!(desk.text().contains("Mungkin masalah yang sama"), "{}", desk.text());
        assert!(desk.html.contains(&first.number) && desk.html.contains(&other.number));
        // Whoever goes from one verification to the next sees them there.
        let verify = coordinator.get(&format!("{page}/verify")).await;
        assert!(verify.text().contains("Mungkin masalah yang sama") && verify.html.contains(&first.number));
        let seq = desk.hidden("seq");
        let apart = coordinator
            .post(&format!("{page}/keep-apart"), &[("seq", &seq), ("root", &other.number)])
            .await;
        assert_eq!(apart.status, StatusCode::SEE_OTHER, "{}", apart.text());
        let desk = coordinator.get(&page).await;
        assert!(desk.html.contains(&first.number));
        assert!(!desk.html.contains(&other.number), "not proposed again");
        let seq = desk.hidden("seq");
        let merged = coordinator
            .post(&format!("{page}/merge"), &[("seq", &seq), ("root", &first.number)])
            .await;
        assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text());
        let page = format!("/ruang/laporan/{}", other.number);
        let desk = coordinator.get(&page).await;
        assert!(!desk.html.contains(&format!("laporan/{}\"", twin.number)), "remembered on both");
    }
}
