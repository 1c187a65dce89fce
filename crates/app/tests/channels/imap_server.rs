//! Servers that break, lie and lack what others have: a mailbox that does as it is told.

use std::sync::{Arc, Mutex};

use lapor_app::channels::mail::imap::{Fetched, ImapError, Mailbox, RoundError};
use lapor_store::{Store, both_engines};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::postbox::Postbox;
use crate::town::Town;

#[derive(Clone, Default)]
struct Told {
    /// Letters that lie there, with their numbers.
    letters: Vec<(u32, String)>,
    /// Hang up where a command holds these words.
    hang_up_at: Option<String>,
    /// Say this in place of the answer to a command that holds these words.
    say: Option<(String, String)>,
    capabilities: &'static str,
    heard: Vec<String>,
}

#[derive(Clone, Default)]
struct Server(Arc<Mutex<Told>>);

impl Server {
    async fn start(town: &Town, postbox: &Postbox) -> (Self, Mailbox) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self::default();
        server.told(|told| told.capabilities = "IMAP4rev1 MOVE");
        let shared = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(shared.clone().serve(stream));
            }
        });
        town.describe(&format!(
            "{}[[mail_in]]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nlocal = true\nusername = \"a\\\"b\"\npassword = \"c\"\nbody = \"palangkaraya\"\ntimeout_seconds = 2\n",
            postbox.described()
        ));
        let mailbox = Mailbox::new(town.app.channels().mail_in[0].clone());
        (server, mailbox)
    }

    fn told<T>(&self, tell: impl FnOnce(&mut Told) -> T) -> T {
        tell(&mut self.0.lock().unwrap())
    }

    fn heard(&self, words: &str) -> Vec<String> {
        self.told(|told| {
            let all = told.heard.iter().filter(|line| line.contains(words));
            all.cloned().collect()
        })
    }

    async fn serve(self, stream: TcpStream) -> Option<()> {
        let mut line = BufReader::new(stream);
        line.write_all(b"* OK siap\r\n").await.ok()?;
        loop {
            let mut text = String::new();
            if line.read_line(&mut text).await.ok()? == 0 {
                return None;
            }
            let (tag, command) = text.trim_end().split_once(' ')?;
            let answer = self.told(|told| {
                told.heard.push(command.to_owned());
                told.answer(command)
            })?;
            let answer = format!("{answer}{tag} OK selesai\r\n");
            line.write_all(answer.as_bytes()).await.ok()?;
        }
    }
}

impl Told {
    fn answer(&mut self, command: &str) -> Option<String> {
        let is_at = |words: &str| command.contains(words);
        if self.hang_up_at.as_deref().is_some_and(is_at) {
            return None;
        }
        if let Some((_, says)) = self.say.as_ref().filter(|(words, _)| is_at(words)) {
            return Some(says.clone());
        }
        let words: Vec<&str> = command.split(' ').collect();
        Some(match words.as_slice() {
            ["CAPABILITY"] => format!("* CAPABILITY {}\r\n", self.capabilities),
            ["UID", "SEARCH", ..] => {
                let all: Vec<String> = self
                    .letters
                    .iter()
                    .map(|(uid, _)| uid.to_string())
                    .collect();
                format!("* SEARCH {}\r\n", all.join(" "))
            }
            ["UID", "FETCH", uid, ..] => {
                let (uid, letter) = self
                    .letters
                    .iter()
                    .find(|(one, _)| one.to_string() == *uid)?;
                let size = letter.len();
                if is_at("RFC822.SIZE") {
                    format!("* 1 FETCH (UID {uid} RFC822.SIZE {size})\r\n")
                } else if is_at("HEADER") {
                    let head = format!("{}\r\n\r\n", letter.split("\r\n\r\n").next()?);
                    format!(
                        "* 1 FETCH (UID {uid} BODY[HEADER]<0> {{{}}}\r\n{head})\r\n",
                        head.len()
                    )
                } else {
                    format!(
                        "* 1 FETCH (FLAGS (\\Seen) UID {uid} BODY[] {{{size}}}\r\n{letter})\r\n"
                    )
                }
            }
            ["UID", "MOVE" | "EXPUNGE", uid, ..] => {
                self.letters.retain(|(one, _)| one.to_string() != *uid);
                "* 1 EXPUNGE\r\n".to_owned()
            }
            _ => "* OK terserah\r\n".to_owned(),
        })
    }
}

fn letter(n: u32) -> (u32, String) {
    let text = format!(
        "From: warga@contoh.example\r\nTo: lapor@kota.example\r\nSubject: Jalan\r\nMessage-ID: <{n}@contoh.example>\r\n\r\nJalan berlubang nomor {n}.\r\n"
    );
    (n, text)
}

both_engines! {
    async fn a_line_that_breaks_before_the_move_makes_no_second_report(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        let (server, mailbox) = Server::start(&town, &postbox).await;
        server.told(|told| {
            told.letters = vec![letter(1)];
            told.hang_up_at = Some("MOVE".to_owned());
        });
        let broken = mailbox.round(&town.app).await;
        assert!(matches!(broken, Err(RoundError::Imap(ImapError::Closed))), "{broken:?}");
        assert_eq!(town.reports().await.len(), 1);
        server.told(|told| told.hang_up_at = None);
        assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched { taken: 1, aside: 0 });
        assert_eq!(town.reports().await.len(), 1);
        assert_eq!(server.heard("LOGIN"), ["LOGIN \"a\\\"b\" \"c\"", "LOGIN \"a\\\"b\" \"c\""]);
        assert!(server.heard("BODY[").is_empty(), "nothing is marked as read before it was taken");
        assert_eq!(server.heard("UID MOVE")[1], "UID MOVE 1 \"lapor-diterima\"");
    }

    async fn a_server_without_move_copies_first(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        let (server, mailbox) = Server::start(&town, &postbox).await;
        server.told(|told| {
            told.letters = vec![letter(7)];
            told.capabilities = "IMAP4rev1 UIDPLUS";
        });
        assert_eq!(mailbox.round(&town.app).await.unwrap().taken, 1);
        let heard = server.told(|told| told.heard.clone());
        let last: Vec<&str> = heard.iter().rev().take(4).rev().map(String::as_str).collect();
        assert_eq!(last, ["UID COPY 7 \"lapor-diterima\"", "UID STORE 7 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 7", "LOGOUT"]);
    }

    async fn a_letter_on_which_everything_breaks_holds_nothing_up(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        let (server, mailbox) = Server::start(&town, &postbox).await;
        server.told(|told| {
            told.letters = vec![letter(1), letter(2)];
            told.hang_up_at = Some("FETCH 1 (UID BODY.PEEK[])".to_owned());
        });
        assert!(mailbox.round(&town.app).await.is_err());
        assert!(mailbox.round(&town.app).await.is_err());
        assert_eq!(town.reports().await.len(), 1, "the second letter came first then");
        for _ in 0..3 {
            assert!(mailbox.round(&town.app).await.is_err());
        }
        assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched { taken: 0, aside: 1 });
        assert_eq!(server.heard("UID MOVE").last().unwrap(), "UID MOVE 1 \"lapor-bermasalah\"");
        town.round().await;
        let told = postbox.take();
        assert!(told.iter().any(|kept| kept.text().contains("tidak dapat dibaca")), "{told:?}");
        // One that was taken and cannot be moved is not said to be unreadable.
        server.told(|told| {
            told.letters = vec![letter(3)];
            told.hang_up_at = Some("MOVE 3 \"lapor-diterima\"".to_owned());
        });
        for _ in 0..5 {
            assert!(mailbox.round(&town.app).await.is_err());
        }
        assert_eq!(mailbox.round(&town.app).await.unwrap().aside, 1);
        town.round().await;
        assert!(postbox.take().iter().all(|kept| !kept.text().contains("tidak dapat dibaca")));
        assert_eq!(town.reports().await.len(), 2);
    }

    async fn a_server_that_lies_is_left(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        let (server, mailbox) = Server::start(&town, &postbox).await;
        server.told(|told| told.letters = vec![letter(1)]);
        for (at, says, error) in [
            ("BODY.PEEK[]", "* 1 FETCH (UID 1 BODY[] {900000000}\r\n".to_owned(), ImapError::Unreadable),
            ("SEARCH", "x".repeat(3_000_000), ImapError::Unreadable),
            ("SEARCH", "* BYE tutup\r\n".to_owned(), ImapError::Closed),
            ("BODY.PEEK[]", "* 1 FETCH (UID 1 BODY[] {50}\r\nsedikit".to_owned(), ImapError::Timeout(2)),
        ] {
            server.told(|told| told.say = Some((at.to_owned(), says)));
            let lied = mailbox.round(&town.app).await;
            assert!(matches!(&lied, Err(RoundError::Imap(is)) if *is == error), "{at}: {lied:?}");
        }
        // Another letter than the one that was asked for, and none at all: it is gone.
        for says in ["* 1 FETCH (UID 9 RFC822.SIZE 3)\r\n", "* OK apa\r\n", "* 1 FETCH (((\r\n"] {
            server.told(|told| told.say = Some(("RFC822.SIZE".to_owned(), says.to_owned())));
            assert_eq!(mailbox.round(&town.app).await.unwrap(), Fetched::default());
        }
        assert!(town.reports().await.is_empty());
        server.told(|told| told.say = None);
        assert_eq!(mailbox.round(&town.app).await.unwrap().taken, 1);
    }
}
