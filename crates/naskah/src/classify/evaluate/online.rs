//! One pass in the order of time: propose, and learn later, when the decision is known.

use super::super::features::Features;
use super::super::model::Classifier;
use super::super::recent::Recent;
use super::Row;
use super::figures::{Figures, Guess, Judged};

/// How long a decision takes to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// So many reports later.
    Reports(usize),
    /// So many seconds later; rows need their time.
    Seconds(i64),
}

/// How the pass is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Online {
    /// When the model gets to know a decision.
    pub delay: Delay,
    /// Reports at the start that are not counted.
    pub skip: usize,
    /// Earlier decisions gone over again at each new one; as many as in an office unless said otherwise.
    pub rehearsals: usize,
    /// How far back those may lie, in reports.
    pub memory: usize,
}

impl Default for Online {
    fn default() -> Self {
        Self {
            delay: Delay::Reports(23),
            skip: 1_000,
            rehearsals: Recent::<()>::AGAIN,
            memory: Recent::<()>::MOST,
        }
    }
}

/// What a pass reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnlineFigures {
    /// Accuracy and so on after the start.
    pub figures: Figures,
    /// Answers with a confidence of at least 0.8.
    pub sure: Judged,
}

/// Runs over all rows from nothing, whatever part they belong to.
pub fn online(rows: &[Row<'_>], how: Online) -> OnlineFigures {
    let mut model = Classifier::new();
    let mut recent = Recent::new(how.memory);
    let mut waiting = 0;
    let looked_at: Vec<Features> = rows
        .iter()
        .map(|row| Features::of(row.text, row.facets))
        .collect();
    let mut guesses = Vec::new();
    for (at, (row, features)) in rows.iter().zip(&looked_at).enumerate() {
        while waiting < at
            && rows
                .get(waiting)
                .is_some_and(|earlier| is_known(earlier, waiting, row, at, how.delay))
        {
            if let (Some(features), Some(row)) = (looked_at.get(waiting), rows.get(waiting)) {
                model.learn(features, row.label);
            }
            recent.push(waiting);
            waiting += 1;
            for _ in 0..how.rehearsals {
                if let Some(&past) = recent.draw()
                    && let (Some(features), Some(row)) = (looked_at.get(past), rows.get(past))
                {
                    model.rehearse(features, row.label);
                }
            }
        }
        if at >= how.skip {
            guesses.push(Guess::of(&model, features, row.label));
        }
    }
    OnlineFigures {
        figures: Figures::of(&guesses),
        sure: Judged::at(&guesses, 0.8),
    }
}

fn is_known(earlier: &Row<'_>, position: usize, now: &Row<'_>, at: usize, delay: Delay) -> bool {
    match delay {
        Delay::Reports(reports) => position + reports < at,
        Delay::Seconds(seconds) => earlier
            .time
            .zip(now.time)
            .is_some_and(|(earlier, now)| earlier.saturating_add(seconds) <= now),
    }
}
