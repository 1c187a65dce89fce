//! An administrator changes what messages say: checked, looked at, in force at once, taken back, written down.

use axum::http::StatusCode;
use lapor_app::channels::config;
use lapor_app::jobs;
use lapor_store::seal::BodyKey;
use lapor_store::{Query, Store, StoreError, Tx, both_engines, outbox, params};
use uuid::Uuid;

use crate::town::Town;

const DOORS: &str = r#"
base_url = "https://lapor.example"
[[sms]]
name = "uji"
[sms.send]
url = "https://127.0.0.1:9/kirim"
fields = { to = "{to}", text = "{text}" }
"#;

/// What the last message says.
struct LastMessage(BodyKey);

impl Query for LastMessage {
    type Output = String;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<String, StoreError> {
        const SQL: &str = "SELECT id FROM message ORDER BY created_at DESC, id DESC";
        let id = tx.row::<Uuid>(SQL, params![]).await?.unwrap();
        let message = outbox::get(tx, id).await?.unwrap();
        Ok(message.open(&self.0).unwrap().unwrap().as_str().to_owned())
    }
}

async fn told(town: &Town, text: &str) -> String {
    town.wait(1);
    town.warga()
        .file(text, &[("phone", "0812 3456 7890")])
        .await;
    jobs::round(&town.app).await.unwrap();
    town.app
        .store()
        .read(LastMessage(town.app.key_of(town.city())))
        .await
        .unwrap()
}

both_engines! {
    async fn a_changed_wording_is_in_force_at_once_and_can_be_taken_back(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut keeper = town.officer_at_desk("administrator").await;
        let list = keeper.get("/ruang/kelola/kata").await;
        assert!(list.status == StatusCode::OK && list.html.contains("kata/id/receipt-sms"), "{}", list.text());
        assert!(list.text().contains("Laporan diterima") && list.text().contains("Petugas: ringkasan harian"));
        let page = "/ruang/kelola/kata/id/receipt-sms";
        let seen = keeper.get(page).await;
        assert!(seen.text().contains("dari 160 karakter"), "{}", seen.text());
        let before = told(&town, "Lampu mati di pasar.").await;

        // A look changes nothing.
        let text = "Halo! Laporan { $nomor } sudah masuk.";
        let draft = keeper.post(page, &[("text", text), ("do", "preview")]).await;
        assert!(draft.status == StatusCode::OK && draft.text().contains("Halo! Laporan 2801"), "{}", draft.text());
        assert!(told(&town, "Sampah di sungai.").await.contains("diterima"));
        for (wrong, says) in [
            ("Halo { $nomer }", "Tidak ada penanda bernama nomer"),
            ("Halo { $nomor", "Baris 1 tidak dapat dibaca"),
            ("Halo", "Nomor laporan harus disebut"),
            ("", "tidak boleh kosong"),
        ] {
            let seen = keeper.post(page, &[("text", wrong), ("do", "save")]).await;
            assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.text().contains(says), "{}", seen.text());
            assert!(seen.boxed("text").contains(wrong.split('{').next().unwrap()), "handed back");
        }
        let long = format!("{{ $nomor }} {}", "panjang ".repeat(25));
        let seen = keeper.post(page, &[("text", &long), ("do", "save")]).await;
        assert!(seen.text().contains("satu SMS 160"), "{}", seen.text());

        let saved = keeper.post(page, &[("text", text), ("do", "save")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        assert!(told(&town, "Pohon tumbang.").await.contains("Halo! Laporan "));
        let list = keeper.get("/ruang/kelola/kata").await;
        assert!(list.text().contains("diubah"), "{}", list.text());
        let seen = keeper.get(page).await;
        assert!(seen.text().contains("Bawaan program") && seen.text().contains("Riwayat perubahan"), "{}", seen.text());
        assert!(keeper.get("/ruang/kelola/riwayat").await.text().contains("Kata pesan"));
        let reset = keeper.post(page, &[("do", "reset")]).await;
        assert_eq!(reset.status, StatusCode::SEE_OTHER, "{}", reset.text());
        let after = told(&town, "Jembatan retak.").await;
        assert!(after.contains("diterima") && !after.contains("Halo!") && before.contains("diterima"), "{after}");
        assert!(keeper.get(page).await.text().contains("(bawaan program)"));

        // Coordinators read it, others do not come in; what is no wording is not there.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert_eq!(coordinator.get(page).await.status, StatusCode::OK);
        let refused = coordinator.post(page, &[("text", text), ("do", "save")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.get(page).await.status, StatusCode::FORBIDDEN);
        for none in ["id/chat-help", "id/state-closed", "fr/receipt-sms", "id/lain"] {
            assert_eq!(keeper.get(&format!("/ruang/kelola/kata/{none}")).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn what_is_answered_to_an_sms_can_be_worded_too(store: Store) {
        const IN: &str = "[sms.receive]\nkeywords = { PALANGKARAYA = \"palangkaraya\" }\nfrom = \"dari\"\ntext = \"isi\"\nid = \"id\"\n\
            secret = { field = \"token\", value = \"rahasia-uji\" }\n";
        let town = Town::new(store).await;
        town.app.set_channels(config::read(&format!("{DOORS}{IN}"), &|_| None).unwrap());
        let mut keeper = town.officer_at_desk("administrator").await;
        let list = keeper.get("/ruang/kelola/kata").await;
        for (text, key) in [("Balasan: cara memakai SMS", "sms-help"), ("Balasan: balasan pelapor dicatat", "mail-replied-subject")] {
            assert!(list.text().contains(text) && list.html.contains(&format!("kata/id/{key}\"")), "{key}");
        }
        let page = "/ruang/kelola/kata/id/sms-help";
        assert!(keeper.get(page).await.text().contains("Ketik PALANGKARAYA"));
        let saved = keeper.post(page, &[("text", "Tulis { $isi } lalu laporan Anda. Terima kasih!"), ("do", "save")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let nameless = keeper.post("/ruang/kelola/kata/id/sms-status", &[("text", "Keadaan: { $isi }"), ("do", "save")]).await;
        assert!(nameless.text().contains("Nomor laporan harus disebut"), "{}", nameless.text());
        let fields = [("dari", "6281234567890"), ("isi", "INFO"), ("id", "1"), ("token", "rahasia-uji")];
        let taken = town.warga().post("/masuk/sms/uji", &fields).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.html);
        let told = town.app.store().read(LastMessage(town.app.key_of(town.city()))).await.unwrap();
        assert!(told.contains("Tulis PALANGKARAYA lalu laporan Anda. Terima kasih!"), "{told}");
    }

    async fn an_officer_chooses_when_to_hear(store: Store) {
        let town = Town::new(store).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        let page = unit.get("/ruang/akun").await;
        assert!(page.text().contains("Kabar pekerjaan"), "{}", page.text());
        let wrong = unit.post("/ruang/akun/kabar", &[("wish", "daily"), ("email", "salah"), ("phone", "")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let none = unit.post("/ruang/akun/kabar", &[("wish", "immediate")]).await;
        assert!(none.text().contains("Isi alamat surel"), "{}", none.text());
        let set = unit.post("/ruang/akun/kabar", &[("wish", "immediate"), ("email", "Dpupr@Kantor.example")]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
        let page = unit.get("/ruang/akun").await;
        assert!(page.html.to_lowercase().contains("dpupr@kantor.example") && page.checked("wish") == "immediate", "{}", page.html);
    }
}
