//! Measures by a dimension as pages ask for them, how reports were handled, and a month's document.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::ToSpan as _;
use lapor_app::official::{Dressing, Form, Wish, document, papers_on, prepare};
use lapor_domain::figures::Reading;
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_store::figures::{Ask, Filter, GatherQuery, PerformanceQuery, Scope};

use crate::Failed;
use crate::figures::{ASKED, Asking, Times, only, some, twice};
use crate::story::Dice;
use crate::table::Table;
use crate::timer::Stopwatch;

/// What is asked of a seeded record beyond its seven figures.
pub(crate) struct Measures<'a>(pub(crate) &'a Asking<'a>);

impl Measures<'_> {
    pub(crate) async fn all(&self, table: &mut Table) -> Result<(), Failed> {
        let limit = Duration::from_millis;
        for (what, readings) in [
            ("counts", vec![Reading::Counts]),
            ("clocks", vec![Reading::Clocks]),
            ("deeds", vec![Reading::Deeds]),
            ("stays", vec![Reading::Stays]),
            ("stock", vec![Reading::Stock]),
            ("what happened", vec![Reading::Flow]),
        ] {
            let only = only();
            if only.as_ref().is_some_and(|only| only != what) {
                continue;
            }
            let readings = BTreeSet::from_iter(readings);
            for _ in 0..only.map_or(0, |_| 40) {
                self.times(&readings, |dice| self.0.whole(dice)).await?;
            }
            for (period, is_year) in [("months", false), ("a year", true)] {
                let ask = |dice: &mut Dice| {
                    if is_year {
                        self.0.year(dice)
                    } else {
                        self.0.whole(dice)
                    }
                };
                let times = self.times(&readings, ask).await?;
                let what = format!("{what} of whole {period} by any dimension, any day");
                self.0.told(table, &what, times, limit(50));
            }
        }
        if let Some(only) = only() {
            return match only.as_str() {
                "document" => self.document(table).await,
                "looks" => self.looks(table).await,
                _ => Ok(()),
            };
        }
        self.looks(table).await?;
        let times = twice(async || self.handling().await).await?;
        self.0
            .told(table, "how a whole month was handled", times, limit(50));
        self.document(table).await
    }

    /// What each report is looked at for.
    async fn looks(&self, table: &mut Table) -> Result<(), Failed> {
        let limit = Duration::from_millis;
        let clocks = BTreeSet::from([Reading::Clocks, Reading::Deeds]);
        let times = self.times(&clocks, |dice| self.0.ragged(dice)).await?;
        self.0.told(
            table,
            "clocks and deeds of a ragged period",
            times,
            limit(500),
        );
        let of_unit = |dice: &mut Dice| Ask {
            scope: Scope::Unit(self.0.unit),
            ..self.0.year(dice)
        };
        let counts = BTreeSet::from([Reading::Counts]);
        let all = BTreeSet::from([
            Reading::Counts,
            Reading::Clocks,
            Reading::Deeds,
            Reading::Stays,
            Reading::Stock,
        ]);
        let two = Filter {
            category: self.0.category,
            channel: Some("web".to_owned()),
            ..Filter::default()
        };
        for (what, readings) in [("counts", &counts), ("every measure", &all)] {
            let year = |dice: &mut Dice| self.0.year(dice);
            let times = self.filtered(readings, &two, year).await?;
            let what = format!("{what} of a category and a channel by any dimension, a year");
            self.0.told(table, &what, times, limit(500));
        }
        let times = self.times(&counts, of_unit).await?;
        self.0.told(
            table,
            "counts of a unit by another dimension, a year",
            times,
            limit(500),
        );
        let times = self.times(&clocks, of_unit).await?;
        self.0.told(
            table,
            "clocks and deeds of a unit by another dimension, a year",
            times,
            limit(500),
        );
        Ok(())
    }

    async fn document(&self, table: &mut Table) -> Result<(), Failed> {
        let times = twice(async || self.papers().await).await?;
        let limit = Duration::from_secs(3);
        self.0
            .told(table, "a month's document, as PDF", times, limit);
        Ok(())
    }

    async fn times(
        &self,
        readings: &BTreeSet<Reading>,
        ask: impl Fn(&mut Dice) -> Ask,
    ) -> Result<Times, Failed> {
        self.filtered(readings, &Filter::default(), ask).await
    }

    async fn filtered(
        &self,
        readings: &BTreeSet<Reading>,
        filter: &Filter,
        ask: impl Fn(&mut Dice) -> Ask,
    ) -> Result<Times, Failed> {
        twice(async || self.asked(readings, filter, &ask).await).await
    }

    async fn asked(
        &self,
        readings: &BTreeSet<Reading>,
        filter: &Filter,
        ask: impl Fn(&mut Dice) -> Ask,
    ) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(43);
        let mut times = Vec::with_capacity(ASKED);
        for turn in 0..ASKED / 2 + 4 {
            let ask = ask(&mut dice);
            let query =
                GatherQuery::new(self.0.app.rules(), ask, filter.clone(), readings.clone())?;
            let watch = Stopwatch::start();
            self.0.app.store().read(query).await?;
            let took = watch.read();
            if std::env::var_os("LAPOR_BENCH_SLOW").is_some() && took > Duration::from_millis(50) {
                eprintln!(
                    "  {took:?} {readings:?} {:?} {} {} {:?}",
                    ask.by, ask.from, ask.to, ask.as_of
                );
            }
            if turn >= 4 {
                times.push(took);
            }
        }
        Ok(times)
    }

    async fn handling(&self) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(5);
        let mut times = Vec::new();
        for _ in 0..ASKED / 2 {
            let month = self.0.first.checked_add(some(&mut dice, 1790).days())?;
            let ask = self
                .0
                .ask(&mut dice, month.first_of_month(), month.last_of_month());
            let watch = Stopwatch::start();
            let query = PerformanceQuery::new(self.0.app.rules(), ask)?;
            self.0.app.store().read(query).await?;
            times.push(watch.read());
        }
        Ok(times)
    }

    async fn papers(&self) -> Result<Vec<Duration>, Failed> {
        let mut dice = Dice::of(9);
        let mut times = Vec::new();
        let Scope::Body(body) = self.0.scope else {
            return Ok(times);
        };
        for _ in 0..5 {
            let month = self.0.first.checked_add(some(&mut dice, 1700).days())?;
            let wish = Wish {
                body,
                unit: None,
                layout: Layout::Activity,
                period: Period::of(Cadence::Monthly, month),
                reader: Reader::Inside,
                as_of: None,
            };
            let watch = Stopwatch::start();
            let made = prepare(self.0.app, &wish).await?;
            let papers = papers_on(&self.0.app.rules(), body, made.gathered.day());
            let dressing = Dressing {
                papers: &papers,
                advice: &[],
                is_draft: true,
                is_masked: false,
                note: None,
            };
            Form::Pdf.write(&document(&made.gathered, &made.words, &dressing))?;
            times.push(watch.read());
        }
        Ok(times)
    }
}
