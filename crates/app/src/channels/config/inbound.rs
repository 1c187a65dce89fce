//! Systems that deliver reports over HTTP: each is described by the names of its fields.

use lapor_domain::words::Channel;
use serde::Deserialize;

use super::{SharedSecret, Signature};
use crate::channels::cidr::Cidr;

/// Channels that a delivery may say it comes by: whoever stands at our own pages or counter does not come by a delivery.
const CHANNELS: [Channel; 8] = [
    Channel::SocialMedia,
    Channel::Institution,
    Channel::Chat,
    Channel::Telephone,
    Channel::App,
    Channel::Sms,
    Channel::Email,
    Channel::Letter,
];

/// A system that delivers reports at `/masuk/web/{name}`: social listening, another city's application, a call
/// centre. Fields of JSON are named with dots: `data.message.text`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inbound {
    /// Part of the address: lower-case letters, digits, hyphens.
    pub name: String,
    /// Slug of the body that its reports are for.
    pub body: String,
    /// Channel that its reports count under, as code: `social_media`, `institution`, `chat`, `telephone`.
    pub channel: Channel,
    /// Field with what is reported.
    pub text: String,
    /// Field with a title.
    pub title: Option<String>,
    /// Field with the system's own id of the report: a delivery with the same one again is the same report.
    pub id: Option<String>,
    /// Field with the address of the post.
    pub link: Option<String>,
    /// Field with the account at the network, or the caller's number at the call centre.
    pub sender: Option<String>,
    /// Field with the reporter's name.
    pub person: Option<String>,
    /// Field with the reporter's telephone.
    pub phone: Option<String>,
    /// Field with the reporter's e-mail address.
    pub email: Option<String>,
    /// Field with the moment at which it was told there: RFC 3339, or seconds or milliseconds since 1970.
    pub time: Option<String>,
    /// Field with street or landmark.
    pub place: Option<String>,
    /// Field with the latitude.
    pub latitude: Option<String>,
    /// Field with the longitude.
    pub longitude: Option<String>,
    /// The name is hidden from the units: people at a network did not ask to be named.
    #[serde(default)]
    pub anonim: bool,
    /// A secret that each delivery carries.
    pub secret: Option<SharedSecret>,
    /// A signature over the body.
    pub hmac: Option<Signature>,
    /// Addresses from which deliveries come.
    #[serde(default)]
    pub allowed: Vec<String>,
    /// `allowed`, read.
    #[serde(skip)]
    pub ranges: Vec<Cidr>,
}

pub(super) fn resolve(
    systems: &mut [Inbound],
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<(), String> {
    for system in systems {
        if let Some(secret) = &mut system.secret {
            secret.value.resolve(env)?;
        }
        if let Some(hmac) = &mut system.hmac {
            hmac.key.resolve(env)?;
        }
        let ranges = system.allowed.iter().map(|text| text.parse());
        system.ranges = ranges.collect::<Result<_, _>>()?;
    }
    Ok(())
}

pub(super) fn check(systems: &[Inbound]) -> Result<(), String> {
    let mut names = std::collections::HashSet::new();
    for system in systems {
        if !names.insert(&system.name) {
            return Err(format!("inbound \"{}\" ditulis dua kali", system.name));
        }
        system
            .check()
            .map_err(|why| format!("inbound \"{}\": {why}", system.name))?;
    }
    Ok(())
}

impl Inbound {
    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err("name hanya huruf kecil, angka dan tanda hubung".to_owned());
        }
        if self.secret.is_none() && self.hmac.is_none() && self.ranges.is_empty() {
            return Err(
                "perlu secret, hmac atau allowed: tanpa itu siapa pun dapat mengirim laporan"
                    .to_owned(),
            );
        }
        if let Some(secret) = &self.secret
            && secret.header.is_none() == secret.field.is_none()
        {
            return Err("secret perlu salah satu: header atau field".to_owned());
        }
        if !CHANNELS.contains(&self.channel) {
            let codes: Vec<&str> = CHANNELS.iter().map(|channel| channel.as_str()).collect();
            return Err(format!("channel salah satu dari {}", codes.join(", ")));
        }
        if self.text.trim().is_empty() || self.body.trim().is_empty() {
            return Err("text dan body perlu diisi".to_owned());
        }
        if self.latitude.is_some() != self.longitude.is_some() {
            return Err(
                "latitude dan longitude ditulis keduanya atau tidak sama sekali".to_owned(),
            );
        }
        Ok(())
    }
}
