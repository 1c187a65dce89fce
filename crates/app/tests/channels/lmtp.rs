//! The door for a mail server beside us, spoken to line by line.

use std::net::SocketAddr;

use lapor_app::channels::config::Lmtp;
use lapor_app::channels::mail::lmtp::Door;
use lapor_store::{Store, both_engines};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::oneshot;

use crate::postbox::Postbox;
use crate::town::Town;

fn settings(listen: &str, at_once: usize) -> Lmtp {
    Lmtp {
        listen: listen.to_owned(),
        recipients: [
            ("lapor@kota.example".to_owned(), "palangkaraya".to_owned()),
            ("salah@kota.example".to_owned(), "tidak-ada".to_owned()),
        ]
        .into(),
        at_once,
    }
}

struct Talk<S>(BufReader<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        line.trim_end().to_owned()
    }

    /// Says something and gives the codes of so many answers.
    async fn say(&mut self, text: &str, answers: usize) -> Vec<String> {
        self.0.write_all(text.as_bytes()).await.unwrap();
        let mut codes = Vec::new();
        while codes.len() < answers {
            let line = self.line().await;
            assert!(!line.is_empty(), "{text}: hung up");
            if line.get(3..4) != Some("-") {
                codes.push(line.split(' ').take(2).collect::<Vec<_>>().join(" "));
            }
        }
        codes
    }
}

async fn open(
    town: &Town,
    listen: &str,
    at_once: usize,
) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let door = Door::open(settings(listen, at_once)).await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], door.port().unwrap_or(1)));
    let (tell, told) = oneshot::channel();
    let serving = tokio::spawn(door.serve(town.app.clone(), async { told.await.unwrap_or(()) }));
    (address, tell, serving)
}

const LETTER: &str = "From: Warga <warga@contoh.example>\r\nTo: lapor@kota.example\r\nSubject: Jalan rusak\r\nMessage-ID: <1@contoh.example>\r\n\r\nJalan berlubang.\r\n..\r\n.\r\n";

both_engines! {
    async fn each_recipient_is_answered_for(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        town.describe(&postbox.described());
        let (address, tell, serving) = open(&town, "127.0.0.1:0", 1).await;
        let mut talk = Talk(BufReader::new(TcpStream::connect(address).await.unwrap()));
        assert!(talk.line().await.starts_with("220 "));
        assert_eq!(talk.say("MAIL FROM:<a@b.example>\r\n", 1).await, ["503 5.5.1"]);
        assert_eq!(talk.say("EHLO x\r\n", 1).await, ["500 5.5.1"]);
        assert_eq!(talk.say("LHLO mail.kota.example\r\n", 1).await[0].get(..3), Some("250"));
        assert_eq!(talk.say("DATA\r\n", 1).await, ["503 5.5.1"]);
        // All at once, as PIPELINING allows.
        let envelope = "MAIL FROM:<warga@contoh.example> BODY=8BITMIME SIZE=300\r\nRCPT TO:<lapor@kota.example>\r\nRCPT TO:<lain@kota.example>\r\n\
                        RCPT TO:<salah@kota.example>\r\nRCPT TO:<lapor+abc@kota.example>\r\nDATA\r\n";
        assert_eq!(talk.say(envelope, 6).await, ["250 2.1.0", "250 2.1.5", "550 5.1.1", "451 4.3.5", "250 2.1.5", "354 silakan;"]);
        assert_eq!(talk.say(LETTER, 2).await, ["250 2.6.0", "250 2.6.0"]);
        assert_eq!(town.reports().await.len(), 1, "the second recipient is the same body: a repeat");
        // Too large is said before it is sent; too many parts afterwards.
        assert_eq!(talk.say("MAIL FROM:<> SIZE=99999999999\r\nMAIL FROM:<>\r\nRCPT TO:<lapor@kota.example>\r\nDATA\r\n", 4).await[0], "552 5.3.4");
        let bomb = "--x\r\n".repeat(3000);
        assert_eq!(talk.say(&format!("From: a@b.example\r\n\r\n{bomb}.\r\n"), 1).await, ["554 5.6.0"]);
        assert_eq!(talk.say("RSET\r\nNOOP\r\nVRFY a\r\n", 3).await, ["250 2.0.0", "250 2.0.0", "252 2.1.5"]);
        assert_eq!(talk.say(&format!("{}\r\nNOOP\r\n", "x".repeat(20_000)), 2).await, ["500 5.5.2", "250 2.0.0"]);
        // One conversation at a time, by this description.
        let mut second = Talk(BufReader::new(TcpStream::connect(address).await.unwrap()));
        assert!(second.line().await.starts_with("421 "));
        assert_eq!(talk.say("QUIT\r\n", 1).await, ["221 2.0.0"]);
        tell.send(()).unwrap();
        serving.await.unwrap();
        assert_eq!(town.reports().await.len(), 1);
    }

    async fn a_socket_serves_too_and_nonsense_ends_the_talk(store: Store) {
        let town = Town::new(store).await;
        let postbox = Postbox::start().await;
        town.describe(&postbox.described());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lmtp.sock");
        // Left behind by a run that was killed.
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        let (_, tell, serving) = open(&town, path.to_str().unwrap(), 2).await;
        assert!(Door::open(settings(path.to_str().unwrap(), 2)).await.is_err(), "somebody listens there");
        let mut talk = Talk(BufReader::new(UnixStream::connect(&path).await.unwrap()));
        talk.line().await;
        for _ in 0..20 {
            assert_eq!(talk.say("halo\r\n", 1).await, ["500 5.5.1"]);
        }
        assert_eq!(talk.say("halo\r\n", 1).await, ["421 4.7.0"]);
        assert_eq!(talk.line().await, "");
        tell.send(()).unwrap();
        serving.await.unwrap();
        assert!(!path.exists());
        let file = folder.path().join("berkas");
        std::fs::write(&file, "milik orang").unwrap();
        assert!(Door::open(settings(file.to_str().unwrap(), 2)).await.is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "milik orang");
    }
}
