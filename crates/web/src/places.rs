//! Names of places for forms and pages, kept in memory: a form must be handed back also while the
//! record cannot be reached.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::App;
use lapor_store::{FromRow, Query, Row, StoreError, Tx, params};

use crate::view::forms::{Choice, ChoiceGroup};

/// Most regions offered in one form.
const MOST: i64 = 4000;
/// How long what was read is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(1);

/// Regions below one, by code.
#[derive(Debug, Default)]
pub struct Region {
    names: BTreeMap<String, String>,
}

impl Region {
    /// The name of a region, empty where it is not known.
    pub fn name(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_default()
    }

    /// Whether a code is one of a village offered here.
    pub fn has_village(&self, code: &str) -> bool {
        is_village(code) && self.names.contains_key(code)
    }

    /// Villages under their districts, before them the district as a whole in the words of `whole`.
    pub fn areas(&self, whole: impl Fn(&str) -> String) -> Vec<ChoiceGroup> {
        let mut groups = self.choices();
        for group in &mut groups {
            let village = group.options.first().map(|option| option.value.as_str());
            let district = village.and_then(|village| village.rsplit_once('.'));
            if let Some((district, _)) = district {
                let all = Choice::new(district, whole(&group.label));
                group.options.insert(0, all);
            }
        }
        groups
    }

    /// Villages under their districts.
    pub fn choices(&self) -> Vec<ChoiceGroup> {
        let mut groups: Vec<(String, ChoiceGroup)> = Vec::new();
        for (code, name) in self.names.iter().filter(|(code, _)| is_village(code)) {
            let district = code.rsplit_once('.').map_or("", |(district, _)| district);
            if groups.last().is_none_or(|(last, _)| last != district) {
                let label = self.name(district);
                groups.push((
                    district.to_owned(),
                    ChoiceGroup {
                        label,
                        options: Vec::new(),
                    },
                ));
            }
            if let Some((_, group)) = groups.last_mut() {
                group.options.push(Choice::new(code, name));
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

fn is_village(code: &str) -> bool {
    code.split('.').count() == 4
}

/// What was read, by the region above.
#[derive(Debug, Default)]
pub struct Places {
    read: RwLock<HashMap<String, (Timestamp, Arc<Region>)>>,
}

impl Places {
    /// Regions at or below `above` (all of them for an empty one); what was read before where the
    /// record cannot be reached.
    pub async fn below(&self, app: &App, above: &str) -> Arc<Region> {
        let now = app.now();
        let known = {
            let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
            read.get(above).cloned()
        };
        if let Some((at, region)) = &known
            && now.duration_since(*at).abs() < GOOD_FOR
        {
            return Arc::clone(region);
        }
        match app.store().read(Below(above.to_owned())).await {
            Ok(rows) => {
                let names = rows.into_iter().map(|row| (row.0, row.1)).collect();
                let region = Arc::new(Region { names });
                let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
                read.insert(above.to_owned(), (now, Arc::clone(&region)));
                region
            }
            Err(error) => {
                tracing::warn!(%error, "regions could not be read");
                known.map(|(_, region)| region).unwrap_or_default()
            }
        }
    }
}

/// Regions at or below `above`, code and name: asked of the record each time, so that nobody can fill the
/// memory with questions.
pub(crate) async fn list(app: &App, above: &str) -> Result<Vec<(String, String)>, StoreError> {
    let rows = app.store().read(Below(above.to_owned())).await?;
    Ok(rows.into_iter().map(|row| (row.0, row.1)).collect())
}

struct Below(String);

struct Named(String, String);

impl FromRow for Named {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get(0)?, row.get(1)?))
    }
}

impl Query for Below {
    type Output = Vec<Named>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Named>, StoreError> {
        const ALL: &str = "SELECT code, name FROM region ORDER BY code LIMIT $1";
        // A range over the key: '/' is the sign after '.'.
        const BELOW: &str =
            "SELECT code, name FROM region WHERE code >= $1 AND code < $2 ORDER BY code LIMIT $3";
        if self.0.is_empty() {
            return tx.rows(ALL, params![MOST]).await;
        }
        let end = format!("{}/", self.0);
        tx.rows(BELOW, params![&self.0, &end, MOST]).await
    }
}
