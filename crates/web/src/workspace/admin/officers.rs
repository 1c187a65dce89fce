//! `/ruang/kelola/petugas`: who may do what, and where.

use axum::extract::{Path, Request};
use axum::response::Response;
use lapor_app::admin;
use lapor_app::error::{AppError, FieldError};
use lapor_app::password::Password;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::{OfficerId, UnitId};
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;

use super::keeper::{self, Keeper, folded, row, show, tick};
use super::{appointments, units};
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::workspace_view::admin::{AdminPage, Cell, FoldedForm, Row, RowAction, Section};
use crate::workspace_view::admin_forms;
use crate::workspace_view::words;

/// Where the forms stand on an officer's page.
const EDIT: usize = 0;
const GRANT: usize = 1;
const PASSWORD: usize = 2;

/// Everybody, and the form of a new account.
pub(super) async fn page(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => show(&list(&keeper)),
        Err(response) => response,
    }
}

/// A new account with its first password; roles are given on its page.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let id = OfficerId(keeper.seat.here.app().fresh_id());
    let mut errors = Errors::default();
    let officer = match parse(&keeper, &sent, id) {
        Ok(officer) => Some(officer),
        Err(wrong) => {
            errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            None
        }
    };
    let password = Password::new(sent.text("new_password").to_owned());
    let about = [sent.text("login"), sent.text("name")];
    if let Err(error) = password.acceptable(&about) {
        let error = AppError::Password(error);
        errors.push("new_password", errors::detail(keeper.i18n(), &error));
    }
    let Some(officer) = officer.filter(|_| errors.is_empty()) else {
        return keeper::mend(list(&keeper), 0, &sent, errors);
    };
    let then = format!("petugas/{id}");
    let saved = keeper.put(Entity::Officer(officer.clone()), &then).await;
    let app = keeper.seat.here.app();
    let set = match saved {
        Ok(response) => admin::set_password(app, &officer, password)
            .await
            .map(|()| response),
        Err(error) => Err(error),
    };
    set.unwrap_or_else(|error| keeper.answer(&error))
}

/// One officer, their roles and forms.
pub(super) async fn one(here: Here, Path(id): Path<String>) -> Response {
    match find(here, &id, None).await {
        Ok((keeper, officer)) => show(&single(&keeper, &officer)),
        Err(response) => response,
    }
}

/// Name, sign-in, and whether they may still sign in.
pub(super) async fn save(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (keeper, officer) = match find(here, &id, Some(&sent)).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let disabled = sent.text("disabled") == "yes";
    let mut wrong = Vec::new();
    if disabled && appointments::is_last(&keeper, &officer, &officer.grants) {
        wrong.push(FieldError::new("disabled", "last_administrator"));
    }
    if disabled && officer.id == keeper.seat.officer.id {
        wrong.push(FieldError::new("disabled", "yourself"));
    }
    let changed = parse(&keeper, &sent, officer.id).map(|named| Officer {
        grants: officer.grants.clone(),
        disabled,
        ..named
    });
    let changed = match changed {
        Ok(changed) if wrong.is_empty() => changed,
        changed => {
            wrong.extend(changed.err().unwrap_or_default());
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            return keeper::mend(single(&keeper, &officer), EDIT, &sent, errors);
        }
    };
    put(&keeper, changed).await
}

/// One role more.
pub(super) async fn grant(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (keeper, officer) = match find(here, &id, Some(&sent)).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    match parse_grant(&keeper, &officer, &sent) {
        Ok(grant) => {
            let mut changed = officer;
            changed.grants.push(grant);
            put(&keeper, changed).await
        }
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &[wrong], |field| field);
            keeper::mend(single(&keeper, &officer), GRANT, &sent, errors)
        }
    }
}

/// One role less.
pub(super) async fn revoke(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (keeper, officer) = match find(here, &id, Some(&sent)).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let found = officer
        .grants
        .iter()
        .find(|grant| code(grant) == sent.text("grant"));
    let Some(grant) = found.copied() else {
        return keeper.answer(&AppError::NotFound);
    };
    if appointments::is_last(&keeper, &officer, &[grant]) {
        let error = FieldError::new("role", "last_administrator");
        let errors = errors::fields(keeper.i18n(), &[error], |_| "");
        return keeper::mend(single(&keeper, &officer), GRANT, &sent, errors);
    }
    let mut changed = officer;
    changed.grants.retain(|other| *other != grant);
    put(&keeper, changed).await
}

/// A new password, handed over in person.
pub(super) async fn password(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (keeper, officer) = match find(here, &id, Some(&sent)).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let password = Password::new(sent.text("new_password").to_owned());
    match admin::set_password(keeper.seat.here.app(), &officer, password).await {
        Ok(()) => keeper.saved(&format!("petugas/{}", officer.id)),
        Err(AppError::Password(error)) => {
            let words = errors::detail(keeper.i18n(), &AppError::Password(error));
            let errors = Errors::one("new_password", words);
            keeper::mend(single(&keeper, &officer), PASSWORD, &sent, errors)
        }
        Err(error) => keeper.answer(&error),
    }
}

async fn put(keeper: &Keeper, officer: Officer) -> Response {
    let then = format!("petugas/{}", officer.id);
    match keeper.put(Entity::Officer(officer), &then).await {
        Ok(response) => response,
        Err(error) => keeper.answer(&error),
    }
}

/// An officer whom the keeper sees; with a form also one whom they may change.
async fn find(here: Here, id: &str, form: Option<&Sent>) -> Result<(Keeper, Officer), Response> {
    let keeper = match form {
        Some(sent) => Keeper::with_form(here, sent).await?,
        None => Keeper::take(here).await?,
    };
    let id = id.parse::<OfficerId>().ok();
    let rules = keeper.rules();
    let found = id.and_then(|id| rules.directory.officers.get(&id));
    let Some(officer) = found.filter(|officer| appointments::sees(&keeper, officer)) else {
        return Err(keeper.answer(&AppError::NotFound));
    };
    if form.is_some() && !appointments::may_change(&keeper, officer) {
        return Err(keeper.answer(&AppError::NotPermitted));
    }
    Ok((keeper, officer.clone()))
}

fn list(keeper: &Keeper) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let mut officers: Vec<_> = rules
        .directory
        .officers
        .values()
        .filter(|officer| appointments::sees(keeper, officer))
        .collect();
    officers.sort_by(|a, b| a.name.cmp(&b.name));
    let rows = officers
        .into_iter()
        .map(|officer| {
            let name = Cell::link(
                &officer.name,
                keeper.href(&format!("petugas/{}", officer.id)),
            );
            let name = if officer.disabled {
                name.ended(&i18n)
            } else {
                name
            };
            let roles: Vec<_> = officer
                .grants
                .iter()
                .map(|grant| words::role(&i18n, grant.role))
                .collect();
            row(vec![
                name,
                Cell::text(&officer.login),
                Cell::text(roles.join(", ")),
            ])
        })
        .collect();
    let mut page = keeper.page(Section::Officers);
    let columns = ["admin-col-name", "admin-col-login", "admin-col-roles"];
    page.tables = vec![keeper.table(&i18n.t("admin-officers"), &columns, rows)];
    page.forms = vec![folded(
        i18n.t("admin-new-officer"),
        admin_forms::officer_form(&i18n, &keeper.href("petugas"), true),
    )];
    page
}

fn single(keeper: &Keeper, officer: &Officer) -> AdminPage {
    let i18n = keeper.i18n();
    let may = appointments::may_change(keeper, officer);
    let mut page = keeper.page(Section::Officers);
    page.subject.clone_from(&officer.name);
    page.facts = vec![(i18n.t("admin-col-login"), officer.login.clone())];
    let rows = officer
        .grants
        .iter()
        .map(|grant| grant_row(keeper, officer, grant, may))
        .collect();
    let columns = ["admin-role", "admin-body", "admin-node"];
    page.tables = vec![keeper.table(&i18n.t("admin-col-roles"), &columns, rows)];
    if may {
        page.forms = forms(keeper, officer);
    } else {
        page.facts
            .push((i18n.t("admin-mark"), i18n.t("admin-not-yours")));
    }
    page
}

fn grant_row(keeper: &Keeper, officer: &Officer, grant: &Grant, may: bool) -> Row {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let role = words::role(&i18n, grant.role);
    let body = rules.directory.bodies.get(&grant.body);
    let node = grant.node.and_then(|id| rules.directory.units.get(&id));
    let mut row = row(vec![
        Cell::text(&role),
        Cell::text(body.map_or("–", |body| &body.name)),
        Cell::text(node.map_or("–", |unit| &unit.name)),
    ]);
    if may {
        row.actions = vec![RowAction {
            action: keeper.href(&format!("petugas/{}/cabut", officer.id)),
            label: i18n.t("admin-grant-end"),
            about: role,
            hidden: vec![("grant", code(grant))],
            danger: true,
        }];
    }
    row
}

/// In the order of [`EDIT`], [`GRANT`], [`PASSWORD`].
fn forms(keeper: &Keeper, officer: &Officer) -> Vec<FoldedForm> {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let href = |step: &str| keeper.href(&format!("petugas/{}{step}", officer.id));
    let edit = keeper::filled(
        admin_forms::officer_form(&i18n, &href(""), false),
        &[
            ("name", officer.name.clone()),
            ("login", officer.login.clone()),
            ("disabled", tick(officer.disabled)),
        ],
    );
    let body = rules.directory.bodies.get(&keeper.body);
    let body = body.map(|body| Choice::new(body.id.to_string(), &body.name));
    let bodies = ChoiceGroup::flat(body.into_iter().collect());
    let nodes = units::choices(keeper, None);
    let mut grant = admin_forms::grant_form(&i18n, &href("/hak"), bodies, nodes);
    grant = keeper::filled(grant, &[("body", keeper.body.to_string())]);
    vec![
        folded(i18n.t("admin-edit"), edit),
        folded(i18n.t("admin-grant"), grant),
        FoldedForm {
            help: i18n.t("admin-password-help"),
            ..folded(
                i18n.t("admin-password"),
                admin_forms::password_form(&i18n, &href("/sandi")),
            )
        },
    ]
}

/// A grant as its button names it.
fn code(grant: &Grant) -> String {
    let node = grant.node.map(|node| node.to_string()).unwrap_or_default();
    format!("{}.{}.{node}", grant.role.as_str(), grant.body)
}

fn parse(keeper: &Keeper, sent: &Sent, id: OfficerId) -> Result<Officer, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let name = keeper::line(sent, "name", &mut wrong);
    let login = keeper::line(sent, "login", &mut wrong);
    let lower = login.to_lowercase();
    let rules = keeper.rules();
    let is_taken = rules
        .directory
        .officers
        .values()
        .any(|other| other.id != id && other.login.to_lowercase() == lower);
    if login.contains(char::is_whitespace) {
        wrong.push(FieldError::new("login", "shape"));
    } else if is_taken {
        wrong.push(FieldError::new("login", "taken"));
    }
    if wrong.is_empty() {
        Ok(Officer {
            id,
            name,
            login,
            grants: Vec::new(),
            disabled: false,
        })
    } else {
        Err(wrong)
    }
}

fn parse_grant(keeper: &Keeper, officer: &Officer, sent: &Sent) -> Result<Grant, FieldError> {
    let role = sent.text("role").parse::<Role>();
    let role = role.map_err(|_| FieldError::new("role", "required"))?;
    if matches!(role, Role::Reporter | Role::System) {
        return Err(FieldError::new("role", "required"));
    }
    if !appointments::may_give(keeper, role) {
        return Err(FieldError::new("role", "administrators_only"));
    }
    if sent.text("body") != keeper.body.to_string() {
        return Err(FieldError::new("body", "unknown"));
    }
    let rules = keeper.rules();
    let node = match sent.text("node") {
        "" => None,
        id => {
            let found = id.parse::<UnitId>().ok();
            let found = found.and_then(|id| rules.directory.units.get(&id));
            let found = found.filter(|unit| unit.body == keeper.body);
            Some(found.ok_or_else(|| FieldError::new("node", "unknown"))?.id)
        }
    };
    let grant = Grant {
        role,
        body: keeper.body,
        node,
    };
    if officer.grants.contains(&grant) {
        return Err(FieldError::new("role", "given_already"));
    }
    Ok(grant)
}
