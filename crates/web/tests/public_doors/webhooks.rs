//! Webhooks, as an administrator keeps them.

use axum::http::{StatusCode, header};
use lapor_app::webhooks;
use lapor_store::{Store, both_engines};

use crate::town::Town;

const HOOK: [(&str, &str); 3] = [
    ("name", "Dasbor kota"),
    ("url", "https://dasbor.kota.example/masuk"),
    ("sight", "public"),
];

both_engines! {
    async fn a_webhook_is_made_looked_at_and_ended(store: Store) {
        let town = Town::new(store).await;
        let mut administrator = town.officer_at_desk("administrator").await;
        let page = administrator.get("/ruang/kelola/webhook").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.text().contains("Buat webhook"));
        let wrong = administrator
            .post("/ruang/kelola/webhook", &[("name", "Dasbor kota"), ("url", "https://10.1.2.3/x"), ("sight", "unit"), ("local", "yes")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("jaringan sendiri") && wrong.text().contains("Pilih unit"), "{}", wrong.text());
        assert!(wrong.html.contains("Dasbor kota"), "what was written is handed back");
        // After the city was set up: the list of changes shows the latest first.
        town.wait(1);
        let fields = [&HOOK[..], &[("topics", "answer"), ("topics", "ending")]].concat();
        let given = administrator.post("/ruang/kelola/webhook", &fields).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.text());
        assert_eq!(given.headers[header::CACHE_CONTROL], "no-store");
        let text = given.text();
        let secret = text.split_whitespace().find(|word| word.starts_with("whsec_")).unwrap().to_owned();
        let hook = webhooks::list(&town.app, None).await.unwrap().remove(0).webhook;
        assert!(!hook.local && hook.topics.len() == 2, "{hook:?}");
        let list = administrator.get("/ruang/kelola/webhook").await;
        assert!(list.text().contains("Tanggapan, Penyelesaian dan arsip"), "{}", list.text());
        assert!(!list.html.contains(&secret));
        // A test waits in the log; a new secret is another one.
        let at = format!("/ruang/kelola/webhook/{}", hook.id);
        let done = administrator.post(&format!("{at}/uji"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let one = administrator.get(&at).await;
        assert!(one.text().contains("Uji") && one.text().contains("menunggu"), "{}", one.text());
        let renewed = administrator.post(&format!("{at}/kunci"), &[]).await;
        assert!(renewed.text().contains("whsec_") && !renewed.html.contains(&secret), "{}", renewed.text());
        let jobs = administrator.get("/ruang/pekerjaan").await;
        assert!(jobs.text().contains("Dasbor kota"), "{}", jobs.text());
        administrator.post(&format!("{at}/jeda"), &[]).await;
        assert!(administrator.get(&at).await.text().contains("dijeda sejak"));
        administrator.post(&format!("{at}/lanjut"), &[]).await;
        assert!(administrator.get(&at).await.text().contains("berjalan"));
        // A coordinator sees which programs are told, and changes nothing.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let seen = coordinator.get(&at).await;
        assert!(seen.text().contains("Dasbor kota") && !seen.text().contains("Kirim uji"));
        for deed in ["uji", "jeda", "lanjut", "kunci", "akhiri", "ulang"] {
            let refused = coordinator.post(&format!("{at}/{deed}"), &[]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{deed}");
        }
        assert_eq!(coordinator.post("/ruang/kelola/webhook", &HOOK).await.status, StatusCode::FORBIDDEN);
        administrator.post(&format!("{at}/akhiri"), &[]).await;
        assert!(administrator.get(&at).await.text().contains("diakhiri"));
        assert_eq!(administrator.post(&format!("{at}/uji"), &[]).await.status, StatusCode::NOT_FOUND);
        let history = administrator.get("/ruang/kelola/riwayat").await;
        assert!(history.text().contains("Webhook Dasbor kota: ditambah"), "{}", history.text());
    }
}
