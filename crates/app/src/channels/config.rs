//! The file that describes the doors: gateways differ in names of fields only, so they are data.

mod mail_in;
mod smpp;
mod sms_report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Time;
use serde::Deserialize;

mod inbound;
mod open311;
pub mod sp4n;

use super::cidr::Cidr;
pub use mail_in::{Listen, Lmtp, MailIn};
pub use smpp::Smpp;
pub(super) use sms_report::Proof;
pub use sms_report::SmsReport;

pub use super::secret::Secret;
use super::sms::smpp::Links;
use crate::notify::words::NoticeWords;
pub use chat::{Telegram, Template, Whatsapp};
pub use inbound::Inbound;
pub use open311::{Open311System, Repeat, WireFormat};

/// The doors of an installation. Without any, nothing is composed and nothing is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Channels {
    /// Where people reach the pages: `https://lapor.kota.example` or, of several bodies, `…/b/{slug}`.
    pub base_url: String,
    /// Hours after which a message that could not be sent is given up and shown to the administrator.
    pub give_up_hours: Option<u32>,
    /// No notices at night.
    pub quiet: Option<Quiet>,
    /// Folder with changed wordings: `id.ftl`, `en.ftl`.
    pub wordings: Option<PathBuf>,
    /// SMS gateways.
    pub sms: Vec<SmsGateway>,
    /// E-mail.
    pub mail: Option<Mail>,
    /// WhatsApp numbers.
    pub whatsapp: Vec<Whatsapp>,
    /// Telegram bots.
    pub telegram: Vec<Telegram>,
    /// Mailboxes that letters are fetched from.
    pub mail_in: Vec<MailIn>,
    /// The door for a mail server on this machine.
    pub lmtp: Option<Lmtp>,
    /// Lines by SMPP that are open.
    #[serde(skip)]
    pub links: Links,
    /// Systems that deliver reports.
    #[serde(rename = "inbound")]
    pub reports_in: Vec<Inbound>,
    /// Units whose own system speaks Open311.
    pub open311: Vec<Open311System>,
    /// The national system.
    pub sp4n: Option<sp4n::Sp4n>,
    /// Wordings as loaded.
    #[serde(skip)]
    pub words: NoticeWords,
}

/// Hours in which notices wait; local time of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// First moment of silence, such as `21:00`.
    pub from: Time,
    /// First moment after it, such as `06:00`.
    pub until: Time,
}

/// An SMS gateway.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsGateway {
    /// Part of the address `/masuk/sms/{name}`: lower-case letters, digits, hyphens.
    pub name: String,
    /// Slugs of the bodies it serves; empty is every body.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// It stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default)]
    pub local: bool,
    /// How messages leave.
    pub send: Option<SmsSend>,
    /// How messages come in.
    pub receive: Option<SmsReceive>,
    /// What it reports of messages that it took.
    pub report: Option<SmsReport>,
    /// A line by SMPP, in place of HTTP.
    pub smpp: Option<Smpp>,
}

/// How the fields of a request are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `a=1&b=2` in the body.
    #[default]
    Form,
    /// A JSON object in the body.
    Json,
    /// `a=1&b=2` in the address.
    Query,
}

/// How a message is handed to the gateway. `{to}` (+62…), `{to_digits}` (62…), `{to_local}` (0…), `{text}` and `{key}`
/// may stand in `url`, `headers` and `fields`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSend {
    /// Address.
    pub url: String,
    /// `POST`, `GET` or `PUT`.
    #[serde(default = "post")]
    pub method: String,
    /// Headers.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Fields.
    #[serde(default)]
    pub fields: BTreeMap<String, Secret>,
    /// How fields are written.
    #[serde(default)]
    pub format: Format,
    /// When the gateway took it.
    #[serde(default)]
    pub success: Success,
    /// A field of a JSON answer with the gateway's own id of the message, which its delivery reports name.
    pub id: Option<String>,
    /// Status codes after which trying again is of no use.
    #[serde(default = "permanent")]
    pub permanent: Vec<u16>,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
    /// Messages at one time.
    #[serde(default = "at_once")]
    pub at_once: usize,
}

/// What an answer must say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Success {
    /// Status codes; empty is any from 200 to 299.
    pub status: Vec<u16>,
    /// Words that must stand in the answer.
    pub contains: Option<String>,
    /// A field of a JSON answer, with dots: `message.status`.
    pub field: Option<String>,
    /// What that field must be; any of them.
    pub equals: Vec<String>,
}

/// How a message comes in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsReceive {
    /// First word of a report, and the slug of its body: `PALANGKARAYA = "palangkaraya"`.
    #[serde(default)]
    pub keywords: BTreeMap<String, String>,
    /// Body of a message that begins with no keyword; without it the sender is told how to write.
    pub default_body: Option<String>,
    /// Name of the field with the sender's number.
    #[serde(default)]
    pub from: String,
    /// Name of the field with the text.
    #[serde(default)]
    pub text: String,
    /// Name of the field with the gateway's own id of the message.
    pub id: Option<String>,
    /// Name of the field that the parts of a long message share.
    pub reference: Option<String>,
    /// Name of the field with the number of the part, from 1.
    pub part: Option<String>,
    /// Name of the field with the number of parts.
    pub total: Option<String>,
    /// Seconds to wait for missing parts.
    #[serde(default = "wait")]
    pub wait_seconds: u32,
    /// A secret that each delivery carries.
    pub secret: Option<SharedSecret>,
    /// A signature over the body.
    pub hmac: Option<Signature>,
    /// Addresses from which deliveries come.
    #[serde(default)]
    pub allowed: Vec<String>,
    /// What is answered to a delivery that was taken.
    #[serde(default = "ok")]
    pub answer: String,
    /// `allowed`, read.
    #[serde(skip)]
    pub ranges: Vec<Cidr>,
}

/// A secret in a header or a field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedSecret {
    /// Name of the header.
    pub header: Option<String>,
    /// Name of the field.
    pub field: Option<String>,
    /// The secret.
    pub value: Secret,
}

/// HMAC-SHA256 over the raw body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Name of the header, such as `X-Signature`.
    pub header: String,
    /// What stands before the signature in it, such as `sha256=`.
    #[serde(default)]
    pub prefix: String,
    /// The key.
    pub key: Secret,
}

/// How e-mail leaves, and where answers to it arrive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The server that takes our letters.
    pub host: String,
    /// Its port.
    #[serde(default = "submission")]
    pub port: u16,
    /// How the line is protected.
    #[serde(default)]
    pub security: Security,
    /// Account.
    pub username: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// Sender: `Lapor Kota <lapor@kota.example>`.
    pub from: String,
    /// Where answers go: `lapor+{token}@kota.example`; without it they go to `from`.
    pub reply_to: Option<String>,
    /// Where letters come back to that cannot be delivered: `lapor+{token}@kota.example`; without it to `from`.
    pub bounce_to: Option<String>,
    /// It stands in the own network: private addresses and an unprotected line are allowed.
    #[serde(default)]
    pub local: bool,
    /// Certificates that are trusted besides the system's, as PEM.
    pub ca_file: Option<PathBuf>,
    /// How long one step may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
    /// Letters at one time, each over a line of its own.
    #[serde(default = "lines")]
    pub at_once: usize,
}

/// How a line to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// STARTTLS, obligatory.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None; only to a server that is local.
    None,
}

fn post() -> String {
    "POST".to_owned()
}
fn permanent() -> Vec<u16> {
    vec![400, 413, 422]
}
const fn seconds() -> u64 {
    15
}
const fn at_once() -> usize {
    16
}
/// A letter waits for its server most of the time; servers take some fifty lines of one client.
const fn lines() -> usize {
    32
}
const fn wait() -> u32 {
    900
}
const fn submission() -> u16 {
    587
}
fn ok() -> String {
    "OK".to_owned()
}

/// Why a file of doors cannot be used; a sentence that says what to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Reads a file of doors.
///
/// # Errors
/// [`ConfigError`] with a sentence for the operator.
pub fn load(path: &Path, env: &dyn Fn(&str) -> Option<String>) -> Result<Channels, ConfigError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        ConfigError(format!(
            "berkas saluran {shown} tidak dapat dibaca: {error}"
        ))
    })?;
    let mut channels = read(&text, env)
        .map_err(|ConfigError(why)| ConfigError(format!("berkas saluran {shown}: {why}")))?;
    if let Some(folder) = &channels.wordings {
        let folder = path.parent().unwrap_or(Path::new(".")).join(folder);
        channels.words = NoticeWords::with_changes(&folder).map_err(ConfigError)?;
    }
    Ok(channels)
}

/// Reads the text of such a file.
///
/// # Errors
/// [`ConfigError`] with a sentence for the operator.
pub fn read(text: &str, env: &dyn Fn(&str) -> Option<String>) -> Result<Channels, ConfigError> {
    let mut channels: Channels =
        toml::from_str(text).map_err(|error| ConfigError(error.to_string().trim().to_owned()))?;
    channels.resolve(env).map_err(ConfigError)?;
    channels.check().map_err(ConfigError)?;
    Ok(channels)
}

impl Channels {
    /// How long a message is tried.
    pub fn give_up_after(&self) -> jiff::SignedDuration {
        jiff::SignedDuration::from_hours(i64::from(self.give_up_hours.unwrap_or(72)))
    }

    /// The gateway through which SMS of a body leave.
    pub fn sms_of(&self, slug: &str) -> Option<(&SmsGateway, &SmsSend)> {
        self.sms
            .iter()
            .filter(|gateway| gateway.serves(slug))
            .find_map(|gateway| Some((gateway, gateway.send.as_ref()?)))
    }

    /// The gateway with a line by SMPP through which messages of a body leave.
    pub fn smpp_of(&self, slug: &str) -> Option<(&SmsGateway, &Smpp)> {
        self.sms
            .iter()
            .filter(|gateway| gateway.serves(slug))
            .find_map(|gateway| Some((gateway, gateway.smpp.as_ref()?)))
    }

    /// Whether SMS of a body can leave.
    pub fn sends_sms(&self, slug: &str) -> bool {
        self.sms_of(slug).is_some() || self.smpp_of(slug).is_some()
    }

    /// The gateway of a name, and how it delivers.
    pub fn inbound(&self, name: &str) -> Option<(&SmsGateway, &SmsReceive)> {
        let gateway = self.sms.iter().find(|gateway| gateway.name == name)?;
        Some((gateway, gateway.receive.as_ref()?))
    }

    /// Where a body's pages are, without a slash at the end.
    pub fn pages_of(&self, slug: &str) -> String {
        self.base_url.trim_end_matches('/').replace("{slug}", slug)
    }

    fn resolve(&mut self, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
        for gateway in &mut self.sms {
            if let Some(send) = &mut gateway.send {
                for secret in send.headers.values_mut().chain(send.fields.values_mut()) {
                    secret.resolve(env)?;
                }
            }
            if let Some(smpp) = &mut gateway.smpp {
                smpp.password.resolve(env)?;
            }
            if let Some(receive) = &mut gateway.receive {
                if let Some(secret) = &mut receive.secret {
                    secret.value.resolve(env)?;
                }
                if let Some(hmac) = &mut receive.hmac {
                    hmac.key.resolve(env)?;
                }
                receive.ranges = receive
                    .allowed
                    .iter()
                    .map(|text| text.parse())
                    .collect::<Result<_, _>>()?;
            }
        }
        chat::resolve(self, env)?;
        inbound::resolve(&mut self.reports_in, env)?;
        for system in &mut self.open311 {
            system.resolve(env)?;
        }
        if let Some(sp4n) = &mut self.sp4n {
            sp4n.resolve(env)?;
        }
        if let Some(password) = self.mail.as_mut().and_then(|mail| mail.password.as_mut()) {
            password.resolve(env)?;
        }
        for mailbox in &mut self.mail_in {
            mailbox.resolve(env)?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        let has_chat = !self.whatsapp.is_empty() || !self.telegram.is_empty();
        let has_mail = self.mail.is_some() || !self.mail_in.is_empty() || self.lmtp.is_some();
        let has_doors = !self.sms.is_empty() || has_mail || has_chat;
        if has_doors && !self.base_url.starts_with("http") {
            return Err("base_url belum diisi: alamat halaman lapor, seperti \"https://lapor.kota.example\"".to_owned());
        }
        chat::check(self)?;
        open311::check(&self.open311)?;
        if let Some(sp4n) = &self.sp4n {
            sp4n.check().map_err(|why| format!("sp4n: {why}"))?;
        }
        let mut names = std::collections::HashSet::new();
        for gateway in &self.sms {
            if !names.insert(&gateway.name) {
                return Err(format!("gerbang SMS \"{}\" ditulis dua kali", gateway.name));
            }
            gateway
                .check()
                .map_err(|why| format!("gerbang SMS \"{}\": {why}", gateway.name))?;
        }
        for mailbox in &self.mail_in {
            mailbox
                .check()
                .map_err(|why| format!("mail_in \"{}\": {why}", mailbox.host))?;
        }
        if let Some(lmtp) = &self.lmtp {
            lmtp.check().map_err(|why| format!("lmtp: {why}"))?;
        }
        inbound::check(&self.reports_in)?;
        self.mail.as_ref().map_or(Ok(()), |mail| {
            mail.check().map_err(|why| format!("mail: {why}"))
        })
    }
}

impl SmsGateway {
    /// Whether messages of a body go through it.
    pub fn serves(&self, slug: &str) -> bool {
        self.bodies.is_empty() || self.bodies.iter().any(|body| body == slug)
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err("name hanya huruf kecil, angka dan tanda hubung".to_owned());
        }
        if let Some(send) = &self.send {
            if !(send.url.starts_with("https://") || self.local && send.url.starts_with("http://"))
            {
                return Err("send.url harus https://; http:// hanya bila local = true".to_owned());
            }
            if send.at_once == 0 || send.at_once > 256 {
                return Err("send.at_once antara 1 dan 256".to_owned());
            }
            if !matches!(send.method.as_str(), "POST" | "GET" | "PUT") {
                return Err("send.method harus POST, GET atau PUT".to_owned());
            }
            let everywhere = send
                .fields
                .values()
                .map(Secret::expose)
                .chain([send.url.as_str()]);
            let all: String = everywhere.collect();
            if !all.contains("{text}") || !all.contains("{to") {
                return Err("{to} dan {text} harus ada di url atau fields".to_owned());
            }
        }
        if let Some(smpp) = &self.smpp {
            smpp.check(self.local)?;
            if self.send.is_some() || self.report.is_some() {
                return Err("tulis salah satu: smpp, atau send dan report".to_owned());
            }
        }
        if let Some(report) = &self.report {
            report.check(self.receive.as_ref())?;
        }
        let Some(receive) = &self.receive else {
            return Ok(());
        };
        if self.smpp.is_some() {
            return smpp::check_receive(receive);
        }
        if receive.from.is_empty() || receive.text.is_empty() {
            return Err("receive perlu from dan text: nama field pengirim dan isi".to_owned());
        }
        if receive.secret.is_none() && receive.hmac.is_none() && receive.ranges.is_empty() {
            return Err("receive perlu secret, hmac atau allowed: tanpa itu siapa pun dapat mengirim atas nama orang lain".to_owned());
        }
        if let Some(secret) = &receive.secret
            && secret.header.is_none() == secret.field.is_none()
        {
            return Err("receive.secret perlu salah satu: header atau field".to_owned());
        }
        if receive.keywords.is_empty() && receive.default_body.is_none() {
            return Err(
                "receive perlu keywords atau default_body: instansi mana yang menerima laporan"
                    .to_owned(),
            );
        }
        let parts = [&receive.reference, &receive.part, &receive.total];
        if parts.iter().any(|name| name.is_some()) && parts.iter().any(|name| name.is_none()) {
            return Err(
                "receive.reference, part dan total ditulis ketiganya atau tidak sama sekali"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

impl Mail {
    fn check(&self) -> Result<(), String> {
        if self.security == Security::None && !self.local {
            return Err(
                "security = \"none\" hanya bila local = true: sandi dan surat terbaca di jalan"
                    .to_owned(),
            );
        }
        if self.username.is_some() != self.password.is_some() {
            return Err("username dan password ditulis keduanya atau tidak sama sekali".to_owned());
        }
        if self.at_once == 0 || self.at_once > 256 {
            return Err("at_once antara 1 dan 256".to_owned());
        }
        if self.from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(
                "from bukan alamat surel, seperti \"Lapor Kota <lapor@kota.example>\"".to_owned(),
            );
        }
        let with_token = |text: &str| {
            text.replace("{token}", "x")
                .parse::<lettre::Address>()
                .is_ok()
        };
        if self
            .bounce_to
            .as_deref()
            .is_some_and(|text| !with_token(text))
        {
            return Err(
                "bounce_to bukan alamat surel, seperti \"lapor+{token}@kota.example\"".to_owned(),
            );
        }
        if self
            .reply_to
            .as_deref()
            .is_some_and(|text| !with_token(text))
        {
            return Err(
                "reply_to bukan alamat surel, seperti \"lapor+{token}@kota.example\"".to_owned(),
            );
        }
        Ok(())
    }
}

mod chat;
#[cfg(test)]
mod tests;
