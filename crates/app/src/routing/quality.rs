//! How well routing works for a body: accepted, corrected, abstained, by month and category, and what passing on costs.

use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_store::record::project::day_number;
use lapor_store::routing::{self, Fared};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Counts that belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Verified with the program asked.
    pub asked: u64,
    /// "I do not know".
    pub abstained: u64,
    /// The proposed unit was taken.
    pub accepted: u64,
    /// Another unit was chosen.
    pub corrected: u64,
    /// Taken, and given to another unit later.
    pub moved_later: u64,
    /// The proposed category was taken.
    pub category_accepted: u64,
}

impl Counts {
    fn add(&mut self, fared: &Fared) {
        self.asked += fared.asked;
        self.abstained += fared.abstained;
        self.accepted += fared.accepted;
        self.corrected += fared.asked - fared.abstained - fared.accepted;
        self.moved_later += fared.moved_later;
        self.category_accepted += fared.category_accepted;
    }

    /// Share of the answers that were taken, in thousandths; `None` where nothing was answered.
    pub fn precision(&self) -> Option<u32> {
        let answered = self.asked - self.abstained;
        (answered > 0).then(|| {
            u32::try_from((self.accepted * 1000 + answered / 2) / answered).unwrap_or(1000)
        })
    }
}

/// How well routing works.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// Over the whole period.
    pub total: Counts,
    /// By month (202603), oldest first.
    pub months: Vec<(i64, Counts)>,
    /// By decided category, most asked first.
    pub categories: Vec<(CategoryId, Counts)>,
    /// Last three months' precision less that of the months before, in thousandths: below zero the model rots.
    pub drift: Option<i32>,
}

/// How well routing worked for a body between two local days, both included.
///
/// # Errors
/// Where the database fails.
pub async fn quality(app: &App, body: BodyId, from: Date, to: Date) -> Result<Quality, AppError> {
    let period = (day_number(from), day_number(to));
    let rows = app.store().read(Ask { body, period }).await?;
    let mut quality = Quality::default();
    for row in &rows {
        quality.total.add(row);
        counts(&mut quality.months, row.month).add(row);
        counts(&mut quality.categories, CategoryId(row.category)).add(row);
    }
    quality
        .categories
        .sort_by_key(|(id, counts)| (std::cmp::Reverse(counts.asked), *id));
    quality.drift = drift(&quality.months);
    Ok(quality)
}

fn counts<K: PartialEq>(of: &mut Vec<(K, Counts)>, key: K) -> &mut Counts {
    let at = of.iter().position(|(known, _)| *known == key);
    let at = at.unwrap_or_else(|| {
        of.push((key, Counts::default()));
        of.len() - 1
    });
    &mut of[at].1
}

/// Months that count as "lately".
const LATELY: usize = 3;

fn drift(months: &[(i64, Counts)]) -> Option<i32> {
    let (before, lately) = months.split_at(months.len().saturating_sub(LATELY));
    let precision = |months: &[(i64, Counts)]| {
        let of = |count: fn(&Counts) -> u64| months.iter().map(|(_, counts)| count(counts)).sum();
        Counts {
            asked: of(|counts| counts.asked),
            abstained: of(|counts| counts.abstained),
            accepted: of(|counts| counts.accepted),
            ..Counts::default()
        }
        .precision()
    };
    let (before, lately) = (precision(before)?, precision(lately)?);
    Some(i32::try_from(lately).ok()? - i32::try_from(before).ok()?)
}

struct Ask {
    body: BodyId,
    period: (i64, i64),
}

impl Query for Ask {
    type Output = Vec<Fared>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Fared>, StoreError> {
        routing::fared(tx, self.body, self.period).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(asked: u64, abstained: u64, accepted: u64) -> Counts {
        Counts {
            asked,
            abstained,
            accepted,
            ..Counts::default()
        }
    }

    #[test]
    fn precision_is_of_answers_alone() {
        assert_eq!(month(100, 20, 60).precision(), Some(750));
        assert_eq!(month(5, 5, 0).precision(), None);
    }

    #[test]
    fn a_model_that_rots_shows_it() {
        let good = month(100, 0, 90);
        let bad = month(100, 0, 60);
        let months = [(1, good), (2, good), (3, bad), (4, bad), (5, bad)];
        assert_eq!(drift(&months), Some(-300));
        assert_eq!(drift(&months[..2]), None, "nothing before");
    }
}
