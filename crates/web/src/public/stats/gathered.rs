//! Everything that the figures page shows, read at once and kept: as of the end of a whole day it does not change.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::figures::{self, Earlier, FigureTable, FiguresError, Organisation, QuestionError};
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;
use lapor_store::figures::{Answer, Ask, Dimension, Inhabitants, InhabitantsSources, Performance};

use super::asked::Question;
use super::{ask, failed, periods};
use crate::recent::Recent;
use crate::state::Here;

/// Answers that are kept; the longest unused one makes room for the next.
const MOST: usize = 64;
/// Breakdowns of the page.
const BY: [Dimension; 6] = [
    Dimension::Month,
    Dimension::Category,
    Dimension::Unit,
    Dimension::Channel,
    Dimension::Type,
    Dimension::Region,
];

/// Figures of one question.
#[derive(Debug)]
pub(crate) struct Gathered {
    answers: Vec<Answer>,
    /// How the reports were handled.
    pub(crate) performance: Performance,
    /// Came in and was closed, month by month; none where it cannot be told.
    pub(crate) flow: Option<FigureTable>,
    /// How many live in each region, by its code, where somebody wrote it down.
    pub(crate) inhabitants: HashMap<String, u64>,
    /// Who counted them, as people cite it.
    pub(crate) counted_by: BTreeSet<String>,
    /// The period before, of the same length, when it was as old.
    pub(crate) before: Option<Earlier>,
    /// The same period of the year before, likewise.
    pub(crate) last_year: Option<Earlier>,
    /// How units are told.
    pub(crate) organisation: Organisation,
}

/// Whose, from when to when, as of the end of which day, whether units are those of today, and on which day it was asked:
/// what was recorded later is told.
type Key = (Option<BodyId>, Date, Date, Option<Date>, bool, Date);

/// What was read, under the rules that name its rows.
type Kept = (Arc<Rules>, Arc<Gathered>);

/// Answers of before, for as long as those rules are in force.
#[derive(Debug)]
pub(crate) struct Tables(Mutex<Recent<Key, Kept>>);

impl Default for Tables {
    fn default() -> Self {
        Self(Mutex::new(Recent::of(MOST)))
    }
}

impl Gathered {
    /// Figures of an officer, beside those of the period before.
    pub(crate) fn exact(
        answers: Vec<Answer>,
        performance: Performance,
        flow: Option<FigureTable>,
        before: Option<Earlier>,
    ) -> Self {
        Self {
            answers,
            performance,
            flow,
            inhabitants: HashMap::new(),
            counted_by: BTreeSet::new(),
            before,
            last_year: None,
            organisation: Organisation::Then,
        }
    }

    /// The answer by one dimension.
    pub(crate) fn by(&self, by: Dimension) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.ask.by == Some(by))
    }

    /// The totals, which are the same in each.
    pub(crate) fn total(&self) -> Option<&Answer> {
        self.answers.first()
    }
}

/// The figures of a question; what was read today already is not read again.
pub(crate) async fn gathered(here: &Here, question: &Question) -> Result<Arc<Gathered>, AppError> {
    let today = here.zone().local_date(here.app().now());
    let is_of_today = question.organisation == Organisation::Today;
    let (from, to) = (question.from, question.to);
    let key = (here.body, from, to, question.as_of, is_of_today, today);
    let rules = here.rules();
    let tables = &here.web.tables;
    {
        let mut kept = tables.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, found)) = kept.get(&key)
            && Arc::ptr_eq(of, &rules)
        {
            return Ok(Arc::clone(found));
        }
    }
    let found = Arc::new(read(here, question).await?);
    let mut kept = tables.0.lock().unwrap_or_else(PoisonError::into_inner);
    kept.put(key, (rules, Arc::clone(&found)));
    Ok(found)
}

/// Asks for what came in and what was closed, month by month.
pub(crate) fn flow(ask: Ask) -> Result<figures::Question, QuestionError> {
    let ask = Ask {
        by: Some(Dimension::Month),
        ..ask
    };
    let measures = figures::Question::measures(&["flow_received", "flow_closed"])?;
    Ok(figures::Question::of(ask, measures))
}

/// What has no answer to this reader is not shown; anything else that fails, fails.
pub(crate) fn told<T>(read: Result<T, FiguresError>) -> Result<Option<T>, AppError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(FiguresError::Question(_)) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

async fn read(here: &Here, question: &Question) -> Result<Gathered, AppError> {
    let asked = ask(here, question);
    let organisation = question.organisation;
    let main = figures::public_tables(here.app(), asked, BY.to_vec(), organisation);
    let flow = async {
        let question = flow(asked).map_err(FiguresError::from)?;
        figures::public_table(here.app(), &question).await
    };
    let (main, flow) = tokio::join!(main, flow);
    let (answers, performance) = main.map_err(failed)?;
    // Of the months and the day that are shown, not of those asked for: these step back, each period by itself.
    let shown = answers.first().map(|answer| answer.ask);
    let earlier = |ask: Option<Ask>| async move {
        match ask {
            Some(ask) => figures::public_earlier(here.app(), ask).await.map(Some),
            None => Ok(None),
        }
    };
    let short = shown.filter(|_| periods::months(question) <= 24);
    let before = short.and_then(|shown| figures::before(&shown, here.zone()));
    let last_year = shown.and_then(|shown| figures::last_year(&shown, here.zone()));
    let (before, last_year) = tokio::join!(earlier(before), earlier(last_year));
    let store = here.app().store();
    let inhabitants = store.read(Inhabitants(asked)).await?;
    let counted_by = store.read(InhabitantsSources(asked)).await?;
    Ok(Gathered {
        answers,
        performance,
        flow: told(flow)?,
        inhabitants,
        counted_by,
        before: before.map_err(failed)?,
        last_year: last_year.map_err(failed)?,
        organisation,
    })
}
