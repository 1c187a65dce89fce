//! What people write besides the guided way: commands, secrecy, pictures first, pins that cannot be meant.

use jiff::SignedDuration;
use lapor_app::channels::{chat::inbound, outbox};
use lapor_domain::contact::Messenger;
use lapor_domain::ids::ReportId;
use lapor_domain::kept::Kept;
use lapor_domain::report::command::Command;
use lapor_domain::words::{Channel, StateCode};
use lapor_store::{Store, both_engines};
use serde_json::json;

use crate::chat::{Chatter, signature, whatsapp};
use crate::platform::Mood;
use crate::town::Town;

impl Town {
    /// The area of the city, as a square around its market.
    async fn import_area(&self) {
        let ring = json!([
            [113.8, -2.3],
            [114.0, -2.3],
            [114.0, -2.1],
            [113.8, -2.1],
            [113.8, -2.3]
        ]);
        let area = json!({ "type": "FeatureCollection", "features": [{ "type": "Feature",
            "properties": { "kode": "62.71", "nama": "Kota Palangka Raya" },
            "geometry": { "type": "Polygon", "coordinates": [ring] } }] });
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), area.to_string()).unwrap();
        lapor_app::import::regions(&self.app, file.path())
            .await
            .unwrap();
    }

    /// How many files lie on the disk.
    fn files(&self) -> u64 {
        let none = std::collections::HashSet::new();
        let swept = self.app.files().sweep(&none, jiff::Timestamp::UNIX_EPOCH);
        swept.unwrap().kept
    }

    async fn erase(&self, report: ReportId) {
        let ground = "UU 27/2022".to_owned();
        self.give("koordinator", report, |_| Command::Erase { ground })
            .await;
    }
}

both_engines! {
    async fn commands_are_those_of_sms(store: Store) {
        let mut person = Chatter::new(store, Messenger::Whatsapp).await;
        let report = person.reports().await;
        let number = report.tracking;
        assert!(person.says(&format!("STATUS {number}")).await.contains("menunggu verifikasi"));
        assert!(person.says("status").await.contains(&number.to_string()));
        assert!(person.says(&format!("BALAS {number} Di ujung gang.")).await.contains("sudah dicatat"));
        assert_eq!(person.town.load(report.id).await.said.len(), 1);
        assert!(person.says("BALAS 123456789012 x").await.contains("12 angka"));
        assert!(person.says("bantuan").await.contains("112"));
        // Somebody else at the same door: neither replies nor sees more than the number shows everybody.
        person = person.called("6285700000000");
        assert!(person.says(&format!("BALAS {number} batalkan saja")).await.contains("akun pelapor"));
        assert!(person.says(&format!("RAHASIA {number}")).await.contains("akun pelapor"));
        assert!(person.says("status").await.contains("Belum ada laporan"));
        let loaded = person.town.load(report.id).await;
        assert!(loaded.said.len() == 1 && !loaded.rahasia);
        person = person.called(crate::chat::PHONE);
        assert!(person.says(&format!("RAHASIA {number}")).await.contains("kini rahasia"));
        person = person.called("6285700000000");
        let secret = person.says(&format!("STATUS {number}")).await;
        let unknown = lapor_domain::tracking::TrackingNo::from_random(5);
        assert_eq!(secret, person.says(&format!("STATUS {unknown}")).await, "as if it did not exist");
        assert!(!secret.contains(&number.to_string()));
    }

    async fn a_secret_report_is_told_of_in_neutral_words(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        assert!(person.says("RAHASIA ada pungli di loket").await.contains("rahasia"));
        for text in ["lewati", "lewati"] {
            person.says(text).await;
        }
        let receipt = person.says("kirim").await;
        assert!(receipt.contains("tercatat") && !receipt.contains("pungli"), "{receipt}");
        let report = person.town.reports().await.remove(0);
        assert!(report.rahasia);
        person.town.verify(report.id, false).await;
        person.town.ask(report.id, "Loket nomor berapa?").await;
        person.town.round().await;
        let told = person.platform.texts().join("\n");
        assert!(told.contains("Ada kabar") && !told.contains("Loket") && !told.contains("pungli"), "{told}");
        assert!(!told.contains("number="), "the number alone opens nothing: {told}");
    }

    async fn a_picture_first_and_everything_at_once(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        assert!(person.sends_photo("Pohon tumbang menutup Jalan Mawar").await.contains("Di mana"));
        assert!(person.says("Jalan Mawar").await.contains("foto lain"));
        person.says("lanjut").await;
        person.says("anonim").await;
        person.says("ya").await;
        let report = person.town.reports().await.remove(0);
        assert!(report.anonim && report.channel == Channel::Chat);
        let case = person.town.own_case(report.id).await;
        assert_eq!((case.text_original.words().unwrap(), case.photos.len()), ("Pohon tumbang menutup Jalan Mawar", 1));
    }

    async fn a_picture_answers_a_question(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let report = person.reports().await;
        person.town.verify(report.id, false).await;
        person.town.ask(report.id, "Ada foto lubangnya?").await;
        person.town.round().await;
        person.platform.take();
        assert!(person.sends_photo("").await.contains("balasan untuk laporan"));
        assert!(person.says("Balasan").await.contains("sudah dicatat"));
        assert_eq!(person.town.own_case(report.id).await.photos.len(), 1);
        assert_eq!(person.town.load(report.id).await.said.len(), 1);
    }

    async fn a_reply_to_a_final_answer_reopens_the_handling(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        let report = person.reports().await;
        person.town.verify(report.id, false).await;
        person.town.propose_closure(report.id, "Sudah ditambal.").await;
        person.town.round().await;
        assert!(person.platform.texts().pop().unwrap().contains("Belum selesai?"));
        assert!(person.says("Terima kasih").await.contains("Sama-sama"));
        assert_eq!(person.town.load(report.id).await.state.code(), StateCode::ClosureProposed);
        person.says("Belum, masih ada satu lubang").await;
        assert_eq!(person.town.load(report.id).await.state.code(), StateCode::InProgress);
    }

    async fn pins_that_cannot_be_meant(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        person.says("Jalan berlubang").await;
        for (latitude, longitude, says) in [(0.0, 0.0, "kosong"), (52.37, 4.89, "di luar Indonesia"), (113.92, -2.21, "di luar Indonesia")] {
            let told = person.sends_place(latitude, longitude).await;
            assert!(told.contains(says) && told.contains("Di mana"), "{told}");
        }
        person.town.import_area().await;
        let told = person.sends_place(-6.2, 106.8).await;
        assert!(told.contains("di luar wilayah"), "{told}");
        assert!(person.sends_place(-2.21, 113.92).await.contains("Ada foto?"));
        assert!(person.sends(&json!({ "type": "location", "location": {} })).await.contains("kosong"));
    }

    async fn unknown_kinds_are_answered_kindly(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        assert_eq!(person.sends(&json!({ "type": "reaction", "reaction": { "emoji": "👍" } })).await, "");
        for kind in ["sticker", "audio", "video", "contacts", "unsupported"] {
            assert!(person.sends(&json!({ "type": kind, kind: { "id": "1" } })).await.contains("belum dapat kami terima"), "{kind}");
        }
        person.says("Jalan berlubang").await;
        let told = person.sends(&json!({ "type": "audio", "audio": { "id": "1" } })).await;
        assert!(told.contains("belum dapat") && told.contains("Di mana"), "{told}");
        let tapped = json!({ "type": "interactive", "interactive": { "type": "button_reply", "button_reply": { "id": "x", "title": "Lewati" } } });
        assert!(person.sends(&tapped).await.contains("Ada foto?"), "a tapped button is its word");
        let person = Chatter { at: Messenger::Telegram, ..person };
        let edited = json!({ "update_id": 900, "edited_message": { "chat": { "id": crate::chat::CHAT, "type": "private" }, "text": "x" } });
        person.deliver(edited.to_string().as_bytes()).await.unwrap();
        person.town.round().await;
        assert!(person.platform.texts()[0].contains("pesan baru"));
    }

    async fn english_is_spoken_where_it_is_asked_for(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        assert!(person.says("/start").await.contains("layanan pengaduan"));
        assert!(person.says("English").await.contains("just write what happened"));
        assert!(person.says("A tree fell").await.contains("Where did it happen"));
        for text in ["skip", "skip", "ordinary"] {
            person.says(text).await;
        }
        assert!(person.says("send").await.contains("received your report"));
        let report = person.town.reports().await.remove(0);
        person.town.verify(report.id, false).await;
        person.town.round().await;
        assert!(person.platform.texts()[0].contains("was verified"));
    }

    async fn stop_is_heard_and_so_is_mulai(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        let report = person.reports().await;
        assert!(person.says("STOP").await.contains("MULAI"), "who writes is answered");
        person.town.verify(report.id, false).await;
        person.town.round().await;
        assert!(person.platform.take().is_empty() && person.town.is_settled().await);
        for text in ["Lapor lampu mati", "lewati", "lewati", "biasa"] {
            person.says(text).await;
        }
        assert!(person.says("kirim").await.contains("pernah mengetik STOP"), "the number is told all the same");
        person.says("mulai").await;
        person.town.answer(report.id, "Sudah ditambal.").await;
        person.town.round().await;
        assert_eq!(person.platform.take().len(), 1);
    }

    async fn a_dialogue_is_forgotten_after_a_day(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        person.sends_photo("Jalan berlubang").await;
        assert_eq!(person.town.files(), 1);
        person.town.pass(SignedDuration::from_hours(23));
        assert!(person.says("Jalan Mawar").await.contains("foto lain"), "still known");
        person.town.pass(SignedDuration::from_hours(25));
        lapor_app::channels::forget(&person.town.app).await.unwrap();
        assert_eq!(person.town.files(), 0, "the photograph that nobody sent in is gone");
        assert!(person.says("lanjut").await.contains("Tidak ada laporan yang sedang ditulis"));
        assert!(person.town.reports().await.is_empty());
    }

    async fn who_leaves_a_report_unsent_is_reminded_once(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        person.says("Jalan berlubang").await;
        for _ in 0..3 {
            person.town.pass(SignedDuration::from_mins(61));
            person.town.round().await;
        }
        let told = person.platform.texts();
        assert!(told.len() == 1 && told[0].contains("belum terkirim") && told[0].contains("Di mana"), "{told:?}");
        for text in ["lewati", "lewati", "biasa", "kirim"] {
            person.says(text).await;
        }
        person.town.pass(SignedDuration::from_hours(2));
        assert_eq!(person.town.round().await, 0, "nothing is unsent any more");
        assert_eq!(person.town.reports().await.len(), 1);
        person.says("Lampu padam").await;
        person.says("stop").await;
        person.town.pass(SignedDuration::from_hours(2));
        person.town.round().await;
        assert!(person.platform.take().is_empty(), "who wants no news is not reminded");
    }

    async fn cancelled_is_thrown_away(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        person.sends_photo("Jalan berlubang").await;
        assert!(person.says("/batal").await.contains("dibuang"));
        assert_eq!((person.town.files(), person.town.reports().await.len()), (0, 0));
    }

    async fn pictures_that_come_at_one_moment_are_all_kept(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        person.says("Jalan berlubang").await;
        person.says("lewati").await;
        let photo = json!({ "photo": [{ "file_id": "foto", "width": 64 }] });
        let bodies: Vec<Vec<u8>> = (100..104).map(|id| person.message(id, &photo)).collect();
        let (a, b, c, d) = tokio::join!(person.deliver(&bodies[0]), person.deliver(&bodies[1]), person.deliver(&bodies[2]), person.deliver(&bodies[3]));
        for taken in [a, b, c, d] {
            taken.unwrap();
        }
        for text in ["lanjut", "biasa", "kirim"] {
            person.says(text).await;
        }
        let report = person.town.reports().await.remove(0);
        assert_eq!(person.town.own_case(report.id).await.photos.len(), 4);
    }

    async fn a_batch_holds_several_people_and_several_words(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let says = |id: &str, from: &str, text: &str| json!({ "id": id, "from": from, "type": "text", "text": { "body": text } });
        let body = whatsapp(&json!({ "messages": [
            says("a", "6281234567890", "Jalan berlubang"),
            says("b", "6285700000000", "Lampu padam"),
            { "id": "rusak" },
            says("c", "6281234567890", "Jalan Mawar"),
        ] }));
        person.deliver(&body).await.unwrap();
        person.town.round().await;
        let told = person.platform.take();
        let asked = |to: &str| told.iter().filter(|one| one["to"] == to).count();
        assert_eq!((asked("6281234567890"), asked("6285700000000")), (2, 1));
        let mine: Vec<_> = told.iter().filter(|one| one["to"] == "6281234567890").map(crate::platform::words).collect();
        assert!(mine[0].contains("Di mana") && mine[1].contains("Ada foto?"), "in their order: {mine:?}");
    }

    async fn a_machine_that_talks_to_us_is_not_answered_for_ever(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        for id in 0..320 {
            let body = person.message(id, &json!({ "text": "bantuan" }));
            person.deliver(&body).await.unwrap();
        }
        person.town.round().await;
        assert_eq!(person.platform.take().len(), 300);
    }

    async fn personal_data_goes_when_it_is_erased(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let report = person.reports().await;
        person.town.erase(report.id).await;
        let loaded = person.town.load(report.id).await;
        assert!(loaded.erased && !loaded.has_contact);
        person.town.a_rebuild_agrees().await;
        assert!(person.says("status").await.contains("Belum ada laporan"), "not found by the account any more");
        outbox::suspend(&person.town.app, lapor_app::channels::letter::Door::Whatsapp, true).await.unwrap();
        person.platform.mood(Mood::Works);
        person.says("status").await;
        let standing = outbox::standing(&person.town.app, &Kept::Installation).await.unwrap();
        assert_eq!(standing.suspended, [lapor_app::channels::letter::Door::Whatsapp]);
        assert_eq!((standing.waiting[0].channel.as_str(), standing.waiting[0].count), ("whatsapp", 1), "a door held back queues");
    }

    async fn the_word_that_was_agreed_on_opens_the_webhook(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let app = &person.town.app;
        assert_eq!(inbound::verify(app, "wa", "subscribe", "kata-periksa-uji", "1158201444").unwrap(), "1158201444");
        for (name, mode, token, challenge) in [
            ("wa", "subscribe", "tebakan", "1"),
            ("wa", "unsubscribe", "kata-periksa-uji", "1"),
            ("wa", "subscribe", "kata-periksa-uji", "<script>"),
            ("lain", "subscribe", "kata-periksa-uji", "1"),
            ("tg", "subscribe", "kata-periksa-uji", "1"),
        ] {
            assert!(inbound::verify(app, name, mode, token, challenge).is_err(), "{name} {mode} {challenge}");
        }
        let body = person.message(1, &json!({ "type": "text", "text": { "body": "Halo" } }));
        for forged in ["", "sha256=", "sha256=00", &signature("tebakan", &body)] {
            let refused = inbound::whatsapp(app, "wa", forged, &body).await;
            assert!(matches!(refused, Err(inbound::DeliveryError::Forged)), "{forged}");
        }
        for forged in ["", "tebakan"] {
            let refused = inbound::telegram(app, "tg", forged, &body).await;
            assert!(matches!(refused, Err(inbound::DeliveryError::Forged)), "{forged}");
        }
        person.town.round().await;
        assert!(person.platform.take().is_empty());
    }
}
