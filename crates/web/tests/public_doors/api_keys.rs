//! Keys of programs, as an administrator gives them.

use axum::http::{StatusCode, header};
use lapor_app::api_keys;
use lapor_store::{Store, both_engines};

use crate::town::Town;

both_engines! {
    async fn a_key_is_shown_once_and_taken_back(store: Store) {
        let town = Town::new(store).await;
        let mut administrator = town.officer_at_desk("administrator").await;
        let page = administrator.get("/ruang/kelola/kunci").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.text().contains("Buat kunci"));
        let wrong = administrator
            .post("/ruang/kelola/kunci", &[("name", "Aplikasi kota"), ("scopes", "stats"), ("per_minute", "0")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Pilih petugasnya"), "{}", wrong.text());
        assert!(wrong.text().contains("60.000"));
        assert!(wrong.html.contains("Aplikasi kota"), "what was written is handed back");
        let officer = town.officer("koordinator").to_string();
        let given = administrator
            .post("/ruang/kelola/kunci", &[
                ("name", "Aplikasi kota"), ("scopes", "file"), ("scopes", "act"), ("officer", &officer),
                ("per_minute", "60"), ("expires", "2026-01-01"),
            ])
            .await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.text());
        assert_eq!(given.headers[header::CACHE_CONTROL], "no-store");
        let text = given.text();
        let key = text.split_whitespace().find(|word| word.starts_with("lapor_")).unwrap().to_owned();
        let found = api_keys::check(&town.app, &key).await.unwrap();
        assert_eq!((found.name.as_str(), found.per_minute), ("Aplikasi kota", 60));
        // The list shows the key's number and never its text again.
        let list = administrator.get("/ruang/kelola/kunci").await;
        assert!(list.text().contains("Aplikasi kota") && !list.html.contains(&key));
        assert!(list.text().contains(&found.id.to_string()));
        // A coordinator sees which programs come in, but gives no key.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seen = coordinator.get("/ruang/kelola/kunci").await;
        assert!(seen.text().contains("Aplikasi kota") && !seen.text().contains("Buat kunci"));
        let id = found.id.to_string();
        for (path, fields) in [
            ("/ruang/kelola/kunci/cabut", vec![("key", id.as_str())]),
            ("/ruang/kelola/kunci", vec![("name", "x"), ("scopes", "file"), ("per_minute", "1")]),
        ] {
            assert_eq!(coordinator.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert!(api_keys::check(&town.app, &key).await.is_ok());
        let revoked = administrator.post("/ruang/kelola/kunci/cabut", &[("key", &id)]).await;
        assert_eq!(revoked.status, StatusCode::SEE_OTHER, "{}", revoked.text());
        assert!(api_keys::check(&town.app, &key).await.is_err());
        let history = administrator.get("/ruang/kelola/riwayat").await;
        assert!(history.text().contains("Kunci API Aplikasi kota: ditambah"), "{}", history.text());
    }
}
