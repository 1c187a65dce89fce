//! What programs do with a report: as its reporter and as an officer.

use lapor_domain::api_key::Scope;
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};

use crate::program::{Answer, Program};
use crate::town::Town;

impl Program {
    async fn act(&self, number: &str, command: &str, contents: &Value) -> Answer {
        self.post(&format!("/reports/{number}/{command}"), contents)
            .await
    }
}

fn verification(town: &Town) -> Value {
    let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
    json!({
        "type": "complaint", "supervisory": false, "category": town.made.categories["jalan-rusak"].to_string(),
        "lead": unit.to_string(), "release": true, "title_final": "Jalan berlubang", "text_final": "Jalan berlubang di pasar.",
    })
}

both_engines! {
    async fn a_life_by_programs_alone(store: Store) {
        let town = Town::new(store).await;
        let filer = town.program_with(&[Scope::File], None).await;
        let receipt = filer.post("/reports", &json!({"text": "Jalan berlubang di pasar."})).await.expect(201);
        let number = receipt.number();
        let reporter = town.program().with("x-lapor-phrase", receipt.json["phrase"].as_str().unwrap());
        let coordinator = town.program_with(&[Scope::Act], Some("koordinator")).await;
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;

        let read = coordinator.get(&format!("/reports/{number}")).await.expect(200);
        let tag = read.header("etag").to_owned();
        let done = coordinator.with("if-match", &tag).act(&number, "verify", &verification(&town)).await.expect(200);
        assert_eq!((done.json["state"].as_str(), done.json["matter"]["is_public"].as_bool()), (Some("assigned"), Some(true)));
        assert_ne!(done.header("etag"), tag);
        // Who acts on the version before that is told so, and nothing happens.
        let stale = coordinator.with("if-match", &tag).act(&number, "set-priority", &json!({"priority": "high"})).await.expect(412);
        assert_eq!((stale.code(), stale.json["rule"].is_string()), ("stale", true));
        for wrong in ["\"99999.ab\"", "kemarin", "\"\"", "\"-1.x\""] {
            coordinator.with("if-match", wrong).act(&number, "set-priority", &json!({"priority": "high"})).await.expect(412);
        }

        unit.act(&number, "accept", &json!({})).await.expect(200);
        let answered = unit.act(&number, "answer", &json!({"text": "Dikerjakan pekan ini.", "next_by": "2025-08-08"})).await.expect(200);
        assert_eq!(answered.json["state"], "in_progress");
        let proposed = unit.act(&number, "propose-closure", &json!({"text": "Sudah diaspal.", "outcome": "not_granted"})).await.expect(200);
        assert_eq!(proposed.json["state"], "closure_proposed");
        let own = reporter.get(&format!("/reports/{number}")).await.expect(200);
        let may = own.json["own"]["may"].as_array().unwrap();
        assert!(may.contains(&json!("confirm")) && may.contains(&json!("dispute")), "{}", own.text);
        let confirmed = reporter.with("if-match", own.header("etag")).act(&number, "confirm", &json!({})).await.expect(200);
        assert_eq!(confirmed.json["state"], "closed");
        let rated = reporter.act(&number, "rate", &json!({"stars": 5, "text": "Cepat."})).await.expect(200);
        assert_eq!(rated.json["own"]["rating"], 5);
        let page = town.warga().get(&format!("/laporan/{number}")).await;
        assert!(page.text().contains("Sudah diaspal."), "{}", page.text());
    }

    async fn the_same_act_again_is_done_once(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan rusak.", &[]).await;
        let reporter = town.program().with("x-lapor-phrase", &paper.phrase);
        let replies = async |asker: &Program| {
            let seen = asker.get(&format!("/reports/{}/history", paper.number)).await.expect(200);
            let events = seen.json["events"].as_array().unwrap().clone();
            events.iter().filter(|event| event["kind"] == "replied").count()
        };
        let again = reporter.with("idempotency-key", "balasan-1");
        for _ in 0..2 {
            again.act(&paper.number, "reply", &json!({"text": "Dekat tiang listrik."})).await.expect(200);
        }
        assert_eq!(replies(&reporter).await, 1);
        again.act(&paper.number, "reply", &json!({"text": "Di seberang pasar."})).await.expect(200);
        assert_eq!(replies(&reporter).await, 2, "other words are another message");
        reporter.act(&paper.number, "reply", &json!({"text": "Di seberang pasar."})).await.expect(200);
        assert_eq!(replies(&reporter).await, 3, "without a word to repeat it by");
        let coordinator = town.program_with(&[Scope::Act], Some("koordinator")).await.with("idempotency-key", "1");
        for _ in 0..2 {
            coordinator.act(&paper.number, "note", &json!({"text": "Sudah ditelepon."})).await.expect(200);
        }
        let seen = coordinator.get(&format!("/reports/{}/history", paper.number)).await.expect(200);
        let notes = seen.json["events"].as_array().unwrap().iter().filter(|event| event["kind"] == "noted").count();
        assert_eq!(notes, 1);
    }

    async fn what_may_not_be_done_says_why(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan rusak.", &[]).await;
        let number = paper.number.as_str();
        let reporter = town.program().with("x-lapor-phrase", &paper.phrase);
        let coordinator = town.program_with(&[Scope::Act], Some("koordinator")).await;
        let nobody = town.program();
        assert_eq!(nobody.act(number, "reply", &json!({"text": "a"})).await.expect(401).code(), "key_required");
        let reader = town.program_with(&[Scope::Read], Some("koordinator")).await;
        assert_eq!(reader.act(number, "accept", &json!({})).await.expect(403).code(), "scope_missing");
        assert_eq!(reporter.act(number, "verify", &verification(&town)).await.expect(403).code(), "not_permitted");
        let early = reporter.act(number, "confirm", &json!({})).await.expect(409);
        assert_eq!((early.code(), early.json["guard"].as_str()), ("refused", Some("wrong_state")));
        assert_eq!(early.json["rule"], "24");
        let lead = coordinator.act(number, "accept", &json!({})).await;
        assert!([403, 409].contains(&lead.status.as_u16()), "{}", lead.text);
        coordinator.act(number, "menari", &json!({})).await.expect(404);
        coordinator.act(number, "receive", &json!({})).await.expect(404);
        coordinator.act("100000000000", "note", &json!({"text": "a"})).await.expect(404);
        let empty = coordinator.act(number, "verify", &json!({})).await.expect(422);
        let fields: Vec<&str> = empty.fields().into_iter().map(|(field, _)| field).collect();
        for field in ["type", "supervisory", "category", "lead", "release", "title_final", "text_final"] {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
        let wrong = coordinator.act(number, "verify", &json!({"release": "ya", "warna": 1})).await.expect(422);
        assert_eq!(wrong.fields(), [("release", "wrong_type"), ("warna", "unknown_field")]);
        for (command, contents, field) in [
            ("rate", json!({"stars": 6}), ("stars", "required")),
            ("reply", json!({"text": " \u{0} "}), ("text", "words_required")),
            ("reply", json!({"text": "a".repeat(200_000)}), ("text", "too_long")),
            ("rate", json!({"stars": 300}), ("stars", "wrong_type")),
        ] {
            assert_eq!(reporter.act(number, command, &contents).await.expect(422).fields(), [field], "{command}");
        }
        let earlier = json!({"reason_code": "duplicate", "explanation": "Sudah ada.", "earlier": "100000000000"});
        assert_eq!(coordinator.act(number, "archive", &earlier).await.expect(422).fields(), [("earlier", "unknown_number")]);
        // Public words with personal data in them need somebody to say that they may stand.
        let mut personal = verification(&town);
        personal["text_final"] = json!("Hubungi 0812 0000 0001.");
        assert_eq!(coordinator.act(number, "verify", &personal).await.expect(422).fields(), [("findings_kept", "personal_data")]);
        // An officer of another unit does not even find it.
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        unit.act(number, "accept", &json!({})).await.expect(404);
        // Flags are the reporter's.
        let flagged = reporter.act(number, "set_flags", &json!({"rahasia": true})).await.expect(200);
        assert_eq!(flagged.json["own"]["secret"], true);
        let withdrawn = reporter.act(number, "withdraw", &json!({})).await.expect(200);
        assert_eq!(withdrawn.json["state"], "archived");
    }
}
