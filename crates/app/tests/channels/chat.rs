//! Reports, replies and words by WhatsApp and Telegram: the same dialogue at both.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::SignedDuration;
use lapor_app::channels::chat::inbound::{self, DeliveryError};
use lapor_domain::contact::Messenger;
use lapor_domain::content::ContentKind;
use lapor_domain::words::{Channel, Identity};
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::platform::{Platform, words};
use crate::town::Town;

pub(crate) const PHONE: &str = "6281234567890";
pub(crate) const CHAT: i64 = 987_654_321;

/// A person at a messenger, before the town.
pub(crate) struct Chatter {
    pub(crate) town: Town,
    pub(crate) platform: Platform,
    pub(crate) at: Messenger,
    pub(crate) phone: String,
    pub(crate) chat: i64,
    pub(crate) said: std::sync::atomic::AtomicU32,
}

impl Chatter {
    pub(crate) async fn new(store: Store, at: Messenger) -> Self {
        let town = Town::new(store).await;
        let platform = Platform::start().await;
        town.describe(&platform.described(false));
        Self {
            town,
            platform,
            at,
            phone: PHONE.to_owned(),
            chat: CHAT,
            said: 0.into(),
        }
    }

    /// Somebody with another number.
    pub(crate) fn called(self, phone: &str) -> Self {
        let phone = phone.to_owned();
        Self { phone, ..self }
    }

    pub(crate) fn next_id(&self) -> u32 {
        self.said.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }

    /// Words; what is answered.
    pub(crate) async fn says(&self, text: &str) -> String {
        self.sends(&match self.at {
            Messenger::Whatsapp => json!({ "type": "text", "text": { "body": text } }),
            Messenger::Telegram => json!({ "text": text }),
        })
        .await
    }

    pub(crate) async fn sends_photo(&self, caption: &str) -> String {
        self.sends(&match self.at {
            Messenger::Whatsapp => {
                json!({ "type": "image", "image": { "id": "foto", "caption": caption } })
            }
            Messenger::Telegram => {
                json!({ "photo": [{ "file_id": "foto", "width": 64 }], "caption": caption })
            }
        })
        .await
    }

    pub(crate) async fn sends_place(&self, latitude: f64, longitude: f64) -> String {
        let place = json!({ "latitude": latitude, "longitude": longitude });
        self.sends(&match self.at {
            Messenger::Whatsapp => json!({ "type": "location", "location": place }),
            Messenger::Telegram => json!({ "location": place }),
        })
        .await
    }

    /// A message in the messenger's own form; what is answered.
    pub(crate) async fn sends(&self, part: &Value) -> String {
        let body = self.message(self.next_id(), part);
        self.deliver(&body).await.unwrap();
        self.town.pass(SignedDuration::from_secs(1));
        self.town.round().await;
        self.platform.texts().join("\n---\n")
    }

    pub(crate) fn message(&self, id: u32, part: &Value) -> Vec<u8> {
        let mut message = part.clone();
        let fields = message.as_object_mut().unwrap();
        match self.at {
            Messenger::Whatsapp => {
                fields.insert("id".to_owned(), format!("wamid.{id}").into());
                fields.insert("from".to_owned(), self.phone.as_str().into());
                whatsapp(&json!({ "messages": [message] }))
            }
            Messenger::Telegram => {
                fields.insert(
                    "chat".to_owned(),
                    json!({ "id": self.chat, "type": "private" }),
                );
                json!({ "update_id": id, "message": message })
                    .to_string()
                    .into_bytes()
            }
        }
    }

    pub(crate) async fn deliver(&self, body: &[u8]) -> Result<(), DeliveryError> {
        match self.at {
            Messenger::Whatsapp => {
                inbound::whatsapp(
                    &self.town.app,
                    "wa",
                    &signature("rahasia-app-uji", body),
                    body,
                )
                .await
            }
            Messenger::Telegram => {
                inbound::telegram(&self.town.app, "tg", "rahasia-telegram-uji", body).await
            }
        }
    }

    /// A report with the fewest words; the platform has forgotten it.
    pub(crate) async fn reports(&self) -> lapor_domain::report::Report {
        for text in [
            "Jalan berlubang di depan pasar",
            "lewati",
            "lewati",
            "biasa",
            "kirim",
        ] {
            self.says(text).await;
        }
        self.town.reports().await.pop().unwrap()
    }
}

/// A webhook of WhatsApp with these parts.
pub(crate) fn whatsapp(value: &Value) -> Vec<u8> {
    let mut value = value.clone();
    let metadata = json!({ "phone_number_id": "42" });
    value
        .as_object_mut()
        .unwrap()
        .insert("metadata".to_owned(), metadata);
    let change = json!({ "field": "messages", "value": value });
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [change] }] })
        .to_string()
        .into_bytes()
}

pub(crate) fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    format!(
        "sha256={}",
        lapor_store::seal::hex(&mac.finalize().into_bytes())
    )
}

async fn the_whole_way(store: Store, at: Messenger) {
    let person = Chatter::new(store, at).await;
    let town = &person.town;
    assert!(
        person
            .says("Halo")
            .await
            .contains("tanpa identitas tidak dapat di sini")
    );
    assert!(
        person
            .says("Jalan berlubang di depan pasar")
            .await
            .contains("Di mana")
    );
    assert!(
        person
            .sends_place(-2.21, 113.92)
            .await
            .contains("Ada foto?")
    );
    assert!(person.sends_photo("").await.contains("Foto ke-1 disimpan"));
    assert!(person.says("Lanjut").await.contains("ANONIM"));
    let summary = person.says("Biasa").await;
    assert!(
        summary.contains("Jalan berlubang")
            && summary.contains("Foto: 1")
            && summary.contains("titik pada peta"),
        "{summary}"
    );
    assert_eq!(
        town.reports().await.len(),
        0,
        "nothing is filed before they say so"
    );
    let receipt = person.says("Kirim").await;
    let report = town.reports().await.remove(0);
    assert!(receipt.contains(&report.tracking.to_string()), "{receipt}");
    assert_eq!(
        (report.channel, report.identity, report.has_contact),
        (Channel::Chat, Identity::Named, true)
    );
    assert!(report.word(ContentKind::Point).is_some() && report.word(ContentKind::Phone).is_none());
    let case = town.own_case(report.id).await;
    assert_eq!(
        (case.text_original.words().unwrap(), case.photos.len()),
        ("Jalan berlubang di depan pasar", 1)
    );

    town.verify(report.id, false).await;
    town.ask(report.id, "Di sisi mana lubangnya?").await;
    town.round().await;
    let told = person.platform.texts();
    assert!(told.last().unwrap().contains("sisi mana"), "{told:?}");
    assert!(
        person
            .says("Di sisi kiri, dekat warung")
            .await
            .contains("sudah dicatat")
    );
    assert_eq!(town.load(report.id).await.said.len(), 1);
    town.answer(report.id, "Sudah ditambal pagi ini, terima kasih.")
        .await;
    town.round().await;
    let told = person.platform.take().pop().unwrap();
    assert!(words(&told).contains("Sudah ditambal pagi ini"), "{told}");
    let to = if at == Messenger::Whatsapp {
        told["to"].as_str() == Some(PHONE)
    } else {
        told["chat_id"].as_i64() == Some(CHAT)
    };
    assert!(to, "{told}");
    assert!(town.is_settled().await);
    town.a_rebuild_agrees().await;
}

async fn repeats_and_batches(store: Store, at: Messenger) {
    let person = Chatter::new(store, at).await;
    let text = |text: &str| match at {
        Messenger::Whatsapp => json!({ "type": "text", "text": { "body": text } }),
        Messenger::Telegram => json!({ "text": text }),
    };
    for (id, said) in [
        (1, "Lampu padam"),
        (2, "Gang Mawar"),
        (3, "lewati"),
        (4, "biasa"),
        (5, "kirim"),
    ] {
        let body = person.message(id, &text(said));
        for _ in 0..3 {
            person.deliver(&body).await.unwrap();
        }
    }
    person.town.round().await;
    assert_eq!(person.town.reports().await.len(), 1);
    assert_eq!(
        person.platform.take().len(),
        5,
        "four questions and a receipt"
    );
    // The same word of another day is another message.
    let body = person.message(6, &text("lewati"));
    person.deliver(&body).await.unwrap();
    person.town.round().await;
    assert!(person.platform.texts()[0].contains("Tidak ada laporan yang sedang ditulis"));
}

both_engines! {
    async fn a_report_by_whatsapp_is_answered_there(store: Store) {
        the_whole_way(store, Messenger::Whatsapp).await;
    }

    async fn a_report_by_telegram_is_answered_there(store: Store) {
        the_whole_way(store, Messenger::Telegram).await;
    }

    async fn whatsapp_delivers_again_and_nothing_is_done_twice(store: Store) {
        repeats_and_batches(store, Messenger::Whatsapp).await;
    }

    async fn telegram_delivers_again_and_nothing_is_done_twice(store: Store) {
        repeats_and_batches(store, Messenger::Telegram).await;
    }
}
