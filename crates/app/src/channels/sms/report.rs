//! A gateway reports what became of a message that it took.

use lapor_store::outbox::{self, Ended};
use lapor_store::{Query, StoreError, Tx};
use uuid::Uuid;

use super::inbound::{Delivery, DeliveryError};
use super::{auth, fields};
use crate::app::App;
use crate::channels::config::SmsReport;
use crate::channels::delivery::{self, Report};

/// Longest status that is kept.
const LONGEST_CODE: usize = 40;

/// Takes a report in; gives what is answered to the gateway. A report about nothing of ours is answered all the same:
/// the gateway would only send it again.
///
/// # Errors
/// [`DeliveryError`].
pub async fn deliver(app: &App, name: &str, delivery: &Delivery) -> Result<String, DeliveryError> {
    let channels = app.channels();
    let (gateway, receive) = channels.inbound(name).ok_or(DeliveryError::Unknown)?;
    let described = gateway.report.as_ref().ok_or(DeliveryError::Unknown)?;
    let content_type = delivery.header("content-type").unwrap_or_default();
    let proof = receive.into();
    let fields = fields::read(auth::query(&proof, delivery), content_type, &delivery.body);
    if !auth::is_genuine(&proof, delivery, &fields) {
        return Err(DeliveryError::Forged);
    }
    let field = |name: &Option<String>| {
        let value = fields.get(name.as_ref()?)?.trim();
        (!value.is_empty()).then_some(value)
    };
    let (id, key) = (field(&described.id), field(&described.key));
    let status = fields.get(&described.status).map(|status| status.trim());
    let (Some(status), true) = (status, id.is_some() || key.is_some()) else {
        return Err(DeliveryError::Malformed);
    };
    if let Some((ended, nowhere)) = meaning(described, status) {
        let code: String = status
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'))
            .take(LONGEST_CODE)
            .collect();
        take(app, name, key, id, (ended, nowhere), code).await?;
    }
    Ok(match described.answer.as_str() {
        "" => "OK".to_owned(),
        answer => answer.to_owned(),
    })
}

/// Writes down what became of a message, by our key or by the id under which a gateway knows it.
pub(in crate::channels) async fn take(
    app: &App,
    gateway: &str,
    key: Option<&str>,
    id: Option<&str>,
    (ended, nowhere): (Ended, bool),
    code: String,
) -> Result<bool, crate::error::AppError> {
    let ours = key
        .filter(|key| key.len() == 32)
        .and_then(|key| key.parse().ok());
    let message = match (ours, id) {
        (Some(message), _) => Some(message),
        (None, Some(id)) => {
            app.store()
                .read(Known(gateway.to_owned(), id.to_owned()))
                .await?
        }
        (None, None) => None,
    };
    let Some(message) = message else {
        return Ok(false);
    };
    let report = Report {
        message,
        ended,
        code,
        nowhere,
        settle: None,
    };
    delivery::report(app, report).await
}

/// What a status means: how it ended, and whether there is no such number. `None` is on its way.
fn meaning(described: &SmsReport, status: &str) -> Option<(Ended, bool)> {
    let is = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(status));
    if is(&described.delivered) {
        Some((Ended::Delivered, false))
    } else if is(&described.unknown) {
        Some((Ended::Returned, true))
    } else if is(&described.failed) {
        Some((Ended::Returned, false))
    } else {
        None
    }
}

struct Known(String, String);

impl Query for Known {
    type Output = Option<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::handed_message(tx, &self.0, &self.1).await
    }
}
