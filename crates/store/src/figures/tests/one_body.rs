//! An installation with one body: whoever asks for the whole of it is told what the body is.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use lapor_domain::figures::{Audience, CATALOGUE, Family, Measure, Reading};
use lapor_domain::ids::ReportId;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::testkit::{self, CITY, Life};

use super::random::some_moment;
use super::town::{Dice, town_of};
use super::world::{rules, write};
use crate::figures::{
    Answer, Ask, CohortQuery, Dimension, Performance, PublicQuery, PublicTableQuery, Scope, Sight,
    public_performance,
};
use crate::{Query, Store, StoreError, Tx};

/// The city alone.
fn alone() -> Arc<Rules> {
    let mut alone = Rules::clone(&rules());
    let directory = &mut alone.directory;
    directory.bodies.retain(|id, _| *id == CITY);
    directory.units.retain(|_, unit| unit.body == CITY);
    directory
        .categories
        .retain(|_, category| category.body == CITY);
    Arc::new(alone)
}

/// Lives that never left the city, nor stand to one that did.
fn of_the_city(lives: Vec<Life>) -> Vec<Life> {
    let stayed: BTreeSet<ReportId> = lives
        .iter()
        .filter(|life| life.report.held_by == [CITY])
        .map(|life| life.report.id)
        .collect();
    let is_here = |life: &Life| {
        let root = match &life.report.state {
            State::Merged(merge) => Some(merge.root),
            _ => None,
        };
        let mut near = life.report.followers.iter().copied().chain(root);
        stayed.contains(&life.report.id) && near.all(|id| stayed.contains(&id))
    };
    lives.into_iter().filter(is_here).collect()
}

struct Handling(Arc<Rules>, Answer);

impl Query for Handling {
    type Output = Performance;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Performance, StoreError> {
        public_performance(tx, &self.0, &self.1.ask, self.1.in_fives).await
    }
}

crate::both_engines! {
    async fn the_installation_is_told_as_its_only_body(store: Store) {
        let mut dice = Dice::new(3);
        let lives = of_the_city(town_of(240, &mut dice));
        let rules = alone();
        write(&store, &rules, &lives).await;
        let zone = testkit::calendar().zone;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_hours(30);
        let (first, last) = (zone.local_date(testkit::START), zone.local_date(now));
        let (mut exact, mut parts, mut received) = (0, 0, 0);
        for round in 0..12 {
            let as_of = (round > 1).then(|| some_moment(&lives, &mut dice).min(now));
            for family in [Family::Cohort, Family::Flow, Family::Stock] {
                let public = |measure: &&Measure| measure.family == family && measure.audience == Audience::Public;
                let measures: Vec<&'static Measure> = CATALOGUE.iter().filter(public).collect();
                assert!(measures.iter().any(|measure| measure.reading != Reading::Counts));
                let by = dice.one(&[None, Some(Dimension::Unit), Some(Dimension::Category), Some(Dimension::Type)]);
                let ask = |scope| Ask { scope, sight: Sight::WHOLE, from: first, to: last, as_of, by, now };
                let table = async |scope| {
                    let query = PublicTableQuery::new(rules.clone(), ask(scope), family, measures.clone()).unwrap();
                    let mut found = store.read(query).await.unwrap();
                    found.ask.scope = Scope::Body(CITY);
                    found
                };
                let told = table(Scope::Installation).await;
                assert_eq!(told, table(Scope::Body(CITY)).await);
                received = received.max(told.total.counted.cohort.received);
                (exact, parts) = (exact + u32::from(!told.in_fives), parts + u32::from(told.in_fives));
            }
            let answer = async |scope| {
                let ask = Ask { scope, sight: Sight::WHOLE, from: first, to: last, as_of, by: Some(Dimension::Month), now };
                let counted = store.read(CohortQuery::new(rules.clone(), ask).unwrap()).await.unwrap();
                let answer = store.read(PublicQuery::new(rules.clone(), ask).unwrap()).await.unwrap();
                let mut handled = store.read(Handling(rules.clone(), answer.clone())).await.unwrap();
                handled.ask.scope = Scope::Body(CITY);
                let of_body = |answer: Answer| Answer { ask: Ask { scope: Scope::Body(CITY), ..answer.ask }, ..answer };
                (of_body(counted), of_body(answer), handled)
            };
            assert_eq!(answer(Scope::Installation).await, answer(Scope::Body(CITY)).await);
        }
        assert!(exact > 10 && parts > 0 && received > 60, "{exact} {parts} {received}");
    }
}
