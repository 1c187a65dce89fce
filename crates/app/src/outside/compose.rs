//! What is handed over: of what the unit's officers may read freely, what tells nobody who reported. The words are those
//! that an officer here made for the public; where there are none, nothing leaves. What the reporter wrote of the place
//! never does, for nobody has masked it; the exact point only of a matter in public space.

use lapor_domain::visibility::point_leaves;
use lapor_store::outside_push::Push;
use open311::{MAX_DESCRIPTION, Params};

use super::target::Target;
use crate::app::App;
use crate::error::AppError;
use crate::import::places::Places;
use crate::report::case::{self, CaseView};

/// What became of the attempt to compose it.
pub(super) enum Composed {
    /// To be sent.
    Form(Box<Params>),
    /// It may not leave; a code.
    Withheld(&'static str),
    /// The unit does not have it any more.
    Gone,
}

/// Composes the form.
pub(super) async fn compose(app: &App, target: &Target, push: &Push) -> Result<Composed, AppError> {
    let Some(case) = case::read_from(app, push.report, target.seat()).await? else {
        return Ok(Composed::Gone);
    };
    let rules = app.rules();
    let is_theirs = case
        .lead_id
        .is_some_and(|lead| rules.directory.is_within(lead, target.unit));
    if !is_theirs || !case.is_open {
        return Ok(Composed::Gone);
    }
    if case.rahasia || case.supervisory || case.is_about_officers {
        return Ok(Composed::Withheld("secret"));
    }
    let Some(text) = case.text_public.words() else {
        return Ok(Composed::Withheld("no-public-text"));
    };
    let category = case
        .category_id
        .and_then(|id| rules.directory.categories.get(&id));
    let leaves = category.is_some_and(|category| point_leaves(case.category_id, category));
    let category = category.map(|category| category.slug.as_str());
    let mut params = Params::default();
    let mut add = |name: &str, value: String| {
        // Fewer than the most there can be.
        let _too_many = params.push(name.to_owned(), value);
    };
    add("api_key", target.system.api_key.expose().to_owned());
    if let Some(jurisdiction) = &target.system.jurisdiction_id {
        add("jurisdiction_id", jurisdiction.clone());
    }
    add("service_code", target.system.code_of(category).to_owned());
    add("description", description(&case, text));
    for (name, value) in place(&case, leaves, &app.places()) {
        add(name, value);
    }
    if let Some(url) = picture(app, &case) {
        add("media_url", url);
    }
    Ok(Composed::Form(Box::new(params)))
}

/// By this line our report is found again among theirs.
pub(super) fn mark(number: &str) -> String {
    format!("Laporan {number}")
}

fn description(case: &CaseView, text: &str) -> String {
    let mark = mark(&case.tracking.to_string());
    let title = case
        .title
        .as_deref()
        .filter(|title| !text.starts_with(title.trim_end_matches('…')));
    let whole = match title {
        Some(title) => format!("{title}\n\n{text}"),
        None => text.to_owned(),
    };
    let room = MAX_DESCRIPTION - mark.len() - 2;
    let kept: String = whole.chars().take(room).collect();
    format!("{kept}\n\n{mark}")
}

/// The point where it may leave, and the area; with neither, whose report it is.
fn place(case: &CaseView, with_point: bool, places: &Places) -> Vec<(&'static str, String)> {
    let mut place = Vec::new();
    if let Some((latitude, longitude)) = case.point.filter(|_| with_point) {
        place.push(("lat", latitude.to_string()));
        place.push(("long", longitude.to_string()));
    }
    match (case.area(places), &case.region) {
        (Some(area), _) => place.push(("address_string", area)),
        (None, Some(region)) => place.push(("address_id", region.clone())),
        (None, None) if place.is_empty() => {
            place.push(("address_string", case.holder_name.clone()));
        }
        (None, None) => {}
    }
    place
}

/// The first picture that anyone may see.
fn picture(app: &App, case: &CaseView) -> Option<String> {
    let photo = case.photos.iter().find(|photo| photo.is_public)?;
    let rules = app.rules();
    let body = rules.directory.bodies.get(&case.holder)?;
    let pages = app.channels().pages_of(&body.slug);
    (!pages.is_empty()).then(|| format!("{pages}/berkas/{}", photo.file))
}
