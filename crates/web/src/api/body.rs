//! Bodies of requests: JSON, or a form with photographs, read with the same limits as the pages'.

use axum::extract::Request;
use axum::http::header;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::{Code, Problem, field_problem};
use crate::form::{Broken, Sent};
use crate::i18n::I18n;
use crate::limits;

/// Letters of an unknown field's name that are said back.
const LONGEST_NAME: usize = 60;

/// Reads JSON into what is asked for.
pub(crate) async fn json<T: DeserializeOwned>(i18n: I18n, request: Request) -> Result<T, Problem> {
    if media_type(&request) != "application/json" {
        return Err(Problem::new(i18n, Code::UnsupportedMediaType));
    }
    let reading = axum::body::to_bytes(request.into_body(), limits::PLAIN_BODY);
    let bytes = match tokio::time::timeout(limits::SILENCE, reading).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(Problem::broken(i18n, Broken::TooLarge)),
        Err(_) => return Err(Problem::broken(i18n, Broken::TooSlow)),
    };
    let value =
        serde_json::from_slice(&bytes).map_err(|_| Problem::broken(i18n, Broken::Unreadable))?;
    typed(i18n, value)
}

/// Reads JSON, or the fields of a form with its photographs.
pub(crate) async fn json_or_form<T: DeserializeOwned>(
    i18n: I18n,
    request: Request,
    shape: &Shape,
) -> Result<(T, Sent), Problem> {
    if media_type(&request) != "multipart/form-data" {
        let read = json(i18n, request).await?;
        return Ok((read, Sent::default()));
    }
    let sent = Sent::read(request).await;
    if let Some(broken) = sent.broken {
        return Err(Problem::broken(i18n, broken));
    }
    let mut object = Map::new();
    for (name, text) in sent.fields() {
        let value = shape.value(name, text);
        match (object.get_mut(name), value) {
            (Some(Value::Array(before)), Value::Array(more)) => before.extend(more),
            (Some(_), _) => return Err(Problem::field(i18n, name, "twice")),
            (None, value) => drop(object.insert(name.clone(), value)),
        }
    }
    Ok((typed(i18n, Value::Object(object))?, sent))
}

/// Which fields of a form are not text.
pub(crate) struct Shape {
    /// Yes or no.
    pub(crate) flags: &'static [&'static str],
    /// Numbers.
    pub(crate) numbers: &'static [&'static str],
    /// Whole numbers.
    pub(crate) integers: &'static [&'static str],
    /// May be sent several times.
    pub(crate) lists: &'static [&'static str],
    /// JSON of an object.
    pub(crate) objects: &'static [&'static str],
}

impl Shape {
    fn value(&self, name: &str, text: &str) -> Value {
        let plain = || Value::String(text.to_owned());
        if self.flags.contains(&name) {
            text.parse().map_or_else(|_| plain(), Value::Bool)
        } else if self.numbers.contains(&name) {
            text.parse::<f64>().map_or_else(|_| plain(), Value::from)
        } else if self.integers.contains(&name) {
            text.parse::<i64>().map_or_else(|_| plain(), Value::from)
        } else if self.lists.contains(&name) {
            Value::Array(vec![plain()])
        } else if self.objects.contains(&name) {
            serde_json::from_str(text).unwrap_or_else(|_| plain())
        } else {
            plain()
        }
    }
}

/// What came as the type that is asked for, or every field that does not fit. Every field of `T` has a
/// default, so that each can be tried alone.
pub(crate) fn typed<T: DeserializeOwned>(i18n: I18n, value: Value) -> Result<T, Problem> {
    let Value::Object(object) = value else {
        return Err(Problem::field(i18n, "", "not_an_object"));
    };
    let read = T::deserialize(&Value::Object(object.clone()));
    read.map_err(|_| {
        let wrong = object.into_iter().filter_map(|(name, value)| {
            let alone = Value::Object(Map::from_iter([(name.clone(), value)]));
            let error = T::deserialize(&alone).err()?;
            let is_unknown = error.to_string().starts_with("unknown field");
            let code = if is_unknown {
                "unknown_field"
            } else {
                "wrong_type"
            };
            let name: String = name.chars().take(LONGEST_NAME).collect();
            Some(field_problem(i18n, &name, code))
        });
        Problem::fields(i18n, wrong.collect())
    })
}

fn media_type(request: &Request) -> String {
    let value = request.headers().get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    let kind = text.unwrap_or_default().split(';').next();
    kind.unwrap_or_default().trim().to_ascii_lowercase()
}
