//! Reports and answers by e-mail.

use std::time::Instant;

use jiff::SignedDuration;
use lapor_app::channels::mail::inbound::{self, CameTo, MailError};
use lapor_app::channels::mail::read::LetterError;
use lapor_app::channels::{outbox, silence};
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::open;
use lapor_domain::words::{Channel, Identity};
use lapor_store::{Store, both_engines};

use crate::postbox::{Kept, Mood, Postbox};
use crate::town::Town;

impl Town {
    async fn mails(&self, letter: &str) -> CameTo {
        let body = self.made.bodies["palangkaraya"];
        let raw = letter.replace('\n', "\r\n");
        let came_to = inbound::take(&self.app, body, raw.as_bytes())
            .await
            .unwrap();
        self.pass(SignedDuration::from_secs(1));
        self.round().await;
        came_to
    }
}

async fn town(store: Store) -> (Town, Postbox) {
    let town = Town::new(store).await;
    let postbox = Postbox::start().await;
    town.describe(&postbox.described());
    (town, postbox)
}

fn letter(id: &str, subject: &str, text: &str) -> String {
    format!(
        "From: Warga Contoh <Warga@Contoh.example>\nTo: lapor@kota.example\nSubject: {subject}\nMessage-ID: <{id}@contoh.example>\n\n{text}\n"
    )
}

fn reply_to(kept: &Kept, id: &str, text: &str) -> String {
    let ours = kept.header("Message-ID").unwrap();
    letter(id, "Re: laporan", text).replacen("\n\n", &format!("\nIn-Reply-To: {ours}\n\n"), 1)
}

/// A letter with one file.
fn with_file(id: &str, subject: &str, name: &str, bytes: &str) -> String {
    let parts = format!(
        "--x\nContent-Type: text/plain\n\nJalan berlubang.\n--x\nContent-Type: application/pdf\n\
         Content-Disposition: attachment; filename=\"{name}\"\n\n{bytes}\n--x--"
    );
    let kind = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x";
    letter(id, subject, &parts).replacen("\n\n", &format!("\n{kind}\n\n"), 1)
}

both_engines! {
    async fn a_report_by_mail_is_answered_by_mail(store: Store) {
        let (town, postbox) = town(store).await;
        assert_eq!(town.mails(&letter("1", "Jalan rusak", "Jalan berlubang di depan pasar.")).await, CameTo::Report);
        let report = town.reports().await.remove(0);
        assert_eq!((report.channel, report.identity), (Channel::Email, Identity::Named));
        let case = case::read(&town.app, report.id, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.text_original.words(), Some("Jalan berlubang di depan pasar."));
        assert_eq!(case.display_name, None, "the name is kept and not shown");
        let receipt = postbox.take().remove(0);
        assert_eq!(receipt.to, "warga@contoh.example");
        assert!(receipt.text().contains(&report.tracking.to_string()) && receipt.text().contains("tanpa identitas"), "{}", receipt.text());
        assert_eq!(receipt.header("Auto-Submitted"), Some("auto-generated"));
        assert_eq!(receipt.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        assert!(receipt.header("Reply-To").unwrap().starts_with("lapor+"));
        assert!(receipt.header("Message-ID").unwrap().ends_with("@kota.example>"));
        assert!(receipt.raw.contains("text/html") && receipt.raw.contains("text/plain"));
        town.verify(report.id, false).await;
        town.answer(report.id, "Sudah ditambal.\n\nTerima kasih <semua>.").await;
        town.round().await;
        let answer = postbox.take().pop().unwrap();
        assert_eq!(answer.to, "warga@contoh.example");
        assert!(answer.text().contains("Terima kasih <semua>."), "{}", answer.text());
        assert!(town.is_settled().await);
    }

    async fn an_answer_to_our_letter_becomes_the_reporters_reply(store: Store) {
        let (town, postbox) = town(store).await;
        town.mails(&letter("1", "Jalan rusak", "Jalan berlubang.")).await;
        let report = town.reports().await.remove(0);
        town.verify(report.id, false).await;
        town.ask(report.id, "Di sisi mana?").await;
        town.round().await;
        let question = postbox.take().pop().unwrap();
        let answer = reply_to(&question, "2", "Sisi kiri.\n\nPada Jum, 1 Agu 2025 pukul 10.00 Lapor menulis:\n> Di sisi mana?");
        assert_eq!(town.mails(&answer).await, CameTo::Reply);
        assert_eq!(town.mails(&answer).await, CameTo::Repeat);
        let case = case::read(&town.app, report.id, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.history.last().unwrap().words.as_deref(), Some("Sisi kiri."));
        let thanks = postbox.take().remove(0);
        assert_eq!(thanks.header("In-Reply-To"), Some("<2@contoh.example>"));
        assert_eq!(thanks.header("Auto-Submitted"), Some("auto-replied"));
        // By the address alone, from another program that keeps no thread.
        let to = question.header("Reply-To").unwrap();
        let by_address = letter("3", "lagi", "Dekat warung.").replace("lapor@kota.example", to);
        assert_eq!(town.mails(&by_address).await, CameTo::Reply);
        assert_eq!(town.load(report.id).await.said.len(), 2);
        // A stranger who got hold of the letter adds nothing.
        let stranger = reply_to(&question, "4", "Batalkan.").replace("Warga@Contoh", "orang@lain");
        assert_eq!(town.mails(&stranger).await, CameTo::Told);
        assert_eq!(town.load(report.id).await.said.len(), 2);
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn one_word_in_a_reply_hides_what_or_who(store: Store) {
        let (town, postbox) = town(store).await;
        town.mails(&letter("1", "Jalan rusak", "Jalan berlubang.")).await;
        let report = town.reports().await.remove(0).id;
        let receipt = postbox.take().remove(0);
        assert!(receipt.text().contains("Balas dengan satu kata, RAHASIA atau ANONIM"), "{}", receipt.text());
        let stranger = reply_to(&receipt, "2", "RAHASIA").replace("Warga@Contoh", "orang@lain");
        assert_eq!(town.mails(&stranger).await, CameTo::Told);
        postbox.take();
        let wishes = [
            ("Anonim.\n\nPada Jum, 1 Agu 2025 pukul 10.00 Lapor menulis:\n> Laporan Anda", "disembunyikan", (true, false)),
            ("RAHASIA", "kini rahasia", (true, true)),
            ("rahasia", "kini rahasia", (true, true)),
        ];
        for (n, (text, says, hidden)) in wishes.into_iter().enumerate() {
            assert_eq!(town.mails(&reply_to(&receipt, &format!("w{n}"), text)).await, CameTo::Reply);
            let after = town.load(report).await;
            assert_eq!((after.anonim, after.rahasia, after.said.len()), (hidden.0, hidden.1, 0), "{text}");
            let told = postbox.take();
            assert!(told.len() == 1 && told[0].text().contains(says), "{told:?}");
        }
        // With other words it is a reply.
        assert_eq!(town.mails(&reply_to(&receipt, "9", "RAHASIA saja ya, tolong.")).await, CameTo::Reply);
        assert_eq!(town.load(report).await.said.len(), 1);
    }

    async fn a_paper_is_kept_and_a_broken_one_is_named_to_its_sender(store: Store) {
        const WHOLE: &str = "%PDF-1.7\n1 0 obj\n%%EOF";
        let (town, postbox) = town(store).await;
        let coordinator = town.made.officers["koordinator"];
        let officer = Onlooker::Officer(coordinator);
        assert_eq!(town.mails(&with_file("1", "Jalan rusak", "surat.pdf", WHOLE)).await, CameTo::Report);
        let first = town.reports().await.remove(0).id;
        let case = case::read(&town.app, first, officer).await.unwrap().unwrap();
        assert_eq!(case.documents.len(), 1);
        assert_eq!((case.documents[0].media_type.as_str(), case.photos.len()), ("application/pdf", 0));
        let paper = case.documents[0].file;
        let opened = open::document(&town.app, coordinator, first, paper, "Memeriksa surat pelapor.").await.unwrap();
        assert_eq!(opened.1, WHOLE.replace('\n', "\r\n").as_bytes());
        let own = town.own_case(first).await;
        assert_eq!(own.text_original.words(), Some("Jalan berlubang."));
        assert_eq!(postbox.take().len(), 1, "the receipt alone");

        assert_eq!(town.mails(&with_file("2", "Lampu mati", "foto jalan.pdf", "%PDF-1.7\n1 0 obj")).await, CameTo::Report);
        let second = town.reports().await.into_iter().find(|report| report.id != first).unwrap();
        let told = postbox.take();
        assert_eq!(told.len(), 2);
        let named: Vec<&Kept> = told.iter().filter(|kept| kept.text().contains("foto jalan.pdf")).collect();
        assert_eq!(named.len(), 1);
        let text = named[0].text();
        assert!(text.contains(&second.tracking.to_string()) && text.contains("PDF yang utuh") && !text.contains("tidak dapat diterima"), "{text}");
        // The whole one as an answer to that letter comes to the same report.
        let ours = named[0].header("Message-ID").unwrap();
        let again = with_file("3", "Re: lampiran", "foto jalan.pdf", WHOLE).replacen("\n\n", &format!("\nIn-Reply-To: {ours}\n\n"), 1);
        assert_eq!(town.mails(&again).await, CameTo::Reply);
        let case = case::read(&town.app, second.id, officer).await.unwrap().unwrap();
        assert_eq!((case.documents.len(), town.reports().await.len()), (1, 2));
        assert!(!postbox.take()[0].text().contains("foto jalan"));

        // What a file of a secret report is called may say what it is about.
        town.mails(&with_file("4", "RAHASIA pungli", "pungli.pdf", "%PDF-1.7\n1 0 obj")).await;
        let told = postbox.take();
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|kept| !kept.text().contains("pungli")) && told.iter().any(|kept| kept.text().contains("….pdf")), "{told:?}");
        assert!(town.is_settled().await);
    }

    async fn machines_are_not_talked_to(store: Store) {
        let (town, postbox) = town(store).await;
        for (id, header) in [("1", "Auto-Submitted: auto-replied"), ("2", "Precedence: bulk"), ("3", "Return-Path: <>")] {
            let letter = format!("{header}\n{}", letter(id, "Sedang cuti", "Saya sedang cuti."));
            assert_eq!(town.mails(&letter).await, CameTo::Automatic);
        }
        let own = letter("4", "Laporan", "Kabar").replace("Warga@Contoh.example", "lapor@kota.example");
        assert_eq!(town.mails(&own).await, CameTo::Automatic);
        assert!(town.reports().await.is_empty() && postbox.take().is_empty());
        assert!(town.is_settled().await);
    }

    async fn a_picture_that_is_none_does_not_lose_the_words(store: Store) {
        let (town, postbox) = town(store).await;
        let letter = "From: a@contoh.example\nSubject: RAHASIA pungli\nMessage-ID: <1@contoh.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
            --x\nContent-Type: text/plain\n\nAda pungutan di loket.\n--x\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.jpg\n\n/9j/AAAA\n--x--\n";
        assert_eq!(town.mails(letter).await, CameTo::Report);
        let report = town.reports().await.remove(0);
        assert!(report.rahasia && report.files.is_empty());
        let case = case::read(&town.app, report.id, Onlooker::Reporter).await.unwrap().unwrap();
        assert!(case.text_original.words().unwrap().contains("1 lampiran"), "{:?}", case.text_original);
        let told: Vec<String> = postbox.take().iter().map(Kept::text).collect();
        assert!(told.len() == 2 && told.iter().all(|text| !text.contains("pungutan")), "{told:?}");
        for words in ["alamat Anda diketahui", "tidak dapat disertakan"] {
            assert_eq!(told.iter().filter(|text| text.contains(words)).count(), 1, "{told:?}");
        }
    }

    async fn letters_that_are_none_are_refused(store: Store) {
        let (town, _postbox) = town(store).await;
        let body = town.made.bodies["palangkaraya"];
        let refused = inbound::take(&town.app, body, b"Subject: x\r\n\r\ntanpa pengirim").await;
        assert!(matches!(refused, Err(MailError::Letter(LetterError::NoSender))));
        assert_eq!(town.mails(&letter("1", "", "")).await, CameTo::Told);
        assert!(town.reports().await.is_empty());
    }

    async fn a_server_that_is_away_or_says_no(store: Store) {
        let (town, postbox) = town(store).await;
        for mood in [Mood::Closes, Mood::Greylists] {
            postbox.mood(mood);
            town.mails(&letter(&format!("{mood:?}"), "Jalan", "Jalan berlubang.")).await;
            town.pass(SignedDuration::from_mins(30));
            town.round().await;
        }
        postbox.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(30));
        town.round().await;
        assert_eq!(postbox.take().len(), 2);
        assert!(town.is_settled().await);
        postbox.mood(Mood::Refuses);
        town.mails(&letter("9", "Jalan", "Jalan berlubang lagi.")).await;
        assert_eq!(outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap().dead[0].code.as_deref(), Some("550"));
    }

    async fn one_click_ends_the_letters(store: Store) {
        let (town, postbox) = town(store).await;
        town.mails(&letter("1", "Jalan", "Jalan berlubang.")).await;
        let report = town.reports().await.remove(0);
        let receipt = postbox.take().remove(0);
        let link = receipt.header("List-Unsubscribe").unwrap().trim_matches(['<', '>']).to_owned();
        let id = link.rsplit('/').next().unwrap().parse().unwrap();
        silence::is_known(&town.app, id).await.unwrap();
        silence::by_message(&town.app, id).await.unwrap();
        town.verify(report.id, false).await;
        town.round().await;
        assert!(postbox.take().is_empty() && town.is_settled().await);
        assert!(silence::by_message(&town.app, uuid::Uuid::from_u128(5)).await.is_err());
    }

    async fn many_letters_leave_quickly(store: Store) {
        const MANY: u32 = 400;
        let (town, postbox) = town(store).await;
        for n in 0..MANY {
            let phone = |filing: &mut lapor_app::report::filing::Filing| {
                filing.phone = String::new();
                filing.email = format!("warga{n}@contoh.example");
            };
            town.file_as(n, phone).await;
        }
        lapor_app::jobs::round(&town.app).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "how long it takes is what is measured")]
        let since = Instant::now();
        let sent = outbox::round(&town.app).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "how long it takes is what is measured")]
        let took = since.elapsed();
        eprintln!("{sent} letters in {took:?}: {:.0} a second", f64::from(MANY) / took.as_secs_f64());
        assert_eq!((sent, postbox.take().len()), (MANY as usize, MANY as usize));
        assert!(town.is_settled().await);
    }
}
