//! One line: opened, signed in, kept alive, and opened again when it breaks.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use bytes::BytesMut;
use rusmpp::pdus::{BindTransceiver, DeliverSmResp, SubmitSm};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, InterfaceVersion, Npi, RegisteredDelivery, Ton};
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::codec::Encoder as _;

use super::frame::{self, Heard};
use super::{Submit, alphabet, incoming};
use crate::app::App;
use crate::channels::config::{Smpp, SmsGateway};
use crate::channels::egress::{self, EgressError};
use crate::channels::retry::Sent;

/// Why a line ended.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The other side cannot be reached.
    #[error("SMPP: {0}")]
    Egress(#[from] EgressError),
    /// It will not have us.
    #[error("SMPP: gerbang menolak masuk (kode {0}); periksa system_id, password dan system_type")]
    Refused(u32),
    /// It is silent.
    #[error("SMPP: gerbang tidak menjawab")]
    Silent,
    /// It hung up.
    #[error("SMPP: sambungan terputus")]
    Closed,
    /// What it says makes no sense.
    #[error("SMPP: jawaban gerbang tidak dapat dibaca")]
    Unreadable,
    /// A value of the description does not fit.
    #[error("SMPP: system_id, password, system_type atau source terlalu panjang")]
    BadSettings,
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// How a line ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// It stood for a while.
    pub was_open: bool,
    /// Why it ended.
    pub error: LinkError,
}

/// Opens the line of a gateway and keeps it until it breaks. Whoever called opens it again, after a while.
pub async fn keep(app: &App, gateway: &SmsGateway, smpp: &Smpp) -> Ended {
    let talk = match open(gateway, smpp).await {
        Ok(talk) => talk,
        Err(error) => {
            return Ended {
                was_open: false,
                error,
            };
        }
    };
    let links = app.channels().links.clone();
    let (link, submits) = mpsc::channel(smpp.window);
    // Closed also where this is given up half-way.
    let _open = links.open(&gateway.name, link);
    let Err(error) = run(app, gateway, smpp, talk, submits).await;
    Ended {
        was_open: true,
        error,
    }
}

async fn open(gateway: &SmsGateway, smpp: &Smpp) -> Result<Talk, LinkError> {
    let patience = Duration::from_secs(smpp.timeout_seconds);
    let opening = async {
        let stream = egress::connect(&smpp.host, smpp.port, gateway.local).await?;
        let line: Box<dyn Line> = if smpp.tls {
            Box::new(egress::protect(&smpp.host, stream, smpp.ca_file.as_deref()).await?)
        } else {
            Box::new(stream)
        };
        let mut talk = Talk {
            line,
            codec: CommandCodec::new(),
            ahead: BytesMut::new(),
            last: 0,
        };
        talk.bind(smpp).await?;
        Ok::<_, LinkError>(talk)
    };
    let opened = tokio::time::timeout(patience, opening).await;
    opened.map_err(|_| LinkError::Silent)?
}

/// A message that waits for its answer.
struct Waiting {
    answer: oneshot::Sender<Sent>,
    until: Instant,
}

async fn run(
    app: &App,
    gateway: &SmsGateway,
    smpp: &Smpp,
    mut talk: Talk,
    mut submits: mpsc::Receiver<Submit>,
) -> Result<Infallible, LinkError> {
    let patience = Duration::from_secs(smpp.timeout_seconds);
    let mut waiting: HashMap<u32, Waiting> = HashMap::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(smpp.enquire_seconds));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut unheard = 0_u32;
    loop {
        waiting.retain(|_, one| !one.answer.is_closed());
        tokio::select! {
            heard = talk.hear() => {
                unheard = 0;
                let command = match heard? {
                    Heard::Command(command) => command,
                    Heard::Broken { id, number } => {
                        tracing::warn!(gateway = gateway.name, id, "kiriman SMPP tidak dapat dibaca; dilewati");
                        if id == u32::from(CommandId::DeliverSm) {
                            // For good: delivered again it could not be read either, and would hold up what follows.
                            talk.say(CommandStatus::EsmeRxPAppn, number, DeliverSmResp::default()).await?;
                        }
                        continue;
                    }
                };
                let number = command.sequence_number();
                match (command.id(), command.pdu()) {
                    (CommandId::DeliverSm, Some(Pdu::DeliverSm(pdu))) => {
                        let status = match incoming::take(app, gateway, pdu).await {
                            Ok(()) => CommandStatus::EsmeRok,
                            Err(error) => {
                                tracing::error!(gateway = gateway.name, %error, "satu SMS belum dapat dicatat; gerbang mengirim lagi");
                                CommandStatus::EsmeRxTAppn
                            }
                        };
                        talk.say(status, number, DeliverSmResp::default()).await?;
                    }
                    (CommandId::DeliverSm, _) => {
                        talk.say(CommandStatus::EsmeRxPAppn, number, DeliverSmResp::default()).await?;
                    }
                    (CommandId::EnquireLink, _) => talk.say(CommandStatus::EsmeRok, number, Pdu::EnquireLinkResp).await?,
                    (CommandId::Unbind, _) => {
                        talk.say(CommandStatus::EsmeRok, number, Pdu::UnbindResp).await?;
                        return Err(LinkError::Closed);
                    }
                    (CommandId::SubmitSmResp | CommandId::GenericNack, pdu) => {
                        if let Some(one) = waiting.remove(&number) {
                            let id = match pdu {
                                Some(Pdu::SubmitSmResp(pdu)) => pdu.message_id().as_str().trim().to_owned(),
                                _ => String::new(),
                            };
                            let _gone = one.answer.send(judge(gateway, u32::from(command.status()), id));
                        }
                    }
                    _ => {}
                }
            }
            Some(submit) = submits.recv(), if waiting.len() < smpp.window => {
                match message(smpp, &submit) {
                    Some(pdu) => {
                        let number = talk.next();
                        talk.say(CommandStatus::EsmeRok, number, pdu).await?;
                        let until = deadline(patience);
                        waiting.insert(number, Waiting { answer: submit.answer, until });
                    }
                    None => {
                        let _gone = submit.answer.send(Sent::Refused {
                            code: "bad-address".to_owned(),
                            error: "nomor tujuan tidak dapat dipakai".to_owned(),
                        });
                    }
                }
            }
            () = overdue(&waiting) => return Err(LinkError::Silent),
            _ = ticks.tick() => {
                if unheard >= 2 {
                    return Err(LinkError::Silent);
                }
                unheard += 1;
                let number = talk.next();
                talk.say(CommandStatus::EsmeRok, number, Pdu::EnquireLink).await?;
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a line is waited for decides nothing that is recorded"
)]
fn deadline(patience: Duration) -> Instant {
    Instant::now() + patience
}

/// Ends when the first answer is overdue; never where none is waited for.
async fn overdue(waiting: &HashMap<u32, Waiting>) {
    match waiting.values().map(|one| one.until).min() {
        Some(first) => tokio::time::sleep_until(first).await,
        None => std::future::pending().await,
    }
}

/// The message as it goes over the line, with the wish for a receipt.
fn message(smpp: &Smpp, submit: &Submit) -> Option<SubmitSm> {
    let digits = smpp.source.trim_start_matches('+');
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (ton, npi, source) = match (is_number, digits.len()) {
        (true, ..=8) => (Ton::Abbreviated, Npi::Isdn, digits),
        (true, _) => (Ton::International, Npi::Isdn, digits),
        (false, _) => (Ton::Alphanumeric, Npi::Unknown, smpp.source.as_str()),
    };
    Some(
        SubmitSm::builder()
            .source_addr_ton(ton)
            .source_addr_npi(npi)
            .source_addr(text(source).ok()?)
            .dest_addr_ton(Ton::International)
            .dest_addr_npi(Npi::Isdn)
            .destination_addr(text(&submit.to).ok()?)
            .esm_class(EsmClass::from(0))
            .registered_delivery(RegisteredDelivery::from(1))
            .data_coding(DataCoding::McSpecific)
            .short_message(OctetString::from_vec(alphabet::write(&submit.text)).ok()?)
            .build(),
    )
}

fn text<const MIN: usize, const MAX: usize>(
    text: &str,
) -> Result<COctetString<MIN, MAX>, LinkError> {
    let mut octets = text.as_bytes().to_vec();
    octets.push(0);
    COctetString::from_vec(octets).map_err(|_| LinkError::BadSettings)
}

/// What an answer says: of this message, or of the line.
fn judge(gateway: &SmsGateway, status: u32, id: String) -> Sent {
    let code = format!("{status:#x}");
    match status {
        0 if id.is_empty() => Sent::Taken { code },
        0 => Sent::Handed {
            code,
            gateway: gateway.name.clone(),
            id,
        },
        // Length, source, destination, text: the same message again has the same answer.
        0x01 | 0x0A | 0x0B | 0x33 | 0x34 | 0x45 => Sent::Refused {
            code,
            error: "gerbang SMPP menolak pesan ini; periksa nomor tujuan dan source".to_owned(),
        },
        // Throttled, queue full, system error, not bound.
        0x04 | 0x08 | 0x14 | 0x58 => Sent::Away {
            code,
            error: "gerbang SMPP sedang tidak menerima pesan".to_owned(),
        },
        _ => Sent::Failed {
            code,
            error: "gerbang SMPP menjawab, tetapi tidak menerima pesan ini".to_owned(),
        },
    }
}

struct Talk {
    line: Box<dyn Line>,
    codec: CommandCodec,
    ahead: BytesMut,
    last: u32,
}

impl Talk {
    const fn next(&mut self) -> u32 {
        self.last = if self.last >= 0x7FFF_FFFF {
            1
        } else {
            self.last + 1
        };
        self.last
    }

    async fn bind(&mut self, smpp: &Smpp) -> Result<(), LinkError> {
        let bind = BindTransceiver::builder()
            .system_id(text(&smpp.system_id)?)
            .password(text(smpp.password.expose())?)
            .system_type(text(&smpp.system_type)?)
            .interface_version(InterfaceVersion::Smpp3_4)
            .build();
        let number = self.next();
        self.say(CommandStatus::EsmeRok, number, bind).await?;
        loop {
            let Heard::Command(heard) = self.hear().await? else {
                return Err(LinkError::Unreadable);
            };
            if heard.sequence_number() != number {
                continue;
            }
            return match u32::from(heard.status()) {
                0 if heard.id() == CommandId::BindTransceiverResp => Ok(()),
                status => Err(LinkError::Refused(status)),
            };
        }
    }

    async fn say(
        &mut self,
        status: CommandStatus,
        number: u32,
        pdu: impl Into<Pdu>,
    ) -> Result<(), LinkError> {
        let mut octets = BytesMut::new();
        let command = Command::new(status, number, pdu);
        self.codec
            .encode(&command, &mut octets)
            .map_err(|_| LinkError::Unreadable)?;
        let saying = async {
            self.line.write_all(&octets).await?;
            self.line.flush().await
        };
        match tokio::time::timeout(Duration::from_secs(30), saying).await {
            Ok(said) => said.map_err(|_| LinkError::Closed),
            Err(_) => Err(LinkError::Silent),
        }
    }

    /// The next command. Nothing is lost where it is given up half-way.
    async fn hear(&mut self) -> Result<Heard, LinkError> {
        loop {
            if let Some(heard) = frame::next(&mut self.ahead).map_err(|_| LinkError::Unreadable)? {
                return Ok(heard);
            }
            let read = self.line.read_buf(&mut self.ahead).await;
            if read.map_err(|_| LinkError::Closed)? == 0 {
                return Err(LinkError::Closed);
            }
        }
    }
}
