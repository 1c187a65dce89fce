//! The document says all that the doors do, and nothing else.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::StatusCode;
use lapor_app::admin;
use lapor_app::api_keys::{self, NewKey};
use lapor_domain::agency::Officer;
use lapor_domain::api_key::Scope;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};

use crate::program::{Answer, Program};
use crate::town::{Part, Town, jpeg};

/// Statuses that need a broken program or half a minute of silence.
const NOT_MADE_HERE: [&str; 2] = ["408", "500"];

/// Every answer seen, as the document names it.
#[derive(Default)]
struct Walk(BTreeSet<(String, String)>);

impl Walk {
    fn saw(&mut self, operation: &str, answer: &Answer) {
        self.0
            .insert((operation.to_owned(), answer.status.as_u16().to_string()));
    }
}

/// `GET /reports` and so on, with the statuses that the document names.
fn documented(document: &Value) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for status in operation["responses"].as_object().unwrap().keys() {
                all.insert((format!("{} {path}", method.to_uppercase()), status.clone()));
            }
        }
    }
    all
}

async fn used_up(town: &Town, scopes: Vec<Scope>, officer: Option<&str>) -> Program {
    let new = NewKey {
        body: town.city(),
        name: "Habis".to_owned(),
        scopes,
        officer: officer.map(|slug| town.officer(slug)),
        per_minute: 1,
        expires_at: None,
    };
    let given = api_keys::create(&town.app, new, ActorRef::SYSTEM)
        .await
        .unwrap();
    let program = town
        .program()
        .with("authorization", &format!("Bearer {}", given.text.as_str()));
    program.get("/categories").await.expect(200);
    program
}

both_engines! {
    async fn every_documented_answer_can_be_had_and_no_other(store: Store) {
        let town = Town::new(store).await;
        let mut walk = Walk::default();
        let anyone = town.program();
        let document = anyone.document().await;
        let filer = town.program_with(&[Scope::File], None).await;
        let actor = town.program_with(&[Scope::Act], Some("koordinator")).await;
        let wrong = anyone.with("authorization", "Bearer lapor_x");
        let tired = used_up(&town, vec![Scope::File, Scope::Act, Scope::Read, Scope::Stats], Some("koordinator")).await;
        // A key of one body at the address of another.
        let mut elsewhere = actor.clone();
        elsewhere.base = format!("/b/{}", town.app.rules().directory.desk().unwrap().slug);
        let receipt = filer.with("idempotency-key", "a").post("/reports", &json!({"text": "Jalan rusak."})).await;
        let number = receipt.number();
        let reporter = anyone.with("x-lapor-phrase", receipt.json["phrase"].as_str().unwrap());
        walk.saw("POST /reports", &receipt);

        // What every reading operation has.
        let one = format!("/reports/{number}");
        let history = format!("{one}/history");
        let reads = [
            ("GET /reports", "/reports"), ("GET /reports/{number}", one.as_str()),
            ("GET /reports/{number}/history", history.as_str()), ("GET /statistics", "/statistics"),
            ("GET /figures", "/figures?measures=received&from=2025-01-01&to=2025-12-31"),
            ("GET /figures/catalogue", "/figures/catalogue"),
            ("GET /agencies", "/agencies"), ("GET /categories", "/categories"), ("GET /regions", "/regions"),
        ];
        for (operation, path) in reads {
            let seen = anyone.get(path).await.expect(200);
            walk.saw(operation, &seen);
            walk.saw(operation, &wrong.get(path).await.expect(401));
            walk.saw(operation, &tired.get(path).await.expect(429));
            walk.saw(operation, &elsewhere.get(path).await.expect(403));
            let tag = seen.header("etag");
            if !tag.is_empty() {
                walk.saw(operation, &anyone.with("if-none-match", tag).get(path).await.expect(304));
                walk.saw(operation, &filer.get(path).await.expect(403));
                let unknown = path.replace(&number, "100000000000");
                walk.saw(operation, &anyone.get(&unknown).await.expect(404));
            }
            if document["paths"][operation.split(' ').nth(1).unwrap()]["get"]["responses"]["422"].is_object() {
                let more = if path.contains('?') { '&' } else { '?' };
                walk.saw(operation, &anyone.get(&format!("{path}{more}x=1")).await.expect(422));
            }
        }
        assert_eq!(filer.get("/reports").await.expect(403).code(), "scope_missing");

        // What needs an officer's key, or a photograph that not everybody sees.
        let pictured = filer.upload("/reports", &[Part::Text("text", "Sampah."), Part::File("a.jpg", &jpeg())]).await.expect(201);
        let own = anyone.with("x-lapor-phrase", pictured.json["phrase"].as_str().unwrap());
        let seen = own.get(&format!("/reports/{}", pictured.number())).await.expect(200);
        let photo = format!("/reports/{}/photos/{}", pictured.number(), seen.json["matter"]["photos"][0]["id"].as_str().unwrap());
        let alone = [("GET /inbox", "/inbox", &actor), ("GET /reports/{number}/photos/{photo}", photo.as_str(), &own)];
        for (operation, path, asker) in alone {
            walk.saw(operation, &asker.get(path).await.expect(200));
            walk.saw(operation, &wrong.get(path).await.expect(401));
            walk.saw(operation, &tired.get(path).await.expect(429));
            walk.saw(operation, &elsewhere.get(path).await.expect(403));
            walk.saw(operation, &filer.get(path).await.expect(403));
            walk.saw(operation, &asker.get(&format!("{path}?x=1")).await.expect(422));
        }
        walk.saw(alone[1].0, &anyone.get(&photo).await.expect(404));
        assert_eq!(anyone.get("/inbox").await.expect(401).code(), "key_required");

        // What every writing operation has.
        let act = "POST /reports/{number}/{command}";
        let note = format!("{one}/note");
        let opens = "POST /reports/{number}/openings";
        let openings = format!("{one}/openings");
        let follow = "POST /follows";
        let writes = [
            ("POST /reports", "/reports", &filer), (act, note.as_str(), &actor), (opens, openings.as_str(), &actor),
            (follow, "/follows", &filer),
        ];
        for (operation, path, asker) in writes {
            let text = json!({"text": "Jalan rusak."});
            let kind = Some("application/json");
            walk.saw(operation, &asker.send("POST", path, kind, Body::from("{")).await.expect(400));
            walk.saw(operation, &anyone.post(path, &text).await.expect(401));
            walk.saw(operation, &town.program_with(&[Scope::Read], None).await.post(path, &text).await.expect(403));
            walk.saw(operation, &asker.post(path, &json!({"text": "a".repeat(3_000_000)})).await.expect(413));
            walk.saw(operation, &asker.send("POST", path, None, Body::from("a")).await.expect(415));
            walk.saw(operation, &asker.post(path, &json!({})).await.expect(422));
            walk.saw(operation, &tired.post(path, &text).await.expect(429));
        }
        walk.saw(act, &actor.post(&note, &json!({"text": "Catatan."})).await.expect(200));
        let look = json!({"what": "text_original", "reason": "Memeriksa isi laporan."});
        walk.saw(opens, &actor.post(&openings, &look).await.expect(200));
        walk.saw(opens, &actor.post("/reports/100000000000/openings", &look).await.expect(404));
        let wish = json!({"email": "warga@contoh.id"});
        walk.saw(follow, &filer.post("/follows", &wish).await.expect(404));
        town.with_mail();
        walk.saw(follow, &filer.post("/follows", &wish).await.expect(202));
        walk.saw(act, &actor.post("/reports/100000000000/note", &json!({"text": "a"})).await.expect(404));
        walk.saw(act, &reporter.post(&format!("{one}/confirm"), &json!({})).await.expect(409));
        walk.saw(act, &actor.with("if-match", "\"9999\"").post(&note, &json!({"text": "a"})).await.expect(412));
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        town.verify(town.by_number(&number).await, true).await;
        let inspector = town.made.units[&("palangkaraya".to_owned(), "inspektorat".to_owned())];
        let away = json!({"text": "Bukan urusan kami.", "owner_unit": inspector.to_string()});
        walk.saw(act, &unit.post(&format!("{one}/refuse"), &away).await);
        // About those who would decide it, and at the desk nobody works any more.
        let officers: Vec<_> = town.app.rules().directory.officers.values().cloned().collect();
        let desk = officers.into_iter().filter(|officer| officer.grants.iter().any(|grant| grant.role == Role::Desk));
        let gone = desk.map(|officer| Entity::Officer(Officer { disabled: true, ..officer })).collect();
        admin::put(&town.app, gone, ActorRef::SYSTEM).await.unwrap();
        let past = json!({"text": "Tentang koordinator.", "concerns": ["coordinator", "inspectorate"]});
        let refused = filer.post("/reports", &past).await.expect(409);
        assert_eq!(refused.json["guard"], "nobody_left");
        walk.saw("POST /reports", &refused);

        // Who is told that a report is about them sees it no more.
        let other = filer.post("/reports", &json!({"text": "Lampu mati."})).await.expect(201).number();
        let coordinator = town.officer("koordinator").to_string();
        let about = json!({"officer": coordinator, "text": "Tentang yang bersangkutan."});
        walk.saw(act, &actor.post(&format!("/reports/{other}/exclude"), &about).await.expect(204));

        // A record that is gone.
        let store = town.app.store().clone();
        store.close().await;
        for (operation, path) in reads {
            walk.saw(operation, &anyone.get(path).await);
            walk.saw(operation, &actor.get(path).await);
        }
        for (operation, path, asker) in alone {
            walk.saw(operation, &asker.get(path).await);
        }
        for (operation, path, asker) in writes {
            let text = match operation {
                _ if operation == opens => look.clone(),
                _ if operation == follow => wish.clone(),
                _ => json!({"text": "a"}),
            };
            let seen = asker.post(path, &text).await.expect(503);
            assert_eq!(seen.header("retry-after"), "15");
            walk.saw(operation, &seen);
        }

        let mut expected = documented(&document);
        expected.retain(|(_, status)| !NOT_MADE_HERE.contains(&status.as_str()));
        // A closed SQLite file can still be read by who has it open.
        if !walk.0.contains(&("GET /reports".to_owned(), "503".to_owned())) {
            expected.retain(|(operation, status)| status != "503" || operation.starts_with("POST"));
        }
        let missing: Vec<_> = expected.difference(&walk.0).collect();
        assert!(missing.is_empty(), "documented and never seen: {missing:#?}");
        let more: Vec<_> = walk.0.difference(&documented(&document)).cloned().collect();
        assert!(more.is_empty(), "seen and not documented: {more:#?}");
    }

    async fn other_addresses_and_methods_are_problems_too(store: Store) {
        let town = Town::new(store).await;
        let program = town.program();
        for path in ["", "/", "/report", "/reports/", "/reports/1/2/3", "/openapi.yaml"] {
            assert_eq!(program.get(path).await.expect(404).code(), "not_found", "{path}");
        }
        for (method, path, allow) in [
            ("DELETE", "/reports", "GET,HEAD,POST"), ("PUT", "/reports/1", "GET,HEAD"),
            ("GET", "/reports/1/reply", "POST"), ("POST", "/statistics", "GET,HEAD"),
        ] {
            let seen = program.send(method, path, None, Body::empty()).await.expect(405);
            assert_eq!(seen.code(), "method_not_allowed");
            assert_eq!(seen.header("allow"), allow, "{method} {path}");
        }
        // No cookie opens anything here, and no session of a page does.
        let mut desk = town.officer_at_desk("koordinator").await;
        let seen = desk.upload("/api/v1/reports", &[Part::Text("text", "a")]).await;
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "{}", seen.html);
    }
}

#[test]
fn the_document_is_what_it_was() {
    let document: Value = serde_json::from_str(lapor_web::openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!(document);
}

both_engines! {
    async fn the_page_explains_every_operation_and_code(store: Store) {
        let town = Town::new(store).await;
        let page = town.warga().get("/api").await;
        assert_eq!(page.status, StatusCode::OK);
        let document = town.program().document().await;
        for item in document["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(page.html.contains(&format!("id=\"{id}\"")), "{id}");
            }
        }
        for shape in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(page.html.contains(&format!("id=\"{shape}\"")), "{shape}");
        }
        for code in ["not_found", "idempotency_key_reused", "stale", "too_many_requests"] {
            assert!(page.html.contains(&format!("id=\"{code}\"")), "{code}");
        }
        assert!(page.html.contains("https://lapor.contoh.id/b/palangkaraya/api/v1/reports"));
        assert!(!page.html.contains("src=\"http"), "nobody else's script");
        for key in ["api-op-", "api-col-", "problem-"] {
            assert!(!page.text().contains(key), "every word has its message: {}", page.text());
        }
    }
}
