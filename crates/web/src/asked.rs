//! Questions of a category in forms: shown, read, shown again with what has to be mended.

use jiff::Timestamp;
use lapor_app::report::answers;
use lapor_domain::agency::Category;
use lapor_domain::answers::{Answer, AnswerError, Answers, Asking};
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::question::{AnswerType, Question};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

use crate::form::Sent;
use crate::i18n::{I18n, Lang};
use crate::state::face;
use crate::view::asked::QuestionField;
use crate::view::forms::{Choice, Errors};
use crate::workspace_view::form::{Field, Form, Input};

/// Begins the names of the fields of answers.
pub(crate) const PREFIX: &str = "answer-";
/// Begins the name of the field of a moment's time: not everybody knows it, so the day stands alone.
const TIME: &str = "jam-";

/// The chosen category, if the body offers it: in use, and no heading over others that are.
pub(crate) fn chosen<'r>(rules: &'r Rules, body: BodyId, text: &str) -> Option<&'r Category> {
    let id: CategoryId = text.parse().ok()?;
    let all = &rules.directory.categories;
    let category = all.get(&id)?;
    let is_used = category.body == body && !category.retired;
    let is_heading = || {
        let mut all = all.values();
        all.any(|other| other.parent == Some(id) && !other.retired)
    };
    (is_used && !is_heading()).then_some(category)
}

/// The category has questions that this form did not show yet.
pub(crate) fn is_to_ask(category: Option<&Category>, sent: &Sent) -> bool {
    category.is_some_and(|category| {
        category.asked().next().is_some() && sent.text("asked") != category.id.to_string()
    })
}

/// What was answered; nothing where no category with questions was chosen.
///
/// # Errors
/// Everything that is wrong or lacking.
pub(crate) fn read(
    rules: &Rules,
    category: Option<&Category>,
    sent: &Sent,
    asking: Asking,
) -> Result<Option<Answers>, Vec<AnswerError>> {
    let Some(category) = category.filter(|category| category.asked().next().is_some()) else {
        return Ok(None);
    };
    let mut by_code: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in sent.fields() {
        let Some(code) = name.strip_prefix(PREFIX).filter(|_| !value.is_empty()) else {
            continue;
        };
        match by_code.iter_mut().find(|(known, _)| known == code) {
            Some((_, values)) => values.push(value.clone()),
            None => by_code.push((code.to_owned(), vec![value.clone()])),
        }
    }
    for question in category.asked() {
        let time = sent.text(&format!("{TIME}{}", question.code)).trim();
        if question.datatype == AnswerType::Moment && !time.is_empty() {
            with_time(&mut by_code, &question.code, time);
        }
    }
    answers::check(rules, category, by_code, asking).map(Some)
}

/// A time without its day is no moment, and is told so.
fn with_time(by_code: &mut Vec<(String, Vec<String>)>, code: &str, time: &str) {
    match by_code.iter_mut().find(|(known, _)| known == code) {
        Some((_, days)) => {
            for day in days {
                day.push('T');
                day.push_str(time);
            }
        }
        None => by_code.push((code.to_owned(), vec![format!("T{time}")])),
    }
}

/// The questions as fields, with what was written in them.
pub(crate) fn fields(i18n: I18n, category: &Category, sent: &Sent) -> Vec<QuestionField> {
    let field = |question: &Question| {
        let name = format!("{PREFIX}{}", question.code);
        let time_name = format!("{TIME}{}", question.code);
        let choices = question.values.iter();
        QuestionField {
            values: sent.texts(&name).into_iter().map(str::to_owned).collect(),
            name,
            label: question.label(i18n.lang == Lang::En).to_owned(),
            hint: question.datatype_description.clone(),
            kind: question.datatype,
            takes_answer: question.variable,
            choices: choices
                .map(|choice| Choice::new(&choice.key, &choice.name))
                .collect(),
            required: question.required,
            public: question.public,
            time: sent.text(&time_name).to_owned(),
            time_name,
        }
    };
    category.asked().map(field).collect()
}

/// The same at the end of a form of the workspace. Nothing is required of whoever writes for another.
pub(crate) fn in_form(i18n: I18n, category: Option<&Category>, mut form: Form) -> Form {
    let Some(category) = category else {
        return form;
    };
    let asked = fields(i18n, category, &Sent::default());
    let asked = asked.into_iter().filter(|asked| asked.takes_answer);
    let fields = asked.map(|asked| {
        let groups = crate::view::forms::ChoiceGroup::flat(asked.choices.clone());
        let input = match asked.kind {
            AnswerType::Line | AnswerType::Number => Input::Line,
            AnswerType::Text => Input::Area(false),
            AnswerType::Moment => Input::Date,
            AnswerType::OneOf => Input::Select(groups),
            AnswerType::SeveralOf => Input::Checks(asked.choices),
        };
        Field::new(asked.name, asked.label, input)
            .hint(asked.hint)
            .optional()
    });
    let at = form.fields.iter().position(|it| it.name == "category");
    let at = at.map_or(form.fields.len(), |at| at + 1);
    form.fields.splice(at..at, fields.collect::<Vec<_>>());
    form.hidden("asked", category.id.to_string())
}

/// What has to be mended, beside the fields.
pub(crate) fn errors(i18n: I18n, wrong: &[AnswerError]) -> Errors {
    let mut errors = Errors::default();
    for error in wrong {
        let is_field = !error.label.is_empty();
        let field = if is_field {
            format!("{PREFIX}{}", error.code)
        } else {
            String::new()
        };
        errors.push(field, words(i18n, error));
    }
    errors
}

/// What is wrong with an answer and what to do.
pub(crate) fn words(i18n: I18n, error: &AnswerError) -> String {
    let key = error.fault.as_str().replace('_', "-");
    let question = if error.label.is_empty() {
        &error.code
    } else {
        &error.label
    };
    i18n.t1(&format!("answer-{key}"), "question", question)
}

/// An answer as people read it.
pub(crate) fn answered(i18n: I18n, answer: &Answer, zone: Zone) -> String {
    let moment = |value: &String| {
        let at = value.parse::<Timestamp>().ok()?;
        let is_day = zone.start_of_day(zone.local_date(at)) == at;
        Some(i18n.moment_or_day(at, is_day, face(zone)))
    };
    let values = answer.shown().iter().map(|value| match answer.datatype {
        AnswerType::Moment => moment(value).unwrap_or_else(|| value.clone()),
        _ => value.clone(),
    });
    values.collect::<Vec<_>>().join(", ")
}

/// The question of an answer, in the language of the page.
pub(crate) fn label(i18n: I18n, answer: &Answer) -> String {
    answer.label(i18n.lang == Lang::En).to_owned()
}
