//! Rows beside the report's row that lists are led or narrowed by: `report_excluded`, `report_barred`, `report_support`.

use lapor_domain::ids::OfficerId;
use lapor_domain::report::Report;
use lapor_domain::report::state::{Support, SupportEnd};

use super::model::{BARRED, EXCLUDED, Model, RowValues, SUPPORT};
use super::row;
use crate::record::{RecordError, micros};
use crate::{Tx, Value, params};

/// Writes what the event changed of them.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    before: Option<&Report>,
    after: &Report,
) -> Result<(), RecordError> {
    const CLEAR_EXCLUDED: &str = "DELETE FROM report_excluded WHERE report_id = $1";
    const CLEAR_BARRED: &str = "DELETE FROM report_barred WHERE report_id = $1";
    const CLEAR_SUPPORT: &str = "DELETE FROM report_support WHERE report_id = $1";
    let tables: [(&'static Model, &'static str, Rows); 3] = [
        (&EXCLUDED, CLEAR_EXCLUDED, excluded),
        (&BARRED, CLEAR_BARRED, barred),
        (&SUPPORT, CLEAR_SUPPORT, supports),
    ];
    for (model, clear, rows) in tables {
        let (was, is) = (before.map(rows).unwrap_or_default(), rows(after));
        if was == is {
            continue;
        }
        if !was.is_empty() {
            tx.exec(clear, params![after.id.0]).await?;
        }
        for row in &is {
            model.insert(tx, row).await?;
        }
    }
    Ok(())
}

/// The rows of one table for a report.
type Rows = fn(&Report) -> Vec<RowValues<'static>>;

/// One row for each officer whom the report is about: it never appears in a list of theirs.
pub(crate) fn excluded(report: &Report) -> Vec<RowValues<'static>> {
    let mut officers = report.excluded.clone();
    officers.sort_unstable();
    officers.dedup();
    of_officers(report, officers)
}

/// One row for each officer who may not take the step that is due.
pub(crate) fn barred(report: &Report) -> Vec<RowValues<'static>> {
    of_officers(report, report.barred())
}

fn of_officers(report: &Report, officers: Vec<OfficerId>) -> Vec<RowValues<'static>> {
    let row = |officer: OfficerId| vec![Value::from(report.id.0), Value::from(officer.0)];
    officers.into_iter().map(row).collect()
}

/// One row for each unit that helps or did its part.
pub(crate) fn supports(report: &Report) -> Vec<RowValues<'static>> {
    let Some(handling) = report.state.handling() else {
        return Vec::new();
    };
    let mut rows: Vec<RowValues<'static>> = Vec::new();
    // Asked twice, a unit stands once: as it was asked last.
    for support in handling.supports.iter().rev() {
        let stays = matches!(support.ended, None | Some(SupportEnd::Finished));
        let unit = Value::from(support.unit.0);
        if stays && !rows.iter().any(|row| row.get(1) == Some(&unit)) {
            rows.push(of_support(report, support, unit));
        }
    }
    rows
}

fn of_support(report: &Report, support: &Support, unit: Value<'static>) -> RowValues<'static> {
    // What stands still for the report stands still for who helps.
    let own = report
        .part_due(support)
        .filter(|_| report.next_due().is_some());
    let due = own.map_or_else(|| row::due_at(report), micros);
    vec![
        Value::from(report.id.0),
        unit,
        Value::from(report.holder.0),
        Value::from(support.ended.is_none() && report.needs_action()),
        Value::from(due),
        Value::from(report.received_at),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use lapor_domain::report::command::Command;
    use lapor_domain::testkit::commands::verify;
    use lapor_domain::testkit::{Life, POTHOLES, ROADS, WATER, content};
    use lapor_domain::words::ReportType;

    use super::*;

    #[test]
    fn a_part_is_never_due_after_the_report() {
        let asked = Life::received()
            .as_coordinator(verify(ROADS))
            .as_coordinator(Command::AddSupport {
                unit: WATER,
                days: 12,
                task: None,
            });
        let due = |life: &Life| supports(&life.report)[0][4].clone();
        let handling = asked.report.state.handling().unwrap();
        assert_eq!(
            due(&asked),
            Value::from(micros(handling.supports[0].due.unwrap()))
        );
        // A request for information is to be answered in five days; the part was to be done in twelve.
        let shorter = asked.as_coordinator(Command::Reclassify {
            report_type: ReportType::Information,
            supervisory: false,
            category: POTHOLES,
            reason: content(lapor_domain::content::ContentKind::OfficerMessage),
        });
        let legal = shorter
            .report
            .clock(lapor_domain::clock::ClockKind::Resolution)
            .unwrap();
        assert_eq!(due(&shorter), Value::from(micros(legal.effective_due())));
    }
}
