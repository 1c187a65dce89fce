//! Questions of categories, through every door that can ask: the form, an officer who writes for another, the interface
//! for programs, Open311.

use axum::http::{Method, StatusCode};
use lapor_app::admin;
use lapor_domain::api_key::Scope;
use lapor_domain::question::{AnswerType, Choice, Question};
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};
use open311::{DataType, Definition, Format, Requests, Services};
use serde_json::json;

use crate::open311::{ROOT, call, get};
use crate::open311_filing::{FORM, RIGHT, id};
use crate::town::{Browser, Part, Seen, Town};

const HOLE: &str = "Lubang besar di depan pasar, ada yang jatuh.";

fn question(code: &str, label: &str, datatype: AnswerType) -> Question {
    Question {
        code: code.to_owned(),
        label: label.to_owned(),
        label_en: None,
        datatype,
        datatype_description: String::new(),
        values: Vec::new(),
        required: false,
        variable: true,
        public: false,
        ended: false,
    }
}

/// What is asked about holes: one of each kind.
fn questions() -> Vec<Question> {
    let choices = |all: &[(&str, &str)]| {
        let choice = |(key, name): &(&str, &str)| Choice {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
        };
        all.iter().map(choice).collect()
    };
    let mut words = question(
        "BACA",
        "Jangan turun ke jalan untuk mengukur.",
        AnswerType::Line,
    );
    words.variable = false;
    let mut depth = question("DALAM", "Berapa sentimeter dalamnya?", AnswerType::Number);
    (depth.required, depth.public) = (true, true);
    let mut lane = question("LAJUR", "Di lajur mana?", AnswerType::OneOf);
    lane.values = choices(&[("kiri", "Lajur kiri"), ("kanan", "Lajur kanan")]);
    let mut harm = question("AKIBAT", "Apa akibatnya?", AnswerType::SeveralOf);
    harm.values = choices(&[("jatuh", "Ada yang jatuh"), ("macet", "Macet")]);
    let mut mark = question("PATOKAN", "Apa patokannya?", AnswerType::Line);
    mark.public = true;
    let since = question("SEJAK", "Sejak kapan?", AnswerType::Moment);
    vec![words, depth, lane, harm, mark, since]
}

impl Town {
    async fn asks(&self, slug: &str, questions: Vec<Question>) -> String {
        let rules = self.app.rules();
        let mut category = rules.directory.categories[&self.made.categories[slug]].clone();
        category.questions = questions;
        let id = category.id.to_string();
        admin::put(
            &self.app,
            vec![Entity::Category(category)],
            ActorRef::SYSTEM,
        )
        .await
        .unwrap();
        id
    }

    async fn asking(store: Store) -> (Self, String) {
        let town = Self::new(store).await;
        let id = town.asks("jalan-rusak", questions()).await;
        (town, id)
    }
}

/// Sends the form of a page again, as it came back.
async fn again(browser: &mut Browser, form: &Seen, fields: &[(&str, &str)]) -> Seen {
    let key = form.hidden("form_key");
    let mut parts = vec![Part::Text("form_key", &key), Part::Text("text", HOLE)];
    parts.extend(fields.iter().map(|(name, value)| Part::Text(name, value)));
    browser.upload("/lapor", &parts).await
}

async fn desk(town: &Town, officer: &str, number: &str) -> String {
    let seen = town
        .officer_at_desk(officer)
        .await
        .get(&format!("/ruang/laporan/{number}"))
        .await;
    assert_eq!(seen.status, StatusCode::OK, "{officer}: {}", seen.text());
    seen.text()
}

both_engines! {
    async fn a_form_asks_and_loses_nothing(store: Store) {
        let (town, id) = Town::asking(store).await;
        let mut warga = town.warga();
        let empty = warga.get("/lapor").await;
        assert!(empty.html.contains("name=\"ask\"") && !empty.html.contains("answer-DALAM"), "asked only for its category");
        // The button, then sending without it: the same form with the questions, nothing is stored.
        let shown = again(&mut warga, &empty, &[("category", &id), ("place", "Jalan Contoh 5"), ("ask", "1")]).await;
        let sent = again(&mut warga, &empty, &[("category", &id), ("place", "Jalan Contoh 5")]).await;
        for seen in [&shown, &sent] {
            assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
            for words in [HOLE, "Jalan Contoh 5", "Berapa sentimeter dalamnya?", "Jangan turun ke jalan", "Lajur kiri", "answer-AKIBAT"] {
                assert!(seen.html.contains(words), "{words}: {}", seen.text());
            }
            assert!(!seen.html.contains("name=\"answer-BACA\""), "words to be read take no answer");
            assert_eq!(seen.hidden("asked"), id);
        }
        assert!(sent.text().contains("belum terkirim"), "{}", sent.text());
        assert_eq!(town.reports().await, 0);
        // What is lacking and what is wrong is named, and what was written comes back.
        let wrong = again(&mut warga, &sent, &[
            ("category", &id), ("asked", &id), ("answer-LAJUR", "tengah"), ("answer-PATOKAN", "Pasar"), ("event_date", "2030-01-01"), ("jam-SEJAK", "08:30"),
        ]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = wrong.text();
        assert!(text.contains("Jawab dulu pertanyaan ini: Berapa sentimeter") && text.contains("“Di lajur mana?”, pilih salah satu"), "{text}");
        assert!(text.contains("tidak boleh di masa depan"), "all that is wrong at once: {text}");
        assert!(text.contains("“Sejak kapan?”, tulis tanggalnya") && wrong.html.contains("08:30"), "a time without its day: {text}");
        assert!(wrong.html.contains("value=\"Pasar\"") && wrong.html.contains("href=\"#answer-DALAM\""), "{text}");
        assert_eq!(town.reports().await, 0);
        // Another category meanwhile: its own questions, or none.
        let none = again(&mut warga, &sent, &[("category", &id), ("asked", "lain"), ("ask", "1")]).await;
        assert!(none.html.contains("answer-DALAM"));

        let right: &[(&str, &str)] = &[
            ("category", &id), ("asked", &id), ("answer-DALAM", "12,5"), ("answer-LAJUR", "kiri"), ("answer-AKIBAT", "jatuh"),
            ("answer-AKIBAT", "macet"), ("answer-PATOKAN", "Rumah 0812 3456 7890"), ("answer-SEJAK", "2025-07-30"), ("jam-SEJAK", "08:30"),
        ];
        let taken = again(&mut warga, &sent, right).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        let paper = taken.paper();
        // The same form again is the same report; with another answer it is another one.
        assert_eq!(again(&mut warga, &sent, right).await.paper().number, paper.number);
        let other = again(&mut warga, &sent, &[("category", &id), ("asked", &id), ("answer-DALAM", "3")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.text());
        assert_eq!(town.reports().await, 1);
        let own = town.warga().open(&paper.phrase).await.text();
        assert!(own.contains("Ada yang jatuh, Macet") && own.contains("12,5") && own.contains("30 Juli 2025 pukul 08.30"), "{own}");
    }

    async fn answers_are_seen_as_the_original_words_are(store: Store) {
        let (town, id) = Town::asking(store).await;
        let paper = town.warga().file(HOLE, &[
            ("category", &id), ("asked", &id), ("answer-DALAM", "12"), ("answer-LAJUR", "kiri"),
            ("answer-PATOKAN", "Rumah 0812 3456 7890"),
        ]).await;
        let report = town.by_number(&paper.number).await;
        let coordinator = desk(&town, "koordinator", &paper.number).await;
        assert!(coordinator.contains("Lajur kiri") && coordinator.contains("0812 3456 7890"), "{coordinator}");
        assert!(coordinator.contains("Sejak kapan? belum dijawab"), "{coordinator}");

        town.verify(report, false).await;
        let address = format!("/laporan/{}", paper.number);
        assert_eq!(town.warga().get(&address).await.status, StatusCode::NOT_FOUND, "not released");
        // The lead unit: what may be public at once, masked; the rest with a reason.
        let lead = desk(&town, "dpupr", &paper.number).await;
        assert!(lead.contains("Berapa sentimeter dalamnya? 12") && !lead.contains("Lajur kiri"), "{lead}");
        assert!(!lead.contains("0812 3456 7890") && !lead.contains("belum dijawab"), "{lead}");
        let opened = town.officer_at_desk("dpupr").await
            .post(&format!("/ruang/laporan/{}/buka", paper.number), &[("what", "answers"), ("text", "Menyiapkan alat")]).await;
        assert!(opened.text().contains("Lajur kiri") && opened.text().contains("0812 3456 7890"), "{}", opened.text());
        let log = desk(&town, "koordinator", &paper.number).await;
        assert!(log.contains("Menyiapkan alat") && log.contains("jawaban atas pertanyaan"), "{log}");

        // Released: only what everyone was told may be public.
        town.give("koordinator", report, |_| Command::Release { point: false, files: false, findings_kept: false }).await.unwrap();
        let public = town.warga().get(&address).await.text();
        assert!(public.contains("Berapa sentimeter dalamnya? 12") && public.contains("Apa patokannya?"), "{public}");
        assert!(!public.contains("Lajur kiri") && !public.contains("0812"), "{public}");

        // Asked otherwise since then: what was answered stays as it was asked. Closed since then: closed. Opened since
        // then: whoever answered was not told.
        let mut changed = questions();
        for question in &mut changed {
            match question.code.as_str() {
                "DALAM" => question.label = String::from("Seberapa dalam?"),
                "PATOKAN" => question.public = false,
                "LAJUR" => question.public = true,
                _ => {}
            }
        }
        town.asks("jalan-rusak", changed).await;
        let public = town.warga().get(&address).await.text();
        assert!(public.contains("Berapa sentimeter dalamnya? 12") && !public.contains("Seberapa dalam?"), "{public}");
        assert!(!public.contains("Apa patokannya?") && !public.contains("Lajur kiri"), "{public}");

        town.give("koordinator", report, |_| Command::Erase { ground: "UU 27/2022".to_owned() }).await.unwrap();
        let erased = desk(&town, "koordinator", &paper.number).await;
        assert!(!erased.contains("Lajur kiri") && !erased.contains("belum dijawab"), "{erased}");
        assert!(!town.warga().get(&address).await.text().contains("Berapa sentimeter"));
        let compared = lapor_store::rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(compared.agrees(), "{:?}", compared.named);
    }

    async fn where_nothing_can_be_asked_nothing_is_refused(store: Store) {
        let (town, id) = Town::asking(store).await;
        // Without a category there is nothing to ask; the verification finds one, and officers see what is lacking.
        let paper = town.warga().file(HOLE, &[]).await;
        town.verify(town.by_number(&paper.number).await, false).await;
        let seen = desk(&town, "koordinator", &paper.number).await;
        assert!(seen.contains("Berapa sentimeter dalamnya? belum dijawab"), "{seen}");

        let mut counter = town.officer_at_desk("loket").await;
        let form = counter.get("/ruang/catat").await;
        let key = form.hidden("key");
        let send = async |counter: &mut Browser, more: &[(&str, &str)]| {
            let mut parts = vec![
                Part::Text("key", &key), Part::Text("channel", "letter"), Part::Text("text", HOLE), Part::Text("category", &id),
            ];
            parts.extend(more.iter().map(|(name, value)| Part::Text(name, value)));
            counter.upload("/ruang/catat", &parts).await
        };
        let asked = send(&mut counter, &[("name", "Warga Contoh")]).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
        assert!(asked.html.contains("Warga Contoh"), "{}", asked.html);
        assert!(asked.html.contains("answer-DALAM"), "{}", asked.html);
        assert_eq!(asked.hidden("asked"), id);
        let wrong = send(&mut counter, &[("asked", &id), ("answer-DALAM", "dalam sekali")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("tulis sebuah angka"), "{}", wrong.text());
        // The letter does not say how deep it is.
        let taken = send(&mut counter, &[("asked", &id), ("answer-SEJAK", "2025-07-30"), ("present", "yes")]).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        let seen = desk(&town, "koordinator", &taken.paper().number).await;
        assert!(seen.contains("30 Juli 2025") && seen.contains("Berapa sentimeter dalamnya? belum dijawab"), "{seen}");
    }

    async fn a_program_is_told_the_questions_and_answers_them(store: Store) {
        let (town, id) = Town::asking(store).await;
        let program = town.program_with(&[Scope::File], None).await;
        let listed = program.get("/categories").await.expect(200);
        let all = listed.json["categories"].as_array().unwrap();
        let one = all.iter().find(|one| one["id"] == id.as_str()).unwrap();
        assert_eq!(one["questions"][1], json!({
            "code": "DALAM", "label": "Berapa sentimeter dalamnya?", "help": null, "datatype": "number", "choices": [],
            "required": true, "information": false, "public": true,
        }));
        let mut report = json!({"text": HOLE, "category": id, "answers": {"LAJUR": "tengah", "LAIN": "x", "AKIBAT": ["jatuh"]}});
        let wrong = program.post("/reports", &report).await.expect(422);
        let mut fields = wrong.fields();
        fields.sort_unstable();
        assert_eq!(fields, [("answers.DALAM", "required"), ("answers.LAIN", "unknown"), ("answers.LAJUR", "not_offered")]);
        let lost = program.post("/reports", &json!({"text": HOLE, "answers": {"DALAM": 3}})).await.expect(422);
        assert_eq!(lost.fields(), [("answers", "unknown")]);
        report["answers"] = json!({"DALAM": 12.5, "AKIBAT": ["jatuh", "macet"], "LAJUR": "kiri"});
        let receipt = program.post("/reports", &report).await.expect(201);
        let phrase = receipt.json["phrase"].as_str().unwrap();
        let own = town.program().with("x-lapor-phrase", phrase).get(&format!("/reports/{}", receipt.number())).await.expect(200);
        assert_eq!(own.json["matter"]["answers"][2], json!({
            "code": "AKIBAT", "label": "Apa akibatnya?", "values": ["jatuh", "macet"], "shown": ["Ada yang jatuh", "Macet"],
        }));
        assert_eq!(own.json["matter"]["answers"][0]["values"], json!(["12.5"]));
    }

    async fn open311_has_definitions_and_takes_attributes(store: Store) {
        let (town, _) = Town::asking(store).await;
        for format in [Format::Json, Format::Xml] {
            let suffix = format.suffix();
            let services: Services = get(&town, &format!("/services.{suffix}")).await.read(format);
            for service in &services.0 {
                let back = get(&town, &format!("/services/{}.{suffix}", service.code)).await;
                let definition: Definition = back.read(format);
                assert_eq!(service.metadata, !definition.attributes.is_empty(), "{}", service.code);
                let orders: Vec<i64> = definition.attributes.iter().map(|it| it.order).collect();
                assert_eq!(orders, (1..).take(orders.len()).collect::<Vec<i64>>());
                for attribute in &definition.attributes {
                    assert_eq!(attribute.datatype.is_list(), !attribute.values.is_empty(), "{}", attribute.code);
                }
            }
            let holes: Definition = get(&town, &format!("/services/jalan-rusak.{suffix}")).await.read(format);
            let codes: Vec<_> = holes.attributes.iter().map(|it| (it.code.as_str(), it.variable, it.required, it.datatype)).collect();
            assert_eq!(codes[..3], [
                ("BACA", false, false, DataType::Text), ("DALAM", true, true, DataType::Number), ("LAJUR", true, false, DataType::OneOf),
            ]);
        }
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let post = async |more: &str| {
            let body = format!("api_key={key}&{RIGHT}{more}");
            call(&town, Method::POST, &format!("{ROOT}/requests.json"), &[FORM], body).await
        };
        let wrongs: &[(&str, &str)] = &[
            ("", "attribute[DALAM]"),
            ("&attribute[DALAM]=+", "attribute[DALAM]"),
            ("&attribute[DALAM]=dalam", "attribute[DALAM]"),
            ("&attribute[DALAM]=1&attribute[DALAM]=2", "attribute[DALAM]"),
            ("&attribute[DALAM]=1&attribute[TIANG]=7", "attribute[TIANG]"),
            ("&attribute[DALAM]=1&attribute[BACA]=ya", "attribute[BACA]"),
            ("&attribute[DALAM]=1&attribute[LAJUR]=tengah", "tengah"),
            ("&attribute[DALAM]=1&attribute%5BAKIBAT%5D%5B%5D=jatuh&attribute[AKIBAT][]=meledak", "meledak"),
            ("&attribute[DALAM]=1&attribute[SEJAK]=kemarin", "attribute[SEJAK]"),
        ];
        for (more, named) in wrongs {
            let back = post(more).await;
            assert_eq!(back.status, StatusCode::BAD_REQUEST, "{more}: {}", back.body);
            let words = back.faults(Format::Json);
            assert!(words.contains(named), "{more}: {words}");
        }
        let long = format!("&attribute[DALAM]=1&attribute[PATOKAN]={}", "a".repeat(600));
        assert!(post(&long).await.faults(Format::Json).contains("attribute[PATOKAN]"));
        assert_eq!(town.reports().await, 0);

        let right = "&attribute%5BDALAM%5D=12&attribute[AKIBAT][]=jatuh&attribute%5BAKIBAT%5D%5B%5D=macet\
            &attribute[PATOKAN]=Pasar&attribute[SEJAK]=2025-07-30T08:30:00+07:00";
        let sent = post(right).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
        let number = id(&sent);
        assert_eq!(id(&post(right).await), number, "a retry is the same report");
        assert_ne!(id(&post(&right.replace("=12&", "=13&")).await), number, "another answer is another report");
        let report = town.by_number(&number).await;
        let seen = desk(&town, "koordinator", &number).await;
        assert!(seen.contains("Ada yang jatuh, Macet") && seen.contains("30 Juli 2025"), "{seen}");

        town.verify(report, true).await;
        let strict = get(&town, &format!("/requests/{number}.json")).await;
        assert!(!strict.body.contains("DALAM"), "only where it is asked for: {}", strict.body);
        for format in [Format::Json, Format::Xml] {
            let told = get(&town, &format!("/requests/{number}.{}?extensions=true", format.suffix())).await;
            let told: Requests = told.read(format);
            let attributes = &told.0[0].extended.as_ref().unwrap().attributes;
            let attributes: Vec<_> = attributes.iter().map(|it| (it.code.as_str(), it.value.as_str(), it.label.as_str())).collect();
            assert_eq!(attributes, [
                ("DALAM", "12", "Berapa sentimeter dalamnya?"), ("PATOKAN", "Pasar", "Apa patokannya?"),
            ]);
        }
    }

    async fn an_administrator_asks_changes_and_ends(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = "/ruang/kelola/kategori/jalan-rusak";
        let add = format!("{page}/pertanyaan");
        assert!(coordinator.get(page).await.text().contains("belum punya pertanyaan"));
        let lane = [
            ("label", "Di lajur mana?"), ("code", "LAJUR"), ("datatype", "singlevaluelist"), ("position", "1"),
            ("values", "kiri = Lajur kiri\r\nkanan = Lajur kanan"), ("required", "yes"), ("public", "yes"),
        ];
        let with = |field: &'static str, value: &'static str| {
            lane.map(|(name, old)| (name, if name == field { value } else { old }))
        };
        for (wrong, named) in [
            (with("code", "di lajur"), "garis bawah"), (with("label", " "), "Tulis pertanyaannya"),
            (with("values", ""), "Tulis pilihannya"), (with("values", "Lajur kiri"), "kode = tulisan"),
            (with("datatype", "string"), "tidak punya pilihan"), (with("position", "0"), "nomor urut"),
        ] {
            let seen = coordinator.post(&add, &wrong).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(seen.text().contains(named), "{named}: {}", seen.text());
        }
        assert_eq!(coordinator.post(&add, &lane).await.status, StatusCode::SEE_OTHER);
        let depth = [("label", "Berapa dalamnya?"), ("code", "DALAM"), ("datatype", "number"), ("position", "1")];
        assert_eq!(coordinator.post(&add, &depth).await.status, StatusCode::SEE_OTHER);
        let taken = coordinator.post(&add, &depth).await;
        assert!(taken.text().contains("sudah dipakai"), "{}", taken.text());
        let asked = |town: &Town| -> Vec<String> {
            let rules = town.app.rules();
            let category = &rules.directory.categories[&town.made.categories["jalan-rusak"]];
            category.asked().map(|question| question.code.clone()).collect()
        };
        assert_eq!(asked(&town), ["DALAM", "LAJUR"], "the second took the first place");

        let one = coordinator.get(&format!("{add}/LAJUR")).await;
        assert!(one.html.contains("kiri = Lajur kiri") && one.html.contains("value=\"2\""), "{}", one.html);
        let mut changed = lane.to_vec();
        changed.retain(|(name, _)| *name != "code");
        changed.push(("ended", "yes"));
        assert_eq!(coordinator.post(&format!("{add}/LAJUR"), &changed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(asked(&town), ["DALAM"]);
        let seen = coordinator.get(page).await.text();
        assert!(seen.contains("Di lajur mana?") && seen.contains("Berapa dalamnya?"), "what ended is still listed: {seen}");
        // The category's own form leaves its questions alone.
        let fields = [("name", "Jalan rusak"), ("slug", "jalan-rusak"), ("evidence_required", "yes")];
        assert_eq!(coordinator.post(page, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(asked(&town), ["DALAM"]);
        let history = coordinator.get("/ruang/kelola/riwayat").await.text();
        assert!(history.contains("pertanyaan"), "{history}");
        assert_eq!(coordinator.get(&format!("{add}/LAIN")).await.status, StatusCode::NOT_FOUND);
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.post(&add, &depth).await.status, StatusCode::FORBIDDEN);
    }
}
