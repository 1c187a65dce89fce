//! Random lives, seen by anyone: no row and no value lets fewer than five unreleased reports stand alone.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use lapor_domain::figures::{Audience, CATALOGUE, Family, Measure, Reading, stand_together};
use lapor_domain::testkit;

use super::random::{SCOPES, some_moment};
use super::town::{Dice, town_of};
use super::world::{rules, write};
use crate::figures::gather::{Gathered, gather};
use crate::figures::{Ask, Dimension, Filter, PublicTableQuery, Sight};
use crate::{Query, Store, StoreError, Tx};

struct Exact(Ask, Vec<&'static Measure>);

impl Query for Exact {
    type Output = Gathered;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Gathered, StoreError> {
        let readings: BTreeSet<Reading> = self.1.iter().map(|measure| measure.reading).collect();
        gather(tx, &rules(), &self.0, &Filter::default(), &readings, true).await
    }
}

crate::both_engines! {
    async fn nobody_is_singled_out(store: Store) {
        let mut dice = Dice::new(7);
        let lives = town_of(260, &mut dice);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let zone = testkit::calendar().zone;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_hours(30);
        let (first, last) = (zone.local_date(testkit::START), zone.local_date(now));
        let (mut rows, mut told, mut hidden) = (0, 0, 0);
        for round in 0..24 {
            let as_of = (round > 2).then(|| some_moment(&lives, &mut dice).min(now));
            let family = dice.one(&[Family::Cohort, Family::Cohort, Family::Flow, Family::Stock]);
            let public = |measure: &&Measure| measure.family == family && measure.audience == Audience::Public;
            let measures: Vec<&'static Measure> = CATALOGUE.iter().filter(public).collect();
            for scope in SCOPES {
                let by = dice.one(&[Dimension::Unit, Dimension::Type, Dimension::Channel, Dimension::District, Dimension::Month, Dimension::Quarter]);
                let by = if family == Family::Stock && by.is_time() { Dimension::Unit } else { by };
                let ask = Ask { scope, sight: Sight::WHOLE, from: first, to: last, as_of, by: Some(by), now };
                let query = PublicTableQuery::new(rules.clone(), ask, family, measures.clone()).unwrap();
                let seen = store.read(query).await.unwrap();
                let exact = store.read(Exact(seen.gathered.ask, measures.clone())).await.unwrap();
                let all = seen.gathered.rows.len();
                assert_eq!(seen.gathered.total.counted.cohort, exact.total.counted.cohort);
                rows += all;
                for (row, shown) in seen.gathered.rows.iter().zip(&seen.shown) {
                    // Joined rows are looked at as a whole, which the arithmetic's own tests do.
                    let Some(alone) = exact.rows.iter().find(|other| other.key == row.key && row.label != "lainnya") else {
                        continue;
                    };
                    assert_eq!(row.counted.cohort, alone.counted.cohort);
                    let together = match family {
                        Family::Cohort => alone.hidden.cohort.received,
                        Family::Flow => alone.hidden.flow.touched.n(),
                        Family::Stock => alone.hidden.stock.open(),
                    };
                    assert!(all == 1 || stand_together(together), "{ask:?} {row:?}");
                    for (measure, is_shown) in measures.iter().zip(shown) {
                        let n = usize::from(*is_shown);
                        told += n;
                        hidden += 1 - n;
                        // Received and its mix are the row's own number.
                        let is_alone = measure.tells_apart(&alone.hidden).iter().any(|n| !stand_together(*n));
                        let is_whole = ["received", "mix", "received_per_1000", "cases", "completion"].contains(&measure.id);
                        let is_figure = lapor_domain::words::Figure::ALL.iter().any(|figure| figure.as_str() == measure.id);
                        let n = measure.tells_apart(&alone.hidden)[0];
                        let singles_out = if is_figure { !stand_together(n) } else { is_alone && !is_whole };
                        assert!(all == 1 || !is_shown || !singles_out, "{} {ask:?}", measure.id);
                    }
                }
            }
        }
        assert!(rows > 100 && told > 1000 && hidden > 100, "{rows} rows, {told} told, {hidden} hidden");
    }
}
