//! The case file: the whole course of a report, as an overseer may see it.

use axum::http::{StatusCode, header};
use jiff::civil::date;
use lapor_app::error::AppError;
use lapor_app::official;
use lapor_app::report::case::Gap;
use lapor_app::report::case_file::{self, Maker};
use lapor_domain::content::ContentKind;
use lapor_domain::official::Papers;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_store::{Store, both_engines};
use lapor_web::workspace::case_file::document;

use crate::town::Town;

const REASON: &str = "permintaan klarifikasi Ombudsman nomor 12";

/// Everything the document says.
fn words(document: &dokumen::Document) -> String {
    format!("{document:?}")
}

both_engines! {
    async fn a_case_file_tells_every_event_and_nobodys_name(store: Store) {
        let town = Town::new(store).await;
        let said = "Jalan berlubang KENARI-ISI, hubungi 0812-0000-1111.";
        let mut warga = town.warga();
        let paper = warga.file(said, &[("name", "Warga Contoh"), ("phone", "081200001111")]).await;
        let id = town.by_number(&paper.number).await;
        town.verify(id, true).await;
        town.give("dpupr", id, |draft| Command::Note {
            text: draft.seal(ContentKind::InternalNote, "CATATAN-INTERN"),
            shared_with: vec![],
        }).await.unwrap();
        town.wait(30);
        town.answer(id, "Sudah kami tinjau, hubungi petugas di 0813-2222-3333.").await;
        town.wait(24);
        town.propose(id, "Jalan itu milik provinsi.").await;
        warga.open(&paper.phrase).await;

        let file = case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap();
        assert_eq!(file.prints.len(), 5, "every event has a fingerprint, also what is not told");
        let kinds: Vec<&str> = file.view.history.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, ["received", "verified", "answered", "closure_proposed"], "notes stay inside");
        let document = document(&file);
        let told = words(&document);
        for part in [
            "Jalan berlubang, versi yang diperiksa.", "Sudah kami tinjau", "Jalan itu milik provinsi.", REASON,
            "Dinas Pekerjaan Umum", "Jawaban sementara", "1 Agustus 2025", "Berkas perkara laporan",
            "PEMERINTAH KOTA PALANGKA RAYA", "Pengelolaan Pengaduan Pelayanan Publik",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        for hidden in ["KENARI-ISI", "Warga Contoh", "0812", "0813-2222-3333", "CATATAN-INTERN"] {
            assert!(!told.contains(hidden), "{hidden}");
        }
        // The fingerprint is that of the event, and the same every time.
        let again = case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap();
        assert_eq!(again.prints, file.prints);
        assert_eq!(
            dokumen::pdf(&document).unwrap(),
            dokumen::pdf(&lapor_web::workspace::case_file::document(&again)).unwrap(),
        );
    }

    async fn words_that_are_not_for_overseers_leave_a_mark(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let id = town.by_number(&paper.number).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let unmasked = "Versi yang disamarkan belum ada";
        assert!(coordinator.get(&page).await.text().contains(unmasked));
        town.give("koordinator", id, |draft| Command::Hold {
            question: draft.seal(ContentKind::OfficerMessage, "Di sisi mana?"),
        }).await.unwrap();
        warga.act("balasan", &[("reply_text", "Sisi KENARI-BALAS.")]).await;
        let history = |file: &case_file::CaseFile| -> Vec<(&str, Option<Gap>)> {
            file.view.history.iter().map(|entry| (entry.kind, entry.gap)).collect()
        };
        town.verify(id, true).await;
        assert!(!coordinator.get(&page).await.text().contains(unmasked));
        let file = case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap();
        assert!(history(&file).contains(&("replied", Some(Gap::Withheld))), "{:?}", history(&file));
        assert!(history(&file).contains(&("held", None)), "{:?}", history(&file));
        let told = words(&document(&file));
        assert!(told.contains("[ada kata-kata; tidak dibuka bagi pengawas]") && !told.contains("KENARI-BALAS"), "{told}");
        // A note among officers leaves none.
        assert!(history(&file).contains(&("verified", None)), "{:?}", history(&file));
    }

    async fn the_end_of_a_clock_that_stands_still_is_told_nowhere(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        let id = town.by_number(&paper.number).await;
        town.give("koordinator", id, |draft| Command::Hold {
            question: draft.seal(ContentKind::OfficerMessage, "Di sisi mana?"),
        }).await.unwrap();
        let told = words(&document(&case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap()));
        assert!(told.contains("\"belum dapat ditentukan\"") && told.contains("berhenti sementara"), "{told}");
        let due = "Rabu, 6 Agustus 2025";
        assert!(!told.contains(due), "{told}");
        let page = town.officer_at_desk("koordinator").await.get(&format!("/ruang/laporan/{}", paper.number)).await.text();
        assert!(page.contains("belum dapat ditentukan"), "{page}");
        // While it runs the day is told, and a limit that was missed has one name.
        let other = town.warga().file("Lampu mati.", &[]).await;
        let other = town.by_number(&other.number).await;
        let told = words(&document(&case_file::make(&town.app, other, Maker::Operator, REASON).await.unwrap()));
        assert!(told.contains(due) && !told.contains("\"belum dapat ditentukan\""), "{told}");
        town.wait(24 * 40);
        lapor_app::jobs::round(&town.app).await.unwrap();
        let told = words(&document(&case_file::make(&town.app, other, Maker::Operator, REASON).await.unwrap()));
        assert!(told.contains("Lewat batas, masih berjalan") && !told.contains("Terlambat"), "{told}");
    }

    async fn it_bears_the_letterhead_of_the_body_s_other_documents(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        let id = town.by_number(&paper.number).await;
        town.verify(id, false).await;
        let papers = Papers {
            office: "DINAS KOMUNIKASI".to_owned(),
            lines: vec!["Kantor contoh; bukan dokumen resmi".to_owned()],
            ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1))
        };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers, ActorRef::SYSTEM).await.unwrap();
        let file = case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap();
        let head = document(&file).letterhead.unwrap();
        assert_eq!(head.government, "PEMERINTAH KOTA PALANGKA RAYA");
        assert_eq!((head.office.as_str(), head.lines.as_slice()), ("DINAS KOMUNIKASI", ["Kantor contoh; bukan dokumen resmi".to_owned()].as_slice()));
    }

    async fn who_speaks_for_the_body_makes_it_and_it_is_logged(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan berlubang.", &[]).await;
        let id = town.by_number(&paper.number).await;
        town.verify(id, false).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let to = format!("{page}/berkas-perkara");
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(coordinator.get(&page).await.text().contains("Buat berkas perkara"));
        let without = coordinator.post(&to, &[("text", " ")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.text());
        let made = coordinator.post(&to, &[("text", REASON)]).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
        assert_eq!(made.headers[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(made.headers[header::CACHE_CONTROL], "private, no-store");
        assert!(made.html.starts_with("%PDF-1.7"));
        let seen = coordinator.get(&page).await.text();
        assert!(seen.contains("Berkas perkara") && seen.contains(REASON), "{seen}");

        // A unit does not speak for the body; others do not even know of it.
        let mut unit = town.officer_at_desk("dpupr").await;
        assert!(!unit.get(&page).await.text().contains("Buat berkas perkara"));
        let refused = unit.post(&to, &[("text", REASON)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
        let unit = case_file::make(&town.app, id, Maker::Officer(town.officer("dpupr")), REASON).await;
        assert!(matches!(unit, Err(AppError::NotPermitted)));
        let stranger = town.warga().post(&to, &[("text", REASON)]).await;
        assert_ne!(stranger.status, StatusCode::OK);
        // The overseer makes it too.
        let overseer = Maker::Officer(town.officer("ombudsman"));
        assert!(case_file::make(&town.app, id, overseer, REASON).await.is_ok());
    }

    async fn of_what_an_overseer_may_not_read_only_state_and_clocks_are_told(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Petugas meminta uang KENARI-ISI.", &[("secret", "1")]).await;
        let id = town.by_number(&paper.number).await;
        town.verify_as(id, false, true).await;
        let file = case_file::make(&town.app, id, Maker::Operator, REASON).await.unwrap();
        let told = words(&document(&file));
        assert!(file.view.history.is_empty());
        for hidden in ["KENARI-ISI", "versi yang diperiksa", "jalan-rusak", "Jalan rusak"] {
            assert!(!told.contains(hidden), "{hidden}");
        }
        assert!(told.contains("Isi laporan ini tidak terbuka bagi pengawas"));
        assert!(!file.view.clocks.is_empty());
    }

    /// Section 5, row "rahasia": the overseer reads the masked version.
    async fn an_overseer_has_the_case_file_of_a_secret_report_masked_and_logged(store: Store) {
        let town = Town::new(store).await;
        let fields = [("secret", "1"), ("name", "Warga Contoh"), ("phone", "081200001111")];
        let paper = town.warga().file("Puskesmas tutup KENARI-ISI.", &fields).await;
        let id = town.by_number(&paper.number).await;
        town.verify(id, false).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let to = format!("{page}/berkas-perkara");
        let mut overseer = town.officer_at_desk("ombudsman").await;
        assert!(overseer.get(&page).await.text().contains("Buat berkas perkara"));
        let made = overseer.post(&to, &[("text", REASON)]).await;
        assert_eq!((made.status, made.html.starts_with("%PDF-1.7")), (StatusCode::OK, true), "{}", made.text());
        let file = case_file::make(&town.app, id, Maker::Officer(town.officer("ombudsman")), REASON).await.unwrap();
        let told = words(&document(&file));
        assert!(told.contains("versi yang diperiksa"), "{told}");
        for hidden in ["KENARI-ISI", "Warga Contoh", "0812"] {
            assert!(!told.contains(hidden), "{hidden}");
        }
        let seen = town.officer_at_desk("koordinator").await.get(&page).await.text();
        assert!(seen.contains(REASON), "{seen}");
        // Its leader reads state and clocks of it only.
        let leader = case_file::make(&town.app, id, Maker::Officer(town.officer("wali-kota")), REASON).await;
        assert!(matches!(leader, Err(AppError::NotPermitted)));
        assert!(!town.officer_at_desk("wali-kota").await.get(&page).await.text().contains("Buat berkas perkara"));
    }
}
