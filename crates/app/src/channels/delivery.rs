//! What servers and gateways report of messages that they took: one that came back is dead, an address that leads
//! nowhere is remembered, and the notice goes by the next door that leads to its reader.

use lapor_domain::ids::BodyId;
use lapor_store::outbox::{self, Ended, Message, Purpose};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::letter::{Door, Letter};
use super::mail::dsn;
use super::settle::Settle;
use crate::app::App;
use crate::error::AppError;

/// An address, as it is looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    body: BodyId,
    purpose: Purpose,
    hash: [u8; 32],
}

/// Where a message went; `None` where it was forgotten.
fn place(app: &App, message: &Message) -> Result<Option<Place>, AppError> {
    let key = app.key_of(message.body);
    let mut doors = Door::ALL.into_iter();
    let door = doors.find(|door| door.as_str() == message.channel);
    let plain = message.open(&key)?;
    let letter = plain.and_then(|plain| serde_json::from_str::<Letter>(&plain).ok());
    Ok(door.zip(letter).map(|(door, letter)| Place {
        body: message.body,
        purpose: door.purpose(),
        hash: key.lookup(door.purpose(), &letter.to),
    }))
}

/// A message that a server refused for good when it was handed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refused {
    message: Uuid,
    nowhere: Option<Place>,
}

impl Refused {
    /// By the code that the server gave.
    pub(super) fn of(app: &App, message: &Message, code: &str) -> Result<Self, AppError> {
        let is_mail = message.channel == Door::Email.as_str();
        let nowhere = if is_mail && dsn::is_dead_end(code) {
            place(app, message)?
        } else {
            None
        };
        Ok(Self {
            message: message.id,
            nowhere,
        })
    }

    /// Looks for the next door; the message is written down as dead already.
    pub(super) async fn apply(
        &self,
        tx: &mut Tx<'_>,
        now: jiff::Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(place) = self.nowhere {
            mark(tx, place, self.message, now).await?;
        }
        outbox::next_door(tx, self.message, now).await
    }
}

async fn mark(
    tx: &mut Tx<'_>,
    place: Place,
    message: Uuid,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    outbox::unreachable(tx, place.body, place.purpose, &place.hash, message, now).await
}

/// A report about a message, and the delivery in which it came.
pub(super) struct Report {
    pub(super) message: Uuid,
    pub(super) ended: Ended,
    /// The other's own code.
    pub(super) code: String,
    /// The address leads nowhere.
    pub(super) nowhere: bool,
    pub(super) settle: Option<Settle>,
}

/// Writes a report down. Gives whether it was of a message of ours.
pub(super) async fn report(app: &App, report: Report) -> Result<bool, AppError> {
    let found = app.store().read(Get(report.message)).await?;
    let Some(message) = found else {
        if let Some(settle) = report.settle {
            app.store().run(settle).await?;
        }
        return Ok(false);
    };
    let nowhere = if report.nowhere {
        place(app, &message)?
    } else {
        None
    };
    let now = app.now();
    let note = Note {
        error: error(&message, report.ended),
        report,
        nowhere,
        now,
    };
    app.store().run(note).await?;
    Ok(true)
}

fn error(message: &Message, ended: Ended) -> Option<&'static str> {
    if ended != Ended::Returned {
        return None;
    }
    Some(if message.channel == Door::Email.as_str() {
        "surat dikembalikan server tujuan; alamat pelapor mungkin salah atau sudah tidak dipakai"
    } else {
        "gerbang melaporkan pesan tidak sampai; nomor pelapor mungkin salah atau tidak aktif"
    })
}

struct Note {
    report: Report,
    error: Option<&'static str>,
    nowhere: Option<Place>,
    now: jiff::Timestamp,
}

impl Change for Note {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "note_delivery";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let report = &self.report;
        if let Some(settle) = &report.settle {
            if outbox::inbound(tx, &settle.key).await?.is_some() {
                return Ok(());
            }
            settle.apply(tx).await?;
        }
        // Marked first: what is composed anew must not go there again.
        if let Some(place) = self.nowhere {
            mark(tx, place, report.message, self.now).await?;
        }
        let said = (report.code.as_str(), self.error);
        outbox::ended(tx, report.message, report.ended, said, self.now).await?;
        Ok(())
    }
}

struct Get(Uuid);

impl Query for Get {
    type Output = Option<Message>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::get(tx, self.0).await
    }
}

/// The holder of an address wrote to us: it does exist.
pub(super) async fn heard_from(
    app: &App,
    body: BodyId,
    purpose: Purpose,
    address: &str,
) -> Result<(), AppError> {
    let hash = app.key_of(body).lookup(purpose, address);
    let place = Place {
        body,
        purpose,
        hash,
    };
    if app.store().read(IsNowhere(place)).await? {
        app.store().run(Heard(place)).await?;
    }
    Ok(())
}

struct IsNowhere(Place);

impl Query for IsNowhere {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        outbox::is_unreachable(tx, self.0.body, self.0.purpose, &self.0.hash).await
    }
}

struct Heard(Place);

impl Change for Heard {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "heard_from_address";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let place = self.0;
        Ok(outbox::reachable(tx, place.body, place.purpose, &place.hash).await?)
    }
}

/// Which doors of a reader lead nowhere for a notice: the address does not exist, or this very message came back.
pub(crate) struct Closed {
    /// Whose address.
    pub(crate) body: BodyId,
    /// Door, hash of its address, id that the message would have.
    pub(crate) doors: Vec<(Door, [u8; 32], Uuid)>,
}

impl Query for Closed {
    type Output = Vec<Door>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Door>, StoreError> {
        let mut closed = Vec::new();
        for (door, hash, message) in &self.doors {
            let purpose = door.purpose();
            if outbox::is_unreachable(tx, self.body, purpose, hash).await?
                || outbox::died(tx, *message).await?
            {
                closed.push(*door);
            }
        }
        Ok(closed)
    }
}
