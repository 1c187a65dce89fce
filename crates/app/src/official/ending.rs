//! How the reports of a period that is over stood when it ended, beside how they stand now.

use jiff::civil::Date;
use lapor_domain::figures::number;
use lapor_domain::official::{Layout, Period, Reader, date_words};
use lapor_store::figures::{Answer, Ask};
use serde::{Deserialize, Serialize};

use super::error::OfficialError;
use super::model::{Counts, Gathered, Wish};
use super::pieces::sentence;
use crate::app::App;
use crate::figures;

/// Figures of a period as they were at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtEnd {
    /// The last day of the period.
    pub day: Date,
    /// Its reports, as far as they were recorded by then.
    pub total: Counts,
}

/// Figures at the end of the period, where the document is of a later moment. For anyone only where both are exact totals,
/// each by the rules of public figures: beside one in fives the other would tell when a count came to the next five.
///
/// # Errors
/// [`OfficialError`].
pub(super) async fn gather(
    app: &App,
    wish: &Wish,
    ask: &Ask,
    present: &Answer,
) -> Result<Option<AtEnd>, OfficialError> {
    let has_sentence = matches!(wish.layout, Layout::Activity | Layout::Press);
    let end = wish.period.end(present.zone);
    if !has_sentence || present.as_of <= end || present.in_fives {
        return Ok(None);
    }
    let ask = Ask {
        as_of: Some(end),
        by: None,
        ..*ask
    };
    let answer = match wish.reader {
        Reader::Public => figures::public_counts(app, ask).await?,
        Reader::Inside => figures::exact_counts(app, ask).await?,
    };
    Ok(told(&wish.period, &answer, end))
}

/// Nothing of another day or of other days, nothing in fives, and nothing where nothing was recorded yet: reports that were
/// imported later were there, and nobody counted them.
fn told(period: &Period, answer: &Answer, end: jiff::Timestamp) -> Option<AtEnd> {
    let is_of_it = answer.as_of == end
        && !answer.in_fives
        && (answer.ask.from, answer.ask.to) == (period.from, period.to)
        && answer.total.received > 0;
    is_of_it.then(|| AtEnd {
        day: period.to,
        total: Counts::of(&answer.total),
    })
}

/// "Pada 31 Desember 2023: 606 pengaduan; 589 telah ditangani, …"
pub(super) fn said(gathered: &Gathered, thing: &str) -> Option<String> {
    let at_end = gathered.at_end?;
    let later = gathered
        .total
        .received
        .saturating_sub(at_end.total.received);
    let later = if later > 0 {
        // What the body had already may come to a unit only after the period.
        let at = if gathered.unit_name.is_some() {
            " pada unit ini"
        } else {
            ""
        };
        format!(" ({} baru tercatat{at} sesudahnya)", number(later))
    } else {
        String::new()
    };
    Some(format!(
        "Pada {}: {}{later}.",
        date_words(at_end.day),
        sentence(&at_end.total, thing)
    ))
}
