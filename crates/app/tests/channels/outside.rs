//! Reports handed to the system of their unit, over a server that works, gives tokens, refuses, breaks and lies.

use jiff::SignedDuration;
use lapor_app::outside::{self, OutsideView};
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::kept::Kept;
use lapor_domain::report::command::Command;
use lapor_domain::words::{ReportType, StateCode};
use lapor_store::outside_push::PushState;
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};

use crate::fake311::{Fake, Mood};
use crate::town::Town;

impl Town {
    /// Order and handing over, once, as the background does.
    async fn hand_over(&self) {
        self.app.order().await.unwrap();
        outside::round(&self.app).await.unwrap();
    }

    /// The same once more after a while.
    async fn hand_over_later(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes));
        self.hand_over().await;
    }

    /// As an officer of the unit sees it.
    async fn outside(&self, report: ReportId) -> Vec<OutsideView> {
        let officer = Onlooker::Officer(self.made.officers["dpupr"]);
        let case = case::read(&self.app, report, officer)
            .await
            .unwrap()
            .unwrap();
        outside::of_report(&self.app, &case).await.unwrap()
    }

    async fn one(&self, report: ReportId) -> OutsideView {
        self.outside(report).await.remove(0)
    }

    /// A report that came to the unit after its system was connected.
    async fn disposed(&self, n: u8) -> (ReportId, String) {
        self.hand_over().await;
        let filed = self
            .file(n, |filing| {
                filing.name.push_str("Siti Aminah");
                filing.place.push_str("Jalan Contoh 1");
                filing.region = Some("62.71.01.1001".to_owned());
                (filing.latitude, filing.longitude) = ("-2.21".to_owned(), "113.92".to_owned());
            })
            .await;
        self.verify(filed.report, false).await;
        (filed.report, filed.tracking.to_string())
    }
}

both_engines! {
    async fn what_a_unit_is_given_is_handed_over_once_and_without_identity(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        // What the unit had before its system was connected stays here.
        let before = town.file(9, |_| {}).await;
        town.verify(before.report, false).await;
        town.describe(&fake.described(""));
        town.hand_over().await;
        let (report, number) = town.disposed(1).await;
        town.hand_over().await;
        town.hand_over_later(5).await;
        let kept = fake.kept();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].get("api_key"), kept[0].get("service_code")), ("kunci-uji", "006"));
        assert_eq!(kept[0].get("address_string"), "Kelurahan Pahandut, Kecamatan Pahandut, Kota Palangka Raya");
        let text = kept[0].get("description");
        assert!(text.contains("Jalan berlubang di depan pasar.") && text.ends_with(&format!("Laporan {number}")), "{text}");
        for (name, value) in kept[0].params.pairs() {
            for word in ["Siti", "0812", "62812", "nomor 1", "Jalan Contoh"] {
                assert!(!value.contains(word), "{name}: {value}");
            }
        }
        let one = town.one(report).await;
        assert_eq!((one.state, one.external.as_deref()), (PushState::Sent, Some("R-0")));
        assert!(town.outside(before.report).await.is_empty());
    }

    async fn the_point_leaves_only_of_what_lies_in_public_space(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        let service = town.made.categories["layanan-puskesmas"];
        assert!(!town.app.rules().directory.categories[&service].public_place);
        town.disposed(1).await;
        let (report, _) = town.disposed(2).await;
        town.give("koordinator", report, |draft| Command::Reclassify {
            report_type: ReportType::Complaint,
            supervisory: false,
            category: service,
            reason: draft.seal(ContentKind::OfficerMessage, "Bukan tentang sampah."),
        }).await;
        town.hand_over().await;
        let kept = fake.kept();
        let places: Vec<_> = kept.iter().map(|one| (one.get("lat"), one.get("long"))).collect();
        assert_eq!(places, [("-2.21", "113.92"), ("", "")]);
        for one in &kept {
            assert_eq!(one.get("address_string"), "Kelurahan Pahandut, Kecamatan Pahandut, Kota Palangka Raya");
        }
    }

    async fn without_a_region_only_the_body_is_named(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        town.hand_over().await;
        let filed = town.file(1, |filing| filing.place.push_str("Rumah Siti di Jalan Contoh 1")).await;
        town.verify(filed.report, false).await;
        town.hand_over().await;
        let kept = fake.kept();
        assert_eq!((kept.len(), kept[0].get("address_string")), (1, "Kota Palangka Raya"));
    }

    async fn states_come_back_and_close_nothing(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        let officer = town.app.rules().directory.officers[&town.made.officers["dpupr"]].login.clone();
        town.describe(&fake.described(&format!("officer = \"{officer}\"")));
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.status.as_deref(), Some("open"));
        let seq = town.load(report).await.seq;
        fake.say(0, json!("closed"), json!("Sudah ditambal, hubungi 0812."));
        town.hand_over_later(11).await;
        town.hand_over_later(11).await;
        let one = town.one(report).await;
        assert_eq!((one.status.as_deref(), one.words.as_deref()), (Some("closed"), Some("Sudah ditambal, hubungi 0812.")));
        let after = town.load(report).await;
        assert_eq!(after.state.code(), StateCode::Assigned, "nobody closes it but the officers");
        assert_eq!(after.seq, seq + 1, "one note in the name of the account");
        let officer = Onlooker::Officer(town.made.officers["dpupr"]);
        let case = case::read(&town.app, report, officer).await.unwrap().unwrap();
        let note = case.history.last().unwrap();
        assert_eq!(note.kind, "noted");
        assert!(note.words.as_deref().unwrap().contains("selesai di sana"), "{note:?}");
        // Words that no status of ours fits, numbers for words, and then nothing at all.
        fake.say(0, json!("mystery"), json!(7));
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.words.as_deref(), Some("7"));
        fake.say(0, Value::Null, Value::Null);
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.status.as_deref(), Some("closed"));
        // What that system said of a person goes with the person's data.
        town.give("koordinator", report, |_| Command::Erase { ground: "UU 27/2022".to_owned() }).await;
        fake.say(0, json!("open"), json!("Hubungi 0812."));
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.words, None);
    }

    async fn a_token_becomes_a_number(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        fake.mood(Mood::Tokens);
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        assert_eq!(town.one(report).await.external, None);
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.external.as_deref(), Some("R-0"));
        fake.say(0, json!("closed"), Value::Null);
        town.hand_over_later(11).await;
        assert_eq!(town.one(report).await.status.as_deref(), Some("closed"));
    }

    async fn a_lost_answer_never_makes_two(store: Store) {
        let town = Town::new(store).await;
        for (mood, repeat) in [(Mood::Breaks, "ask"), (Mood::Lies, "ask"), (Mood::Breaks, "search"), (Mood::Breaks, "key")] {
            let fake = Fake::start().await;
            let name = format!("{repeat}-{}", if mood == Mood::Lies { "lies" } else { "breaks" });
            let described = fake.described(&format!("repeat = \"{repeat}\"")).replace("\"pupr\"", &format!("\"{name}\""));
            town.describe(&described);
            if repeat == "key" {
                fake.knows_keys();
            }
            fake.mood(mood);
            let n = u8::try_from(name.len()).unwrap() + u8::from(repeat == "key") * 50;
            let (report, _) = town.disposed(n).await;
            town.hand_over().await;
            fake.mood(Mood::Works);
            for _ in 0..5 {
                town.hand_over_later(20).await;
            }
            assert_eq!(fake.kept().len(), 1, "{name}");
            let one = town.outside(report).await.into_iter().find(|one| one.system == name).unwrap();
            if repeat == "ask" {
                assert_eq!((one.state, one.external.as_deref()), (PushState::Unsure, None), "{name}");
            } else {
                assert_eq!((one.state, one.external.as_deref()), (PushState::Sent, Some("R-0")), "{name}");
            }
        }
    }

    async fn what_was_not_taken_is_found_missing_and_handed_over_again(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described("repeat = \"search\""));
        fake.mood(Mood::Drops);
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        assert_eq!(town.one(report).await.state, PushState::Waiting);
        fake.mood(Mood::Works);
        town.hand_over_later(20).await;
        assert_eq!((fake.kept().len(), town.one(report).await.state), (1, PushState::Sent));
    }

    async fn what_is_refused_is_shown_and_sent_again_on_request(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        fake.mood(Mood::Says(403));
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        town.hand_over_later(60).await;
        let one = town.one(report).await;
        assert_eq!((one.state, one.code.as_deref()), (PushState::Refused, Some("403")));
        assert_eq!(one.words.as_deref(), Some("service_code tidak dikenal"));
        let (_, stuck) = outside::standing(&town.app, &Kept::Installation).await.unwrap();
        assert!(stuck[0].error.as_deref().unwrap().contains("api_key"), "{stuck:?}");
        fake.mood(Mood::Works);
        outside::again(&town.app, stuck[0].id, &Kept::Installation).await.unwrap();
        town.hand_over().await;
        assert_eq!((fake.kept().len(), town.one(report).await.state), (1, PushState::Sent));
    }

    async fn a_system_that_is_away_is_waited_for_and_given_up_after_three_days(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        let away = fake.described("").replace(&fake.address.port().to_string(), "1");
        town.describe(&away);
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        assert_eq!(town.one(report).await.state, PushState::Waiting);
        town.describe(&fake.described(""));
        town.hand_over_later(20).await;
        assert_eq!(town.one(report).await.state, PushState::Sent);
        fake.mood(Mood::Says(503));
        let (other, _) = town.disposed(2).await;
        for _ in 0..4 {
            town.hand_over_later(25 * 60).await;
        }
        assert_eq!(town.one(other).await.state, PushState::Refused);
    }

    async fn a_system_that_asks_for_patience_gets_it(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        fake.mood(Mood::Asks(3600));
        let (report, _) = town.disposed(1).await;
        town.hand_over().await;
        assert_eq!(town.one(report).await.code.as_deref(), Some("429"));
        fake.mood(Mood::Works);
        town.hand_over_later(55).await;
        assert!(fake.kept().is_empty());
        town.hand_over_later(10).await;
        assert_eq!((fake.kept().len(), town.one(report).await.state), (1, PushState::Sent));
    }

    async fn secret_reports_are_not_handed_over(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        town.hand_over().await;
        let secret = town.file(1, |filing| filing.rahasia = true).await;
        town.verify(secret.report, false).await;
        // And one that became so while it waited.
        let later = town.file(2, |_| {}).await;
        town.verify(later.report, false).await;
        town.give("pelapor", later.report, |_| Command::SetFlags { anonim: false, rahasia: true }).await;
        let supervisory = town.file(3, |_| {}).await;
        town.verify(supervisory.report, true).await;
        town.hand_over().await;
        assert!(fake.kept().is_empty());
        for report in [secret.report, later.report] {
            let one = town.one(report).await;
            assert_eq!((one.state, one.code.as_deref()), (PushState::Withheld, Some("secret")));
        }
        // Its reporter no longer hides it: then it goes.
        town.give("pelapor", later.report, |_| Command::SetFlags { anonim: true, rahasia: false }).await;
        town.hand_over().await;
        assert_eq!((fake.kept().len(), town.one(later.report).await.state), (1, PushState::Sent));
    }

    async fn what_a_description_names_must_be_there(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        assert_eq!(outside::lacking(&town.app), None);
        for (from, to) in [("\"dpupr\"", "\"tidak-ada\""), ("\"palangkaraya\"", "\"lain\"")] {
            town.describe(&fake.described("").replace(from, to));
            assert!(outside::lacking(&town.app).unwrap().contains("tidak ada"), "{from}");
            town.hand_over().await;
        }
        town.describe(&fake.described("officer = \"siapa\""));
        assert!(outside::lacking(&town.app).unwrap().contains("siapa"));
    }

    async fn what_went_elsewhere_meanwhile_is_not_handed_over(store: Store) {
        let town = Town::new(store).await;
        let fake = Fake::start().await;
        town.describe(&fake.described(""));
        let (report, _) = town.disposed(1).await;
        let other = town.made.units[&("palangkaraya".to_owned(), "inspektorat".to_owned())];
        town.give("koordinator", report, |_| Command::Redirect { lead: other, note: None }).await;
        town.hand_over().await;
        assert!(fake.kept().is_empty());
        let own = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        for _ in 0..2 {
            town.give("koordinator", report, |_| Command::Redirect { lead: own, note: None }).await;
            town.hand_over_later(5).await;
            assert_eq!((fake.kept().len(), town.one(report).await.state), (1, PushState::Sent));
            town.give("koordinator", report, |_| Command::Redirect { lead: other, note: None }).await;
            town.hand_over().await;
        }
    }
}

#[test]
fn a_description_without_what_it_needs_is_refused_in_words() {
    let good = "[[open311]]\nname = \"pupr\"\nbody = \"kota\"\nunit = \"pupr\"\nurl = \"https://pupr.example/v2\"\n\
                api_key = \"env:KUNCI\"\nservice_code = \"1\"\n";
    let env = |name: &str| (name == "KUNCI").then(|| "rahasia".to_owned());
    let read = |text: &str| lapor_app::channels::config::read(text, &env);
    let channels = read(good).unwrap();
    assert_eq!(channels.open311[0].api_key.expose(), "rahasia");
    assert_eq!(
        channels.open311[0].resource("requests"),
        "https://pupr.example/v2/requests.json"
    );
    for (from, to, told) in [
        ("https://", "http://", "local = true"),
        ("\"pupr\"\nbody", "\"PUPR\"\nbody", "huruf kecil"),
        (
            "service_code = \"1\"",
            "service_code = \"\"",
            "service_code",
        ),
        ("env:KUNCI", "env:LAIN", "LAIN"),
    ] {
        let error = read(&good.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
    assert!(
        read(&format!("{good}{good}"))
            .unwrap_err()
            .to_string()
            .contains("dua kali")
    );
}
