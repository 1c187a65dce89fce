//! Other systems deliver reports: proved, once for each id, with the link kept; anything else is answered in JSON.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use lapor_app::channels::config;
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::words::Channel;
use lapor_store::{Store, both_engines};
use sha2::Sha256;

use crate::open311::call;
use crate::town::{Browser, Seen, Town};

const DOORS: &str = r#"
[[inbound]]
name = "pantau"
body = "palangkaraya"
channel = "social_media"
text = "data.message.text"
id = "data.id"
link = "data.url"
sender = "data.author.handle"
time = "data.created"
anonim = true
secret = { field = "kunci", value = "kunci-pantau" }
[[inbound]]
name = "cc112"
body = "palangkaraya"
channel = "telephone"
text = "isi"
phone = "telepon"
person = "nama"
time = "waktu"
secret = { field = "token", value = "kunci-112" }
"#;

const POST: &str = r#"{"data":{"id":"p-1","url":"https://x.com/warga/status/77","created":"2025-07-30T01:00:00Z",
    "author":{"handle":"@kunang"},"message":{"text":"Lampu jalan mati di depan pasar."}}}"#;

async fn json(browser: &mut Browser, address: &str, key: &str, body: &str) -> Seen {
    let address = format!("{address}?kunci={key}");
    browser
        .send(
            "POST",
            &address,
            Some("application/json"),
            Body::from(body.to_owned()),
        )
        .await
}

fn number(seen: &Seen) -> String {
    let answer: serde_json::Value = serde_json::from_str(&seen.html).unwrap();
    answer["number"].as_str().unwrap().to_owned()
}

both_engines! {
    async fn where_only_the_body_is_signed_nothing_else_is_believed(store: Store) {
        const SIGNED: &str = r#"
[[inbound]]
name = "tanda"
body = "palangkaraya"
channel = "institution"
text = "isi"
id = "id"
person = "nama"
hmac = { header = "X-Tanda", key = "kunci-tanda" }
"#;
        let town = Town::new(store).await;
        town.app.set_channels(config::read(SIGNED, &|_| None).unwrap());
        let body = "isi=Lampu+jalan+mati.&id=1";
        let mut mac = Hmac::<Sha256>::new_from_slice(b"kunci-tanda").unwrap();
        mac.update(body.as_bytes());
        let tag = STANDARD.encode(mac.finalize().into_bytes());
        let head = [("content-type", "application/x-www-form-urlencoded"), ("x-tanda", tag.as_str())];
        let ask = async |query: &str| {
            let path = format!("/masuk/web/tanda{query}");
            call(&town, Method::POST, &path, &head, body).await
        };
        let mut junk = String::new();
        for n in 0..220 {
            write!(junk, "x{n}=1&").unwrap();
        }
        let bent = ask(&format!("?isi=Kata+lain&id=2&nama=Orang+lain&{junk}")).await;
        assert_eq!(bent.status, StatusCode::CREATED, "{}", bent.body);
        // It is the one that was signed: the same again is a repeat.
        assert_eq!(ask("").await.status, StatusCode::OK);
        assert_eq!(town.reports().await, 1);
        let number: serde_json::Value = serde_json::from_str(&bent.body).unwrap();
        let report = town.by_number(number["number"].as_str().unwrap()).await;
        let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.text_original.words(), Some("Lampu jalan mati."));
    }

    async fn a_post_becomes_one_report_with_its_link(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut system = town.warga();
        let first = json(&mut system, "/masuk/web/pantau", "kunci-pantau", POST).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.html);
        assert_eq!(first.headers[header::CONTENT_TYPE], "application/json");
        let again = json(&mut system, "/masuk/web/pantau", "kunci-pantau", POST).await;
        assert_eq!((again.status, number(&again)), (StatusCode::OK, number(&first)));
        // The system tells the same id in other words: the first stands.
        let edited = POST.replace("di depan pasar", "di belakang pasar");
        let edited = json(&mut system, "/masuk/web/pantau", "kunci-pantau", &edited).await;
        assert_eq!((edited.status, number(&edited)), (StatusCode::OK, number(&first)));
        assert_eq!(town.reports().await, 1);
        let report = town.by_number(&number(&first)).await;
        let coordinator = Onlooker::Officer(town.officer("koordinator"));
        let case = case::read(&town.app, report, coordinator).await.unwrap().unwrap();
        assert_eq!((case.channel, case.anonim), (Channel::SocialMedia, true));
        assert_eq!(case.received_at, town.app.now(), "what was posted on Wednesday arrived today");
        let mut desk = town.officer_at_desk("koordinator").await;
        let why = [("what", "source"), ("text", "Memeriksa unggahan")];
        let opened = desk.post(&format!("/ruang/laporan/{}/buka", number(&first)), &why).await;
        assert!(opened.html.contains("https://x.com/warga/status/77") && opened.html.contains("@kunang"), "{}", opened.text());
    }

    async fn a_post_that_an_officer_pasted_is_the_report_that_the_system_tells_of_later(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut counter = town.officer_at_desk("loket").await;
        let key = counter.get("/ruang/catat").await.hidden("key");
        let fields = [
            ("key", key.as_str()),
            ("channel", "social_media"),
            ("link", "twitter.com/warga/status/77?s=20"),
            ("text", "Lampu jalan mati di depan pasar, kata warga."),
        ];
        let pasted = counter.post("/ruang/catat", &fields).await;
        assert_eq!(pasted.status, StatusCode::CREATED, "{}", pasted.text());
        let pasted = crate::recording::number(&pasted);
        let mut system = town.warga();
        for _ in 0..2 {
            let told = json(&mut system, "/masuk/web/pantau", "kunci-pantau", POST).await;
            assert_eq!((told.status, number(&told)), (StatusCode::OK, pasted.clone()), "{}", told.html);
        }
        assert_eq!(town.reports().await, 1);
        // Somebody else under the same post, and another post, are reports of their own.
        let under = POST.replace("p-1", "p-2").replace("di depan pasar", "di belakang sekolah");
        let elsewhere = POST.replace("p-1", "p-3").replace("status/77", "status/78");
        for other in [under, elsewhere] {
            let told = json(&mut system, "/masuk/web/pantau", "kunci-pantau", &other).await;
            assert_eq!(told.status, StatusCode::CREATED, "{}", told.html);
        }
        assert_eq!(town.reports().await, 3);
    }

    async fn nobody_is_told_that_a_secret_report_has_the_post(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut counter = town.officer_at_desk("loket").await;
        let key = counter.get("/ruang/catat").await.hidden("key");
        let fields = [
            ("key", key.as_str()),
            ("channel", "social_media"),
            ("link", "https://x.com/warga/status/77"),
            ("text", "Lampu jalan mati di depan pasar."),
            ("rahasia", "yes"),
        ];
        let pasted = counter.post("/ruang/catat", &fields).await;
        assert_eq!(pasted.status, StatusCode::CREATED, "{}", pasted.text());
        let mut system = town.warga();
        let told = json(&mut system, "/masuk/web/pantau", "kunci-pantau", POST).await;
        assert_eq!(told.status, StatusCode::CREATED, "{}", told.html);
        assert_ne!(number(&told), crate::recording::number(&pasted));
    }

    async fn a_call_centre_delivers_forms(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut system = town.warga();
        let told = "2025-08-01T01:30:00Z";
        let fields = [("token", "kunci-112"), ("isi", "Pohon tumbang menutup jalan."), ("telepon", "0812 3456 7890"), ("waktu", told)];
        let taken = system.post("/masuk/web/cc112", &fields).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.html);
        let report = town.by_number(&number(&taken)).await;
        let case = case::read(&town.app, report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.received_at, told.parse().unwrap(), "the promise runs from the call");
        let phone = case.contact.iter().find_map(|(_, shown)| shown.words());
        assert_eq!(phone, Some("+6281234567890"));
        // A number that is none does not cost the report.
        let fields = [fields[0], ("isi", "Sampah menumpuk."), ("telepon", "ext. 12"), fields[3]];
        let taken = system.post("/masuk/web/cc112", &fields).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.html);
        let again = system.post("/masuk/web/cc112", &fields).await;
        assert_eq!((again.status, number(&again)), (StatusCode::OK, number(&taken)), "the same words of one sender");
    }

    async fn what_is_forged_broken_or_empty_makes_nothing(store: Store) {
        let town = Town::new(store).await;
        town.app.set_channels(config::read(DOORS, &|_| None).unwrap());
        let mut system = town.warga();
        for (address, key, body, status, code) in [
            ("/masuk/web/pantau", "tebakan", POST, StatusCode::FORBIDDEN, "not_proved"),
            ("/masuk/web/pantau", "", "{", StatusCode::FORBIDDEN, "not_proved"),
            ("/masuk/web/lain", "kunci-pantau", POST, StatusCode::NOT_FOUND, "unknown"),
            ("/masuk/web/pantau", "kunci-pantau", "{\"data\":", StatusCode::UNPROCESSABLE_ENTITY, "malformed"),
            ("/masuk/web/pantau", "kunci-pantau", "{}", StatusCode::UNPROCESSABLE_ENTITY, "malformed"),
            ("/masuk/web/pantau", "kunci-pantau", "{\"data\":{\"message\":{\"text\":\"  \"}}}", StatusCode::UNPROCESSABLE_ENTITY, "malformed"),
        ] {
            let seen = json(&mut system, address, key, body).await;
            assert!(seen.status == status && seen.html.contains(code), "{body}: {} {}", seen.status, seen.html);
            assert!(!seen.html.contains("kunci-pantau"));
        }
        let long = format!("{{\"data\":{{\"message\":{{\"text\":\"{}\"}}}}}}", "a".repeat(30_000));
        let seen = json(&mut system, "/masuk/web/pantau", "kunci-pantau", &long).await;
        assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.html.contains("too_long"), "{}", seen.html);
        let huge = "x".repeat(300 * 1024);
        let seen = json(&mut system, "/masuk/web/pantau", "kunci-pantau", &huge).await;
        assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(town.reports().await, 0);
    }
}

#[test]
fn a_system_without_a_proof_is_refused_when_the_file_is_read() {
    let why = |text: &str| config::read(text, &|_| None).unwrap_err().to_string();
    let open = "[[inbound]]\nname = 'x'\nbody = 'kota'\nchannel = 'chat'\ntext = 'isi'\n";
    assert!(
        why(open).contains("siapa pun dapat mengirim"),
        "{}",
        why(open)
    );
    let counter = format!(
        "{}secret = {{ field = 't', value = 'r' }}\n",
        open.replace("chat", "counter")
    );
    assert!(
        why(&counter).contains("channel salah satu"),
        "{}",
        why(&counter)
    );
}
