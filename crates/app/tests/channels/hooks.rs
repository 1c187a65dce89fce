//! Webhooks over a receiver that hangs, fails, lies, redirects and repeats; on both engines.

use std::collections::HashMap;

use jiff::SignedDuration;
use lapor_app::admin;
use lapor_app::error::AppError;
use lapor_app::webhooks::{self, Given, Log, NewWebhook};
use lapor_domain::ids::WebhookId;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::webhook::{PauseReason, Sight, Topic, Webhook};
use lapor_store::record::entity::Entity;
use lapor_store::webhook::Logged;
use lapor_store::{Store, both_engines};

use crate::receiver::{Handed, Mood, Receiver};
use crate::town::Town;

impl Town {
    fn hook(&self, url: String) -> NewWebhook {
        NewWebhook {
            body: self.made.bodies["palangkaraya"],
            name: "Dasbor kota".to_owned(),
            url,
            sight: Sight::Public,
            topics: vec![],
            unit: None,
            category: None,
            local: true,
        }
    }

    async fn subscribe(&self, receiver: &Receiver, change: impl FnOnce(&mut NewWebhook)) -> Given {
        self.app.order().await.unwrap();
        let mut new = self.hook(receiver.url());
        change(&mut new);
        webhooks::create(&self.app, new, ActorRef::SYSTEM)
            .await
            .unwrap()
    }

    /// Order and sending, once, as the background does.
    async fn tell(&self) -> usize {
        self.app.order().await.unwrap();
        webhooks::round(&self.app).await.unwrap()
    }

    /// The same, again and again while time passes, until nothing waits.
    async fn tell_all(&self, id: WebhookId) {
        for _ in 0..40 {
            self.tell().await;
            if !self
                .log(id)
                .await
                .latest
                .iter()
                .any(|one| one.state == "queued")
            {
                return;
            }
            self.pass(SignedDuration::from_hours(4));
        }
        panic!("something waits for ever");
    }

    async fn log(&self, id: WebhookId) -> Log {
        webhooks::log(&self.app, id, None).await.unwrap()
    }

    /// A released report with an answer, and its number.
    async fn answered(&self, n: u8) -> (lapor_domain::ids::ReportId, String) {
        let filed = self.file(n, |_| {}).await;
        self.verify(filed.report, false).await;
        self.answer(filed.report, "Sudah kami ukur.").await;
        (filed.report, filed.tracking.to_string())
    }
}

fn states(lines: &[Logged]) -> Vec<(&str, &str, Option<&str>)> {
    let mut all: Vec<_> = lines
        .iter()
        .map(|one| (one.kind.as_str(), one.state.as_str(), one.code.as_deref()))
        .collect();
    all.sort_unstable();
    all
}

const SECRET: Command = Command::SetFlags {
    anonim: false,
    rahasia: true,
};

both_engines! {
    async fn what_happens_is_told_signed_and_without_a_word_of_anybody(store: Store) {
        let town = Town::new(store).await;
        town.describe("");
        let receiver = Receiver::start().await;
        let given = town.subscribe(&receiver, |_| {}).await;
        let (_, number) = town.answered(1).await;
        town.tell().await;
        let handed = receiver.take();
        let kinds: Vec<&str> = handed.iter().map(Handed::kind).collect();
        assert_eq!(kinds, ["report.appeared", "report.answered"]);
        for one in &handed {
            assert!(one.is_signed_with(&given.secret), "{one:?}");
            assert!(!one.is_signed_with("whsec_AAAA"), "{one:?}");
            assert_eq!(one.number(), number);
            for word in ["lubang", "ukur", "0812", "62812", "pasar"] {
                assert!(!one.raw.to_lowercase().contains(word), "{word} in {}", one.raw);
            }
        }
        let data = &handed[1].body["data"];
        assert_eq!(data["report"]["state"], "in_progress");
        assert_eq!(data["report"]["matter"]["unit"], "dpupr");
        assert_eq!(data["report"]["matter"]["category"], "pengangkutan-sampah");
        let link = data["links"]["history"].as_str().unwrap();
        assert_eq!(link, format!("https://lapor.example/api/v1/reports/{number}/history?after=2"));
        assert_eq!(town.tell().await, 0, "told once");
        assert!(town.log(given.webhook.id).await.latest.iter().all(|one| one.state == "sent"));
    }

    async fn a_report_that_fails_holds_up_itself_and_no_other(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let given = town.subscribe(&receiver, |_| {}).await;
        let (_, one) = town.answered(1).await;
        let (_, two) = town.answered(2).await;
        receiver.mood(Mood::FailsFor(one.clone()));
        town.tell().await;
        assert!(receiver.take().iter().all(|handed| handed.number() == two));
        let waiting = states(&town.log(given.webhook.id).await.latest).into_iter().filter(|it| it.1 == "queued").count();
        assert_eq!(waiting, 2, "the second of a report waits behind the first");
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.tell().await;
        let kinds: Vec<String> = receiver.take().iter().map(|it| format!("{} {}", it.number(), it.kind())).collect();
        assert_eq!(kinds, [format!("{one} report.appeared"), format!("{one} report.answered")]);
    }

    async fn order_holds_for_each_report_whatever_the_receiver_does(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let given = town.subscribe(&receiver, |_| {}).await;
        let moods = [Mood::Says(500), Mood::Works, Mood::Breaks, Mood::Says(429), Mood::Lies, Mood::Works];
        for (n, mood) in (0_u8..).zip(moods) {
            receiver.mood(mood);
            town.answered(n).await;
            town.tell().await;
            town.pass(SignedDuration::from_mins(5));
        }
        receiver.mood(Mood::Works);
        town.tell_all(given.webhook.id).await;
        let mut last: HashMap<String, u64> = HashMap::new();
        let mut ids = HashMap::new();
        for handed in receiver.take() {
            let seq = handed.body["data"]["seq"].as_u64().unwrap();
            let before = last.insert(handed.number().to_owned(), seq).unwrap_or(0);
            // A repeat is seen by its id.
            let again = ids.insert(handed.id().to_owned(), seq);
            assert!(before < seq || again == Some(seq), "{handed:?}");
        }
        assert_eq!((last.len(), ids.len()), (6, 12));
    }

    async fn a_lost_answer_is_told_again_under_the_same_id(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let hook = town.subscribe(&receiver, |_| {}).await.webhook.id;
        let filed = town.file(1, |_| {}).await;
        town.verify(filed.report, false).await;
        receiver.mood(Mood::Breaks);
        town.tell().await;
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.tell().await;
        let handed = receiver.take();
        assert_eq!(handed.len(), 2);
        assert_eq!(handed[0].id(), handed[1].id());
        assert_eq!(handed[0].raw, handed[1].raw);
        assert_ne!(handed[0].headers["webhook-timestamp"], handed[1].headers["webhook-timestamp"]);
        let tries = webhooks::attempts(&town.app, hook, None, handed[0].id().parse().unwrap()).await.unwrap();
        let outcomes: Vec<_> = tries.iter().map(|one| (one.n, one.outcome.as_str(), one.code.as_deref())).collect();
        assert_eq!(outcomes, [(1, "failed", Some("broken")), (2, "sent", Some("204"))]);
    }

    async fn after_three_days_it_is_given_up_and_told_again_on_request(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let given = town.subscribe(&receiver, |_| {}).await;
        let id = given.webhook.id;
        let filed = town.file(1, |_| {}).await;
        town.verify(filed.report, false).await;
        receiver.mood(Mood::Says(500));
        let mut tries = 0;
        for _ in 0..80 {
            tries += town.tell().await;
            town.pass(SignedDuration::from_hours(1));
            if town.log(id).await.dead.len() == 1 {
                break;
            }
        }
        let log = town.log(id).await;
        assert_eq!(states(&log.dead), [("verified", "dead", Some("500"))]);
        assert!((20..60).contains(&tries), "{tries} tries");
        let age = log.dead[0].ended_at.unwrap().duration_since(log.dead[0].created_at);
        assert!((72..77).contains(&age.as_hours()), "{age}");
        assert_eq!(webhooks::list(&town.app, None).await.unwrap()[0].dead, 1);
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(4));
        assert_eq!(town.tell().await, 0, "nobody insists");
        assert_eq!(webhooks::resend_dead(&town.app, id, None).await.unwrap(), 1);
        town.tell().await;
        let first = receiver.take();
        assert_eq!(first.len(), 1);
        // And one that was taken, under its old id.
        let line = town.log(id).await.latest[0].clone();
        webhooks::resend(&town.app, id, None, line.id).await.unwrap();
        town.tell().await;
        assert_eq!(receiver.take()[0].id(), first[0].id());
    }

    async fn nobody_is_called_in_our_own_network(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let port = receiver.address.port();
        for url in [format!("https://127.0.0.1:{port}/"), format!("https://localhost:{port}/"), "http://contoh.example/".to_owned()] {
            let new = NewWebhook { local: false, ..town.hook(url.clone()) };
            let refused = webhooks::create(&town.app, new, ActorRef::SYSTEM).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "{url}");
        }
        // A name that leads into it is found out when it is called, whatever was thought when it was written down.
        let new = NewWebhook { local: true, ..town.hook(format!("https://localhost:{port}/")) };
        let given = webhooks::create(&town.app, new, ActorRef::SYSTEM).await.unwrap();
        let hook = Webhook { local: false, ..given.webhook.clone() };
        admin::put(&town.app, vec![Entity::Webhook(hook)], ActorRef::SYSTEM).await.unwrap();
        webhooks::test(&town.app, given.webhook.id, None).await.unwrap();
        town.tell().await;
        assert_eq!(states(&town.log(given.webhook.id).await.latest), [("ping", "queued", Some("private"))]);
        assert!(receiver.take().is_empty());
    }

    async fn a_redirect_is_not_followed(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let given = town.subscribe(&receiver, |_| {}).await;
        receiver.mood(Mood::Redirects);
        webhooks::test(&town.app, given.webhook.id, None).await.unwrap();
        town.tell().await;
        assert_eq!(states(&town.log(given.webhook.id).await.latest), [("ping", "queued", Some("302"))]);
        assert!(receiver.take().iter().all(|handed| handed.path == "/masuk"));
    }

    async fn what_became_secret_on_the_way_is_gone_and_never_named(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let public = town.subscribe(&receiver, |_| {}).await;
        let body = town.subscribe(&receiver, |new| new.sight = Sight::Body).await;
        let (report, number) = town.answered(1).await;
        town.give("pelapor", report, |_| SECRET).await;
        town.answer(report, "Kami kerjakan besok.").await;
        // Secret and never released: nothing at all for the public.
        let hidden = town.file(2, |filing| filing.rahasia = true).await;
        town.verify(hidden.report, false).await;
        town.tell().await;
        let handed = receiver.take();
        let (mine, leaders): (Vec<_>, Vec<_>) = handed.into_iter().partition(|it| it.body["data"]["shown_to"] == "public");
        let kinds: Vec<&str> = mine.iter().map(Handed::kind).collect();
        assert_eq!(kinds, ["report.gone"], "what waited while it became secret is dropped");
        assert_eq!(mine[0].number(), number);
        assert!(mine[0].body["data"]["report"].is_null() && mine[0].body["data"]["links"].is_null());
        // A leader of the body knows that it is there, with its state, and nothing of its matter.
        assert!(leaders.iter().all(|it| it.body["data"]["report"]["matter"].is_null()), "{leaders:?}");
        assert!(leaders.iter().any(|it| it.number() == hidden.tracking.to_string()));
        assert_eq!(
            states(&town.log(public.webhook.id).await.latest),
            [("answered", "dropped", Some("not-visible")), ("flags_set", "sent", Some("204")), ("verified", "dropped", Some("not-visible"))]
        );
        assert!(town.log(body.webhook.id).await.latest.iter().all(|one| one.state == "sent"));
    }

    async fn supervisory_reports_are_for_no_program(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        for sight in [Sight::Public, Sight::Body, Sight::Unit] {
            let unit = town.made.units[&("palangkaraya".to_owned(), "inspektorat".to_owned())];
            town.subscribe(&receiver, |new| (new.sight, new.unit) = (sight, (sight == Sight::Unit).then_some(unit))).await;
        }
        let filed = town.file(1, |filing| filing.supervisory = true).await;
        town.verify(filed.report, true).await;
        town.tell().await;
        let told: Vec<String> = receiver.take().iter().map(|it| it.raw.clone()).collect();
        assert!(told.is_empty(), "{told:?}");
    }

    async fn a_unit_is_told_of_its_own_and_when_it_goes(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let unit = |slug: &str| town.made.units[&("palangkaraya".to_owned(), slug.to_owned())];
        town.subscribe(&receiver, |new| {
            new.sight = Sight::Unit;
            new.unit = Some(unit("dpupr"));
            new.topics = vec![Topic::Ending];
        }).await;
        let (report, number) = town.answered(1).await;
        town.tell().await;
        assert_eq!(receiver.take().iter().map(|it| it.kind().to_owned()).collect::<Vec<_>>(), ["report.appeared"]);
        town.give("koordinator", report, |_| Command::Redirect { lead: unit("inspektorat"), note: None }).await;
        town.tell().await;
        let handed = receiver.take();
        assert_eq!(handed.len(), 1);
        assert_eq!(handed[0].number(), number);
    }

    async fn what_stood_still_catches_up(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let id = town.subscribe(&receiver, |_| {}).await.webhook.id;
        webhooks::pause(&town.app, id, None, PauseReason::Asked, ActorRef::SYSTEM).await.unwrap();
        for n in 0..3 {
            town.answered(n).await;
        }
        assert_eq!(town.tell().await, 0);
        town.pass(SignedDuration::from_hours(24 * 10));
        webhooks::resume(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        town.tell().await;
        assert_eq!(receiver.take().len(), 6);
        // Ended: nothing more, and what waited is dropped.
        receiver.mood(Mood::Says(500));
        town.answered(4).await;
        town.tell().await;
        webhooks::end(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(4));
        assert_eq!(town.tell().await, 0);
        let dropped = town.log(id).await.latest.into_iter().filter(|one| one.state == "dropped").count();
        assert_eq!(dropped, 2);
        assert!(matches!(webhooks::test(&town.app, id, None).await, Err(AppError::NotFound)));
    }

    async fn a_receiver_that_says_gone_is_left_alone_until_somebody_looks(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let id = town.subscribe(&receiver, |_| {}).await.webhook.id;
        receiver.mood(Mood::Says(410));
        town.answered(1).await;
        town.tell().await;
        let paused = town.log(id).await.webhook.paused.unwrap();
        assert_eq!(paused.why, PauseReason::Gone);
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(24 * 5));
        assert_eq!(town.tell().await, 0);
        webhooks::resume(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        town.tell().await;
        assert_eq!(receiver.take().len(), 2);
    }

    async fn a_receiver_that_is_away_costs_a_few_tries(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let id = town.subscribe(&receiver, |_| {}).await.webhook.id;
        for n in 0..30 {
            town.answered(n).await;
        }
        receiver.mood(Mood::Says(503));
        let tried = town.tell().await;
        assert!(tried <= 12, "{tried} tries");
        assert_eq!(town.tell().await, 0, "it pauses as a whole");
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(1));
        town.tell_all(id).await;
        assert_eq!(receiver.take().len(), 60);
    }

    async fn both_secrets_are_valid_for_a_day(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let old = town.subscribe(&receiver, |_| {}).await;
        let id = old.webhook.id;
        let new = webhooks::rotate(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        assert_ne!(*old.secret, *new.secret);
        webhooks::test(&town.app, id, None).await.unwrap();
        town.tell().await;
        let handed = receiver.take();
        assert!(handed[0].is_signed_with(&old.secret) && handed[0].is_signed_with(&new.secret));
        town.pass(webhooks::BOTH_VALID);
        webhooks::test(&town.app, id, None).await.unwrap();
        town.tell().await;
        let handed = receiver.take();
        assert!(!handed[0].is_signed_with(&old.secret) && handed[0].is_signed_with(&new.secret));
    }

    async fn a_leaked_secret_is_revoked_at_once(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let old = town.subscribe(&receiver, |_| {}).await;
        let id = old.webhook.id;
        assert_eq!(town.log(id).await.both_until, None);
        let new = webhooks::rotate(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        assert_eq!(town.log(id).await.both_until, Some(town.app.now() + webhooks::BOTH_VALID));
        let other = town.made.bodies["kalteng"];
        let refused = webhooks::revoke_old(&town.app, id, Some(other), ActorRef::SYSTEM).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        webhooks::revoke_old(&town.app, id, None, ActorRef::SYSTEM).await.unwrap();
        assert_eq!(town.log(id).await.both_until, None);
        webhooks::test(&town.app, id, None).await.unwrap();
        town.tell().await;
        let handed = receiver.take();
        assert!(!handed[0].is_signed_with(&old.secret) && handed[0].is_signed_with(&new.secret));
    }

    async fn who_asks_to_be_left_alone_is_for_so_long_and_no_longer(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let id = town.subscribe(&receiver, |_| {}).await.webhook.id;
        for n in 0..20 {
            town.answered(n).await;
        }
        receiver.mood(Mood::Asks(429, "1800"));
        let tried = town.tell().await;
        assert!((1..=8).contains(&tried), "{tried}: what was on the line already");
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(29));
        assert_eq!(town.tell().await, 0, "not before it may");
        town.pass(SignedDuration::from_mins(2));
        town.tell().await;
        town.pass(SignedDuration::from_mins(1));
        town.tell_all(id).await;
        assert_eq!(receiver.take().len(), 40);
        // Whoever asks for a year waits a day.
        receiver.mood(Mood::Asks(503, "31536000"));
        webhooks::test(&town.app, id, None).await.unwrap();
        assert_eq!(town.tell().await, 1);
        receiver.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(23));
        assert_eq!(town.tell().await, 0);
        town.pass(SignedDuration::from_hours(2));
        assert_eq!(town.tell().await, 1);
        assert_eq!(receiver.take().len(), 1);
    }

    async fn the_log_is_forgotten_after_a_month(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        let id = town.subscribe(&receiver, |_| {}).await.webhook.id;
        town.answered(1).await;
        town.tell().await;
        town.pass(webhooks::KEPT);
        webhooks::forget(&town.app).await.unwrap();
        assert_eq!(town.log(id).await.latest.len(), 2);
        town.pass(SignedDuration::from_mins(1));
        webhooks::forget(&town.app).await.unwrap();
        assert!(town.log(id).await.latest.is_empty());
    }

    async fn intake_does_not_wait(store: Store) {
        let town = Town::new(store).await;
        let receiver = Receiver::start().await;
        town.subscribe(&receiver, |_| {}).await;
        receiver.mood(Mood::Hangs);
        town.answered(1).await;
        let app = town.app.clone();
        app.order().await.unwrap();
        let sending = tokio::spawn(async move { webhooks::round(&app).await.unwrap() });
        for n in 10..40 {
            town.file(n, |_| {}).await;
        }
        assert!(!sending.is_finished(), "thirty reports came in while a receiver hung");
        sending.await.unwrap();
    }
}
