//! The mail server through which letters leave, as it is described.

use std::path::PathBuf;

use serde::Deserialize;

use super::Secret;

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

/// A letter waits for its server most of the time; servers take some fifty lines of one client.
const fn lines() -> usize {
    32
}

const fn submission() -> u16 {
    587
}

impl Mail {
    pub(super) fn check(&self) -> Result<(), String> {
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

const fn seconds() -> u64 {
    15
}
