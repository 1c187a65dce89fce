//! A delivery of a gateway: proved, read, put together, and handed to the conversation, once.

use std::collections::BTreeMap;
use std::net::IpAddr;

use lapor_domain::contact::Phone;
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;

use super::{auth, conversation, fields, parts};
use crate::app::App;
use crate::channels::config::{SmsGateway, SmsReceive};
use crate::channels::settle;
use crate::error::AppError;

/// Longest delivery that is read, in bytes.
pub const MAX_DELIVERY: usize = 64 * 1024;

/// A request of a gateway, as it came.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// What stands behind the question mark.
    pub query: String,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Body.
    pub body: Vec<u8>,
    /// Who sends.
    pub peer: Option<IpAddr>,
}

impl Delivery {
    /// A header.
    pub(in crate::channels) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(&name.to_ascii_lowercase())
            .map(String::as_str)
    }
}

/// Why a delivery was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// No gateway of that name takes messages in.
    #[error("gerbang SMS ini tidak dikenal")]
    Unknown,
    /// It is not proved to come from the gateway.
    #[error("kiriman ini tidak terbukti dari gerbang SMS")]
    Forged,
    /// Sender or text is lacking.
    #[error("kiriman tanpa pengirim atau isi; periksa nama field di berkas saluran")]
    Malformed,
    /// The record: the gateway shall deliver again.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Takes a delivery in; gives what is answered to the gateway. The same one again is answered and not done again.
///
/// # Errors
/// [`DeliveryError`]; after [`DeliveryError::App`] nothing of it was kept that a repeat would double.
pub async fn deliver(app: &App, name: &str, delivery: &Delivery) -> Result<String, DeliveryError> {
    let channels = app.channels();
    let (gateway, receive) = channels.inbound(name).ok_or(DeliveryError::Unknown)?;
    if gateway.smpp.is_some() {
        return Err(DeliveryError::Unknown);
    }
    let content_type = delivery.header("content-type").unwrap_or_default();
    let proof = receive.into();
    let fields = fields::read(auth::query(&proof, delivery), content_type, &delivery.body);
    if !auth::is_genuine(&proof, delivery, &fields) {
        return Err(DeliveryError::Forged);
    }
    let sender = fields.get(&receive.from).map(|text| text.trim());
    let text = fields.get(&receive.text);
    let (Some(sender), Some(text)) = (sender, text) else {
        return Err(DeliveryError::Malformed);
    };
    // Numbers of services and names of shops write to everybody: no person asks for an answer.
    let Ok(phone) = Phone::parse(sender) else {
        return Ok(receive.answer.clone());
    };
    let id = receive.id.as_ref().and_then(|id| fields.get(id));
    let incoming = Incoming {
        gateway,
        receive,
        key: delivery_key(app, gateway, &phone, id.map(String::as_str), text),
        phone,
        text: text.clone(),
        incomplete: false,
    };
    if settle::is_seen(app, incoming.key).await? {
        return Ok(receive.answer.clone());
    }
    match parts::place(receive, &fields) {
        Some(place) => parts::take(app, incoming, place).await?,
        None => conversation::take(app, &incoming).await?,
    }
    Ok(receive.answer.clone())
}

/// A message of a person, as a line brought it.
pub(super) struct Message {
    pub(super) phone: Phone,
    pub(super) text: String,
    /// What makes it one.
    pub(super) id: String,
    /// The same, had it come a little earlier.
    pub(super) earlier: Option<String>,
    pub(super) place: Option<parts::Place>,
}

/// Takes a message of a line in; the same one again is not done again.
pub(super) async fn take(app: &App, name: &str, message: Message) -> Result<(), AppError> {
    let channels = app.channels();
    let Some((gateway, receive)) = channels.inbound(name) else {
        return Ok(());
    };
    let key = |id: &str| delivery_key(app, gateway, &message.phone, Some(id), &message.text);
    let incoming = Incoming {
        gateway,
        receive,
        key: key(&message.id),
        phone: message.phone.clone(),
        text: message.text.clone(),
        incomplete: false,
    };
    if let Some(earlier) = &message.earlier
        && settle::is_seen(app, key(earlier)).await?
    {
        return Ok(());
    }
    if settle::is_seen(app, incoming.key).await? {
        return Ok(());
    }
    match message.place.filter(parts::Place::can_be) {
        Some(place) => parts::take(app, incoming, place).await,
        None => conversation::take(app, &incoming).await,
    }
}

/// A whole message.
pub(super) struct Incoming<'a> {
    pub(super) gateway: &'a SmsGateway,
    pub(super) receive: &'a SmsReceive,
    /// The delivery's own key, hashed.
    pub(super) key: [u8; 32],
    pub(super) phone: Phone,
    pub(super) text: String,
    /// Parts of it never came.
    pub(super) incomplete: bool,
}

impl Incoming<'_> {
    /// The bodies that it may be for.
    pub(super) fn bodies(&self, rules: &Rules) -> Vec<BodyId> {
        bodies(self.gateway, self.receive, rules)
    }
}

/// The bodies that a gateway serves, by what its description names.
pub(super) fn bodies(gateway: &SmsGateway, receive: &SmsReceive, rules: &Rules) -> Vec<BodyId> {
    let mut slugs: Vec<&String> = gateway.bodies.iter().collect();
    slugs.extend(receive.keywords.values());
    slugs.extend(&receive.default_body);
    let mut bodies: Vec<BodyId> = slugs
        .into_iter()
        .filter_map(|slug| rules.directory.body_by_slug(slug))
        .map(|body| body.id)
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

/// Without an id of the gateway, the same words of the same number on the same day are one message.
fn delivery_key(
    app: &App,
    gateway: &SmsGateway,
    phone: &Phone,
    id: Option<&str>,
    text: &str,
) -> [u8; 32] {
    let key = app.keys().installation_key("sms-delivery");
    let name = gateway.name.as_bytes();
    if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
        return key.mac(&[b"id", name, id.as_bytes(), phone.expose().as_bytes()]);
    }
    let day = app.now().as_second().div_euclid(86_400).to_be_bytes();
    let phone = phone.expose().as_bytes();
    key.mac(&[b"text", name, phone, text.as_bytes(), &day])
}
