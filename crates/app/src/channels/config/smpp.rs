//! A line to an operator or aggregator by SMPP 3.4, in place of a gateway that speaks HTTP.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Secret, SmsReceive};

/// How the line is set up. Messages leave and come in by the same one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smpp {
    /// The other side.
    pub host: String,
    /// Its port.
    #[serde(default = "port")]
    pub port: u16,
    /// TLS from the first byte.
    #[serde(default)]
    pub tls: bool,
    /// Certificates that are trusted besides the system's, as PEM.
    pub ca_file: Option<PathBuf>,
    /// Account.
    pub system_id: String,
    /// Its password, at most eight characters.
    pub password: Secret,
    /// Kind of system, where the other side asks for one.
    #[serde(default)]
    pub system_type: String,
    /// Sender that people see: a short number, a telephone number, or a name of at most eleven letters.
    pub source: String,
    /// Messages that may be on their way unanswered.
    #[serde(default = "window")]
    pub window: usize,
    /// Seconds of silence after which the line is tried.
    #[serde(default = "enquire")]
    pub enquire_seconds: u64,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
}

const fn port() -> u16 {
    2775
}
const fn window() -> usize {
    10
}
const fn enquire() -> u64 {
    30
}
const fn seconds() -> u64 {
    15
}

/// The line says who delivers and what: of the description, only where reports go is left.
pub(super) fn check_receive(receive: &SmsReceive) -> Result<(), String> {
    let of_http = [
        &receive.id,
        &receive.reference,
        &receive.part,
        &receive.total,
    ];
    let proofs = receive.secret.is_some() || receive.hmac.is_some() || !receive.ranges.is_empty();
    if proofs || !receive.from.is_empty() || of_http.iter().any(|name| name.is_some()) {
        return Err(
            "dengan smpp, receive hanya memakai keywords, default_body dan wait_seconds".to_owned(),
        );
    }
    if receive.keywords.is_empty() && receive.default_body.is_none() {
        return Err(
            "receive perlu keywords atau default_body: instansi mana yang menerima laporan"
                .to_owned(),
        );
    }
    Ok(())
}

impl Smpp {
    pub(super) fn check(&self, local: bool) -> Result<(), String> {
        let plain = |text: &str, most: usize| {
            text.len() <= most && text.bytes().all(|byte| (32..127).contains(&byte))
        };
        if !self.tls && !local {
            return Err(
                "smpp tanpa tls hanya bila local = true (jaringan sendiri atau VPN): sandi dan pesan terbaca di jalan"
                    .to_owned(),
            );
        }
        if !plain(&self.system_id, 15)
            || !plain(self.password.expose(), 8)
            || !plain(&self.system_type, 12)
        {
            return Err(
                "smpp: system_id paling banyak 15, password 8 dan system_type 12 huruf ASCII"
                    .to_owned(),
            );
        }
        if self.source.is_empty() || !plain(&self.source, 20) {
            return Err(
                "smpp.source belum diisi: nomor atau nama pengirim, paling banyak 20 huruf"
                    .to_owned(),
            );
        }
        if !(1..=256).contains(&self.window) {
            return Err("smpp.window antara 1 dan 256".to_owned());
        }
        if !(5..=600).contains(&self.enquire_seconds) || !(1..=120).contains(&self.timeout_seconds)
        {
            return Err(
                "smpp.enquire_seconds antara 5 dan 600, timeout_seconds antara 1 dan 120"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
