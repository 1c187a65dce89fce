//! What the other system says of what it was given: asked for now and then, kept, and noted.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_store::outside_push::{self, Push, PushState, Said};
use lapor_store::{Change, Tx};
use uuid::Uuid;

use super::hand_over::{Claim, Release, look_again};
use super::target::Target;
use super::wire::{self, Seen};
use crate::app::App;
use crate::error::AppError;
use crate::report::act::Act;

/// Reports asked after at one time: their ids go into one address.
const BATCH: i64 = 40;
/// How long they may take before another worker takes them.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// So long after the other was done with it nobody asks any more.
const AFTER_CLOSING: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Asks after everything that is due. Gives how many were asked after.
pub(super) async fn look(app: &App, target: &Target) -> Result<usize, AppError> {
    let now = app.now();
    let claim = Claim {
        system: target.name.clone(),
        state: PushState::Sent,
        now,
        leased_till: now.checked_add(LEASE).unwrap_or(now),
        limit: BATCH,
    };
    let taken = app.store().run(claim).await?;
    let count = taken.len();
    let (known, tokens): (Vec<Push>, Vec<Push>) =
        taken.into_iter().partition(|push| push.external.is_some());
    for push in &tokens {
        settle(app, target, push).await?;
    }
    if !known.is_empty() {
        states(app, target, known).await?;
    }
    Ok(count)
}

/// Whether a token has become an id.
async fn settle(app: &App, target: &Target, push: &Push) -> Result<(), AppError> {
    let token = push.token.as_deref().unwrap_or_default();
    let path = format!("tokens/{}", path_segment(token));
    let answer = target.get(&path, &[]).await;
    let id = match answer {
        Ok(answer) if answer.status == 200 => wire::token(&answer.body).ok().flatten(),
        _ => None,
    };
    let now = app.now();
    let said = match id {
        // Asked after at once: it may have gone far.
        Some(id) => Said::nothing(push.id, PushState::Sent, now).external(id),
        None => Said::nothing(push.id, PushState::Sent, look_again(target, now)),
    };
    app.store().run(Keep(vec![said])).await
}

/// A foreign word as one step of an address.
fn path_segment(text: &str) -> String {
    let mut params = open311::Params::default();
    let _one = params.push(String::new(), text.to_owned());
    params.encoded().trim_start_matches('=').to_owned()
}

async fn states(app: &App, target: &Target, known: Vec<Push>) -> Result<(), AppError> {
    let ids: Vec<&str> = known
        .iter()
        .filter_map(|push| push.external.as_deref())
        .collect();
    let ids = ids.join(",");
    let answer = target
        .get("requests", &[("service_request_id", ids.as_str())])
        .await;
    let seen = match answer {
        Ok(answer) if answer.status == 200 => wire::seen(&answer.body).ok(),
        _ => None,
    };
    let until = look_again(target, app.now());
    let Some(seen) = seen else {
        let left = known.iter().map(|push| push.id).collect();
        return app.store().run(Release { left, until }).await;
    };
    let seen: HashMap<&str, &Seen> = seen.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut all = Vec::with_capacity(known.len());
    for push in &known {
        let id = push.external.as_deref().unwrap_or_default();
        all.push(match seen.get(id) {
            Some(seen) => heard(app, target, push, seen).await?,
            None => Said::nothing(push.id, PushState::Sent, until),
        });
    }
    app.store().run(Keep(all)).await
}

async fn heard(app: &App, target: &Target, push: &Push, seen: &Seen) -> Result<Said, AppError> {
    let now = app.now();
    let key = app.key_of(push.body);
    let before = push.words(&key)?;
    let before = before.as_ref().map(|text| text.as_str());
    let status = seen
        .is_open
        .map(|open| if open { "open" } else { "closed" });
    let is_new_status = status.is_some() && status != push.status.as_deref();
    let is_new_words = seen.notes.is_some() && seen.notes.as_deref() != before;
    let since = push.status_at.unwrap_or(now);
    let is_over =
        status == Some("closed") && !is_new_status && now.duration_since(since) >= AFTER_CLOSING;
    let state = if is_over {
        PushState::Ended
    } else {
        PushState::Sent
    };
    let mut said = Said::nothing(push.id, state, look_again(target, now));
    if let Some(status) = status.filter(|_| is_new_status) {
        said = said.status(status, Some(seen.updated.unwrap_or(now).min(now)));
    }
    if let Some(notes) = seen.notes.as_deref().filter(|_| is_new_words) {
        let id = app.fresh_id();
        said = app.with_entropy(|entropy| said.words(id, &key, notes, entropy));
    }
    // That it is open there is no news the first time.
    let is_news =
        is_new_words || is_new_status && !(status == Some("open") && push.status.is_none());
    if is_news {
        note(app, target, push, seen).await?;
    }
    Ok(said)
}

/// A note in the name of the account that the configuration names. It is an officer's note like any other; where that
/// officer may not write one, what was said is still shown.
async fn note(app: &App, target: &Target, push: &Push, seen: &Seen) -> Result<(), AppError> {
    let Some(officer) = target.officer else {
        return Ok(());
    };
    let said = match seen.is_open {
        Some(true) => "terbuka",
        Some(false) => "selesai di sana; periksa, lalu usulkan penyelesaian",
        None => "berubah",
    };
    let notes = seen.notes.as_deref().unwrap_or_default();
    let text = format!(
        "Sistem {}, nomor {}: {said}. {notes}",
        target.system.name, seen.id
    );
    let mut draft = app.draft(lapor_domain::ids::BodyId(app.key_of(push.body).body()));
    let command = Command::Note {
        text: draft.seal(ContentKind::InternalNote, text.trim()),
        shared_with: Vec::new(),
    };
    let act = Act {
        rules: app.rules(),
        report: push.report,
        seen: None,
        actor: Actor::Officer(officer),
        command,
        words: draft.into_words(),
        photos: Vec::new(),
        now: app.now(),
        id: note_id(app, push, seen),
    };
    match app.store().run(act).await {
        Ok(_) => Ok(()),
        Err(AppError::Refused(refusal)) => {
            tracing::warn!(system = %target.name, %refusal, "state of another system not noted");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// The same news is noted once, also where the first time was not written down.
fn note_id(app: &App, push: &Push, seen: &Seen) -> Uuid {
    let key = app.keys().installation_key("outside-note");
    let open = seen.is_open.map_or(2, u8::from);
    let notes = seen.notes.as_deref().unwrap_or_default();
    let updated = seen.updated.map_or(0, Timestamp::as_second);
    let mac = key.mac(&[
        push.id.as_bytes(),
        &[open],
        notes.as_bytes(),
        &updated.to_be_bytes(),
    ]);
    let mut random = [0; 10];
    for (byte, of_mac) in random.iter_mut().zip(mac) {
        *byte = of_mac;
    }
    crate::app::fresh_id(seen.updated.or(push.sent_at).unwrap_or(push.since), random)
}

struct Keep(Vec<Said>);

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_outside_states";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for said in &self.0 {
            outside_push::said(tx, said).await?;
        }
        Ok(())
    }
}
