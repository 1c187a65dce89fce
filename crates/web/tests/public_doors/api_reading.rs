//! What a program reads: as anyone, with a phrase, as an officer; and nothing besides.

use lapor_domain::api_key::Scope;
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};

use crate::program::Answer;
use crate::town::Town;

/// Everything of an answer that an onlooker could tell two apart by.
fn outside(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (
        answer.status.as_u16(),
        headers.collect(),
        answer.text.clone(),
    )
}

both_engines! {
    async fn anyone_sees_what_was_released_and_only_the_state_of_the_rest(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan rusak, hubungi 0812 0000 0001.", &[("name", "Warga Contoh"), ("identity", "named")]).await;
        let program = town.program();
        let path = format!("/reports/{}", paper.number);
        let seen = program.get(&path).await.expect(200);
        assert_eq!((seen.json["shown_to"].as_str(), seen.json["state"].as_str()), (Some("anyone"), Some("received")));
        assert!(seen.json["matter"].is_null() && seen.json["own"].is_null() && seen.json["desk"].is_null());
        assert_eq!(seen.json["turn"]["who"], "coordinator");
        assert_eq!(seen.header("cache-control"), "no-store");
        assert_eq!(program.get(&format!("{path}/history")).await.expect(200).json["events"], json!([]));
        assert_eq!(program.get("/reports").await.expect(200).json["reports"], json!([]));

        let id = town.by_number(&paper.number).await;
        town.verify(id, true).await;
        let seen = program.get(&path).await.expect(200);
        assert_eq!(seen.json["matter"]["text"], "Jalan berlubang, versi yang diperiksa.");
        assert!(!seen.text.contains("0812") && !seen.text.contains("Warga Contoh"), "{}", seen.text);
        assert!(seen.json["own"].is_null() && seen.json["desk"].is_null());
        let list = program.get("/reports").await.expect(200);
        assert_eq!(list.json["reports"][0]["number"], paper.number.as_str());
        assert!(!list.text.contains("0812"));
        let history = program.get(&format!("{path}/history")).await.expect(200);
        let kinds: Vec<&str> = history.json["events"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds.first(), Some(&"received"));
        assert!(kinds.contains(&"verified"));
        assert!(history.json["events"].as_array().unwrap().iter().all(|it| it["officer"].is_null()));

        // The same version is not sent again; another one is.
        let tag = seen.header("etag").to_owned();
        assert_eq!(seen.header("cache-control"), "no-cache");
        let known = program.with("if-none-match", &format!("\"x\", W/{tag}"));
        assert_eq!(known.get(&path).await.expect(304).header("etag"), tag);
        town.answer(id, "Sedang kami kerjakan.").await;
        let new = known.get(&path).await.expect(200);
        assert_ne!(new.header("etag"), tag);
        let last = history.json["events"].as_array().unwrap().last().unwrap()["seq"].as_u64().unwrap();
        let since = program.get(&format!("{path}/history?after={last}")).await.expect(200);
        assert_eq!(since.json["events"][0]["words"], "Sedang kami kerjakan.");

        // Withdrawn from the public: from that instant, also for who has a copy.
        town.give("koordinator", id, |draft| lapor_domain::report::command::Command::Unrelease {
            reason: draft.seal(lapor_domain::content::ContentKind::InternalNote, "Memuat data pribadi."),
        }).await.unwrap();
        let hidden = known.get(&path).await.expect(200);
        assert!(hidden.json["matter"].is_null(), "{}", hidden.text);
        assert_eq!(program.get("/reports").await.expect(200).json["reports"], json!([]));
    }

    async fn what_is_hidden_answers_like_what_is_not_there(store: Store) {
        let town = Town::new(store).await;
        let secret = town.warga().file("Perkara rahasia.", &[("secret", "1")]).await;
        let other = town.warga().file("Jalan rusak.", &[]).await;
        let program = town.program();
        let reader = town.program_with(&[Scope::Read], None).await;
        for asker in [&program, &reader] {
            for tail in ["", "/history"] {
                let unknown = outside(&asker.get(&format!("/reports/100000000000{tail}")).await.expect(404));
                let mut asker = asker.clone();
                // From elsewhere: guesses are counted.
                asker.address = "198.51.100.4:1".parse().unwrap();
                let hidden = outside(&asker.get(&format!("/reports/{}{tail}", secret.number)).await.expect(404));
                assert_eq!(unknown, hidden);
                let odd = outside(&asker.get(&format!("/reports/%00{tail}")).await.expect(404));
                assert_eq!(unknown, odd);
            }
        }
        // A phrase opens its own report, beside another number nothing; as much as a wrong one.
        let own = town.program().with("x-lapor-phrase", &secret.phrase);
        assert_eq!(own.get(&format!("/reports/{}", secret.number)).await.expect(200).json["own"]["secret"], true);
        let beside = outside(&own.get(&format!("/reports/{}", other.number)).await.expect(404));
        let wrong = own.with("x-lapor-phrase", "satu dua tiga");
        let mistaken = outside(&wrong.get(&format!("/reports/{}", other.number)).await.expect(404));
        assert_eq!(beside, mistaken);
        for _ in 0..10 {
            wrong.get(&format!("/reports/{}", other.number)).await;
        }
        let throttled = wrong.get(&format!("/reports/{}", other.number)).await.expect(429);
        assert!(throttled.header("retry-after").parse::<u64>().unwrap() > 0);
    }

    async fn an_officer_s_key_sees_what_the_officer_sees(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan rusak.", &[("identity", "anonymous"), ("name", "Warga Contoh")]).await;
        let path = format!("/reports/{}", paper.number);
        let coordinator = town.program_with(&[Scope::Read], Some("koordinator")).await;
        let seen = coordinator.get(&path).await.expect(200);
        assert_eq!(seen.json["shown_to"], "officer");
        assert_eq!(seen.json["desk"]["text"], "Jalan rusak.");
        assert!(seen.json["desk"]["may"].as_array().unwrap().contains(&json!("verify")));
        assert!(!seen.text.contains("Warga Contoh"), "opens with a reason only");
        assert!(seen.json["desk"]["opens_with_reason"].as_array().unwrap().contains(&json!("name")));
        assert_eq!(seen.header("cache-control"), "no-store");
        // Not yet given to the unit: for its officer it is as hidden as on the pages.
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        unit.get(&path).await.expect(404);
        let id = town.by_number(&paper.number).await;
        town.verify(id, false).await;
        let seen = unit.get(&path).await.expect(200);
        assert!(seen.json["desk"]["text"].is_null(), "the originals of an anonymous report are not the unit's");
        let history = unit.get(&format!("{path}/history")).await.expect(200);
        assert!(history.json["events"].as_array().unwrap().iter().any(|it| it["officer"].is_string()));
        // A key without the right to read reads nothing, not even what is public.
        let filer = town.program_with(&[Scope::File], None).await;
        assert_eq!(filer.get(&path).await.expect(403).code(), "scope_missing");
        filer.get("/reports").await.expect(403);
    }

    async fn a_list_is_read_page_by_page(store: Store) {
        let town = Town::new(store).await;
        let mut numbers = Vec::new();
        for n in 0..5 {
            let mut warga = town.warga();
            warga.address = format!("203.0.113.{n}:1").parse().unwrap();
            let paper = warga.file(&format!("Jalan rusak nomor {n}."), &[]).await;
            town.verify(town.by_number(&paper.number).await, true).await;
            numbers.push(paper.number);
            town.wait(1);
        }
        numbers.reverse();
        let program = town.program();
        let mut found = Vec::new();
        let mut path = "/reports?limit=2".to_owned();
        loop {
            let page = program.get(&path).await.expect(200);
            let reports = page.json["reports"].as_array().unwrap();
            assert!(reports.len() <= 2);
            found.extend(reports.iter().map(|it| it["number"].as_str().unwrap().to_owned()));
            let Value::String(next) = &page.json["next"] else { break };
            path = format!("/reports?limit=2&after={next}");
        }
        assert_eq!(found, numbers);
        let category = town.made.categories["jalan-rusak"];
        for (query, count) in [
            (format!("category={category}"), 5), ("year=2025".into(), 5), ("year=2024".into(), 0),
            ("figure=not_followed_up".into(), 5), ("figure=handled".into(), 0), ("region=62.71".into(), 0),
        ] {
            let page = program.get(&format!("/reports?{query}")).await.expect(200);
            assert_eq!(page.json["reports"].as_array().unwrap().len(), count, "{query}: {}", page.text);
        }
        let wrong = program
            .get("/reports?category=x&region=%00&figure=selesai&year=1&after=-&limit=0&q=jalan")
            .await
            .expect(422);
        assert_eq!(wrong.fields(), [
            ("category", "unknown"), ("region", "unknown"), ("figure", "unknown"), ("year", "out_of_range"),
            ("after", "unknown"), ("limit", "out_of_range"),
        ]);
        assert_eq!(program.get("/reports?warna=merah").await.expect(422).fields(), [("warna", "unknown_field")]);
        assert_eq!(program.get("/reports?year=2025&year=2024").await.expect(422).fields(), [("year", "twice")]);
        program.get("/reports?q=%FF").await.expect(200);
        program.get("/reports/%FF").await.expect(404);
        program.get("/reports?q=%00").await.expect(200);
    }

    async fn figures_and_the_directory(store: Store) {
        let town = Town::new(store).await;
        for text in ["Jalan rusak.", "Lampu mati."] {
            town.warga().file(text, &[]).await;
        }
        town.wait(24 * 40);
        let program = town.program();
        let figures = program.get("/statistics?from=2025-01-01&to=2025-12-31").await.expect(200);
        let page = town.warga().get("/statistik?from=2025-01-01&to=2025-12-31&format=json").await;
        assert_eq!(figures.json, serde_json::from_str::<Value>(&page.html).unwrap());
        let public = figures.json;
        let exact = town.program_with(&[Scope::Stats], Some("koordinator")).await;
        let figures = exact.get("/statistics?from=2025-01-01&to=2025-12-31&by=month").await.expect(200);
        let mut desk = town.officer_at_desk("koordinator").await;
        let page = desk.get("/ruang/statistik?from=2025-01-01&to=2025-12-31&by=month&format=json").await;
        assert_eq!(figures.json, serde_json::from_str::<Value>(&page.html).unwrap());
        assert_eq!(figures.json["received"], 2);
        let administrator = town.program_with(&[Scope::Stats], Some("administrator")).await;
        assert_eq!(administrator.get("/statistics").await.expect(403).code(), "not_permitted");
        for (query, field) in [("by=warna", "by"), ("by=", "by"), ("to=", "to"), ("from=kemarin", "from"), ("from=2025-02-01&to=2025-01-01", "to"), ("as_of=2999-01-01", "as_of")] {
            let wrong = program.get(&format!("/statistics?{query}")).await.expect(422);
            assert_eq!(wrong.fields()[0].0, field);
        }

        let asked = "measures=received,not_verified,completion&from=2025-01-01&to=2025-12-31";
        let table = program.get(&format!("/figures?{asked}&by=month&compare=true")).await.expect(200);
        assert_eq!((&table.json["total"]["values"]["received"], &table.json["recorded_later"]), (&public["received"], &Value::Null));
        assert_eq!(table.json["measures"][2]["id"], "completion");
        let table = exact.get(&format!("/figures?{asked}&by=day&type=unknown")).await.expect(200);
        assert_eq!((&table.json["total"]["values"]["received"], &table.json["scope"]["kind"]), (&json!(2), &json!("body")));
        assert!(table.json["total"]["reports"]["not_verified"].as_str().unwrap().starts_with("ruang?tab="));
        let inside = "measures=officer_deeds&from=2025-01-01&to=2025-12-31&by=officer";
        exact.get(&format!("/figures?{inside}")).await.expect(200);
        assert_eq!(administrator.get(&format!("/figures?{asked}")).await.expect(403).code(), "not_permitted");
        for (query, field, code) in [
            (inside, "measures", "inside"), ("measures=kecepatan", "measures", "unknown"), ("", "measures", "required"),
            ("measures=received,open&from=2025-01-01&to=2025-12-31", "measures", "mixed"),
            ("measures=received&from=2025-12-31&to=2025-01-01", "to", "reversed"), ("measures=received&from=x&to=y", "from", "not_a_date"),
            ("measures=received&from=2025-01-01&to=2025-12-31&by=week", "by", "not_possible"),
            ("measures=received&from=2025-01-01&to=2025-12-31&as_of=2999-01-01", "as_of", "future"),
            ("measures=received&from=2025-01-01&to=2025-12-31&region=62.71", "", "not_possible"),
        ] {
            let wrong = program.get(&format!("/figures?{query}")).await.expect(422);
            assert_eq!(wrong.fields(), [(field, code)], "{query}");
        }
        let catalogue = program.get("/figures/catalogue").await.expect(200);
        assert!(catalogue.json["measures"].as_array().unwrap().len() > 100);

        assert_eq!(program.get("/reports/1/history?after=4294967296").await.expect(422).fields(), [("after", "not_a_number")]);

        let agencies = program.get("/agencies").await.expect(200);
        assert_eq!(agencies.json["agencies"][0]["slug"], "palangkaraya");
        assert!(agencies.json["agencies"][0]["units"].as_array().unwrap().iter().any(|unit| unit["slug"] == "dpupr"));
        let categories = program.get("/categories").await.expect(200);
        assert!(categories.json["categories"].as_array().unwrap().iter().any(|it| it["slug"] == "jalan-rusak"));
        let regions = program.get("/regions").await.expect(200);
        assert!(regions.json["regions"].as_array().unwrap().iter().any(|it| it["code"] == "62.71.01.1001"));
        let some = program.get("/regions?below=62.71.01").await.expect(200);
        assert!(some.json["regions"].as_array().unwrap().len() < regions.json["regions"].as_array().unwrap().len());
        assert_eq!(program.get("/regions?below=%00").await.expect(422).fields(), [("below", "unknown")]);
        // Of the installation as a whole: all bodies, but no territory to list.
        let mut whole = program.clone();
        whole.base = String::new();
        assert!(whole.get("/agencies").await.expect(200).json["agencies"].as_array().unwrap().len() > 1);
        assert_eq!(whole.get("/regions").await.expect(422).fields(), [("below", "required")]);
        let mut nowhere = program.clone();
        "/b/tidak-ada".clone_into(&mut nowhere.base);
        nowhere.get("/tidak-ada").await.expect(404);
    }
}
