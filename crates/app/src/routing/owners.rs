//! Who likely owns a report that is not this unit's, or not this body's, matter.

use std::collections::HashMap;

use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::routing::{Source, is_within};
use naskah::functions::{self, Function};

use super::propose::{Likely, Matter, propose};
use crate::app::App;
use crate::error::AppError;

/// Most bodies that are asked, those first whose units' names say most of it; and most that are named.
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
    super::catch_up::load(app).await?;
    let rules = app.rules();
    let about = functions::score(matter.text);
    let mut names = Names::default();
    let mut bodies: Vec<(f32, &Body)> = rules
        .directory
        .bodies
        .values()
        .filter(|body| body.id != matter.body && body.kind == BodyKind::Agency)
        .filter(|body| covers(body, matter.region))
        .map(|body| {
            let units = rules.directory.units.values();
            let names_of = units.filter(|unit| unit.body == body.id);
            let serves = names.serve(&about, names_of.map(|unit| unit.name.as_str()));
            (serves, body)
        })
        // A body that has neither a name for it nor a rule or decision of its own has nothing to say.
        .filter(|(serves, body)| {
            let has_rules = || {
                rules
                    .directory
                    .routes
                    .values()
                    .any(|rule| rule.body == body.id)
            };
            *serves > 0.0 || has_rules() || app.minds().of(body.id).units.reports() > 0
        })
        .collect();
    bodies.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.name.cmp(&b.name)));
    let mut found = Vec::new();
    for (_, body) in bodies.into_iter().take(ASKED) {
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

/// What names of units say; the same dinas stands in every city.
#[derive(Default)]
struct Names<'d>(HashMap<&'d str, Vec<(Function, f32)>>);

impl<'d> Names<'d> {
    /// How far units of these names serve what a text is about, 0 to 1.
    fn serve(&mut self, about: &[(Function, f32)], names: impl Iterator<Item = &'d str>) -> f32 {
        let mut best: HashMap<Function, f32> = HashMap::new();
        for name in names {
            let of = self
                .0
                .entry(name)
                .or_insert_with(|| functions::of_unit_name(name));
            for (function, share) in of {
                let best = best.entry(*function).or_default();
                *best = best.max(*share);
            }
        }
        let served = about
            .iter()
            .map(|(function, likely)| likely * best.get(function).copied().unwrap_or_default());
        served.sum()
    }
}
