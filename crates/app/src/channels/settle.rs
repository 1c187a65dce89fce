//! A delivery comes to its end: what was done is remembered with it, so that the same delivery again does nothing.

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_store::outbox::{self, NewMessage};
use lapor_store::record::credential;
use lapor_store::{Change, Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;
use crate::report::act::Act;

/// Answers that one address gets in a day: more is a machine that talks to us.
const ANSWERS_A_DAY: i64 = 40;

/// Whether this delivery was dealt with before.
pub(in crate::channels) async fn is_seen(app: &App, key: [u8; 32]) -> Result<bool, AppError> {
    Ok(app.store().read(Seen(key)).await?)
}

struct Seen([u8; 32]);

impl Query for Seen {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        Ok(outbox::inbound(tx, &self.0).await?.is_some())
    }
}

/// Writes down what a message came to, with the answer that leaves for it.
pub(in crate::channels) struct Settle {
    /// The delivery's key.
    pub(in crate::channels) key: [u8; 32],
    /// What was done, as a code.
    pub(in crate::channels) outcome: &'static str,
    /// Which report it made or spoke of.
    pub(in crate::channels) report: Option<ReportId>,
    /// The answer, if one leaves.
    pub(in crate::channels) answer: Option<NewMessage>,
    /// Who is answered, hashed: nobody is answered without end.
    pub(in crate::channels) who: [u8; 32],
    /// Moment.
    pub(in crate::channels) now: Timestamp,
}

impl Change for Settle {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "settle_delivery";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if outbox::inbound(tx, &self.key).await?.is_some() {
            return Ok(());
        }
        outbox::remember_inbound(tx, &self.key, self.outcome, self.report, self.now).await?;
        let Some(answer) = &self.answer else {
            return Ok(());
        };
        put_answer(tx, answer, &self.who, ANSWERS_A_DAY, self.now).await
    }
}

/// Puts an answer into the outbox, unless that address had its share of the day.
pub(in crate::channels) async fn put_answer(
    tx: &mut Tx<'_>,
    answer: &NewMessage,
    who: &[u8; 32],
    a_day: i64,
    now: Timestamp,
) -> Result<(), AppError> {
    const SCOPE: &str = "answer";
    let answered = credential::attempts(tx, SCOPE, who, now).await?;
    let (count, until) = answered.unwrap_or_else(|| {
        let day = jiff::SignedDuration::from_hours(24);
        (0, now.checked_add(day).unwrap_or(now))
    });
    if count < a_day {
        credential::note_attempt(tx, SCOPE, who, now, until).await?;
        outbox::put(tx, answer, now).await?;
    }
    Ok(())
}

/// A command of the reporter and the delivery that asked for it, in one transaction.
pub(in crate::channels) struct Give {
    /// The command.
    pub(in crate::channels) act: Act,
    /// The delivery.
    pub(in crate::channels) settle: Settle,
}

impl Change for Give {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "act_by_message";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if outbox::inbound(tx, &self.settle.key).await?.is_some() {
            return Ok(());
        }
        self.act.apply(tx).await?;
        self.settle.apply(tx).await
    }
}
