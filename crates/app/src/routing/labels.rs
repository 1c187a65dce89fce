//! What the classifiers call things. Units that differ only by their territory share a label: the model learns *that* a
//! matter is the kelurahan's, and the report's place says which one (two levels: function first, territory second).

use jiff::civil::Date;
use lapor_domain::agency::{Directory, Unit};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::routing::is_within;
use lapor_domain::words::ReportType;
use wilayah::{Level, RegionCode};

/// Every village office of a body.
const VILLAGE: &str = "wilayah:kelurahan";
/// Every district office of a body.
const DISTRICT: &str = "wilayah:kecamatan";
/// The label of supervisory reports among the types.
pub(super) const SUPERVISORY: &str = "pengawasan";

/// The label of a unit.
pub(super) fn of_unit(unit: &Unit) -> String {
    match level(unit) {
        Some(Level::Village) => VILLAGE.to_owned(),
        Some(Level::District) => DISTRICT.to_owned(),
        _ => unit.id.to_string(),
    }
}

/// The unit that a label means for a report in a region; `None` where the place is not known, or nobody's.
pub(super) fn unit(
    label: &str,
    region: Option<&str>,
    directory: &Directory,
    body: BodyId,
    day: Date,
) -> Option<UnitId> {
    let wanted = match label {
        VILLAGE => Level::Village,
        DISTRICT => Level::District,
        id => {
            let unit = directory.units.get(&id.parse().ok()?)?;
            return (unit.body == body && unit.is_valid_on(day)).then_some(unit.id);
        }
    };
    let code = region?.parse::<RegionCode>().ok()?.at(wanted)?.to_string();
    directory
        .units
        .values()
        .filter(|unit| unit.body == body && unit.is_valid_on(day))
        .find(|unit| unit.region.as_deref() == Some(code.as_str()))
        .map(|unit| unit.id)
}

/// A unit with a territory of its own is competent only there.
pub(super) fn is_competent(unit: &Unit, region: Option<&str>) -> bool {
    match (level(unit), unit.region.as_deref(), region) {
        (Some(Level::Village | Level::District), Some(own), Some(at)) => is_within(at, own),
        (Some(Level::Village | Level::District), ..) => false,
        _ => true,
    }
}

fn level(unit: &Unit) -> Option<Level> {
    let code = unit.region.as_deref()?.parse::<RegionCode>().ok()?;
    Some(code.level())
}

/// The label of a category.
pub(super) fn of_category(category: CategoryId) -> String {
    category.to_string()
}

/// The label of a type.
pub(super) const fn of_type(kind: ReportType, supervisory: bool) -> &'static str {
    if supervisory {
        SUPERVISORY
    } else {
        kind.as_str()
    }
}
