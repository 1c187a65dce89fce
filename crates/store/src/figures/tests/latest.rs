//! Up to when there is anything recorded: the moment of a document that names none.

use jiff::{SignedDuration, Timestamp};

use super::tables::order;
use super::town::{Dice, town_of};
use super::world::{rules, write};
use crate::tests::lives::Exec;
use crate::{Query, Store, StoreError, Tx, official};

/// What is told, and the latest of all.
struct Both;

impl Query for Both {
    type Output = (Option<Timestamp>, Option<Timestamp>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const LATEST: &str = "SELECT max(recorded_at) FROM event WHERE position IS NOT NULL";
        let told = official::last_recorded(tx).await?;
        let latest: Option<Option<Timestamp>> = tx.row(LATEST, &[]).await?;
        Ok((told, latest.flatten()))
    }
}

crate::both_engines! {
    async fn the_last_of_the_order_need_not_be_the_latest(store: Store) {
        assert_eq!(store.read(Both).await.unwrap(), (None, None));
        let lives = town_of(10, &mut Dice::new(5));
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        write(&store, &rules(), &lives).await;
        order(&store, now, 100_000).await;
        let (told, latest) = store.read(Both).await.unwrap();
        assert_eq!(told, latest);
        // Another process recorded later what was placed before.
        let later = "UPDATE event SET recorded_at = recorded_at + 315360000000000 WHERE position = (SELECT max(position) - 3 FROM event)";
        assert_eq!(store.run(Exec(later, vec![])).await.unwrap(), 1);
        let (told, after) = store.read(Both).await.unwrap();
        assert!(told == after && after > latest, "{told:?} {after:?} {latest:?}");
    }
}
