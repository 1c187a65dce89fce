//! `GET /api/v1/statistics`: the public figures; with scope `stats` exact ones, as far as the key's officer sees them.

use axum::Json;
use lapor_app::figures;
use lapor_domain::api_key::Scope;
use lapor_store::figures::json;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::problem::{Problem, field_problem};
use crate::api::query::Asks;
use crate::public::stats::door::Door;
use crate::public::stats::{self, asked};
use crate::workspace::statistics;

/// The question.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// First day of arrival; without it the year of the last report.
    #[param(format = "date", example = "2025-01-01")]
    from: Option<String>,
    /// Last day of arrival.
    #[param(format = "date", example = "2025-12-31")]
    to: Option<String>,
    /// State at the end of this day.
    #[param(format = "date")]
    as_of: Option<String>,
    /// Broken down by this.
    #[param(inline, value_type = Option<By>)]
    by: Option<String>,
}

/// A breakdown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum By {
    Unit,
    Category,
    Channel,
    Type,
    Month,
    Region,
}

/// Figures
///
/// The same as `/statistik?format=json`: whole months to the end of a day. Totals of a body are of all reports, exactly,
/// where that tells of no single one; other totals (`in_fives`) and parts tell released reports exactly and the others in whole
/// fives, and what is left stands in `lainnya`. How reports were handled (`performance`) is always told so (`handling_in_fives`). With a key of scope `stats` everything is exact and of the officer's own scope, as
/// `/ruang/statistik?format=json`.
#[utoipa::path(
    get,
    path = "/statistics",
    tag = "statistics",
    operation_id = "readStatistics",
    params(Asked),
    responses((status = 200, description = "Figures", body = Object))
)]
pub(crate) async fn read(caller: Caller, Asks(asked): Asks<Asked>) -> Result<Json<Value>, Problem> {
    let i18n = caller.i18n();
    let here = &caller.here;
    let sent = [
        ("from", &asked.from),
        ("to", &asked.to),
        ("as_of", &asked.as_of),
    ];
    let blank = sent
        .into_iter()
        .filter(|(_, text)| text.as_deref().is_some_and(|text| text.trim().is_empty()));
    let blank: Vec<_> = blank
        .map(|(field, _)| field_problem(i18n, field, "not_a_date"))
        .collect();
    if !blank.is_empty() {
        return Err(Problem::fields(i18n, blank));
    }
    let has_by = asked.by.is_some();
    let text = |text: Option<String>| text.unwrap_or_default();
    let asked = asked::Asked {
        from: text(asked.from),
        to: text(asked.to),
        as_of: text(asked.as_of),
        by: text(asked.by),
        units: String::new(),
        format: String::new(),
    };
    if has_by && !asked::DIMENSIONS.iter().any(|(code, _)| *code == asked.by) {
        return Err(Problem::field(i18n, "by", "unknown"));
    }
    let latest = stats::latest_year(here).await;
    let latest = latest.map_err(|error| caller.refused(&error))?;
    let today = here.zone().local_date(here.app().now());
    let (question, wrong) = asked.question(i18n, today, latest, Door::Public);
    let fields = ["from", "to", "as_of"].into_iter();
    let fields: Vec<_> = fields
        .filter(|field| wrong.has(field))
        .map(|field| field_problem(i18n, field, "not_a_date"))
        .collect();
    if !fields.is_empty() {
        return Err(Problem::fields(i18n, fields));
    }
    let checked = figures::check(here.app(), stats::ask(here, &question)).await;
    checked.map_err(|error| super::figures::refused(&caller, &error))?;
    let is_exact = caller.key.as_ref().is_some_and(|key| key.may(Scope::Stats));
    let read = if is_exact {
        let officer = caller.officer(Scope::Stats)?;
        statistics::exact_as(here.clone(), officer, &question).await
    } else {
        let read = figures::public(here.app(), stats::ask(here, &question)).await;
        read.map_err(stats::failed)
    };
    let (answer, performance) = read.map_err(|error| caller.refused(&error))?;
    Ok(Json(json(&answer, Some(&performance))))
}
