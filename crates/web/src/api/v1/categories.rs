//! `GET /api/v1/categories`: what reports can be about.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;

/// Categories, by body and name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Categories {
    /// Those that are offered.
    categories: Vec<Category>,
}

/// A category.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Category {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// Body whose it is.
    body: String,
    /// Its name in addresses.
    slug: String,
    /// Its name.
    name: String,
    /// The category above: its id.
    parent: Option<String>,
    /// Matters in public space: the point may be shown once released.
    public_place: bool,
}

/// Categories
#[utoipa::path(
    get,
    path = "/categories",
    tag = "directory",
    operation_id = "listCategories",
    responses((status = 200, description = "Categories", body = Categories))
)]
pub(crate) async fn read(caller: Caller) -> Json<Categories> {
    let rules = caller.here.rules();
    let directory = &rules.directory;
    let mut categories: Vec<Category> = directory
        .categories
        .values()
        .filter(|category| !category.retired)
        .filter(|category| caller.here.body.is_none_or(|only| only == category.body))
        .map(|category| {
            let body = directory.bodies.get(&category.body);
            Category {
                id: category.id.to_string(),
                body: body.map(|body| body.slug.clone()).unwrap_or_default(),
                slug: category.slug.clone(),
                name: category.name.clone(),
                parent: category.parent.map(|id| id.to_string()),
                public_place: category.public_place,
            }
        })
        .collect();
    categories.sort_by(|one, other| {
        (&one.body, &one.name, &one.id).cmp(&(&other.body, &other.name, &other.id))
    });
    Json(Categories { categories })
}
