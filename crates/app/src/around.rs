//! An event in the order of everything, and the report before and after it.

use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::state::State;
use lapor_store::Tx;
use lapor_store::record::{self, RecordError};
use lapor_store::sequencer::Placed;

/// An event, and the report around it.
pub(crate) struct Around {
    /// Its place.
    pub(crate) position: i64,
    /// What happened.
    pub(crate) event: Recorded,
    /// The report before; none before its first event.
    pub(crate) before: Option<Report>,
    /// The report after.
    pub(crate) after: Report,
    /// The report whose handling it shares, as that is now.
    pub(crate) root: Option<Report>,
}

impl Around {
    /// Folds a report's history up to an event of it.
    pub(crate) fn of(placed: &Placed, history: &[Recorded]) -> Option<Self> {
        let id = ReportId(placed.stream);
        let at = history
            .iter()
            .position(|event| i64::from(event.seq) == placed.seq)?;
        let event = history.get(at)?.clone();
        let before = Report::fold(id, history.get(..at)?);
        let mut after = before.clone();
        match &mut after {
            Some(after) => after.apply(&event),
            None => after = Report::first(id, &event),
        }
        Some(Self {
            position: placed.position,
            event,
            before,
            after: after?,
            root: None,
        })
    }

    /// Officers stand to a merged report as to its root.
    pub(crate) async fn find_root(&mut self, tx: &mut Tx<'_>) -> Result<(), RecordError> {
        if let State::Merged(merge) = &self.after.state {
            self.root = record::load(tx, merge.root).await?;
        }
        Ok(())
    }
}
