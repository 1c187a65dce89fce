//! What stands in addresses: before the question mark the steps, behind it names that must be known.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::body;
use super::problem::{Code, Problem};
use crate::language;
use crate::state::Web;

/// Parameters, all text.
pub(crate) struct Asks<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Asks<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Problem> {
        let i18n = language::of_request(&parts.headers);
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let pairs = pairs.map_err(|_| Problem::field(i18n, "", "wrong_type"))?;
        let mut object = Map::new();
        for (name, value) in pairs.0 {
            if object.contains_key(&name) {
                return Err(Problem::field(i18n, &name, "twice"));
            }
            object.insert(name, Value::String(value));
        }
        body::typed(i18n, Value::Object(object)).map(Self)
    }
}

/// Steps of the path. What cannot be read is an address where nothing is.
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let i18n = language::of_request(&parts.headers);
        let read = Path::<T>::from_request_parts(parts, web).await;
        let nothing = |_| Problem::new(i18n, Code::NotFound);
        read.map(|Path(steps)| Self(steps)).map_err(nothing)
    }
}
