//! `POST /api/v1/reports`: a program files a report.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::api_keys;
use lapor_app::report::answers;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::answers::{AnswerError, Answers, Asking};
use lapor_domain::api_key::Scope;
use lapor_domain::ids::CategoryId;
use lapor_domain::report::permit::Actor;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Concern, ReportType};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wilayah::RegionCode;

use crate::api::body::{self, Shape};
use crate::api::caller::Caller;
use crate::api::problem::{FieldProblem, Problem, field_problem};
use crate::asked;
use crate::public::choices;

/// A report to be filed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewReport {
    /// What happened. The only field that must be there; at most about 20,000 letters.
    #[schema(
        required = true,
        min_length = 1,
        example = "Jalan berlubang di depan pasar."
    )]
    text: String,
    /// Title.
    title: Option<String>,
    /// `complaint`, `aspiration` or `information`.
    r#type: Option<Kind>,
    /// Category: its id, from `/categories`.
    #[schema(value_type = Option<String>, format = "uuid")]
    category: Option<String>,
    /// Answers to the category's questions, by their codes; of a list the keys. In a form: JSON of the object.
    answers: BTreeMap<String, AnswerValue>,
    /// Region code, from `/regions`. Without it the region of the point.
    #[schema(example = "62.71.01.1001")]
    region: Option<String>,
    /// Street or landmark.
    place: Option<String>,
    /// Latitude in degrees.
    latitude: Option<f64>,
    /// Longitude in degrees.
    longitude: Option<f64>,
    /// Day of the matter.
    #[schema(value_type = Option<String>, format = "date", example = "2025-07-30")]
    incident_date: Option<String>,
    /// Unit that the person names: its id, from `/agencies`.
    #[schema(value_type = Option<String>, format = "uuid")]
    unit: Option<String>,
    /// `named`, `anonymous` (the office does not see who) or `none` (nothing is kept).
    identity: Option<Identity>,
    /// Hide what it is about: never public.
    secret: bool,
    /// About officials: goes past those whom it is about.
    supervisory: bool,
    /// Those who would decide it and whom it is about.
    concerns: Vec<Whom>,
    /// Name.
    name: Option<String>,
    /// Name shown in public.
    display_name: Option<String>,
    /// Telephone.
    #[schema(example = "0812 0000 0000")]
    phone: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Number of a released report of the same problem that this one joins.
    joins: Option<String>,
}

/// An answer: words, a number, or several keys of a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum AnswerValue {
    /// Words, or a key.
    One(String),
    /// A number.
    Number(f64),
    /// Several keys.
    Several(Vec<String>),
}

/// Type of a report.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Pengaduan.
    Complaint,
    /// Aspirasi.
    Aspiration,
    /// Permintaan informasi.
    Information,
}

/// How much of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Identity {
    /// With name or contact.
    Named,
    /// The office does not see who.
    Anonymous,
    /// Nothing is kept.
    None,
}

/// Whom a report is about.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Whom {
    /// The coordinator.
    Coordinator,
    /// The inspectorate.
    Inspectorate,
}

/// The receipt of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// Tracking number.
    #[schema(example = "123456789012")]
    number: String,
    /// Eight words that open the report. Shown once: hand them to the person, and do not keep them.
    phrase: String,
    /// When it came in.
    received: String,
    /// It shares the handling of the report named by `joins`.
    joined: bool,
    /// The same request had come before; nothing was filed again.
    repeated: bool,
}

/// What is not text in a form.
const SHAPE: Shape = Shape {
    flags: &["secret", "supervisory"],
    numbers: &["latitude", "longitude"],
    integers: &[],
    lists: &["concerns"],
    objects: &["answers"],
};

/// File a report
///
/// Scope `file`. JSON, or a form with photographs. Send `Idempotency-Key` and the same request again gives the same
/// receipt; the same key with other content is refused.
#[utoipa::path(
    post,
    path = "/reports",
    tag = "reports",
    operation_id = "fileReport",
    params(("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, description = "What you call this request, at most 255 letters; kept 30 days")),
    request_body(description = "The report", content_type = "application/json", content = NewReport),
    responses((status = 201, description = "Filed", body = Receipt, headers(("Location" = String, description = "Address of the report")))),
    security(("key" = ["file"]))
)]
pub(crate) async fn send(caller: Caller, request: Request) -> Result<Response, Problem> {
    let key = caller.with(Scope::File)?;
    let app = caller.here.app();
    let intake = match caller.idempotency()? {
        Some(word) => api_keys::intake_key(app, key, "api_intake", &[word]),
        None => app.random(),
    };
    let i18n = caller.i18n();
    let (new, mut sent): (NewReport, _) = body::json_or_form(i18n, request, &SHAPE).await?;
    let photos = std::mem::take(&mut sent.photos);
    let known_region = knows_region(&caller, new.region.as_deref()).await;
    let filing = filing(&caller, new, sent.photo_count, known_region);
    let filing = filing.map_err(|wrong| Problem::fields(i18n, wrong))?;
    let received = receive::receive(app, Actor::Reporter, DOOR, intake, filing, photos).await;
    let received = received.map_err(|error| caller.refused(&error))?;
    let receipt = Receipt {
        number: received.tracking.to_string(),
        phrase: received.phrase.expose().to_string(),
        received: received.received_at.to_string(),
        joined: received.joined,
        repeated: received.again,
    };
    let place = format!(
        "{}/api/v1/reports/{}",
        caller.here.site.base, receipt.number
    );
    let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
    let headers = response.headers_mut();
    if let Ok(place) = HeaderValue::from_str(&place) {
        headers.insert(header::LOCATION, place);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The door's name beside intake keys.
const DOOR: &str = "api";

fn filing(
    caller: &Caller,
    new: NewReport,
    photos: usize,
    known_region: bool,
) -> Result<Filing, Vec<FieldProblem>> {
    let i18n = caller.i18n();
    let mut wrong = Vec::new();
    let mut push = |field: &str| wrong.push(field_problem(i18n, field, "unknown"));
    let category = new.category.as_deref().and_then(|id| category(caller, id));
    if new.category.is_some() && category.is_none() {
        push("category");
    }
    let answers = match answers(caller, category, new.answers) {
        Ok(answers) => answers,
        Err(found) => {
            wrong.extend(found);
            None
        }
    };
    let mut push = |field: &str| wrong.push(field_problem(i18n, field, "unknown"));
    let unit = new.unit.as_deref();
    let named_unit = unit.and_then(|id| choices::unit(&caller.here, id));
    if unit.is_some() && named_unit.is_none() {
        push("unit");
    }
    let region = new.region.as_deref().map(str::parse::<RegionCode>);
    let region = match region {
        Some(Ok(code)) => Some(code.to_string()),
        Some(Err(_)) => {
            push("region");
            None
        }
        None => None,
    };
    if region.is_some() && !known_region {
        push("region");
    }
    let joins = new.joins.as_deref().map(TrackingNo::parse);
    if matches!(joins, Some(Err(_))) {
        push("joins");
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let no_identity = new.identity == Some(Identity::None);
    let degrees = |number: Option<f64>| number.map(|it| it.to_string()).unwrap_or_default();
    // What is not kept is not checked either.
    let contact = |text: Option<String>| text.filter(|_| !no_identity).unwrap_or_default();
    Ok(Filing {
        text: new.text,
        title: new.title.unwrap_or_default(),
        report_type: new.r#type.map(|kind| match kind {
            Kind::Complaint => ReportType::Complaint,
            Kind::Aspiration => ReportType::Aspiration,
            Kind::Information => ReportType::Information,
        }),
        supervisory: new.supervisory,
        concerns: new
            .concerns
            .iter()
            .map(|whom| match whom {
                Whom::Coordinator => Concern::Coordinator,
                Whom::Inspectorate => Concern::Inspectorate,
            })
            .collect(),
        body: caller.here.body,
        category,
        answers,
        named_unit,
        region,
        place: new.place.unwrap_or_default(),
        latitude: degrees(new.latitude),
        longitude: degrees(new.longitude),
        incident_date: new.incident_date.unwrap_or_default(),
        no_identity,
        anonim: new.identity == Some(Identity::Anonymous),
        rahasia: new.secret,
        name: contact(new.name),
        display_name: contact(new.display_name),
        phone: contact(new.phone),
        email: contact(new.email),
        photos,
        channel: Some(Channel::Api),
        joins: joins.and_then(Result::ok),
        ..Filing::default()
    })
}

/// The answers, where the category has questions.
fn answers(
    caller: &Caller,
    category: Option<CategoryId>,
    sent: BTreeMap<String, AnswerValue>,
) -> Result<Option<Answers>, Vec<FieldProblem>> {
    let i18n = caller.i18n();
    let rules = caller.here.rules();
    let Some(category) = category.and_then(|id| rules.directory.categories.get(&id)) else {
        let lost = !sent.is_empty();
        let problem = || vec![field_problem(i18n, "answers", "unknown")];
        return if lost { Err(problem()) } else { Ok(None) };
    };
    let sent = sent.into_iter().map(|(code, value)| {
        let values = match value {
            AnswerValue::One(text) => vec![text],
            AnswerValue::Number(number) => vec![number.to_string()],
            AnswerValue::Several(values) => values,
        };
        (code, values)
    });
    let checked = answers::check(&rules, category, sent.collect(), Asking::Now);
    checked.map(Some).map_err(|errors| {
        let problem = |error: &AnswerError| FieldProblem {
            field: format!("answers.{}", error.code),
            code: error.fault.as_str().to_owned(),
            detail: asked::words(i18n, error),
        };
        errors.iter().map(problem).collect()
    })
}

/// A place of the address's body; without one any place.
async fn knows_region(caller: &Caller, code: Option<&str>) -> bool {
    match (code, caller.here.body) {
        (Some(code), Some(_)) => !caller.here.region().await.name(code).is_empty(),
        _ => true,
    }
}

/// A category that is offered by the body.
fn category(caller: &Caller, id: &str) -> Option<CategoryId> {
    let id = id.parse::<CategoryId>().ok()?;
    let rules = caller.here.rules();
    let category = rules.directory.categories.get(&id)?;
    (Some(category.body) == caller.here.body && !category.retired).then_some(id)
}
