//! Where the national system says something else than the record: listed, never taken over.

use std::io::{self, Write};

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::sp4n::{LastWord, imported_state, status_word_of};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{EndedBy, Figure, StateCode};
use lapor_store::national::{self as rows, Said};
use lapor_store::{Query, StoreError, Tx, record};

use crate::app::App;
use crate::error::AppError;
use crate::sp4n::problem_file::harmless;

/// Words read at one time.
const AT_ONCE: i64 = 500;
/// Differences that are listed at most.
const MOST: usize = 2_000;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The report.
    pub report: ReportId,
    /// Its number here.
    pub tracking: TrackingNo,
    /// Its number there.
    pub theirs: String,
    /// Their word.
    pub their_word: String,
    /// The figure their word means; `None` where the word is not known.
    pub their_figure: Option<Figure>,
    /// The word that its state here would have there.
    pub our_word: &'static str,
    /// The figure it counts in here.
    pub our_figure: Option<Figure>,
    /// When their word was seen.
    pub seen_at: Timestamp,
}

/// The differences of a body, what was seen last first.
///
/// # Errors
/// Where the database fails.
pub async fn differences(app: &App, body: BodyId) -> Result<Vec<Difference>, AppError> {
    let mut found = Vec::new();
    let mut before = None;
    loop {
        let page = app.store().read(Page { body, before }).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(0) < AT_ONCE;
        before = page.last().map(|(said, ..)| (said.seen_at, said.report));
        found.extend(
            page.into_iter()
                .filter_map(|(said, report, root)| difference(said, &report?, root.as_ref())),
        );
        if is_last || found.len() >= MOST {
            found.truncate(MOST);
            return Ok(found);
        }
    }
}

fn difference(said: Said, report: &Report, root: Option<&Report>) -> Option<Difference> {
    let case = root.unwrap_or(report);
    let theirs = imported_state(&said.word, case.lead().is_some(), "");
    let their_figure = (!theirs.is_unknown()).then(|| theirs.figure());
    let our_figure = case.figure();
    // A transfer leaves as an archived report: there is no word for it over there.
    let same = their_figure == our_figure
        || (our_figure == Some(Figure::Transferred) && their_figure == Some(Figure::Archived));
    (!same).then(|| Difference {
        report: report.id,
        tracking: report.tracking,
        theirs: said.tracking,
        their_word: said.word,
        their_figure,
        our_word: our_word(case),
        our_figure,
        seen_at: said.seen_at,
    })
}

fn our_word(report: &Report) -> &'static str {
    let by: Option<EndedBy> = match &report.state {
        State::Closed(closure) => Some(closure.by),
        State::Archived(archival) => Some(archival.by),
        _ => None,
    };
    let last = if report.answered {
        LastWord::Officer
    } else {
        LastWord::NoAnswer
    };
    let code: StateCode = report.state.code();
    status_word_of(code, by, last).unwrap_or("")
}

/// Writes differences as a CSV for Excel; no cell begins as a formula does.
///
/// # Errors
/// What the writer says.
pub fn write_differences(mut out: impl Write, differences: &[Difference]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "nomor",
        "tracking_id",
        "status_sp4n",
        "angka_sp4n",
        "status_di_sini",
        "angka_di_sini",
        "dilihat",
    ])?;
    for one in differences {
        csv.write_record([
            one.tracking.to_string().as_str(),
            &harmless(&one.theirs),
            &harmless(&one.their_word),
            one.their_figure.map_or("", Figure::as_str),
            one.our_word,
            one.our_figure.map_or("", Figure::as_str),
            &one.seen_at.to_string(),
        ])?;
    }
    csv.flush()
}

struct Page {
    body: BodyId,
    before: Option<(Timestamp, ReportId)>,
}

impl Query for Page {
    type Output = Vec<(Said, Option<Report>, Option<Report>)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut page = Vec::new();
        for said in rows::words(tx, self.body, self.before, AT_ONCE).await? {
            // What cannot be read is not compared; `lapor rebuild --check` tells of it.
            let report = record::load(tx, said.report).await.ok().flatten();
            let root = match report.as_ref().map(|report| &report.state) {
                Some(State::Merged(merged)) => record::load(tx, merged.root).await.ok().flatten(),
                _ => None,
            };
            page.push((said, report, root));
        }
        Ok(page)
    }
}
