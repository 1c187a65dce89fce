//! An SMS gateway as it is described: how messages leave through it, and how they come in.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Secret, Smpp, SmsReport, smpp};
use crate::channels::cidr::Cidr;

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

fn post() -> String {
    "POST".to_owned()
}

fn permanent() -> Vec<u16> {
    vec![400, 413, 422]
}

const fn at_once() -> usize {
    16
}

const fn seconds() -> u64 {
    15
}

const fn wait() -> u32 {
    900
}

fn ok() -> String {
    "OK".to_owned()
}

impl SmsGateway {
    /// Whether messages of a body go through it.
    pub fn serves(&self, slug: &str) -> bool {
        self.bodies.is_empty() || self.bodies.iter().any(|body| body == slug)
    }

    pub(super) fn check(&self) -> Result<(), String> {
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
