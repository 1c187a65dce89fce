//! Surges: more reports of a category in an area than its own season explains.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_domain::figures::{chance_of_at_least, upper_bound};
use lapor_domain::ids::CategoryId;
use lapor_store::figures::{Ask, Cell, CellsQuery};

use super::FiguresError;
use super::table::Link;
use crate::app::App;

/// Days that are looked at: the last ones before the moment.
pub const WINDOW: i32 = 28;
/// Earlier years that are compared, where there are reports of them.
const YEARS: i16 = 3;
/// Weeks before the window that stand in where there is no earlier year.
const WEEKS_BEFORE: i32 = 8;
/// Beyond this, chance does not explain it.
const ALPHA: f64 = 0.001;
/// Fewer than this are never a surge.
const FEWEST: u64 = 5;
/// Where nothing was ever reported, something is still expected.
const LEAST_EXPECTED: f64 = 0.5;

/// Of what the expectation is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// The same days of so many earlier years.
    Years(u16),
    /// The eight weeks before.
    Weeks,
}

/// A category in an area, with more reports than usual.
#[derive(Clone, Debug, PartialEq)]
pub struct Surge {
    /// The category.
    pub category: CategoryId,
    /// Its name.
    pub category_name: String,
    /// Code of the area: a kecamatan, or what is known of it.
    pub region: String,
    /// Its name; the code where it has none.
    pub region_name: String,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// Reports in the window.
    pub observed: u64,
    /// What its season lets expect.
    pub expected: f64,
    /// Most that chance explains.
    pub upper_bound: u64,
    /// The chance of as many or more.
    pub chance: f64,
    /// Of what the expectation is made.
    pub season: Season,
    /// The lists of the reports that make it.
    pub reports: Link,
}

/// Surges of the last [`WINDOW`] days before the moment, the least likely first. For officers: areas may be small.
///
/// Only scope, sight and moment of `ask` count. A season is the same days of up to three earlier years, where the scope
/// has reports of them; else the eight weeks before.
///
/// # Errors
/// As [`table`](super::table()).
pub async fn surges(app: &App, ask: Ask) -> Result<Vec<Surge>, FiguresError> {
    let rules = app.rules_at(ask.as_of).await?;
    app.ordered_before(ask.moment()).await?;
    let zone = ask.zone(&rules);
    // The day of the moment is not over.
    let to = zone.local_date(ask.moment());
    let to = to.yesterday().unwrap_or(to);
    let window = |to: Date| (to.saturating_sub((WINDOW - 1).days()), to);
    let read = async |from: Date, to: Date| {
        let asked = Ask {
            from,
            to,
            by: None,
            ..ask
        };
        let query = CellsQuery::new(Arc::clone(&rules), asked)?;
        Ok::<_, FiguresError>(areas(app.store().read(query).await?))
    };
    let (from, _) = window(to);
    let observed = read(from, to).await?;
    let mut years = Vec::new();
    for back in 1..=YEARS {
        let (from, to) = window(to.saturating_sub(i32::from(back).years()));
        let cells = read(from, to).await?;
        if cells.is_empty() {
            break;
        }
        years.push(cells);
    }
    let weeks = if years.is_empty() {
        let begin = from.saturating_sub((WEEKS_BEFORE * 7).days());
        read(begin, from.yesterday().unwrap_or(from)).await?
    } else {
        BTreeMap::new()
    };
    let expected = |cell: &(CategoryId, String)| {
        let n = |cells: &Areas| cells.get(cell).copied().unwrap_or(0) as f64;
        if years.is_empty() {
            n(&weeks) * f64::from(WINDOW) / f64::from(WEEKS_BEFORE * 7)
        } else {
            years.iter().map(n).sum::<f64>() / years.len() as f64
        }
    };
    let season = match u16::try_from(years.len()) {
        Ok(n) if n > 0 => Season::Years(n),
        _ => Season::Weeks,
    };
    let places = app.places();
    let place = |code: &str| {
        let found = places.regions.get(code.parse().ok()?)?;
        Some(found.full_name())
    };
    let mut found = Vec::new();
    for (cell, n) in &observed {
        let usual = expected(cell).max(LEAST_EXPECTED);
        let bound = upper_bound(usual, ALPHA);
        if *n < FEWEST || *n <= bound {
            continue;
        }
        let (category, region) = cell;
        let named = rules.directory.categories.get(category);
        let days = format!("from={from}&to={to}&as_of={}", ask.moment());
        found.push(Surge {
            category: *category,
            category_name: named.map_or_else(|| category.to_string(), |known| known.name.clone()),
            region: region.clone(),
            region_name: place(region).unwrap_or_else(|| region.clone()),
            from,
            to,
            observed: *n,
            expected: usual,
            upper_bound: bound,
            chance: chance_of_at_least(*n, usual),
            season,
            reports: Link {
                desk: format!("tab=semua&category={category}&region={region}&{days}"),
                public: format!("category={category}&village={region}&{days}"),
            },
        });
    }
    found.sort_by(|one, other| one.chance.total_cmp(&other.chance));
    Ok(found)
}

type Areas = BTreeMap<(CategoryId, String), u64>;

/// Days added up, places as kecamatan.
fn areas(cells: BTreeMap<Cell, u64>) -> Areas {
    let mut areas = Areas::new();
    for ((category, region, _), n) in cells {
        let district: Vec<&str> = region.split('.').take(3).collect();
        *areas.entry((category, district.join("."))).or_default() += n;
    }
    areas
}
