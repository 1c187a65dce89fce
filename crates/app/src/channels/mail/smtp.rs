//! Letters out: one server, several lines at a time, the message's key as its `Message-ID`.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError, PoolConfig};
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};
use uuid::Uuid;

use super::{dsn, html};
use crate::app::App;
use crate::channels::Channels;
use crate::channels::config::{Mail, Security};
use crate::channels::egress::{self, EgressError};
use crate::channels::letter::Letter;
use crate::channels::retry::Sent;

/// A server that takes letters, with lines that are kept for one batch.
pub(in crate::channels) struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    mail: Mail,
    from: Mailbox,
    base_url: String,
    app: App,
}

impl Post {
    /// Finds the server. Its name is looked up once, and its address is held to the same rule as every other.
    pub(in crate::channels) async fn open(app: &App, channels: &Channels) -> Result<Self, Sent> {
        let away = |code: &str, error: String| Sent::Away {
            code: code.to_owned(),
            error,
        };
        let mail = channels
            .mail
            .clone()
            .ok_or_else(|| away("no-server", String::new()))?;
        let from: Mailbox = mail.from.parse().map_err(|_| {
            away(
                "bad-sender",
                "pengirim (from) di berkas saluran salah".to_owned(),
            )
        })?;
        let found = egress::resolve(&mail.host, mail.port, mail.local).await;
        let found = found.map_err(|error: EgressError| away(error.code(), error.to_string()))?;
        let Some(address) = found.first() else {
            return Err(away(
                "unreachable",
                "nama server surel tidak dikenal".to_owned(),
            ));
        };
        let transport =
            transport(&mail, *address, from.email.domain()).map_err(|why| away("tls", why))?;
        Ok(Self {
            transport,
            from,
            base_url: channels.base_url.clone(),
            mail,
            app: app.clone(),
        })
    }

    pub(in crate::channels) fn at_once(&self) -> usize {
        self.mail.at_once
    }

    /// Sends one letter.
    pub(in crate::channels) async fn send(&self, id: Uuid, letter: &Letter, notice: &str) -> Sent {
        let Some(message) = self.message(id, letter, notice, self.app.now()) else {
            return Sent::Refused {
                code: "bad-address".to_owned(),
                error: "alamat surel tujuan tidak dapat dipakai".to_owned(),
            };
        };
        match self.transport.send(message).await {
            Ok(response) => Sent::Taken {
                code: response.code().to_string(),
            },
            Err(error) => failed(&error),
        }
    }

    fn message(&self, id: Uuid, letter: &Letter, notice: &str, now: Timestamp) -> Option<Message> {
        let to: Address = letter.to.parse().ok()?;
        let domain = self.from.email.domain();
        let key = id.simple().to_string();
        let mut from = self.from.clone();
        if from.name.is_none() && !letter.from.is_empty() {
            from.name = Some(letter.from.clone());
        }
        let is_reply = notice == "reply";
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to.clone()))
            .date(system_time(now))
            .message_id(Some(format!("<{key}@{domain}>")))
            .subject(letter.subject.clone())
            .raw_header(raw(
                "Auto-Submitted",
                if is_reply {
                    "auto-replied"
                } else {
                    "auto-generated"
                },
            ))
            .raw_header(raw("X-Auto-Response-Suppress", "All"));
        if let Some(address) = addressed(self.mail.bounce_to.as_deref(), &key) {
            builder = builder.envelope(Envelope::new(Some(address), vec![to]).ok()?);
        }
        if let Some(address) = addressed(self.mail.reply_to.as_deref(), &key) {
            builder = builder.reply_to(Mailbox::new(None, address));
        }
        if let Some(answered) = &letter.in_reply_to {
            builder = builder
                .in_reply_to(answered.clone())
                .references(answered.clone());
        }
        if !is_reply {
            let pages = self
                .base_url
                .trim_end_matches('/')
                .replace("{slug}", &letter.body);
            builder = builder.raw_header(raw(
                "List-Unsubscribe",
                &format!("<{pages}/berhenti/{key}>"),
            ));
            builder =
                builder.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let rich = html::of_text(&letter.text, &letter.language);
        let parts = MultiPart::alternative()
            .boundary(format!("lapor-{key}"))
            .singlepart(SinglePart::plain(letter.text.clone()))
            .singlepart(SinglePart::html(rich));
        builder.multipart(parts).ok()
    }
}

/// An address with a message's key in it.
fn addressed(pattern: Option<&str>, key: &str) -> Option<Address> {
    pattern?.replace("{token}", key).parse().ok()
}

/// Letters carry whole seconds.
fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn transport(
    mail: &Mail,
    address: SocketAddr,
    hello: &str,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    let tls = |()| -> Result<TlsParameters, String> {
        let mut builder = TlsParameters::builder(mail.host.clone());
        if let Some(path) = &mail.ca_file {
            let unread = |why: &dyn std::fmt::Display| {
                format!("ca_file {} tidak dapat dipakai: {why}", path.display())
            };
            let pem = std::fs::read(path).map_err(|error| unread(&error))?;
            let certificate = Certificate::from_pem(&pem).map_err(|error| unread(&error))?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build().map_err(|error| error.to_string())
    };
    let tls = match mail.security {
        Security::None => Tls::None,
        Security::Starttls => Tls::Required(tls(())?),
        Security::Tls => Tls::Wrapper(tls(())?),
    };
    let lines = u32::try_from(mail.at_once).unwrap_or(16);
    let mut builder =
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
            .port(address.port())
            .tls(tls)
            .hello_name(ClientId::Domain(hello.to_owned()))
            .timeout(Some(Duration::from_secs(
                mail.timeout_seconds.clamp(1, 120),
            )))
            .pool_config(PoolConfig::new().max_size(lines));
    if let (Some(user), Some(password)) = (&mail.username, &mail.password) {
        let password = password.expose().to_owned();
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

/// What a failure says: of this letter, or of the whole server. What the server said in words is not kept, for it may
/// repeat the address.
fn failed(error: &SmtpError) -> Sent {
    let code = error.status().map(|code| code.to_string());
    let numeric = code.as_deref().unwrap_or_default();
    // The account is wrong, or the server is closing: that is no letter's fault.
    let of_server = matches!(numeric, "421" | "454" | "530" | "534" | "535" | "538");
    match &code {
        Some(code) if !of_server && error.is_permanent() => Sent::Refused {
            code: match enhanced(&error.to_string()) {
                Some(enhanced) => format!("{code} {enhanced}"),
                None => code.clone(),
            },
            error: "server surel menolak surat ini; periksa alamat tujuan dan aturan server"
                .to_owned(),
        },
        Some(code) if !of_server => Sent::Failed {
            code: code.clone(),
            error: "server surel belum menerima surat ini".to_owned(),
        },
        Some(code) => Sent::Away {
            code: code.clone(),
            error: "server surel tidak melayani kami; periksa username, password dan security"
                .to_owned(),
        },
        None => Sent::Away {
            code: if error.is_timeout() {
                "timeout"
            } else {
                "unreachable"
            }
            .to_owned(),
            error: "server surel tidak dapat dihubungi; periksa host, port dan security".to_owned(),
        },
    }
}

/// The status of RFC 3463 at the beginning of what the server said; its words are not kept.
fn enhanced(error: &str) -> Option<String> {
    let (_, said) = error.split_once("): ")?;
    dsn::status(said.split_whitespace().next()?)
}
