//! (e) figures over a seeded record: whole months by one dimension as of any day, ragged periods, two dimensions, the
//! dashboard, and what the tables cost.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lapor_app::app::App;
use lapor_app::cohorts;
use lapor_domain::ids::UnitId;
use lapor_domain::zone::Zone;
use lapor_store::figures::{
    Ask, CohortQuery, Dimension, PerformanceQuery, PublicQuery, Scope, Sight,
};
use tokio::sync::oneshot;

use crate::Failed;
use crate::intake::millis;
use crate::seed::{self, Seeded, engine};
use crate::story::{Cast, Dice};
use crate::table::Table;
use crate::timer::{Stopwatch, percentile};
use crate::town::{self, Town};

/// Questions of each kind.
const ASKED: usize = 100;
/// Reports filed for the price of writing, each time.
const FILED: u64 = 3_000;

/// Seeds up to `reports` where that lacks, and measures, on each engine there is.
pub(crate) fn run(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let url = seed::sqlite_url()?;
    crate::block_on(measured(table, url, reports))?;
    let fresh = tempfile::tempdir_in(town::scratch())?;
    let url = format!("sqlite:{}", fresh.path().join("price.db").display());
    crate::block_on(price(table, &url, "sqlite"))?;
    match std::env::var("LAPOR_BENCH_POSTGRES") {
        Ok(url) => crate::block_on(measured(table, url, reports))?,
        Err(_) => {
            town::with_postgres(|url| async { measured(table, url, reports).await })?;
        }
    }
    town::with_postgres(|url| async move { price(table, &url, "postgres").await })?;
    Ok(())
}

async fn measured(table: &mut Table, url: String, reports: u64) -> Result<(), Failed> {
    let seeded = seed::run(table, &url, reports).await?;
    let asking = Asking::of(&seeded, engine(&url))?;
    asking.all(table).await?;
    seeded.app.store().clone().close().await;
    Ok(())
}

struct Asking<'a> {
    app: &'a App,
    engine: &'static str,
    scope: Scope,
    unit: UnitId,
    first: Date,
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
            first: last.checked_sub(1825.days())?,
            last,
            now: seeded.app.now(),
        })
    }

    async fn all(&self, table: &mut Table) -> Result<(), Failed> {
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
        let times = self.dashboard().await?;
        self.told(
            table,
            "dashboard: this month and year by unit and month and how they were handled, now",
            times,
            limit(150),
        );
        let times = self.public().await?;
        self.told(
            table,
            "a whole year by one dimension, as anyone may see it",
            times,
            limit(150),
        );
        let times = self.handling().await?;
        self.told(table, "how a whole month was handled", times, limit(50));
        Ok(())
    }

    fn told(&self, table: &mut Table, what: &str, mut times: Vec<Duration>, limit: Duration) {
        let p99 = percentile(&mut times, 99);
        let median = percentile(&mut times, 50);
        table.goal(
            &format!("{}: {what}, p99", self.engine),
            format!("{:.1} ms (median {:.1})", millis(p99), millis(median)),
            &format!("<= {:.0} ms", millis(limit)),
            p99 <= limit,
        );
    }

    async fn times(&self, ask: impl Fn(&mut Dice) -> Ask) -> Result<Vec<Duration>, Failed> {
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

    fn ask(&self, dice: &mut Dice, from: Date, to: Date) -> Ask {
        const BY: [Option<Dimension>; 7] = [
            None,
            Some(Dimension::Unit),
            Some(Dimension::Category),
            Some(Dimension::Channel),
            Some(Dimension::Type),
            Some(Dimension::Month),
            Some(Dimension::Region),
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
    fn whole(&self, dice: &mut Dice) -> Ask {
        let from = some(dice, 1790);
        let days = some(dice, u64::try_from(1825 - from).unwrap_or(1));
        let from = self.first.checked_add(from.days()).unwrap_or(self.first);
        let to = from.checked_add(days.days()).unwrap_or(self.last);
        self.ask(dice, from.first_of_month(), to.last_of_month())
    }

    fn year(&self, dice: &mut Dice) -> Ask {
        let year = self.first.year() + i16::try_from(1 + some(dice, 4)).unwrap_or(1);
        self.ask(
            dice,
            Date::constant(year, 1, 1),
            Date::constant(year, 12, 31),
        )
    }

    fn ragged(&self, dice: &mut Dice) -> Ask {
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

    async fn handling(&self) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(5);
        let mut times = Vec::new();
        for _ in 0..ASKED / 10 {
            let month = self.first.checked_add(some(&mut dice, 1790).days())?;
            let ask = self.ask(&mut dice, month.first_of_month(), month.last_of_month());
            let watch = Stopwatch::start();
            self.app
                .store()
                .read(PerformanceQuery::new(self.app.rules(), ask)?)
                .await?;
            times.push(watch.read());
        }
        Ok(times)
    }
}

fn some(dice: &mut Dice, below: u64) -> i64 {
    i64::try_from(dice.below(below)).unwrap_or(0)
}

/// What a report costs while the tables are kept, of what it costs without: in turns, so that both see the same machine.
pub(crate) async fn price(table: &mut Table, url: &str, name: &str) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    let town = Town::open(url, place.path(), lapor_store::OpenOptions::default()).await?;
    let (mut without, mut with, mut first) = (0.0, 0.0, 0);
    for _ in 0..4 {
        without += 1.0 / town.receive_many(8, first, FILED).await?;
        let (stop, stopped) = oneshot::channel();
        let folding = tokio::spawn(fold_on(town.app.clone(), stopped));
        with += 1.0 / town.receive_many(8, first + FILED, FILED).await?;
        drop(stop);
        folding.await??;
        first += 2 * FILED;
    }
    let dearer = (with / without - 1.0) * 100.0;
    table.goal(
        &format!("{name}: writing with the tables"),
        format!("{dearer:+.0} %"),
        "<= +15 %",
        dearer <= 15.0,
    );
    Ok(())
}

/// Orders and folds as the program does beside its doors, oftener.
async fn fold_on(app: App, mut stop: oneshot::Receiver<()>) -> Result<(), Failed> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = &mut stop => return Ok(()),
            _ = ticks.tick() => {}
        }
        app.order().await?;
        cohorts::round(&app, cohorts::FEW).await?;
    }
}
