//! A delivery of another system: proved, read, and taken in as a report, once.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::contact::{Email, Phone};
use lapor_domain::ids::ReportId;
use lapor_domain::report::permit::Actor;
use lapor_domain::source::Link;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::Channel;
use lapor_store::{Query, StoreError, Tx, outbox, record};

use super::fields::{self, Reading, cut};
use super::pasted::{self, Meet};
use crate::app::App;
use crate::channels::config::Inbound;
use crate::channels::config::Proof;
use crate::channels::settle::Settle;
use crate::channels::sms;
use crate::channels::sms::auth;
use crate::channels::sms::inbound::Delivery;
use crate::error::{AppError, FieldError};
use crate::report::filing::Filing;
use crate::report::{MAX_LINE, receive};

/// Longest delivery that is read, in bytes.
pub const MAX_DELIVERY: usize = 256 * 1024;
/// A moment further back than this is when it was told elsewhere, not when it arrived here.
const ARRIVAL: SignedDuration = SignedDuration::from_hours(24);

/// What the other system is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Number for people.
    pub tracking: TrackingNo,
    /// It was delivered before.
    pub again: bool,
}

/// Why a delivery was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// No system of that name.
    #[error("pengirim ini tidak dikenal; periksa name di berkas saluran")]
    Unknown,
    /// It is not proved to come from the system.
    #[error("kiriman ini tidak terbukti dari pengirimnya")]
    Forged,
    /// It cannot be read, or says nothing.
    #[error("{0}")]
    Malformed(String),
    /// Fields that stand against taking it in.
    #[error("laporan tidak dapat diterima: {}", names(.0))]
    Invalid(Vec<FieldError>),
    /// The record: the system shall deliver again.
    #[error(transparent)]
    App(AppError),
}

fn names(fields: &[FieldError]) -> String {
    let said = fields
        .iter()
        .map(|field| format!("{} ({})", field.field, field.code));
    said.collect::<Vec<_>>().join(", ")
}

impl From<AppError> for DeliveryError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Invalid(fields) => Self::Invalid(fields),
            AppError::Refused(refusal) => Self::Malformed(refusal.to_string()),
            other => Self::App(other),
        }
    }
}

/// Takes a delivery in. The same one again gives the same number.
///
/// # Errors
/// [`DeliveryError`]; after [`DeliveryError::App`] nothing of it was kept that a repeat would double.
pub async fn deliver(app: &App, name: &str, delivery: &Delivery) -> Result<Taken, DeliveryError> {
    let channels = app.channels();
    let system = channels
        .reports_in
        .iter()
        .find(|system| system.name == name);
    let system = system.ok_or(DeliveryError::Unknown)?;
    let content_type = delivery.header("content-type").unwrap_or_default();
    let proof = Proof {
        secret: system.secret.as_ref(),
        hmac: system.hmac.as_ref(),
        ranges: &system.ranges,
    };
    let query = auth::query(&proof, delivery);
    let read = fields::read(system, query, content_type, &delivery.body);
    // Whoever proves nothing does not learn what was wrong with the rest.
    let of_query = sms::fields::read(query, "", b"");
    let said = read.as_ref().map_or(&of_query, |reading| &reading.fields);
    if !auth::is_genuine(&proof, delivery, said) {
        return Err(DeliveryError::Forged);
    }
    let reading = read.map_err(|error| DeliveryError::Malformed(error.to_string()))?;
    if reading.text.is_empty() {
        return Err(DeliveryError::Malformed(format!(
            "field \"{}\" kosong atau tidak ada; periksa text di berkas saluran",
            system.text
        )));
    }
    let key = delivery_key(app, system, &reading);
    if let Some(report) = app.store().read(Before(key)).await? {
        return taken(app, report, true).await;
    }
    if let Some(report) = pasted_before(app, system, &reading, key).await? {
        return taken(app, report, true).await;
    }
    let mut form_key = [0; 16];
    form_key.copy_from_slice(&key[..16]);
    let filing = filing(app, system, reading)?;
    let received =
        receive::receive(app, Actor::Reporter, "inbound", form_key, filing, vec![]).await;
    let receipted = match received {
        Ok(receipted) => receipted,
        // Two deliveries of one id at one moment: the first one stands, and a repeat finds it.
        Err(AppError::KeyReused) => {
            let found = app.store().read(Before(key)).await?;
            let report = found.ok_or(DeliveryError::App(AppError::KeyReused))?;
            return taken(app, report, true).await;
        }
        Err(error) => return Err(error.into()),
    };
    let settle = Settle {
        key,
        outcome: "report",
        report: Some(receipted.report),
        answer: None,
        who: key,
        now: app.now(),
    };
    app.store().run(settle).await?;
    Ok(Taken {
        tracking: receipted.tracking,
        again: receipted.again,
    })
}

/// The report that an officer made of this post before the system told of it.
async fn pasted_before(
    app: &App,
    system: &Inbound,
    reading: &Reading,
    key: [u8; 32],
) -> Result<Option<ReportId>, DeliveryError> {
    let rules = app.rules();
    let (Ok(link), Some(body)) = (
        Link::parse(&reading.link),
        rules.directory.body_by_slug(&system.body),
    ) else {
        return Ok(None);
    };
    if system.channel != Channel::SocialMedia {
        return Ok(None);
    }
    let Some(report) = pasted::find(app, body.id, &link).await? else {
        return Ok(None);
    };
    let is_first = app.store().run(Meet::new(app, report, key)).await?;
    Ok(is_first.then_some(report))
}

/// A report as it was delivered. What is no telephone, address or link stays beside the sender: nothing is lost.
fn filing(app: &App, system: &Inbound, reading: Reading) -> Result<Filing, DeliveryError> {
    let rules = app.rules();
    let body = rules.directory.body_by_slug(&system.body);
    let body = body.ok_or_else(|| {
        DeliveryError::Malformed(format!(
            "instansi \"{}\" tidak ada; periksa body di berkas saluran",
            system.body
        ))
    })?;
    let mut sender = vec![reading.sender];
    let mut keep = |text: String, is_good: bool| {
        if is_good {
            return text;
        }
        sender.push(text);
        String::new()
    };
    let phone = keep(reading.phone.clone(), Phone::parse(&reading.phone).is_ok());
    let email = keep(reading.email.clone(), Email::parse(&reading.email).is_ok());
    let link = keep(reading.link.clone(), Link::parse(&reading.link).is_ok());
    sender.retain(|part| !part.is_empty());
    let now = app.now();
    let told_at = reading.told_at.filter(|at| *at <= now);
    let point = place(&reading.latitude, &reading.longitude);
    Ok(Filing {
        text: reading.text,
        title: cut(&reading.title, MAX_LINE).to_owned(),
        body: Some(body.id),
        name: cut(&reading.person, MAX_LINE).to_owned(),
        phone,
        email,
        link,
        sender: cut(&sender.join(", "), MAX_LINE).to_owned(),
        told_at,
        received_at: told_at.filter(|at| is_arrival(system.channel, *at, now)),
        place: cut(&reading.place, MAX_LINE).to_owned(),
        latitude: point
            .as_ref()
            .map(|(latitude, _)| latitude.clone())
            .unwrap_or_default(),
        longitude: point.map(|(_, longitude)| longitude).unwrap_or_default(),
        channel: Some(system.channel),
        anonim: system.anonim,
        ..Filing::default()
    })
}

/// A point that cannot be one would refuse the whole report: then it comes without.
fn place(latitude: &str, longitude: &str) -> Option<(String, String)> {
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    let (lat, lon) = (number(latitude)?, number(longitude)?);
    wilayah::Point::new(lon, lat).ok()?;
    Some((latitude.to_owned(), longitude.to_owned()))
}

/// What somebody posted is not what arrived at an office; what they told another office is.
fn is_arrival(channel: Channel, at: Timestamp, now: Timestamp) -> bool {
    channel != Channel::SocialMedia && now.duration_since(at) <= ARRIVAL
}

/// Without an id of the system, the same post, or the same words of the same sender on one day, are one delivery.
fn delivery_key(app: &App, system: &Inbound, reading: &Reading) -> [u8; 32] {
    let key = app.keys().installation_key("inbound-delivery");
    let name = system.name.as_bytes();
    if !reading.id.is_empty() {
        return key.mac(&[b"id", name, reading.id.as_bytes()]);
    }
    if let Ok(link) = Link::parse(&reading.link) {
        return key.mac(&[
            b"link",
            name,
            link.same_post().as_bytes(),
            reading.text.as_bytes(),
        ]);
    }
    let day = app.now().as_second().div_euclid(86_400).to_be_bytes();
    let who = [&reading.sender, &reading.phone, &reading.email].map(String::as_bytes);
    let [sender, phone, email] = who;
    key.mac(&[
        b"text",
        name,
        sender,
        phone,
        email,
        reading.text.as_bytes(),
        &day,
    ])
}

async fn taken(app: &App, report: ReportId, again: bool) -> Result<Taken, DeliveryError> {
    let found = app.store().read(NumberOf(report)).await?;
    let tracking = found?.ok_or(DeliveryError::App(AppError::NotFound))?;
    Ok(Taken { tracking, again })
}

impl From<StoreError> for DeliveryError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

struct Before([u8; 32]);

impl Query for Before {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let earlier = outbox::inbound(tx, &self.0).await?;
        Ok(earlier.and_then(|earlier| earlier.report))
    }
}

struct NumberOf(ReportId);

impl Query for NumberOf {
    type Output = Result<Option<TrackingNo>, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let report = record::load(tx, self.0).await.map_err(AppError::from);
        Ok(report.map(|report| report.map(|report| report.tracking)))
    }
}
