//! `/ruang/kelola/kategori`: the tree of categories, and who usually acts.

use axum::extract::{Path, Request};
use axum::response::Response;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::clean_line;
use lapor_domain::agency::{Category, Directory};
use lapor_domain::ids::{CategoryId, UnitId};
use lapor_store::record::entity::Entity;

use super::keeper::{self, Keeper, folded, row, show, tick};
use super::{questions, trees, units};
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::admin::{AdminPage, Cell, Row, Section};
use crate::workspace_view::admin_forms;
use crate::workspace_view::form::Form;

/// All categories, and the form of a new one.
pub(super) async fn page(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => show(&list(&keeper)),
        Err(response) => response,
    }
}

/// A new category.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match parse(&keeper, &sent, None) {
        Ok(category) => put(&keeper, category).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            keeper::mend(list(&keeper), 0, &sent, errors)
        }
    }
}

/// One category and its form.
pub(super) async fn one(here: Here, Path(slug): Path<String>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match find(&keeper, &slug) {
        Some(category) => show(&single(&keeper, &category)),
        None => keeper.answer(&AppError::NotFound),
    }
}

/// Changes a category. Who saves it has looked at it: the import's mark goes.
pub(super) async fn save(here: Here, Path(slug): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let Some(category) = find(&keeper, &slug) else {
        return keeper.answer(&AppError::NotFound);
    };
    match parse(&keeper, &sent, Some(&category)) {
        Ok(changed) => put(&keeper, changed).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            keeper::mend(single(&keeper, &category), 0, &sent, errors)
        }
    }
}

async fn put(keeper: &Keeper, category: Category) -> Response {
    let then = format!("kategori/{}", category.slug);
    match keeper.put(Entity::Category(category), &then).await {
        Ok(response) => response,
        Err(error) => keeper.answer(&error),
    }
}

pub(super) fn find(keeper: &Keeper, slug: &str) -> Option<Category> {
    let rules = keeper.rules();
    rules.directory.category_by_slug(keeper.body, slug).cloned()
}

/// By the name of the top, then the top itself before what is below it.
fn sorted<'d>(keeper: &Keeper, directory: &'d Directory) -> Vec<&'d Category> {
    let top = |category: &Category| {
        category
            .parent
            .and_then(|id| directory.categories.get(&id))
            .map_or_else(|| category.name.clone(), |parent| parent.name.clone())
    };
    let mut found: Vec<_> = directory
        .categories
        .values()
        .filter(|category| category.body == keeper.body)
        .collect();
    found.sort_by_cached_key(|category| {
        (
            top(category),
            category.parent.is_some(),
            category.name.clone(),
        )
    });
    found
}

fn list(keeper: &Keeper) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let rows = sorted(keeper, &rules.directory)
        .into_iter()
        .map(|category| line(keeper, &rules.directory, category))
        .collect();
    let mut page = keeper.page(Section::Categories);
    let columns = ["admin-col-name", "admin-col-parent", "admin-col-unit"];
    page.tables = vec![keeper.table(&i18n.t("admin-categories"), &columns, rows)];
    page.forms = vec![folded(
        i18n.t("admin-new-category"),
        form(keeper, &keeper.href("kategori"), None),
    )];
    page
}

fn line(keeper: &Keeper, directory: &Directory, category: &Category) -> Row {
    let i18n = keeper.i18n();
    let href = keeper.href(&format!("kategori/{}", category.slug));
    let name = Cell::link(&category.name, href);
    let name = match (category.from_import, category.retired) {
        (true, _) => name.from_import(&i18n),
        (false, true) => name.ended(&i18n),
        (false, false) => name,
    };
    let dash = || "–".to_owned();
    let parent = category
        .parent
        .and_then(|id| directory.categories.get(&id))
        .map(|parent| parent.name.clone());
    let unit = category
        .default_unit
        .and_then(|id| directory.units.get(&id))
        .map(|unit| unit.name.clone());
    row(vec![
        name,
        Cell::text(parent.unwrap_or_else(dash)),
        Cell::text(unit.unwrap_or_else(dash)),
    ])
}

fn form(keeper: &Keeper, action: &str, of: Option<CategoryId>) -> Form {
    let rules = keeper.rules();
    let tops = sorted(keeper, &rules.directory)
        .into_iter()
        .filter(|category| category.parent.is_none() && Some(category.id) != of)
        .map(|category| Choice::new(category.id.to_string(), &category.name))
        .collect();
    let units = units::choices(keeper, None);
    admin_forms::category_form(&keeper.i18n(), action, ChoiceGroup::flat(tops), units)
}

/// The place of the form of a new question among a category's forms.
pub(super) const NEW_QUESTION: usize = 1;

pub(super) fn single(keeper: &Keeper, category: &Category) -> AdminPage {
    let action = keeper.href(&format!("kategori/{}", category.slug));
    let form = keeper::filled(
        form(keeper, &action, Some(category.id)),
        &[
            ("name", category.name.clone()),
            ("slug", category.slug.clone()),
            (
                "parent",
                category.parent.map(|id| id.to_string()).unwrap_or_default(),
            ),
            (
                "default_unit",
                category
                    .default_unit
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
            ),
            ("public_place", tick(category.public_place)),
            ("evidence_required", tick(category.evidence_required)),
            ("sp4n_name", category.sp4n_name.clone().unwrap_or_default()),
            ("retired", tick(category.retired)),
        ],
    );
    let mut page = keeper.page(Section::Categories);
    page.subject.clone_from(&category.name);
    page.forms = vec![
        folded(keeper.i18n().t("admin-edit"), form),
        questions::new_form(keeper, category),
    ];
    page.tables = vec![questions::table(keeper, category)];
    page
}

fn parse(
    keeper: &Keeper,
    sent: &Sent,
    present: Option<&Category>,
) -> Result<Category, Vec<FieldError>> {
    let rules = keeper.rules();
    let directory = &rules.directory;
    let mut wrong = Vec::new();
    let id = present.map_or_else(
        || CategoryId(keeper.seat.here.app().fresh_id()),
        |category| category.id,
    );
    let other = directory.category_by_slug(keeper.body, sent.text("slug").trim());
    let is_ticked = |field: &str| sent.text(field) == "yes";
    let sp4n_name = clean_line(sent.text("sp4n_name"));
    let category = Category {
        id,
        body: keeper.body,
        parent: parent(keeper, directory, id, sent.text("parent"), &mut wrong),
        slug: trees::slug(
            sent.text("slug"),
            other.is_some_and(|category| category.id != id),
            &mut wrong,
        ),
        name: keeper::line(sent, "name", &mut wrong),
        public_place: is_ticked("public_place"),
        evidence_required: is_ticked("evidence_required"),
        default_unit: default_unit(keeper, directory, sent.text("default_unit"), &mut wrong),
        sp4n_name: Some(sp4n_name).filter(|name| !name.is_empty()),
        retired: is_ticked("retired"),
        from_import: false,
        questions: present
            .map(|category| category.questions.clone())
            .unwrap_or_default(),
    };
    if wrong.is_empty() {
        Ok(category)
    } else {
        Err(wrong)
    }
}

/// Forms offer two levels, so the tree has two: one above is a top, and a top with others below it
/// stays one.
fn parent(
    keeper: &Keeper,
    directory: &Directory,
    category: CategoryId,
    text: &str,
    wrong: &mut Vec<FieldError>,
) -> Option<CategoryId> {
    if text.is_empty() {
        return None;
    }
    let found = text
        .parse()
        .ok()
        .and_then(|id| directory.categories.get(&id));
    let Some(parent) = found.filter(|parent| parent.body == keeper.body) else {
        wrong.push(FieldError::new("parent", "unknown"));
        return None;
    };
    let has_below = directory
        .categories
        .values()
        .any(|other| other.parent == Some(category));
    if parent.id == category {
        wrong.push(FieldError::new("parent", "ring"));
    } else if parent.parent.is_some() || has_below {
        wrong.push(FieldError::new("parent", "too_deep"));
    }
    Some(parent.id)
}

fn default_unit(
    keeper: &Keeper,
    directory: &Directory,
    text: &str,
    wrong: &mut Vec<FieldError>,
) -> Option<UnitId> {
    if text.is_empty() {
        return None;
    }
    let found = text.parse().ok().and_then(|id| directory.units.get(&id));
    let found = found.filter(|unit| unit.body == keeper.body);
    if found.is_none() {
        wrong.push(FieldError::new("default_unit", "unknown"));
    }
    found.map(|unit| unit.id)
}
