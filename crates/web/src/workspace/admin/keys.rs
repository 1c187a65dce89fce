//! `/ruang/kelola/kunci`: keys of programs that use the interface. A key is shown once, on the page that made it.

use axum::extract::Request;
use jiff::Timestamp;
use lapor_app::api_keys::{self, Listed, NewKey};
use lapor_app::error::{AppError, FieldError};
use lapor_domain::api_key::{ApiKey, Scope, USUAL_PER_MINUTE};
use lapor_domain::ids::{ApiKeyId, OfficerId};

use super::keeper::{self, Answered, Keeper, folded, row, show};
use crate::errors;
use crate::form::Sent;
use crate::state::{Here, face};
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::admin::{AdminPage, Cell, Row, RowAction, Section};
use crate::workspace_view::admin_forms;
use crate::workspace_view::form::Form;

/// All keys of the body, and the form of a new one.
pub(super) async fn page(here: Here) -> Answered {
    let keeper = Keeper::take(here).await?;
    Ok(show(&keeper.done(list(&keeper).await)?))
}

/// Gives a key.
pub(super) async fn add(here: Here, request: Request) -> Answered {
    let sent = Sent::read(request).await;
    let keeper = Keeper::giving(here, &sent).await?;
    let given = match parse(&keeper, &sent) {
        Ok(new) => api_keys::create(keeper.seat.here.app(), new, keeper.actor).await,
        Err(wrong) => Err(AppError::Invalid(wrong)),
    };
    let page = keeper.done(list(&keeper).await)?;
    if let Err(AppError::Invalid(wrong)) = &given {
        let errors = errors::fields(keeper.i18n(), wrong, |field| field);
        return Ok(keeper::mend(page, 0, &sent, errors));
    }
    let given = keeper.done(given)?;
    let i18n = keeper.i18n();
    let shown = vec![
        (i18n.t("admin-col-name"), given.key.name.clone()),
        (i18n.t("keys-text"), given.text.to_string()),
    ];
    Ok(keeper.once(page, "keys-once", shown))
}

/// Takes a key back.
pub(super) async fn revoke(here: Here, request: Request) -> Answered {
    let sent = Sent::read(request).await;
    let keeper = Keeper::giving(here, &sent).await?;
    let Ok(id) = sent.text("key").parse::<ApiKeyId>() else {
        return Err(keeper.answer(&AppError::NotFound).into());
    };
    let app = keeper.seat.here.app();
    let revoked = api_keys::revoke(app, id, Some(keeper.body), keeper.actor).await;
    keeper.done(revoked)?;
    Ok(keeper.saved("kunci"))
}

async fn list(keeper: &Keeper) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let may = keeper.gives_keys();
    let listed = api_keys::list(keeper.seat.here.app(), Some(keeper.body)).await?;
    let rows = listed.iter().map(|key| line(keeper, key, may)).collect();
    let mut page = keeper.page(Section::Keys);
    let columns = [
        "admin-col-name",
        "keys-scopes",
        "keys-officer",
        "keys-per-minute",
        "keys-used",
        "routes-valid",
    ];
    page.tables = vec![keeper.table(&i18n.t("admin-keys"), &columns, rows)];
    if may {
        page.forms = vec![folded(i18n.t("keys-new"), form(keeper))];
    }
    Ok(page)
}

fn line(keeper: &Keeper, listed: &Listed, may: bool) -> Row {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let key = &listed.key;
    let now = keeper.seat.here.app().now();
    let moment = |at: Timestamp| i18n.moment(at, face(rules.zone(keeper.body)));
    let is_valid = key.is_valid_at(now);
    let name = Cell::text(&key.name).small(key.id.to_string());
    let scopes: Vec<String> = key
        .scopes
        .iter()
        .map(|scope| scope_words(keeper, *scope))
        .collect();
    let officer = key.officer.and_then(|id| rules.directory.officers.get(&id));
    let dash = || "–".to_owned();
    let mut line = row(vec![
        if is_valid { name } else { name.ended(&i18n) },
        Cell::text(scopes.join(", ")),
        Cell::text(officer.map_or_else(dash, |officer| officer.name.clone())),
        Cell::text(i18n.number(key.per_minute.into())),
        Cell::text(listed.used_at.map_or_else(dash, moment)),
        Cell::text(validity(keeper, key)),
    ]);
    if may && is_valid {
        line.actions = vec![RowAction {
            action: keeper.href("kunci/cabut"),
            label: i18n.t("keys-revoke"),
            about: key.name.clone(),
            hidden: vec![("key", key.id.to_string())],
            danger: true,
        }];
    }
    line
}

fn validity(keeper: &Keeper, key: &ApiKey) -> String {
    let i18n = keeper.i18n();
    let zone = keeper.rules().zone(keeper.body);
    let day = |at: Timestamp| i18n.date(zone.local_date(at));
    match (key.revoked_at, key.expires_at) {
        (Some(at), _) => i18n.t1("keys-revoked", "day", day(at)),
        (None, Some(end)) => i18n.t1("admin-valid-until", "to", day(end)),
        (None, None) => i18n.t1("admin-valid-since", "from", day(key.created_at)),
    }
}

fn scope_words(keeper: &Keeper, scope: Scope) -> String {
    keeper.i18n().t(&format!("keys-scope-{scope}"))
}

fn form(keeper: &Keeper) -> Form {
    let rules = keeper.rules();
    let mut officers: Vec<Choice> = rules
        .directory
        .officers
        .values()
        .filter(|officer| {
            let mut grants = officer.grants.iter();
            !officer.disabled && grants.any(|grant| grant.body == keeper.body)
        })
        .map(|officer| Choice::new(officer.id.to_string(), &officer.name))
        .collect();
    officers.sort_by(|one, other| one.label.cmp(&other.label));
    let scopes = Scope::ALL
        .iter()
        .map(|scope| Choice::new(scope.as_str(), scope_words(keeper, *scope)))
        .collect();
    let form = admin_forms::key_form(
        &keeper.i18n(),
        &keeper.href("kunci"),
        scopes,
        ChoiceGroup::flat(officers),
    );
    keeper::filled(form, &[("per_minute", USUAL_PER_MINUTE.to_string())])
}

fn parse(keeper: &Keeper, sent: &Sent) -> Result<NewKey, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let name = keeper::line(sent, "name", &mut wrong);
    let scopes: Result<Vec<Scope>, _> = sent.texts("scopes").into_iter().map(str::parse).collect();
    if scopes.is_err() {
        wrong.push(FieldError::new("scopes", "unknown"));
    }
    let officer = match sent.text("officer") {
        "" => None,
        id => {
            let found = id.parse::<OfficerId>();
            if found.is_err() {
                wrong.push(FieldError::new("officer", "unknown"));
            }
            found.ok()
        }
    };
    let per_minute = sent.text("per_minute").trim().parse::<u32>();
    if per_minute.is_err() {
        wrong.push(FieldError::new("per_minute", "out_of_range"));
    }
    let zone = keeper.rules().zone(keeper.body);
    let expires_at = keeper::day(sent, "expires", &mut wrong).map(|day| zone.start_of_day(day));
    match (scopes, per_minute) {
        (Ok(scopes), Ok(per_minute)) if wrong.is_empty() => Ok(NewKey {
            body: keeper.body,
            name,
            scopes,
            officer,
            per_minute,
            expires_at,
        }),
        _ => Err(wrong),
    }
}
