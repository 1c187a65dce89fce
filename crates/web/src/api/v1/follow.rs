//! `POST /api/v1/follows`: somebody wants to hear of a released report or a list by e-mail.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use lapor_app::follow::{self, Subject};
use lapor_app::notify::words::Language;
use lapor_app::report::narrow::{BadNarrow, Narrow};
use lapor_domain::api_key::Scope;
use lapor_domain::tracking::TrackingNo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::body;
use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::public::track::NOTHING_TAKES;

/// Who wants to hear of what.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wish {
    /// Where the letters go.
    #[schema(required = true, format = "email", example = "warga@contoh.example")]
    email: String,
    /// One released report. Without it a list of the key's body, narrowed by what follows.
    #[schema(example = "123456789012")]
    number: Option<String>,
    /// Category: its id, from `/categories`.
    #[schema(value_type = Option<String>, format = "uuid")]
    category: Option<String>,
    /// Region code, from `/regions`: that region and all within it.
    #[schema(example = "62.71.01")]
    region: Option<String>,
    /// Unit that handles them: its id, from `/agencies`. That unit and all below it.
    #[schema(value_type = Option<String>, format = "uuid")]
    unit: Option<String>,
}

/// What happens next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Asked {
    /// Always `letter_sent`: news begin when the link in that letter is opened. The same whoever's the address is.
    status: &'static str,
}

/// Follow a report or a list by e-mail
///
/// With a key of scope `file`. A first letter asks whether it was really the owner of the address who wished it; every
/// letter has a link that ends it. One address gets three first letters a day at most. Programs themselves follow by
/// webhook, by feed, or by the ETag of a report's history.
#[utoipa::path(
    post,
    path = "/follows",
    tag = "reports",
    operation_id = "follow",
    request_body(description = "Who wants to hear of what", content_type = "application/json", content = Wish),
    responses((status = 202, description = "A first letter is on its way", body = Asked)),
    security(("key" = ["file"]))
)]
pub(crate) async fn send(caller: Caller, request: Request) -> Result<Response, Problem> {
    caller.with(Scope::File)?;
    let wish: Wish = body::json(caller.i18n(), request).await?;
    let subject = subject(&caller, &wish)?;
    let language = Language::of_code(caller.i18n().lang.code());
    // A number that is hidden and one that is not there take as long.
    let floor = tokio::time::sleep(NOTHING_TAKES);
    let app = caller.here.app();
    if let Err(error) = follow::ask(app, &subject, &wish.email, language, None).await {
        floor.await;
        return Err(caller.refused(&error));
    }
    let asked = Asked {
        status: "letter_sent",
    };
    Ok((StatusCode::ACCEPTED, Json(asked)).into_response())
}

fn subject(caller: &Caller, wish: &Wish) -> Result<Subject, Problem> {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    if let Some(number) = &wish.number {
        let number = TrackingNo::parse(number);
        let unknown = |_| Problem::field(caller.i18n(), "number", "unknown");
        return Ok(Subject::Report(number.map_err(unknown)?));
    }
    let body = caller.here.body;
    let body = body.ok_or_else(|| Problem::field(caller.i18n(), "number", "required"))?;
    let unknown = |BadNarrow(name): BadNarrow| {
        // What pages call a village is a region here.
        let field = if name == "village" { "region" } else { name };
        Problem::field(caller.i18n(), field, "unknown")
    };
    let (category, region, unit) = (said(&wish.category), said(&wish.region), said(&wish.unit));
    let narrow = Narrow::read([
        ("category", category.as_str()),
        ("region", &region),
        ("unit", &unit),
    ]);
    let narrow = narrow.map_err(unknown)?;
    let rules = caller.here.rules();
    narrow.is_of(&rules, Some(body)).map_err(unknown)?;
    Ok(Subject::List(body, narrow))
}
