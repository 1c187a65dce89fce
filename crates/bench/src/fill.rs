//! Fills a record with whole lives of reports, many to a transaction, through the real decisions.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::{App, fresh_id};
use lapor_app::error::AppError;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::report::command::{Command, CommandKind, Verification};
use lapor_domain::report::event::{ActorRef, Receipt};
use lapor_domain::report::permit::{Actor, permit, permit_receive};
use lapor_domain::report::{Report, decide, timers};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Channel, Identity, Outcome, ReportType};
use lapor_store::record::{self, content};
use lapor_store::{Change, Tx};

use crate::Failed;
use crate::town::Town;

/// Reports of one transaction.
const BATCH: u64 = 500;
/// One in so many stays open, at some point of its life.
const OPEN: u64 = 25;

/// What every batch needs.
#[derive(Clone)]
pub(crate) struct Fill {
    app: App,
    rules: Arc<Rules>,
    city: BodyId,
    coordinator: OfficerId,
    officers: Vec<(UnitId, OfficerId)>,
    categories: Vec<CategoryId>,
    regions: Vec<String>,
    until: Timestamp,
    total: u64,
}

impl Fill {
    /// Prepares to fill the town's record with `total` reports of the two years before now.
    pub(crate) fn new(town: &Town, total: u64) -> Result<Self, Failed> {
        let rules = town.app.rules();
        let city = *town.made.bodies.get("palangkaraya").ok_or("no city")?;
        let coordinator = *town
            .made
            .officers
            .get("koordinator")
            .ok_or("no coordinator")?;
        let is_unit = |role| role == lapor_domain::words::Role::UnitOfficer;
        let mut officers: Vec<(UnitId, OfficerId)> = rules
            .directory
            .officers
            .values()
            .flat_map(|officer| officer.grants.iter().map(move |grant| (officer.id, grant)))
            .filter(|(_, grant)| grant.body == city && is_unit(grant.role))
            .filter_map(|(officer, grant)| Some((grant.node?, officer)))
            .collect();
        officers.sort_unstable();
        let mut categories: Vec<CategoryId> = rules
            .directory
            .categories
            .values()
            .filter(|category| {
                category.body == city && category.parent.is_some() && !category.evidence_required
            })
            .map(|category| category.id)
            .collect();
        categories.sort_unstable();
        let regions = lapor_app::demo::city::CITY
            .kelurahan()
            .map(|region| region.code.to_string())
            .collect();
        let until = town.app.now();
        Ok(Self {
            app: town.app.clone(),
            rules,
            city,
            coordinator,
            officers,
            categories,
            regions,
            until,
            total,
        })
    }

    /// Writes the reports from `first` up to `last`.
    pub(crate) async fn run(&self, first: u64, last: u64) -> Result<(), Failed> {
        for start in (first..last).step_by(usize::try_from(BATCH)?) {
            let batch = Batch {
                fill: self.clone(),
                first: start,
                last: last.min(start + BATCH),
            };
            self.app.store().run(batch).await?;
        }
        Ok(())
    }

    /// Evenly over two years, ending now.
    fn arrival(&self, n: u64) -> Timestamp {
        let days = 730.0 * (1.0 - n as f64 / self.total as f64);
        let back = SignedDuration::from_secs_f64(days * 86_400.0 + 3_600.0);
        let at = self.until.checked_sub(back).unwrap_or(self.until);
        Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
    }

    async fn live(&self, tx: &mut Tx<'_>, n: u64) -> Result<(), AppError> {
        let at = self.arrival(n);
        let report = self.receive(tx, n, at).await?;
        if n.is_multiple_of(OPEN * 2) {
            return Ok(());
        }
        let after = |days: i64| {
            at.checked_add(SignedDuration::from_hours(24 * days))
                .unwrap_or(at)
                .min(self.until)
        };
        let (lead, officer) = pick(&self.officers, n)
            .copied()
            .unwrap_or((UnitId(uuid::Uuid::nil()), self.coordinator));
        let report = self.verify(tx, report, lead, n, after(1)).await?;
        if n.is_multiple_of(OPEN) {
            return Ok(());
        }
        let mut draft = self.app.draft(self.city);
        let answer = draft.seal(ContentKind::OfficerMessage, "Belum dapat dipenuhi.");
        let proposal = Command::ProposeClosure {
            answer,
            outcome: Outcome::NotGranted,
            promise: None,
            files: vec![],
        };
        content::insert(tx, self.city, report.id, &draft.into_words(), after(3)).await?;
        let report = self.give(tx, report, officer, proposal, after(3)).await?;
        let now = after(60);
        let due = timers::elapse(&report, &self.rules.context(report.holder, now, None));
        if !due.is_empty() {
            record::append(
                tx,
                &self.rules,
                report.id,
                Some(report),
                due,
                ActorRef::SYSTEM,
                now,
            )
            .await?;
        }
        Ok(())
    }

    async fn receive(&self, tx: &mut Tx<'_>, n: u64, at: Timestamp) -> Result<Report, AppError> {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&n.to_be_bytes());
        let id = ReportId(fresh_id(at, random));
        let mut draft = self.app.draft(self.city);
        let text = format!("Laporan contoh nomor {n}: jalan berlubang di depan pasar.");
        let words = vec![draft.seal(ContentKind::TextOriginal, &text)];
        let receipt = Receipt {
            tracking: TrackingNo::from_random(n),
            home: self.city,
            holder: self.city,
            channel: *pick(Channel::ALL, n).unwrap_or(&Channel::Web),
            unmapped_channel: None,
            declared_type: None,
            declared_supervisory: false,
            category: None,
            named_unit: None,
            region: pick(&self.regions, n).cloned(),
            language: None,
            incident_date: None,
            day_only: false,
            identity: Identity::None,
            anonim: false,
            rahasia: false,
            has_contact: false,
            words,
            files: vec![],
            excluded: vec![],
        };
        content::insert(tx, self.city, id, &draft.into_words(), at).await?;
        let permit = permit_receive(Actor::Reporter, self.city, &self.rules.directory)?;
        let context = self.rules.context(self.city, at, None);
        let decided = decide::receive(&permit, receipt, at, None, &context)?;
        Ok(record::append(tx, &self.rules, id, None, vec![decided], permit.actor(), at).await?)
    }

    async fn verify(
        &self,
        tx: &mut Tx<'_>,
        report: Report,
        lead: UnitId,
        n: u64,
        at: Timestamp,
    ) -> Result<Report, AppError> {
        let mut draft = self.app.draft(self.city);
        let words = vec![
            draft.seal(ContentKind::TitleFinal, &format!("Jalan berlubang {n}")),
            draft.seal(ContentKind::TextFinal, "Jalan berlubang di depan pasar."),
        ];
        content::insert(tx, self.city, report.id, &draft.into_words(), at).await?;
        let verification = Verification {
            report_type: ReportType::Complaint,
            supervisory: false,
            category: pick(&self.categories, n)
                .copied()
                .ok_or(AppError::NotFound)?,
            lead,
            keep: false,
            findings_kept: false,
            release: !n.is_multiple_of(5),
            words,
            note: None,
            proposed: None,
        };
        self.give(
            tx,
            report,
            self.coordinator,
            Command::Verify(Box::new(verification)),
            at,
        )
        .await
    }

    async fn give(
        &self,
        tx: &mut Tx<'_>,
        report: Report,
        officer: OfficerId,
        command: Command,
        at: Timestamp,
    ) -> Result<Report, AppError> {
        let kind: CommandKind = command.kind();
        let permit = permit(
            &report,
            Actor::Officer(officer),
            kind,
            &self.rules.directory,
        )?;
        let decided = decide::decide(
            &report,
            &permit,
            command,
            &self.rules.context(report.holder, at, None),
        )?;
        Ok(record::append(
            tx,
            &self.rules,
            report.id,
            Some(report),
            decided,
            permit.actor(),
            at,
        )
        .await?)
    }
}

fn pick<T>(from: &[T], n: u64) -> Option<&T> {
    let len = u64::try_from(from.len()).unwrap_or(1).max(1);
    from.get(usize::try_from(n % len).unwrap_or(0))
}

struct Batch {
    fill: Fill,
    first: u64,
    last: u64,
}

impl Change for Batch {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "fill";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for n in self.first..self.last {
            self.fill.live(tx, n).await?;
        }
        // The jobs of a filled record would only measure the job queue.
        tx.exec("DELETE FROM job", &[]).await?;
        Ok(())
    }
}
