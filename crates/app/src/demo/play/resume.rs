//! A database that is already filled: whether it is a demonstration, and what its visitors get in hand.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::OfficerId;
use lapor_store::maintenance::MeasureLag;
use lapor_store::record::credential;
use lapor_store::{Query, StoreError, Tx, params};

use super::diary::Diary;
use super::tale::World;
use super::{Seeded, Shown, accounts, ends, is_empty, showcase, whole_calendar};
use crate::app::App;
use crate::demo::city::CITY;
use crate::demo::install::Installed;
use crate::error::AppError;
use crate::phrase;

/// People act until the very end; a play whose newest event is older than this was cut short.
const LAST_ACTS: SignedDuration = SignedDuration::from_hours(72);

/// What a database holds.
#[derive(Debug)]
pub enum Found {
    /// Nothing was ever recorded.
    Nothing,
    /// A demonstration; its clock goes on from [`Seeded::ends`].
    Demonstration(Seeded),
    /// A demonstration whose filling was cut short at this moment of its story.
    Interrupted(Timestamp),
    /// An installation that is none.
    Other,
}

/// Looks what is there. Changes nothing.
///
/// # Errors
/// Where the database fails.
pub async fn find(app: &App) -> Result<Found, AppError> {
    if is_empty(app).await? {
        return Ok(Found::Nothing);
    }
    let Some(officers) = officers(app) else {
        return Ok(Found::Other);
    };
    let newest = app.store().read(MeasureLag).await?.newest_event;
    let newest = newest.unwrap_or(Timestamp::MIN);
    if newest < ends() - LAST_ACTS {
        return Ok(Found::Interrupted(newest));
    }
    let world = World {
        installed: Installed {
            officers,
            ..Installed::default()
        },
        diary: Diary::new(whole_calendar()),
        province: HashMap::new(),
    };
    let shown = showcase::tales(&world)
        .into_iter()
        .filter_map(|tale| tale.shows)
        .map(|shows| {
            let key = accounts::form_key(app, shows);
            (shows, phrase::derive(&key, app.keys()))
        });
    let mut reporters = Vec::new();
    for (shows, phrase) in shown {
        let hash = phrase::phrase_hash(app.keys(), &phrase);
        if let Some(tracking) = app.store().read(NumberOf(hash)).await? {
            reporters.push(Shown {
                tracking,
                phrase: phrase.expose().to_string(),
                shows,
            });
        }
    }
    Ok(Found::Demonstration(Seeded {
        officers: accounts::accounts(app, &CITY),
        reporters,
        reports: usize::try_from(app.store().read(Reports).await?).unwrap_or_default(),
        ends: newest.max(ends()),
    }))
}

/// Makes the sign-ins of a demonstration that goes on work as printed, whatever its visitors changed before.
///
/// # Errors
/// Where the database fails.
pub async fn renew_sign_ins(app: &App) -> Result<(), AppError> {
    let installed = Installed {
        officers: officers(app).unwrap_or_default(),
        ..Installed::default()
    };
    accounts::set_passwords(app, &installed).await
}

/// The demonstration's officers, by slug; none where one is lacking.
fn officers(app: &App) -> Option<HashMap<String, OfficerId>> {
    let rules = app.rules();
    CITY.officers
        .iter()
        .map(|seed| {
            let officer = rules
                .directory
                .officers
                .values()
                .find(|officer| officer.login == seed.email)?;
            Some((seed.slug.clone(), officer.id))
        })
        .collect()
}

/// The tracking number of the report that a phrase opens.
struct NumberOf([u8; 32]);

impl Query for NumberOf {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const SQL: &str = "SELECT tracking_no FROM report WHERE id = $1";
        let Some(report) = credential::by_phrase(tx, &self.0).await? else {
            return Ok(None);
        };
        tx.row(SQL, params![report.0]).await
    }
}

struct Reports;

impl Query for Reports {
    type Output = i64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        const SQL: &str = "SELECT count(*) FROM report";
        Ok(tx.row(SQL, params![]).await?.unwrap_or(0))
    }
}
