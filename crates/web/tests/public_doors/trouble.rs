//! When the record cannot be reached or the disk is full: a clear 503, and the text handed back.

use axum::http::StatusCode;
use lapor_store::{Store, both_engines};

use crate::town::{Part, Town, jpeg};

both_engines! {
    async fn a_record_out_of_reach_loses_no_words(store: Store) {
        let town = Town::new(store.clone()).await;
        let mut warga = town.warga();
        warga.file("Laporan pertama.", &[]).await;
        let form = warga.get("/lapor").await;
        let key = form.hidden("form_key");
        let own = warga.get("/milik").await.hidden("form_key");
        store.close().await;

        let parts = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati."), Part::Text("phone", "0812 0000 0000")];
        let seen = warga.upload("/lapor", &parts).await;
        assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(seen.headers.contains_key("retry-after"));
        assert!(seen.text().contains("belum dapat menyimpan apa pun"), "{}", seen.text());
        assert_eq!(seen.boxed("text"), "Lampu mati.");
        assert_eq!(seen.hidden("form_key"), key, "the same form can be sent again");
        assert!(seen.html.contains("62.71.01.1001"), "with its choices");

        let seen = warga.post("/milik/tambahan", &[("form_key", &own), ("add_text", "Sejak Senin.")]).await;
        assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(seen.headers.contains_key("retry-after") && seen.text().contains("Sejak Senin."));
        for path in ["/", "/laporan", "/statistik", "/milik", "/lacak?number=280104719362"] {
            let seen = warga.get(path).await;
            // A closed SQLite file can still be read by who has it open.
            let clear = seen.status == StatusCode::SERVICE_UNAVAILABLE && seen.headers.contains_key("retry-after");
            assert!(clear || !seen.status.is_server_error(), "{path}: {}", seen.status);
        }
        assert_eq!(warga.get("/tentang").await.status, StatusCode::OK, "what needs no record still opens");
    }

    async fn a_disk_that_takes_no_photographs_says_so(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        // Where the photographs should go there is no directory any more, and none can be made.
        std::fs::remove_dir_all(town.files()).unwrap();
        std::fs::write(town.files(), b"bukan map").unwrap();
        let key = warga.get("/lapor").await.hidden("form_key");
        let picture = jpeg();
        let with = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati."), Part::File("a.jpg", &picture)];
        let seen = warga.upload("/lapor", &with).await;
        assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE, "{}", seen.text());
        assert_eq!(seen.boxed("text"), "Lampu mati.");
        let without = [Part::Text("form_key", &key), Part::Text("text", "Lampu mati.")];
        assert_eq!(warga.upload("/lapor", &without).await.status, StatusCode::CREATED);
        std::fs::remove_file(town.files()).unwrap();
        std::fs::create_dir(town.files()).unwrap();
    }
}
