//! Reports, replies and words by SMS.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use lapor_app::channels::sms::inbound::{self, Delivery, DeliveryError};
use lapor_domain::report::state::State;
use lapor_domain::words::{Channel, Identity, StateCode};
use lapor_store::{Store, both_engines};

use crate::gateway::Gateway;
use crate::town::Town;

const PHONE: &str = "6281234567890";

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut text, byte| {
        write!(text, "%{byte:02x}").unwrap();
        text
    })
}

fn delivery(fields: &[(&str, &str)]) -> Delivery {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    Delivery {
        headers: BTreeMap::from([
            ("x-token".to_owned(), "rahasia-uji".to_owned()),
            (
                "content-type".to_owned(),
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ]),
        body: body.join("&").into_bytes(),
        ..Delivery::default()
    }
}

impl Town {
    /// One message of a number, and everything that follows from it.
    async fn texts(&self, id: &str, text: &str) -> String {
        self.texts_from(PHONE, id, text).await
    }

    async fn texts_from(&self, from: &str, id: &str, text: &str) -> String {
        let delivery = delivery(&[("dari", from), ("isi", text), ("id", id)]);
        let answer = inbound::deliver(&self.app, "uji", &delivery).await.unwrap();
        self.pass(SignedDuration::from_secs(1));
        self.round().await;
        answer
    }
}

async fn town(store: Store) -> (Town, Gateway) {
    let town = Town::new(store).await;
    let gateway = Gateway::start().await;
    town.describe(&gateway.described());
    (town, gateway)
}

both_engines! {
    async fn a_report_by_sms_is_answered_to_the_same_number(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "PALANGKARAYA Jalan berlubang di depan pasar").await;
        let report = town.reports().await.remove(0);
        assert_eq!((report.channel, report.identity, report.has_contact), (Channel::Sms, Identity::Named, true));
        let receipt = gateway.take().remove(0);
        assert_eq!(receipt.to, "+6281234567890");
        assert!(receipt.text.contains(&report.tracking.to_string()) && receipt.text.contains("tanpa identitas"), "{receipt:?}");
        assert!(receipt.text.len() <= 160, "{receipt:?}");
        town.verify(report.id, false).await;
        town.answer(report.id, "Sudah ditambal pagi ini, terima kasih.").await;
        town.round().await;
        let answer = gateway.take().pop().unwrap();
        assert_eq!(answer.to, "+6281234567890");
        assert!(answer.text.contains("Sudah ditambal pagi ini"), "{answer:?}");
        assert!(town.is_settled().await);
    }

    async fn a_repeated_delivery_makes_nothing_twice(store: Store) {
        let (town, gateway) = town(store).await;
        for _ in 0..3 {
            assert_eq!(town.texts("7", "PALANGKARAYA Lampu padam di gang kami").await, "OK");
        }
        assert_eq!(town.reports().await.len(), 1);
        assert_eq!(gateway.take().len(), 1);
        let report = town.reports().await.remove(0);
        town.verify(report.id, false).await;
        let said = format!("BALAS {} Di ujung gang.", report.tracking);
        for _ in 0..3 {
            town.texts("8", &said).await;
        }
        assert_eq!(town.load(report.id).await.said.len(), 1);
        let told = gateway.take();
        let thanks = told.iter().filter(|handed| handed.text.contains("balasan Anda")).count();
        assert_eq!(thanks, 1, "{told:?}");
    }

    async fn plain_words_answer_the_question_that_waits(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "palangkaraya Jalan berlubang").await;
        let report = town.reports().await.remove(0);
        town.verify(report.id, false).await;
        town.ask(report.id, "Di sisi mana lubangnya?").await;
        town.round().await;
        assert!(gateway.take().pop().unwrap().text.contains("sisi mana"));
        town.texts("2", "Di sisi kiri, dekat warung").await;
        let report = town.load(report.id).await;
        assert_eq!((report.said.len(), town.reports().await.len()), (1, 1));
        assert!(gateway.take().pop().unwrap().text.contains("sudah dicatat"));
        // Nothing waits now: the same kind of words is told how to report.
        town.texts("3", "Terima kasih banyak").await;
        assert_eq!(town.load(report.id).await.said.len(), 1);
        assert!(gateway.take().pop().unwrap().text.contains("PALANGKARAYA"));
    }

    async fn a_reply_to_a_final_answer_reopens_the_handling(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "PALANGKARAYA Jalan berlubang").await;
        let report = town.reports().await.remove(0);
        town.verify(report.id, false).await;
        let report = town.propose_closure(report.id, "Sudah ditambal.").await;
        assert!(matches!(report.state, State::ClosureProposed(_)));
        town.round().await;
        gateway.take();
        town.texts("2", "Belum, masih ada satu lubang").await;
        assert_eq!(town.load(report.id).await.state.code(), StateCode::InProgress);
    }

    async fn only_the_reporters_own_number_replies(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "PALANGKARAYA Jalan berlubang").await;
        let report = town.reports().await.remove(0);
        gateway.take();
        for (id, text) in [("2", format!("BALAS {} batalkan saja", report.tracking)), ("3", format!("RAHASIA {}", report.tracking))] {
            town.texts_from("6285700000000", id, &text).await;
            assert!(gateway.take().pop().unwrap().text.contains("nomor pelapor"));
        }
        let report = town.load(report.id).await;
        assert!(report.said.is_empty() && !report.rahasia);
        town.texts_from("6285700000000", "4", &format!("STATUS {}", report.tracking)).await;
        assert!(gateway.take().pop().unwrap().text.contains("menunggu verifikasi"));
        town.texts("5", &format!("RAHASIA {}", report.tracking)).await;
        assert!(town.load(report.id).await.rahasia);
        gateway.take();
        // Secret now: for others it does not exist, in the very words of a number that no report has.
        town.texts_from("6285700000000", "6", &format!("STATUS {}", report.tracking)).await;
        let secret = gateway.take().pop().unwrap().text;
        let unknown = lapor_domain::tracking::TrackingNo::from_random(5);
        town.texts_from("6285700000000", "7", &format!("STATUS {unknown}")).await;
        assert_eq!(secret, gateway.take().pop().unwrap().text);
    }

    async fn a_wish_without_a_number_is_told_how(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "PALANGKARAYA Jalan berlubang").await;
        gateway.take();
        town.texts("2", "Rahasia").await;
        let told = gateway.take();
        assert!(told.len() == 1 && told[0].text.contains("RAHASIA atau ANONIM <nomor>") && told[0].text.chars().count() <= 160, "{told:?}");
        let reports = town.reports().await;
        assert!(reports.len() == 1 && !reports[0].rahasia);
    }

    async fn stop_is_heard_and_so_is_mulai(store: Store) {
        let (town, gateway) = town(store).await;
        town.texts("1", "PALANGKARAYA Jalan berlubang").await;
        let report = town.reports().await.remove(0);
        gateway.take();
        town.texts("2", "STOP").await;
        assert!(gateway.take().pop().unwrap().text.contains("MULAI"), "who writes is answered");
        town.verify(report.id, false).await;
        town.round().await;
        assert_eq!(gateway.take(), []);
        assert!(town.is_settled().await);
        town.texts("3", "mulai").await;
        gateway.take();
        town.answer(report.id, "Sudah ditambal.").await;
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
    }

    async fn long_messages_come_in_any_order_and_some_parts_twice(store: Store) {
        let (town, gateway) = town(store).await;
        let part = |place: &'static str, text: &'static str, id: &'static str| {
            delivery(&[("dari", PHONE), ("isi", text), ("id", id), ("ref", "77"), ("bagian", place), ("dari_bagian", "3")])
        };
        let parts = [part("3", " sejak Senin", "c"), part("1", "PALANGKARAYA Lampu pa", "a"), part("1", "PALANGKARAYA Lampu pa", "a"), part("2", "dam di gang", "b")];
        for part in &parts {
            inbound::deliver(&town.app, "uji", part).await.unwrap();
            town.round().await;
        }
        // A part that the gateway delivers once more, after all.
        inbound::deliver(&town.app, "uji", &parts[0]).await.unwrap();
        town.pass(SignedDuration::from_hours(1));
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
        let report = town.reports().await.remove(0);
        assert_eq!(town.text(&report).await, "Lampu padam di gang sejak Senin");
        assert_eq!(town.reports().await.len(), 1);
        // The telephone counts on and uses the reference again.
        let again = |place: &'static str, text: &'static str, id: &'static str| {
            delivery(&[("dari", PHONE), ("isi", text), ("id", id), ("ref", "77"), ("bagian", place), ("dari_bagian", "2")])
        };
        for part in [again("1", "PALANGKARAYA Saluran ", "d"), again("2", "tersumbat", "e")] {
            inbound::deliver(&town.app, "uji", &part).await.unwrap();
        }
        assert_eq!(town.reports().await.len(), 2);
    }

    async fn a_part_that_never_comes_is_waited_for_and_marked(store: Store) {
        let (town, gateway) = town(store).await;
        for (place, text, id) in [("1", "PALANGKARAYA Lampu padam", "a"), ("3", "sejak Senin", "c")] {
            let part = delivery(&[("dari", PHONE), ("isi", text), ("id", id), ("ref", "9"), ("bagian", place), ("dari_bagian", "3")]);
            inbound::deliver(&town.app, "uji", &part).await.unwrap();
        }
        town.round().await;
        assert!(town.reports().await.is_empty());
        town.pass(SignedDuration::from_mins(16));
        town.round().await;
        town.round().await;
        let report = town.reports().await.remove(0);
        assert_eq!(town.text(&report).await, "Lampu padam [...] sejak Senin");
        assert_eq!(gateway.take().len(), 1);
    }

    async fn forged_and_broken_deliveries_are_refused(store: Store) {
        let (town, gateway) = town(store).await;
        let good = delivery(&[("dari", PHONE), ("isi", "PALANGKARAYA Jalan berlubang"), ("id", "1")]);
        let mut forged = good.clone();
        forged.headers.insert("x-token".to_owned(), "tebakan".to_owned());
        let refused = inbound::deliver(&town.app, "uji", &forged).await;
        assert!(matches!(refused, Err(DeliveryError::Forged)));
        forged.headers.remove("x-token");
        assert!(matches!(inbound::deliver(&town.app, "uji", &forged).await, Err(DeliveryError::Forged)));
        assert!(matches!(inbound::deliver(&town.app, "lain", &good).await, Err(DeliveryError::Unknown)));
        let broken = delivery(&[("dari", PHONE)]);
        assert!(matches!(inbound::deliver(&town.app, "uji", &broken).await, Err(DeliveryError::Malformed)));
        // A shop's name writes to everybody: it is taken and not answered.
        let shop = delivery(&[("dari", "TOKO-MURAH"), ("isi", "Diskon!"), ("id", "2")]);
        inbound::deliver(&town.app, "uji", &shop).await.unwrap();
        let empty = delivery(&[("dari", PHONE), ("isi", "PALANGKARAYA"), ("id", "3")]);
        inbound::deliver(&town.app, "uji", &empty).await.unwrap();
        town.round().await;
        assert!(town.reports().await.is_empty());
        let told = gateway.take();
        assert!(told.len() == 1 && told[0].text.contains("kosong"), "{told:?}");
    }

    async fn a_machine_that_talks_to_us_is_not_answered_for_ever(store: Store) {
        let (town, gateway) = town(store).await;
        for n in 0..60 {
            town.texts(&format!("n{n}"), "INFO").await;
        }
        assert_eq!(gateway.take().len(), 40);
    }
}

impl Town {
    async fn text(&self, report: &lapor_domain::report::Report) -> String {
        use lapor_app::report::case::{self, Onlooker};
        let case = case::read(&self.app, report.id, Onlooker::Reporter)
            .await
            .unwrap()
            .unwrap();
        case.text_original.words().unwrap().to_owned()
    }
}
