//! Bad input: each case gets an answer that says what to do, and loses nothing that was written.

use axum::http::{StatusCode, header};
use lapor_store::{Store, both_engines};

use crate::town::{Part, Town, jpeg, multipart};

both_engines! {
    async fn every_field_says_what_to_mend(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let seen = warga.try_file("", &[
            ("phone", "08-bukan-nomor"), ("email", "warga@"), ("lat", "abc"), ("lon", "113,9"),
            ("event_date", "2031-01-01"), ("village", "99.99.99.9999"), ("place", "Jalan Contoh"),
        ]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().contains("Pilihan ini tidak dikenal"), "{}", seen.text());
        let seen = warga.try_file("", &[
            ("phone", "08-bukan-nomor"), ("email", "warga@"), ("lat", "abc"), ("lon", "113,9"),
            ("event_date", "2031-01-01"), ("place", "Jalan Contoh"),
        ]).await;
        let text = seen.text();
        for words in [
            "Ceritakan dulu apa yang terjadi", "Nomor telepon hanya berisi angka", "Lintang dan bujur berupa angka",
            "tidak boleh di masa depan",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for id in ["href=\"#text\"", "href=\"#phone\"", "href=\"#email\"", "href=\"#lat\"", "href=\"#event_date\""] {
            assert!(seen.html.contains(id), "{id}");
        }
        assert!(seen.html.contains("value=\"Jalan Contoh\""));
        assert_eq!(town.reports().await, 0);
    }

    async fn ten_thousand_lines_come_back_whole(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let text = "Baris keluhan yang panjang sekali.\n".repeat(10_000);
        let seen = warga.try_file(&text, &[]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().contains("Laporan ini terlalu panjang"));
        assert_eq!(seen.boxed("text").len(), text.len());
    }

    async fn control_characters_and_nul_do_no_harm(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.file("Lam\u{0}pu \u{1b}[31mmati\u{202e}.\r\nSejak <b>Senin</b>.", &[("name", "War\u{0}ga")]).await;
        let own = warga.get("/milik").await;
        assert!(own.html.contains("Lampu [31mmati.\nSejak &#60;b&#62;Senin&#60;/b&#62;."), "{}", own.html);
        let only = warga.try_file("\u{0}\u{7}\u{200f} \n", &[]).await;
        assert_eq!(only.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_file_that_is_no_photograph_is_named(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let good = jpeg();
        let cut = &good[..good.len() / 2];
        let large = vec![0xff_u8; 10 * 1024 * 1024 + 10];
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let cases: [(&[u8], &str); 4] = [
            (b"%PDF-1.4 bukan foto", "bukan foto yang kami kenal"),
            (heic, "berformat HEIC"),
            (&large, "lebih besar dari 10 MB"),
            (cut, "Foto ke-2"),
        ];
        for (bytes, words) in cases {
            let key = warga.get("/lapor").await.hidden("form_key");
            let seen = warga.upload("/lapor", &[
                Part::Text("form_key", &key), Part::Text("text", "Lampu mati."),
                Part::File("a.jpg", &good), Part::File("b.jpg", bytes),
            ]).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let text = seen.text();
            assert!(text.contains(words), "{words}: {text}");
            assert!(text.contains("Foto tadi tidak ikut kembali"));
            assert_eq!(seen.boxed("text"), "Lampu mati.");
        }
        let key = warga.get("/lapor").await.hidden("form_key");
        let mut six = vec![Part::Text("form_key", &key), Part::Text("text", "Lampu mati.")];
        six.extend((0..6).map(|_| Part::File("a.jpg", &good)));
        let seen = warga.upload("/lapor", &six).await;
        assert!(seen.text().contains("Terlalu banyak foto"), "{}", seen.text());
        assert_eq!(town.reports().await, 0);
    }

    async fn an_empty_photo_field_is_no_photograph(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let parts = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati."), Part::File("", b"")];
        assert_eq!(warga.upload("/lapor", &parts).await.status, StatusCode::CREATED);
    }

    async fn a_broken_form_keeps_what_came(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let picture = jpeg();
        let whole = multipart(&[
            Part::Text("form_key", &key), Part::Text("text", "Lampu mati."), Part::File("a.jpg", &picture),
        ]);
        let seen = warga.raw("/lapor", whole[..whole.len() - 200].to_vec()).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().contains("terpotong atau rusak di perjalanan"));
        assert_eq!(seen.boxed("text"), "Lampu mati.");
        assert_eq!(seen.hidden("form_key"), key);
        for body in [b"".to_vec(), b"bukan formulir".to_vec(), b"--BATAS\r\n\r\n".to_vec(), vec![0; 5000]] {
            let seen = warga.raw("/lapor", body).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(town.reports().await, 0);
    }

    async fn a_text_cut_off_in_the_middle_is_handed_back_as_far_as_it_came(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let text = "Lampu di depan pasar mati sejak Senin.";
        let whole = multipart(&[Part::Text("form_key", &key), Part::Text("text", text)]);
        for (lost, kept) in [(20, "Lampu di depan pasar mati sejak"), (11, text), (3, text)] {
            let seen = warga.raw("/lapor", whole[..whole.len() - lost].to_vec()).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(seen.boxed("text").starts_with(kept), "{lost}: {}", seen.boxed("text"));
            assert!(!seen.boxed("text").contains("BATAS"), "{}", seen.boxed("text"));
        }
        assert_eq!(town.reports().await, 0);
    }

    async fn every_photograph_that_is_refused_is_named(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let good = jpeg();
        let seen = warga.upload("/lapor", &[
            Part::Text("form_key", &key), Part::Text("text", "Lampu mati."),
            Part::File("a.jpg", b"bukan foto"), Part::File("b.jpg", &good), Part::File("c.jpg", b"%PDF-1.7"),
        ]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = seen.text();
        assert!(text.contains("ke-1") && text.contains("ke-3") && !text.contains("ke-2"), "{text}");
        let paper = warga.file("Lampu mati.", &[]).await;
        let report = town.by_number(&paper.number).await;
        let own = warga.get("/milik").await.hidden("form_key");
        let seen = warga.upload("/milik/tambahan", &[
            Part::Text("form_key", &own), Part::Text("add_text", "Fotonya."),
            Part::File("a.jpg", b"bukan foto"), Part::File("b.jpg", b"bukan foto"),
        ]).await;
        assert!(seen.text().contains("ke-1") && seen.text().contains("ke-2"), "{}", seen.text());
        assert_eq!(seen.boxed("add_text"), "Fotonya.");
        assert!(!warga.get("/milik").await.text().contains("Fotonya."), "{report:?}");
    }

    async fn wrong_ways_in_get_a_page_not_a_riddle(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for path in ["/tidak-ada", "/laporan/bukan-nomor", "/berkas/bukan-id", "/milik/apa-saja", "/bahasa/xx", "/b/tidak-ada/"] {
            let seen = warga.get(path).await;
            assert!(seen.status.is_client_error(), "{path}: {}", seen.status);
            assert!(seen.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
        }
        let seen = warga.post("/milik/tutup-semua", &[]).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
    }

    async fn another_site_cannot_send_our_forms(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Lampu mati.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, false).await;
        town.propose(report, "Sudah diganti.").await;
        let key = warga.get("/milik").await.hidden("form_key");
        for site in ["cross-site", "same-site"] {
            warga.site = Some(site);
            let seen = warga.post("/milik/persetujuan", &[("form_key", &key)]).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{site}");
            assert!(seen.text().contains("tidak datang dari halaman kami"));
        }
        // A browser that says nothing at all, but carries a session.
        warga.site = None;
        let seen = warga.post("/milik/persetujuan", &[("form_key", &key)]).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        warga.site = Some("same-origin");
        let seen = warga.post("/milik/persetujuan", &[("form_key", &key)]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
    }
}
