//! `/ruang/kelola/rute`: which office for which reports. A rule is tried against the past before it is added.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::clean_line;
use lapor_app::routing::{self, Tried};
use lapor_domain::ids::{CategoryId, RouteId, UnitId};
use lapor_domain::routing::RouteRule;
use lapor_domain::words::ReportType;
use lapor_store::record::entity::Entity;
use wilayah::RegionCode;

use super::keeper::{self, Keeper, folded, row, show};
use super::units;
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::admin::{AdminPage, Cell, Row, RowAction, Section};
use crate::workspace_view::admin_forms;
use crate::workspace_view::form::{Button, Form};
use crate::workspace_view::words;

/// All rules, and the form of a new one.
pub(super) async fn page(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => show(&list(&keeper)),
        Err(response) => response,
    }
}

/// Tries a rule; adds the one that was tried.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let rule = match parse(&keeper, &sent) {
        Ok(rule) => rule,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            return keeper::mend(list(&keeper), 0, &sent, errors);
        }
    };
    // What was changed since it was tried is another rule.
    if sent.text("do") == "add" && sent.text("tried") == fingerprint(&rule) {
        return match keeper.put(Entity::Route(rule), "rute").await {
            Ok(response) => response,
            Err(error) => keeper.answer(&error),
        };
    }
    match tried(&keeper, &sent, &rule).await {
        Ok(page) => layout::page(StatusCode::OK, &page),
        Err(error) => keeper.answer(&error),
    }
}

/// Ends a rule today. What was decided by it stays as it is.
pub(super) async fn end(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let rules = keeper.rules();
    let id = sent.text("rule").parse::<RouteId>().ok();
    let found = id.and_then(|id| rules.directory.routes.get(&id));
    let Some(rule) = found.filter(|rule| rule.body == keeper.body) else {
        return keeper.answer(&AppError::NotFound);
    };
    let today = today(&keeper);
    let ended = RouteRule {
        // One that has not begun never will.
        valid_to: Some(rule.valid_from.map_or(today, |from| from.max(today))),
        ..rule.clone()
    };
    match keeper.put(Entity::Route(ended), "rute").await {
        Ok(response) => response,
        Err(error) => keeper.answer(&error),
    }
}

fn today(keeper: &Keeper) -> Date {
    let zone = keeper.rules().zone(keeper.body);
    zone.local_date(keeper.seat.here.app().now())
}

fn list(keeper: &Keeper) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let today = today(keeper);
    let mut own: Vec<&RouteRule> = rules
        .directory
        .routes
        .values()
        .filter(|rule| rule.body == keeper.body)
        .collect();
    let has_ended = |rule: &RouteRule| rule.valid_to.is_some_and(|to| to <= today);
    own.sort_by_key(|rule| (has_ended(rule), rule.region.clone(), rule.id));
    let rows = own
        .into_iter()
        .map(|rule| line(keeper, rule, has_ended(rule)))
        .collect();
    let mut page = keeper.page(Section::Routes);
    let columns = ["routes-when", "routes-unit", "routes-valid", "routes-note"];
    page.tables = vec![keeper.table(&i18n.t("admin-routes"), &columns, rows)];
    page.forms = vec![folded(i18n.t("routes-new"), form(keeper))];
    page
}

fn line(keeper: &Keeper, rule: &RouteRule, has_ended: bool) -> Row {
    let i18n = keeper.i18n();
    let when = when(keeper, rule);
    let unit = unit_name(keeper, rule.unit);
    let dash = || "–".to_owned();
    let valid = match (rule.valid_from, rule.valid_to) {
        (None, None) => dash(),
        (Some(from), None) => i18n.t1("admin-valid-since", "from", i18n.date(from)),
        (None, Some(to)) => i18n.t1("admin-valid-until", "to", i18n.date(to)),
        (Some(from), Some(to)) => i18n.t2(
            "admin-valid-between",
            "from",
            i18n.date(from),
            "to",
            i18n.date(to),
        ),
    };
    let first = Cell::text(&when);
    let note = Some(rule.note.clone()).filter(|note| !note.is_empty());
    let mut line = row(vec![
        if has_ended { first.ended(&i18n) } else { first },
        Cell::text(&unit),
        Cell::text(valid),
        Cell::text(note.unwrap_or_else(dash)),
    ]);
    if !has_ended {
        line.actions = vec![RowAction {
            action: keeper.href("rute/akhiri"),
            label: i18n.t("routes-end"),
            about: format!("{when} → {unit}"),
            hidden: vec![("rule", rule.id.to_string())],
            danger: true,
        }];
    }
    line
}

/// "Wilayah 62.71.03, Jalan rusak, pengaduan", or "semua laporan".
fn when(keeper: &Keeper, rule: &RouteRule) -> String {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let category = rule
        .category
        .and_then(|id| rules.directory.categories.get(&id));
    let parts = [
        rule.region
            .as_ref()
            .map(|region| i18n.t1("routes-region", "code", region)),
        category.map(|category| category.name.clone()),
        rule.report_type.map(|kind| words::report_type(&i18n, kind)),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() {
        i18n.t("routes-all")
    } else {
        said.join(", ")
    }
}

fn unit_name(keeper: &Keeper, id: UnitId) -> String {
    let rules = keeper.rules();
    let unit = rules.directory.units.get(&id);
    unit.map_or_else(|| id.to_string(), |unit| unit.name.clone())
}

fn form(keeper: &Keeper) -> Form {
    let rules = keeper.rules();
    let mut categories: Vec<_> = rules
        .directory
        .categories
        .values()
        .filter(|category| category.body == keeper.body && !category.retired)
        .map(|category| Choice::new(category.id.to_string(), &category.name))
        .collect();
    categories.sort_by(|one, other| one.label.cmp(&other.label));
    admin_forms::route_form(
        &keeper.i18n(),
        &keeper.href("rute"),
        ChoiceGroup::flat(categories),
        units::choices(keeper, None),
    )
}

/// The page again: what the rule would have done in the last year, and the button that adds it.
async fn tried(keeper: &Keeper, sent: &Sent, rule: &RouteRule) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let to = today(keeper);
    let from = to.saturating_sub(1.year());
    let tried = routing::try_rule(keeper.seat.here.app(), rule, from, to).await?;
    let mut page = list(keeper);
    page.l = page.l.one_off();
    page.l.notice = None;
    page.facts = facts(keeper, rule, &tried, (from, to));
    if let Some(folded) = page.forms.first_mut() {
        folded.open = true;
        folded.help = i18n.t("routes-tried-help");
        let mut form = folded.form.clone().handed_back(&sent.written());
        form = form.hidden("tried", fingerprint(rule));
        form.buttons = [("add", "routes-add"), ("try", "routes-try")]
            .map(|(value, key)| Button {
                name: "do",
                value,
                label: i18n.t(key),
                press: "",
            })
            .to_vec();
        folded.form = form;
    }
    Ok(page)
}

fn facts(
    keeper: &Keeper,
    rule: &RouteRule,
    tried: &Tried,
    (from, to): (Date, Date),
) -> Vec<(String, String)> {
    /// Other units that are named.
    const NAMED: usize = 5;
    let i18n = keeper.i18n();
    let mut facts = vec![
        (
            i18n.t("routes-tried"),
            format!("{} → {}", when(keeper, rule), unit_name(keeper, rule.unit)),
        ),
        (
            i18n.t("routes-tried-period"),
            i18n.t2("stats-period", "from", i18n.date(from), "to", i18n.date(to)),
        ),
        (i18n.t("routes-tried-reports"), i18n.number(tried.reports)),
        (i18n.t("routes-tried-fits"), i18n.number(tried.fits)),
        (i18n.t("routes-tried-same"), i18n.number(tried.same)),
        (i18n.t("routes-tried-other"), i18n.number(tried.other)),
    ];
    let left = [
        ("routes-tried-other-rule", tried.other_rule),
        ("routes-tried-no-unit", tried.no_unit),
    ];
    let left = left.into_iter().filter(|(_, count)| *count > 0);
    facts.extend(left.map(|(key, count)| (i18n.t(key), i18n.number(count))));
    let elsewhere: Vec<String> = tried
        .elsewhere
        .iter()
        .take(NAMED)
        .map(|(unit, count)| format!("{} ({})", unit_name(keeper, *unit), i18n.number(*count)))
        .collect();
    if !elsewhere.is_empty() {
        facts.push((i18n.t("routes-tried-elsewhere"), elsewhere.join("; ")));
    }
    facts
}

/// What a rule says, without its id.
fn fingerprint(rule: &RouteRule) -> String {
    let part = |text: Option<String>| text.unwrap_or_default();
    [
        part(rule.region.clone()),
        part(rule.category.map(|id| id.to_string())),
        part(rule.report_type.map(|kind| kind.as_str().to_owned())),
        rule.unit.to_string(),
        part(rule.valid_from.map(|day| day.to_string())),
        part(rule.valid_to.map(|day| day.to_string())),
    ]
    .join("|")
}

fn parse(keeper: &Keeper, sent: &Sent) -> Result<RouteRule, Vec<FieldError>> {
    let rules = keeper.rules();
    let directory = &rules.directory;
    let mut wrong = Vec::new();
    let region = clean_line(sent.text("region"));
    if !region.is_empty() && region.parse::<RegionCode>().is_err() {
        wrong.push(FieldError::new("region", "shape"));
    }
    let category = sent.text("category");
    let found = category.parse::<CategoryId>().ok();
    let found = found.and_then(|id| directory.categories.get(&id));
    let found = found.filter(|found| found.body == keeper.body);
    if !category.is_empty() && found.is_none() {
        wrong.push(FieldError::new("category", "unknown"));
    }
    let kind = sent.text("type");
    let report_type = kind.parse::<ReportType>().ok();
    if !kind.is_empty() && report_type.is_none() {
        wrong.push(FieldError::new("type", "unknown"));
    }
    let unit = sent.text("unit").parse::<UnitId>().ok();
    let unit = unit.and_then(|id| directory.units.get(&id));
    let unit = unit.filter(|unit| unit.body == keeper.body);
    if unit.is_none() {
        wrong.push(FieldError::new("unit", "required"));
    }
    let valid_from = keeper::day(sent, "valid_from", &mut wrong);
    let valid_to = keeper::day(sent, "valid_to", &mut wrong);
    if valid_from
        .zip(valid_to)
        .is_some_and(|(from, to)| to <= from)
    {
        wrong.push(FieldError::new("valid_to", "before_start"));
    }
    let note = clean_line(sent.text("note"));
    if note.len() > lapor_app::report::MAX_LINE {
        wrong.push(FieldError::new("note", "too_long"));
    }
    match unit {
        Some(unit) if wrong.is_empty() => Ok(RouteRule {
            id: RouteId(keeper.seat.here.app().fresh_id()),
            body: keeper.body,
            region: Some(region).filter(|region| !region.is_empty()),
            category: found.map(|category| category.id),
            report_type,
            unit: unit.id,
            valid_from,
            valid_to,
            note,
        }),
        _ => Err(wrong),
    }
}
