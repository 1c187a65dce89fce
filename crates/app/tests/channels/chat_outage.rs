//! Platforms that hang, fail, lie, refuse, ask for patience, and say afterwards that they could not deliver.

use jiff::SignedDuration;
use lapor_app::channels::outbox;
use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_domain::ids::ReportId;
use lapor_domain::kept::Kept;
use lapor_domain::words::Channel;
use lapor_store::outbox::{Attempt, attempts, of_report};
use lapor_store::{Query, Store, StoreError, Tx, both_engines};
use serde_json::json;

use crate::chat::{Chatter, PHONE, whatsapp};
use crate::gateway::Gateway;
use crate::platform::{Mood, words};

struct Tries(ReportId);

impl Query for Tries {
    type Output = Vec<(uuid::Uuid, Vec<Attempt>)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut tries = Vec::new();
        for message in of_report(tx, self.0).await? {
            tries.push((message.id, attempts(tx, message.id).await?));
        }
        Ok(tries)
    }
}

impl Chatter {
    async fn dead(&self) -> Vec<String> {
        let standing = outbox::standing(&self.town.app, &Kept::Installation)
            .await
            .unwrap();
        standing
            .dead
            .into_iter()
            .map(|dead| dead.code.unwrap())
            .collect()
    }

    /// A verified report, and a day without a word.
    async fn a_day_later(&self) -> lapor_domain::report::Report {
        let report = self.reports().await;
        self.town.verify(report.id, false).await;
        self.town.round().await;
        self.platform.take();
        self.town.pass(SignedDuration::from_hours(25));
        report
    }
}

async fn photographs_that_do_not_come(store: Store, at: Messenger) {
    let person = Chatter::new(store, at).await;
    person.says("Jalan berlubang").await;
    person.says("lewati").await;
    for (mood, says) in [
        (Mood::Fails, "belum dapat kami ambil"),
        (Mood::Hangs, "belum dapat kami ambil"),
        (Mood::Floods, "belum dapat kami ambil"),
        (Mood::Lies, "bukan foto"),
    ] {
        person.platform.photos(mood);
        let told = person.sends_photo("dekat warung").await;
        assert!(
            told.contains(says) && told.contains("Ada foto?"),
            "{mood:?}: {told}"
        );
    }
    person.platform.photos(Mood::Works);
    assert!(person.sends_photo("").await.contains("Foto ke-1"));
    for text in ["lanjut", "biasa", "kirim"] {
        person.says(text).await;
    }
    let report = person.town.reports().await.remove(0);
    let case = person.town.own_case(report.id).await;
    assert_eq!(
        (
            case.photos.len(),
            case.text_original
                .words()
                .unwrap()
                .matches("dekat warung")
                .count()
        ),
        (1, 4)
    );
}

async fn what_was_said_arrives_after_an_outage_in_its_order(store: Store, at: Messenger) {
    let person = Chatter::new(store, at).await;
    for mood in [Mood::Fails, Mood::Lies, Mood::Hangs] {
        person.platform.mood(mood);
        assert_eq!(person.says("Jalan berlubang").await, "");
    }
    person.platform.mood(Mood::Works);
    person.town.pass(SignedDuration::from_mins(30));
    person.town.round().await;
    let told = person.platform.texts();
    assert!(
        told.len() == 3 && told[0].contains("Di mana") && told[1].contains("Ada foto?"),
        "{told:?}"
    );
    assert!(person.town.is_settled().await);
}

async fn hostile_bodies_change_nothing(store: Store, at: Messenger) {
    let person = Chatter::new(store, at).await;
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let wide = format!("{{\"entry\":[{}0]}}", "0,".repeat(1_000_000));
    for body in ["", "{", "null", "\u{0}", deep.as_str(), wide.as_str()] {
        person.deliver(body.as_bytes()).await.unwrap();
    }
    person.deliver(&[0xff; 64]).await.unwrap();
    person.town.round().await;
    assert!(person.platform.take().is_empty());
}

both_engines! {
    async fn whatsapp_photographs_that_do_not_come(store: Store) {
        photographs_that_do_not_come(store, Messenger::Whatsapp).await;
    }

    async fn telegram_photographs_that_do_not_come(store: Store) {
        photographs_that_do_not_come(store, Messenger::Telegram).await;
    }

    async fn our_token_goes_nowhere_else(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        person.says("Jalan berlubang").await;
        let told = person.sends(&json!({ "type": "image", "image": { "id": "jahat" } })).await;
        assert!(told.contains("belum dapat kami ambil"), "{told}");
    }

    async fn after_a_day_only_the_template_is_said(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        person.town.describe(&person.platform.described(true));
        let report = person.a_day_later().await;
        person.town.answer(report.id, "Sudah ditambal pagi ini.").await;
        person.town.round().await;
        let told = person.platform.take().pop().unwrap();
        assert_eq!((told["type"].as_str(), told["template"]["name"].as_str()), (Some("template"), Some("ada_kabar")));
        assert_eq!(words(&told), report.tracking.to_string(), "the number and nothing else");
        assert!(!told.to_string().contains("ditambal"));
        // They write: the window is open again.
        person.says("status").await;
        person.town.answer(report.id, "Besok kami periksa lagi.").await;
        person.town.round().await;
        assert!(person.platform.texts()[0].contains("periksa lagi"));
    }

    async fn without_a_template_news_waits_for_their_next_word(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let report = person.a_day_later().await;
        person.town.answer(report.id, "Sudah ditambal pagi ini.").await;
        person.town.round().await;
        assert!(person.platform.take().is_empty());
        assert_eq!(person.dead().await, ["window-closed"]);
        let told = person.says("halo").await;
        assert!(told.contains("layanan pengaduan") && told.contains("Sudah ditambal pagi ini"), "{told}");
        assert!(person.town.is_settled().await);
    }

    async fn news_takes_the_next_door_that_leads_to_them(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let gateway = Gateway::start().await;
        person.town.describe(&format!("{}{}", person.platform.described(false), gateway.described()));
        let filed = person.town.file(1, |filing| {
            filing.chat = ChatAddress::whatsapp(PHONE);
            filing.channel = Some(Channel::Chat);
        }).await;
        person.town.round().await;
        assert!(person.platform.take().is_empty(), "they never wrote there: WhatsApp does not let us begin");
        assert!(gateway.take()[0].text.contains(&filed.tracking.to_string()));
        person.says("Halo").await;
        person.town.verify(filed.report, false).await;
        person.town.round().await;
        assert!(person.platform.texts()[0].contains("sudah diverifikasi") && gateway.take().is_empty());
    }

    async fn the_platform_knows_better_when_the_day_is_over(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        person.town.describe(&person.platform.described(true));
        let report = person.reports().await;
        person.platform.mood(Mood::Closed);
        person.town.verify(report.id, false).await;
        person.town.round().await;
        assert_eq!(person.platform.take().pop().unwrap()["type"], "template");
        person.town.describe(&person.platform.described(false));
        person.town.answer(report.id, "Sudah ditambal.").await;
        person.town.round().await;
        assert_eq!(person.dead().await, ["window-closed"]);
    }

    async fn who_blocked_the_bot_is_not_tried_again(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        let report = person.reports().await;
        person.platform.mood(Mood::Blocked);
        person.town.verify(report.id, false).await;
        person.town.round().await;
        person.town.pass(SignedDuration::from_hours(1));
        assert_eq!(person.town.round().await, 0);
        assert_eq!(person.dead().await, ["blocked"]);
    }

    async fn patience_is_kept_as_long_as_it_is_asked_for(store: Store) {
        let person = Chatter::new(store, Messenger::Telegram).await;
        let report = person.reports().await;
        person.platform.mood(Mood::Busy(300));
        person.town.verify(report.id, false).await;
        assert_eq!(person.town.round().await, 1);
        person.platform.mood(Mood::Works);
        person.town.pass(SignedDuration::from_secs(290));
        assert_eq!(person.town.round().await, 0);
        person.town.pass(SignedDuration::from_secs(20));
        person.town.round().await;
        assert_eq!(person.platform.take().len(), 1);
    }

    async fn what_became_of_our_messages_is_written_down(store: Store) {
        let person = Chatter::new(store, Messenger::Whatsapp).await;
        let report = person.reports().await;
        person.town.verify(report.id, false).await;
        person.town.round().await;
        let tries = person.town.app.store().read(Tries(report.id)).await.unwrap();
        let keys: Vec<String> = tries.iter().map(|(id, _)| id.simple().to_string()).collect();
        let given = person.platform.take();
        assert_eq!(given.last().unwrap()["biz_opaque_callback_data"].as_str(), Some(keys[1].as_str()));
        let status = |key: &str, status: &str, code: i64| {
            whatsapp(&json!({ "statuses": [{ "id": "wamid.1", "status": status, "biz_opaque_callback_data": key, "errors": [{ "code": code }] }] }))
        };
        for body in [status(&keys[0], "sent", 0), status(&keys[0], "delivered", 0), status(&keys[0], "read", 0), status(&keys[1], "failed", 131_026), status("00000000000000000000000000000000", "delivered", 0)] {
            for _ in 0..2 {
                person.deliver(&body).await.unwrap();
            }
        }
        let tries = person.town.app.store().read(Tries(report.id)).await.unwrap();
        let ended: Vec<&str> = tries.iter().map(|(_, tries)| tries.last().unwrap().outcome.as_str()).collect();
        assert_eq!((ended, tries[0].1.len()), (vec!["delivered", "dead"], 1));
        assert_eq!(person.dead().await, ["131026"]);
    }

    async fn whatsapp_arrives_after_an_outage(store: Store) {
        what_was_said_arrives_after_an_outage_in_its_order(store, Messenger::Whatsapp).await;
    }

    async fn telegram_arrives_after_an_outage(store: Store) {
        what_was_said_arrives_after_an_outage_in_its_order(store, Messenger::Telegram).await;
    }

    async fn whatsapp_hostile_bodies(store: Store) {
        hostile_bodies_change_nothing(store, Messenger::Whatsapp).await;
    }

    async fn telegram_hostile_bodies(store: Store) {
        hostile_bodies_change_nothing(store, Messenger::Telegram).await;
    }
}
