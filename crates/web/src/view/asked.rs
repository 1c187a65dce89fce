//! A question of a category as a field of a form.

use lapor_domain::question::AnswerType;

use super::forms::Choice;

/// A question with what was answered so far.
#[derive(Debug, Clone)]
pub struct QuestionField {
    /// Name and id of the field.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help; may be empty.
    pub hint: String,
    /// What an answer looks like.
    pub kind: AnswerType,
    /// It takes an answer; else it is words to be read.
    pub takes_answer: bool,
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// Must be answered.
    pub required: bool,
    /// The answer may become public with the report.
    pub public: bool,
    /// What was answered.
    pub values: Vec<String>,
    /// Of a moment name and id of the field of its time.
    pub time_name: String,
    /// The time, where somebody knows it.
    pub time: String,
}

impl QuestionField {
    /// The only answer, empty where there is none.
    pub fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Whether a choice is chosen.
    pub fn has(&self, key: &str) -> bool {
        self.values.iter().any(|value| value == key)
    }

    /// Something stands below the question.
    pub fn has_hint(&self) -> bool {
        !self.hint.is_empty() || self.public
    }

    /// The day of a moment.
    pub fn day(&self) -> &str {
        self.first().get(..10).unwrap_or(self.first())
    }
}
