//! Gateways that hang, fail, lie, refuse, break and come back.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use lapor_app::channels::outbox;
use lapor_domain::contact::ChatAddress;
use lapor_domain::words::Channel;
use lapor_store::outbox::{Attempt, attempts};
use lapor_store::{Query, Store, StoreError, Tx, both_engines};
use uuid::Uuid;

use crate::gateway::{Gateway, Mood};
use crate::platform::{Mood as Chats, Platform};
use crate::postbox::{Mood as Letters, Postbox};
use crate::town::Town;

struct Attempts(Uuid);

impl Query for Attempts {
    type Output = Vec<Attempt>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Attempt>, StoreError> {
        attempts(tx, self.0).await
    }
}

both_engines! {
    async fn a_thousand_reports_while_nobody_answers(store: Store) {
        let town = Town::new(store).await;
        let (gateway, postbox) = (Gateway::start().await, Postbox::start().await);
        let platform = Platform::start().await;
        let doors = [postbox.described(), gateway.described(), platform.described(false)];
        town.describe(&doors.concat());
        gateway.mood(Mood::Fails);
        postbox.mood(Letters::Closes);
        platform.mood(Chats::Fails);
        for n in 0..1000 {
            let filed = town.file_as(n, |filing| {
                filing.phone.clear();
                match n % 3 {
                    0 => filing.phone = format!("0812 0000 {n:04}"),
                    1 => filing.email = format!("warga{n}@contoh.example"),
                    _ => {
                        filing.channel = Some(Channel::Chat);
                        filing.chat = ChatAddress::telegram(10_000 + i64::from(n));
                    }
                }
            });
            assert!(!filed.await.again);
            if n % 250 == 0 {
                town.round().await;
            }
        }
        for mood in [Mood::Lies, Mood::Fails] {
            gateway.mood(mood);
            town.pass(SignedDuration::from_mins(30));
            town.round().await;
        }
        assert_eq!((gateway.take().len(), postbox.take().len(), platform.take().len()), (0, 0, 0));
        gateway.mood(Mood::Works);
        postbox.mood(Letters::Works);
        platform.mood(Chats::Works);
        town.pass(SignedDuration::from_mins(30));
        town.round().await;
        let mut told: Vec<String> = gateway.take().into_iter().map(|handed| handed.to).collect();
        told.extend(postbox.take().into_iter().map(|kept| kept.to));
        told.extend(platform.take().into_iter().map(|message| message["chat_id"].to_string()));
        let all = told.len();
        told.sort();
        told.dedup();
        assert_eq!((all, told.len()), (1000, 1000), "each of them, once");
        assert!(town.is_settled().await);
    }

    async fn a_gateway_that_hangs_costs_a_few_tries_not_a_night(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        gateway.mood(Mood::Hangs);
        for n in 0..60 {
            town.file(n, |filing| filing.phone = format!("0812 0000 {n:04}")).await;
        }
        #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
        let since = Instant::now();
        let tried = town.round().await;
        #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
        let took = since.elapsed();
        assert!(tried <= 32 && took < Duration::from_secs(15), "{tried} tries in {took:?}");
        gateway.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.round().await;
        assert_eq!(gateway.take().len(), 60);
        assert!(town.is_settled().await);
    }

    async fn a_broken_answer_is_sent_again_with_the_same_key(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        gateway.mood(Mood::Breaks);
        town.file(1, |_| {}).await;
        town.round().await;
        gateway.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.round().await;
        let told = gateway.handed();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0], told[1], "by its key the receiver sees the repeat");
        let tries = town.app.store().read(Attempts(told[0].key.parse().unwrap())).await.unwrap();
        let outcomes: Vec<_> = tries.iter().map(|one| (one.n, one.outcome.as_str())).collect();
        assert_eq!(outcomes, [(1, "failed"), (2, "sent")]);
        assert_eq!(tries[1].code.as_deref(), Some("200 0"));
    }

    async fn what_is_refused_is_shown_and_tried_again_on_request(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        gateway.mood(Mood::Refuses);
        town.file(1, |_| {}).await;
        town.round().await;
        town.pass(SignedDuration::from_hours(5));
        assert_eq!(town.round().await, 0, "nobody insists");
        let dead = outbox::standing(&town.app).await.unwrap().dead;
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].code.as_deref(), dead[0].notice.as_str()), (Some("422 9"), "receipt"));
        gateway.mood(Mood::Works);
        outbox::retry(&town.app, Some(dead[0].id)).await.unwrap();
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
        assert!(town.is_settled().await);
    }

    async fn after_three_days_it_is_given_up(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        town.describe(&gateway.described());
        gateway.mood(Mood::Fails);
        town.file(1, |_| {}).await;
        for _ in 0..4 {
            town.round().await;
            town.pass(SignedDuration::from_hours(25));
        }
        assert_eq!(outbox::standing(&town.app).await.unwrap().dead.len(), 1);
        outbox::retry(&town.app, None).await.unwrap();
        gateway.mood(Mood::Works);
        town.round().await;
        assert_eq!(gateway.take().len(), 1);
    }

    async fn a_gateway_in_our_own_network_must_be_named_so(store: Store) {
        let town = Town::new(store).await;
        let gateway = Gateway::start().await;
        let described = gateway.described().replace("local = true", "local = false").replace("http://", "https://");
        town.describe(&described);
        town.file(1, |_| {}).await;
        town.round().await;
        assert_eq!(gateway.take(), []);
        assert!(!town.is_settled().await);
    }
}
