//! Lives of reports of which the rows do not tell all: events are beyond them, or somebody is not to know of one.

use std::collections::HashSet;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::pack::LifeRow;
use super::trace;
use crate::figures::tables::beyond::Behind;
use crate::figures::tables::contribute::Seen;
use crate::figures::tables::family::{self, UNPLACED};
use crate::figures::tables::handling::life;
use crate::{StoreError, Tx};

/// Lives that stand for their rows.
#[derive(Default)]
pub(crate) struct Fresh {
    /// Of these reports the rows are left out.
    pub(crate) instead_of: HashSet<Uuid>,
    /// As they are after all events, without those that are hidden.
    pub(crate) rows: Vec<LifeRow>,
}

impl Fresh {
    /// Works them out.
    pub(crate) async fn of(
        tx: &mut Tx<'_>,
        rules: &Rules,
        behind: &Behind,
    ) -> Result<Self, StoreError> {
        let reports: Vec<Uuid> = behind
            .reports
            .iter()
            .chain(&behind.hidden)
            .copied()
            .collect();
        let hidden: HashSet<Uuid> = behind.hidden.iter().copied().collect();
        let (families, places) = family::of(tx, &reports, UNPLACED).await?;
        let members = families.iter().flat_map(|family| &family.members);
        let ids: Vec<Uuid> = members.map(|member| member.id).collect();
        let lives = life::of(tx, &ids, &places).await?;
        let mut fresh = Self::default();
        for family in &families {
            let seen = Seen {
                rules,
                family,
                lives: &lives,
                place: UNPLACED,
                hidden: Some(&hidden),
            };
            fresh.rows.extend(trace::of(&seen, &[]));
        }
        fresh.instead_of = ids.into_iter().collect();
        Ok(fresh)
    }
}
