use super::*;
use crate::report::command::Command;
use crate::testkit::commands::{
    exclude, redirect, refuse, unrelease, verify, verify_supervisory, verify_unreleased,
};
use crate::testkit::{CITY, HEALTH, Life, POTHOLES, PROVINCE, ROADS, ROADS_OFFICER, SERVICE};

fn hook(sight: Sight) -> Webhook {
    Webhook {
        id: WebhookId(uuid::Uuid::nil()),
        body: CITY,
        name: "Sistem lain".to_owned(),
        url: "https://contoh.example/masuk".to_owned(),
        sight,
        topics: Vec::new(),
        unit: (sight == Sight::Unit).then_some(ROADS),
        category: None,
        local: false,
        created_at: Timestamp::UNIX_EPOCH,
        paused: None,
        ended_at: None,
    }
}

/// What each event of a life is to a subscription.
fn told(hook: &Webhook, life: &Life) -> Vec<Option<Told>> {
    let fold = |n: usize| {
        life.events
            .get(..n)
            .and_then(|some| Report::fold(life.report.id, some))
    };
    life.events
        .iter()
        .enumerate()
        .filter_map(|(n, event)| {
            let (before, after) = (fold(n), fold(n + 1)?);
            Some(hook.told(
                before.as_ref(),
                &after,
                None,
                &event.event.what,
                &life.directory,
            ))
        })
        .collect()
}

const SECRET: Command = Command::SetFlags {
    anonim: false,
    rahasia: true,
};

#[test]
fn the_public_is_told_from_the_release_to_its_end() {
    let life = Life::received()
        .as_coordinator(verify(ROADS))
        .as_coordinator(unrelease());
    let expected = [None, Some(Told::Appeared), Some(Told::Gone)];
    assert_eq!(told(&hook(Sight::Public), &life), expected);
    let secret = Life::received()
        .as_coordinator(verify(ROADS))
        .as_reporter(SECRET);
    assert_eq!(
        told(&hook(Sight::Public), &secret).last(),
        Some(&Some(Told::Gone))
    );
}

#[test]
fn what_is_not_released_is_nothing_to_the_public() {
    let life = Life::received().as_coordinator(verify_unreleased(ROADS));
    assert_eq!(told(&hook(Sight::Public), &life), [None, None]);
}

#[test]
fn a_unit_is_told_of_what_it_handles_and_when_it_loses_it() {
    let life = Life::received()
        .as_coordinator(verify_unreleased(ROADS))
        .as_unit(refuse())
        .as_coordinator(redirect(HEALTH));
    let all = told(&hook(Sight::Unit), &life);
    assert_eq!(
        (all.first(), all.get(1), all.last()),
        (
            Some(&None),
            Some(&Some(Told::Appeared)),
            Some(&Some(Told::Gone))
        )
    );
    let other = Webhook {
        unit: Some(HEALTH),
        ..hook(Sight::Unit)
    };
    assert_eq!(told(&other, &life).last(), Some(&Some(Told::Appeared)));
}

#[test]
fn what_is_about_officials_or_officers_is_for_no_program() {
    let supervisory = Life::received().as_coordinator(verify_supervisory(ROADS));
    let about = Life::received()
        .as_coordinator(exclude(ROADS_OFFICER))
        .as_coordinator(verify_unreleased(ROADS));
    for sight in Sight::ALL {
        let hook = hook(*sight);
        // Before it was known to be, the leader knew that it was there.
        let last = (*sight == Sight::Body).then_some(Told::Gone);
        assert_eq!(told(&hook, &supervisory).last(), Some(&last), "{sight}");
        assert!(
            told(&hook, &about)
                .iter()
                .skip(1)
                .all(|it| !matches!(it, Some(Told::Appeared | Told::Happened))),
            "{sight}"
        );
    }
}

#[test]
fn other_bodies_categories_and_topics_are_left_out() {
    let life = Life::received().as_coordinator(verify(ROADS));
    let of = |change: fn(&mut Webhook)| {
        let mut hook = hook(Sight::Public);
        change(&mut hook);
        told(&hook, &life).last().copied().flatten()
    };
    assert_eq!(of(|hook| hook.body = PROVINCE), None);
    assert_eq!(of(|hook| hook.category = Some(SERVICE)), None);
    assert_eq!(
        of(|hook| hook.category = Some(POTHOLES)),
        Some(Told::Appeared)
    );
    assert_eq!(of(|hook| hook.unit = Some(HEALTH)), None);
    let answers = Webhook {
        topics: vec![Topic::Answer],
        ..hook(Sight::Body)
    };
    assert_eq!(told(&answers, &life), [Some(Told::Appeared), None]);
}
