//! Units that a rank by speed would praise though what came of it is worse: said below the table in which they are told.

use dokumen::{Block, Paragraph};
use lapor_domain::figures::{Measured, measure};
use lapor_domain::official::{Layout, Reader};
use lapor_store::figures::{Answer, Ask, Filter};

use super::error::OfficialError;
use super::model::{Gathered, Wish};
use super::pieces::{of, remark};
use crate::app::App;
use crate::figures::{self, Judged, Warning};

/// A sentence for each such unit. For inside only: of a single unit anyone is told parts in fives.
///
/// # Errors
/// [`OfficialError`].
pub(super) async fn gather(
    app: &App,
    wish: &Wish,
    ask: &Ask,
    answer: &Answer,
) -> Result<Vec<String>, OfficialError> {
    let has_units = matches!(wish.layout, Layout::Activity | Layout::Units);
    if !has_units || wish.reader == Reader::Public || answer.total.received == 0 {
        return Ok(Vec::new());
    }
    let (_, warnings) = figures::of_units(app, *ask, Filter::default()).await?;
    Ok(warnings.iter().map(said).collect())
}

/// What stands below the table; nothing where no unit is one.
pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    if gathered.warnings.is_empty() {
        return Vec::new();
    }
    let items = gathered.warnings.iter();
    vec![
        remark(
            "Cepat belum tentu tuntas. Unit berikut cepat, tetapi hasilnya lebih buruk daripada seluruhnya; periksa juga hasilnya:",
        ),
        Block::List {
            numbered: false,
            items: items.map(Paragraph::plain).collect(),
        },
    ]
}

fn said(warning: &Warning) -> String {
    format!(
        "{} termasuk sepertiga terbaik menurut {}; tetapi {}. Kebetulan tidak menjelaskannya.",
        warning.label,
        judged(&warning.fast),
        judged(&warning.poor)
    )
}

/// "“Tingkat sanggahan”: 40 dari 100 (40,0 %), seluruhnya 15 dari 100 (15,0 %)".
fn judged(of: &Judged) -> String {
    let name = measure(of.measure).map_or(of.measure, |measure| measure.name);
    format!(
        "“{name}”: {}, seluruhnya {}",
        value(&of.value),
        value(&of.of_all)
    )
}

fn value(measured: &Measured) -> String {
    match measured {
        Measured::Share(share) => of(share.part, share.whole),
        other => other.shown(),
    }
}

#[cfg(test)]
mod tests {
    use lapor_domain::figures::{MeasureUnit, Share, Times};

    use super::*;

    #[test]
    fn both_values_stand_beside_those_of_all() {
        let hours = |hours: u32| {
            let times = Times::of(vec![hours * 60; 20], 0);
            Measured::Times(times, MeasureUnit::WorkingMinutes)
        };
        let disputed = |part| Measured::Share(Share::of(part, 100));
        let warning = Warning {
            key: Some("cepat".to_owned()),
            label: "Dinas Cepat".to_owned(),
            fast: Judged {
                measure: "time_to_resolve",
                value: hours(2),
                of_all: hours(20),
            },
            poor: Judged {
                measure: "dispute_rate",
                value: disputed(40),
                of_all: disputed(15),
            },
        };
        assert_eq!(
            said(&warning),
            "Dinas Cepat termasuk sepertiga terbaik menurut “Lama penyelesaian (jam kerja)”: 2,0 jam kerja (p90 2,0), \
             seluruhnya 20,0 jam kerja (p90 20,0); tetapi “Tingkat sanggahan”: 40 dari 100 (40,0 %), seluruhnya 15 dari 100 \
             (15,0 %). Kebetulan tidak menjelaskannya."
        );
    }
}
