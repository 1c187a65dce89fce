//! Who likely owns a report that is not this unit's, or not this body's, matter.

use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::routing::{Source, is_within};

use super::propose::{Likely, Matter, propose};
use crate::app::App;
use crate::error::AppError;

/// Most bodies that are asked, and most that are named.
const ASKED: usize = 50;
const SHOWN: usize = 3;

/// The other bodies of the installation that have a unit for it, likeliest first; the unit says why.
///
/// A body's own answer counts, by its own rules and decisions, and only where its territory has the place.
///
/// # Errors
/// Where the database fails.
pub async fn propose_bodies(
    app: &App,
    matter: &Matter<'_>,
) -> Result<Vec<(BodyId, Likely<UnitId>)>, AppError> {
    let rules = app.rules();
    let mut bodies: Vec<&Body> = rules
        .directory
        .bodies
        .values()
        .filter(|body| body.id != matter.body && body.kind == BodyKind::Agency)
        .filter(|body| covers(body, matter.region))
        .collect();
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    let mut found = Vec::new();
    for body in bodies.into_iter().take(ASKED) {
        let theirs = Matter {
            body: body.id,
            ..*matter
        };
        let proposals = propose(app, &theirs).await?;
        let first = proposals.units.into_iter().next();
        found.extend(
            first
                .filter(|_| proposals.source != Source::Nobody)
                .map(|first| (body.id, first)),
        );
    }
    found.sort_by(|(_, one), (_, other)| other.probability.total_cmp(&one.probability));
    found.truncate(SHOWN);
    Ok(found)
}

/// A body without a territory (a ministry) is everywhere, and so is a report without a place.
fn covers(body: &Body, region: Option<&str>) -> bool {
    let (Some(territory), Some(place)) = (body.region.as_deref(), region) else {
        return true;
    };
    is_within(place, territory)
}
