//! The file that describes the doors: gateways differ in names of fields only, so they are data.

mod mail;
mod mail_in;
mod smpp;
mod sms;
mod sms_report;

use std::path::{Path, PathBuf};

use jiff::civil::Time;
use serde::Deserialize;

mod inbound;
mod open311;
pub mod sp4n;

pub use mail::{Mail, Security};
pub use mail_in::{Listen, Lmtp, MailIn};
pub use smpp::Smpp;
pub use sms::{Format, SharedSecret, Signature, SmsGateway, SmsReceive, SmsSend, Success};
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

mod chat;
#[cfg(test)]
mod tests;
