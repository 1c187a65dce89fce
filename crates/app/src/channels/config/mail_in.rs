//! How letters come in: mailboxes that are asked by IMAP, and a door for the mail server beside us by LMTP.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Secret, Security};

/// A mailbox that is asked again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailIn {
    /// The server.
    pub host: String,
    /// Its port; without it 993, or 143 where the line is not protected from its first byte.
    pub port: Option<u16>,
    /// How the line is protected.
    #[serde(default = "tls")]
    pub security: Security,
    /// Account.
    pub username: String,
    /// Its password.
    pub password: Secret,
    /// Slug of the body that new reports are for.
    pub body: String,
    /// The mailbox; all that lies in it is taken.
    #[serde(default = "inbox")]
    pub mailbox: String,
    /// Where letters go that were taken.
    #[serde(default = "taken")]
    pub taken: String,
    /// Where letters go that could not be taken.
    #[serde(default = "problems")]
    pub problems: String,
    /// Seconds between two looks.
    #[serde(default = "poll")]
    pub poll_seconds: u64,
    /// It stands in the own network: private addresses and an unprotected line are allowed.
    #[serde(default)]
    pub local: bool,
    /// Certificates that are trusted besides the system's, as PEM.
    pub ca_file: Option<PathBuf>,
    /// How long the server may be silent.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
}

/// The door for a mail server that stands beside us.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lmtp {
    /// An address of this machine, `127.0.0.1:2424`, or the path of a socket, `/run/lapor/lmtp.sock`.
    pub listen: String,
    /// Addresses, and the slug of the body that each leads to. `lapor+anything@…` leads where `lapor@…` does.
    pub recipients: BTreeMap<String, String>,
    /// Conversations at one time.
    #[serde(default = "at_once")]
    pub at_once: usize,
}

/// Where the door is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    /// An address of this machine.
    Tcp(SocketAddr),
    /// A socket in the file system; who may use it is what its folder allows.
    Unix(PathBuf),
}

const fn tls() -> Security {
    Security::Tls
}
fn inbox() -> String {
    "INBOX".to_owned()
}
fn taken() -> String {
    "lapor-diterima".to_owned()
}
fn problems() -> String {
    "lapor-bermasalah".to_owned()
}
const fn poll() -> u64 {
    30
}
const fn seconds() -> u64 {
    30
}
const fn at_once() -> usize {
    4
}

impl MailIn {
    /// Its port.
    pub fn port(&self) -> u16 {
        let usual = match self.security {
            Security::Tls => 993,
            Security::Starttls | Security::None => 143,
        };
        self.port.unwrap_or(usual)
    }

    pub(super) fn resolve(&mut self, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
        self.password.resolve(env)
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if self.security == Security::None && !self.local {
            return Err(
                "security = \"none\" hanya bila local = true: sandi dan surat terbaca di jalan"
                    .to_owned(),
            );
        }
        // Names go to the server between quotation marks; other letters would need an encoding of their own.
        let plain =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| (32..127).contains(&byte));
        if !plain(&self.username) || !plain(self.password.expose()) {
            return Err("username dan password hanya huruf, angka dan tanda baca ASCII".to_owned());
        }
        let folders = [&self.mailbox, &self.taken, &self.problems];
        if !folders.iter().all(|name| plain(name)) {
            return Err("nama kotak surat (mailbox, taken, problems) hanya huruf ASCII".to_owned());
        }
        if self.taken == self.mailbox || self.problems == self.mailbox {
            return Err("taken dan problems harus kotak lain daripada mailbox".to_owned());
        }
        if !(5..=3600).contains(&self.poll_seconds) {
            return Err("poll_seconds antara 5 dan 3600".to_owned());
        }
        Ok(())
    }
}

impl Lmtp {
    /// Where it listens.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn place(&self) -> Result<Listen, String> {
        if self.listen.starts_with('/') {
            return Ok(Listen::Unix(Path::new(&self.listen).to_path_buf()));
        }
        match self.listen.parse::<SocketAddr>() {
            Ok(address) if address.ip().is_loopback() => Ok(Listen::Tcp(address)),
            Ok(_) => Err("listen harus alamat mesin ini, seperti 127.0.0.1:2424: LMTP tidak mengenal sandi".to_owned()),
            Err(_) => Err(
                "listen harus alamat dan porta, seperti 127.0.0.1:2424, atau jalur soket, seperti /run/lapor/lmtp.sock"
                    .to_owned(),
            ),
        }
    }

    /// The slug that an address leads to.
    pub fn slug_of(&self, address: &str) -> Option<&str> {
        let address = address.to_ascii_lowercase();
        let listed = |wanted: &str| {
            let mut all = self.recipients.iter();
            all.find(|(one, _)| one.eq_ignore_ascii_case(wanted))
                .map(|(_, slug)| slug.as_str())
        };
        listed(&address).or_else(|| {
            let (local, domain) = address.rsplit_once('@')?;
            let (before, _) = local.split_once('+')?;
            listed(&format!("{before}@{domain}"))
        })
    }

    pub(super) fn check(&self) -> Result<(), String> {
        self.place()?;
        if self.recipients.is_empty() {
            return Err(
                "recipients belum diisi: alamat dan instansinya, seperti { \"lapor@kota.example\" = \"kota\" }"
                    .to_owned(),
            );
        }
        if let Some(wrong) = self
            .recipients
            .keys()
            .find(|one| one.parse::<lettre::Address>().is_err())
        {
            return Err(format!("\"{wrong}\" bukan alamat surel"));
        }
        if !(1..=64).contains(&self.at_once) {
            return Err("at_once antara 1 dan 64".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_lead_where_the_address_does() {
        let lmtp = Lmtp {
            listen: "127.0.0.1:2424".to_owned(),
            recipients: BTreeMap::from([("Lapor@kota.example".to_owned(), "kota".to_owned())]),
            at_once: 4,
        };
        assert_eq!(lmtp.slug_of("lapor@Kota.example"), Some("kota"));
        assert_eq!(lmtp.slug_of("lapor+abc@kota.example"), Some("kota"));
        assert_eq!(lmtp.slug_of("lain@kota.example"), None);
        assert_eq!(lmtp.slug_of("lapor"), None);
        assert_eq!(lmtp.check(), Ok(()));
        for wrong in ["0.0.0.0:2424", "kantor", "2424"] {
            let lmtp = Lmtp {
                listen: wrong.to_owned(),
                ..lmtp.clone()
            };
            assert!(lmtp.check().is_err(), "{wrong}");
        }
    }
}
