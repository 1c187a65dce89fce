//! One conversation with a mail server.

use std::time::Duration;

use lapor_domain::ids::BodyId;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::command::{self, Command, CommandError, LONGEST_LINE, Letter};
use crate::app::App;
use crate::channels::config::Lmtp;
use crate::channels::mail::inbound::{self, MailError};
use crate::channels::mail::read::{LetterError, MAX_LETTER};
use crate::error::AppError;

/// How long the other may be silent (RFC 5321, 4.5.3.2).
const PATIENCE: Duration = Duration::from_mins(5);
/// How long a whole letter may take.
const WHOLE_LETTER: Duration = Duration::from_mins(30);
/// Most recipients of one letter.
const MOST_RECIPIENTS: usize = 100;
/// Most lines in a row that are none.
const MOST_MISTAKES: u32 = 20;

/// A letter on its way.
#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<(String, BodyId)>,
}

/// A conversation; what came and was not read yet.
pub(super) struct Session<'a, S> {
    app: &'a App,
    settings: &'a Lmtp,
    stream: S,
    ahead: Vec<u8>,
    piece: Vec<u8>,
    greeted: bool,
    envelope: Envelope,
    mistakes: u32,
}

/// The other hung up, was silent or talked nonsense: the conversation is over.
pub(super) struct Over;

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Session<'a, S> {
    pub(super) fn new(app: &'a App, settings: &'a Lmtp, stream: S) -> Self {
        Self {
            app,
            settings,
            stream,
            ahead: Vec::new(),
            piece: vec![0; 16 * 1024],
            greeted: false,
            envelope: Envelope::default(),
            mistakes: 0,
        }
    }

    /// Talks until the other is done.
    pub(super) async fn talk(&mut self) -> Result<(), Over> {
        self.say("220 lapor LMTP siap\r\n").await?;
        loop {
            let Some(line) = self.line().await? else {
                self.mistake("500 5.5.2 baris terlalu panjang\r\n").await?;
                continue;
            };
            match command::read(&line) {
                Ok(Command::Quit) => {
                    self.say("221 2.0.0 selesai\r\n").await?;
                    return Ok(());
                }
                Ok(command) => self.answer(command).await?,
                Err(CommandError::Unknown) => {
                    self.mistake("500 5.5.1 perintah tidak dikenal; ini LMTP\r\n")
                        .await?;
                }
                Err(CommandError::Syntax) => {
                    self.mistake("501 5.5.4 perintah tidak dapat dibaca\r\n")
                        .await?;
                }
                Err(CommandError::Parameter) => {
                    self.mistake("555 5.5.4 parameter tidak dikenal\r\n")
                        .await?;
                }
            }
        }
    }

    async fn answer(&mut self, command: Command) -> Result<(), Over> {
        match command {
            Command::Hello => {
                self.greeted = true;
                self.envelope = Envelope::default();
                let says = format!(
                    "250-lapor\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE {MAX_LETTER}\r\n"
                );
                self.say(&says).await
            }
            Command::Mail { .. } if !self.greeted => {
                self.mistake("503 5.5.1 LHLO dahulu\r\n").await
            }
            Command::Mail { .. } if self.envelope.from.is_some() => {
                self.mistake("503 5.5.1 surat sebelumnya belum selesai\r\n")
                    .await
            }
            Command::Mail { size, .. } if size.is_some_and(|size| size > MAX_LETTER) => {
                self.say(&too_large()).await
            }
            Command::Mail { from, .. } => {
                self.envelope.from = Some(from);
                self.say("250 2.1.0 baik\r\n").await
            }
            Command::Recipient(to) => self.recipient(to).await,
            Command::Data => self.data().await,
            Command::Reset => {
                self.envelope = Envelope::default();
                self.say("250 2.0.0 baik\r\n").await
            }
            Command::Noop => self.say("250 2.0.0 baik\r\n").await,
            Command::Verify => self.say("252 2.1.5 kirim saja\r\n").await,
            Command::Quit => Ok(()),
        }
    }

    async fn recipient(&mut self, to: String) -> Result<(), Over> {
        if self.envelope.from.is_none() {
            return self.mistake("503 5.5.1 MAIL dahulu\r\n").await;
        }
        if self.envelope.to.len() >= MOST_RECIPIENTS {
            return self.say("452 4.5.3 terlalu banyak penerima\r\n").await;
        }
        let Some(slug) = self.settings.slug_of(&to) else {
            return self
                .say("550 5.1.1 alamat ini tidak menerima laporan\r\n")
                .await;
        };
        let rules = self.app.rules();
        let Some(body) = rules.directory.body_by_slug(slug) else {
            // The description names nobody: that is no fault of the letter.
            tracing::error!(
                slug,
                "instansi di lmtp.recipients tidak dikenal; periksa berkas saluran"
            );
            return self.say("451 4.3.5 instansi belum disiapkan\r\n").await;
        };
        self.envelope.to.push((to, body.id));
        self.say("250 2.1.5 baik\r\n").await
    }

    /// A letter, and an answer for each of its recipients.
    async fn data(&mut self) -> Result<(), Over> {
        if self.envelope.to.is_empty() {
            return self.mistake("503 5.5.1 belum ada penerima\r\n").await;
        }
        self.say("354 silakan; akhiri dengan satu titik\r\n")
            .await?;
        let reading = tokio::time::timeout(WHOLE_LETTER, self.letter()).await;
        let raw = reading.map_err(|_| Over)??;
        let envelope = std::mem::take(&mut self.envelope);
        let from = envelope.from.unwrap_or_default();
        for (to, body) in envelope.to {
            let says = match &raw {
                None => too_large(),
                Some(raw) => self.take(&from, &to, body, raw).await,
            };
            self.say(&says).await?;
        }
        Ok(())
    }

    /// Takes a letter in for one recipient, with the lines that a delivery puts before it (RFC 5321, 4.4).
    async fn take(&self, from: &str, to: &str, body: BodyId, raw: &[u8]) -> String {
        let mut whole = format!("Return-Path: <{from}>\r\nDelivered-To: {to}\r\n").into_bytes();
        whole.extend_from_slice(raw);
        match inbound::take(self.app, body, &whole).await {
            Ok(_) => "250 2.6.0 diterima\r\n".to_owned(),
            Err(MailError::Letter(LetterError::TooLarge)) => too_large(),
            Err(MailError::Letter(why)) => format!("554 5.6.0 {why}\r\n"),
            Err(MailError::App(error @ (AppError::Record(_) | AppError::File(_)))) => {
                tracing::error!(%error, "satu surat belum dapat dicatat; server surel mencoba lagi");
                "451 4.3.0 belum dapat dicatat; coba lagi\r\n".to_owned()
            }
            Err(MailError::App(error)) => {
                tracing::warn!(%error, "satu surat belum dapat diterima; server surel mencoba lagi");
                "451 4.3.0 belum dapat diterima; coba lagi\r\n".to_owned()
            }
        }
    }

    /// The letter; `None` where it is too long.
    async fn letter(&mut self) -> Result<Option<Vec<u8>>, Over> {
        let mut letter = Letter::new(MAX_LETTER);
        loop {
            let used = letter.push(&self.ahead);
            self.ahead.drain(..used);
            if letter.is_whole() {
                return Ok(letter.into_bytes());
            }
            self.more().await?;
        }
    }

    /// The next line, without its end; `None` where it is too long.
    async fn line(&mut self) -> Result<Option<Vec<u8>>, Over> {
        let mut too_long = false;
        loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.ahead.drain(..=end).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok((!too_long && line.len() <= LONGEST_LINE).then_some(line));
            }
            if self.ahead.len() > LONGEST_LINE {
                too_long = true;
                self.ahead.clear();
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Over> {
        let reading = self.stream.read(&mut self.piece);
        match tokio::time::timeout(PATIENCE, reading).await {
            Ok(Ok(read)) if read > 0 => {
                let came = self.piece.get(..read).unwrap_or_default();
                self.ahead.extend_from_slice(came);
                Ok(())
            }
            _ => Err(Over),
        }
    }

    async fn mistake(&mut self, says: &str) -> Result<(), Over> {
        self.mistakes += 1;
        if self.mistakes > MOST_MISTAKES {
            self.say("421 4.7.0 terlalu banyak kesalahan\r\n").await?;
            return Err(Over);
        }
        self.say(says).await
    }

    async fn say(&mut self, says: &str) -> Result<(), Over> {
        let saying = async {
            self.stream.write_all(says.as_bytes()).await?;
            self.stream.flush().await
        };
        match tokio::time::timeout(PATIENCE, saying).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Over),
        }
    }
}

fn too_large() -> String {
    format!("552 5.3.4 {}\r\n", LetterError::TooLarge)
}
