//! Whether what was sent answers a service's questions.

use jiff::tz::Offset;

use super::definition::{Attribute, DataType, Definition};
use crate::date;

/// A question that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its code.
    pub code: String,
    /// What was sent: of a list the keys.
    pub values: Vec<String>,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No such question.
    #[error("attribute {0:?} is not one of this service")]
    Unknown(String),
    /// It must be answered.
    #[error("attribute {0:?} must be answered")]
    Required(String),
    /// Several answers to a question that takes one.
    #[error("attribute {0:?} takes one value")]
    Several(String),
    /// Not a number.
    #[error("attribute {0:?} takes a number")]
    NotANumber(String),
    /// Not a moment.
    #[error("attribute {0:?} takes a date and time with its zone")]
    NotADate(String),
    /// Not one of what may be chosen.
    #[error("attribute {code:?} does not offer {value:?}")]
    NotOffered {
        /// The question.
        code: String,
        /// What was sent, cut short.
        value: String,
    },
}

impl Definition {
    /// Checks what was sent against the questions; all that is wrong is told at once.
    ///
    /// # Errors
    /// One [`AnswerError`] for each answer that is wrong or lacking.
    pub fn check(
        &self,
        sent: &[(String, Vec<String>)],
        zone: Offset,
    ) -> Result<Vec<Answer>, Vec<AnswerError>> {
        let mut errors = Vec::new();
        let mut answers = Vec::new();
        for (code, values) in sent {
            let asked = |known: &&Attribute| known.variable && known.code == *code;
            match self.attributes.iter().find(asked) {
                Some(question) => {
                    errors.extend(question.wrong(values, zone));
                    answers.push(Answer {
                        code: code.clone(),
                        values: values.clone(),
                    });
                }
                None => errors.push(AnswerError::Unknown(code.chars().take(60).collect())),
            }
        }
        for question in &self.attributes {
            let is_answered = answers.iter().any(|answer| answer.code == question.code);
            if question.variable && question.required && !is_answered {
                errors.push(AnswerError::Required(question.code.clone()));
            }
        }
        if errors.is_empty() {
            Ok(answers)
        } else {
            Err(errors)
        }
    }
}

impl Attribute {
    fn wrong(&self, values: &[String], zone: Offset) -> Vec<AnswerError> {
        let code = || self.code.clone();
        let mut errors = Vec::new();
        if values.len() > 1 && self.datatype != DataType::SeveralOf {
            errors.push(AnswerError::Several(code()));
        }
        for value in values {
            let is_offered = || self.values.iter().any(|offered| offered.key == *value);
            match self.datatype {
                DataType::Number if !is_number(value) => {
                    errors.push(AnswerError::NotANumber(code()));
                }
                DataType::DateTime if date::parse(value, zone).is_err() => {
                    errors.push(AnswerError::NotADate(code()));
                }
                DataType::OneOf | DataType::SeveralOf if !is_offered() => {
                    errors.push(AnswerError::NotOffered {
                        code: code(),
                        value: value.chars().take(60).collect(),
                    });
                }
                _ => {}
            }
        }
        errors
    }
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::model::definition::AttributeValue;

    fn definition() -> Definition {
        let question = |code: &str, datatype, required, keys: &[&str]| Attribute {
            variable: true,
            code: code.to_owned(),
            datatype,
            required,
            values: keys
                .iter()
                .map(|key| AttributeValue {
                    key: (*key).to_owned(),
                    name: format!("Pilihan {key}"),
                })
                .collect(),
            ..Attribute::default()
        };
        Definition {
            service_code: "lampu-jalan".to_owned(),
            attributes: vec![
                question("TIANG", DataType::Number, true, &[]),
                question("SEJAK", DataType::DateTime, false, &[]),
                question("WARNA", DataType::OneOf, false, &["putih", "kuning"]),
                question("GEJALA", DataType::SeveralOf, false, &["mati", "kedip"]),
                Attribute {
                    code: "BACA".to_owned(),
                    ..Attribute::default()
                },
            ],
        }
    }

    fn check(sent: &[(&str, &[&str])]) -> Result<Vec<Answer>, Vec<AnswerError>> {
        let sent: Vec<_> = sent
            .iter()
            .map(|(code, values)| {
                let values = values.iter().map(|value| (*value).to_owned()).collect();
                ((*code).to_owned(), values)
            })
            .collect();
        definition().check(&sent, Offset::from_hours(7).unwrap())
    }

    #[test]
    fn right_answers_pass() {
        let answers = check(&[
            ("TIANG", &["12.5"]),
            ("SEJAK", &["2026-01-31T10:00:00+07:00"]),
            ("WARNA", &["putih"]),
            ("GEJALA", &["mati", "kedip"]),
        ]);
        assert_eq!(answers.unwrap().len(), 4);
        assert_eq!(check(&[("TIANG", &["7"])]).unwrap().len(), 1);
    }

    #[test]
    fn every_wrong_answer_is_named() {
        let wrong = check(&[
            ("TIANG", &["tujuh"]),
            ("SEJAK", &["kemarin"]),
            ("WARNA", &["putih", "ungu"]),
            ("BACA", &["sudah"]),
            ("LAIN", &["x"]),
        ]);
        let wrong = wrong.unwrap_err();
        assert_eq!(
            wrong,
            [
                AnswerError::NotANumber("TIANG".into()),
                AnswerError::NotADate("SEJAK".into()),
                AnswerError::Several("WARNA".into()),
                AnswerError::NotOffered {
                    code: "WARNA".into(),
                    value: "ungu".into()
                },
                AnswerError::Unknown("BACA".into()),
                AnswerError::Unknown("LAIN".into()),
            ]
        );
        assert_eq!(
            check(&[]).unwrap_err(),
            [AnswerError::Required("TIANG".into())]
        );
        assert_eq!(
            check(&[("TIANG", &["inf"])]).unwrap_err(),
            [AnswerError::NotANumber("TIANG".into())]
        );
    }
}
