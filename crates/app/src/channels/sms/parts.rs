//! Long messages come in parts, in any order, some twice, some never.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use lapor_domain::contact::Phone;
use lapor_store::outbox::{self, Part};
use lapor_store::{Change, Query, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::conversation;
use super::inbound::{Incoming, bodies};
use crate::app::App;
use crate::channels::config::SmsReceive;
use crate::error::AppError;

/// Most parts of one message: what telephones send is below ten.
const MOST: i64 = 40;

/// Which part of which message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    reference: String,
    part: i64,
    total: i64,
}

impl Place {
    /// A part, as a line by SMPP names it.
    pub(super) const fn new(reference: String, part: i64, total: i64) -> Self {
        Self {
            reference,
            part,
            total,
        }
    }

    /// Whether there can be such a part: of two to forty, one of them.
    pub const fn can_be(&self) -> bool {
        self.total >= 2 && self.total <= MOST && self.part >= 1 && self.part <= self.total
    }
}

/// Reads it; `None` is a message of one part. Numbers that cannot be are read as one part too: nothing is lost.
pub fn place(receive: &SmsReceive, fields: &BTreeMap<String, String>) -> Option<Place> {
    let field = |name: &Option<String>| fields.get(name.as_ref()?).map(|text| text.trim());
    let number = |name| field(name).and_then(|text| text.parse::<i64>().ok());
    let reference = field(&receive.reference)
        .filter(|text| !text.is_empty())?
        .to_owned();
    let (part, total) = (number(&receive.part)?, number(&receive.total)?);
    Some(Place::new(reference, part, total)).filter(Place::can_be)
}

/// What a part keeps, sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    from: String,
    text: String,
}

/// Keeps a part, and hands the message over when all are there.
pub(super) async fn take(app: &App, incoming: Incoming<'_>, place: Place) -> Result<(), AppError> {
    let rules = app.rules();
    let Some(body) = incoming.bodies(&rules).first().copied() else {
        return conversation::take(app, &incoming).await;
    };
    let phone = incoming.phone.expose();
    let group = app.keys().installation_key("sms-parts").mac(&[
        incoming.gateway.name.as_bytes(),
        phone.as_bytes(),
        place.reference.as_bytes(),
    ]);
    let kept = Kept {
        from: phone.to_owned(),
        text: incoming.text.clone(),
    };
    let kept = zeroize::Zeroizing::new(serde_json::to_string(&kept).unwrap_or_default());
    let (id, key, now) = (app.fresh_id(), app.key_of(body), app.now());
    let part = app.with_entropy(|entropy| {
        Part::seal(
            group,
            place.part,
            place.total,
            incoming.key,
            &incoming.gateway.name,
            now,
            id,
            &kept,
            &key,
            entropy,
        )
    });
    let kept = app.store().run(Put(part)).await?;
    let is_whole = i64::try_from(kept.len()).is_ok_and(|count| count == place.total);
    if is_whole {
        finish(app, kept).await
    } else {
        Ok(())
    }
}

/// Hands over what waited too long for its missing parts: what came is worth more than nothing.
///
/// # Errors
/// Where the database fails; what was handed over stays so.
pub async fn sweep(app: &App) -> Result<usize, AppError> {
    let channels = app.channels();
    let waits = channels
        .sms
        .iter()
        .filter_map(|gateway| gateway.receive.as_ref());
    let Some(wait) = waits.map(|receive| receive.wait_seconds).min() else {
        return Ok(0);
    };
    let wait = SignedDuration::from_secs(i64::from(wait));
    let before = app.now().checked_sub(wait).unwrap_or(app.now());
    let groups = app.store().read(Waiting(before)).await?;
    for parts in &groups {
        finish(app, parts.clone()).await?;
    }
    Ok(groups.len())
}

async fn finish(app: &App, parts: Vec<Part>) -> Result<(), AppError> {
    let Some(first) = parts.first().filter(|part| !part.done) else {
        return Ok(());
    };
    let (group, total, since) = (
        first.group,
        first.total,
        parts.iter().map(|part| part.at).min(),
    );
    let channels = app.channels();
    let described = channels.inbound(&first.gateway);
    let key = app.key_of(first.body);
    let mut texts = BTreeMap::new();
    let mut from = None;
    for part in &parts {
        let Some(plain) = part.open(&key)? else {
            continue;
        };
        let Ok(kept) = serde_json::from_str::<Kept>(&plain) else {
            continue;
        };
        from = Some(kept.from);
        texts.insert(part.part, kept.text);
    }
    let phone = from.and_then(|from| Phone::parse(&from).ok());
    if let (Some((gateway, receive)), Some(phone)) = (described, phone) {
        let since = since.unwrap_or_default().as_microsecond().to_be_bytes();
        let incoming = Incoming {
            gateway,
            receive,
            key: app
                .keys()
                .installation_key("sms-joined")
                .mac(&[&group, &since]),
            phone,
            incomplete: i64::try_from(texts.len()).is_ok_and(|count| count < total),
            text: joined(&texts, total),
        };
        if !bodies(gateway, receive, &app.rules()).is_empty() {
            conversation::take(app, &incoming).await?;
        }
    }
    app.store().run(Done(group)).await
}

/// The parts in their order; where some are lacking, a mark.
fn joined(texts: &BTreeMap<i64, String>, total: i64) -> String {
    let mut joined = String::new();
    let mut gap = false;
    for place in 1..=total.clamp(1, MOST) {
        match texts.get(&place) {
            Some(text) => joined.push_str(text),
            None if !gap => joined.push_str(" [...] "),
            None => {}
        }
        gap = !texts.contains_key(&place);
    }
    joined
}

/// Keeps a part and gives all that are there.
struct Put(Part);

impl Change for Put {
    type Output = Vec<Part>;
    type Error = AppError;
    const NAME: &'static str = "put_sms_part";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Part>, AppError> {
        let there = outbox::parts_of(tx, &self.0.group).await?;
        // The same delivery again, also after the message was dealt with.
        if !there.iter().any(|part| part.key == self.0.key) {
            outbox::put_part(tx, &self.0).await?;
        }
        Ok(outbox::parts_of(tx, &self.0.group).await?)
    }
}

struct Done([u8; 32]);

impl Change for Done {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "sms_parts_done";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(outbox::parts_done(tx, &self.0).await?)
    }
}

struct Waiting(jiff::Timestamp);

impl Query for Waiting {
    type Output = Vec<Vec<Part>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut waiting = Vec::new();
        for group in outbox::part_groups_before(tx, self.0).await? {
            waiting.push(outbox::parts_of(tx, &group).await?);
        }
        Ok(waiting)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn gaps_are_marked_once() {
        let texts = |places: &[i64]| {
            places
                .iter()
                .map(|place| (*place, place.to_string()))
                .collect()
        };
        assert_eq!(joined(&texts(&[1, 2, 3]), 3), "123");
        assert_eq!(joined(&texts(&[2, 5]), 5), " [...] 2 [...] 5");
        assert_eq!(joined(&texts(&[]), 3), " [...] ");
    }

    proptest! {
        #[test]
        fn whatever_came_is_kept_in_order(texts in proptest::collection::btree_map(1_i64..=40, "[a-z]{1,20}", 0..40), total in -3_i64..60) {
            let whole = joined(&texts, total);
            let mut rest = whole.as_str();
            for (_, text) in texts.iter().filter(|(place, _)| **place <= total.clamp(1, MOST)) {
                let at = rest.find(text.as_str());
                prop_assert!(at.is_some());
                rest = rest.get(at.unwrap_or(0) + text.len()..).unwrap_or_default();
            }
        }
    }
}
