//! A program files reports; keys that open and keys that do not; everything that can be wrong with what is sent.

use axum::body::Body;
use jiff::SignedDuration;
use lapor_app::api_keys::{self, NewKey};
use lapor_app::clock::Clock as _;
use lapor_domain::api_key::Scope;
use lapor_domain::report::event::ActorRef;
use lapor_store::{Store, both_engines};
use serde_json::json;

use crate::program::Program;
use crate::town::{Part, Town, jpeg};

const JSON: Option<&str> = Some("application/json");

impl Program {
    async fn send_text(&self, text: &str) -> crate::program::Answer {
        self.send("POST", "/reports", JSON, Body::from(text.to_owned()))
            .await
    }
}

both_engines! {
    async fn a_program_files_and_the_person_opens_it(store: Store) {
        let town = Town::new(store).await;
        let program = town.program_with(&[Scope::File], None).await;
        let report = json!({
            "text": "Jalan berlubang di depan pasar.\u{0}", "type": "complaint", "region": "62.71.01.1001",
            "place": "Seberang pasar", "incident_date": "2025-07-30", "identity": "named", "name": "Warga Contoh",
            "phone": "0812 0000 0000", "latitude": -2.2096, "longitude": 113.9108,
        });
        let receipt = program.post("/reports", &report).await.expect(201);
        assert_eq!(receipt.header("cache-control"), "no-store");
        let number = receipt.number();
        assert_eq!(receipt.header("location"), format!("/b/palangkaraya/api/v1/reports/{number}"));
        let phrase = receipt.json["phrase"].as_str().unwrap();
        assert_eq!((number.len(), phrase.split(' ').count()), (12, 8));
        assert_eq!(receipt.json["repeated"], false);
        // On the pages and by the interface.
        let own = town.warga().open(phrase).await;
        assert!(own.text().contains("Seberang pasar") && own.text().contains("30 Juli 2025"), "{}", own.text());
        let own = town.program().with("x-lapor-phrase", phrase).get(&format!("/reports/{number}")).await.expect(200);
        assert_eq!(own.json["own"]["text"], "Jalan berlubang di depan pasar.", "NUL is not kept");
        assert_eq!(own.json["matter"]["channel"], "api");
        assert_eq!(own.json["matter"]["place"], "Seberang pasar");

        // The same without a word to repeat it by is another report.
        let again = program.post("/reports", &report).await.expect(201);
        assert_ne!(again.number(), number);
        assert_eq!(town.reports().await, 2);
    }

    async fn the_same_request_again_gives_the_same_receipt(store: Store) {
        let town = Town::new(store).await;
        let program = town.program_with(&[Scope::File], None).await.with("idempotency-key", "1");
        let report = json!({"text": "Lampu jalan mati."});
        let first = program.post("/reports", &report).await.expect(201);
        let again = program.post("/reports", &report).await.expect(201);
        assert_eq!(again.json["number"], first.json["number"]);
        assert_eq!(again.json["phrase"], first.json["phrase"]);
        assert_eq!(again.json["repeated"], true);
        let other = program.post("/reports", &json!({"text": "Lampu taman mati."})).await.expect(422);
        assert_eq!(other.code(), "idempotency_key_reused");
        // Another program's "1" is another word, and its phrase another phrase.
        let stranger = town.program_with(&[Scope::File], None).await.with("idempotency-key", "1");
        let theirs = stranger.post("/reports", &report).await.expect(201);
        assert_ne!(theirs.json["number"], first.json["number"]);
        assert_ne!(theirs.json["phrase"], first.json["phrase"]);
        assert_eq!(town.reports().await, 2);
        for word in ["", " ", &"a".repeat(256)] {
            let refused = program.with("idempotency-key", word).post("/reports", &report).await.expect(422);
            assert_eq!(refused.fields(), [("Idempotency-Key", "shape")]);
        }
    }

    async fn a_form_carries_photographs(store: Store) {
        let town = Town::new(store).await;
        let program = town.program_with(&[Scope::File], None).await;
        let picture = jpeg();
        let receipt = program.upload("/reports", &[
            Part::Text("text", "Sampah menumpuk."), Part::Text("secret", "true"),
            Part::Text("latitude", "-2.2096"), Part::Text("longitude", "113.9108"),
            Part::Text("concerns", "coordinator"), Part::Text("concerns", "inspectorate"),
            Part::File("sampah.jpg", &picture),
        ]).await.expect(201);
        let phrase = receipt.json["phrase"].as_str().unwrap();
        let own = town.program().with("x-lapor-phrase", phrase);
        let own = own.get(&format!("/reports/{}", receipt.number())).await.expect(200);
        assert_eq!(own.json["matter"]["photos"].as_array().unwrap().len(), 1);
        assert_eq!(own.json["own"]["secret"], true);
        assert!(own.json["matter"]["photos"][0]["href"].is_null(), "not for anyone");
        let bad = program.upload("/reports", &[
            Part::Text("text", "Sampah."), Part::File("x.jpg", b"bukan gambar"),
        ]).await.expect(422);
        assert_eq!(bad.code(), "photos_refused");
        assert_eq!(bad.fields()[0].0, "photos[1]");
        let wrong = program.upload("/reports", &[
            Part::Text("text", "a"), Part::Text("secret", "ya"), Part::Text("latitude", "utara"), Part::Text("warna", "merah"),
        ]).await.expect(422);
        assert_eq!(wrong.fields(), [("latitude", "wrong_type"), ("secret", "wrong_type"), ("warna", "unknown_field")]);
        let twice = program.upload("/reports", &[Part::Text("text", "a"), Part::Text("text", "b")]).await.expect(422);
        assert_eq!(twice.fields(), [("text", "twice")]);
        let cut = "--BATAS\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nJalan";
        let kind = Some("multipart/form-data; boundary=BATAS");
        let cut = program.send("POST", "/reports", kind, Body::from(cut)).await.expect(400);
        assert_eq!(cut.code(), "unreadable");
        assert_eq!(town.reports().await, 1);
    }

    async fn a_key_opens_what_it_was_given_and_nothing_after_its_end(store: Store) {
        let town = Town::new(store).await;
        let report = json!({"text": "Lampu mati."});
        let none = town.program().post("/reports", &report).await.expect(401);
        assert_eq!((none.code(), none.header("www-authenticate")), ("key_required", "Bearer realm=\"lapor\""));
        for wrong in ["Bearer lapor_x", "Bearer", "Basic dXNlcjpzYW5kaQ==", "lapor_", "Bearer \u{e9}"] {
            let seen = town.program().with("authorization", wrong).post("/reports", &report).await.expect(401);
            assert_eq!(seen.code(), "key_invalid", "{wrong}");
            // A wrong key is no key, also where none is needed.
            town.program().with("authorization", wrong).get("/categories").await.expect(401);
        }
        let reader = town.program_with(&[Scope::Read], None).await;
        let seen = reader.post("/reports", &report).await.expect(403);
        assert_eq!(seen.code(), "scope_missing");
        assert!(seen.json["detail"].as_str().unwrap().contains("file"));

        let new = NewKey {
            body: town.city(), name: "Sebentar".to_owned(), scopes: vec![Scope::File], officer: None, per_minute: 2,
            expires_at: Some(town.clock.now() + SignedDuration::from_hours(1)),
        };
        let short = api_keys::create(&town.app, new, ActorRef::SYSTEM).await.unwrap();
        let program = town.program().with("authorization", &format!("Bearer {}", short.text.as_str()));
        program.post("/reports", &report).await.expect(201);
        program.get("/categories").await.expect(200);
        let throttled = program.post("/reports", &report).await.expect(429);
        assert_eq!((throttled.code(), throttled.header("retry-after")), ("too_many_requests", "60"));
        town.wait(1);
        assert_eq!(program.post("/reports", &report).await.expect(401).code(), "key_invalid");

        let (key, text) = town.give_key(&[Scope::File], None).await;
        let program = town.program().with("authorization", &format!("bearer {text}"));
        program.post("/reports", &report).await.expect(201);
        api_keys::revoke(&town.app, key.id, None, ActorRef::SYSTEM).await.unwrap();
        assert_eq!(program.post("/reports", &report).await.expect(401).code(), "key_invalid");
    }

    async fn what_is_wrong_is_said_field_by_field(store: Store) {
        let town = Town::new(store).await;
        let program = town.program_with(&[Scope::File], None).await;
        let cases = [
            (json!({}), vec![("text", "required")]),
            (json!({"text": " \u{0}\u{202e} "}), vec![("text", "required")]),
            (json!({"text": 5, "warna": "merah"}), vec![("text", "wrong_type"), ("warna", "unknown_field")]),
            (json!({"text": null}), vec![("text", "wrong_type")]),
            (json!({"text": "a", "secret": "ya", "type": "keluhan", "concerns": "x"}),
                vec![("concerns", "wrong_type"), ("secret", "wrong_type"), ("type", "wrong_type")]),
            (json!({"text": "a", "category": "jalan", "unit": "\u{0}", "region": "99.99.99.9999", "joins": "12"}),
                vec![("category", "unknown"), ("unit", "unknown"), ("region", "unknown"), ("joins", "unknown")]),
            (json!({"text": "a", "phone": "abc", "email": "x", "incident_date": "kemarin"}),
                vec![("phone", "characters"), ("email", "shape"), ("incident_date", "not_a_date")]),
            (json!({"text": "a", "incident_date": "2030-01-01"}), vec![("incident_date", "in_future")]),
            (json!({"text": "a", "latitude": 0, "longitude": 0}), vec![("point", "null_island")]),
            (json!({"text": "a", "latitude": 113.9, "longitude": -2.2}), vec![("point", "swapped")]),
            (json!({"text": "a", "latitude": 1e308}), vec![("point", "not_a_number")]),
            (json!({"text": "a\n".repeat(200_000)}), vec![("text", "too_long")]),
            (json!({"text": "a", "title": "b".repeat(5000)}), vec![("title", "too_long")]),
            (json!([1, 2]), vec![("", "not_an_object")]),
            (json!("teks"), vec![("", "not_an_object")]),
        ];
        for (sent, fields) in cases {
            let seen = program.post("/reports", &sent).await.expect(422);
            assert_eq!(seen.code(), "invalid");
            let mut found = seen.fields();
            let mut fields = fields;
            found.sort_unstable();
            fields.sort_unstable();
            assert_eq!(found, fields, "{}", seen.text);
        }
        for broken in ["", "{", "{\"text\": \"a\"", "{\"text\": \"\u{1}\"}", "nul", &"[".repeat(100_000)] {
            let seen = program.send_text(broken).await.expect(400);
            assert_eq!(seen.code(), "unreadable");
        }
        let not_text = Body::from(vec![b'{', 0xff, 0xfe, b'}']);
        program.send("POST", "/reports", JSON, not_text).await.expect(400);
        for kind in [None, Some("text/plain"), Some("application/xml"), Some("application/x-www-form-urlencoded")] {
            let seen = program.send("POST", "/reports", kind, Body::from("{\"text\": \"a\"}")).await.expect(415);
            assert_eq!(seen.code(), "unsupported_media_type");
        }
        let large = json!({"text": "a".repeat(3 * 1024 * 1024)});
        assert_eq!(program.post("/reports", &large).await.expect(413).code(), "too_large");
        assert_eq!(town.reports().await, 0);
        // Ten thousand short lines are a report like another.
        let lines = json!({"text": "a\n".repeat(10_000)});
        let many = program.post("/reports", &lines).await;
        assert!([201, 422].contains(&many.status.as_u16()), "{}", many.text);
    }
}
