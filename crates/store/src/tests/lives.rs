//! Reports that lived through real commands, written into a store as the program writes them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::decide::Decision;
use lapor_domain::rules::Rules;
use lapor_domain::testkit::{self, Life};
use uuid::Uuid;

use crate::record::{self, RecordError, entity};
use crate::{Change, Store, Tx, params};

/// The testkit's town as rules.
pub(crate) fn rules() -> Arc<Rules> {
    Arc::new(Rules {
        directory: testkit::directory(),
        policies: HashMap::new(),
        calendars: HashMap::new(),
        hours: HashMap::new(),
        default_policy: testkit::policy(),
        default_calendar: testkit::calendar(),
    })
}

/// Appends a life's events, each at its own time.
pub(crate) struct Live(pub(crate) Life);

impl Change for Live {
    type Output = Report;
    type Error = RecordError;
    const NAME: &'static str = "live";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Report, RecordError> {
        let rules = rules();
        let id = self.0.report.id;
        let mut report = None;
        for event in &self.0.events {
            let decision = Decision {
                occurred_at: event.occurred_at,
                event: event.event.clone(),
            };
            let at = event.recorded_at;
            let after =
                record::append(tx, &rules, id, report, vec![decision], event.actor, at).await?;
            report = Some(after);
        }
        report.ok_or(RecordError::NotAReceipt)
    }
}

/// Appends lives one after the other.
pub(crate) async fn live(store: &Store, lives: &[Life]) {
    for life in lives {
        let report = store.run(Live(life.clone())).await.unwrap();
        assert_eq!(report, life.report);
    }
}

/// Writes the town's documents.
pub(crate) struct Town;

impl Change for Town {
    type Output = ();
    type Error = RecordError;
    const NAME: &'static str = "town";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), RecordError> {
        let directory = testkit::directory();
        let at = testkit::START;
        let by = lapor_domain::report::event::ActorRef::SYSTEM;
        for body in directory.bodies.into_values() {
            entity::put(tx, &entity::Entity::Body(body), by, at).await?;
        }
        for officer in directory.officers.into_values() {
            let officer = entity::Entity::Officer(officer);
            entity::put(tx, &officer, by, at).await?;
            entity::put(tx, &officer, by, at).await?;
        }
        Ok(())
    }
}

/// Any statement.
pub(crate) struct Exec(pub(crate) &'static str, pub(crate) Vec<Uuid>);

impl Change for Exec {
    type Output = u64;
    type Error = crate::StoreError;
    const NAME: &'static str = "exec";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<u64, crate::StoreError> {
        let params: Vec<crate::Value<'_>> = self.1.iter().map(crate::Value::from).collect();
        tx.exec_dyn(self.0, &params).await
    }
}

/// Plain words under a reference that a life carries.
pub(crate) struct Say(
    pub(crate) ReportId,
    pub(crate) ContentRef,
    pub(crate) &'static str,
);

impl Change for Say {
    type Output = ();
    type Error = crate::StoreError;
    const NAME: &'static str = "say";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), crate::StoreError> {
        const SQL: &str = "INSERT INTO content (id, body_id, stream_id, kind, plain, created_at) VALUES ($1, $2, $3, $4, $5, 0)";
        let (report, word) = (self.0, &self.1);
        let kind = word.kind.as_str();
        tx.exec(
            SQL,
            params![word.id.0, testkit::CITY.0, report.0, kind, self.2],
        )
        .await
        .map(drop)
    }
}

/// The reference that a life carries for a kind of words.
pub(crate) fn word(life: &Life, kind: ContentKind) -> ContentRef {
    life.report.word(kind).unwrap().clone()
}

/// So many days after lives begin.
pub(crate) fn day(days: i64) -> Timestamp {
    testkit::START + jiff::SignedDuration::from_hours(24 * days)
}
