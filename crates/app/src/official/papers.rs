//! A body's letterhead, signature and chapters: kept in the directory, in force from a day on.

use jiff::civil::{Date, date};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{Emblem, Papers, Stationery};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::record::entity::Entity;

use crate::admin;
use crate::app::App;
use crate::error::{AppError, BadPhoto, FieldError};
use crate::photo::PhotoError;

/// Since when the usual papers hold: for ever.
const ALWAYS: Date = date(1990, 1, 1);

/// All versions of a body's papers; none where it has not written its own.
pub fn stationery(rules: &Rules, body: BodyId) -> Option<&Stationery> {
    rules.directory.stationery.get(&body)
}

/// The papers in force on a day: the body's own, or the usual ones.
pub fn papers_on(rules: &Rules, body: BodyId, day: Date) -> Papers {
    let own = stationery(rules, body).and_then(|all| all.on(day));
    own.cloned().unwrap_or_else(|| {
        let name = rules.directory.bodies.get(&body);
        Papers::usual(name.map_or("", |body| body.name.as_str()), ALWAYS)
    })
}

/// Keeps a version of a body's papers.
///
/// # Errors
/// [`AppError::NotPermitted`] for who does not administer the body, [`AppError::Invalid`] with what must be mended.
pub async fn put_papers(
    app: &App,
    officer: OfficerId,
    body: BodyId,
    papers: Papers,
    actor: ActorRef,
) -> Result<(), AppError> {
    let rules = app.rules();
    if !admin::may_administer(&rules, officer, body) {
        return Err(AppError::NotPermitted);
    }
    let wrong = papers.check();
    if !wrong.is_empty() {
        let wrong = wrong.into_iter().map(field);
        return Err(AppError::Invalid(wrong.collect()));
    }
    let known = stationery(&rules, body).cloned().unwrap_or(Stationery {
        body,
        versions: Vec::new(),
    });
    admin::put(app, vec![Entity::Stationery(known.with(papers))], actor).await
}

/// Puts another coat of arms onto the letterhead from a day on, or takes it off: in a version that is otherwise the one in force
/// on that day.
///
/// # Errors
/// As [`put_papers`]; [`AppError::Invalid`] also where the file is no picture.
pub async fn put_emblem(
    app: &App,
    officer: OfficerId,
    (body, valid_from): (BodyId, Date),
    picture: Option<Vec<u8>>,
    actor: ActorRef,
) -> Result<(), AppError> {
    if !admin::may_administer(&app.rules(), officer, body) {
        return Err(AppError::NotPermitted);
    }
    let emblem = match picture {
        None => None,
        Some(picture) => Some(emblem(app, picture).await?),
    };
    let papers = Papers {
        valid_from,
        emblem,
        ..papers_on(&app.rules(), body, valid_from)
    };
    put_papers(app, officer, body, papers, actor).await
}

async fn emblem(app: &App, picture: Vec<u8>) -> Result<Emblem, AppError> {
    let wrong = || AppError::Invalid(vec![FieldError::new("emblem", "not_a_picture")]);
    match app.photos().small(picture, Emblem::MOST).await {
        Ok(png) => Emblem::new(&png).ok_or_else(wrong),
        Err(error @ PhotoError::Interrupted) => {
            Err(AppError::Photos(vec![BadPhoto { index: 1, error }]))
        }
        Err(_) => Err(wrong()),
    }
}

fn field(error: lapor_domain::official::PapersError) -> FieldError {
    use lapor_domain::official::PapersError as E;
    let (field, code) = match error {
        E::Empty(field) => (field, "required"),
        E::TooLong(field) => (field, "too_long"),
        E::NoAddress(field) => (field, "not_https"),
        E::NoPercent(field) => (field, "not_a_percent"),
        E::NoLength(field) => (field, "not_a_length"),
    };
    FieldError {
        field,
        code: code.to_owned(),
    }
}
