//! A hand-over outside as a package: letter, draft of a message, and an acknowledgement that is awaited.

use axum::http::StatusCode;
use lapor_app::jobs;
use lapor_store::{Store, both_engines};

use crate::town::Town;

both_engines! {
    async fn a_hand_over_outside_has_a_letter_without_the_reporter(store: Store) {
        let town = Town::new(store).await;
        let said = "Tiang listrik miring KENARI-ISI, hubungi 0812-0000-1111.";
        let paper = town.warga().file(said, &[("village", "62.71.03.1002"), ("name", "Warga Contoh"),
            ("place", "Jalan Kenari, depan rumah Pak Sastro, tiang ketiga dari jembatan")]).await;
        town.verify(town.by_number(&paper.number).await, true).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let none = coordinator.get(&format!("{page}/surat")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "nothing was handed over");
        let seq = coordinator.get(&page).await.hidden("seq");
        let fields = [
            ("seq", seq.as_str()), ("to_outside", "PLN contoh"), ("contact", "Telepon 123, surel aduan@pln.example"),
            ("text", "Tiang ini milik PLN."),
        ];
        let sent = coordinator.post(&format!("{page}/transfer"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());

        let seen = coordinator.get(&page).await;
        assert!(seen.text().contains("Bukti terima ditunggu sampai"), "{}", seen.text());
        assert!(seen.html.contains("mailto:aduan@pln.example?subject=Penyerahan%20laporan"), "{}", seen.html);
        let letter = coordinator.get(&format!("{page}/surat")).await;
        assert_eq!(letter.status, StatusCode::OK, "{}", letter.text());
        let text = letter.text();
        for part in [
            "Kepada Yth. PLN contoh", "aduan@pln.example", "LAPOR/", "Jalan berlubang, versi yang diperiksa.",
            "Menteng", "tiang ketiga dari jembatan", "Tiang ini milik PLN.", "8 Agustus 2025", "Bukti terima cukup dengan membalas",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        for hidden in ["KENARI-ISI", "0812-0000-1111", "Warga Contoh", "Sastro", "Permintaan ke-"] {
            assert!(!letter.html.contains(hidden), "{hidden}");
        }
        // Nobody there answers: it is asked for again, and the letter says that it is.
        town.wait(24 * 14);
        jobs::round(&town.app).await.unwrap();
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let letter = coordinator.get(&format!("{page}/surat")).await.text();
        assert!(letter.contains("Permintaan ke-2. Yang pertama kami kirim pada"), "{letter}");
        let seen = coordinator.get(&page).await;
        // Acknowledged: said so, and the letter can still be printed.
        let seq = seen.hidden("seq");
        let taken = coordinator.post(&format!("{page}/acknowledge"), &[("seq", &seq), ("note", "Diterima Pak X.")]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        assert!(coordinator.get(&page).await.text().contains("sudah diterima di sana"));
        assert_eq!(coordinator.get(&format!("{page}/surat")).await.status, StatusCode::OK);
        // The next pole goes there by one choice, contact and all.
        let next = town.warga().file("Tiang listrik roboh.", &[]).await;
        town.verify(town.by_number(&next.number).await, true).await;
        let page = format!("/ruang/laporan/{}", next.number);
        let form = coordinator.get(&format!("{page}/transfer")).await;
        let code = "luar:PLN contoh\tTelepon 123, surel aduan@pln.example";
        assert!(form.html.contains(code) && form.text().contains("Pernah menerima 1 laporan sejenis"), "{}", form.text());
        let fields = [("seq", form.hidden("seq")), ("to_body_pick", code.to_owned()), ("text", "Tiang milik PLN.".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let sent = coordinator.post(&format!("{page}/transfer"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let letter = coordinator.get(&format!("{page}/surat")).await.text();
        assert!(letter.contains("Kepada Yth. PLN contoh") && letter.contains("aduan@pln.example"), "{letter}");
        // Nobody outside the office reads it.
        let stranger = town.warga().get(&format!("{page}/surat")).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    }

    async fn a_secret_report_goes_without_its_words(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Rahasia KENARI-ISI.", &[("secret", "1")]).await;
        town.verify(town.by_number(&paper.number).await, false).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seq = coordinator.get(&page).await.hidden("seq");
        let fields = [
            ("seq", seq.as_str()), ("to_outside", "Instansi contoh"), ("contact", "Telepon 123"),
            ("text", "Bukan kewenangan kota."),
        ];
        let sent = coordinator.post(&format!("{page}/transfer"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let letter = coordinator.get(&format!("{page}/surat")).await;
        assert!(letter.text().contains("tidak dimuat dalam surat"), "{}", letter.text());
        assert!(!letter.html.contains("KENARI-ISI") && !letter.html.contains("versi yang diperiksa"));
        assert!(!letter.html.contains("mailto:"), "no mailbox is known");
    }
}
