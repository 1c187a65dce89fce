//! What officers' programs do beside acting: the inbox, words that need a reason, photographs.

use lapor_domain::api_key::Scope;
use lapor_store::{Store, both_engines};
use serde_json::json;

use crate::town::{Part, Town, jpeg};

both_engines! {
    async fn an_inbox_is_the_officers_own(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let first = warga.file("Jalan berlubang.", &[]).await.number;
        let second = warga.file("Lampu mati.", &[]).await.number;
        town.verify(town.by_number(&first).await, false).await;
        let coordinator = town.program_with(&[Scope::Read], Some("koordinator")).await;
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        let other = town.program_with(&[Scope::Read], Some("dinsos")).await;
        let numbers = async |program: &crate::program::Program, query: &str| -> Vec<String> {
            let page = program.get(&format!("/inbox{query}")).await.expect(200);
            assert_eq!(page.header("cache-control"), "no-store");
            let all = page.json["reports"].as_array().unwrap().iter();
            all.map(|line| line["number"].as_str().unwrap().to_owned()).collect()
        };
        let mut both = vec![first.clone(), second.clone()];
        both.sort();
        let mut all = numbers(&coordinator, "?view=all").await;
        all.sort();
        assert_eq!(all, both);
        assert_eq!(numbers(&coordinator, "?view=unverified").await, [second.as_str()]);
        assert_eq!(numbers(&unit, "").await, [first.as_str()]);
        assert_eq!(numbers(&other, "?view=all").await, Vec::<String>::new());
        let category = town.made.categories["jalan-rusak"];
        let group = town.app.rules().directory.categories[&category].parent.unwrap();
        for of in [category, group] {
            assert_eq!(numbers(&unit, &format!("?category={of}")).await, [first.as_str()]);
        }
        assert_eq!(numbers(&unit, "?view=closed").await, Vec::<String>::new());
        let line = &unit.get("/inbox").await.json["reports"][0];
        assert_eq!((line["title"].as_str(), line["details"]["priority"].as_str()), (Some("Jalan berlubang"), Some("normal")));
        for query in ["?view=semua", "?category=jalan", "?unit=1", "?region=enam", "?channel=merpati", "?supervisory=ya", "?after=x", "?tab=todo"] {
            coordinator.get(&format!("/inbox{query}")).await.expect(422);
        }
        let nobody = town.program_with(&[Scope::Read], None).await;
        assert_eq!(nobody.get("/inbox").await.expect(403).code(), "not_permitted");
    }

    async fn words_that_need_a_reason_are_logged_before_they_are_told(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Tulisan asli.", &[("name", "Warga Contoh"), ("phone", "0812 0000 0000")]).await;
        let number = paper.number;
        town.verify(town.by_number(&number).await, false).await;
        let path = format!("/reports/{number}/openings");
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        let report = unit.get(&format!("/reports/{number}")).await.expect(200);
        let sealed: Vec<&str> = report.json["desk"]["opens_with_reason"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert!(sealed.contains(&"phone") && sealed.contains(&"text_original"), "{sealed:?}");
        assert!(!report.text.contains("Tulisan asli") && !report.text.contains("0812"));
        let short = unit.post(&path, &json!({"what": "phone", "reason": "ya"})).await.expect(422);
        assert_eq!(short.fields(), [("reason", "required")]);
        unit.post(&path, &json!({"what": "pin", "reason": "Menanyakan letak."})).await.expect(422);
        let opened = unit.post(&path, &json!({"what": "phone", "reason": "Menanyakan letak lubang."})).await.expect(200);
        assert_eq!((opened.json["words"].as_str(), opened.header("cache-control")), (Some("+6281200000000"), "no-store"));
        let opened = unit.post(&path, &json!({"what": "text_original", "reason": "Menanyakan letak lubang."})).await.expect(200);
        assert_eq!(opened.json["words"], "Tulisan asli.");
        let mut own = town.warga();
        let page = own.open(&paper.phrase).await.text();
        assert!(page.contains("Menanyakan letak lubang."), "the reporter reads who looked and why: {page}");
        // Not theirs to open: not there, or not permitted, and nothing told.
        let other = town.program_with(&[Scope::Act], Some("dinsos")).await;
        let refused = other.post(&path, &json!({"what": "phone", "reason": "Ingin tahu saja."})).await;
        assert!(matches!(refused.status.as_u16(), 403 | 404) && !refused.text.contains("0812"), "{}", refused.text);
        let reader = town.program_with(&[Scope::Read], Some("dpupr")).await;
        assert_eq!(reader.post(&path, &json!({"what": "phone", "reason": "Menanyakan."})).await.expect(403).code(), "scope_missing");
    }

    async fn photographs_go_with_words_and_are_read_by_who_may(store: Store) {
        let town = Town::new(store).await;
        let picture = jpeg();
        let filer = town.program_with(&[Scope::File], None).await;
        let receipt = filer.upload("/reports", &[Part::Text("text", "Sampah menumpuk."), Part::File("a.jpg", &picture)]).await.expect(201);
        let number = receipt.number();
        let report = town.by_number(&number).await;
        let own = town.program().with("x-lapor-phrase", receipt.json["phrase"].as_str().unwrap());
        town.verify(report, true).await;
        let seen = own.get(&format!("/reports/{number}")).await.expect(200);
        let file = seen.json["matter"]["photos"][0]["file"].as_str().unwrap();
        let path = file.strip_prefix("/b/palangkaraya/api/v1").unwrap().to_owned();
        let large = own.get(&path).await.expect(200);
        assert_eq!(large.header("content-type"), "image/jpeg");
        let small = own.get(&format!("{path}?size=small")).await.expect(200);
        assert_eq!(small.header("content-type"), "image/jpeg");
        own.get(&format!("{path}?size=raksasa")).await.expect(422);
        town.program().get(&path).await.expect(404);
        let unit = town.program_with(&[Scope::Act], Some("dpupr")).await;
        unit.get(&path).await.expect(200);
        town.program_with(&[Scope::Act], Some("dinsos")).await.get(&path).await.expect(404);
        // Under another report's number it is not there.
        let elsewhere = filer.post("/reports", &json!({"text": "Lampu mati."})).await.expect(201);
        let stranger = town.program().with("x-lapor-phrase", elsewhere.json["phrase"].as_str().unwrap());
        stranger.get(&path.replace(&number, &elsewhere.number())).await.expect(404);

        let replied = own.upload(&format!("/reports/{number}/reply"), &[Part::Text("text", "Ini fotonya."), Part::File("b.jpg", &picture)]).await.expect(200);
        assert_eq!(replied.json["matter"]["photos"].as_array().unwrap().len(), 2);
        let answer = [Part::Text("text", "Sudah diangkut."), Part::Text("next_by", "2025-08-08"), Part::File("c.jpg", &picture)];
        let sender = unit.with("idempotency-key", "satu");
        let answered = sender.upload(&format!("/reports/{number}/answer"), &answer).await.expect(200);
        assert_eq!(answered.json["matter"]["photos"].as_array().unwrap().len(), 3);
        let again = sender.upload(&format!("/reports/{number}/answer"), &answer).await.expect(200);
        assert_eq!(again.json["matter"]["photos"].as_array().unwrap().len(), 3, "the same request acts once");
        // What was shown with an answer is everybody's.
        let public = town.program().get(&format!("/reports/{number}")).await.expect(200);
        assert_eq!(public.json["matter"]["photos"].as_array().unwrap().len(), 1);
        let file = public.json["matter"]["photos"][0]["file"].as_str().unwrap();
        town.program().get(file.strip_prefix("/b/palangkaraya/api/v1").unwrap()).await.expect(200);
        // Nothing is taken and thrown away.
        let refused = own.upload(&format!("/reports/{number}/withdraw"), &[Part::File("d.jpg", &picture)]).await.expect(422);
        assert_eq!(refused.fields(), [("photos", "not_here")]);
        let bad = own.upload(&format!("/reports/{number}/reply"), &[Part::Text("text", "a"), Part::File("x.jpg", b"bukan gambar")]).await.expect(422);
        assert_eq!(bad.code(), "photos_refused");
        let many: Vec<Part<'_>> = std::iter::once(Part::Text("text", "a")).chain((0..6).map(|_| Part::File("x.jpg", &picture))).collect();
        assert_eq!(own.upload(&format!("/reports/{number}/reply"), &many).await.expect(422).fields(), [("photos", "too_many")]);
    }
}
