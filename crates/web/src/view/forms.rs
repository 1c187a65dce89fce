//! Parts of forms: choices of a select, and what has to be mended.

/// One choice of a select.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// Choices under one heading; an empty label means no heading.
#[derive(Debug, Clone, Default)]
pub struct ChoiceGroup {
    /// The heading (a kecamatan, a parent category).
    pub label: String,
    /// The choices.
    pub options: Vec<Choice>,
}

impl ChoiceGroup {
    /// Choices without heading.
    pub fn flat(options: Vec<Choice>) -> Vec<Self> {
        vec![Self {
            label: String::new(),
            options,
        }]
    }
}

/// One thing to mend.
#[derive(Debug, Clone)]
pub struct FieldError {
    /// The form field (its name is also its id); empty for the whole form.
    pub field: String,
    /// What is wrong and what to do, translated.
    pub text: String,
}

/// Everything to mend in a form.
#[derive(Debug, Clone, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// Adds one; `field` empty for the whole form.
    pub fn push(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            text: text.into(),
        });
    }

    /// One error.
    pub fn one(field: impl Into<String>, text: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.push(field, text);
        errors
    }

    /// Adds others behind these.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Nothing to mend.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many, for the heading.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// In the order of the form.
    pub fn list(&self) -> &[FieldError] {
        &self.0
    }

    /// What is wrong with `field`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|e| e.field == field)
            .map(|e| e.text.as_str())
    }

    /// Whether something is wrong with `field`.
    pub fn has(&self, field: &str) -> bool {
        self.of(field).is_some()
    }
}
