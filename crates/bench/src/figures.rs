//! (e) figures over a seeded record: whole months by one dimension as of any day, ragged periods, two dimensions, the
//! dashboard, and what the tables cost.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lapor_app::app::App;
use lapor_domain::ids::{CategoryId, UnitId};
use lapor_domain::zone::Zone;
use lapor_store::figures::{
    Ask, CohortQuery, Dimension, PerformanceQuery, PublicQuery, Scope, Sight,
};

use crate::Failed;
use crate::intake::millis;
use crate::measures::Measures;
use crate::seed::{self, Saying, Seeded, engine};
use crate::story::{Cast, Dice};
use crate::table::Table;
use crate::timer::{Stopwatch, percentile};
use crate::{price, town};

/// Questions of each kind.
pub(crate) const ASKED: usize = 100;

/// Seeds up to `reports` where that lacks, and measures on SQLite; the price of writing on each engine there is.
pub(crate) fn run(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let url = seed::sqlite_url("seed")?;
    crate::block_on(measured(table, url, reports))?;
    if only().is_some() {
        return Ok(());
    }
    prices(table)
}

/// With `LAPOR_BENCH_ONLY` one reading is asked for and nothing else, such as "clocks", forty times as often, the "document",
/// or what "looks" at each report: to see where the time goes.
pub(crate) fn only() -> Option<String> {
    std::env::var("LAPOR_BENCH_ONLY").ok()
}

/// The same on PostgreSQL: in `LAPOR_BENCH_POSTGRES`, which is kept, or in a database of its own.
pub(crate) fn on_postgres(table: &mut Table, reports: u64) -> Result<(), Failed> {
    match std::env::var("LAPOR_BENCH_POSTGRES") {
        Ok(url) => crate::block_on(measured(table, url, reports)),
        Err(_) => {
            town::with_postgres(|url| async { measured(table, url, reports).await }).map(drop)
        }
    }
}

/// What writing costs with the tables, on each engine there is.
pub(crate) fn prices(table: &mut Table) -> Result<(), Failed> {
    let fresh = tempfile::tempdir_in(town::scratch())?;
    let url = format!("sqlite:{}", fresh.path().join("price.db").display());
    crate::block_on(price::price(table, &url, "sqlite"))?;
    town::with_postgres(|url| async move { price::price(table, &url, "postgres").await })?;
    Ok(())
}

async fn measured(table: &mut Table, url: String, reports: u64) -> Result<(), Failed> {
    let seeded = seed::run(table, &url, reports, Saying::Nothing).await?;
    let asking = Asking::of(&seeded, engine(&url))?;
    asking.all(table).await?;
    seeded.app.store().clone().close().await;
    Ok(())
}

/// Whom the questions are asked, and of what.
pub(crate) struct Asking<'a> {
    pub(crate) app: &'a App,
    engine: &'static str,
    pub(crate) scope: Scope,
    pub(crate) unit: UnitId,
    pub(crate) category: Option<CategoryId>,
    pub(crate) first: Date,
    last: Date,
    now: Timestamp,
}

impl<'a> Asking<'a> {
    fn of(seeded: &'a Seeded, engine: &'static str) -> Result<Self, Failed> {
        let rules = seeded.app.rules();
        let cast = Cast::of(&rules)?;
        let last = Zone::Wib.local_date(seeded.until);
        let unit = cast.unit().ok_or("no unit")?;
        Ok(Self {
            app: &seeded.app,
            engine,
            scope: Scope::Body(cast.city),
            unit,
            category: cast.category(),
            first: last.checked_sub(1825.days())?,
            last,
            now: seeded.app.now(),
        })
    }

    async fn all(&self, table: &mut Table) -> Result<(), Failed> {
        if only().is_some() {
            return Measures(self).all(table).await;
        }
        let limit = Duration::from_millis;
        let times = self.times(|dice| self.whole(dice)).await?;
        self.told(
            table,
            "whole months by one dimension, as of any day",
            times,
            limit(50),
        );
        let times = self.times(|dice| self.year(dice)).await?;
        self.told(
            table,
            "a whole year by one dimension, as of any day",
            times,
            limit(50),
        );
        let times = self.times(|dice| self.ragged(dice)).await?;
        self.told(table, "a ragged period by one dimension", times, limit(500));
        let of_unit = |ask: Ask| Ask {
            scope: Scope::Unit(self.unit),
            ..ask
        };
        let times = self.times(|dice| of_unit(self.whole(dice))).await?;
        self.told(table, "a unit by another dimension", times, limit(500));
        let times = twice(async || self.dashboard().await).await?;
        self.told(
            table,
            "dashboard: this month and year by unit and month and how they were handled, now",
            times,
            limit(150),
        );
        let times = twice(async || self.public().await).await?;
        self.told(
            table,
            "a whole year by one dimension, as anyone may see it",
            times,
            limit(150),
        );
        Measures(self).all(table).await
    }

    /// The goal is that of the first time: what they read may be on the disk alone.
    pub(crate) fn told(&self, table: &mut Table, what: &str, mut times: Times, limit: Duration) {
        let p99 = percentile(&mut times.first, 99);
        let median = percentile(&mut times.first, 50);
        table.goal(
            &format!("{}: {what}, p99", self.engine),
            format!(
                "{:.1} ms (median {:.1}), again {:.1} ({:.1})",
                millis(p99),
                millis(median),
                millis(percentile(&mut times.again, 99)),
                millis(percentile(&mut times.again, 50)),
            ),
            &format!("<= {:.0} ms", millis(limit)),
            p99 <= limit,
        );
    }

    async fn times(&self, ask: impl Fn(&mut Dice) -> Ask) -> Result<Times, Failed> {
        twice(async || self.asked(&ask).await).await
    }

    async fn asked(&self, ask: impl Fn(&mut Dice) -> Ask) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(41);
        let mut times = Vec::with_capacity(ASKED);
        for turn in 0..ASKED + 8 {
            let ask = ask(&mut dice);
            let watch = Stopwatch::start();
            let answer = self
                .app
                .store()
                .read(CohortQuery::new(self.app.rules(), ask)?)
                .await?;
            if turn >= 8 {
                times.push(watch.read());
            }
            assert!(answer.total.adds_up(), "{ask:?}");
        }
        Ok(times)
    }

    pub(crate) fn ask(&self, dice: &mut Dice, from: Date, to: Date) -> Ask {
        const BY: [Option<Dimension>; 9] = [
            None,
            Some(Dimension::Unit),
            Some(Dimension::Category),
            Some(Dimension::Channel),
            Some(Dimension::Type),
            Some(Dimension::Month),
            Some(Dimension::Quarter),
            Some(Dimension::Region),
            Some(Dimension::Anonymity),
        ];
        let day = self
            .first
            .checked_add(some(dice, 1825).days())
            .unwrap_or(self.last);
        Ask {
            scope: self.scope,
            sight: Sight::WHOLE,
            from,
            to,
            as_of: Some(Zone::Wib.start_of_day(day.max(from).min(self.last))),
            by: dice.one(&BY).copied().flatten(),
            now: self.now,
        }
    }

    /// From a month to all five years.
    pub(crate) fn whole(&self, dice: &mut Dice) -> Ask {
        let from = some(dice, 1790);
        let days = some(dice, u64::try_from(1825 - from).unwrap_or(1));
        let from = self.first.checked_add(from.days()).unwrap_or(self.first);
        let to = from.checked_add(days.days()).unwrap_or(self.last);
        self.ask(dice, from.first_of_month(), to.last_of_month())
    }

    pub(crate) fn year(&self, dice: &mut Dice) -> Ask {
        let year = self.first.year() + i16::try_from(1 + some(dice, 4)).unwrap_or(1);
        self.ask(
            dice,
            Date::constant(year, 1, 1),
            Date::constant(year, 12, 31),
        )
    }

    pub(crate) fn ragged(&self, dice: &mut Dice) -> Ask {
        let ask = self.whole(dice);
        let from = ask.from.checked_add((1 + some(dice, 26)).days());
        let to = ask.to.checked_sub((1 + some(dice, 26)).days());
        let (from, to) = (from.unwrap_or(ask.from), to.unwrap_or(ask.to));
        Ask {
            from,
            to: to.max(from),
            ..ask
        }
    }

    async fn dashboard(&self) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(3);
        let mut times = Vec::new();
        for _ in 0..ASKED / 4 {
            let watch = Stopwatch::start();
            for from in [self.last.first_of_month(), self.last.first_of_year()] {
                for by in [Some(Dimension::Unit), Some(Dimension::Month)] {
                    let ask = self.ask(&mut dice, from, self.last.last_of_month());
                    let ask = Ask {
                        as_of: None,
                        by,
                        now: self.app.now(),
                        ..ask
                    };
                    self.app
                        .store()
                        .read(CohortQuery::new(self.app.rules(), ask)?)
                        .await?;
                }
            }
            let ask = self.ask(
                &mut dice,
                self.last.first_of_year(),
                self.last.last_of_month(),
            );
            let ask = Ask {
                as_of: None,
                by: None,
                now: self.app.now(),
                ..ask
            };
            let query = PerformanceQuery::new(self.app.rules(), ask)?;
            self.app.store().read(query).await?;
            times.push(watch.read());
        }
        Ok(times)
    }

    async fn public(&self) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(7);
        let mut times = Vec::new();
        for _ in 0..ASKED / 4 {
            let ask = self.year(&mut dice);
            let watch = Stopwatch::start();
            let query = PublicQuery::new(self.app.rules(), ask)?;
            self.app.store().read(query).await?;
            times.push(watch.read());
        }
        Ok(times)
    }
}

/// How long the same questions took, asked after others and then once more.
pub(crate) struct Times {
    first: Vec<Duration>,
    again: Vec<Duration>,
}

/// Asks the same questions twice.
pub(crate) async fn twice(
    ask: impl AsyncFn() -> Result<Vec<Duration>, Failed>,
) -> Result<Times, Failed> {
    Ok(Times {
        first: ask().await?,
        again: ask().await?,
    })
}

pub(crate) fn some(dice: &mut Dice, below: u64) -> i64 {
    i64::try_from(dice.below(below)).unwrap_or(0)
}
