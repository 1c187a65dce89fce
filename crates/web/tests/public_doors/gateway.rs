//! What gateways deliver, the link that ends messages, and what the administrator sees of sending.

use axum::http::StatusCode;
use lapor_app::channels::{config, outbox};
use lapor_app::jobs;
use lapor_domain::kept::Kept;
use lapor_store::{Query, Store, StoreError, Tx, both_engines, params};
use uuid::Uuid;

use crate::town::Town;

const DOORS: &str = r#"
base_url = "https://lapor.example"
[[sms]]
name = "uji"
[sms.send]
url = "https://127.0.0.1:9/kirim"
fields = { to = "{to}", text = "{text}" }
[sms.receive]
keywords = { PALANGKARAYA = "palangkaraya" }
from = "dari"
text = "isi"
id = "id"
secret = { field = "token", value = "rahasia-uji" }
[sms.report]
key = "kunci"
status = "status"
delivered = ["DELIVRD"]
failed = ["UNDELIV"]
"#;

struct FirstMessage;

impl Query for FirstMessage {
    type Output = Option<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Uuid>, StoreError> {
        tx.row("SELECT id FROM message ORDER BY created_at, id", params![])
            .await
    }
}

impl Town {
    fn with_doors(&self) {
        self.app
            .set_channels(config::read(DOORS, &|_| None).unwrap());
    }
}

both_engines! {
    async fn a_gateway_delivers_and_others_do_not(store: Store) {
        let town = Town::new(store).await;
        town.with_doors();
        let mut gateway = town.warga();
        let fields = [("dari", "6281234567890"), ("isi", "PALANGKARAYA Jalan berlubang"), ("id", "1"), ("token", "rahasia-uji")];
        for _ in 0..2 {
            let taken = gateway.post("/masuk/sms/uji", &fields).await;
            assert_eq!((taken.status, taken.html.as_str()), (StatusCode::OK, "OK"));
        }
        assert_eq!(town.reports().await, 1);
        let mut forged = fields;
        forged[3].1 = "tebakan";
        assert_eq!(gateway.post("/masuk/sms/uji", &forged).await.status, StatusCode::FORBIDDEN);
        assert_eq!(gateway.post("/masuk/sms/lain", &fields).await.status, StatusCode::NOT_FOUND);
        let broken = gateway.post("/masuk/sms/uji", &fields[2..]).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!broken.html.contains("rahasia-uji"));
        assert_eq!(gateway.get("/masuk/sms/uji").await.status, StatusCode::METHOD_NOT_ALLOWED);
    }

    async fn what_a_gateway_reports_is_seen_by_the_administrator(store: Store) {
        let town = Town::new(store).await;
        town.with_doors();
        town.warga().file("Jalan berlubang di depan pasar.", &[("phone", "0812 3456 7890")]).await;
        jobs::round(&town.app).await.unwrap();
        outbox::round(&town.app).await.unwrap();
        let message = town.app.store().read(FirstMessage).await.unwrap().unwrap().simple().to_string();
        let mut gateway = town.warga();
        let fields = [("kunci", message.as_str()), ("status", "UNDELIV"), ("token", "rahasia-uji")];
        assert_eq!(gateway.post("/masuk/sms/uji/laporan", &fields[..2]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(gateway.post("/masuk/sms/lain/laporan", &fields).await.status, StatusCode::NOT_FOUND);
        assert_eq!(gateway.post("/masuk/sms/uji/laporan", &fields[1..]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            let taken = gateway.post("/masuk/sms/uji/laporan", &fields).await;
            assert_eq!((taken.status, taken.html.as_str()), (StatusCode::OK, "OK"));
        }
        let page = town.officer_at_desk("administrator").await.get("/ruang/pekerjaan").await;
        assert!(page.text().contains("pesan tidak sampai") && page.text().contains("UNDELIV"), "{}", page.text());
        assert!(!page.html.contains("81234567890"));
    }

    async fn the_link_asks_before_it_stops(store: Store) {
        let town = Town::new(store).await;
        town.with_doors();
        let mut warga = town.warga();
        warga.file("Jalan berlubang di depan pasar.", &[("phone", "0812 3456 7890")]).await;
        jobs::round(&town.app).await.unwrap();
        let message = town.app.store().read(FirstMessage).await.unwrap().unwrap();
        let link = format!("/berhenti/{}", message.simple());
        let asked = warga.get(&link).await;
        assert!(asked.status == StatusCode::OK && asked.text().contains("Ya, berhenti"), "{}", asked.text());
        let done = warga.post(&link, &[("List-Unsubscribe", "One-Click")]).await;
        assert!(done.text().contains("tidak akan menerima kabar lagi"), "{}", done.text());
        outbox::round(&town.app).await.unwrap();
        assert!(outbox::standing(&town.app, &Kept::Installation).await.unwrap().waiting.is_empty(), "dropped, not tried");
        assert_eq!(warga.get("/berhenti/00000000000000000000000000000000").await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.get("/berhenti/x").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_administrator_sees_what_waits_and_holds_a_door(store: Store) {
        let town = Town::new(store).await;
        town.with_doors();
        town.warga().file("Jalan berlubang di depan pasar.", &[("phone", "0812 3456 7890")]).await;
        jobs::round(&town.app).await.unwrap();
        outbox::round(&town.app).await.unwrap();
        town.wait(80);
        outbox::round(&town.app).await.unwrap();
        let mut keeper = town.officer_at_desk("administrator").await;
        let page = keeper.get("/ruang/pekerjaan").await;
        assert!(page.text().contains("jaringan sendiri"), "{}", page.text());
        assert!(!page.html.contains("81234567890") && !page.html.contains("berlubang"));
        let message = page.hidden("message");
        keeper.post("/ruang/pekerjaan/pesan", &[("message", &message)]).await;
        let page = keeper.get("/ruang/pekerjaan").await;
        assert!(page.text().contains("Semua pesan terkirim"), "{}", page.text());
        let mut keeper = town.keeper_of_all().await;
        keeper.post("/ruang/pekerjaan/saluran", &[("door", "sms"), ("hold", "1")]).await;
        assert!(keeper.get("/ruang/pekerjaan").await.text().contains("ditahan"));
        let mut other = town.officer_at_desk("koordinator").await;
        let refused = other.post("/ruang/pekerjaan/saluran", &[("door", "sms"), ("hold", "0")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
