//! A line by SMPP to a message centre made of npm's `smpp`, which nobody here wrote. `cargo xtask with-mail` installs it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use jiff::SignedDuration;
use lapor_app::channels::outbox;
use lapor_app::channels::sms::smpp::{self, LinkError};
use lapor_domain::kept::Kept;
use lapor_domain::report::state::State;
use lapor_store::{Store, both_engines};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use crate::postbox::Postbox;
use crate::town::Town;

/// The other side.
struct Centre {
    port: u64,
    said: Lines<BufReader<ChildStdout>>,
    told: ChildStdin,
    _child: Child,
}

impl Centre {
    /// `None` where the library is not there: then the test says that it was left out.
    async fn start() -> Option<Self> {
        let Some(modules) = std::env::var_os("LAPOR_TEST_SMPP") else {
            assert!(
                std::env::var_os("LAPOR_REQUIRE_MAIL").is_none(),
                "LAPOR_TEST_SMPP is not set"
            );
            eprintln!("left out: no npm smpp; run `cargo xtask with-mail cargo test …`");
            return None;
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../xtask/smpp/smsc.cjs");
        let mut child = Command::new("node")
            .arg(script)
            .env("NODE_PATH", modules)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut centre = Self {
            port: 0,
            said: BufReader::new(child.stdout.take().unwrap()).lines(),
            told: child.stdin.take().unwrap(),
            _child: child,
        };
        centre.port = centre.hear("listening").await["port"].as_u64().unwrap();
        Some(centre)
    }

    /// The next thing of a kind that it says.
    async fn hear(&mut self, what: &str) -> Value {
        let hearing = async {
            loop {
                let line = self.said.next_line().await.unwrap().unwrap();
                let said: Value = serde_json::from_str(&line).unwrap();
                if said["what"] == what {
                    return said;
                }
            }
        };
        let heard = tokio::time::timeout(Duration::from_secs(20), hearing).await;
        heard.unwrap_or_else(|_| panic!("it never said {what}"))
    }

    async fn tell(&mut self, what: &Value) {
        let line = format!("{what}\n");
        self.told.write_all(line.as_bytes()).await.unwrap();
    }

    /// How it takes messages from now on; it reads what it is told in its own time.
    async fn be(&mut self, mood: &str) {
        self.tell(&json!({ "mood": mood })).await;
        self.hear("mood").await;
    }

    /// Delivers and waits for our answer.
    async fn deliver(&mut self, pdu: &Value) -> u64 {
        self.tell(&json!({ "deliver": pdu })).await;
        self.hear("delivered").await["status"].as_u64().unwrap()
    }

    fn described(&self) -> String {
        format!(
            "[[sms]]\nname = \"operator\"\nlocal = true\n[sms.smpp]\nhost = \"127.0.0.1\"\nport = {}\nsystem_id = \"lapor\"\npassword = \"sandi\"\n\
             source = \"1708\"\nenquire_seconds = 5\ntimeout_seconds = 2\n[sms.receive]\nkeywords = {{ PALANGKARAYA = \"palangkaraya\" }}\n",
            self.port
        )
    }
}

impl Town {
    /// Keeps the line in a task of its own.
    fn line(&self) -> JoinHandle<smpp::Ended> {
        let app = self.app.clone();
        tokio::spawn(async move {
            let channels = app.channels();
            let gateway = &channels.sms[0];
            smpp::keep(&app, gateway, gateway.smpp.as_ref().unwrap()).await
        })
    }

    /// Waits until the line is ours to use: the centre says so before we have heard it.
    async fn opened(&self) {
        for _ in 0..100 {
            if self.app.channels().links.is_open("operator") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the line did not open");
    }

    async fn goes_on(&self) {
        self.pass(SignedDuration::from_secs(1));
        self.round().await;
    }
}

const PHONE: &str = "6281234567890";

both_engines! {
    async fn a_report_and_its_answers_by_one_line(store: Store) {
        let Some(mut centre) = Centre::start().await else { return };
        let town = Town::new(store).await;
        town.describe(&centre.described());
        let line = town.line();
        assert_eq!(centre.hear("bound").await["version"], 0x34);
        let text = "PALANGKARAYA Jalan berlubang di depan pasar [besar]";
        let incoming = json!({ "source_addr": PHONE, "source_addr_ton": 1, "destination_addr": "1708", "short_message": text });
        assert_eq!(centre.deliver(&incoming).await, 0);
        assert_eq!(centre.deliver(&incoming).await, 0, "delivered again, answered and not done again");
        town.goes_on().await;
        let report = town.reports().await.remove(0);
        assert_eq!(town.reports().await.len(), 1);
        let receipt = centre.hear("submit").await;
        assert_eq!((receipt["to"].as_str(), receipt["from"].as_str(), receipt["receipt"].as_u64()), (Some(PHONE), Some("1708"), Some(1)));
        assert!(receipt["text"].as_str().unwrap().contains(&report.tracking.to_string()), "{receipt}");
        // Its id is hexadecimal; the receipt names it in decimal, as some operators do.
        let id = u64::from_str_radix(receipt["id"].as_str().unwrap(), 16).unwrap();
        let says = format!("id:{id} sub:001 dlvrd:000 submit date:2508010000 done date:2508010001 stat:UNDELIV err:001 text:Laporan");
        assert_eq!(centre.deliver(&json!({ "source_addr": PHONE, "esm_class": 4, "short_message": says })).await, 0);
        let standing = outbox::standing(&town.app, &Kept::Installation).await.unwrap();
        assert_eq!((standing.dead.len(), standing.dead[0].code.as_deref()), (1, Some("UNDELIV")));
        outbox::retry(&town.app, None, &Kept::Installation).await.unwrap();
        town.goes_on().await;
        centre.hear("submit").await;
        // A long message in UCS-2, its parts the wrong way round, one of them twice.
        let parts = ["Air PDAM mati — sudah tiga hari; ", "mohon bantuan 🙏 warga RT 05."];
        for (place, part) in [(2, parts[1]), (2, parts[1]), (1, parts[0])] {
            let with = if place == 1 { format!("PALANGKARAYA {part}") } else { part.to_owned() };
            let pdu = json!({ "source_addr": PHONE, "source_addr_ton": 1, "esm_class": 0x40, "data_coding": 8, "udh": format!("0500032a02{place:02x}"), "short_message": with });
            assert_eq!(centre.deliver(&pdu).await, 0);
        }
        town.goes_on().await;
        let reports = town.reports().await;
        assert_eq!(reports.len(), 2);
        let case = lapor_app::report::case::read(&town.app, reports[1].id, lapor_app::report::case::Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.text_original.words(), Some(parts.concat().as_str()));
        // What cannot be read is refused for good, and what follows is taken.
        centre.tell(&json!({ "raw": format!("000000130000000500000000000003e7{}", "616263") })).await;
        let refused = loop {
            let answered = centre.hear("answered").await;
            if answered["number"] == 999 {
                break answered;
            }
        };
        assert_eq!(refused["status"], 0x65);
        // And one in parts by the other way of saying so.
        for place in [1, 2] {
            let pdu = json!({ "source_addr": PHONE, "source_addr_ton": 1, "sar_msg_ref_num": 300, "sar_total_segments": 2, "sar_segment_seqnum": place,
                "short_message": if place == 1 { format!("BALAS {} ", reports[0].tracking) } else { "Sebelah kiri.".to_owned() } });
            assert_eq!(centre.deliver(&pdu).await, 0);
        }
        assert_eq!(town.load(reports[0].id).await.said.len(), 1);
        assert_eq!(reports[0].state.code(), State::Received.code());
        line.abort();
    }

    async fn a_line_that_breaks_loses_nothing(store: Store) {
        let Some(mut centre) = Centre::start().await else { return };
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        town.describe(&format!("{}{}", centre.described(), postbox.described()));
        let filed = town.file(1, |filing| "warga@contoh.example".clone_into(&mut filing.email)).await;
        postbox.take();
        town.round().await;
        postbox.take();
        let alone = town.file(2, |_| {}).await;
        town.goes_on().await;
        assert!(!town.is_settled().await, "no line: it waits");
        let line = town.line();
        centre.hear("bound").await;
        town.opened().await;
        centre.be("silent").await;
        town.pass(SignedDuration::from_mins(20));
        town.round().await;
        assert_eq!(centre.hear("submit").await["mood"], "silent");
        let ended = line.await.unwrap();
        assert_eq!((ended.was_open, ended.error), (true, LinkError::Silent));
        assert!(!town.app.channels().links.is_open("operator"));
        centre.be("full").await;
        let line = town.line();
        centre.hear("bound").await;
        town.opened().await;
        for mood in ["full", "works"] {
            centre.be(mood).await;
            town.pass(SignedDuration::from_mins(20));
            town.round().await;
            let submit = centre.hear("submit").await;
            assert_eq!(submit["mood"], mood);
            assert!(submit["text"].as_str().unwrap().contains(&alone.tracking.to_string()));
        }
        assert!(town.is_settled().await);
        // A number that the centre does not know: dead, and the next door.
        centre.be("unknown").await;
        town.verify(alone.report, false).await;
        town.round().await;
        assert_eq!(outbox::standing(&town.app, &Kept::Installation).await.unwrap().dead[0].code.as_deref(), Some("0xb"));
        centre.hear("enquire").await;
        centre.tell(&json!({ "hangUp": true })).await;
        assert_eq!(line.await.unwrap().error, LinkError::Closed);
        assert!(town.load(filed.report).await.said.is_empty());
    }

    async fn a_wrong_password_is_said(store: Store) {
        let Some(centre) = Centre::start().await else { return };
        let town = Town::new(store).await;
        town.describe(&centre.described().replace("\"sandi\"", "\"salah\""));
        let ended = town.line().await.unwrap();
        assert_eq!((ended.was_open, ended.error), (false, LinkError::Refused(0xD)));
        let text = centre.described().replace("local = true", "local = false");
        assert!(lapor_app::channels::config::read(&format!("base_url = \"https://x.example\"\n{text}"), &|_| None).is_err());
    }
}
