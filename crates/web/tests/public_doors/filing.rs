//! Filing: the form, the receipt, the same form again.

use axum::http::{StatusCode, header};
use lapor_store::{Store, both_engines};

use crate::town::{Part, Town, jpeg};

both_engines! {
    async fn a_person_files_gets_a_receipt_and_finds_the_report_again(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let form = warga.get("/lapor").await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.text().contains("Apa yang terjadi?"));
        assert!(form.html.contains("62.71.01.1001"), "villages of the city");
        let key = form.hidden("form_key");
        let picture = jpeg();
        let seen = warga.upload("/lapor", &[
            Part::Text("form_key", &key),
            Part::Text("text", "Jalan berlubang di depan pasar."),
            Part::Text("kind", "complaint"),
            Part::Text("village", "62.71.01.1001"),
            Part::Text("place", "Seberang pasar"),
            Part::Text("event_date", "2025-07-30"),
            Part::File("lubang.jpg", &picture),
            Part::Text("identity", "named"),
            Part::Text("name", "Warga Contoh"),
            Part::Text("phone", "0812 0000 0000"),
        ]).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store");
        let paper = seen.paper();
        assert_eq!(paper.number.len(), 12);
        assert_eq!(paper.phrase.split(' ').count(), 8);
        assert!(seen.text().contains("Pemeriksaan awal: paling lambat Rabu, 6 Agustus 2025"), "{}", seen.text());
        assert!(seen.text().contains("lapor.contoh.id/b/palangkaraya/lacak"));

        // The receipt opened the own view in this browser, and the phrase does in any other.
        let own = warga.get("/milik").await;
        assert!(own.text().contains("Jalan berlubang di depan pasar."));
        let mut elsewhere = town.warga();
        let own = elsewhere.open(&paper.phrase.to_uppercase()).await;
        for words in ["Jalan berlubang di depan pasar.", "Seberang pasar", "30 Juli 2025", "Giliran koordinator Kota Palangka Raya"] {
            assert!(own.text().contains(words), "{words}: {}", own.text());
        }
        // The photograph is the reporter's to see, and nobody else's.
        let (_, rest) = own.html.split_once("/b/palangkaraya/berkas/").unwrap();
        let file = rest.split('"').next().unwrap();
        let address = format!("/berkas/{file}");
        let photo = elsewhere.get(&address).await;
        assert_eq!(photo.status, StatusCode::OK);
        assert_eq!(photo.headers[header::CACHE_CONTROL], "private, no-store");
        assert_eq!(town.warga().get(&address).await.status, StatusCode::NOT_FOUND);
        let mut other = town.warga();
        other.file("Lampu mati.", &[]).await;
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_same_form_again_shows_the_same_receipt(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let parts = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati.")];
        let first = warga.upload("/lapor", &parts).await;
        let again = warga.upload("/lapor", &parts).await;
        assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(first.paper().number, again.paper().number);
        assert_eq!(first.paper().phrase, again.paper().phrase);
        assert_eq!(town.reports().await, 1);

        let changed = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati di gang dua.")];
        let other = warga.upload("/lapor", &changed).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(other.text().contains("sudah pernah terkirim dengan isi lain"), "{}", other.text());
        assert_eq!(other.boxed("text"), "Lampu mati di gang dua.");
        let fresh = other.hidden("form_key");
        assert_ne!(fresh, key);
        let sent = [Part::Text("form_key", &fresh), Part::Text("text", "Lampu mati di gang dua.")];
        assert_eq!(warga.upload("/lapor", &sent).await.status, StatusCode::CREATED);
        assert_eq!(town.reports().await, 2);
    }

    async fn whatever_was_changed_under_the_same_key_is_noticed(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
        let parts = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati.")];
        assert_eq!(warga.upload("/lapor", &parts).await.status, StatusCode::CREATED);
        for (name, value) in [
            ("kind", "aspiration"), ("village", "62.71.01.1001"), ("unit", &unit), ("supervisory", "1"),
            ("secret", "1"), ("identity", "anonymous"), ("place", "Gang dua"), ("event_date", "2025-07-30"),
        ] {
            let changed = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati."), Part::Text(name, value)];
            let seen = warga.upload("/lapor", &changed).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", seen.text());
        }
        assert_eq!(warga.upload("/lapor", &parts).await.status, StatusCode::OK, "the same again is the same receipt");
        assert_eq!(town.reports().await, 1);
    }

    async fn a_form_without_its_key_hands_the_text_back(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for key in ["", "rusak", "AAAA"] {
            let parts = [Part::Text("form_key", key), Part::Text("text", "Lampu mati.")];
            let seen = warga.upload("/lapor", &parts).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(seen.text().contains("sudah terlalu lama terbuka"));
            assert_eq!(seen.boxed("text"), "Lampu mati.");
            assert_eq!(seen.hidden("form_key").len(), 22);
        }
        assert_eq!(town.reports().await, 0);
    }

    async fn without_identity_nothing_is_kept_and_nothing_is_checked(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let seen = warga.try_file("Pungutan di loket.", &[
            ("identity", "none"), ("name", "Warga Contoh"), ("phone", "bukan nomor"), ("supervisory", "1"),
        ]).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        let text = seen.text();
        assert!(text.contains("Anda melapor tanpa identitas"));
        assert!(text.contains("nomornya saja tidak membuka apa pun"));
        let own = warga.get("/milik").await.text();
        assert!(own.contains("Nama dan kontak tidak ada pada kami"), "{own}");
        assert!(own.contains("termasuk kantor yang Anda laporkan"), "{own}");
    }
}
