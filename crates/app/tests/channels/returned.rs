//! What servers and gateways report of messages that they took.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use lapor_app::channels::mail::inbound::{self, CameTo};
use lapor_app::channels::outbox;
use lapor_app::channels::sms::inbound::{Delivery, DeliveryError};
use lapor_app::channels::sms::report;
use lapor_store::outbox::{Attempt, Message, attempts, of_report};
use lapor_store::{Query, Store, StoreError, Tx, both_engines};

use crate::gateway::Gateway;
use crate::postbox::{Kept, Mood, Postbox};
use crate::town::Town;

struct Tries(lapor_domain::ids::ReportId);

impl Query for Tries {
    type Output = Vec<(String, Vec<Attempt>)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut all = Vec::new();
        for message in of_report(tx, self.0).await? {
            all.push((message.channel, attempts(tx, message.id).await?));
        }
        Ok(all)
    }
}

struct Messages(lapor_domain::ids::ReportId);

impl Query for Messages {
    type Output = Vec<Message>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        of_report(tx, self.0).await
    }
}

impl Town {
    /// Every message of a report, with what became of it in order.
    async fn tries(&self, report: lapor_domain::ids::ReportId) -> Vec<(String, Vec<String>)> {
        let all = self.app.store().read(Tries(report)).await.unwrap();
        all.into_iter()
            .map(|(channel, tries)| {
                let words = tries.into_iter().map(|one| {
                    format!("{} {}", one.outcome, one.code.unwrap_or_default())
                        .trim()
                        .to_owned()
                });
                (channel, words.collect())
            })
            .collect()
    }

    /// Messages of a report whose words are still there.
    async fn words_kept(&self, report: lapor_domain::ids::ReportId) -> usize {
        let all = self.app.store().read(Messages(report)).await.unwrap();
        let opened = all
            .iter()
            .filter_map(|message| message.open(&self.app.key_of(message.body)).unwrap());
        opened.count()
    }

    async fn comes_back(&self, raw: &str) -> CameTo {
        let body = self.made.bodies["palangkaraya"];
        let raw = raw.replace('\n', "\r\n");
        let came_to = inbound::take(&self.app, body, raw.as_bytes())
            .await
            .unwrap();
        self.pass(SignedDuration::from_secs(1));
        self.round().await;
        came_to
    }

    async fn reported(&self, fields: &str) -> Result<String, DeliveryError> {
        let delivery = Delivery {
            headers: BTreeMap::from([("x-token".to_owned(), "rahasia-uji".to_owned())]),
            body: fields.as_bytes().to_vec(),
            ..Delivery::default()
        };
        let answer = report::deliver(&self.app, "uji", &delivery).await;
        self.pass(SignedDuration::from_secs(1));
        self.round().await;
        answer
    }
}

async fn town(store: Store) -> (Town, Postbox, Gateway) {
    let town = Town::new(store).await;
    let (postbox, gateway) = (Postbox::start().await, Gateway::start().await);
    town.describe(&format!("{}{}", gateway.described(), postbox.described()));
    (town, postbox, gateway)
}

fn report_of(kept: &Kept, action: &str, status: &str, n: u32) -> String {
    format!(
        "Return-Path: <>\nFrom: Mailer-Daemon@warga.example\nTo: lapor@kota.example\nSubject: Undelivered\nMessage-ID: <dsn{n}@warga.example>\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nGagal.\n--x\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; warga.example\n\nFinal-Recipient: rfc822; {}\nAction: {action}\nStatus: {status}\n\n--x\nContent-Type: text/rfc822-headers\n\n\
         Message-ID: {}\nSubject: x\n\n--x--\n",
        kept.to,
        kept.header("Message-ID").unwrap()
    )
}

both_engines! {
    async fn a_letter_that_came_back_is_dead_and_told_by_sms(store: Store) {
        let (town, postbox, gateway) = town(store).await;
        let filed = town.file(1, |filing| "warga@contoh.example".clone_into(&mut filing.email)).await;
        town.round().await;
        let receipt = postbox.take().remove(0);
        // Late is not lost.
        assert_eq!(town.comes_back(&report_of(&receipt, "delayed", "4.4.1", 1)).await, CameTo::Bounce);
        assert!(outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap().dead.is_empty() && gateway.take().is_empty());
        assert_eq!(town.comes_back(&report_of(&receipt, "failed", "5.1.1", 2)).await, CameTo::Bounce);
        let standing = outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap();
        assert_eq!(standing.dead[0].code.as_deref(), Some("5.1.1"));
        let told = gateway.take();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].text.contains(&filed.tracking.to_string()));
        let tries = town.tries(filed.report).await;
        assert_eq!(tries[0], ("email".to_owned(), vec!["sent 250".to_owned(), "returned 5.1.1".to_owned()]));
        // The same again, and another one about the same letter: nothing more happens.
        assert_eq!(town.comes_back(&report_of(&receipt, "failed", "5.1.1", 2)).await, CameTo::Repeat);
        assert_eq!(town.comes_back(&report_of(&receipt, "failed", "5.1.1", 3)).await, CameTo::Bounce);
        assert!(gateway.take().is_empty() && postbox.take().is_empty());
        town.verify(filed.report, false).await;
        town.round().await;
        assert!(postbox.take().is_empty(), "the address leads nowhere");
        assert_eq!(gateway.take().len(), 1);
        // The administrator mended the server: the address gets another chance.
        outbox::retry(&town.app, None, &lapor_domain::kept::Kept::Installation).await.unwrap();
        town.round().await;
        assert_eq!(postbox.take().len(), 1);
        town.answer(filed.report, "Sudah ditambal.").await;
        town.round().await;
        assert_eq!((postbox.take().len(), gateway.take().len()), (1, 0));
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn who_writes_to_us_is_reachable(store: Store) {
        let (town, postbox, gateway) = town(store).await;
        let filed = town.file(1, |filing| "warga@contoh.example".clone_into(&mut filing.email)).await;
        town.round().await;
        let receipt = postbox.take().remove(0);
        town.comes_back(&report_of(&receipt, "failed", "5.0.0", 1)).await;
        assert_eq!(gateway.take().len(), 1);
        let answer = format!("From: warga@contoh.example\nTo: lapor@kota.example\nSubject: Re\nMessage-ID: <9@contoh.example>\nIn-Reply-To: {}\n\nMasih rusak.\n", receipt.header("Message-ID").unwrap());
        assert_eq!(town.comes_back(&answer).await, CameTo::Reply);
        postbox.take();
        town.verify(filed.report, false).await;
        town.round().await;
        assert_eq!((postbox.take().len(), gateway.take().len()), (1, 0));
        assert!(town.words_kept(filed.report).await > 0);
        town.pass(SignedDuration::from_hours(24 * 91));
        lapor_app::channels::forget(&town.app).await.unwrap();
        assert_eq!(town.words_kept(filed.report).await, 0, "also of the one that came back");
    }

    async fn an_address_that_is_refused_leads_to_the_next_door(store: Store) {
        let (town, postbox, gateway) = town(store).await;
        postbox.mood(Mood::Refuses);
        let filed = town.file(1, |filing| "warga@contoh.example".clone_into(&mut filing.email)).await;
        town.round().await;
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
        postbox.mood(Mood::Works);
        town.verify(filed.report, false).await;
        town.round().await;
        assert_eq!((postbox.take().len(), gateway.take().len()), (0, 1));
        // With one door only there is nothing to choose, and nothing goes round in circles.
        let alone = town.file(2, |filing| {
            filing.phone = String::new();
            "lain@contoh.example".clone_into(&mut filing.email);
        }).await;
        postbox.mood(Mood::Refuses);
        for _ in 0..5 {
            town.round().await;
            town.pass(SignedDuration::from_mins(1));
        }
        assert_eq!(town.tries(alone.report).await, [("email".to_owned(), vec!["dead 550".to_owned()])]);
    }

    async fn a_machine_that_answers_is_written_down(store: Store) {
        let (town, postbox, _gateway) = town(store).await;
        let filed = town.file(1, |filing| "warga@contoh.example".clone_into(&mut filing.email)).await;
        town.round().await;
        let receipt = postbox.take().remove(0);
        let away = format!("Auto-Submitted: auto-replied\nFrom: warga@contoh.example\nTo: {}\nSubject: Sedang cuti\nMessage-ID: <1@contoh.example>\n\nSaya sedang cuti.\n", receipt.header("Reply-To").unwrap());
        assert_eq!(town.comes_back(&away).await, CameTo::Automatic);
        let tries = town.tries(filed.report).await;
        assert_eq!(tries[0].1, ["sent 250", "auto-replied"]);
        assert!(postbox.take().is_empty() && outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap().dead.is_empty());
        // A report about nothing of ours, and one that somebody forwards to us.
        let foreign = report_of(&receipt, "failed", "5.1.1", 5).replace(receipt.header("Message-ID").unwrap(), "<0000@lain.example>");
        assert_eq!(town.comes_back(&foreign).await, CameTo::Automatic);
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn a_gateway_reports_by_its_id_or_by_our_key(store: Store) {
        let (town, _postbox, gateway) = town(store).await;
        let filed = town.file(1, |_| {}).await;
        town.round().await;
        let first = gateway.take().remove(0);
        assert_eq!(town.reported(&format!("id=g-{}&status=ENROUTE", first.key)).await.unwrap(), "OK");
        assert_eq!(town.reported(&format!("id=g-{}&status=delivrd", first.key)).await.unwrap(), "OK");
        assert_eq!(town.reported(&format!("id=g-{}&status=DELIVRD", first.key)).await.unwrap(), "OK");
        assert_eq!(town.tries(filed.report).await[0].1, ["sent 200 0", "delivered delivrd"]);
        town.verify(filed.report, false).await;
        town.round().await;
        let second = gateway.take().remove(0);
        assert_eq!(town.reported(&format!("kunci={}&status=UNDELIV", second.key)).await.unwrap(), "OK");
        let standing = outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap();
        assert_eq!((standing.dead.len(), standing.dead[0].code.as_deref()), (1, Some("UNDELIV")));
        assert!(standing.dead[0].error.contains("tidak sampai"));
        for strange in ["id=lain&status=UNDELIV", "kunci=0123456789abcdef0123456789abcdef&status=UNDELIV"] {
            assert_eq!(town.reported(strange).await.unwrap(), "OK");
        }
        assert!(matches!(town.reported("status=UNDELIV").await, Err(DeliveryError::Malformed)));
        assert!(matches!(town.reported("id=1").await, Err(DeliveryError::Malformed)));
        let forged = Delivery { body: format!("kunci={}&status=UNDELIV", first.key).into_bytes(), ..Delivery::default() };
        assert!(matches!(report::deliver(&town.app, "uji", &forged).await, Err(DeliveryError::Forged)));
        assert!(matches!(report::deliver(&town.app, "lain", &forged).await, Err(DeliveryError::Unknown)));
        assert_eq!(outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap().dead.len(), 1);
    }

    async fn a_number_that_does_not_exist_leads_to_the_next_door(store: Store) {
        let (town, postbox, gateway) = town(store).await;
        let phone_first = |filing: &mut lapor_app::report::filing::Filing| {
            filing.channel = Some(lapor_domain::words::Channel::Telephone);
            "warga@contoh.example".clone_into(&mut filing.email);
        };
        let filed = town.file(1, phone_first).await;
        town.round().await;
        let told = gateway.take();
        assert_eq!((told.len(), postbox.take().len()), (1, 0));
        town.reported(&format!("kunci={}&status=NOSUCH", told[0].key)).await.unwrap();
        assert_eq!(postbox.take().len(), 1);
        town.verify(filed.report, false).await;
        town.round().await;
        assert_eq!((gateway.take().len(), postbox.take().len()), (0, 1));
    }

    async fn english_is_answered_in_english(store: Store) {
        let (town, postbox, gateway) = town(store).await;
        let letter = "From: guest@contoh.example\nTo: lapor@kota.example\nSubject: Broken street light\nMessage-ID: <e1@contoh.example>\n\nThe street light in front of the market has been broken since Monday.\n";
        assert_eq!(town.comes_back(letter).await, CameTo::Report);
        let receipt = postbox.take().remove(0).text();
        assert!(receipt.contains("report") && !receipt.contains("Laporan Anda"), "{receipt}");
        let report = town.reports().await.remove(0);
        town.verify(report.id, false).await;
        town.ask(report.id, "Which side?").await;
        town.round().await;
        let question = postbox.take().pop().unwrap();
        let answer = format!("From: guest@contoh.example\nTo: lapor@kota.example\nSubject: Re\nMessage-ID: <e2@contoh.example>\nIn-Reply-To: {}\n\nLeft.\n", question.header("Message-ID").unwrap());
        assert_eq!(town.comes_back(&answer).await, CameTo::Reply);
        let thanks = postbox.take().remove(0).text();
        assert!(thanks.contains("Thank you"), "{thanks}");
        let sms = Delivery {
            headers: BTreeMap::from([("x-token".to_owned(), "rahasia-uji".to_owned())]),
            body: b"dari=6281234567890&id=1&isi=PALANGKARAYA+There+is+no+water+in+our+street+since+yesterday".to_vec(),
            ..Delivery::default()
        };
        lapor_app::channels::sms::inbound::deliver(&town.app, "uji", &sms).await.unwrap();
        town.round().await;
        let receipt = gateway.take().remove(0).text;
        assert!(receipt.contains("Report"), "{receipt}");
        let number = town.reports().await.pop().unwrap().tracking;
        let status = Delivery { body: format!("dari=6281234567890&id=2&isi=STATUS+{number}").into_bytes(), ..sms };
        lapor_app::channels::sms::inbound::deliver(&town.app, "uji", &status).await.unwrap();
        town.round().await;
        let told = gateway.take().remove(0).text;
        assert!(told.contains("waits for verification"), "{told}");
    }
}
