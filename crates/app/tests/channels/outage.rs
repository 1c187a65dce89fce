//! Gateways that hang, fail, lie, refuse, break and come back.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use lapor_app::channels::outbox;
use lapor_app::webhooks::{self, NewWebhook};
use lapor_app::{national, outside};
use lapor_domain::contact::ChatAddress;
use lapor_domain::kept::Kept;
use lapor_domain::report::event::ActorRef;
use lapor_domain::webhook::Sight;
use lapor_domain::words::Channel;
use lapor_store::outbox::{Attempt, attempts};
use lapor_store::{Query, Store, StoreError, Tx, both_engines};
use uuid::Uuid;

use crate::fake311::{Fake, Mood as Systems};
use crate::gateway::{Gateway, Mood};
use crate::national_server::{Mood as Nations, National};
use crate::platform::{Mood as Chats, Platform};
use crate::postbox::{Mood as Letters, Postbox};
use crate::receiver::{Handed, Mood as Programs, Receiver};
use crate::town::Town;

struct Attempts(Uuid);

impl Query for Attempts {
    type Output = Vec<Attempt>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Attempt>, StoreError> {
        attempts(tx, self.0).await
    }
}

/// Reports that others are told of.
const PASSED_ON: u32 = 25;

/// A program, a unit's own system and the national system.
struct Others {
    program: Receiver,
    system: Fake,
    nation: National,
}

impl Others {
    async fn start(town: &Town) -> Self {
        let program = Receiver::start().await;
        let hook = NewWebhook {
            body: town.made.bodies["palangkaraya"],
            name: "Dasbor kota".to_owned(),
            url: program.url(),
            sight: Sight::Public,
            topics: vec![],
            unit: None,
            category: None,
            local: true,
        };
        town.app.order().await.unwrap();
        webhooks::create(&town.app, hook, ActorRef::SYSTEM)
            .await
            .unwrap();
        Self {
            program,
            system: Fake::start().await,
            nation: National::start().await,
        }
    }

    fn described(&self) -> String {
        let nation = self.nation.described("push = \"automatic\"", "");
        format!("{}{nation}", self.system.described(""))
    }

    fn are_down(&self) {
        self.program.mood(Programs::Says(503));
        self.system.mood(Systems::Says(503));
        self.nation.mood(Nations::Busy);
    }

    fn are_back(&self) {
        self.program.mood(Programs::Works);
        self.system.mood(Systems::Works);
        self.nation.mood(Nations::Works);
    }

    /// What the background does for them, once.
    async fn round(&self, town: &Town) {
        town.app.order().await.unwrap();
        webhooks::round(&town.app).await.unwrap();
        outside::round(&town.app).await.unwrap();
        national::round(&town.app).await.unwrap();
    }

    /// How many different reports each of them has; nobody has one twice.
    fn got(&self) -> [usize; 3] {
        let handed = self.program.handed();
        let mut numbers: Vec<&str> = handed.iter().map(Handed::number).collect();
        numbers.sort_unstable();
        let told = numbers.len();
        numbers.dedup();
        assert_eq!(told, numbers.len(), "told twice");
        [
            numbers.len(),
            self.system.kept().len(),
            self.nation.filed().len(),
        ]
    }
}

both_engines! {
    async fn a_thousand_reports_while_nobody_answers(store: Store) {
        let town = Town::new(store).await;
        let others = Others::start(&town).await;
        let (gateway, postbox) = (Gateway::start().await, Postbox::start().await);
        let platform = Platform::start().await;
        let doors = [postbox.described(), gateway.described(), platform.described(true), others.described()];
        town.describe(&doors.concat());
        others.round(&town).await;
        gateway.mood(Mood::Fails);
        postbox.mood(Letters::Closes);
        platform.mood(Chats::Fails);
        others.are_down();
        for n in 0..1000 {
            let filed = town.file_as(n, |filing| {
                filing.phone.clear();
                match n % 4 {
                    0 => filing.phone = format!("0812 0000 {n:04}"),
                    1 => filing.email = format!("warga{n}@contoh.example"),
                    2 => {
                        filing.channel = Some(Channel::Chat);
                        filing.chat = ChatAddress::telegram(10_000 + i64::from(n));
                    }
                    _ => {
                        filing.channel = Some(Channel::Chat);
                        filing.chat = ChatAddress::whatsapp(&format!("6281300{n:06}"));
                    }
                }
            });
            assert!(!filed.await.again);
            if n % 250 == 0 {
                town.round().await;
            }
        }
        // And reports that others are to be told of: a program, the unit's own system, the national system.
        for n in 1000..1000 + PASSED_ON {
            let filed = town.file_as(n, |filing| filing.phone.clear()).await;
            town.verify(filed.report, false).await;
        }
        for mood in [Mood::Lies, Mood::Fails] {
            gateway.mood(mood);
            town.pass(SignedDuration::from_mins(30));
            town.round().await;
            others.round(&town).await;
        }
        assert_eq!((gateway.take().len(), postbox.take().len(), platform.take().len()), (0, 0, 0));
        assert_eq!(others.got(), [0, 0, 0]);
        gateway.mood(Mood::Works);
        postbox.mood(Letters::Works);
        platform.mood(Chats::Works);
        others.are_back();
        town.pass(SignedDuration::from_mins(30));
        town.round().await;
        let mut told: Vec<String> = gateway.take().into_iter().map(|handed| handed.to).collect();
        told.extend(postbox.take().into_iter().map(|kept| kept.to));
        for message in platform.take() {
            told.extend([&message["chat_id"], &message["to"]].into_iter().filter(|to| !to.is_null()).map(ToString::to_string));
        }
        let all = told.len();
        told.sort();
        told.dedup();
        assert_eq!((all, told.len()), (1000, 1000), "each of them, once");
        assert!(town.is_settled().await);
        for _ in 0..8 {
            others.round(&town).await;
            town.pass(SignedDuration::from_mins(30));
        }
        let passed_on = PASSED_ON as usize;
        assert_eq!(others.got(), [passed_on; 3], "each of them, once");
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
        let dead = outbox::standing(&town.app, &Kept::Installation).await.unwrap().dead;
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].code.as_deref(), dead[0].notice.as_str()), (Some("422 9"), "receipt"));
        gateway.mood(Mood::Works);
        outbox::retry(&town.app, Some(dead[0].id), &Kept::Installation).await.unwrap();
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
        assert_eq!(outbox::standing(&town.app, &Kept::Installation).await.unwrap().dead.len(), 1);
        outbox::retry(&town.app, None, &Kept::Installation).await.unwrap();
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
