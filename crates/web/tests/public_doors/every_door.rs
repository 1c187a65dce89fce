//! No wrong door: whichever way a report comes in, it stands in the one inbox, and its answer goes back the same way.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use hmac::{Hmac, KeyInit as _, Mac as _};
use lapor_app::channels::config::Lmtp;
use lapor_app::channels::mail::lmtp::Door;
use lapor_app::channels::{self, config};
use lapor_app::jobs;
use lapor_domain::api_key::Scope;
use lapor_domain::ids::ReportId;
use lapor_domain::words::Channel;
use lapor_store::{Query, Store, StoreError, Tx, both_engines, params, record};
use open311::{Format, Receipts, Requests, Ticket};
use serde_json::json;
use sha2::Sha256;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::gateways::Gateway;
use crate::open311::{ROOT, call, get};
use crate::platform::{Platform, words};
use crate::postbox::Postbox;
use crate::town::{Paper, Town};

/// What all of them are told.
const ANSWER: &str = "Lubang diukur; penambalan hari Kamis.";

/// All reports, the first first.
struct All;

impl Query for All {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const SQL: &str = "SELECT id FROM report ORDER BY received_at, id";
        let ids = tx.rows::<uuid::Uuid>(SQL, params![]).await?;
        Ok(ids.into_iter().map(ReportId).collect())
    }
}

impl Town {
    async fn channel(&self, report: ReportId) -> Channel {
        let load = Load(report);
        self.app.store().read(load).await.unwrap().unwrap()
    }

    /// Jobs and sending, once, as the background does.
    async fn round(&self) {
        jobs::round(&self.app).await.unwrap();
        channels::round(&self.app).await.unwrap();
    }

    /// Somebody writes by WhatsApp until the report is sent.
    async fn by_whatsapp(&self) {
        let steps = [
            "Lubang di jalan, lewat WhatsApp",
            "lewati",
            "lewati",
            "biasa",
            "kirim",
        ];
        for (n, text) in steps.into_iter().enumerate() {
            let message = json!({"id": format!("wamid.{n}"), "from": "6281200000002", "type": "text", "text": {"body": text}});
            let value = json!({"metadata": {"phone_number_id": "42"}, "messages": [message]});
            let body = json!({"entry": [{"changes": [{"value": value}]}]}).to_string();
            let mut mac = Hmac::<Sha256>::new_from_slice(b"rahasia-app-uji").unwrap();
            mac.update(body.as_bytes());
            let mut hex = String::from("sha256=");
            for byte in mac.finalize().into_bytes() {
                write!(hex, "{byte:02x}").unwrap();
            }
            let proof = [
                ("content-type", "application/json"),
                ("x-hub-signature-256", hex.as_str()),
            ];
            let taken = call(
                self,
                Method::POST,
                "/masuk/whatsapp/wa",
                &proof,
                Body::from(body),
            )
            .await;
            assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
            self.round().await;
        }
    }

    /// The mail server beside us hands a letter over.
    async fn by_mail(&self, letter: &str) {
        let settings = Lmtp {
            listen: "127.0.0.1:0".to_owned(),
            recipients: [("lapor@kota.example".to_owned(), "palangkaraya".to_owned())].into(),
            at_once: 1,
        };
        let door = Door::open(settings).await.unwrap();
        let port = door.port().unwrap();
        let (tell, told) = oneshot::channel::<()>();
        let serving = tokio::spawn(door.serve(self.app.clone(), async { told.await.unwrap() }));
        let line = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let mut line = BufReader::new(line);
        let letter = format!("{letter}.\r\n");
        let said = [
            ("", "220 "),
            ("LHLO mail.kota.example\r\n", "250 "),
            ("MAIL FROM:<warga@contoh.example>\r\n", "250 "),
            ("RCPT TO:<lapor@kota.example>\r\n", "250 "),
            ("DATA\r\n", "354 "),
            (letter.as_str(), "250 "),
            ("QUIT\r\n", "221 "),
        ];
        for (says, code) in said {
            line.write_all(says.as_bytes()).await.unwrap();
            let mut answer = String::new();
            // An answer of several lines ends with the one that has no hyphen.
            while !answer.starts_with(code) {
                answer.clear();
                assert!(line.read_line(&mut answer).await.unwrap() > 0, "{says}");
                assert!(answer.starts_with(code.trim_end()), "{says}: {answer}");
            }
        }
        tell.send(()).unwrap();
        serving.await.unwrap();
    }

    /// At the counter; the officer hands the paper over.
    async fn at_the_counter(&self) -> Paper {
        let mut counter = self.officer_at_desk("loket").await;
        let key = counter.get("/ruang/catat").await.hidden("key");
        let fields = [
            ("key", key.as_str()),
            ("channel", "counter"),
            ("text", "Lubang di jalan, disampaikan di loket."),
        ];
        let seen = counter.post("/ruang/catat", &fields).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        seen.paper()
    }
}

struct Load(ReportId);

impl Query for Load {
    type Output = Option<Channel>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let report = record::load(tx, self.0).await.ok().flatten();
        Ok(report.map(|report| report.channel))
    }
}

both_engines! {
    async fn every_door_leads_to_one_inbox_and_back(store: Store) {
        let town = Town::new(store).await;
        let (gateway, postbox) = (Gateway::start().await, Postbox::start().await);
        let platform = Platform::start().await;
        let doors = format!(
            "base_url = \"https://lapor.example\"\n{}{}{}",
            postbox.described(), gateway.described(), platform.described(false),
        );
        town.app.set_channels(config::read(&doors, &|_| None).unwrap());

        // In: each in its own way.
        let web = town.warga().file("Lubang di jalan, dari halaman.", &[]).await;
        town.wait(1);
        let program = town.program_with(&[Scope::File], None).await;
        let api = program.post("/reports", &json!({"text": "Lubang di jalan, dari program."})).await.expect(201);
        town.wait(1);
        let (_, key) = town.give_key(&[Scope::File], None).await;
        let fields = format!("api_key={key}&service_code=jalan-rusak&description=Lubang+di+jalan+dari+aplikasi&lat=-2.2089&long=113.9213");
        let form = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
        let filed = call(&town, Method::POST, &format!("{ROOT}/requests.json"), &form, fields).await;
        assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
        let receipts: Receipts = filed.read(Format::Json);
        let Ticket::Id(open311) = &receipts.0[0].ticket else { panic!("{}", filed.body) };
        town.wait(1);
        let sms = "dari=6281200000001&isi=PALANGKARAYA+Lubang+di+jalan%2C+lewat+SMS&id=1";
        let proof = [form[0], ("x-token", "rahasia-uji")];
        let taken = call(&town, Method::POST, "/masuk/sms/uji", &proof, Body::from(sms)).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        town.wait(1);
        let letter = "From: Warga <warga@contoh.example>\r\nTo: lapor@kota.example\r\nSubject: Lubang\r\n\
                      Message-ID: <1@contoh.example>\r\n\r\nLubang di jalan, lewat surat elektronik.\r\n";
        town.by_mail(letter).await;
        town.wait(1);
        town.by_whatsapp().await;
        town.wait(1);
        let counter = town.at_the_counter().await;

        // Seven people, one inbox.
        let reports = town.app.store().read(All).await.unwrap();
        let mut came_by = Vec::new();
        for report in &reports {
            came_by.push(town.channel(*report).await);
        }
        let doors = [Channel::Web, Channel::Api, Channel::Api, Channel::Sms, Channel::Email, Channel::Chat, Channel::Counter];
        assert_eq!(came_by, doors);
        town.round().await;
        let mut desk = town.officer_at_desk("koordinator").await;
        let inbox = desk.get("/ruang?tab=all").await;
        for number in [&web.number, &api.number(), open311, &counter.number] {
            assert!(inbox.html.contains(number.as_str()), "{number}");
        }
        let receipts = (gateway.take(), postbox.take());
        assert_eq!((receipts.0.len(), receipts.1.len()), (1, 1), "who shows an address is told at once");
        platform.take();
        for shown in ["lewat SMS", "Surel", "lewat WhatsApp", "di loket"] {
            assert!(inbox.text().contains(shown), "{shown}: {}", inbox.text());
        }

        // Out: the same words to all of them.
        for report in &reports {
            town.verify(*report, true).await;
            town.answer(*report, ANSWER).await;
        }
        town.wait(1);
        town.round().await;
        let own = town.warga().open(&web.phrase).await;
        assert!(own.text().contains(ANSWER), "{}", own.text());
        let phrase = api.json["phrase"].as_str().unwrap();
        let path = format!("/reports/{}/history", api.number());
        let told = town.program().with("x-lapor-phrase", phrase).get(&path).await.expect(200);
        assert!(told.text.contains(ANSWER), "{}", told.text);
        let told = get(&town, &format!("/requests/{open311}.json")).await;
        let told: Requests = told.read(Format::Json);
        let notes = told.0[0].status_notes.as_deref().unwrap_or_default();
        assert!(notes.contains(ANSWER), "{told:?}");
        let told = gateway.take();
        assert!(told.iter().all(|handed| handed.to == "+6281200000001"), "{told:?}");
        assert!(told.iter().any(|handed| handed.text.contains("penambalan hari Kamis")), "{told:?}");
        let told = platform.take();
        assert!(told.iter().all(|message| message["to"].as_str().unwrap().ends_with("6281200000002")), "{told:?}");
        assert!(told.iter().any(|message| words(message).contains(ANSWER)), "{told:?}");
        let told = postbox.take();
        assert!(told.iter().all(|kept| kept.to == "warga@contoh.example"));
        assert!(told.iter().any(|kept| kept.text().contains(ANSWER)));
        let own = town.warga().open(&counter.phrase).await;
        assert!(own.text().contains(ANSWER), "{}", own.text());
    }
}
