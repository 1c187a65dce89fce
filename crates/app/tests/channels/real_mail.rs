//! Letters through a mail server that nobody here wrote: Exim takes and delivers them, Dovecot lets them be fetched, curl
//! is the reporter's mail program. `cargo xtask with-mail` starts both.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lapor_app::channels::config::Lmtp;
use lapor_app::channels::mail::imap::{Fetched, Mailbox};
use lapor_app::channels::mail::lmtp::Door;
use lapor_app::channels::mail::read;
use lapor_app::channels::outbox;
use lapor_domain::words::Channel;
use lapor_store::{Store, both_engines};
use serde::Deserialize;

use crate::gateway::Gateway;
use crate::town::Town;

/// A running mail server.
#[derive(Deserialize)]
struct Server {
    smtp: u16,
    imap: u16,
    imaps: u16,
    account: String,
    password: String,
    ca: PathBuf,
    mail: PathBuf,
}

impl Server {
    /// `None` where none runs: then the test says that it was left out.
    fn find() -> Option<Self> {
        let Some(dir) = std::env::var_os("LAPOR_TEST_MAIL") else {
            assert!(
                std::env::var_os("LAPOR_REQUIRE_MAIL").is_none(),
                "LAPOR_TEST_MAIL is not set"
            );
            eprintln!("left out: no mail server; run `cargo xtask with-mail cargo test …`");
            return None;
        };
        let text = std::fs::read_to_string(PathBuf::from(dir).join("server.toml")).unwrap();
        Some(toml::from_str(&text).unwrap())
    }

    /// A fresh mailbox.
    fn mailbox(&self, kind: &str) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{kind}{}-{n}", std::process::id());
        let folder = self.mail.join(&name);
        std::fs::create_dir(&folder).unwrap();
        let above = self.mail.metadata().unwrap();
        if folder.metadata().unwrap().uid() != above.uid() {
            chown(&folder, Some(above.uid()), Some(above.gid())).unwrap();
        }
        name
    }

    /// Doors to it: out with STARTTLS and a password, in by IMAP.
    fn described(&self, office: &str) -> String {
        let (ca, password) = (self.ca.display(), &self.password);
        format!(
            "[mail]\nhost = \"localhost\"\nport = {}\nlocal = true\nca_file = \"{ca}\"\nusername = \"{}\"\npassword = \"{password}\"\n\
             from = \"{office}@kota.example\"\nreply_to = \"{office}+{{token}}@kota.example\"\nbounce_to = \"{office}+{{token}}@kota.example\"\n\
             [[mail_in]]\nhost = \"localhost\"\nport = {}\nlocal = true\nca_file = \"{ca}\"\nusername = \"{office}\"\npassword = \"{password}\"\nbody = \"palangkaraya\"\n",
            self.smtp, self.account, self.imaps
        )
    }

    /// Hands a letter over as anybody's mail server would.
    fn send(&self, from: &str, to: &str, letter: &str) {
        let mut curl = Command::new("curl")
            .args(["-sS", &format!("smtp://127.0.0.1:{}", self.smtp)])
            .args(["--mail-from", from, "--mail-rcpt", to, "-T", "-"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut body = curl.stdin.take().unwrap();
        body.write_all(letter.replace('\n', "\r\n").as_bytes())
            .unwrap();
        drop(body);
        assert!(curl.wait().unwrap().success());
    }

    /// A letter in a mailbox, as its owner's program fetches it.
    fn fetch(&self, who: &str, mailbox: &str, place: usize) -> Option<String> {
        let url = format!(
            "imaps://localhost:{}/{mailbox};MAILINDEX={place}",
            self.imaps
        );
        let output = Command::new("curl")
            .args(["-sS", "--cacert"])
            .arg(&self.ca)
            .args(["-u", &format!("{who}:{}", self.password), &url])
            .stderr(Stdio::null())
            .output()
            .unwrap();
        (output.status.success() && !output.stdout.is_empty())
            .then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// Waits for a letter.
    async fn arrived(&self, who: &str, place: usize) -> String {
        for _ in 0..100 {
            if let Some(letter) = self.fetch(who, "INBOX", place) {
                return letter;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("letter {place} of {who} did not arrive");
    }
}

impl Town {
    fn mailbox(&self) -> Mailbox {
        Mailbox::new(self.app.channels().mail_in[0].clone())
    }

    /// Fetches until letters were there.
    async fn fetches(&self, mailbox: &Mailbox) -> Fetched {
        for _ in 0..100 {
            let fetched = mailbox.round(&self.app).await.unwrap();
            if fetched != Fetched::default() {
                return fetched;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no letter came");
    }
}

fn header<'a>(letter: &'a str, name: &str) -> &'a str {
    let mut lines = letter.lines();
    lines
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .unwrap_or_default()
}

fn text(letter: &str) -> String {
    read::read(letter.as_bytes()).unwrap().text
}

const TAKEN: Fetched = Fetched { taken: 1, aside: 0 };

both_engines! {
    async fn from_the_reporters_letter_to_the_answer_in_their_mailbox(store: Store) {
        let Some(server) = Server::find() else { return };
        let (office, citizen) = (server.mailbox("lapor"), server.mailbox("warga"));
        let (to, from) = (format!("{office}@kota.example"), format!("{citizen}@warga.example"));
        let town = Town::new(store).await;
        town.describe(&server.described(&office));
        let mailbox = town.mailbox();
        assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched::default());
        server.send(&from, &to, &format!("From: Warga <{from}>\nTo: {to}\nSubject: Jalan rusak\nMessage-ID: <1@warga.example>\n\nJalan berlubang di depan pasar.\n..\n.titik\n"));
        assert_eq!(town.fetches(&mailbox).await, TAKEN);
        let report = town.reports().await.remove(0);
        assert_eq!(report.channel, Channel::Email);
        town.round().await;
        let receipt = server.arrived(&citizen, 1).await;
        assert!(text(&receipt).contains(&report.tracking.to_string()), "{receipt}");
        assert!(header(&receipt, "Return-path").starts_with(&format!("<{office}+")), "{receipt}");
        town.verify(report.id, false).await;
        town.answer(report.id, "Sudah ditambal.").await;
        town.round().await;
        let answer = server.arrived(&citizen, 3).await;
        assert!(text(&answer).contains("Sudah ditambal."), "{answer}");
        let reply = format!("From: {from}\nTo: {}\nSubject: Re: x\nMessage-ID: <2@warga.example>\n\nTerima kasih, rapi.\n", header(&answer, "Reply-To"));
        server.send(&from, header(&answer, "Reply-To"), &reply);
        assert_eq!(town.fetches(&mailbox).await, TAKEN);
        assert_eq!(town.load(report.id).await.said.len(), 1);
        // Taken letters lie in their folder, and nothing is left to fetch.
        assert!(server.fetch(&office, "lapor-diterima", 2).is_some());
        assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched::default());
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn a_letter_that_comes_back_leads_to_the_next_door(store: Store) {
        let Some(server) = Server::find() else { return };
        let office = server.mailbox("lapor");
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&format!("{}{}", gateway.described(), server.described(&office)));
        let mailbox = town.mailbox();
        let filed = town.file(1, |filing| "tidakada@warga.example".clone_into(&mut filing.email)).await;
        town.round().await;
        assert!(gateway.take().is_empty(), "the letter was taken by the server");
        assert_eq!(town.fetches(&mailbox).await, TAKEN);
        let standing = outbox::standing(&town.app, &lapor_domain::kept::Kept::Installation).await.unwrap();
        assert_eq!((standing.dead.len(), standing.dead[0].channel.as_str()), (1, "email"));
        assert!(standing.dead[0].error.contains("dikembalikan"), "{:?}", standing.dead);
        town.round().await;
        assert_eq!(gateway.take().len(), 1, "the receipt goes by SMS instead");
        town.verify(filed.report, false).await;
        town.round().await;
        assert_eq!(gateway.take().len(), 1, "what follows goes there at once");
        assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched::default());
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn what_cannot_be_read_is_put_aside_and_said(store: Store) {
        let Some(server) = Server::find() else { return };
        let (office, citizen) = (server.mailbox("lapor"), server.mailbox("warga"));
        let (to, from) = (format!("{office}@kota.example"), format!("{citizen}@warga.example"));
        let town = Town::new(store).await;
        town.describe(&server.described(&office));
        let mailbox = town.mailbox();
        let parts = "--x\nContent-Type: text/plain\n\nbagian\n".repeat(300);
        let bomb = format!("From: {from}\nTo: {to}\nSubject: Bom\nMessage-ID: <b@warga.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n");
        let huge = format!("From: {from}\nTo: {to}\nSubject: Besar\nMessage-ID: <h@warga.example>\n\n{}", format!("{}\n", "x".repeat(900)).repeat(88_000));
        assert!(huge.len() > read::MAX_LETTER);
        for letter in [&bomb, &huge] {
            server.send(&from, &to, letter);
        }
        server.send(&from, &to, &format!("From: {from}\nTo: {to}\nSubject: Lampu\nMessage-ID: <l@warga.example>\n\nLampu jalan padam.\n"));
        let mut all = Fetched::default();
        while all.taken + all.aside < 3 {
            let fetched = town.fetches(&mailbox).await;
            all.taken += fetched.taken;
            all.aside += fetched.aside;
        }
        assert_eq!(all, Fetched { taken: 1, aside: 2 });
        town.round().await;
        let mut told = Vec::new();
        for place in 1..=3 {
            told.push(text(&server.arrived(&citizen, place).await));
        }
        assert!(told.iter().any(|text| text.contains("terlalu banyak bagian")), "{told:?}");
        assert!(told.iter().any(|text| text.contains("terlalu besar")), "{told:?}");
        assert!(server.fetch(&office, "lapor-bermasalah", 2).is_some());
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn a_real_server_delivers_by_lmtp(store: Store) {
        let Some(server) = Server::find() else { return };
        let citizen = server.mailbox("warga");
        let from = format!("{citizen}@warga.example");
        let town = Town::new(store).await;
        let office = server.mailbox("lapor");
        town.describe(&server.described(&office));
        let door = Door::open(Lmtp {
            listen: "127.0.0.1:0".to_owned(),
            recipients: [("lapor@lmtp.example".to_owned(), "palangkaraya".to_owned())].into(),
            at_once: 2,
        }).await.unwrap();
        let to = format!("lapor+{}@lmtp.example", door.port().unwrap());
        let (tell, told) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(door.serve(town.app.clone(), async { told.await.unwrap_or(()) }));
        server.send(&from, &to, &format!("From: {from}\nTo: {to}\nSubject: Jalan\nMessage-ID: <1@warga.example>\n\nJalan berlubang.\n.titik di awal baris\n"));
        // One that cannot be read is refused, and its own server tells its sender.
        let parts = "--x\n\nbagian\n".repeat(300);
        server.send(&from, &to, &format!("From: {from}\nTo: {to}\nSubject: Bom\nMessage-ID: <2@warga.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n"));
        let returned = server.arrived(&citizen, 1).await;
        assert!(returned.contains("terlalu banyak bagian"), "{returned}");
        for _ in 0..100 {
            if !town.reports().await.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let report = town.reports().await.remove(0);
        let case = lapor_app::report::case::read(&town.app, report.id, lapor_app::report::case::Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(case.text_original.words(), Some("Jalan berlubang.\n.titik di awal baris"));
        tell.send(()).unwrap();
        serving.await.unwrap();
    }

    async fn the_line_is_protected_or_not_used(store: Store) {
        let Some(server) = Server::find() else { return };
        let office = server.mailbox("lapor");
        let town = Town::new(store).await;
        let good = server.described(&office);
        let starttls = good.replace(&format!("port = {}\nlocal = true\nca_file", server.imaps), &format!("port = {}\nsecurity = \"starttls\"\nlocal = true\nca_file", server.imap));
        assert_ne!(starttls, good);
        town.describe(&starttls);
        assert_eq!(town.mailbox().round(&town.app).await.unwrap(), Fetched::default());
        // A certificate that nobody vouches for, a wrong password, a server in the own network that was not said to be there.
        let (outgoing, incoming) = good.split_once("[[mail_in]]").unwrap();
        let ca = format!("ca_file = \"{}\"\n", server.ca.display());
        for (from, to, says) in [
            (ca.as_str(), "", "tidak dapat dihubungi"),
            (server.password.as_str(), "salah", "menolak masuk"),
            ("local = true\n", "", "jaringan sendiri"),
        ] {
            town.describe(&format!("{outgoing}[[mail_in]]{}", incoming.replace(from, to)));
            let error = town.mailbox().round(&town.app).await.unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
            assert!(!error.contains(&server.password));
        }
    }
}
