//! Reports that came by the page, answered by SMS: what is told, what never is, and when.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use lapor_app::channels::letter::Door;
use lapor_app::channels::outbox;
use lapor_app::notify::words::Language;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive::{self, Receipted};
use lapor_domain::content::ContentKind;
use lapor_domain::kept::Kept;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_store::{Store, both_engines};

use crate::gateway::{Gateway, Mood};
use crate::town::Town;

impl Town {
    pub(crate) async fn file(&self, n: u8, with: impl FnOnce(&mut Filing)) -> Receipted {
        self.file_as(u32::from(n), with).await
    }

    pub(crate) async fn file_as(&self, n: u32, with: impl FnOnce(&mut Filing)) -> Receipted {
        let mut filing = Filing {
            body: Some(self.made.bodies["palangkaraya"]),
            text: format!("Jalan berlubang di depan pasar nomor {n}"),
            phone: "0812 0000 0000".to_owned(),
            ..Filing::default()
        };
        with(&mut filing);
        let mut key = [0; 16];
        key[..4].copy_from_slice(&n.to_be_bytes());
        let filed = receive::receive(&self.app, Actor::Reporter, "web", key, filing, vec![]).await;
        self.pass(SignedDuration::from_secs(1));
        filed.unwrap()
    }
}

both_engines! {
    async fn every_step_is_told_once(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        let filed = town.file(1, |_| {}).await;
        town.round().await;
        let told = gateway.take();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].to, "+6281200000000");
        assert!(told[0].text.contains(&filed.tracking.to_string()) && told[0].text.contains("diterima"), "{told:?}");
        town.verify(filed.report, false).await;
        town.answer(filed.report, "Sudah kami ukur; penambalan hari Kamis.").await;
        town.ask(filed.report, "Di sisi mana lubangnya?").await;
        town.propose_closure(filed.report, "Lubang sudah ditambal.").await;
        town.round().await;
        let told: Vec<String> = gateway.take().into_iter().map(|handed| handed.text).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[0].contains("Dinas Pekerjaan Umum"), "in the order in which it happened: {told:?}");
        assert!(told[1].contains("penambalan hari Kamis"), "{told:?}");
        assert!(told[2].contains("sisi mana"), "{told:?}");
        assert!(told[3].contains("sudah ditambal") && told[3].contains("2025"), "{told:?}");
        assert!(told.iter().all(|text| text.chars().count() <= 160), "{told:?}");
        assert_eq!(town.round().await, 0);
        assert!(town.is_settled().await);
    }

    async fn delays_and_reminders_are_told_once(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        let phones = ["+6281200000001", "+6281200000002", "+6281200000003"];
        let mut filed = Vec::new();
        for (n, phone) in (1_u8..).zip(phones) {
            filed.push(town.file(n, |filing| phone.clone_into(&mut filing.phone)).await);
        }
        // One is never answered, one is answered and never confirmed, one is asked and never answers.
        town.verify(filed[0].report, false).await;
        town.verify(filed[1].report, false).await;
        town.propose_closure(filed[1].report, "Lubang sudah ditambal.").await;
        town.give("koordinator", filed[2].report, |draft| Command::Hold {
            question: draft.seal(ContentKind::OfficerMessage, "Di depan pasar yang mana?"),
        }).await;
        town.round().await;
        let mut told = gateway.take();
        for _ in 0..70 {
            town.pass(SignedDuration::from_hours(24));
            town.round().await;
            told.extend(gateway.take());
        }
        let expected: [&[&str]; 3] = [
            &["diterima", "diteruskan ke Dinas", "belum ditindaklanjuti pada waktunya. Pimpinan", "Maaf, laporan", "dinaikkan ke pimpinan"],
            &["diterima", "diteruskan ke Dinas", "sudah ditambal", "bila tidak ada kabar Anda", "ditutup. "],
            &["diterima", "pasar yang mana", "masih menunggu jawaban Anda", "masih menunggu jawaban Anda", "diarsipkan. "],
        ];
        for ((phone, filed), expected) in phones.iter().zip(&filed).zip(expected) {
            let texts: Vec<&str> = told.iter().filter(|one| one.to == *phone).map(|one| one.text.as_str()).collect();
            let held = texts.iter().zip(expected).all(|(text, words)| text.contains(words));
            assert!(held && texts.len() == expected.len(), "{texts:#?}");
            let number = filed.tracking.to_string();
            assert!(texts.iter().all(|text| text.contains(&number) && text.chars().count() <= 160), "{texts:#?}");
        }
        let keys: BTreeSet<&str> = told.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys.len(), told.len());
        assert_eq!((town.round().await, gateway.take()), (0, vec![]));
        assert!(town.is_settled().await);
    }

    async fn what_the_reporter_does_is_not_told_to_them(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        let filed = town.file(1, |_| {}).await;
        town.verify(filed.report, false).await;
        town.round().await;
        gateway.take();
        town.give("pelapor", filed.report, |draft| Command::Reply {
            text: draft.seal(ContentKind::ReporterMessage, "Ada lagi satu lubang."),
            files: vec![],
        }).await;
        town.give("pelapor", filed.report, |_| Command::Withdraw { reason: None }).await;
        assert_eq!(town.round().await, 0, "they know what they did");
        assert!(town.is_settled().await);
    }

    async fn a_secret_report_is_told_of_without_a_word_of_it(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        let filed = town.file(1, |filing| filing.rahasia = true).await;
        town.verify(filed.report, false).await;
        town.answer(filed.report, "Kepala bagian sudah dipanggil.").await;
        town.round().await;
        let told = gateway.take();
        assert_eq!(told.len(), 3);
        for handed in told {
            assert!(handed.text.contains(&filed.tracking.to_string()));
            for word in ["berlubang", "pasar", "Kepala", "Dinas", "dpupr", "number="] {
                assert!(!handed.text.contains(word), "{}", handed.text);
            }
        }
    }

    async fn what_became_secret_while_it_waited_is_told_without_its_words(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        let filed = town.file(1, |_| {}).await;
        town.verify(filed.report, false).await;
        town.round().await;
        gateway.take();
        gateway.mood(Mood::Fails);
        town.answer(filed.report, "Sudah kami ukur.").await;
        town.round().await;
        town.give("pelapor", filed.report, |_| Command::SetFlags { anonim: false, rahasia: true }).await;
        gateway.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.round().await;
        let told = gateway.take();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(!told[0].text.contains("ukur") && told[0].text.contains("Ada kabar"), "{told:?}");
        assert!(town.is_settled().await);
    }

    async fn an_erased_person_is_not_written_to(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        gateway.mood(Mood::Fails);
        let filed = town.file(1, |_| {}).await;
        town.round().await;
        town.give("koordinator", filed.report, |_| Command::Erase { ground: "UU 27/2022".to_owned() }).await;
        gateway.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(1));
        town.round().await;
        assert_eq!(gateway.take(), []);
        assert!(town.is_settled().await);
    }

    async fn nights_are_quiet_but_for_receipts(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&format!("quiet = {{ from = \"21:00\", until = \"06:00\" }}\n{}", gateway.described()));
        town.clock.set("2025-08-04T22:30:00+07:00".parse().unwrap());
        let filed = town.file(1, |_| {}).await;
        town.verify(filed.report, false).await;
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
        town.clock.set("2025-08-05T05:59:00+07:00".parse().unwrap());
        assert_eq!(town.round().await, 0);
        town.clock.set("2025-08-05T06:00:01+07:00".parse().unwrap());
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
    }

    async fn a_door_held_back_queues(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        outbox::suspend(&town.app, Door::Sms, true).await.unwrap();
        town.file(1, |_| {}).await;
        assert_eq!(town.round().await, 0);
        let standing = outbox::standing(&town.app, &Kept::Installation).await.unwrap();
        assert_eq!((standing.suspended.as_slice(), standing.waiting[0].count), (&[Door::Sms][..], 1));
        outbox::suspend(&town.app, Door::Sms, false).await.unwrap();
        assert_eq!(town.round().await, 1);
        assert_eq!(gateway.take().len(), 1);
    }

    async fn who_filed_in_english_is_written_to_in_english(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        town.file(1, |filing| filing.language = Some(Language::En)).await;
        town.file(2, |filing| filing.language = Some(Language::Id)).await;
        town.round().await;
        let told = gateway.take();
        assert!(told.iter().any(|handed| handed.text.contains("was received")), "{told:?}");
        assert!(told.iter().any(|handed| handed.text.contains("diterima")), "{told:?}");
    }

    async fn without_doors_nothing_is_composed(store: Store) {
        let town = Town::new(store).await;
        town.file(1, |_| {}).await;
        assert_eq!(town.round().await, 0);
        assert!(town.is_settled().await);
    }
}
