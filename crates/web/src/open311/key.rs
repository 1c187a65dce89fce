//! Keys of programs at this door: the parameter `api_key`, in body or query.

use axum::http::StatusCode;
use lapor_app::api_keys;
use lapor_app::error::AppError;
use lapor_domain::api_key::{ApiKey, Scope};
use lapor_domain::ids::BodyId;
use open311::Params;

use super::door::Door;
use super::problem::Problem;

/// The key without which nothing is taken in.
///
/// # Errors
/// 403 where it is lacking, opens nothing or may not file; 429 where its minute is used up.
pub(super) async fn required(door: &Door, params: &Params) -> Result<ApiKey, Problem> {
    let refused = |key: &str| Problem::of(door.i18n(), StatusCode::FORBIDDEN, key);
    let text = params
        .get("api_key")
        .ok_or_else(|| refused("open311-key-lacking"))?;
    let key = match api_keys::check(door.here.app(), text).await {
        Ok(key) => key,
        Err(AppError::NotSignedIn) => return Err(refused("open311-key-wrong")),
        Err(error) => return Err(door.failed(&error)),
    };
    if key.may(Scope::File) {
        Ok(key)
    } else {
        Err(refused("open311-key-may-not-file"))
    }
}

/// The key of who may have one; a wrong one is as good as none where none is needed.
///
/// # Errors
/// 429 where its minute is used up.
pub(super) async fn given(
    door: &Door,
    params: &Params,
    body: BodyId,
) -> Result<Option<ApiKey>, Problem> {
    let Some(text) = params.get("api_key") else {
        return Ok(None);
    };
    match api_keys::check(door.here.app(), text).await {
        Ok(key) => Ok(Some(key).filter(|key| concerns(door, key, body))),
        Err(AppError::NotSignedIn) => Ok(None),
        Err(error) => Err(door.failed(&error)),
    }
}

/// A key is for its body; the desk's is for all.
pub(super) fn concerns(door: &Door, key: &ApiKey, body: BodyId) -> bool {
    key.body == body || door.here.rules().directory.is_desk(key.body)
}
