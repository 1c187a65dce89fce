//! `GET /api/v1/categories`: what reports can be about.

use axum::Json;
use lapor_domain::question;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::i18n::{I18n, Lang};

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
    /// What is asked under it, in order. A required one must be answered by whoever files through this interface.
    questions: Vec<Question>,
}

/// A question of a category.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Question {
    /// Its code, by which `answers` names it.
    #[schema(example = "nomor_tiang")]
    code: String,
    /// The question, in the language that is asked for.
    label: String,
    /// Help on what is expected.
    help: Option<String>,
    /// `string`, `text`, `number`, `datetime`, `singlevaluelist` or `multivaluelist`.
    datatype: &'static str,
    /// What may be chosen, of the two lists.
    choices: Vec<QuestionChoice>,
    /// Must be answered.
    required: bool,
    /// Words to be read: it takes no answer.
    information: bool,
    /// The answer may be shown to everyone with the released report.
    public: bool,
}

/// What may be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuestionChoice {
    /// What is sent.
    key: String,
    /// What people read.
    name: String,
}

fn question(i18n: I18n, question: &question::Question) -> Question {
    let help = Some(question.datatype_description.clone());
    let choices = question.values.iter();
    Question {
        code: question.code.clone(),
        label: question.label(i18n.lang == Lang::En).to_owned(),
        help: help.filter(|help| !help.is_empty()),
        datatype: question.datatype.as_str(),
        choices: choices
            .map(|choice| QuestionChoice {
                key: choice.key.clone(),
                name: choice.name.clone(),
            })
            .collect(),
        required: question.required,
        information: !question.variable,
        public: question.public,
    }
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
                questions: category
                    .asked()
                    .map(|asked| question(caller.i18n(), asked))
                    .collect(),
            }
        })
        .collect();
    categories.sort_by(|one, other| {
        (&one.body, &one.name, &one.id).cmp(&(&other.body, &other.name, &other.id))
    });
    Json(Categories { categories })
}
