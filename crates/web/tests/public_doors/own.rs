//! One's own report: replying, agreeing, disputing, rating, objecting, withdrawing.

use axum::http::StatusCode;
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::words::{ArchiveReason, StateCode};
use lapor_store::{Store, both_engines};

use crate::town::{Part, Town, jpeg};

both_engines! {
    async fn from_question_to_rating(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[("name", "Warga Contoh"), ("phone", "0812 0000 0000")]).await;
        let report = town.by_number(&paper.number).await;
        town.give("koordinator", report, |draft| Command::Hold {
            question: draft.seal(ContentKind::OfficerMessage, "Di sisi mana jalannya?"),
        }).await.unwrap();
        let held = warga.get("/milik").await.text();
        for words in ["Giliran Anda", "Di sisi mana jalannya?", "Petugas membutuhkan keterangan dari Anda", "Kelengkapan dari Anda", "tinggal"] {
            assert!(held.contains(words), "{words}: {held}");
        }
        let key = warga.get("/milik").await.hidden("form_key");
        let picture = jpeg();
        let reply = [Part::Text("form_key", &key), Part::Text("reply_text", "Sisi sekolah."), Part::File("a.jpg", &picture)];
        for _ in 0..2 {
            let seen = warga.upload("/milik/balasan", &reply).await;
            assert_eq!((seen.status, seen.location()), (StatusCode::SEE_OTHER, "/b/palangkaraya/milik?simpan=1"));
        }
        let own = warga.get("/milik?simpan=1").await;
        assert!(own.text().contains("Sudah tersimpan."));
        assert_eq!(own.text().matches("Sisi sekolah.").count(), 1, "sent twice, kept once");

        town.verify(report, true).await;
        town.answer(report, "Tim memeriksa lokasi.").await;
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Jawaban sementara") && own.contains("Tim memeriksa lokasi."), "{own}");
        assert!(own.contains("Penyelesaian: paling lambat"), "{own}");
        assert!(own.contains("hari ke-1"), "{own}");

        town.wait(24);
        town.propose(report, "Lubang sudah ditambal.").await;
        // The session ended overnight.
        let own = warga.open(&paper.phrase).await.text();
        for words in ["Masalahnya sudah beres?", "Sanggah jawaban ini", "Hasil: tidak dapat dipenuhi", "Tanggapan Anda atas jawaban"] {
            assert!(own.contains(words), "{words}: {own}");
        }
        let empty = warga.act("sanggahan", &[("dispute_reason", "  ")]).await;
        let (above, _) = empty.html.split_once("<h1>").unwrap();
        assert!(above.contains("id=\"kesalahan\""), "what to mend is read first");
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains("Tulis dulu isinya"));

        let seen = warga.act("persetujuan", &[]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Anda menyatakan setuju") && own.contains("Beri nilai") && own.contains("Buka kembali"), "{own}");
        assert!(own.contains("Ombudsman"));
        assert_eq!(warga.act("penilaian", &[("rating", "9")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(warga.act("penilaian", &[("rating", "4"), ("rating_text", "Cepat.")]).await.status, StatusCode::SEE_OTHER);
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Nilai: 4 dari 5."), "{own}");
        let seen = warga.act("pembukaan-kembali", &[("reopen_reason", "Berlubang lagi.")]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        assert!(warga.get("/milik").await.text().contains("ditinjau ulang"));
    }

    async fn who_joined_rates_the_handling_they_shared(store: Store) {
        let town = Town::new(store).await;
        let (mut first, mut second) = (town.warga(), town.warga());
        let root = town.by_number(&first.file("Jalan berlubang.", &[]).await.number).await;
        let joined = town.by_number(&second.file("Lubang di jalan yang sama.", &[]).await.number).await;
        town.verify(root, false).await;
        town.verify(joined, false).await;
        town.give("koordinator", joined, |_| Command::Merge { root }).await.unwrap();
        town.propose(root, "Lubang ditambal.").await;
        assert_eq!(first.act("persetujuan", &[]).await.status, StatusCode::SEE_OTHER);
        let seen = second.act("penilaian", &[("rating", "5")]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        assert!(second.get("/milik").await.text().contains("Nilai: 5 dari 5."));
    }

    async fn a_dispute_takes_its_photographs_along(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, false).await;
        town.propose(report, "Sudah.").await;
        let key = warga.get("/milik").await.hidden("form_key");
        let picture = jpeg();
        let parts = [Part::Text("form_key", &key), Part::Text("dispute_reason", "Masih berlubang."), Part::File("a.jpg", &picture)];
        let seen = warga.upload("/milik/sanggahan", &parts).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        let own = warga.get("/milik").await;
        assert!(own.text().contains("Masih berlubang."));
        assert!(own.html.contains("/berkas/"));
    }

    async fn an_answer_that_changed_meanwhile_is_looked_at_again(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, false).await;
        town.propose(report, "Jawaban pertama.").await;
        let key = warga.get("/milik").await.hidden("form_key");
        town.give("dpupr", report, |draft| Command::TakeBack {
            reason: draft.seal(ContentKind::OfficerMessage, "Keliru."),
        }).await.unwrap();
        town.propose(report, "Jawaban kedua.").await;
        let seen = warga.post("/milik/sanggahan", &[("form_key", &key), ("dispute_reason", "Belum beres.")]).await;
        assert_eq!(seen.status, StatusCode::CONFLICT);
        let text = seen.text();
        assert!(text.contains("berubah setelah halaman dibuka") && text.contains("Jawaban kedua."), "{text}");
        assert_eq!(seen.boxed("dispute_reason"), "Belum beres.");
    }

    async fn archived_reports_say_why_and_what_to_do(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Sengketa tanah.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.give("koordinator", report, |draft| Command::Archive {
            reason: ArchiveReason::OutOfScope,
            explanation: draft.seal(ContentKind::OfficerMessage, "Ini perkara pengadilan negeri."),
            where_to: Some("Kepolisian, telepon 110".to_owned()),
            earlier: None,
        }).await.unwrap();
        let own = warga.get("/milik").await.text();
        for words in ["Ini perkara pengadilan negeri.", "Mengapa diarsipkan", "Ajukan keberatan", "31 Agustus 2025", "Ombudsman"] {
            assert!(own.contains(words), "{words}: {own}");
        }
        assert_eq!(warga.act("keberatan", &[("object_reason", "Bukan sengketa.")]).await.status, StatusCode::SEE_OTHER);
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Keberatan Anda sedang diperiksa orang lain"), "{own}");
        assert!(!own.contains("Ajukan keberatan"), "{own}");
    }

    async fn withdrawing_must_be_meant(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Lampu mati.", &[]).await;
        let report = town.by_number(&paper.number).await;
        let seen = warga.act("penarikan", &[("withdraw_reason", "Sudah menyala.")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(warga.act("penarikan", &[("withdraw_sure", "1")]).await.status, StatusCode::SEE_OTHER);
        let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.state, StateCode::Archived);
        assert!(warga.get("/milik").await.text().contains("Anda menarik laporan ini"));
    }

    async fn secrecy_can_be_set_and_lifted(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Lampu mati.", &[("name", "Warga Contoh")]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        let address = format!("/laporan/{}", paper.number);
        assert_eq!(town.warga().get(&address).await.status, StatusCode::OK);
        assert_eq!(warga.act("kerahasiaan", &[("secret", "1")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(town.warga().get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.act("kerahasiaan", &[("secret", "1")]).await.status, StatusCode::SEE_OTHER, "nothing to change");
        assert!(warga.get("/milik").await.text().contains("Nomornya pun tidak membuka apa-apa"));
    }

    async fn a_session_that_ended_hands_the_text_back(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.file("Lampu mati.", &[]).await;
        let key = warga.get("/milik").await.hidden("form_key");
        town.wait(2);
        let seen = warga.post("/milik/tambahan", &[("form_key", &key), ("add_text", "Tulisan yang panjang.")]).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.text().contains("Sesi sudah berakhir") && seen.text().contains("Tulisan yang panjang."));
        assert!(seen.html.contains("href=\"/b/palangkaraya/lacak?habis=1\"") && seen.text().contains("Buka dengan frasa rahasia"), "{}", seen.html);
        let seen = warga.get("/milik").await;
        assert_eq!(seen.location(), "/b/palangkaraya/lacak?habis=1");
        assert!(warga.get("/lacak?habis=1").await.text().contains("sudah ditutup di perangkat ini"));
    }

    async fn leaving_closes_the_report_on_this_device(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.file("Lampu mati.", &[]).await;
        let before = warga.clone();
        assert_eq!(warga.post("/milik/tutup", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!warga.has_cookie("laporan"));
        // The token itself is worth nothing any more.
        assert_eq!(before.clone().get("/milik").await.status, StatusCode::SEE_OTHER);
    }

    async fn what_is_over_can_still_be_added_to(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let report = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
        town.give("koordinator", report, |draft| Command::Archive {
            reason: ArchiveReason::Unclear,
            explanation: draft.seal(ContentKind::OfficerMessage, "Lokasinya tidak jelas."),
            where_to: Some("Kepolisian, telepon 110".to_owned()),
            earlier: None,
        }).await.unwrap();
        let page = warga.get("/milik").await.text();
        assert!(page.contains("tidak membuka laporan ini kembali"), "{page}");
        let key = warga.get("/milik").await.hidden("form_key");
        let picture = jpeg();
        let sent = warga.upload("/milik/tambahan", &[
            Part::Text("form_key", &key), Part::Text("add_text", "Di depan pasar lama."), Part::File("a.jpg", &picture),
        ]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let case = case::read(&town.app, report, Onlooker::Officer(town.officer("koordinator"))).await.unwrap().unwrap();
        assert_eq!((case.state, case.photos.len()), (StateCode::Archived, 1));
        assert!(case.history.iter().any(|entry| entry.words.as_deref() == Some("Di depan pasar lama.")));
    }

    async fn a_reporter_shares_with_the_overseer(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let report = town.by_number(&warga.file("Petugas meminta uang.", &[("supervisory", "1")]).await.number).await;
        town.verify_as(report, false, true).await;
        let overseer = || case::read(&town.app, report, Onlooker::Officer(town.officer("ombudsman")));
        assert_eq!(overseer().await.unwrap().unwrap().text_public.words(), None);
        assert!(warga.get("/milik").await.text().contains("Bagikan kepada Ombudsman"));
        let shared = warga.act("bagikan", &[]).await;
        assert_eq!(shared.status, StatusCode::SEE_OTHER, "{}", shared.text());
        assert!(overseer().await.unwrap().unwrap().text_public.words().is_some());
        let page = warga.get("/milik").await.text();
        assert!(!page.contains("Bagikan kepada Ombudsman") && page.contains("karena dibagikan kepadanya"), "{page}");
    }
}
