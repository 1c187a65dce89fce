//! What the tables of read models look like: one description from which rows are written, and against which
//! `rebuild` compares.

use std::sync::LazyLock;

use crate::{StoreError, Tx, Value};

/// The values of one row, in the order of its model's columns.
pub(crate) type RowValues<'a> = Vec<Value<'a>>;

/// A table of rows that are functions of a report's events.
pub(crate) struct Model {
    /// Its name.
    pub(crate) name: &'static str,
    /// How many of the first columns tell rows apart.
    pub(crate) key: usize,
    /// The column that holds the report's id.
    pub(crate) report: &'static str,
    /// Every column that the projection writes.
    pub(crate) columns: &'static [&'static str],
    insert: String,
}

impl Model {
    fn new(
        name: &'static str,
        key: usize,
        report: &'static str,
        columns: &'static [&'static str],
    ) -> Self {
        let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        let insert = format!(
            "INSERT INTO {name} ({}) VALUES ({})",
            columns.join(", "),
            places.join(", ")
        );
        Self {
            name,
            key,
            report,
            columns,
            insert,
        }
    }

    /// Reads the rows of so many reports, given by their ids `$1` and so on.
    pub(crate) fn select(&self, reports: usize) -> String {
        let places: Vec<String> = (1..=reports).map(|n| format!("${n}")).collect();
        format!(
            "SELECT {} FROM {} WHERE {} IN ({})",
            self.columns.join(", "),
            self.name,
            self.report,
            places.join(", ")
        )
    }

    /// Where a column stands.
    pub(crate) fn at(&self, column: &str) -> usize {
        self.columns
            .iter()
            .position(|known| *known == column)
            .unwrap_or(usize::MAX)
    }

    /// Inserts one row.
    ///
    /// # Errors
    /// What the engine refused.
    pub(crate) async fn insert(
        &'static self,
        tx: &mut Tx<'_>,
        row: &[Value<'_>],
    ) -> Result<(), StoreError> {
        tx.exec(&self.insert, row).await.map(drop)
    }
}

macro_rules! models {
    ($($(#[$meta:meta])* $name:ident = $table:literal, $key:literal, $report:literal, [$($column:literal),+ $(,)?];)+) => {
        $($(#[$meta])* pub(crate) static $name: LazyLock<Model> =
            LazyLock::new(|| Model::new($table, $key, $report, &[$($column),+]));)+
        /// Every model of reports.
        pub(crate) static ALL: &[&LazyLock<Model>] = &[$(&$name),+];
    };
}

models! {
    /// The report's row. `next_timer` is not here: it depends on the rules in force, not on events alone.
    REPORT = "report", 1, "id", [
        "id", "body_id", "tracking_no", "external_id", "received_at", "received_day", "recorded_at", "channel",
        "holder_id", "updated_at", "seq", "state", "figure", "needs_action", "report_type", "supervisory",
        "category_id", "lead_id", "region", "anonim", "rahasia", "is_public", "priority", "round", "merge_root",
        "rating", "due_at", "person_id", "told", "has_barred", "public_at",
    ];
    /// Officers whom a report is about.
    EXCLUDED = "report_excluded", 2, "report_id", ["report_id", "officer_id"];
    /// Officers who may not take the step that is due.
    BARRED = "report_barred", 2, "report_id", ["report_id", "officer_id"];
    /// Units that help, or helped.
    SUPPORT = "report_support", 2, "report_id", [
        "report_id", "unit_id", "holder_id", "is_open", "due_at", "received_at",
    ];
    /// What a report was, over recorded time.
    STATE_INTERVAL = "state_interval", 4, "report_id", [
        "holder_id", "received_day", "report_id", "from_seq", "from_us", "to_us", "has_left", "merge_root", "state",
        "figure", "ended_by", "outcome", "reason", "reopened", "joined", "status_unknown", "imported", "is_public",
        "lead_id", "category_id", "report_type", "supervisory", "channel", "region", "rating", "recorded_at",
        "tally",
    ];
    /// What each clock was, over recorded time.
    CLOCK_INTERVAL = "clock_interval", 5, "report_id", [
        "report_id", "kind", "round", "n", "from_seq", "from_us", "to_us", "holder_id", "received_day", "lead_id",
        "report_type", "supervisory", "imported", "started_at", "due_at", "extended_due", "paused", "pauses",
        "stopped_at", "stop_how", "breached",
    ];
    /// What is counted once when it happens.
    MILESTONE = "milestone", 2, "report_id", [
        "report_id", "seq", "kind", "occurred_at", "recorded_at", "occurred_day", "holder_id", "received_day",
        "unit_id", "officer_id", "value",
    ];
    /// What was proposed at a verification, and what was decided.
    ROUTING_OUTCOME = "routing_outcome", 2, "report_id", [
        "report_id", "seq", "occurred_at", "occurred_day", "holder_id", "source", "confidence", "proposed_lead",
        "lead_id", "proposed_category", "category_id",
    ];
}

/// The newest document of each stream of the directory.
pub(crate) static ENTITY: LazyLock<Model> = LazyLock::new(|| {
    Model::new(
        "entity",
        2,
        "stream_id",
        &["stream_kind", "stream_id", "body_id", "seq", "document"],
    )
});
