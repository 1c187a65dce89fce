//! Questions of a category: what is asked of whoever reports under it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::agency::Category;

/// Most questions of a category that are asked at a time: a form, not an examination.
pub const MOST_QUESTIONS: usize = 20;
/// Most choices of a question.
pub const MOST_CHOICES: usize = 50;
/// Longest code of a question and key of a choice.
pub const LONGEST_CODE: usize = 40;
/// Longest label, help and name of a choice, in bytes.
pub const LONGEST_LABEL: usize = 300;

codes! {
    /// What an answer looks like. The codes are those of GeoReport v2.
    pub enum AnswerType {
        /// One line.
        Line = "string",
        /// Several lines.
        Text = "text",
        /// A number.
        Number = "number",
        /// A moment.
        Moment = "datetime",
        /// One of a list.
        OneOf = "singlevaluelist",
        /// Several of a list.
        SeveralOf = "multivaluelist",
    }
}

impl AnswerType {
    /// Answers are chosen from a list.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::OneOf | Self::SeveralOf)
    }
}

/// Something that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is sent.
    pub key: String,
    /// What people read.
    pub name: String,
}

/// A question. Its place in the category's list is its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Code, unique within the category and never used for another question.
    pub code: String,
    /// The question.
    pub label: String,
    /// The question in English, where somebody wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    /// What an answer looks like.
    pub datatype: AnswerType,
    /// Help on what is expected; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub datatype_description: String,
    /// What may be chosen, of the two list types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Choice>,
    /// Must be answered where it can be asked. Doors where nothing can be asked take the report without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Takes an answer; else it is words to be read.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub variable: bool,
    /// Answers may be shown to everyone with the released report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public: bool,
    /// No longer asked. What was answered stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

const fn yes() -> bool {
    true
}

impl Question {
    /// The question in a language; Indonesian where there is no other.
    pub fn label(&self, english: bool) -> &str {
        label(&self.label, self.label_en.as_deref(), english)
    }
}

/// The label of a language.
pub(crate) fn label<'l>(label: &'l str, label_en: Option<&'l str>, english: bool) -> &'l str {
    label_en.filter(|_| english).unwrap_or(label)
}

impl Category {
    /// What is asked now, in order; also what is only to be read.
    pub fn asked(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| !question.ended)
    }

    /// A question by its code, also one that ended.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }
}

codes! {
    /// What is wrong with a question.
    pub enum QuestionFlaw {
        /// Letters, digits, hyphens and underscores; 1 to 40 of them.
        BadCode = "bad_code",
        /// Another question has this code.
        CodeTaken = "code_taken",
        /// Nothing to read.
        NoLabel = "no_label",
        /// Too long to be read.
        TooLong = "too_long",
        /// A list without choices.
        NoChoices = "no_choices",
        /// Choices of a question that takes none.
        Choices = "choices",
        /// Two choices with one key, a key that is none, a choice without a name.
        BadChoice = "bad_choice",
        /// More choices than anybody reads.
        TooManyChoices = "too_many_choices",
        /// Words to be read cannot be answered.
        RequiredWords = "required_words",
        /// More questions than anybody answers.
        TooMany = "too_many",
    }
}

/// Everything that is wrong with a category's questions, each with the question's code.
pub fn flaws(questions: &[Question]) -> Vec<(String, QuestionFlaw)> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for question in questions {
        let mut push = |wrong: bool, flaw| {
            if wrong {
                found.push((question.code.clone(), flaw));
            }
        };
        push(!is_code(&question.code), QuestionFlaw::BadCode);
        push(
            !seen.insert(question.code.to_lowercase()),
            QuestionFlaw::CodeTaken,
        );
        push(question.label.trim().is_empty(), QuestionFlaw::NoLabel);
        let texts = [&question.label, &question.datatype_description];
        let mut texts = texts.into_iter().chain(&question.label_en);
        push(
            texts.any(|text| text.len() > LONGEST_LABEL),
            QuestionFlaw::TooLong,
        );
        let asks_list = question.datatype.is_list() && question.variable;
        let has_choices = !question.values.is_empty();
        push(asks_list && !has_choices, QuestionFlaw::NoChoices);
        push(!asks_list && has_choices, QuestionFlaw::Choices);
        push(has_bad_choice(&question.values), QuestionFlaw::BadChoice);
        push(
            question.values.len() > MOST_CHOICES,
            QuestionFlaw::TooManyChoices,
        );
        push(
            question.required && !question.variable,
            QuestionFlaw::RequiredWords,
        );
    }
    let asked = questions.iter().filter(|question| !question.ended);
    if let Some(last) = asked.clone().nth(MOST_QUESTIONS) {
        found.push((last.code.clone(), QuestionFlaw::TooMany));
    }
    found
}

fn has_bad_choice(choices: &[Choice]) -> bool {
    let mut keys = HashSet::new();
    choices.iter().any(|choice| {
        let is_named = !choice.name.trim().is_empty() && choice.name.len() <= LONGEST_LABEL;
        !is_named || !is_code(&choice.key) || !keys.insert(&choice.key)
    })
}

fn is_code(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=LONGEST_CODE).contains(&text.len()) && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::testkit::question;

    fn found(questions: &[Question]) -> Vec<QuestionFlaw> {
        flaws(questions).into_iter().map(|(_, flaw)| flaw).collect()
    }

    #[test]
    fn what_can_be_asked_has_no_flaws() {
        let mut words = question("BACA", AnswerType::Line, &[]);
        words.variable = false;
        let all = [
            question("TIANG", AnswerType::Line, &[]),
            question("GEJALA", AnswerType::SeveralOf, &["mati", "kedip"]),
            words,
        ];
        assert_eq!(found(&all), []);
    }

    #[test]
    fn every_flaw_is_named() {
        let one = |change: fn(&mut Question)| {
            let mut one = question("TIANG", AnswerType::Line, &[]);
            change(&mut one);
            found(&[one])
        };
        assert_eq!(one(|q| q.code = "no tiang".into()), [QuestionFlaw::BadCode]);
        assert_eq!(one(|q| q.code.clear()), [QuestionFlaw::BadCode]);
        assert_eq!(one(|q| q.label = " ".into()), [QuestionFlaw::NoLabel]);
        assert_eq!(one(|q| q.label = "a".repeat(301)), [QuestionFlaw::TooLong]);
        assert_eq!(
            one(|q| q.datatype = AnswerType::OneOf),
            [QuestionFlaw::NoChoices]
        );
        assert_eq!(
            one(|q| q.values = question("X", AnswerType::OneOf, &["a"]).values),
            [QuestionFlaw::Choices]
        );
        assert_eq!(
            one(|q| (q.variable, q.required) = (false, true)),
            [QuestionFlaw::RequiredWords]
        );
        let twice = question("A", AnswerType::OneOf, &["a", "a"]);
        assert_eq!(found(&[twice]), [QuestionFlaw::BadChoice]);
        let pair = ["TIANG", "tiang"].map(|code| question(code, AnswerType::Line, &[]));
        assert_eq!(found(&pair), [QuestionFlaw::CodeTaken]);
        let mut many: Vec<_> = (0..=MOST_QUESTIONS)
            .map(|n| question(&format!("Q{n}"), AnswerType::Line, &[]))
            .collect();
        assert_eq!(found(&many), [QuestionFlaw::TooMany]);
        many.first_mut().unwrap().ended = true;
        assert_eq!(found(&many), [], "what ended is not asked");
    }

    #[test]
    fn a_document_says_only_what_is_not_usual() {
        let plain = question("TIANG", AnswerType::Line, &[]);
        let text = serde_json::to_string(&plain).unwrap();
        assert_eq!(
            text,
            r#"{"code":"TIANG","label":"Apa TIANG?","datatype":"string"}"#
        );
        assert_eq!(serde_json::from_str::<Question>(&text).unwrap(), plain);
        let mut words = plain;
        words.variable = false;
        let text = serde_json::to_string(&words).unwrap();
        assert_eq!(serde_json::from_str::<Question>(&text).unwrap(), words);
    }
}
