//! A form as a value: fields with their words, what was written, what is wrong.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::view::forms::{Choice, ChoiceGroup, Errors};

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum Input {
    /// One line.
    Line,
    /// Several lines; true: many.
    Area(bool),
    /// One of a list; without a value there is an empty first choice.
    Select(Vec<ChoiceGroup>),
    /// One of few, all visible; none is chosen beforehand.
    Radios(Vec<Radio>),
    /// Yes (`yes`) or nothing.
    Check,
    /// Any of few.
    Checks(Vec<Choice>),
    /// A day.
    Date,
    /// A number between two bounds.
    Number(u32, u32),
    /// A password; never handed back.
    Password,
    /// Photographs.
    Photos,
    /// Papers: PDF, or photographs of them.
    Scans,
    /// One file of these kinds, as the browser's `accept` has them.
    File(&'static str),
}

/// One of few.
#[derive(Debug, Clone)]
pub struct Radio {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A sentence below; may be empty.
    pub hint: String,
}

impl Radio {
    /// A choice with a sentence below it.
    pub fn new(
        value: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: hint.into(),
        }
    }
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, as it is sent.
    pub name: Cow<'static, str>,
    /// Its label.
    pub label: String,
    /// A sentence below the label; may be empty.
    pub hint: String,
    /// How it is filled in.
    pub input: Input,
    /// What is in it; several only for [`Input::Checks`].
    pub values: Vec<String>,
    /// Without it the form makes no sense.
    pub required: bool,
    /// Shown by scripts only while another field has a value: `outcome:planned`.
    /// `channel:letter|email?`: with any of these values, and it may stay empty then.
    /// Without scripts it is always there, and its label says when it counts.
    pub only_with: &'static str,
    /// A browser's hint for filling it in (`current-password`); may be empty.
    pub autocomplete: &'static str,
}

impl Field {
    /// An empty field that must be filled in.
    pub fn new(name: impl Into<Cow<'static, str>>, label: impl Into<String>, input: Input) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            input,
            values: Vec::new(),
            required: true,
            only_with: "",
            autocomplete: "",
        }
    }

    /// The same with a sentence below its label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, which may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same with a value; an empty one leaves it empty.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        let value = value.into();
        self.values = if value.is_empty() {
            Vec::new()
        } else {
            vec![value]
        };
        self
    }

    /// The same, shown only with another field's value.
    #[must_use]
    pub fn only_with(mut self, condition: &'static str) -> Self {
        self.only_with = condition;
        self
    }

    /// The same with a browser's hint.
    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Self {
        self.autocomplete = word;
        self
    }

    /// Its value, empty where there is none.
    pub fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Whether a choice is chosen.
    pub fn has(&self, value: &str) -> bool {
        self.values.iter().any(|v| v == value)
    }

    /// Radios and several boxes are a group with a legend.
    pub fn is_group(&self) -> bool {
        matches!(self.input, Input::Radios(_) | Input::Checks(_))
    }

    /// A single box.
    pub fn is_check(&self) -> bool {
        matches!(self.input, Input::Check)
    }

    /// Whether it holds files.
    pub fn is_photos(&self) -> bool {
        matches!(self.input, Input::Photos | Input::Scans | Input::File(_))
    }
}

/// A button that sends a value.
#[derive(Debug, Clone)]
pub struct Button {
    /// Field.
    pub name: &'static str,
    /// What is sent.
    pub value: &'static str,
    /// What is read.
    pub label: String,
    /// Key that presses it.
    pub press: &'static str,
}

/// A form that is sent to one address.
#[derive(Debug, Clone)]
pub struct Form {
    /// Begins every id in it, so that several forms live on one page.
    pub id: String,
    /// Address.
    pub action: String,
    /// Hidden fields besides `csrf`.
    pub hidden: Vec<(&'static str, String)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What to mend.
    pub errors: Errors,
    /// Words of the button.
    pub button: String,
    /// Buttons that decide something by being pressed; where there are some, they stand for the one.
    pub buttons: Vec<Button>,
    /// Does something that is hard to undo.
    pub danger: bool,
}

impl Form {
    /// A form without hidden fields or errors.
    pub fn new(
        id: impl Into<String>,
        action: impl Into<String>,
        button: impl Into<String>,
        fields: Vec<Field>,
    ) -> Self {
        Self {
            id: id.into(),
            action: action.into(),
            hidden: Vec::new(),
            fields,
            errors: Errors::default(),
            button: button.into(),
            buttons: Vec::new(),
            danger: false,
        }
    }

    /// The same with a hidden field.
    #[must_use]
    pub fn hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// The same with what a person had written, by field; files and passwords
    /// cannot be handed back.
    #[must_use]
    pub fn handed_back(mut self, written: &HashMap<String, Vec<String>>) -> Self {
        for field in &mut self.fields {
            if matches!(
                field.input,
                Input::Photos | Input::Scans | Input::File(_) | Input::Password
            ) {
                continue;
            }
            field.values = written
                .get(field.name.as_ref())
                .cloned()
                .unwrap_or_default();
        }
        self
    }

    /// The same with what to mend.
    #[must_use]
    pub fn with_errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }

    /// Carries files.
    pub fn is_multipart(&self) -> bool {
        self.fields.iter().any(Field::is_photos)
    }

    /// Label of a field, for the list of what to mend: several fields may say the same of themselves.
    pub fn label_of(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Some(field.label.as_str())
    }

    /// The id of a field.
    pub fn field_id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    /// `aria-describedby` and `aria-invalid` of a field.
    pub fn described(&self, field: &Field) -> String {
        let id = self.field_id(&field.name);
        let mut by = Vec::new();
        if !field.hint.is_empty() {
            by.push(format!("{id}-hint"));
        }
        let wrong = self.errors.has(&field.name);
        if wrong {
            by.push(format!("{id}-err"));
        }
        by.join(" ")
    }
}
