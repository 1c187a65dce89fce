//! How a stream begins: the report that a receipt or an export makes.

use super::super::Report;
use super::super::event::{Receipt, Recorded, What};
use super::super::state::State;
use crate::ids::ReportId;
use crate::words::{Priority, ReportType};

impl Report {
    /// Folds a whole stream; `None` where it is empty or does not begin with a receipt.
    pub fn fold<'a>(id: ReportId, events: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut report = Self::first(id, events.next()?)?;
        for event in events {
            report.apply(event);
        }
        Some(report)
    }

    /// The report that its first event makes.
    pub fn first(id: ReportId, recorded: &Recorded) -> Option<Self> {
        let mut report = match &recorded.event.what {
            What::Received(receipt) => Self::received(id, receipt, recorded),
            What::Imported { receipt, observed } => {
                let mut report = Self::received(id, receipt, recorded);
                report.observe(observed, recorded);
                report
            }
            _ => return None,
        };
        report.apply_clocks(recorded);
        Some(report)
    }

    fn received(id: ReportId, receipt: &Receipt, recorded: &Recorded) -> Self {
        Self {
            id,
            home: receipt.home,
            holder: receipt.holder,
            held_by: vec![receipt.holder],
            tracking: receipt.tracking,
            received_at: recorded.occurred_at,
            day_only: receipt.day_only,
            recorded_at: recorded.recorded_at,
            updated_at: recorded.recorded_at,
            public_since: None,
            public_at: None,
            seq: recorded.seq,
            channel: receipt.channel,
            unmapped_channel: receipt.unmapped_channel.clone(),
            state: State::Received,
            report_type: receipt.declared_type.unwrap_or(ReportType::Unknown),
            supervisory: receipt.declared_supervisory,
            verified: false,
            category: receipt.category,
            named_unit: receipt.named_unit,
            region: receipt.region.clone(),
            language: receipt.language,
            incident_date: receipt.incident_date,
            identity: receipt.identity,
            has_contact: receipt.has_contact,
            anonim: receipt.anonim,
            rahasia: receipt.rahasia,
            words: receipt.words.clone(),
            said: Vec::new(),
            erased: false,
            files: receipt.files.clone(),
            released: false,
            unmasked_by: None,
            release_asked: None,
            ever_released: false,
            point_released: false,
            files_released: false,
            released_files: Vec::new(),
            evidence: Vec::new(),
            internal_files: Vec::new(),
            rounds: 0,
            answered: false,
            answered_this_round: false,
            last_word_reporter: false,
            holds: 0,
            returns: 0,
            refusals: 0,
            disputes: 0,
            reopened: false,
            extended: false,
            extension_asked: None,
            closers: Vec::new(),
            excluded: receipt.excluded.clone(),
            priority: Priority::Normal,
            rating: None,
            objection_open: false,
            objection_rejected: false,
            withdrawn: false,
            followers: Vec::new(),
            shared_confirmed: false,
            shared_dispute_open: false,
            apart: Vec::new(),
            shared_units: Vec::new(),
            shared_overseer: false,
            import: None,
            clocks: Vec::new(),
        }
    }
}
