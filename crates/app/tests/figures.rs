//! Figures wait until everything they count has its place, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::SignedDuration;
use jiff::civil::date;
use lapor_app::figures;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::report::permit::Actor;
use lapor_store::figures::{Ask, Scope, Sight};
use lapor_store::sequencer::{BATCH, IsOrderedBefore, Sequence, Turn};
use lapor_store::{Store, both_engines};
use uuid::Uuid;

use town::Town;

impl Town {
    async fn file(&self, n: u8) {
        let filing = Filing {
            body: Some(self.made.bodies["palangkaraya"]),
            text: format!("Saluran air tersumbat di gang {n}"),
            name: "Warga Contoh".to_owned(),
            phone: "0812 0000 0000".to_owned(),
            ..Filing::default()
        };
        receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, vec![])
            .await
            .unwrap();
        self.a_second();
    }

    fn a_second(&self) {
        let next = self.app.now() + SignedDuration::from_secs(1);
        self.clock.set(next);
    }

    fn ask(&self) -> Ask {
        Ask {
            scope: Scope::Installation,
            sight: Sight::WHOLE,
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
            as_of: None,
            by: None,
            now: self.app.now(),
        }
    }

    async fn is_ordered(&self) -> bool {
        let whole = IsOrderedBefore(self.app.now());
        self.app.store().read(whole).await.unwrap()
    }
}

both_engines! {
    async fn what_is_counted_has_its_place(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        assert!(!town.is_ordered().await);
        let (first, _) = figures::exact(&town.app, town.ask()).await.unwrap();
        assert!(town.is_ordered().await);
        assert_eq!(first.total.received, 1);
        town.file(2).await;
        let (second, _) = figures::exact(&town.app, town.ask()).await.unwrap();
        assert_eq!(second.total.received, 2);
        assert!(second.position > first.position && first.position > 0);
        // As known then, whatever came since: the same figures of the same place.
        let then = Ask { as_of: Some(first.as_of), ..town.ask() };
        let (again, _) = figures::exact(&town.app, then).await.unwrap();
        assert_eq!((again.total, again.position), (first.total, first.position));
        // To anyone the day before is shown, and its place, not the last one of this moment.
        let public = figures::public_counts(&town.app, town.ask()).await.unwrap();
        assert_eq!((public.total.received, public.position), (0, 0));
    }

    async fn another_process_gets_its_turn_to_the_end(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let other = |limit| Sequence { me: Uuid::from_u128(9), now: town.app.now(), limit };
        assert!(matches!(town.app.store().run(other(1)).await.unwrap(), Turn::Ordered(1..)));
        assert!(!town.is_ordered().await, "the other has begun and holds the turn");
        let (asked, ended) = tokio::join!(figures::exact(&town.app, town.ask()), async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            town.app.store().run(other(BATCH)).await
        });
        assert!(matches!(ended.unwrap(), Turn::Ordered(1..)));
        assert_eq!(asked.unwrap().0.total.received, 1);
    }
}
