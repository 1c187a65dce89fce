//! `GET /api/v1/inbox`: what the officer of a key must look at, as the page of the workspace lists it.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::report::inbox::{self, InboxLine};
use lapor_domain::words::Channel;
use lapor_store::list::View;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wilayah::RegionCode;

use super::{find, list};
use crate::api::caller::Caller;
use crate::api::problem::{Problem, field_problem};
use crate::api::query::Asks;

/// A page of an officer's inbox.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Inbox {
    /// What is due first; of what is over, the newest.
    reports: Vec<Line>,
    /// Send it back as `after` for the next page; null on the last one. A page may have fewer reports than the office's
    /// page and still a next one.
    next: Option<String>,
}

/// A report in an inbox: what its officer may know of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Line {
    /// Tracking number.
    #[schema(example = "123456789012")]
    number: String,
    /// Body that has it.
    body: String,
    /// Title, where the officer may read one.
    title: Option<String>,
    /// State.
    state: String,
    /// Figure in which it counts.
    figure: Option<String>,
    /// When it came in.
    received: String,
    /// The earliest duty of an office.
    due: Option<String>,
    /// It is past that.
    overdue: bool,
    /// Hides what.
    secret: bool,
    /// Berkadar pengawasan: about officials.
    supervisory: bool,
    /// Anyone may see it.
    is_public: bool,
    /// It came from the national system.
    imported: bool,
    /// What else the officer may know; null where that is existence, state and clocks alone.
    details: Option<LineDetails>,
}

/// What a line says beyond existence, state and clocks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineDetails {
    /// Type.
    r#type: String,
    /// Category: its id.
    category: Option<String>,
    /// Lead unit: its id.
    unit: Option<String>,
    /// Region code.
    region: Option<String>,
    /// Door through which it came.
    channel: String,
    /// Urgency.
    priority: String,
    /// Hides who.
    anonymous: bool,
}

/// Which reports.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Which list; `open` where nothing is said.
    #[param(inline, value_type = Option<Views>)]
    view: Option<String>,
    /// Category: its id.
    #[param(value_type = Option<String>, format = "uuid")]
    category: Option<String>,
    /// Unit: its id. That unit and all below it.
    #[param(value_type = Option<String>, format = "uuid")]
    unit: Option<String>,
    /// Region code: that region and all within it.
    #[param(example = "62.71.03")]
    region: Option<String>,
    /// Door through which they came.
    channel: Option<String>,
    /// `true`: only those about officials.
    #[param(value_type = Option<bool>)]
    supervisory: Option<String>,
    /// Words that the officer may find them by.
    #[param(max_length = 200)]
    q: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// The lists of an inbox.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Views {
    Open,
    Overdue,
    Told,
    Unverified,
    AwaitingReporter,
    Review,
    Closed,
    Archived,
    All,
}

/// An officer's inbox
///
/// With a key that acts as an officer: the lists of that officer's seats, with the filters of the page of the workspace, as
/// far as the key reaches.
#[utoipa::path(
    get,
    path = "/inbox",
    tag = "reports",
    operation_id = "readInbox",
    params(Asked),
    responses((status = 200, description = "A page of the inbox", body = Inbox)),
    security(("key" = ["read"]))
)]
pub(crate) async fn read(caller: Caller, Asks(asked): Asks<Asked>) -> Result<Response, Problem> {
    let scope = find::may_read(&caller)?;
    let officer = caller.officer(scope)?;
    let question = question(&caller, &asked)?;
    let page = inbox::read(caller.here.app(), &officer, &question).await;
    let page = page.map_err(|error| caller.refused(&error))?;
    let page = page.unwrap_or_default();
    let inbox = Inbox {
        reports: page
            .lines
            .iter()
            .filter(|line| caller.reaches([line.holder, line.holder]))
            .map(|it| line(&caller, it))
            .collect(),
        next: page.next.map(|next| next.to_string()),
    };
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, Json(inbox)).into_response())
}

fn question(caller: &Caller, asked: &Asked) -> Result<inbox::Asked, Problem> {
    let i18n = caller.i18n();
    let mut wrong = Vec::new();
    let view = match asked.view.as_deref().map(view) {
        None => View::Open,
        Some(Some(view)) => view,
        Some(None) => {
            wrong.push(field_problem(i18n, "view", "unknown"));
            View::Open
        }
    };
    let supervisory = match asked.supervisory.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            wrong.push(field_problem(i18n, "supervisory", "wrong_type"));
            false
        }
    };
    let words = asked.q.clone().unwrap_or_default();
    if words.chars().count() > list::LONGEST_SEARCH {
        wrong.push(field_problem(i18n, "q", "too_long"));
    }
    let category = list::read_as(i18n, "category", asked.category.as_deref(), &mut wrong);
    let unit = list::read_as(i18n, "unit", asked.unit.as_deref(), &mut wrong);
    let region = asked.region.as_deref();
    let region: Option<RegionCode> = list::read_as(i18n, "region", region, &mut wrong);
    let channel = asked.channel.as_deref();
    let channel: Option<Channel> = list::read_as(i18n, "channel", channel, &mut wrong);
    let after = list::read_as(i18n, "after", asked.after.as_deref(), &mut wrong);
    if !wrong.is_empty() {
        return Err(Problem::fields(i18n, wrong));
    }
    Ok(inbox::Asked {
        view,
        category,
        unit,
        only_unit: false,
        state: None,
        region: region.map(|code| code.to_string()),
        channel,
        only_supervisory: supervisory,
        days: None,
        words,
        after,
    })
}

fn view(code: &str) -> Option<View> {
    Some(match code {
        "open" => View::Open,
        "overdue" => View::Overdue,
        "told" => View::Told,
        "unverified" => View::Unverified,
        "awaiting_reporter" => View::AwaitingReporter,
        "review" => View::Review,
        "closed" => View::Closed,
        "archived" => View::Archived,
        "all" => View::All,
        _ => return None,
    })
}

fn line(caller: &Caller, line: &InboxLine) -> Line {
    let rules = caller.here.rules();
    let body = rules.directory.bodies.get(&line.holder);
    Line {
        number: line.tracking.to_string(),
        body: body.map(|body| body.slug.clone()).unwrap_or_default(),
        title: line.title.clone(),
        state: line.state.to_string(),
        figure: line.figure.map(|figure| figure.to_string()),
        received: line.received_at.to_string(),
        due: line.due_at.map(|due| due.to_string()),
        overdue: line.is_overdue,
        secret: line.rahasia,
        supervisory: line.supervisory,
        is_public: line.is_public,
        imported: line.imported,
        details: line.details.as_ref().map(|details| LineDetails {
            r#type: details.report_type.to_string(),
            category: details.category.map(|id| id.to_string()),
            unit: details.lead.map(|id| id.to_string()),
            region: details.region.clone(),
            channel: details.channel.to_string(),
            priority: details.priority.to_string(),
            anonymous: details.anonim,
        }),
    }
}
