//! Answers from cells, with what they do not hold yet, and with the edges of a ragged period from lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::asked::Asked;
use super::beyond::{Behind, Beyond};
use super::cell::{finest, kind};
use super::fold::Mark;
use super::lives::{self, Counts, Fresh};
use super::numbers::{Apart, From, every, numbers};
use super::period::{Period, Span, is_of_days};
use crate::figures::answer::Adding;
use crate::figures::gather::Cut;
use crate::figures::shape::Shape;
use crate::figures::sql::{Part, holders, parts};
use crate::figures::{Ask, Dimension, Scope};
use crate::record::micros;
use crate::{StoreError, Tx};

/// Counts a cohort from cells, where the tables are at a place, and days of which they do not tell from lives; none where they
/// cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    (mark, behind): (&Mark, &Behind),
) -> Result<Option<Adding>, StoreError> {
    if is_arranged(cut.rules, cut.ask) {
        return Ok(None);
    }
    let Some(period) = Period::of(cut.ask, mark.by_day) else {
        return Ok(None);
    };
    let beyond = Beyond::of(tx, cut.rules, cut.ask, behind).await?;
    let Some(adding) = read_with(tx, cut, &period, &beyond, true).await? else {
        return Ok(None);
    };
    let readings = BTreeSet::from([Reading::Counts]);
    let mut counts = Counts {
        adding,
        ..Counts::default()
    };
    let is_told = edges(tx, cut, &period, behind, &readings, &mut counts).await?;
    Ok(is_told.then_some(counts.adding))
}

/// What cells tell of a period; with the cases of followers of all of it, where these are asked for.
pub(crate) async fn read_with(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    period: &Period,
    beyond: &Beyond,
    with_cases: bool,
) -> Result<Option<Adding>, StoreError> {
    let (rules, ask) = (cut.rules, cut.ask);
    let counted = counted(tx, rules, ask, &cut.shape, period, beyond).await?;
    let Some(mut adding) = counted else {
        return Ok(None);
    };
    if with_cases && has_cases_apart(ask.by) {
        lives::cases(tx, cut, &mut adding).await?;
    }
    Ok(Some(adding))
}

/// Adds the days of a period of which cells do not tell, from lives, but for the cases of followers: cells know these for any
/// days. False where lives cannot tell.
pub(crate) async fn edges(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    period: &Period,
    behind: &Behind,
    readings: &BTreeSet<Reading>,
    counts: &mut Counts,
) -> Result<bool, StoreError> {
    if period.edges.is_empty() {
        return Ok(true);
    }
    if !lives::can_tell(tx, cut, readings).await? {
        return Ok(false);
    }
    let fresh = Fresh::of(tx, cut.rules, behind).await?;
    for edge in period.asked_apart(cut.ask) {
        let cut = Cut::of(cut.rules, &edge, cut.filter);
        if !lives::add(tx, &cut, &fresh, readings, counts).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether units are told by the arrangement of today: cells know them as they were.
pub(crate) fn is_arranged(rules: &Rules, ask: &Ask) -> bool {
    ask.by == Some(Dimension::Unit) && !rules.directory.heirs.is_empty()
}

/// Whether the cases of a breakdown's rows do not follow from those of its finest values: they are looked for among the
/// merged reports of the period.
fn has_cases_apart(by: Option<Dimension>) -> bool {
    by.is_some_and(|by| {
        let is_apart = matches!(by, Dimension::Body | Dimension::Officer);
        is_apart || finest(by).is_some_and(|fine| fine != by)
    })
}

/// Under whom cases of the whole installation are kept.
const OF_ALL: [Uuid; 1] = [Uuid::nil()];

/// Counts what cells tell of a period.
async fn counted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    shape: &Shape,
    period: &Period,
    beyond: &Beyond,
) -> Result<Option<Adding>, StoreError> {
    // One part tells what the scope is; of the whole installation all holders are read at once.
    let parts = parts(rules, ask);
    let Some(part) = parts.first() else {
        return Ok(Some(Adding::default()));
    };
    let Some(kinds) = Kinds::of(ask, part, period) else {
        return Ok(None);
    };
    let mut asked = Asked {
        ask,
        part,
        shape,
        adding: Adding::default(),
    };
    let holders = holders(&parts);
    let apart = Apart::of(ask.by, period.by_day);
    for (what, kind) in &kinds.each() {
        let of_reports = From {
            kinds: std::slice::from_ref(kind),
            holders: &holders,
            spans: &period.spans,
            moment: micros(ask.moment()),
            apart,
        };
        let from = match what {
            What::Cases | What::CasesOfRows => From {
                holders: if ask.scope == Scope::Installation {
                    &OF_ALL
                } else {
                    &holders
                },
                spans: &[Span::SEVERAL],
                apart: Apart::Nothing,
                ..of_reports
            },
            _ => of_reports,
        };
        let Some(found) = numbers(tx, &from, beyond).await? else {
            return Ok(None);
        };
        let is_sound = match what {
            What::Totals => asked.totals(&found),
            What::TotalsApart => asked.totals_apart(&found),
            What::Rows => asked.rows(&found),
            What::Cases => asked.cases(&found),
            What::CasesOfRows => asked.cases_of_rows(&found),
            What::Births => {
                let ever = every(tx, &from, beyond).await?;
                let ever = ever.and_then(|ever| asked.reports(&ever));
                let before = asked.reports(&found);
                ever.zip(before).map(|(ever, before)| {
                    asked.adding.later = ever.saturating_sub(before);
                })
            }
        };
        if is_sound.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(asked.adding))
}

/// What some cells are read for.
#[derive(Clone, Copy)]
enum What {
    Totals,
    /// With rows by month, day or holder, or one row of all.
    TotalsApart,
    Rows,
    Cases,
    CasesOfRows,
    Births,
}

/// The kinds of cells that a question needs.
struct Kinds {
    totals: (What, i64),
    rows: Option<i64>,
    cases: Option<i64>,
    cases_of_rows: Option<i64>,
}

impl Kinds {
    /// None where the tables have no such cells.
    fn of(ask: &Ask, part: &Part, period: &Period) -> Option<Self> {
        let by_lead = part.leads.is_some();
        let is_apart = Apart::of(ask.by, period.by_day) != Apart::Nothing;
        let rows = match ask.by {
            Some(by) if is_of_days(by) && !is_apart => (!by_lead).then_some(Some(kind::DAY))?,
            // Who did what happened is no value of a report: all are one row.
            Some(Dimension::Officer) => None,
            Some(by) if finest(by).is_none() && !is_apart => return None,
            by => by.and_then(finest).map(|by| {
                if by_lead && by != Dimension::Unit {
                    kind::of_lead(by)
                } else {
                    kind::of(by)
                }
            }),
        };
        let totals = if by_lead {
            kind::of(Dimension::Unit)
        } else {
            kind::TOTAL
        };
        let by_days = ask.by.is_some_and(is_of_days) || !period.is_whole();
        let cases = |of| {
            let cases = match ask.scope {
                Scope::Installation => kind::all_cases(of),
                _ => kind::cases(of),
            };
            if by_days {
                cases
            } else {
                kind::by_month(cases)
            }
        };
        let has_cases = !has_cases_apart(ask.by);
        let of_rows = rows.filter(|rows| has_cases && *rows != kind::DAY);
        Some(Self {
            totals: match rows {
                Some(_) => (What::Totals, totals),
                None => (What::TotalsApart, totals),
            },
            rows,
            cases: has_cases.then(|| cases(totals)),
            cases_of_rows: of_rows.map(cases),
        })
    }

    fn each(&self) -> Vec<(What, i64)> {
        let all = [
            Some(self.totals),
            self.rows.map(|kind| (What::Rows, kind)),
            self.cases.map(|kind| (What::Cases, kind)),
            self.cases_of_rows.map(|kind| (What::CasesOfRows, kind)),
            Some((What::Births, kind::BIRTH)),
        ];
        all.into_iter().flatten().collect()
    }
}
