//! A statement put together from our own constants, its values bound as it grows.

use crate::Value;

/// Text and parameters of one statement.
#[derive(Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) params: Vec<Value<'static>>,
}

impl Sql {
    /// Adds constant text.
    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value in place.
    pub(super) fn bind(&mut self, value: impl Into<Value<'static>>) -> &mut Self {
        self.params.push(value.into());
        let place = format!("${}", self.params.len());
        self.push(&place)
    }

    /// Adds `(value, value, …)`; with none, a list that holds nothing.
    pub(super) fn bind_all(&mut self, values: &[Value<'static>]) -> &mut Self {
        if values.is_empty() {
            return self.push("(NULL)");
        }
        for (n, value) in values.iter().enumerate() {
            self.push(if n == 0 { "(" } else { ", " })
                .bind(value.clone());
        }
        self.push(")")
    }
}
