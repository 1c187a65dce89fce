//! Answers to a category's questions, as they were asked when the report was filed.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::agency::Category;
use crate::ids::CategoryId;
use crate::question::{AnswerType, Question, label};
use crate::zone::Zone;

/// Longest answer of one line, in bytes.
pub const LONGEST_LINE: usize = 500;
/// Longest answer of several lines, in bytes.
pub const LONGEST_TEXT: usize = 4_000;

/// The answers of a report: one piece of sealed content. The questions stand beside their answers, so that a later
/// change of a question does not change what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The category whose questions they are; a verification may find another one, and these stay.
    pub category: Option<CategoryId>,
    /// One for each question that was answered, in the order of the questions.
    pub answers: Vec<Answer>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Code of the question.
    pub code: String,
    /// The question as it was asked.
    pub label: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    /// What an answer looked like.
    pub datatype: AnswerType,
    /// What was answered: of a list the keys, of a moment RFC 3339.
    pub values: Vec<String>,
    /// Of a list the names of what was chosen; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Whoever answered was told that everyone may see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public: bool,
}

impl Answer {
    /// The question in a language.
    pub fn label(&self, english: bool) -> &str {
        label(&self.label, self.label_en.as_deref(), english)
    }

    /// What people read: names of what was chosen, else what was written.
    pub fn shown(&self) -> &[String] {
        if self.names.is_empty() {
            &self.values
        } else {
            &self.names
        }
    }
}

codes! {
    /// What is wrong with an answer.
    pub enum AnswerFault {
        /// No such question.
        Unknown = "unknown",
        /// It must be answered.
        Required = "required",
        /// Several answers to a question that takes one.
        Several = "several",
        /// Not a number.
        NotANumber = "not_a_number",
        /// Not a date, with or without a time.
        NotADate = "not_a_date",
        /// Not one of what may be chosen.
        NotOffered = "not_offered",
        /// More than is kept.
        TooLong = "too_long",
    }
}

/// An answer that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerError {
    /// Code of the question, as sent, cut short.
    pub code: String,
    /// The question, where there is one.
    pub label: String,
    /// What is wrong.
    pub fault: AnswerFault,
}

/// Whether what must be answered can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// The person sees the questions: what is required is required.
    Now,
    /// Somebody writes for a person who may not know: nothing is required.
    OnBehalf,
}

impl Answers {
    /// Checks what was sent, by code, against a category's questions. Empty values are no answers.
    ///
    /// # Errors
    /// Everything that is wrong or lacking.
    pub fn check(
        category: &Category,
        sent: &[(String, Vec<String>)],
        asking: Asking,
        zone: Zone,
    ) -> Result<Self, Vec<AnswerError>> {
        let mut errors = Vec::new();
        let asked = || category.asked().filter(|question| question.variable);
        for (code, _) in sent {
            if asked().all(|question| question.code != *code) {
                errors.push(AnswerError {
                    code: code.chars().take(60).collect(),
                    label: String::new(),
                    fault: AnswerFault::Unknown,
                });
            }
        }
        let mut answers = Vec::new();
        for question in asked() {
            match answer(question, sent, asking, zone) {
                Ok(answer) => answers.extend(answer),
                Err(fault) => errors.push(AnswerError {
                    code: question.code.clone(),
                    label: question.label.clone(),
                    fault,
                }),
            }
        }
        if errors.is_empty() {
            Ok(Self {
                category: Some(category.id),
                answers,
            })
        } else {
            Err(errors)
        }
    }

    /// Nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// As it is sealed; empty where nothing was answered.
    pub fn to_words(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From what was sealed. What cannot be read is no answer: only this program wrote it.
    pub fn of_words(words: &str) -> Self {
        serde_json::from_str(words).unwrap_or_default()
    }

    /// A question of this category was answered.
    pub fn has(&self, category: CategoryId, code: &str) -> bool {
        self.category == Some(category) && self.answers.iter().any(|answer| answer.code == code)
    }
}

fn answer(
    question: &Question,
    sent: &[(String, Vec<String>)],
    asking: Asking,
    zone: Zone,
) -> Result<Option<Answer>, AnswerFault> {
    let mut values: Vec<String> = Vec::new();
    let of_it = sent.iter().filter(|(code, _)| *code == question.code);
    for value in of_it.flat_map(|(_, values)| values) {
        let value = value.trim();
        // A box that is ticked twice is ticked.
        let is_again = question.datatype.is_list() && values.iter().any(|other| other == value);
        if !value.is_empty() && !is_again {
            values.push(value.to_owned());
        }
    }
    if values.is_empty() {
        let must = question.required && asking == Asking::Now;
        return if must {
            Err(AnswerFault::Required)
        } else {
            Ok(None)
        };
    }
    if values.len() > 1 && question.datatype != AnswerType::SeveralOf {
        return Err(AnswerFault::Several);
    }
    let mut names = Vec::new();
    for value in &mut values {
        match question.datatype {
            AnswerType::Line => fits(value, LONGEST_LINE)?,
            AnswerType::Text => fits(value, LONGEST_TEXT)?,
            AnswerType::Number => number(value)?,
            AnswerType::Moment => *value = moment(value, zone)?,
            AnswerType::OneOf | AnswerType::SeveralOf => {
                let mut offered = question.values.iter();
                let chosen = offered.find(|choice| choice.key == *value);
                names.push(chosen.ok_or(AnswerFault::NotOffered)?.name.clone());
            }
        }
    }
    Ok(Some(Answer {
        code: question.code.clone(),
        label: question.label.clone(),
        label_en: question.label_en.clone(),
        datatype: question.datatype,
        values,
        names,
        public: question.public,
    }))
}

const fn fits(value: &str, most: usize) -> Result<(), AnswerFault> {
    if value.len() > most {
        Err(AnswerFault::TooLong)
    } else {
        Ok(())
    }
}

/// A comma is a decimal point in Indonesian.
fn number(value: &str) -> Result<(), AnswerFault> {
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let starts = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if value.len() <= 40 && starts && is_number(&value.replace(',', ".")) {
        Ok(())
    } else {
        Err(AnswerFault::NotANumber)
    }
}

/// A moment with its zone, a moment of the body's clocks, or the beginning of a day there.
fn moment(value: &str, zone: Zone) -> Result<String, AnswerFault> {
    let here = |at: DateTime| zone.offset().to_timestamp(at).ok();
    let at = (value.parse::<Timestamp>().ok())
        .or_else(|| value.parse::<DateTime>().ok().and_then(here))
        .filter(|_| value.len() <= 40)
        .ok_or(AnswerFault::NotADate)?;
    let local = zone.local(at);
    if !(1900..=2200).contains(&local.year()) {
        return Err(AnswerFault::NotADate);
    }
    let local = local.strftime("%Y-%m-%dT%H:%M:%S");
    Ok(format!("{local}+{:02}:00", zone.offset_hours()))
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
