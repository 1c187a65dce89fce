//! What people ask for: that a report is sent, sent again, or known to be there; and how all of them stand.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::national::{self as rows, Link, LinkState};
use lapor_store::{Query, StoreError, Tx};

use super::Door;
use super::may::hindrance;
use super::queue::{Ask, Found, InState, Load};
use crate::app::App;
use crate::channels::config::sp4n::Push;
use crate::error::AppError;

/// An officer asks for a report to be sent; what was refused or lost begins anew.
///
/// # Errors
/// [`AppError::NotFound`] where the body has no door; [`AppError::Invalid`] where something stands against it.
pub async fn ask(app: &App, report: ReportId) -> Result<(), AppError> {
    let channels = app.channels();
    let loaded = app.store().read(Load(report)).await??;
    let loaded = loaded.ok_or(AppError::NotFound)?;
    let sp4n = channels.sp4n.as_ref().ok_or(AppError::NotFound)?;
    let door = Door::of(app, sp4n, loaded.holder)
        .filter(|door| door.own.push != Push::None)
        .ok_or(AppError::NotFound)?;
    if let Some(hindrance) = hindrance(&loaded, None) {
        let error = crate::error::FieldError::new("sp4n", hindrance.as_str());
        return Err(AppError::Invalid(vec![error]));
    }
    let (body, now) = (door.body.id, app.now());
    app.store()
        .run(Ask {
            report,
            body,
            again: true,
            now,
        })
        .await
}

/// Everything of a body that was refused is tried once more. What has an unknown answer is not: that needs a person's look.
///
/// # Errors
/// Where the database fails.
pub async fn ask_again(app: &App, body: BodyId) -> Result<(), AppError> {
    let refused = app
        .store()
        .read(InState {
            body,
            state: LinkState::Refused,
        })
        .await?;
    for link in refused {
        match ask(app, link.report).await {
            Ok(()) | Err(AppError::Invalid(_) | AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// An officer saw the report over there and tells its number.
///
/// # Errors
/// [`AppError::Invalid`] where it is no number, or another report's.
pub async fn note_number(app: &App, report: ReportId, number: &str) -> Result<(), AppError> {
    let wrong = |code: &str| {
        let error = crate::error::FieldError::new("number", code);
        AppError::Invalid(vec![error])
    };
    let Some(tracking) = super::wire::number(number) else {
        return Err(wrong("sp4n-number"));
    };
    let now = app.now();
    let noted = app
        .store()
        .run(Found {
            report,
            tracking,
            code: "by-hand",
            now,
        })
        .await?;
    if noted {
        Ok(())
    } else {
        Err(wrong("sp4n-number-taken"))
    }
}

/// What is not there, and how many are.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// How many in each state.
    pub counts: Vec<(LinkState, u64)>,
    /// With an unknown answer, refused, waiting: in this order, at most 200 each.
    pub open: Vec<Link>,
}

/// How the reports of a body stand.
///
/// # Errors
/// Where the database fails.
pub async fn standing(app: &App, body: BodyId) -> Result<Standing, AppError> {
    Ok(app.store().read(ReadStanding(body)).await?)
}

struct ReadStanding(BodyId);

impl Query for ReadStanding {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
        let mut open = Vec::new();
        for state in [
            LinkState::Unknown,
            LinkState::Refused,
            LinkState::Waiting,
            LinkState::Sending,
        ] {
            open.extend(rows::in_state(tx, self.0, state, 200).await?);
        }
        Ok(Standing {
            counts: rows::counts(tx, self.0).await?,
            open,
        })
    }
}
