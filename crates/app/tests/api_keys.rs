//! Keys of programs: given once, checked, counted, taken back; on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::{SignedDuration, Timestamp};
use lapor_app::admin;
use lapor_app::api_keys::{self, NewKey};
use lapor_app::error::AppError;
use lapor_domain::api_key::Scope;
use lapor_domain::report::event::ActorRef;
use lapor_store::{Store, both_engines};
use town::Town;

impl Town {
    fn new_key(&self) -> NewKey {
        NewKey {
            body: self.made.bodies["palangkaraya"],
            name: "  Aplikasi kota ".to_owned(),
            scopes: vec![Scope::Read, Scope::File, Scope::Read],
            officer: None,
            per_minute: 3,
            expires_at: None,
        }
    }

    fn later(&self, seconds: i64) -> Timestamp {
        self.app.now() + SignedDuration::from_secs(seconds)
    }

    async fn refused(&self, new: NewKey) -> Vec<(&'static str, String)> {
        match api_keys::create(&self.app, new, ActorRef::SYSTEM).await {
            Err(AppError::Invalid(fields)) => {
                fields.into_iter().map(|it| (it.field, it.code)).collect()
            }
            Err(other) => vec![("", other.to_string())],
            Ok(_) => vec![],
        }
    }
}

/// What a check says, in a word.
async fn checked(town: &Town, text: &str) -> String {
    match api_keys::check(&town.app, text).await {
        Ok(key) => key.name,
        Err(AppError::NotSignedIn) => "no".to_owned(),
        Err(AppError::Throttled {
            retry_after_seconds,
        }) => format!("wait {retry_after_seconds}"),
        Err(other) => other.to_string(),
    }
}

both_engines! {
    async fn a_key_opens_until_it_is_taken_back_and_is_written_down(store: Store) {
        let town = Town::new(store).await;
        let given = api_keys::create(&town.app, town.new_key(), ActorRef::SYSTEM).await.unwrap();
        assert_eq!(given.key.scopes, [Scope::File, Scope::Read]);
        assert_eq!(checked(&town, &given.text).await, "Aplikasi kota");
        // The secret alone decides: one changed letter, one less, none at all.
        let mut wrong = given.text.to_string();
        let last = if wrong.ends_with('A') { 'B' } else { 'A' };
        wrong.pop();
        assert_eq!(checked(&town, &wrong).await, "no");
        wrong.push(last);
        assert_eq!(checked(&town, &wrong).await, "no");
        for text in ["", "lapor_", "lapor_\u{0}", "Bearer x", &"lapor_".repeat(10_000)] {
            assert_eq!(checked(&town, text).await, "no", "{} bytes", text.len());
        }
        let listed = api_keys::list(&town.app, None).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].used_at, Some(town.app.now()));
        let desk = town.app.rules().directory.desk().unwrap().id;
        assert!(api_keys::list(&town.app, Some(desk)).await.unwrap().is_empty());

        // Of another body it is not there to be taken back; of its own once.
        let gone = api_keys::revoke(&town.app, given.key.id, Some(desk), ActorRef::SYSTEM).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        town.clock.set(town.later(61));
        api_keys::revoke(&town.app, given.key.id, Some(given.key.body), ActorRef::SYSTEM).await.unwrap();
        assert_eq!(checked(&town, &given.text).await, "no");
        let again = api_keys::revoke(&town.app, given.key.id, None, ActorRef::SYSTEM).await;
        assert!(matches!(again, Err(AppError::NotFound)));

        // Both are in the history of the body, without the secret.
        let changes = admin::changes(&town.app, given.key.body, 10, 0).await.unwrap();
        let of_keys: Vec<_> = changes.iter().filter(|change| change.kind == "api_key").collect();
        assert_eq!(of_keys.len(), 2);
        assert!(of_keys[0].after["revoked_at"].is_string() && of_keys[1].before.is_null());
        let written = format!("{changes:?}");
        assert!(!written.contains(given.text.trim_start_matches("lapor_")));
    }

    async fn a_key_ends_on_its_day_and_with_its_officer(store: Store) {
        let town = Town::new(store).await;
        let new = NewKey { expires_at: Some(town.later(3600)), ..town.new_key() };
        let short = api_keys::create(&town.app, new, ActorRef::SYSTEM).await.unwrap();
        let officer = town.made.officers["koordinator"];
        let new = NewKey { scopes: vec![Scope::Act], officer: Some(officer), ..town.new_key() };
        let acting = api_keys::create(&town.app, new, ActorRef::SYSTEM).await.unwrap();
        assert_eq!(checked(&town, &short.text).await, "Aplikasi kota");
        assert_eq!(checked(&town, &acting.text).await, "Aplikasi kota");
        town.clock.set(town.later(3600));
        assert_eq!(checked(&town, &short.text).await, "no");
        let mut account = town.app.rules().directory.officers[&officer].clone();
        account.disabled = true;
        let account = lapor_store::record::entity::Entity::Officer(account);
        admin::put(&town.app, vec![account], ActorRef::SYSTEM).await.unwrap();
        assert_eq!(checked(&town, &acting.text).await, "no");
    }

    async fn a_minute_has_so_many_uses(store: Store) {
        let town = Town::new(store).await;
        let given = api_keys::create(&town.app, town.new_key(), ActorRef::SYSTEM).await.unwrap();
        for _ in 0..3 {
            assert_eq!(checked(&town, &given.text).await, "Aplikasi kota");
        }
        assert_eq!(checked(&town, &given.text).await, "wait 60");
        town.clock.set(town.later(45));
        assert_eq!(checked(&town, &given.text).await, "wait 15");
        town.clock.set(town.later(15));
        assert_eq!(checked(&town, &given.text).await, "Aplikasi kota");
    }

    async fn what_makes_no_sense_is_refused_all_at_once(store: Store) {
        let town = Town::new(store).await;
        let stranger = town.made.officers["koordinator"];
        let desk = town.app.rules().directory.desk().unwrap().id;
        let wrong = NewKey {
            body: desk,
            name: "\u{0} ".to_owned(),
            scopes: vec![],
            officer: Some(stranger),
            per_minute: 0,
            expires_at: Some(town.app.now()),
        };
        let fields: Vec<_> = town.refused(wrong).await.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "scopes", "officer", "per_minute", "expires"]);
        let alone = NewKey { scopes: vec![Scope::Stats], ..town.new_key() };
        assert_eq!(town.refused(alone).await, [("officer", "needed_by_scope".to_owned())]);
        assert!(api_keys::list(&town.app, None).await.unwrap().is_empty());
    }
}
