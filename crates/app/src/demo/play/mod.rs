//! The demonstration's year, played through the real use cases with a simulated clock: everyone does what
//! the rules let them, at moments of their own, and nothing is written past the rules.

mod chores;
mod deeds;
mod diary;
mod emblem;
mod endings;
mod life;
mod papers;
mod pen;
mod pictures;
mod promises;
mod resume;
mod scene;
mod showcase;
mod stage;
mod tale;
mod year;

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use lapor_domain::calendar::Calendar;
use lapor_domain::zone::Zone;
use lapor_store::{Query, StoreError, Tx, params};

use super::accounts::{self, Account};
use super::city::CITY;
use super::install;
use crate::app::App;
use crate::clock::SetClock;
use crate::error::AppError;
use diary::Diary;
pub use resume::{Found, find, renew_sign_ins};
use tale::World;

/// The installation is made on this day.
const INSTALLED: Date = date(2022, 11, 28);
/// The last day that is played, until 09.00; the demonstration's clock goes on from there.
const LAST: Date = date(2024, 1, 31);

/// What a visitor gets in hand, to be printed.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// Sign-ins of all roles.
    pub officers: Vec<Account>,
    /// Reports that a visitor may open.
    pub reporters: Vec<Shown>,
    /// How many reports there are.
    pub reports: usize,
    /// Simulated moment at which the play ends: where a serving demonstration's clock starts.
    pub ends: Timestamp,
}

/// A report a visitor may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Number for people.
    pub tracking: String,
    /// Eight words.
    pub phrase: String,
    /// What can be seen.
    pub shows: &'static str,
}

/// How far the play is: given once a simulated day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The day that was played.
    pub day: Date,
    /// Days played.
    pub done: usize,
    /// Days in all.
    pub of: usize,
    /// Reports so far.
    pub reports: usize,
}

/// Why the play stopped.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// There are reports, units or officers already.
    #[error(
        "basis data ini sudah berisi; demonstrasi hanya mengisi basis data kosong. Pilih basis data lain lewat --database-url"
    )]
    NotEmpty,
    /// A step was refused: a fault of the play or of a rule.
    #[error("demonstrasi berhenti pada {at} ({what}): {error}")]
    Stopped {
        /// Simulated moment.
        at: Timestamp,
        /// Which report and step.
        what: String,
        /// Why.
        #[source]
        error: AppError,
    },
    /// The database, files, keys.
    #[error(transparent)]
    App(#[from] AppError),
}

/// The simulated moment at which the play ends.
pub fn ends() -> Timestamp {
    Zone::Wib
        .start_of_day(LAST)
        .checked_add(jiff::SignedDuration::from_hours(9))
        .unwrap_or(Timestamp::MAX)
}

/// Whether nothing was ever recorded here.
async fn is_empty(app: &App) -> Result<bool, AppError> {
    Ok(app.store().read(AnyEvent).await? == 0)
}

/// Fills an empty installation: the city, its sign-ins, and the reports of December 2022 to January 2024.
/// `app` must go by `clock`, which is set from day to day and stands at [`ends`] afterwards.
///
/// # Errors
/// [`SeedError`]; what was played stays.
pub async fn seed(
    app: &App,
    clock: &SetClock,
    mut progress: impl FnMut(Progress),
) -> Result<Seeded, SeedError> {
    if !is_empty(app).await? {
        return Err(SeedError::NotEmpty);
    }
    clock.set(Zone::Wib.start_of_day(INSTALLED));
    let installed = install::install(app, &CITY).await?;
    accounts::set_passwords(app, &installed).await?;
    let province = chores::province(app, &installed).await?;
    chores::inhabitants(app).await?;
    let city = installed.bodies.get("palangkaraya").copied();
    let world = World {
        installed,
        diary: Diary::new(whole_calendar()),
        province,
    };
    let mut tales = year::ordinary(&world);
    tales.extend(showcase::tales(&world));
    let mut stage = stage::Stage::new(app, world, tales, ends());
    let of = LAST.since(INSTALLED).map_or(0, |span| span.get_days()) as usize + 1;
    let days = std::iter::successors(Some(INSTALLED), |day| day.tomorrow().ok());
    for (day, done) in days.take_while(|day| *day <= LAST).zip(1..) {
        stage.play(clock, day).await?;
        let reports = stage.reports();
        progress(Progress {
            day,
            done,
            of,
            reports,
        });
    }
    clock.set(ends());
    stage.settle().await?;
    if let Some(city) = city {
        papers::publish(app, city).await?;
        stage.settle().await?;
    }
    Ok(Seeded {
        officers: accounts::accounts(app, &CITY),
        reports: stage.reports(),
        reporters: stage.shown(),
        ends: ends(),
    })
}

/// The calendar as it was in the end; people plan their days by it, the rules by what was known.
fn whole_calendar() -> Calendar {
    Calendar::national(Zone::Wib, ends())
}

/// Categories by code.
type Categories = HashMap<&'static str, lapor_domain::ids::CategoryId>;

struct AnyEvent;

impl Query for AnyEvent {
    type Output = i64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        const SQL: &str = "SELECT count(*) FROM (SELECT 1 FROM event LIMIT 1) AS one";
        Ok(tx.row(SQL, params![]).await?.unwrap_or(0))
    }
}
