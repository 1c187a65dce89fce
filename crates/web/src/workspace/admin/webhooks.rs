//! `/ruang/kelola/webhook`: other programs that are told of what happens. A secret is shown once, on the page that made
//! it.

use axum::extract::{Path, Query as Asks, Request};
use axum::response::Response;
use jiff::Timestamp;
use lapor_app::error::{AppError, FieldError};
use lapor_app::webhooks::{self, Given, Listed, Log, NewWebhook, address};
use lapor_domain::ids::{CategoryId, UnitId, WebhookId};
use lapor_domain::webhook::{PauseReason, Sight, Topic, Webhook};
use lapor_store::webhook::Logged;
use serde::Deserialize;
use uuid::Uuid;

use super::keeper::{self, Answered, Keeper, folded, row, show};
use super::units;
use crate::errors;
use crate::form::Sent;
use crate::state::{Here, face};
use crate::view::forms::Choice;
use crate::view::parts::{Chip, ChipKind};
use crate::workspace::choices;
use crate::workspace_view::admin::{AdminPage, Cell, Row, RowAction, Section, Table};
use crate::workspace_view::form::{Form, Radio};
use crate::workspace_view::webhook_form;

/// All subscriptions of the body, and the form of a new one.
pub(super) async fn page(here: Here) -> Answered {
    let keeper = Keeper::take(here).await?;
    Ok(show(&keeper.done(list(&keeper).await)?))
}

/// Makes one.
pub(super) async fn add(here: Here, request: Request) -> Answered {
    let sent = Sent::read(request).await;
    let keeper = Keeper::giving(here, &sent).await?;
    let given = match parse(&keeper, &sent) {
        Ok(new) => webhooks::create(keeper.seat.here.app(), new, keeper.actor).await,
        Err(wrong) => Err(AppError::Invalid(wrong)),
    };
    let page = keeper.done(list(&keeper).await)?;
    if let Err(AppError::Invalid(wrong)) = &given {
        let errors = errors::fields(keeper.i18n(), wrong, |field| field);
        return Ok(keeper::mend(page, 0, &sent, errors));
    }
    let given = keeper.done(given)?;
    Ok(told(&keeper, page, &given, "webhook-secret-once"))
}

/// Which delivery's tries are asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    kiriman: String,
}

/// One with its log.
pub(super) async fn one(here: Here, Path(id): Path<String>, Asks(asked): Asks<Asked>) -> Answered {
    let keeper = Keeper::take(here).await?;
    let id = keeper.done(parsed(&id))?;
    let page = async {
        let mut page = single(&keeper, id).await?;
        if let Ok(delivery) = asked.kiriman.parse() {
            page.tables.insert(0, tries(&keeper, id, delivery).await?);
        }
        Ok(page)
    };
    Ok(show(&keeper.done(page.await)?))
}

/// The subscription of an address.
fn parsed(id: &str) -> Result<WebhookId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// The tries of one delivery.
async fn tries(keeper: &Keeper, id: WebhookId, delivery: Uuid) -> Result<Table, AppError> {
    let i18n = keeper.i18n();
    let app = keeper.seat.here.app();
    let clock = face(keeper.rules().zone(keeper.body));
    let tries = webhooks::attempts(app, id, Some(keeper.body), delivery).await?;
    let rows = tries.iter().map(|one| {
        let code = one.code.clone().unwrap_or_default();
        row(vec![
            Cell::text(one.n.to_string()),
            Cell::text(i18n.moment(one.at, clock)),
            Cell::text(code).small(one.error.clone().unwrap_or_default()),
        ])
    });
    let caption = i18n.t1("webhook-tries-of", "id", delivery);
    let columns = [
        "webhook-col-tries",
        "webhook-col-when",
        "webhook-col-result",
    ];
    Ok(keeper.table(&caption, &columns, rows.collect()))
}

/// Does something with one.
pub(super) async fn act(
    here: Here,
    Path((id, deed)): Path<(String, String)>,
    request: Request,
) -> Answered {
    let sent = Sent::read(request).await;
    let keeper = Keeper::giving(here, &sent).await?;
    let id = keeper.done(parsed(&id))?;
    if deed == "kunci" {
        return renew(&keeper, id).await;
    }
    keeper.done(perform(&keeper, id, &deed, &sent).await)?;
    Ok(keeper.saved(&format!("webhook/{id}")))
}

async fn perform(keeper: &Keeper, id: WebhookId, deed: &str, sent: &Sent) -> Result<(), AppError> {
    let (app, of, actor) = (keeper.seat.here.app(), Some(keeper.body), keeper.actor);
    match deed {
        "uji" => webhooks::test(app, id, of).await,
        "jeda" => webhooks::pause(app, id, of, PauseReason::Asked, actor)
            .await
            .map(drop),
        "kunci-lama" => webhooks::revoke_old(app, id, of, actor).await.map(drop),
        "lanjut" => webhooks::resume(app, id, of, actor).await.map(drop),
        "akhiri" => webhooks::end(app, id, of, actor).await.map(drop),
        "ulang" => match sent.text("delivery").parse() {
            // Somebody else was quicker: that is what was wanted.
            Ok(delivery) => match webhooks::resend(app, id, of, delivery).await {
                Err(AppError::NotFound) => Ok(()),
                done => done,
            },
            Err(_) => webhooks::resend_dead(app, id, of).await.map(drop),
        },
        _ => Err(AppError::NotFound),
    }
}

async fn renew(keeper: &Keeper, id: WebhookId) -> Answered {
    let app = keeper.seat.here.app();
    let given = webhooks::rotate(app, id, Some(keeper.body), keeper.actor).await;
    let given = keeper.done(given)?;
    let page = keeper.done(single(keeper, id).await)?;
    Ok(told(keeper, page, &given, "webhook-rotated"))
}

/// The page with the secret that was just made.
fn told(keeper: &Keeper, page: AdminPage, given: &Given, notice: &str) -> Response {
    let secret = (keeper.i18n().t("webhook-secret"), given.secret.to_string());
    keeper.once(page, notice, vec![secret])
}

async fn list(keeper: &Keeper) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let listed = webhooks::list(keeper.seat.here.app(), Some(keeper.body)).await?;
    let rows = listed.iter().map(|one| line(keeper, one)).collect();
    let columns = [
        "admin-col-name",
        "webhook-sight",
        "webhook-topics",
        "webhook-waiting",
        "webhook-dead",
        "webhook-state",
    ];
    let mut page = keeper.page(Section::Webhooks);
    page.tables = vec![keeper.table(&i18n.t("admin-webhooks"), &columns, rows)];
    if keeper.gives_keys() {
        page.forms = vec![folded(i18n.t("webhook-new"), form(keeper))];
    }
    Ok(page)
}

fn line(keeper: &Keeper, listed: &Listed) -> Row {
    let i18n = keeper.i18n();
    let hook = &listed.webhook;
    let href = keeper.href(&format!("webhook/{}", hook.id));
    let name = Cell::link(&hook.name, href).small(address::shape(&hook.url));
    row(vec![
        if hook.ended_at.is_some() {
            name.ended(&i18n)
        } else {
            name
        },
        Cell::text(i18n.t(&format!("webhook-sight-{}", hook.sight))).small(narrowed(keeper, hook)),
        Cell::text(topics(keeper, hook)),
        Cell::text(i18n.number(listed.waiting)),
        Cell::text(i18n.number(listed.dead)),
        Cell::text(state(keeper, hook)),
    ])
}

/// What it is narrowed to.
fn narrowed(keeper: &Keeper, hook: &Webhook) -> String {
    let rules = keeper.rules();
    let unit = hook.unit.and_then(|id| rules.directory.units.get(&id));
    let category = hook
        .category
        .and_then(|id| rules.directory.categories.get(&id));
    let names = [
        unit.map(|unit| unit.name.clone()),
        category.map(|category| category.name.clone()),
    ];
    names.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn topics(keeper: &Keeper, hook: &Webhook) -> String {
    let i18n = keeper.i18n();
    if hook.topics.is_empty() {
        return i18n.t("webhook-topics-all");
    }
    let names = hook.topics.iter();
    let names = names.map(|topic| i18n.t(&format!("webhook-topic-{topic}")));
    names.collect::<Vec<_>>().join(", ")
}

fn state(keeper: &Keeper, hook: &Webhook) -> String {
    let i18n = keeper.i18n();
    let zone = keeper.rules().zone(keeper.body);
    let day = |at: Timestamp| i18n.date(zone.local_date(at));
    match (hook.ended_at, hook.paused) {
        (Some(at), _) => i18n.t1("webhook-ended", "day", day(at)),
        (None, Some(pause)) => {
            let key = format!("webhook-paused-{}", pause.why);
            i18n.t1(&key, "day", day(pause.at))
        }
        (None, None) => i18n.t("webhook-active"),
    }
}

async fn single(keeper: &Keeper, id: WebhookId) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let log = webhooks::log(keeper.seat.here.app(), id, Some(keeper.body)).await?;
    let hook = &log.webhook;
    let keeps = keeper.gives_keys() && hook.ended_at.is_none();
    let mut page = keeper.page(Section::Webhooks);
    page.subject.clone_from(&hook.name);
    page.facts = facts(keeper, hook);
    if keeps {
        page.tables.push(deeds(keeper, &log));
        if !log.dead.is_empty() {
            page.forms.push(folded(
                i18n.t("webhook-resend-all"),
                resend_all(keeper, &log),
            ));
        }
    }
    let lines = |all: &[Logged]| {
        all.iter()
            .map(|one| logged(keeper, hook, one, keeps))
            .collect()
    };
    let columns = [
        "webhook-col-event",
        "webhook-col-result",
        "webhook-col-tries",
        "webhook-col-when",
    ];
    for (caption, empty, all) in [
        ("webhook-failed", "webhook-failed-none", &log.dead),
        ("webhook-log", "webhook-log-none", &log.latest),
    ] {
        page.tables.push(Table {
            empty: i18n.t(empty),
            ..keeper.table(&i18n.t(caption), &columns, lines(all))
        });
    }
    Ok(page)
}

fn facts(keeper: &Keeper, hook: &Webhook) -> Vec<(String, String)> {
    let i18n = keeper.i18n();
    let mut url = address::shape(&hook.url);
    if hook.local {
        url = format!("{url} ({})", i18n.t("webhook-local"));
    }
    let sight = i18n.t(&format!("webhook-sight-{}", hook.sight));
    let narrowed = narrowed(keeper, hook);
    let sight = if narrowed.is_empty() {
        sight
    } else {
        format!("{sight}: {narrowed}")
    };
    vec![
        (i18n.t("webhook-url"), url),
        (i18n.t("webhook-sight"), sight),
        (i18n.t("webhook-topics"), topics(keeper, hook)),
        (i18n.t("webhook-state"), state(keeper, hook)),
    ]
}

/// What can be done with it: each with a sentence and a button.
fn deeds(keeper: &Keeper, log: &Log) -> Table {
    let i18n = keeper.i18n();
    let hook = &log.webhook;
    let (goes, key) = if hook.paused.is_some() {
        ("lanjut", "webhook-resume")
    } else {
        ("jeda", "webhook-pause")
    };
    let deed = |path: &str, key: &str, danger| {
        let mut line = row(vec![Cell::text(i18n.t(&format!("{key}-hint")))]);
        line.actions = vec![RowAction {
            action: keeper.href(&format!("webhook/{}/{path}", hook.id)),
            label: i18n.t(key),
            about: hook.name.clone(),
            hidden: Vec::new(),
            danger,
        }];
        line
    };
    let mut deeds = vec![
        deed("uji", "webhook-test", false),
        deed(goes, key, false),
        deed("kunci", "webhook-rotate", false),
    ];
    if log.both_until.is_some() {
        deeds.push(deed("kunci-lama", "webhook-revoke-old", true));
    }
    deeds.push(deed("akhiri", "webhook-end", true));
    keeper.table("", &["webhook-manage"], deeds)
}

fn resend_all(keeper: &Keeper, log: &Log) -> Form {
    Form::new(
        "ulang",
        keeper.href(&format!("webhook/{}/ulang", log.webhook.id)),
        keeper.i18n().t("webhook-resend-all"),
        Vec::new(),
    )
}

/// A line of the log: never which report, an administrator reads none by that role. The receiver knows the id.
fn logged(keeper: &Keeper, hook: &Webhook, one: &Logged, keeps: bool) -> Row {
    let i18n = keeper.i18n();
    let clock = face(keeper.rules().zone(keeper.body));
    let kind = one.kind.replace('_', "-");
    let kind = match one.report {
        Some(_) => i18n.t(&format!("log-{kind}")),
        None => i18n.t("webhook-ping"),
    };
    let chip = match one.state.as_str() {
        "sent" => ChipKind::Done,
        "queued" => ChipKind::Todo,
        "dead" => ChipKind::Late,
        _ => ChipKind::Archived,
    };
    let result = Cell {
        chip: Some(Chip::new(
            chip,
            i18n.t(&format!("webhook-is-{}", one.state)),
        )),
        ..Cell::text(
            one.code
                .as_deref()
                .filter(|code| is_number(code))
                .unwrap_or_default(),
        )
    };
    let when = match (one.ended_at, one.state.as_str()) {
        (None, "queued") if one.attempts > 0 => {
            i18n.t1("webhook-next", "when", i18n.moment(one.run_at, clock))
        }
        (ended, _) => i18n.moment(ended.unwrap_or(one.created_at), clock),
    };
    let mut line = row(vec![
        Cell::text(kind).small(one.id.to_string()),
        result.small(why(keeper, one)),
        if one.attempts > 0 {
            let href = format!("webhook/{}?kiriman={}", hook.id, one.id);
            Cell::link(one.attempts.to_string(), keeper.href(&href))
        } else {
            Cell::text("0")
        },
        Cell::text(when),
    ]);
    if keeps && one.state != "queued" {
        line.actions = vec![RowAction {
            action: keeper.href(&format!("webhook/{}/ulang", hook.id)),
            label: i18n.t("webhook-resend"),
            about: one.id.to_string(),
            hidden: vec![("delivery", one.id.to_string())],
            danger: false,
        }];
    }
    line
}

fn is_number(code: &str) -> bool {
    !code.is_empty() && code != "0" && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn why(keeper: &Keeper, one: &Logged) -> String {
    let i18n = keeper.i18n();
    let key = format!("webhook-code-{}", one.code.as_deref().unwrap_or_default());
    match &one.error {
        Some(error) => error.clone(),
        None if i18n.has(&key) => i18n.t(&key),
        None => String::new(),
    }
}

fn form(keeper: &Keeper) -> Form {
    let i18n = keeper.i18n();
    let sights = Sight::ALL.iter().map(|sight| {
        let key = format!("webhook-sight-{sight}");
        Radio::new(sight.as_str(), i18n.t(&key), i18n.t(&format!("{key}-hint")))
    });
    let topics = Topic::ALL
        .iter()
        .map(|topic| Choice::new(topic.as_str(), i18n.t(&format!("webhook-topic-{topic}"))));
    webhook_form::new(
        &i18n,
        &keeper.href("webhook"),
        sights.collect(),
        topics.collect(),
        units::choices(keeper, None),
        choices::categories(&keeper.rules(), keeper.body),
    )
}

fn parse(keeper: &Keeper, sent: &Sent) -> Result<NewWebhook, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let sight = sent.text("sight").parse::<Sight>();
    if sight.is_err() {
        wrong.push(FieldError::new("sight", "required"));
    }
    let topics: Result<Vec<Topic>, _> = sent.texts("topics").into_iter().map(str::parse).collect();
    if topics.is_err() {
        wrong.push(FieldError::new("topics", "unknown"));
    }
    let unit = some::<UnitId>(sent, "unit", &mut wrong);
    let category = some::<CategoryId>(sent, "category", &mut wrong);
    match (sight, topics) {
        (Ok(sight), Ok(topics)) if wrong.is_empty() => Ok(NewWebhook {
            body: keeper.body,
            name: sent.text("name").to_owned(),
            url: sent.text("url").to_owned(),
            sight,
            topics,
            unit,
            category,
            local: false,
        }),
        _ => Err(wrong),
    }
}

/// An id that may be left out.
fn some<T: std::str::FromStr>(
    sent: &Sent,
    field: &'static str,
    wrong: &mut Vec<FieldError>,
) -> Option<T> {
    let text = sent.text(field);
    if text.is_empty() {
        return None;
    }
    let found = text.parse().ok();
    if found.is_none() {
        wrong.push(FieldError::new(field, "unknown"));
    }
    found
}
