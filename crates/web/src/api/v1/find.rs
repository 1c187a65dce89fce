//! The report of an address, for whoever asks: with its phrase, as an officer, or as anyone.

use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::sign_in;
use lapor_domain::agency::Officer;
use lapor_domain::api_key::Scope;
use lapor_domain::tracking::TrackingNo;

use crate::api::caller::Caller;
use crate::api::problem::{Code, Problem};
use crate::public::track;

/// As whom a report was found.
pub(super) enum As {
    /// Anyone who has its number.
    Anyone,
    /// Whoever has its phrase.
    Reporter,
    /// An officer, by a key.
    Officer(Officer),
}

/// A report as the asker may see it.
pub(super) struct Found {
    pub(super) case: CaseView,
    pub(super) asker: As,
}

/// Finds a report; everything that is not shown is one answer, and takes as long.
pub(super) async fn report(caller: &Caller, number: &str) -> Result<Found, Problem> {
    let floor = tokio::time::sleep(track::NOTHING_TAKES);
    let found = match TrackingNo::parse(number) {
        Ok(number) => look(caller, number).await?,
        Err(_) => None,
    };
    if let Some(found) = found {
        return Ok(found);
    }
    floor.await;
    Err(caller.problem(Code::NotFound))
}

async fn look(caller: &Caller, number: TrackingNo) -> Result<Option<Found>, Problem> {
    let found = if let Some(phrase) = caller.phrase() {
        own(caller, number, phrase).await
    } else {
        match officer(caller)? {
            Some(officer) => of_officer(caller, number, officer).await,
            None => anyone(caller, number).await,
        }
    };
    match found {
        Ok(found) => Ok(found),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(caller.refused(&error)),
    }
}

/// A phrase opens one report; beside another number it opens nothing.
async fn own(caller: &Caller, number: TrackingNo, phrase: &str) -> Result<Option<Found>, AppError> {
    let app = caller.here.app();
    let id = sign_in::opened_by(app, phrase, &caller.here.from).await?;
    let case = case::read(app, id, Onlooker::Reporter).await?;
    let case = case.filter(|case| case.tracking == number);
    Ok(case.map(|case| Found {
        case,
        asker: As::Reporter,
    }))
}

/// The officer of a key that may read or act; a key that opens neither reads nothing at all.
fn officer(caller: &Caller) -> Result<Option<Officer>, Problem> {
    let Some(key) = &caller.key else {
        return Ok(None);
    };
    let scope = may_read(caller)?;
    match key.officer {
        Some(_) => caller.officer(scope).map(Some),
        None => Ok(None),
    }
}

/// The scope by which a key reads: who may act may read what that is about.
pub(super) fn may_read(caller: &Caller) -> Result<Scope, Problem> {
    let acts = caller.key.as_ref().is_some_and(|key| key.may(Scope::Act));
    let scope = if acts { Scope::Act } else { Scope::Read };
    caller.with(scope).map(|_| scope)
}

async fn of_officer(
    caller: &Caller,
    number: TrackingNo,
    officer: Officer,
) -> Result<Option<Found>, AppError> {
    let app = caller.here.app();
    let case = case::by_number(app, number, Onlooker::Officer(officer.id)).await?;
    match case {
        Some(case) if caller.reaches([case.home, case.holder]) => Ok(Some(Found {
            case,
            asker: As::Officer(officer),
        })),
        // Beyond the body of the key it is as for anyone.
        Some(_) => anyone(caller, number).await,
        None => Ok(None),
    }
}

/// What is released is in the public list and needs no guessing; the rest is as on the page for tracking.
async fn anyone(caller: &Caller, number: TrackingNo) -> Result<Option<Found>, AppError> {
    let app = caller.here.app();
    let public = case::by_number(app, number, Onlooker::Public).await?;
    let case = match public.filter(|case| case.is_public) {
        Some(case) => Some(case),
        None => track::look_up(&caller.here, number).await?,
    };
    Ok(case.map(|case| Found {
        case,
        asker: As::Anyone,
    }))
}
