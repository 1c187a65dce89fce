//! A conversation with an IMAP server: the few commands that fetching letters takes, each bounded in time and size.

use std::time::Duration;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};

use super::wire::{self, Said};
use crate::channels::config::{MailIn, Security};
use crate::channels::egress::{self, EgressError};
use crate::channels::mail::read::MAX_LETTER;

/// Longest line of an answer: a search names each letter of a mailbox.
const LONGEST_LINE: usize = 1024 * 1024;
/// Most lines of one answer.
const MOST_LINES: usize = 64;
/// Most answers to one command.
const MOST_ANSWERS: usize = 20_000;
/// Most of a letter's head that is fetched where the whole is too large.
const HEAD: usize = 64 * 1024;

/// Why the server was of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImapError {
    /// It cannot be reached.
    #[error("server surel masuk: {0}")]
    Egress(#[from] EgressError),
    /// It is silent.
    #[error("server surel masuk tidak menjawab dalam {0} detik")]
    Timeout(u64),
    /// It hung up.
    #[error("server surel masuk memutus sambungan")]
    Closed,
    /// It will not do what it was asked.
    #[error("server surel masuk menolak {0}; periksa username, password dan nama kotak surat")]
    Refused(&'static str),
    /// What it says is too long or makes no sense.
    #[error("jawaban server surel masuk tidak dapat dibaca")]
    Unreadable,
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// A line to a server.
pub(super) struct Client {
    line: BufReader<Box<dyn Line>>,
    patience: Duration,
    commands: u32,
    can: Vec<String>,
}

impl Client {
    /// Calls, protects the line and signs in.
    pub(super) async fn open(settings: &MailIn) -> Result<Self, ImapError> {
        let patience = Duration::from_secs(settings.timeout_seconds.clamp(1, 300));
        let opening = Self::connect(settings, patience);
        let silent = ImapError::Timeout(patience.as_secs());
        let mut client = tokio::time::timeout(patience, opening)
            .await
            .map_err(|_| silent)??;
        let login = format!(
            "LOGIN {} {}",
            wire::quoted(&settings.username),
            wire::quoted(settings.password.expose())
        );
        client
            .command(&zeroize::Zeroizing::new(login), "masuk", |_| {})
            .await?;
        let mut can = Vec::new();
        client
            .command("CAPABILITY", "CAPABILITY", |said| {
                if let Said::Capabilities(all) = said {
                    can = all;
                }
            })
            .await?;
        client.can = can;
        Ok(client)
    }

    async fn connect(settings: &MailIn, patience: Duration) -> Result<Self, ImapError> {
        let stream = egress::connect(&settings.host, settings.port(), settings.local).await?;
        let ca = settings.ca_file.as_deref();
        let line: Box<dyn Line> = match settings.security {
            Security::Tls => Box::new(egress::protect(&settings.host, stream, ca).await?),
            Security::None => Box::new(stream),
            Security::Starttls => {
                let mut plain = BufReader::new(stream);
                let mut read = Vec::new();
                bounded_line(&mut plain, &mut read).await?;
                plain
                    .write_all(b"s STARTTLS\r\n")
                    .await
                    .map_err(|_| ImapError::Closed)?;
                loop {
                    read.clear();
                    bounded_line(&mut plain, &mut read).await?;
                    if read.starts_with(b"s OK") {
                        break;
                    }
                    if !read.starts_with(b"*") {
                        return Err(ImapError::Refused("STARTTLS"));
                    }
                }
                // Words that came before the protection are somebody else's.
                if !plain.buffer().is_empty() {
                    return Err(ImapError::Unreadable);
                }
                Box::new(egress::protect(&settings.host, plain.into_inner(), ca).await?)
            }
        };
        let mut client = Self {
            line: BufReader::new(line),
            patience,
            commands: 0,
            can: Vec::new(),
        };
        if settings.security != Security::Starttls {
            let (raw, _) = client.answer().await?;
            if !raw.starts_with(b"* OK") {
                return Err(ImapError::Closed);
            }
        }
        Ok(client)
    }

    /// Opens a mailbox and gives the numbers of its letters, the oldest first.
    pub(super) async fn letters(&mut self, mailbox: &str) -> Result<Vec<u32>, ImapError> {
        let select = format!("SELECT {}", wire::quoted(mailbox));
        self.command(&select, "membuka kotak surat", |_| {}).await?;
        let mut found = Vec::new();
        self.command("UID SEARCH NOT DELETED", "mencari surat", |said| {
            if let Said::Found(uids) = said {
                found.extend(uids);
            }
        })
        .await?;
        found.sort_unstable();
        Ok(found)
    }

    /// The size of a letter; `None` where it is gone.
    pub(super) async fn size(&mut self, uid: u32) -> Result<Option<usize>, ImapError> {
        let mut found = None;
        let command = format!("UID FETCH {uid} (UID RFC822.SIZE)");
        self.command(&command, "membaca surat", |said| {
            if let Said::Letter {
                uid: Some(is),
                size: Some(size),
                ..
            } = said
                && is == uid
            {
                found = usize::try_from(size).ok();
            }
        })
        .await?;
        Ok(found)
    }

    /// A letter, unmarked; `None` where it is gone.
    pub(super) async fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, ImapError> {
        self.part(uid, "BODY.PEEK[]").await
    }

    /// The head of a letter.
    pub(super) async fn head(&mut self, uid: u32) -> Result<Option<Vec<u8>>, ImapError> {
        self.part(uid, &format!("BODY.PEEK[HEADER]<0.{HEAD}>"))
            .await
    }

    async fn part(&mut self, uid: u32, what: &str) -> Result<Option<Vec<u8>>, ImapError> {
        let mut found = None;
        let command = format!("UID FETCH {uid} (UID {what})");
        self.command(&command, "membaca surat", |said| {
            if let Said::Letter {
                uid: Some(is), raw, ..
            } = said
                && is == uid
                && raw.is_some()
            {
                found = raw;
            }
        })
        .await?;
        Ok(found)
    }

    /// Makes a mailbox where it is not there yet.
    pub(super) async fn create(&mut self, mailbox: &str) -> Result<(), ImapError> {
        let create = format!("CREATE {}", wire::quoted(mailbox));
        match self.command(&create, "membuat kotak surat", |_| {}).await {
            // It is there already; where it is not, moving says so.
            Err(ImapError::Refused(_)) => Ok(()),
            other => other,
        }
    }

    /// Moves a letter. A server without MOVE copies first, so that it is never nowhere.
    pub(super) async fn shift(&mut self, uid: u32, mailbox: &str) -> Result<(), ImapError> {
        let to = wire::quoted(mailbox);
        let what = "memindahkan surat";
        if self.can("MOVE") {
            return self
                .command(&format!("UID MOVE {uid} {to}"), what, |_| {})
                .await;
        }
        self.command(&format!("UID COPY {uid} {to}"), what, |_| {})
            .await?;
        let mark = format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)");
        self.command(&mark, what, |_| {}).await?;
        let expunge = if self.can("UIDPLUS") {
            format!("UID EXPUNGE {uid}")
        } else {
            "EXPUNGE".to_owned()
        };
        self.command(&expunge, what, |_| {}).await
    }

    fn can(&self, what: &str) -> bool {
        self.can.iter().any(|can| can == what)
    }

    /// Says goodbye; whether it is heard does not matter.
    pub(super) async fn close(mut self) {
        let _heard = self.command("LOGOUT", "keluar", |_| {}).await;
    }

    async fn command(
        &mut self,
        text: &str,
        what: &'static str,
        mut hear: impl FnMut(Said),
    ) -> Result<(), ImapError> {
        self.commands += 1;
        let tag = format!("l{} ", self.commands);
        let whole = zeroize::Zeroizing::new(format!("{tag}{text}\r\n"));
        let sending = async {
            self.line.write_all(whole.as_bytes()).await?;
            self.line.flush().await
        };
        match tokio::time::timeout(self.patience, sending).await {
            Ok(sent) => sent.map_err(|_| ImapError::Closed)?,
            Err(_) => return Err(ImapError::Timeout(self.patience.as_secs())),
        }
        for _ in 0..MOST_ANSWERS {
            let (raw, lines) = self.answer().await?;
            if let Some(outcome) = raw.strip_prefix(tag.as_bytes()) {
                return match outcome.get(..2).map(<[u8]>::to_ascii_uppercase).as_deref() {
                    Some(b"OK") => Ok(()),
                    _ => Err(ImapError::Refused(what)),
                };
            }
            match wire::read(&raw, &lines) {
                Said::Bye if text != "LOGOUT" => return Err(ImapError::Closed),
                said => hear(said),
            }
        }
        Err(ImapError::Unreadable)
    }

    /// One answer, whole, and its lines without what was quoted between them.
    async fn answer(&mut self) -> Result<(Vec<u8>, Vec<u8>), ImapError> {
        let (mut raw, mut lines) = (Vec::new(), Vec::new());
        let silent = ImapError::Timeout(self.patience.as_secs());
        for _ in 0..MOST_LINES {
            let mut line = Vec::new();
            let reading = bounded_line(&mut self.line, &mut line);
            tokio::time::timeout(self.patience, reading)
                .await
                .map_err(|_| silent.clone())??;
            raw.extend_from_slice(&line);
            lines.extend_from_slice(&line);
            let Some(length) = wire::announced(&line) else {
                return Ok((raw, lines));
            };
            if raw.len().saturating_add(length) > MAX_LETTER + LONGEST_LINE {
                return Err(ImapError::Unreadable);
            }
            let mut left = length;
            // Piece by piece: a slow line is no silent one.
            let mut piece = vec![0; left.min(64 * 1024)];
            while left > 0 {
                let most = left.min(piece.len());
                let part = piece.get_mut(..most).unwrap_or_default();
                let read = tokio::time::timeout(self.patience, self.line.read(part)).await;
                let read = read
                    .map_err(|_| silent.clone())?
                    .map_err(|_| ImapError::Closed)?;
                if read == 0 {
                    return Err(ImapError::Closed);
                }
                raw.extend_from_slice(piece.get(..read).unwrap_or_default());
                left -= read;
            }
        }
        Err(ImapError::Unreadable)
    }
}

async fn bounded_line<S: AsyncRead + Unpin>(
    line: &mut BufReader<S>,
    into: &mut Vec<u8>,
) -> Result<(), ImapError> {
    let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
    let read = line.take(most).read_until(b'\n', into).await;
    match read {
        Ok(0) | Err(_) => Err(ImapError::Closed),
        Ok(_) if into.ends_with(b"\n") => Ok(()),
        Ok(_) if into.len() >= LONGEST_LINE => Err(ImapError::Unreadable),
        Ok(_) => Err(ImapError::Closed),
    }
}
