//! Who likely owns a report that is passed on: the likeliest units, or bodies, in the forms that name one.

use lapor_app::error::AppError;
use lapor_app::report::case::CaseView;
use lapor_app::routing;
use lapor_domain::ids::UnitId;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::state::Owner;

use super::proposals::{because, matter, stands, unit_radios, why, words};
use super::seat::Seat;
use crate::workspace_view::fields::{Choices, OwnerPicks};
use crate::workspace_view::form::Radio;

/// For one command's own page, or for the report's page with the forms that stand on it.
pub(super) async fn put(
    seat: &Seat,
    case: &CaseView,
    only: Option<CommandKind>,
    choices: &mut Choices,
) -> Result<(), AppError> {
    use CommandKind as K;
    let asks = |kinds: &[K], on_page: &[K]| {
        let shown = only.map_or(on_page, |_| kinds);
        shown
            .iter()
            .any(|kind| case.may.contains(kind) && only.is_none_or(|only| only == *kind))
    };
    let to_unit = [K::Refuse, K::Redirect, K::AssignAnew];
    let to_body = [K::Forward, K::ReturnToDesk, K::Transfer];
    // What the viewer may read is what is asked about: a unit has the public words.
    let readable = case.text_original.words().or(case.text_public.words());
    let text = words(readable, case).unwrap_or_default();
    if asks(&to_unit, &to_unit) {
        choices.owner_units = units(seat, case, &text).await?;
    }
    if !text.is_empty() && asks(&to_body, &[K::Forward]) {
        choices.owner_bodies = bodies(seat, case, &text).await?;
    }
    if asks(&[K::Transfer], &[]) {
        let radios = offices(seat, case).await?;
        choices.owner_bodies.radios.extend(radios);
    }
    Ok(())
}

/// First whom the unit that refused named, then those that the words speak for.
async fn units(seat: &Seat, case: &CaseView, text: &str) -> Result<OwnerPicks, AppError> {
    let mut without: Vec<UnitId> = case.lead_id.into_iter().collect();
    without.extend(case.passed.iter().flat_map(|passed| &passed.refused));
    let mut picks = OwnerPicks::default();
    if !text.is_empty() {
        let app = seat.here.app();
        let proposals = routing::propose_owner(app, &matter(case, text), &without).await?;
        picks.radios = unit_radios(seat, &proposals);
        picks.why = why(seat.here.i18n, &proposals);
        let first = picks.radios.first().filter(|_| stands(&proposals));
        picks.first = first.map(|radio| radio.value.clone()).unwrap_or_default();
    }
    if let Some(named) = named(seat, case) {
        picks.first.clone_from(&named.value);
        picks.radios.retain(|radio| radio.value != named.value);
        picks.radios.insert(0, named);
        picks.radios.truncate(3);
    }
    Ok(picks)
}

/// The unit that was named with the last refusal, while nobody has decided that.
fn named(seat: &Seat, case: &CaseView) -> Option<Radio> {
    let Some(Owner::Unit(unit)) = case.passed.as_ref()?.named.as_ref() else {
        return None;
    };
    let rules = seat.here.rules();
    let today = case.zone.local_date(seat.here.app().now());
    let unit = rules
        .directory
        .units
        .get(unit)
        .filter(|unit| unit.body == case.holder && unit.is_valid_on(today))?;
    let hint = seat.here.i18n.t("route-named");
    Some(Radio::new(unit.id.to_string(), &unit.name, hint))
}

/// Offices outside that took such reports before, with the way in which they were reached.
async fn offices(seat: &Seat, case: &CaseView) -> Result<Vec<Radio>, AppError> {
    let i18n = seat.here.i18n;
    let app = seat.here.app();
    let found = routing::outside_offices(app, case.holder, case.category_id).await?;
    let radios = found.iter().map(|office| {
        let (key, n) = match office.of_category {
            0 => ("route-outside", office.of_all),
            n => ("route-outside-category", n),
        };
        let had = i18n.tn(key, u64::try_from(n).unwrap_or(u64::MAX));
        let hint = format!("{had} {}", office.contact);
        Radio::new(
            outside_code(&office.name, &office.contact),
            &office.name,
            hint.trim(),
        )
    });
    Ok(radios.collect())
}

/// Before an office outside among the choices of a body.
const OUTSIDE: &str = "luar:";

/// What the form sends for an office outside that is chosen again. Neither name nor contact has a tab.
fn outside_code(name: &str, contact: &str) -> String {
    format!("{OUTSIDE}{name}\t{contact}")
}

/// Name and contact of an office outside that was chosen again.
pub(super) fn outside(code: &str) -> Option<(&str, &str)> {
    code.strip_prefix(OUTSIDE)?.split_once('\t')
}

/// Bodies of the installation whose own rules and decisions know a unit for it; none is chosen beforehand:
/// two bodies often have an office of the same name, and the place decides between them.
async fn bodies(seat: &Seat, case: &CaseView, text: &str) -> Result<OwnerPicks, AppError> {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let found = routing::propose_bodies(seat.here.app(), &matter(case, text)).await?;
    let radios = found.iter().filter_map(|(id, likely)| {
        let body = rules.directory.bodies.get(id)?;
        let unit = rules.directory.units.get(&likely.id)?;
        let hint = format!(
            "{} {}",
            i18n.t1("route-there", "unit", &unit.name),
            because(i18n, likely)
        );
        Some(Radio::new(id.to_string(), &body.name, hint.trim()))
    });
    Ok(OwnerPicks {
        radios: radios.collect(),
        first: String::new(),
        why: i18n.t("route-bodies-why"),
    })
}
