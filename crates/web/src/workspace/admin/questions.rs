//! `/ruang/kelola/kategori/{slug}/pertanyaan`: what is asked of whoever reports under a category.

use axum::extract::{Path, Request};
use axum::response::Response;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::{clean_line, clean_text};
use lapor_domain::agency::Category;
use lapor_domain::question::{AnswerType, Choice, Question, QuestionFlaw, flaws};
use lapor_store::record::entity::Entity;

use super::categories;
use super::keeper::{self, Keeper, folded, row, show, tick};
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::workspace_view::admin::{AdminPage, Cell, FoldedForm, Row, Section, Table};
use crate::workspace_view::admin_forms;
use crate::workspace_view::form::Form;

/// A new question.
pub(super) async fn add(here: Here, Path(slug): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let Some(category) = categories::find(&keeper, &slug) else {
        return keeper.answer(&AppError::NotFound);
    };
    match parse(&category, &sent, None) {
        Ok(changed) => put(&keeper, changed).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            let page = categories::single(&keeper, &category);
            keeper::mend(page, categories::NEW_QUESTION, &sent, errors)
        }
    }
}

/// One question and its form.
pub(super) async fn one(here: Here, Path((slug, code)): Path<(String, String)>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let category = categories::find(&keeper, &slug);
    let found = category.as_ref().and_then(|it| it.question(&code));
    match (&category, found) {
        (Some(category), Some(question)) => show(&single(&keeper, category, question)),
        _ => keeper.answer(&AppError::NotFound),
    }
}

/// Changes a question, or ends it. What was answered stays as it was asked.
pub(super) async fn save(
    here: Here,
    Path((slug, code)): Path<(String, String)>,
    request: Request,
) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let category = categories::find(&keeper, &slug);
    let found = category.as_ref().and_then(|it| it.question(&code));
    let (Some(category), Some(question)) = (&category, found) else {
        return keeper.answer(&AppError::NotFound);
    };
    match parse(category, &sent, Some(question)) {
        Ok(changed) => put(&keeper, changed).await,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            keeper::mend(single(&keeper, category, question), 0, &sent, errors)
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

/// The questions of a category, in order.
pub(super) fn table(keeper: &Keeper, category: &Category) -> Table {
    let i18n = keeper.i18n();
    let rows = category.questions.iter();
    let rows = rows.map(|question| line(keeper, category, question));
    let columns = [
        "admin-question-label",
        "admin-question-col-code",
        "admin-question-col-kind",
        "admin-question-col-marks",
    ];
    let caption = i18n.t("admin-questions");
    let mut table = keeper.table(&caption, &columns, rows.collect());
    table.empty = i18n.t("admin-questions-none");
    table
}

fn line(keeper: &Keeper, category: &Category, question: &Question) -> Row {
    let i18n = keeper.i18n();
    let href = keeper.href(&path(category, Some(question)));
    let mut label = Cell::link(&question.label, href);
    if question.ended {
        label = label.ended(&i18n);
    }
    let marks = [
        (question.required, "question-mark-required"),
        (question.public, "question-mark-public"),
        (!question.variable, "question-mark-information"),
    ];
    let marks = marks.into_iter().filter(|(is, _)| *is);
    let marks: Vec<String> = marks.map(|(_, key)| i18n.t(key)).collect();
    let choices = question.values.iter();
    let choices: Vec<&str> = choices.map(|choice| choice.name.as_str()).collect();
    let kind = i18n.t(&format!("answer-type-{}", question.datatype.as_str()));
    row(vec![
        label,
        Cell::text(&question.code),
        Cell::text(kind).small(choices.join(", ")),
        Cell::text(if marks.is_empty() {
            "–".to_owned()
        } else {
            marks.join(", ")
        }),
    ])
}

fn path(category: &Category, question: Option<&Question>) -> String {
    let of = format!("kategori/{}/pertanyaan", category.slug);
    match question {
        Some(question) => format!("{of}/{}", question.code),
        None => of,
    }
}

/// The form of a new one.
pub(super) fn new_form(keeper: &Keeper, category: &Category) -> FoldedForm {
    let form =
        admin_forms::question_form(&keeper.i18n(), &keeper.href(&path(category, None)), true);
    let form = keeper::filled(
        form,
        &[("position", (category.asked().count() + 1).to_string())],
    );
    folded(keeper.i18n().t("admin-question-new"), form)
}

fn single(keeper: &Keeper, category: &Category, question: &Question) -> AdminPage {
    let i18n = keeper.i18n();
    let mut page = keeper.page(Section::Categories);
    page.subject = format!("{}: {}", category.name, question.label);
    page.facts = vec![(i18n.t("admin-question-code"), question.code.clone())];
    let mut form = folded(i18n.t("admin-edit"), filled(keeper, category, question));
    form.open = true;
    page.forms = vec![form];
    page
}

fn filled(keeper: &Keeper, category: &Category, question: &Question) -> Form {
    let action = keeper.href(&path(category, Some(question)));
    let form = admin_forms::question_form(&keeper.i18n(), &action, false);
    let before = category
        .asked()
        .take_while(|other| other.code != question.code);
    let choices = question.values.iter();
    let choices = choices.map(|choice| format!("{} = {}", choice.key, choice.name));
    keeper::filled(
        form,
        &[
            ("label", question.label.clone()),
            ("label_en", question.label_en.clone().unwrap_or_default()),
            ("datatype", question.datatype.to_string()),
            ("help", question.datatype_description.clone()),
            ("values", choices.collect::<Vec<_>>().join("\n")),
            ("position", (before.count() + 1).to_string()),
            ("required", tick(question.required)),
            ("information", tick(!question.variable)),
            ("public", tick(question.public)),
            ("ended", tick(question.ended)),
        ],
    )
}

/// The category with the question as it was sent, in its place.
fn parse(
    category: &Category,
    sent: &Sent,
    present: Option<&Question>,
) -> Result<Category, Vec<FieldError>> {
    let line = |field: &str| clean_line(sent.text(field));
    let is_ticked = |field: &str| sent.text(field) == "yes";
    let code = present.map_or_else(|| line("code"), |question| question.code.clone());
    let mut wrong = Vec::new();
    let datatype = sent.text("datatype").parse::<AnswerType>();
    if datatype.is_err() {
        wrong.push(FieldError::new("datatype", "required"));
    }
    let position = sent.text("position").trim().parse::<usize>();
    if !matches!(position, Ok(1..)) {
        wrong.push(FieldError::new("position", "not_a_number"));
    }
    let question = Question {
        label: line("label"),
        label_en: Some(line("label_en")).filter(|label| !label.is_empty()),
        datatype: datatype.unwrap_or(AnswerType::Line),
        datatype_description: line("help"),
        values: choices(sent.text("values")),
        required: is_ticked("required"),
        variable: !is_ticked("information"),
        public: is_ticked("public"),
        ended: is_ticked("ended"),
        code,
    };
    let mut changed = category.clone();
    if present.is_some() {
        changed
            .questions
            .retain(|other| other.code != question.code);
    }
    // The new one stands last while it is looked at, so that a code that is taken is its own fault.
    changed.questions.push(question);
    let found = flaws(&changed.questions).into_iter().map(|(_, flaw)| flaw);
    wrong.extend(found.map(|flaw| FieldError::new(field_of(flaw), flaw.as_str())));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let others = changed.questions.len().saturating_sub(1);
    if let (Some(question), Ok(position)) = (changed.questions.pop(), position) {
        let mut asked = changed
            .questions
            .iter()
            .enumerate()
            .filter(|(_, it)| !it.ended);
        let at = asked.nth(position - 1).map_or(others, |(at, _)| at);
        changed.questions.insert(at, question);
    }
    Ok(changed)
}

/// One choice on each line: `key = name`. What is none has no key, which is a flaw of the question.
fn choices(text: &str) -> Vec<Choice> {
    let text = clean_text(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (key, name) = line.split_once('=').unwrap_or(("", line));
            Choice {
                key: key.trim().to_owned(),
                name: name.trim().to_owned(),
            }
        })
        .collect()
}

const fn field_of(flaw: QuestionFlaw) -> &'static str {
    match flaw {
        QuestionFlaw::BadCode | QuestionFlaw::CodeTaken => "code",
        QuestionFlaw::NoLabel | QuestionFlaw::TooLong => "label",
        QuestionFlaw::NoChoices
        | QuestionFlaw::Choices
        | QuestionFlaw::BadChoice
        | QuestionFlaw::TooManyChoices => "values",
        QuestionFlaw::RequiredWords => "required",
        QuestionFlaw::TooMany => "",
    }
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn choices_are_lines() {
        let found = choices(" mati = Mati sama sekali\r\n\nkedip=Berkedip = redup\nsaja\n");
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.key.as_str(), it.name.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("mati", "Mati sama sekali"),
                ("kedip", "Berkedip = redup"),
                ("", "saja")
            ]
        );
    }
}
