//! Following by e-mail, as people do it on the pages. What letters say and when they leave is tried with the doors.

use axum::http::StatusCode;
use lapor_app::channels::config;
use lapor_app::channels::letter::Letter;
use lapor_domain::api_key::Scope;
use lapor_store::{Change, Store, StoreError, Tx, both_engines, outbox};
use serde_json::json;

use crate::town::{Browser, Town};

const MAIL: &str = "base_url = \"https://lapor.contoh.id/b/{slug}\"\n[mail]\nhost = \"127.0.0.1\"\nport = 9\nsecurity = \"none\"\n\
    local = true\nfrom = \"lapor@contoh.id\"\n";

struct Take(jiff::Timestamp);

impl Change for Take {
    type Output = Vec<outbox::Message>;
    type Error = StoreError;
    const NAME: &'static str = "take";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::claim(tx, "email", self.0, jiff::Timestamp::MAX, 50).await
    }
}

impl Town {
    pub(crate) fn with_mail(&self) {
        self.app
            .set_channels(config::read(MAIL, &|_| None).unwrap());
    }

    /// What waits to be sent.
    async fn letters(&self) -> Vec<Letter> {
        let all = self.app.store().run(Take(self.app.now())).await.unwrap();
        all.iter()
            .map(|message| {
                let plain = message
                    .open(&self.app.key_of(message.body))
                    .unwrap()
                    .unwrap();
                serde_json::from_str(&plain).unwrap()
            })
            .collect()
    }
}

fn link(letter: &Letter) -> String {
    let (_, rest) = letter
        .text
        .split_once("https://lapor.contoh.id/b/palangkaraya")
        .unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn ask(browser: &mut Browser, fields: &[(&str, &str)]) -> StatusCode {
    browser.post("/ikuti", fields).await.status
}

both_engines! {
    async fn nobody_is_offered_letters_that_cannot_leave(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Jalan rusak", "Rusak.").await;
        let mut warga = town.warga();
        let page = warga.get("/ikuti").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.html.contains("name=\"email\"") && page.html.contains("/umpan/atom"));
        assert!(!warga.get(&format!("/laporan/{number}")).await.html.contains("/ikuti?number"));
        assert_eq!(ask(&mut warga, &[("email", "warga@contoh.id")]).await, StatusCode::NOT_FOUND);
    }

    async fn a_report_is_followed_once_its_link_was_opened(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Jalan rusak", "Rusak.").await;
        town.with_mail();
        let mut warga = town.warga();
        let page = warga.get(&format!("/laporan/{number}")).await;
        assert!(page.html.contains(&format!("/ikuti?number={number}")));
        let form = warga.get(&format!("/ikuti?number={number}")).await;
        assert_eq!(form.hidden("number"), number);
        let wrong = warga.post("/ikuti", &[("number", &number), ("email", "warga@")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("value=\"warga@\"") && wrong.text().contains("bukan nama domain"), "{}", wrong.text());
        let seen = warga.post("/ikuti", &[("number", &number), ("email", "Warga@contoh.id ")]).await;
        assert!(seen.text().contains("Periksa kotak surel Anda"), "{}", seen.text());
        let letters = town.letters().await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to, "warga@contoh.id");
        assert!(!letters[0].text.contains("Jalan rusak"), "nothing that a stranger could choose: {}", letters[0].text);
        let path = link(&letters[0]);
        // Looking changes nothing: programs fetch links.
        for _ in 0..2 {
            let seen = warga.get(&path).await;
            assert!(seen.html.contains("value=\"confirm\""), "{}", seen.text());
        }
        let done = warga.post(&path, &[("what", "confirm")]).await;
        assert!(done.text().contains("kini menerima kabar laporan"), "{}", done.text());
        assert!(warga.get(&path).await.html.contains("value=\"end\""));
        let done = warga.post(&path, &[("what", "end")]).await;
        assert!(done.text().contains("sudah dihapus"), "{}", done.text());
        assert_eq!(warga.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.post(&path, &[("what", "end")]).await.status, StatusCode::OK, "twice is as good as once");
        assert_eq!(warga.post(&path, &[("what", "confirm")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.get("/ikuti/0190a0b0000070008000000000000001").await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.get("/ikuti/x").await.status, StatusCode::NOT_FOUND);
    }

    async fn an_old_link_is_good_for_nothing(store: Store) {
        let town = Town::new(store).await;
        town.with_mail();
        let mut warga = town.warga();
        let category = town.made.categories["jalan-rusak"].to_string();
        assert_eq!(ask(&mut warga, &[("email", "warga@contoh.id"), ("category", &category)]).await, StatusCode::OK);
        let path = link(&town.letters().await[0]);
        town.wait(49);
        assert_eq!(warga.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warga.post(&path, &[("what", "confirm")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn nobody_is_flooded_and_nobody_learns_whose_address_it_is(store: Store) {
        let town = Town::new(store).await;
        town.with_mail();
        let mut warga = town.warga();
        let mut pages = Vec::new();
        for n in 0..6 {
            warga.address = format!("203.0.113.{}:1", 20 + n).parse().unwrap();
            let category = town.made.categories.values().nth(n).unwrap().to_string();
            let seen = warga.post("/ikuti", &[("email", "korban@contoh.id"), ("category", &category)]).await;
            pages.push((seen.status, seen.text()));
        }
        assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "{pages:?}");
        assert_eq!(town.letters().await.len(), 3, "no more than three a day to one address");
        town.wait(25);
        warga.address = "203.0.113.77:1".parse().unwrap();
        assert_eq!(ask(&mut warga, &[("email", "korban@contoh.id")]).await, StatusCode::OK);
        assert_eq!(town.letters().await.len(), 1);
        let mut last = StatusCode::OK;
        for n in 0..25 {
            last = ask(&mut warga, &[("email", &format!("warga{n}@contoh.id"))]).await;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        assert!(town.letters().await.len() < 20);
    }

    async fn what_is_not_public_cannot_be_followed(store: Store) {
        let town = Town::new(store).await;
        town.with_mail();
        let mut warga = town.warga();
        let secret = warga.file("Rahasia.", &[("secret", "1")]).await.number;
        let plain = warga.file("Belum dibuka.", &[]).await.number;
        for number in [secret.as_str(), plain.as_str(), "100000000000", "x"] {
            assert_eq!(warga.get(&format!("/ikuti?number={number}")).await.status, StatusCode::NOT_FOUND, "{number}");
            assert_eq!(ask(&mut warga, &[("email", "warga@contoh.id"), ("number", number)]).await, StatusCode::NOT_FOUND);
        }
        assert_eq!(ask(&mut warga, &[("email", "warga@contoh.id"), ("category", "x")]).await, StatusCode::NOT_FOUND);
        assert_eq!(town.letters().await.len(), 0);
        // Another site cannot make a browser ask.
        warga.site = Some("cross-site");
        assert_eq!(ask(&mut warga, &[("email", "warga@contoh.id")]).await, StatusCode::FORBIDDEN);
    }

    async fn a_program_asks_for_somebody(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Jalan rusak", "Rusak.").await;
        let hidden = town.warga().file("Belum dibuka.", &[]).await.number;
        let program = town.program_with(&[Scope::File], None).await;
        let wish = json!({"email": "warga@contoh.id", "number": number});
        // Without a mail server nobody is promised letters.
        program.post("/follows", &wish).await.expect(404);
        town.with_mail();
        town.program().post("/follows", &wish).await.expect(401);
        town.program_with(&[Scope::Read], None).await.post("/follows", &wish).await.expect(403);
        let asked = program.post("/follows", &wish).await.expect(202);
        assert_eq!(asked.json["status"], "letter_sent");
        let letters = town.letters().await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, "warga@contoh.id"));
        let mut warga = town.warga();
        let done = warga.post(&link(&letters[0]), &[("what", "confirm")]).await;
        assert!(done.text().contains("kini menerima kabar laporan"), "{}", done.text());
        // A list, as the page has it.
        let category = town.made.categories["jalan-rusak"].to_string();
        let list = json!({"email": "warga2@contoh.id", "category": category, "region": "62.71.01"});
        program.post("/follows", &list).await.expect(202);
        assert!(town.letters().await[0].text.contains("Jalan"), "the letter names the list");
        // What is wrong is said by field, and what is hidden is not there.
        for (field, wrong) in [
            ("email", json!({"email": "warga@", "number": number})),
            ("number", json!({"email": "warga@contoh.id", "number": "x"})),
            ("category", json!({"email": "warga@contoh.id", "category": "x"})),
            ("region", json!({"email": "warga@contoh.id", "region": "x"})),
            ("unit", json!({"email": "warga@contoh.id", "unit": "0190a0b0-0000-7000-8000-000000000001"})),
        ] {
            let refused = program.post("/follows", &wrong).await.expect(422);
            assert_eq!(refused.fields()[0].0, field);
        }
        let nothing = json!({"email": "warga@contoh.id", "number": hidden});
        program.post("/follows", &nothing).await.expect(404);
        assert_eq!(town.letters().await.len(), 0);
    }
}
