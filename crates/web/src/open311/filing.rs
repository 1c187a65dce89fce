//! From the parameters of a new request to a filing, with everything that must be mended.

use axum::http::StatusCode;
use lapor_app::report::answers;
use lapor_app::report::filing::Filing;
use lapor_domain::agency::Category;
use lapor_domain::answers::{Answers, Asking};
use lapor_domain::ids::BodyId;
use lapor_domain::question::AnswerType;
use lapor_domain::rules::Rules;
use lapor_domain::words::Channel;
use open311::{AnswerError, MAX_DESCRIPTION, Params, date};
use wilayah::{Level, RegionCode};

use super::catalog;
use super::door::Door;
use super::problem::Problem;
use crate::asked;
use crate::i18n::I18n;

/// Fewest signs of a description.
const SHORTEST: usize = 10;
/// Longest address of a picture that is kept, and most of them.
const LONGEST_URL: usize = 500;
const MOST_URLS: usize = 10;

/// Reads a filing.
///
/// # Errors
/// 404 for an unknown service; 400 with everything else that is wrong.
pub(super) fn filing(
    door: &Door,
    params: &Params,
    body: BodyId,
    photos: usize,
) -> Result<Filing, Problem> {
    let i18n = door.i18n();
    let rules = door.here.rules();
    let code = params
        .get("service_code")
        .ok_or_else(|| Problem::parameter(i18n, "open311-parameter-lacking", "service_code"))?;
    let category = catalog::chosen(&rules, body, code)
        .ok_or_else(|| Problem::of(i18n, StatusCode::NOT_FOUND, "open311-service-unknown"))?;
    let mut wrong = Vec::new();
    let text = text(i18n, params, &mut wrong);
    let place = place(door, params, body, &mut wrong);
    let answers = answers(i18n, &rules, category, params, &mut wrong);
    if !wrong.is_empty() {
        return Err(Problem::bad(wrong));
    }
    let own = |name: &str| params.get(name).unwrap_or_default().to_owned();
    let names = [own("first_name"), own("last_name")];
    Ok(Filing {
        text,
        body: Some(body),
        category: Some(category.id),
        answers,
        region: place.region,
        place: place.street,
        latitude: place.lat,
        longitude: place.long,
        name: names.join(" ").trim().to_owned(),
        phone: own("phone"),
        email: own("email"),
        photos,
        channel: Some(Channel::Api),
        ..Filing::default()
    })
}

/// The description, and below it where the sender's pictures lie: they are not fetched from here.
fn text(i18n: I18n, params: &Params, wrong: &mut Vec<String>) -> String {
    let text = params.raw("description").unwrap_or_default();
    if text.chars().count() > MAX_DESCRIPTION {
        wrong.push(i18n.t1("open311-description-long", "most", MAX_DESCRIPTION));
    }
    if text.chars().filter(|c| !c.is_whitespace()).count() < SHORTEST {
        wrong.push(i18n.t1("open311-description-short", "least", SHORTEST));
    }
    let mut text = text.to_owned();
    for url in params.all("media_url").take(MOST_URLS) {
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        if !is_address || url.len() > LONGEST_URL || url.chars().any(char::is_whitespace) {
            wrong.push(i18n.t1("open311-not-an-address", "name", "media_url"));
            continue;
        }
        text.push_str("\n\n");
        text.push_str(&i18n.t1("open311-media", "url", url));
    }
    text
}

#[derive(Default)]
struct Place {
    lat: String,
    long: String,
    street: String,
    region: Option<String>,
}

/// Where: at least one of point, words and code of a region.
fn place(door: &Door, params: &Params, body: BodyId, wrong: &mut Vec<String>) -> Place {
    let i18n = door.i18n();
    let text = |name: &str| params.get(name).unwrap_or_default().to_owned();
    let mut place = Place {
        lat: text("lat"),
        long: text("long"),
        street: text("address_string"),
        region: None,
    };
    if place.lat.is_empty() != place.long.is_empty() {
        wrong.push(i18n.t("open311-half-a-point"));
    }
    if let Some(code) = params.get("address_id") {
        match region(door, body, code) {
            Some(code) => place.region = Some(code.to_string()),
            None => wrong.push(i18n.t("open311-region-unknown")),
        }
    }
    let has_some = !place.lat.is_empty() || !place.street.is_empty();
    if !has_some && params.get("address_id").is_none() {
        wrong.push(i18n.t("open311-place-lacking"));
    }
    place
}

/// A region that is known and lies within the body's own, as finely as a regency at least.
fn region(door: &Door, body: BodyId, code: &str) -> Option<RegionCode> {
    let code: RegionCode = code.parse().ok()?;
    let rules = door.here.rules();
    let own = rules.directory.bodies.get(&body)?.region.as_deref();
    let own = own.and_then(|own| own.parse::<RegionCode>().ok());
    let is_ours = own.is_none_or(|own| code.is_within(own));
    let is_fine = code.level() != Level::Province;
    let is_known = door.here.app().places().regions.get(code).is_some();
    (is_ours && is_fine && is_known).then_some(code)
}

/// The answers: as the protocol has them first, then as the record takes them.
fn answers(
    i18n: I18n,
    rules: &Rules,
    category: &Category,
    params: &Params,
    wrong: &mut Vec<String>,
) -> Option<Answers> {
    let zone = rules.zone(category.body).offset();
    let definition = catalog::definition(i18n, category);
    let right = match definition.check(&params.attributes(), zone) {
        Ok(right) => right,
        Err(errors) => {
            wrong.extend(errors.iter().map(|error| answer_words(i18n, error)));
            return None;
        }
    };
    // The protocol's dates have more shapes than one: a plus sign that came as a space, a comma before fractions.
    let is_moment = |code: &str| {
        let question = category.question(code);
        question.is_some_and(|question| question.datatype == AnswerType::Moment)
    };
    let sent = right.into_iter().map(|answer| {
        let values = answer.values.into_iter().map(|value| {
            let at = is_moment(&answer.code).then(|| date::parse(&value, zone).ok());
            at.flatten().map_or(value, |at| date::write(at, zone))
        });
        let values = values.collect();
        (answer.code, values)
    });
    match answers::check(rules, category, sent.collect(), Asking::Now) {
        Ok(answers) => Some(answers),
        Err(errors) => {
            let named = errors.iter().map(|error| {
                let words = asked::words(i18n, error);
                format!("attribute[{}]: {words}", error.code)
            });
            wrong.extend(named);
            None
        }
    }
}

fn answer_words(i18n: I18n, error: &AnswerError) -> String {
    let (key, code, value) = match error {
        AnswerError::Unknown(code) => ("open311-attribute-unknown", code, ""),
        AnswerError::Required(code) => ("open311-attribute-required", code, ""),
        AnswerError::Several(code) => ("open311-attribute-several", code, ""),
        AnswerError::NotANumber(code) => ("open311-attribute-number", code, ""),
        AnswerError::NotADate(code) => ("open311-attribute-date", code, ""),
        AnswerError::NotOffered { code, value } => {
            ("open311-attribute-not-offered", code, value.as_str())
        }
    };
    i18n.t2(key, "code", code, "value", value)
}
