//! What watching over left in the record.

use jiff::civil::date;
use lapor_domain::report::event::What;
use lapor_domain::testkit::{self, CITY, Life, ROADS, commands as c};

use super::world::{rules, write};
use crate::Store;
use crate::figures::{OversightQuery, Sight};

crate::both_engines! {
    async fn escalations_are_counted_by_step(store: Store) {
        let life = || Life::received().wait_days(1).as_coordinator(c::verify(ROADS)).wait_days(90).tick();
        let lives = [life(), life()];
        write(&store, &rules(), &lives).await;
        let zone = testkit::calendar().zone;
        let days = (date(2020, 1, 1), date(2029, 12, 31));
        let query = OversightQuery {
            body: CITY,
            days,
            span: (zone.start_of_day(days.0), zone.start_of_day(days.1)),
            as_of: lives[0].now + jiff::SignedDuration::from_hours(1),
            sight: Sight::WHOLE,
        };
        let seen = store.read(query).await.unwrap();
        let of = |step: Option<u8>| -> i64 {
            let deeds = seen.deeds.iter().filter(|deed| deed.kind == "escalated" && deed.step == step);
            deeds.map(|deed| deed.count).sum()
        };
        let happened = |wanted: u8| {
            let events = lives.iter().flat_map(|life| &life.events);
            let steps = events.filter(|it| matches!(it.event.what, What::Escalated { step, .. } if step == wanted));
            i64::try_from(steps.count()).unwrap()
        };
        for step in 0..4 {
            assert_eq!(of(Some(step)), happened(step), "{step}");
        }
        assert!(of(Some(0)) > 0 && of(Some(1)) > 0 && of(None) == 0, "{seen:?}");
        assert!(seen.deeds.iter().any(|deed| deed.kind == "breached" && deed.step.is_none()));
        let all: i64 = seen.deeds.iter().map(|deed| deed.count).sum();
        let hidden = Life::received().as_coordinator(c::verify_supervisory(ROADS));
        write(&store, &rules(), &[hidden]).await;
        for (sight, is_more) in [(Sight::WHOLE, true), (Sight::ORDINARY, false)] {
            let seen = store.read(OversightQuery { sight, ..query }).await.unwrap();
            assert_eq!(seen.deeds.iter().map(|deed| deed.count).sum::<i64>() > all, is_more, "{sight:?}");
        }
    }
}
