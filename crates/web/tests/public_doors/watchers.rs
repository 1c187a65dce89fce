//! Who watches, and who keeps the program: what their desks hold, and what they do not.

use axum::http::StatusCode;
use lapor_domain::words::Role;
use lapor_store::{Store, both_engines};

use crate::town::Town;

both_engines! {
    async fn an_auditor_sees_who_looked_and_not_at_what_words(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let public = warga.file("Jalan berlubang.", &[("name", "Warga Contoh"), ("phone", "0812 3456 7890")]).await;
        let closed = warga.file("Lampu mati.", &[("name", "Warga Lain"), ("phone", "0812 3456 7891")]).await;
        town.verify(town.by_number(&public.number).await, true).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for (paper, reason) in [(&public, "Menelepon pelapor soal lokasi"), (&closed, "Memastikan alamat")] {
            let page = format!("/ruang/laporan/{}/buka", paper.number);
            let seen = coordinator.post(&page, &[("what", "contact"), ("text", reason)]).await;
            assert!(seen.status.is_success() || seen.status.is_redirection(), "{}", seen.text());
            town.wait(1);
        }
        let mut auditor = town.officer_at_desk("auditor").await;
        let landed = auditor.get("/ruang").await;
        assert_eq!((landed.status, landed.location()), (StatusCode::SEE_OTHER, "/b/palangkaraya/ruang/akses"));
        let seen = auditor.get("/ruang/akses").await;
        let text = seen.text();
        for words in ["Menelepon pelapor soal lokasi", "Memastikan alamat", "Koordinator", "Nomor telepon"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(seen.html.contains(&format!("/laporan/{}", public.number)), "{}", seen.html);
        assert!(!seen.html.contains(&closed.number) && text.contains("tidak terbuka untuk umum"), "what is not public does not exist for an auditor");
        for words in ["0812", "Warga Contoh", "Jalan berlubang"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
        let newest = text.find("Memastikan alamat").unwrap();
        assert!(newest < text.find("Menelepon pelapor").unwrap(), "newest first");
        // The rest of it is for the auditor only.
        assert_eq!(coordinator.get("/ruang/akses").await.status, StatusCode::FORBIDDEN);
        assert!(!coordinator.get("/ruang").await.html.contains("/ruang/akses"));
    }

    async fn who_keeps_the_program_begins_where_their_work_is(store: Store) {
        let town = Town::new(store).await;
        let mut keeper = town.officer_at_desk("administrator").await;
        let landed = keeper.get("/ruang").await;
        assert!(landed.location().ends_with("/ruang/kelola/unit"), "{}", landed.location());
    }

    async fn notes_and_matter_are_not_hinted_at(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let page = format!("/ruang/laporan/{}", paper.number);
        town.for_the_whole_city("ombudsman", Role::Overseer).await;
        let mut overseer = town.officer_at_desk("ombudsman").await;
        let seen = overseer.get(&page).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
        let text = seen.text();
        assert!(text.contains("Verifikasi"), "state and clocks: {text}");
        for words in ["Catatan internal", "Situs ini", "Pengaduan"] {
            assert!(!text.contains(words), "unverified: existence, state, clocks, and no {words}: {text}");
        }
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(coordinator.get(&page).await.text().contains("Catatan internal"));
    }

    async fn the_officer_whose_session_ended_finds_the_way_back(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let seen = warga.post("/ruang/catat", &[("text", "Catatan yang panjang.")]).await;
        assert!(seen.text().contains("Catatan yang panjang.") && seen.text().contains("Masuk lagi"), "{}", seen.text());
        assert!(seen.html.contains("/b/palangkaraya/masuk?kembali=/b/palangkaraya/ruang/catat"), "{}", seen.html);
    }

    async fn sign_in_that_is_slowed_down_says_for_how_long(store: Store) {
        let town = Town::new(store).await;
        let mut guesser = town.warga();
        let mut seen = guesser.post("/masuk", &[("login", "siapa"), ("password", "entah apa")]).await;
        for _ in 0..30 {
            if seen.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            seen = guesser.post("/masuk", &[("login", "siapa"), ("password", "entah apa")]).await;
        }
        assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(seen.headers.contains_key("retry-after"));
    }

    async fn the_counter_takes_an_identity_number_and_checks_it(store: Store) {
        let town = Town::new(store).await;
        let mut clerk = town.officer_at_desk("loket").await;
        let key = clerk.get("/ruang/catat").await.hidden("key");
        let seen = clerk.post("/ruang/catat", &[("key", &key), ("channel", "counter"), ("text", "Lampu mati."), ("nik", "123")]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.text());
        assert!(seen.text().contains("NIK: NIK terdiri dari 16 angka"), "{}", seen.text());
        let seen = clerk.post("/ruang/catat", &[("key", &key), ("channel", "counter"), ("text", "Lampu mati."), ("nik", "6271034508900001")]).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
    }

    async fn cards_say_how_it_ended_and_filters_offer_what_there_is(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        town.give("dpupr", report, |draft| lapor_domain::report::command::Command::ProposeClosure {
            answer: draft.seal(lapor_domain::content::ContentKind::OfficerMessage, "Bukan jalan kota."),
            outcome: lapor_domain::words::Outcome::NotGranted,
            promise: None,
            files: vec![],
        }).await.unwrap();
        warga.act("persetujuan", &[]).await;
        let list = warga.get("/laporan").await;
        assert!(list.text().contains("Tertangani: tidak dapat dipenuhi"), "{}", list.text());
        assert!(!list.html.contains("chip--done") && !list.html.contains("<p class=\"clip\"></p>"), "{}", list.html);
        assert!(!list.html.contains("value=\"not_verified\""));
        assert!(list.html.contains("value=\"2025\"") && !list.html.contains("value=\"2024\""), "{}", list.html);
    }

    async fn a_free_day_is_taken_back_from_its_own_row(store: Store) {
        let town = Town::new(store).await;
        let mut desk = town.officer_at_desk("koordinator").await;
        let year = desk.get("/ruang/kelola/kalender/2025").await;
        assert!(year.html.contains("kalender/2025?hapus=2025-08-17") && !year.html.contains("hapus=2025-06-06"), "{}", year.html);
        assert!(!year.html.contains("id=\"hapus-2025-08-17"), "no form before it is asked for");
        let asked = desk.get("/ruang/kelola/kalender/2025?hapus=2025-08-17").await;
        assert!(asked.text().contains("Hapus hari libur: 17 Agustus 2025, Hari Kemerdekaan"), "{}", asked.text());
        assert!(!asked.text().contains("2027"), "nobody knows 2027 in 2025");
    }

    async fn a_moved_due_date_says_from_when_to_when(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.file("Lampu jalan mati.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        coordinator
            .post("/ruang/kelola/kalender", &[
                ("day", "2025-08-05"), ("name", "Hari jadi kota"), ("kind", "local"), ("instrument", "Keputusan 1/2025"),
            ])
            .await;
        lapor_app::jobs::round(&town.app).await.unwrap();
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Pemeriksaan awal: dari 6 Agustus 2025 menjadi 7 Agustus 2025."), "{own}");
    }

    async fn shielded_reports_do_not_promise_what_their_number_opens(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let secret = warga.file("Rahasia.", &[("secret", "1")]).await;
        let plain = warga.file("Lampu mati.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for (paper, promises) in [(&secret, false), (&plain, true)] {
            let text = coordinator.get(&format!("/ruang/laporan/{}", paper.number)).await.text();
            assert_eq!(text.contains("Dengan nomornya orang hanya melihat keadaan"), promises, "{text}");
            assert_eq!(text.contains("Nomornya pun tidak membuka apa-apa"), !promises, "{text}");
        }
    }
}
