//! `GET /open311/v2/requests/{id}`: one request.

use axum::response::Response;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_domain::ids::BodyId;
use lapor_domain::tracking::TrackingNo;
use open311::Requests;

use super::door::Door;
use super::key;
use super::present::{self, Extent};
use super::problem::Problem;
use crate::public::track::NOTHING_TAKES;

/// The request, in an array of one.
pub(super) async fn show(mut door: Door) -> Response {
    let floor = tokio::time::sleep(NOTHING_TAKES);
    let body = match door.body(&door.query) {
        Ok(body) => body,
        Err(problem) => return door.refuse(problem),
    };
    door.at(body);
    match find(&door, body).await {
        Ok(Some(case)) => {
            let extent = Extent::asked(&door.query);
            door.answer(&Requests(vec![present::request(&door, &case, extent)]))
        }
        Ok(None) => {
            // How long it took must not tell an unknown number from a hidden report.
            floor.await;
            door.refuse(Problem::not_found(door.i18n()))
        }
        Err(problem) => door.refuse(problem),
    }
}

/// The report, as far as it exists for who asks: anybody sees what was released. A program with a key of the body sees of
/// an ordinary one that was not, what its number alone opens: state, whose turn, until when, and no word.
pub(super) async fn find(door: &Door, body: BodyId) -> Result<Option<CaseView>, Problem> {
    let Ok(number) = TrackingNo::parse(&door.name) else {
        return Ok(None);
    };
    let onlooker = match key::given(door, &door.query, body).await? {
        Some(_) => Onlooker::TrackingNumber,
        None => Onlooker::Public,
    };
    let found = case::by_number(door.here.app(), number, onlooker).await;
    let case = found.map_err(|error| door.failed(&error))?;
    Ok(case.filter(|case| {
        case.holder == body && (case.is_public || onlooker == Onlooker::TrackingNumber)
    }))
}
