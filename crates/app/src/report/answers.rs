//! Answers to a category's questions: taken in by doors, told as far as the view allows.

use lapor_domain::agency::Category;
use lapor_domain::answers::{Answer, AnswerError, Answers, Asking};
use lapor_domain::question::AnswerType;
use lapor_domain::rules::Rules;
use naskah::personal;

use super::filing::{clean_line, clean_text};

/// Checks what was sent, by code, against a category's questions. Words are cleaned as those of the report are.
///
/// # Errors
/// Everything that is wrong or lacking.
pub fn check(
    rules: &Rules,
    category: &Category,
    mut sent: Vec<(String, Vec<String>)>,
    asking: Asking,
) -> Result<Answers, Vec<AnswerError>> {
    for (code, values) in &mut sent {
        let question = category.question(code);
        let has_lines = question.is_some_and(|question| question.datatype == AnswerType::Text);
        for value in values {
            *value = if has_lines {
                clean_text(value)
            } else {
                clean_line(value)
            };
        }
    }
    Answers::check(category, &sent, asking, rules.zone(category.body))
}

/// The same answer for who does not read the reporter's own words: what looks like personal data is masked.
pub(crate) fn masked(mut answer: Answer) -> Answer {
    if !answer.datatype.is_list() {
        for value in &mut answer.values {
            *value = personal::mask(value, &personal::find(value));
        }
    }
    answer
}
