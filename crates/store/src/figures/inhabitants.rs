//! How many live in a region: what counts for each thousand of them are formed with.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use lapor_domain::rules::Rules;

use super::{Ask, Scope};
use crate::{Change, FromRow, Query, StoreError, Tx, params};

/// Writes down how many live in regions, with [`Store::run`](crate::Store::run). Earlier counts stay.
#[derive(Clone, Debug)]
pub struct PutInhabitants {
    /// Code of the region, and how many live there.
    pub regions: Vec<(String, u64)>,
    /// Year of the count.
    pub year: i16,
    /// Who counted, as people cite it.
    pub source: String,
    /// Now.
    pub now: Timestamp,
}

impl Change for PutInhabitants {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "put_inhabitants";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const SQL: &str =
            "INSERT INTO region_inhabitants (region, year, recorded_at, inhabitants, source)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (region, year, recorded_at) DO NOTHING";
        for (region, inhabitants) in &self.regions {
            let inhabitants = i64::try_from(*inhabitants).unwrap_or(i64::MAX);
            let (year, source) = (i64::from(self.year), self.source.as_str());
            tx.exec(
                SQL,
                params![region.as_str(), year, self.now, inhabitants, source],
            )
            .await?;
        }
        Ok(())
    }
}

/// Asks how many lived in each region in the period of a question, with [`Store::read`](crate::Store::read): by code, where
/// somebody wrote it down.
#[derive(Clone, Copy, Debug)]
pub struct Inhabitants(pub Ask);

impl Query for Inhabitants {
    type Output = HashMap<String, u64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<HashMap<String, u64>, StoreError> {
        read(tx, &self.0).await
    }
}

/// Asks who counted these, as people cite it, with [`Store::read`](crate::Store::read).
#[derive(Clone, Copy, Debug)]
pub struct InhabitantsSources(pub Ask);

impl Query for InhabitantsSources {
    type Output = BTreeSet<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<BTreeSet<String>, StoreError> {
        let sources: HashMap<String, String> = newest(tx, "source", &self.0).await?;
        Ok(sources.into_values().collect())
    }
}

/// How many lived in each region in the period: the newest count of a year that is not after it, as known at the moment.
pub(super) async fn read(tx: &mut Tx<'_>, ask: &Ask) -> Result<HashMap<String, u64>, StoreError> {
    newest(tx, "inhabitants", ask).await
}

/// A column of these counts, by region.
async fn newest<T>(
    tx: &mut Tx<'_>,
    column: &'static str,
    ask: &Ask,
) -> Result<HashMap<String, T>, StoreError>
where
    (String, T): FromRow,
{
    let sql = format!(
        "SELECT region, {column} FROM region_inhabitants WHERE year <= $1 AND recorded_at < $2
        ORDER BY region, year, recorded_at"
    );
    let asked = params![i64::from(ask.to.year()), ask.moment()];
    let rows: Vec<(String, T)> = tx.rows_dyn(&sql, asked).await?;
    // The last of a region is the newest.
    Ok(rows.into_iter().collect())
}

/// The region of a whole scope, where it is one: that of the body, or of the only body there is.
pub(super) fn region_of<'r>(rules: &'r Rules, ask: &Ask) -> Option<&'r str> {
    let directory = &rules.directory;
    match ask.scope {
        Scope::Body(body) => directory.bodies.get(&body)?.region.as_deref(),
        Scope::Unit(unit) => directory.units.get(&unit)?.region.as_deref(),
        Scope::Installation => {
            let mut bodies = directory
                .bodies
                .values()
                .filter(|body| !directory.is_desk(body.id));
            let only = bodies.next()?;
            if bodies.next().is_some() {
                return None;
            }
            only.region.as_deref()
        }
    }
}
