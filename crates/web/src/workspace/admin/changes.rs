//! `/ruang/kelola/riwayat`: who changed what, newest first.

use axum::extract::Query as Asks;
use axum::response::Response;
use lapor_app::admin::{self, DirectoryChange};
use lapor_app::webhooks::address;
use lapor_domain::rules::Rules;
use serde::Deserialize;
use serde_json::Value;

use super::keeper::{Keeper, row, show};
use crate::state::{Here, face};
use crate::workspace_view::admin::{Cell, Row, Section};

/// Changes on a page.
const ON_A_PAGE: usize = 50;
/// Last page that is shown.
const LAST_PAGE: usize = 1000;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    hal: usize,
}

/// The page.
pub(super) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let number = asked.hal.clamp(1, LAST_PAGE);
    let skip = (number - 1) * ON_A_PAGE;
    let app = keeper.seat.here.app();
    let mut found = match admin::changes(app, keeper.body, ON_A_PAGE + 1, skip).await {
        Ok(found) => found,
        Err(error) => return keeper.answer(&error),
    };
    let has_more = found.len() > ON_A_PAGE;
    found.truncate(ON_A_PAGE);
    let rules = keeper.rules();
    let rows = found
        .iter()
        .map(|change| line(&keeper, &rules, change))
        .collect();
    let mut page = keeper.page(Section::Changes);
    let columns = ["admin-col-when", "admin-col-who", "admin-col-change"];
    let caption = keeper.i18n().t("admin-changes");
    page.tables = vec![keeper.table(&caption, &columns, rows)];
    let href = |number: usize| keeper.href(&format!("riwayat?hal={number}"));
    page.pager.previous = (number > 1).then(|| href(number - 1));
    page.pager.next = (has_more && number < LAST_PAGE).then(|| href(number + 1));
    show(&page)
}

fn line(keeper: &Keeper, rules: &Rules, change: &DirectoryChange) -> Row {
    let i18n = keeper.i18n();
    let zone = rules.zone(keeper.body);
    let who = change
        .officer
        .and_then(|id| rules.directory.officers.get(&id))
        .map_or_else(|| i18n.t("admin-by-system"), |officer| officer.name.clone());
    row(vec![
        Cell::text(i18n.moment(change.at, face(zone))),
        Cell::text(who),
        Cell::text(words(keeper, change)).small(parts(keeper, change)),
    ])
}

/// "Unit Dinas Perhubungan: ditambah".
fn words(keeper: &Keeper, change: &DirectoryChange) -> String {
    let i18n = keeper.i18n();
    let kind = i18n.t(&format!("change-of-{}", change.kind).replace('_', "-"));
    let name = change.after.get("name").and_then(Value::as_str);
    let what = name.map_or_else(|| kind.clone(), |name| format!("{kind} {name}"));
    let key = if change.before.is_null() {
        "change-added"
    } else {
        "change-changed"
    };
    i18n.t1(key, "what", what)
}

/// The parts of the document that differ, with what they hold now where that is short.
fn parts(keeper: &Keeper, change: &DirectoryChange) -> String {
    let i18n = keeper.i18n();
    let (Some(before), Some(after)) = (change.before.as_object(), change.after.as_object()) else {
        return String::new();
    };
    let differing = after
        .iter()
        .filter(|(field, value)| before.get(*field) != Some(*value));
    let said = differing.map(|(field, value)| {
        let key = format!("change-{}", part(field).replace('_', "-"));
        let name = if i18n.has(&key) {
            i18n.t(&key)
        } else {
            field.clone()
        };
        match value {
            // Part of an address may be a secret.
            Value::String(text) if field == "url" => format!("{name}: {}", address::shape(text)),
            Value::String(text) if uuid::Uuid::parse_str(text).is_err() => {
                format!("{name}: {text}")
            }
            Value::Bool(true) => format!("{name}: {}", i18n.t("field-supervisory-yes")),
            Value::Bool(false) => format!("{name}: {}", i18n.t("field-supervisory-no")),
            _ => name,
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

/// A calendar's `added` are days; "added" alone is what happens to a whole document.
fn part(field: &str) -> &str {
    if field == "added" {
        "added_days"
    } else {
        field
    }
}
