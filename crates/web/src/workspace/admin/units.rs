//! `/ruang/kelola/unit`: units of a body and when they may be given reports.

use axum::extract::{Path, Request};
use axum::response::Response;
use lapor_app::error::{AppError, FieldError};
use lapor_domain::agency::{Directory, Succession, Unit};
use lapor_domain::ids::UnitId;
use lapor_store::record::entity::Entity;
use wilayah::RegionCode;

use super::keeper::{self, Keeper, folded, row, show};
use super::trees;
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::admin::{AdminPage, Cell, Row, Section};
use crate::workspace_view::admin_forms;

/// All units, and the form of a new one.
pub(super) async fn page(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => show(&list(&keeper)),
        Err(response) => response,
    }
}

/// A new unit.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match parse(&keeper, &sent, None) {
        Ok(unit) => put(&keeper, unit).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            keeper::mend(list(&keeper), 0, &sent, errors)
        }
    }
}

/// One unit and its form.
pub(super) async fn one(here: Here, Path(slug): Path<String>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match find(&keeper, &slug) {
        Some(unit) => show(&single(&keeper, &unit)),
        None => keeper.answer(&AppError::NotFound),
    }
}

/// Changes a unit. Who saves it has looked at it: the import's mark goes.
pub(super) async fn save(here: Here, Path(slug): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let Some(unit) = find(&keeper, &slug) else {
        return keeper.answer(&AppError::NotFound);
    };
    match parse(&keeper, &sent, Some(&unit)) {
        Ok(changed) => put(&keeper, changed).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            keeper::mend(single(&keeper, &unit), 0, &sent, errors)
        }
    }
}

/// Units of a body to choose from.
pub(super) fn choices(keeper: &Keeper, except: Option<UnitId>) -> Vec<ChoiceGroup> {
    let rules = keeper.rules();
    let options = sorted(keeper, &rules.directory)
        .into_iter()
        .filter(|unit| Some(unit.id) != except)
        .map(|unit| Choice::new(unit.id.to_string(), &unit.name));
    ChoiceGroup::flat(options.collect())
}

async fn put(keeper: &Keeper, unit: Unit) -> Response {
    let then = format!("unit/{}", unit.slug);
    match keeper.put(Entity::Unit(unit), &then).await {
        Ok(response) => response,
        Err(error) => keeper.answer(&error),
    }
}

fn find(keeper: &Keeper, slug: &str) -> Option<Unit> {
    let rules = keeper.rules();
    rules.directory.unit_by_slug(keeper.body, slug).cloned()
}

fn sorted<'d>(keeper: &Keeper, directory: &'d Directory) -> Vec<&'d Unit> {
    let mut units: Vec<_> = directory
        .units
        .values()
        .filter(|unit| unit.body == keeper.body)
        .collect();
    units.sort_by(|a, b| a.name.cmp(&b.name));
    units
}

fn list(keeper: &Keeper) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let rows = sorted(keeper, &rules.directory)
        .into_iter()
        .map(|unit| line(keeper, &rules.directory, unit))
        .collect();
    let mut page = keeper.page(Section::Units);
    let columns = [
        "admin-col-name",
        "admin-col-parent",
        "admin-col-region",
        "admin-col-valid",
    ];
    page.tables = vec![keeper.table(&i18n.t("admin-units"), &columns, rows)];
    page.forms = vec![folded(
        i18n.t("admin-new-unit"),
        admin_forms::unit_form(&i18n, &keeper.href("unit"), choices(keeper, None)),
    )];
    page
}

fn line(keeper: &Keeper, directory: &Directory, unit: &Unit) -> Row {
    let i18n = keeper.i18n();
    let name = Cell::link(&unit.name, keeper.href(&format!("unit/{}", unit.slug)));
    let today = keeper.rules().zone(keeper.body);
    let today = today.local_date(keeper.seat.here.app().now());
    let name = match (unit.from_import, unit.valid_to) {
        (true, _) => name.from_import(&i18n),
        (false, Some(end)) if end <= today => name.ended(&i18n),
        _ => name,
    };
    let parent = unit.parent.and_then(|id| directory.units.get(&id));
    let dash = || "–".to_owned();
    row(vec![
        name,
        Cell::text(parent.map_or_else(dash, |parent| parent.name.clone())),
        Cell::text(unit.region.clone().unwrap_or_else(dash)),
        Cell::text(valid(keeper, unit)),
    ])
}

fn valid(keeper: &Keeper, unit: &Unit) -> String {
    let i18n = keeper.i18n();
    let from = unit.valid_from.map(|day| i18n.date(day));
    let to = unit.valid_to.map(|day| i18n.date(day));
    match (from, to) {
        (None, None) => "–".to_owned(),
        (Some(from), None) => i18n.t1("admin-valid-since", "from", from),
        (None, Some(to)) => i18n.t1("admin-valid-until", "to", to),
        (Some(from), Some(to)) => i18n.t2("admin-valid-between", "from", from, "to", to),
    }
}

fn single(keeper: &Keeper, unit: &Unit) -> AdminPage {
    let i18n = keeper.i18n();
    let action = keeper.href(&format!("unit/{}", unit.slug));
    let form = admin_forms::unit_form(&i18n, &action, choices(keeper, Some(unit.id)));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let form = keeper::filled(
        form,
        &[
            ("name", unit.name.clone()),
            ("slug", unit.slug.clone()),
            (
                "parent",
                unit.parent.map(|id| id.to_string()).unwrap_or_default(),
            ),
            ("region", unit.region.clone().unwrap_or_default()),
            ("valid_from", day(unit.valid_from)),
            ("valid_to", day(unit.valid_to)),
            ("succeeds", written(&keeper.rules().directory, unit)),
            ("is_ppid", if unit.is_ppid { "yes" } else { "" }.to_owned()),
        ],
    );
    let mut page = keeper.page(Section::Units);
    page.subject.clone_from(&unit.name);
    page.facts = vec![(i18n.t("admin-col-valid"), valid(keeper, unit))];
    let rules = keeper.rules();
    let names = |units: Vec<&Unit>| {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        names.join(", ")
    };
    let before = unit.succeeds.iter();
    let before = before.filter_map(|taken| rules.directory.units.get(&taken.unit));
    let before = names(before.collect());
    let today = rules
        .zone(keeper.body)
        .local_date(keeper.seat.here.app().now());
    let after = names(rules.directory.successors(unit.id, today));
    for (key, names) in [
        ("admin-succeeds-fact", before),
        ("admin-succeeded-by", after),
    ] {
        if !names.is_empty() {
            page.facts.push((i18n.t(key), names));
        }
    }
    if unit.from_import {
        page.facts
            .push((i18n.t("admin-mark"), i18n.t("mark-from-import")));
    }
    page.forms = vec![folded(i18n.t("admin-edit"), form)];
    page
}

fn parse(keeper: &Keeper, sent: &Sent, present: Option<&Unit>) -> Result<Unit, Vec<FieldError>> {
    let rules = keeper.rules();
    let directory = &rules.directory;
    let mut wrong = Vec::new();
    let id = present.map_or_else(|| UnitId(keeper.seat.here.app().fresh_id()), |unit| unit.id);
    let other = directory.unit_by_slug(keeper.body, sent.text("slug").trim());
    let unit = Unit {
        id,
        body: keeper.body,
        parent: parent(keeper, directory, id, sent.text("parent"), &mut wrong),
        slug: trees::slug(
            sent.text("slug"),
            other.is_some_and(|unit| unit.id != id),
            &mut wrong,
        ),
        name: keeper::line(sent, "name", &mut wrong),
        region: region(sent.text("region"), &mut wrong),
        valid_from: keeper::day(sent, "valid_from", &mut wrong),
        valid_to: keeper::day(sent, "valid_to", &mut wrong),
        is_ppid: sent.is_ticked("is_ppid"),
        succeeds: successions(keeper, directory, id, sent.text("succeeds"), &mut wrong),
        from_import: false,
    };
    if let (Some(from), Some(to)) = (unit.valid_from, unit.valid_to)
        && to <= from
    {
        wrong.push(FieldError::new("valid_to", "before_start"));
    }
    if wrong.is_empty() {
        Ok(unit)
    } else {
        Err(wrong)
    }
}

/// The node above: of the same body, and not the unit itself or below it.
fn parent(
    keeper: &Keeper,
    directory: &Directory,
    unit: UnitId,
    text: &str,
    wrong: &mut Vec<FieldError>,
) -> Option<UnitId> {
    if text.is_empty() {
        return None;
    }
    let found = text.parse().ok().and_then(|id| directory.units.get(&id));
    let Some(parent) = found.filter(|parent| parent.body == keeper.body) else {
        wrong.push(FieldError::new("parent", "unknown"));
        return None;
    };
    if directory.is_within(parent.id, unit) {
        wrong.push(FieldError::new("parent", "ring"));
    }
    Some(parent.id)
}

/// Whose work it took over: a short name and a day on each line.
fn successions(
    keeper: &Keeper,
    directory: &Directory,
    unit: UnitId,
    text: &str,
    wrong: &mut Vec<FieldError>,
) -> Vec<Succession> {
    let mut found: Vec<Succession> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((slug, since)) = line
            .split_once(char::is_whitespace)
            .and_then(|(slug, day)| Some((slug, day.trim().parse().ok()?)))
        else {
            wrong.push(FieldError::new("succeeds", "shape"));
            continue;
        };
        let Some(before) = directory.unit_by_slug(keeper.body, slug) else {
            wrong.push(FieldError::new("succeeds", "unknown"));
            continue;
        };
        if before.id == unit || directory.descends_from(before.id, unit) {
            wrong.push(FieldError::new("succeeds", "ring"));
            continue;
        }
        found.retain(|taken| taken.unit != before.id);
        found.push(Succession {
            unit: before.id,
            since,
        });
    }
    found
}

/// The same as a person writes it.
fn written(directory: &Directory, unit: &Unit) -> String {
    let line = |taken: &Succession| {
        let before = directory.units.get(&taken.unit)?;
        Some(format!("{} {}", before.slug, taken.since))
    };
    let lines: Vec<String> = unit.succeeds.iter().filter_map(line).collect();
    lines.join("\n")
}

fn region(text: &str, wrong: &mut Vec<FieldError>) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let code = text.parse::<RegionCode>();
    if code.is_err() {
        wrong.push(FieldError::new("region", "shape"));
    }
    code.ok().map(|code| code.to_string())
}
