//! Public doors × visibility: who knows only a number, or nothing.

use axum::http::StatusCode;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::words::ArchiveReason;
use lapor_store::{Store, both_engines};

use crate::town::{Paper, Town};

/// What the doors show of one report: its page, the list, its number.
async fn doors(town: &Town, paper: &Paper) -> (StatusCode, bool, StatusCode) {
    let mut anyone = town.warga();
    let page = anyone.get(&format!("/laporan/{}", paper.number)).await;
    let list = anyone.get("/laporan").await;
    let number = anyone.get(&format!("/lacak?number={}", paper.number)).await;
    (
        page.status,
        list.html.contains(&paper.number),
        number.status,
    )
}

const NOTHING: (StatusCode, bool, StatusCode) =
    (StatusCode::NOT_FOUND, false, StatusCode::NOT_FOUND);
const STATE_ONLY: (StatusCode, bool, StatusCode) = (StatusCode::NOT_FOUND, false, StatusCode::OK);
const PUBLIC: (StatusCode, bool, StatusCode) = (StatusCode::OK, true, StatusCode::SEE_OTHER);

both_engines! {
    async fn ordinary_reports_become_public_only_by_release(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Tulisan asli dengan nomor 0812 0000 0000.", &[("name", "Warga Contoh")]).await;
        assert_eq!(doors(&town, &paper).await, STATE_ONLY, "unverified");
        let report = town.by_number(&paper.number).await;
        let state = town.warga().get(&format!("/lacak?number={}", paper.number)).await.text();
        assert!(state.contains("Belum diverifikasi") && state.contains("Giliran koordinator") && state.contains("paling lambat"), "{state}");
        assert!(!state.contains("Tulisan asli") && !state.contains("Warga Contoh"), "{state}");
        town.verify(report, false).await;
        assert_eq!(doors(&town, &paper).await, STATE_ONLY, "verified, not released");
        town.give("koordinator", report, |_| Command::Release { point: false, files: false, findings_kept: false, }).await.unwrap();
        assert_eq!(doors(&town, &paper).await, PUBLIC, "released");
        let page = town.warga().get(&format!("/laporan/{}", paper.number)).await.text();
        assert!(page.contains("versi yang diperiksa") && page.contains("Dinas Pekerjaan Umum"), "{page}");
        assert!(!page.contains("Tulisan asli") && !page.contains("Warga Contoh") && !page.contains("0812"), "{page}");
        town.give("koordinator", report, |draft| Command::Archive {
            reason: ArchiveReason::AlreadyAnswered,
            explanation: draft.seal(ContentKind::OfficerMessage, "Untuk pelapor saja."),
            where_to: Some("Kepolisian, telepon 110".to_owned()),
            earlier: None,
        }).await.unwrap();
        assert_eq!(doors(&town, &paper).await, PUBLIC, "archived after release");
        let page = town.warga().get(&format!("/laporan/{}", paper.number)).await.text();
        assert!(page.contains("sudah pernah dijawab") && !page.contains("Untuk pelapor saja"), "{page}");
        town.give("koordinator", report, |draft| Command::Unrelease {
            reason: draft.seal(ContentKind::OfficerMessage, "Keliru dibuka."),
        }).await.unwrap();
        assert_eq!(doors(&town, &paper).await, STATE_ONLY, "un-released");
    }

    async fn secret_supervisory_and_unknown_answer_alike(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let secret = warga.file("Rahasia.", &[("secret", "1")]).await;
        let declared = warga.file("Tentang pejabat.", &[("supervisory", "1")]).await;
        let verified = warga.file("Tentang pejabat lain.", &[("supervisory", "1")]).await;
        town.verify(town.by_number(&secret.number).await, false).await;
        town.verify_as(town.by_number(&verified.number).await, false, true).await;
        let unknown = Paper { number: lapor_domain::tracking::TrackingNo::from_random(42).to_string(), phrase: String::new() };
        let mut answers = Vec::new();
        for paper in [&secret, &declared, &verified, &unknown] {
            assert_eq!(doors(&town, paper).await, NOTHING);
            let mut anyone = town.warga();
            anyone.address = format!("203.0.113.{}:1", 20 + answers.len()).parse().unwrap();
            let seen = anyone.get(&format!("/lacak?number={}", paper.number)).await;
            assert!(seen.text().contains("Tidak ditemukan, atau hanya dapat dibuka dengan frasa rahasia"));
            let page = anyone.get(&format!("/laporan/{}", paper.number)).await;
            answers.push((seen.html, format!("{:?}", seen.headers), page.html, format!("{:?}", page.headers)));
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "byte by byte the same");
    }

    async fn guessing_numbers_and_phrases_is_slowed_down(store: Store) {
        let town = Town::new(store).await;
        let mut guesser = town.warga();
        let mut last = StatusCode::OK;
        for n in 0..7 {
            let number = lapor_domain::tracking::TrackingNo::from_random(1000 + n);
            last = guesser.get(&format!("/lacak?number={number}")).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let phrase = "sungai kancil payung rotan embun layar jagung perahu";
        let mut seen = guesser.post("/lacak", &[("phrase", phrase)]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().contains("tidak cocok dengan laporan mana pun"));
        assert!(!seen.html.contains(phrase), "a secret is not written back");
        for _ in 0..6 {
            seen = guesser.post("/lacak", &[("phrase", phrase)]).await;
        }
        assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(seen.headers.contains_key("retry-after") && seen.text().contains("Coba lagi dalam"), "{}", seen.text());
        // Somebody else is not kept waiting.
        let mut warga = town.warga();
        warga.address = "198.51.100.4:1".parse().unwrap();
        let paper = warga.file("Lampu mati.", &[]).await;
        assert_eq!(warga.get(&format!("/lacak?number={}", paper.number)).await.status, StatusCode::OK);
        // A wrong check digit and a phrase that is too short are slips, not guesses.
        let seen = warga.get("/lacak?number=123456789012").await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(warga.post("/lacak", &[("phrase", "sungai kancil")]).await.text().contains("delapan kata"));
    }

    async fn anonymous_stays_anonymous(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Lampu mati.", &[("identity", "anonymous"), ("name", "Warga Contoh")]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        let page = town.warga().get(&format!("/laporan/{}", paper.number)).await.text();
        assert!(page.contains("Dilaporkan oleh Anonim") && !page.contains("Warga Contoh"), "{page}");
    }
}
