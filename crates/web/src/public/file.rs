//! `GET /lapor`, `POST /lapor`: filing a report.

use axum::extract::{Query, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use lapor_app::error::{AppError, FieldError};
use lapor_app::notify::words::Language;
use lapor_app::photo::MAX_BYTES;
use lapor_app::report::filing::{Filing, clean_line};
use lapor_app::report::receive;
use lapor_app::report::{MAX_PHOTOS, MAX_TEXT};
use lapor_domain::agency::Category;
use lapor_domain::answers::Asking;
use lapor_domain::report::permit::Actor;
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Concern, ReportType};
use serde::Deserialize;

use super::choices;
use super::receipt::{self, Said};
use super::similar;
use crate::asked;
use crate::errors;
use crate::form::{Broken, FormKey, Sent};
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::errors::ErrorKind;
use crate::view::file::{FileLimits, FilePage, FileValues, Trouble};
use crate::view::forms::Errors;
use crate::view::similar::SUPPORTED;

/// The empty form.
pub(super) async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    let key = FormKey::mint(here.app());
    let mut form = form(&here, key, FileValues::default()).await;
    if let Some(number) = asked.gabung {
        form.similar = similar::one(&here, &number).await;
    }
    respond(StatusCode::OK, &form)
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Number of a report that this one shall join.
    gabung: Option<String>,
}

/// Takes a report in, or hands everything that was written back with what has to be mended.
pub(super) async fn send(here: Here, request: Request) -> Response {
    let mut sent = Sent::read(request).await;
    let key = FormKey::parse(sent.text("form_key"));
    if let Some(broken) = sent.broken {
        let form = handed_back(&here, key, &sent).await;
        return broken_form(&here, form, broken);
    }
    if sent.is_ticked("ask") {
        let form = handed_back(&here, key, &sent).await;
        return respond(StatusCode::OK, &form);
    }
    if let Some(number) = sent.text("joins").strip_prefix(SUPPORTED) {
        return similar::support(&here, number).await;
    }
    let Some(form_key) = key else {
        let mut form = handed_back(&here, None, &sent).await;
        form.trouble = Some(Trouble::Stale);
        return respond(StatusCode::UNPROCESSABLE_ENTITY, &form);
    };
    if let Some(errors) = unknown_choices(&here, &sent).await {
        let mut form = handed_back(&here, key, &sent).await;
        form.errors = errors;
        return respond(StatusCode::UNPROCESSABLE_ENTITY, &form);
    }
    let rules = here.rules();
    let category = chosen(&here, &rules, &sent);
    if asked::is_to_ask(category, &sent) {
        let mut form = handed_back(&here, key, &sent).await;
        form.asking = true;
        return respond(StatusCode::OK, &form);
    }
    let mut filing = filing(&here, &sent);
    filing.category = category.map(|category| category.id);
    match asked::read(&rules, category, &sent, Asking::Now) {
        Ok(answers) => filing.answers = answers,
        Err(wrong) => {
            let mut form = handed_back(&here, key, &sent).await;
            let today = here.zone().local_date(here.app().now());
            if let Err(AppError::Invalid(fields)) = filing.check(today) {
                form.errors = errors::fields(here.i18n, &fields, field_of_form);
            }
            form.errors.extend(asked::errors(here.i18n, &wrong));
            return respond(StatusCode::UNPROCESSABLE_ENTITY, &form);
        }
    }
    let said = said(&here, &filing);
    let photos = std::mem::take(&mut sent.photos);
    let actor = Actor::Reporter;
    match receive::receive(here.app(), actor, "web", form_key.0, filing, photos).await {
        Ok(receipted) => receipt::show(&here, &receipted, said).await,
        Err(error) => refused(&here, handed_back(&here, key, &sent).await, &error),
    }
}

/// The form with everything that was written.
pub(super) async fn handed_back(here: &Here, key: Option<FormKey>, sent: &Sent) -> FilePage {
    let key = key.unwrap_or_else(|| FormKey::mint(here.app()));
    let mut form = form(here, key, values(sent)).await;
    form.l = form.l.one_off();
    form.photos_lost = sent.photo_count > 0;
    let rules = here.rules();
    if let Some(category) = chosen(here, &rules, sent) {
        form.asked.clone_from(&category.name);
        form.questions = asked::fields(here.i18n, category, sent);
    }
    form
}

/// The chosen category, if the body offers it.
fn chosen<'r>(here: &Here, rules: &'r Rules, sent: &Sent) -> Option<&'r Category> {
    asked::chosen(rules, here.body?, sent.text("category"))
}

/// What the receipt will say of it.
fn said(here: &Here, filing: &Filing) -> Said {
    let gave = [&filing.name, &filing.phone, &filing.email]
        .into_iter()
        .any(|text| !clean_line(text).is_empty());
    Said {
        holder: receive::holder(&here.rules(), filing),
        no_identity: filing.no_identity || !gave,
        hidden: filing.rahasia || filing.supervisory || !filing.concerns.is_empty(),
        joins: filing.joins.is_some(),
    }
}

/// The form with choices and limits.
async fn form(here: &Here, key: FormKey, values: FileValues) -> FilePage {
    let region = here.region().await;
    let villages = if here.body.is_some() {
        region.choices()
    } else {
        Vec::new()
    };
    FilePage {
        l: here.layout(Nav::File).with_scripts(FilePage::SCRIPTS),
        errors: Errors::default(),
        trouble: None,
        photos_lost: false,
        similar: None,
        form_key: key.text(),
        values,
        villages,
        units: choices::units(here),
        categories: choices::offered(here),
        has_questions: choices::has_questions(here),
        asked: String::new(),
        questions: Vec::new(),
        asking: false,
        has_deciders: here
            .body
            .is_some_and(|body| !here.rules().directory.is_desk(body)),
        limits: FileLimits {
            text: MAX_TEXT as u64,
            photos: MAX_PHOTOS as u64,
            photo_mb: (MAX_BYTES / (1024 * 1024)) as u64,
            today: here.zone().local_date(here.app().now()).to_string(),
        },
    }
}

fn values(sent: &Sent) -> FileValues {
    let text = |name: &str| sent.text(name).to_owned();
    FileValues {
        text: text("text"),
        kind: text("kind"),
        category: text("category"),
        village: text("village"),
        place: text("place"),
        lat: text("lat"),
        lon: text("lon"),
        unit: text("unit"),
        event_date: text("event_date"),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        identity: text("identity"),
        secret: sent.is_ticked("secret"),
        supervisory: sent.is_ticked("supervisory"),
        joins: text("joins"),
        about_coordinator: sent.is_ticked("about_coordinator"),
        about_inspectorate: sent.is_ticked("about_inspectorate"),
        display_name: text("display_name"),
    }
}

fn filing(here: &Here, sent: &Sent) -> Filing {
    let text = |name: &str| sent.text(name).to_owned();
    let no_identity = sent.text("identity") == "none";
    // What is not kept is not checked either.
    let contact = |name: &str| {
        if no_identity {
            String::new()
        } else {
            text(name)
        }
    };
    Filing {
        language: Some(Language::of_code(here.i18n.lang.code())),
        text: text("text"),
        report_type: match sent.text("kind") {
            "complaint" => Some(ReportType::Complaint),
            "aspiration" => Some(ReportType::Aspiration),
            "information" => Some(ReportType::Information),
            _ => None,
        },
        supervisory: sent.is_ticked("supervisory"),
        concerns: concerns(|name| sent.is_ticked(name)),
        body: here.body,
        named_unit: choices::unit(here, sent.text("unit")),
        region: Some(text("village")).filter(|code| !code.is_empty()),
        place: text("place"),
        latitude: text("lat"),
        longitude: text("lon"),
        incident_date: text("event_date"),
        no_identity,
        anonim: sent.text("identity") == "anonymous",
        rahasia: sent.is_ticked("secret"),
        name: contact("name"),
        display_name: contact("display_name"),
        phone: contact("phone"),
        email: contact("email"),
        photos: sent.photo_count,
        channel: Some(Channel::Web),
        joins: TrackingNo::parse(sent.text("joins")).ok(),
        ..Filing::default()
    }
}

/// Those who would decide the report, and whom it is about.
pub(crate) fn concerns(is_ticked: impl Fn(&str) -> bool) -> Vec<Concern> {
    let boxes = [
        ("about_coordinator", Concern::Coordinator),
        ("about_inspectorate", Concern::Inspectorate),
    ];
    boxes
        .into_iter()
        .filter(|(name, _)| is_ticked(name))
        .map(|(_, concern)| concern)
        .collect()
}

/// Values of selects that no select offers.
async fn unknown_choices(here: &Here, sent: &Sent) -> Option<Errors> {
    let mut wrong = Vec::new();
    let village = sent.text("village");
    if !village.is_empty() && !here.region().await.has_village(village) {
        wrong.push(FieldError::new("village", "unknown"));
    }
    let unit = sent.text("unit");
    if !unit.is_empty() && choices::unit(here, unit).is_none() {
        wrong.push(FieldError::new("unit", "unknown"));
    }
    let category = sent.text("category");
    if !category.is_empty() && chosen(here, &here.rules(), sent).is_none() {
        wrong.push(FieldError::new("category", "unknown"));
    }
    (!wrong.is_empty()).then(|| errors::fields(here.i18n, &wrong, field_of_form))
}

fn broken_form(here: &Here, mut back: FilePage, broken: Broken) -> Response {
    let (key, status) = match broken {
        Broken::Unreadable => ("file-broken", StatusCode::UNPROCESSABLE_ENTITY),
        Broken::TooLarge => ("file-too-large", StatusCode::PAYLOAD_TOO_LARGE),
        Broken::TooSlow => ("file-too-slow", StatusCode::REQUEST_TIMEOUT),
        Broken::Crowded => ("file-crowded", StatusCode::SERVICE_UNAVAILABLE),
    };
    back.photos_lost = true;
    back.errors.push("", here.i18n.t(key));
    let mut response = respond(status, &back);
    if broken == Broken::Crowded {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(errors::RETRY_AFTER));
    }
    response
}

fn refused(here: &Here, mut back: FilePage, error: &AppError) -> Response {
    let kind = errors::kind(error);
    errors::note(kind, error);
    match error {
        AppError::Invalid(fields) => {
            back.errors = errors::fields(here.i18n, fields, field_of_form);
        }
        AppError::Photos(bad) => back.errors = errors::photos(here.i18n, "photos", bad),
        AppError::KeyReused => {
            back.trouble = Some(Trouble::Changed);
            back.form_key = FormKey::mint(here.app()).text();
        }
        _ if kind == ErrorKind::Unavailable => back.trouble = Some(Trouble::Unavailable),
        AppError::Throttled { .. } => back.trouble = Some(Trouble::TooMany),
        AppError::Refused(refusal) => {
            let words = errors::refusal_words(here.i18n, refusal);
            back.errors.push("", words);
        }
        other => return errors::answer(here, other, &back.values.text),
    }
    let mut response = respond(kind.status(), &back);
    if let Some(seconds) = errors::retry_after(error) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The form's own names where they differ from the record's.
fn field_of_form(field: &'static str) -> &'static str {
    match field {
        "incident_date" => "event_date",
        "point" => "lat",
        other => other,
    }
}
