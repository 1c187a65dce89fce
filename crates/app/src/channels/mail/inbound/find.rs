//! Which of our messages, and which report, a letter speaks of.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_store::outbox::{self, Purpose};
use lapor_store::record::{self, intake};
use lapor_store::{Query, StoreError, Tx};
use uuid::Uuid;

use super::Desk;
use crate::error::AppError;

impl Desk<'_> {
    /// A letter from our own address: a loop.
    pub(super) fn is_our_own(&self) -> bool {
        let channels = self.app.channels();
        let own = channels
            .mail
            .as_ref()
            .and_then(|mail| mail.from.parse::<lettre::message::Mailbox>().ok());
        own.is_some_and(|own| {
            own.email
                .to_string()
                .eq_ignore_ascii_case(&self.incoming.from)
        })
    }

    /// Messages of ours that the letter may speak of: by the address it was sent to, by letters that it names.
    pub(super) fn ours<'b>(&'b self, quoted: impl Iterator<Item = &'b String>) -> Vec<Uuid> {
        let channels = self.app.channels();
        let mail = channels.mail.as_ref();
        let patterns: Vec<&str> = mail
            .into_iter()
            .flat_map(|mail| [mail.bounce_to.as_deref(), mail.reply_to.as_deref()])
            .flatten()
            .collect();
        let to = &self.incoming.to;
        let by_address = to
            .iter()
            .flat_map(|to| patterns.iter().filter_map(|pattern| token(to, pattern)));
        let by_letter = quoted.chain(&self.incoming.answers);
        let by_letter = by_letter.filter_map(|id| id.split('@').next());
        by_address
            .chain(by_letter)
            .filter(|text| text.len() == 32)
            .filter_map(|text| text.parse().ok())
            .take(100)
            .collect()
    }

    /// The report that the letter answers.
    pub(super) async fn answered(&self) -> Result<Option<Report>, AppError> {
        let candidates = self.ours([].iter());
        if candidates.is_empty() {
            return Ok(None);
        }
        self.app.store().read(Answered(candidates)).await?
    }
}

/// What stands in place of `{token}` in an address.
pub(super) fn token<'a>(address: &'a str, pattern: &str) -> Option<&'a str> {
    let (before, after) = pattern.split_once("{token}")?;
    let rest = address.strip_prefix(before)?;
    rest.strip_suffix(after)
}

struct Answered(Vec<Uuid>);

impl Query for Answered {
    type Output = Result<Option<Report>, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        for id in &self.0 {
            let message = outbox::get(tx, *id).await?;
            if let Some(report) = message.and_then(|message| message.report) {
                return Ok(record::load(tx, report).await.map_err(AppError::from));
            }
        }
        Ok(Ok(None))
    }
}

pub(super) struct IsOf(pub(super) BodyId, pub(super) [u8; 32], pub(super) ReportId);

impl Query for IsOf {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        intake::is_of_contact(tx, self.0, Purpose::Email.as_str(), &self.1, self.2).await
    }
}
