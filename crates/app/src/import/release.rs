//! Releasing many reports at once, each through the domain's own command: imports are public for nobody until then.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId, ReportId};
use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::permit::{Actor, permit};
use lapor_domain::report::{Report, decide};
use lapor_domain::rules::Rules;
use lapor_domain::visibility;
use lapor_domain::words::{ReportType, Role};
use lapor_store::record::{self, content, moment};
use lapor_store::{Change, FromRow, Query, Row, StoreError, Tx, params};
use naskah::personal;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::report::act::Act;
use crate::report::index::open_kind;

/// Reports looked at, and released, in one go.
const BATCH: usize = 50;

/// Which reports.
#[derive(Clone, Debug)]
pub struct ReleaseFilter {
    /// The body that holds them.
    pub body: BodyId,
    /// First local day of receipt.
    pub from: Date,
    /// Last local day of receipt.
    pub to: Date,
    /// Of this category or one below it.
    pub category: Option<CategoryId>,
    /// Of this type.
    pub report_type: Option<ReportType>,
    /// Only what came from the national system.
    pub only_imports: bool,
}

/// What a release by filter did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReleaseCount {
    /// Released.
    pub released: usize,
    /// In the filter, yet a rule stands against it: not verified, no edited text, already decided otherwise.
    pub kept_back: usize,
    /// In the filter, yet something in its words looks like personal data: an officer has to look, one by one.
    pub with_findings: usize,
}

/// What a report in the filter comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Clean,
    KeptBack,
    WithFindings,
}

impl ReleaseCount {
    const fn note(&mut self, look: Look) {
        match look {
            Look::Clean => self.released += 1,
            Look::KeptBack => self.kept_back += 1,
            Look::WithFindings => self.with_findings += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.released += other.released;
        self.kept_back += other.kept_back;
        self.with_findings += other.with_findings;
    }
}

/// Releases what the filter finds: only reports that have edited words (*Isi Akhir*); never a secret or supervisory
/// one, and none in whose words something looks like personal data. With `dry_run` it only counts.
///
/// # Errors
/// [`AppError::NotPermitted`] for anyone but a coordinator of the body; the record.
pub async fn release_by_filter(
    app: &App,
    actor: Actor,
    filter: ReleaseFilter,
    dry_run: bool,
) -> Result<ReleaseCount, AppError> {
    let rules = app.rules();
    if !is_coordinator(&rules, actor, filter.body) {
        return Err(AppError::NotPermitted);
    }
    let zone = rules.zone(filter.body);
    let end = filter.to.tomorrow().unwrap_or(Date::MAX);
    let mut page = Candidates {
        end: zone.start_of_day(end),
        after: (zone.start_of_day(filter.from), Uuid::nil()),
        filter,
    };
    let mut count = ReleaseCount::default();
    loop {
        let found = app.store().read(page.clone()).await?;
        let Some(last) = found.last() else {
            return Ok(count);
        };
        page.after = (last.received_at, last.id);
        let chosen = found
            .iter()
            .filter(|one| page.filter.takes(one, &rules))
            .map(|one| ReportId(one.id))
            .collect();
        let release = ReleaseSome::new(app, actor, chosen);
        let done = if dry_run {
            app.store().read(release).await??
        } else {
            app.store().run(release).await?
        };
        count.add(done);
    }
}

fn is_coordinator(rules: &Rules, actor: Actor, body: BodyId) -> bool {
    let Actor::Officer(id) = actor else {
        return false;
    };
    rules.directory.officers.get(&id).is_some_and(|officer| {
        !officer.disabled
            && officer
                .grants
                .iter()
                .any(|grant| grant.role == Role::Coordinator && grant.body == body)
    })
}

impl ReleaseFilter {
    fn takes(&self, one: &Candidate, rules: &Rules) -> bool {
        let in_category = self.category.is_none_or(|wanted| {
            let above = |id: &CategoryId| rules.directory.categories.get(id)?.parent;
            std::iter::successors(one.category.map(CategoryId), above)
                .take(32)
                .any(|id| id == wanted)
        });
        in_category
            && self
                .report_type
                .is_none_or(|wanted| wanted.as_str() == one.report_type)
            && (!self.only_imports || one.imported)
    }
}

/// A page of reports that are not public and might become so.
#[derive(Clone)]
struct Candidates {
    filter: ReleaseFilter,
    after: (Timestamp, Uuid),
    end: Timestamp,
}

struct Candidate {
    id: Uuid,
    received_at: Timestamp,
    category: Option<Uuid>,
    report_type: String,
    imported: bool,
}

impl FromRow for Candidate {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            received_at: moment(row.get(1)?),
            category: row.get(2)?,
            report_type: row.get(3)?,
            imported: row.get::<Option<String>>(4)?.is_some(),
        })
    }
}

impl Query for Candidates {
    type Output = Vec<Candidate>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const SQL: &str = "SELECT id, received_at, category_id, report_type, external_id FROM report
            WHERE holder_id = $1 AND received_at >= $2 AND received_at < $3
            AND (received_at > $2 OR id > $4) AND is_public = $5 AND rahasia = $5 AND supervisory = $5
            ORDER BY received_at, id LIMIT $6";
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let (at, id) = self.after;
        tx.rows(
            SQL,
            params![self.filter.body.0, at, self.end, id, false, limit],
        )
        .await
    }
}

/// Releases a few; as a query, only counts.
struct ReleaseSome {
    app: App,
    rules: Arc<Rules>,
    actor: Actor,
    reports: Vec<(ReportId, Uuid)>,
    now: Timestamp,
}

const RELEASE: Command = Command::Release {
    point: false,
    files: false,
    findings_kept: false,
};

impl ReleaseSome {
    fn new(app: &App, actor: Actor, reports: Vec<ReportId>) -> Self {
        Self {
            app: app.clone(),
            rules: app.rules(),
            actor,
            reports: reports.into_iter().map(|id| (id, app.fresh_id())).collect(),
            now: app.now(),
        }
    }

    /// Whether a release would be heeded, and would show something.
    fn would(&self, report: &Report) -> bool {
        let directory = &self.rules.directory;
        let context = self.rules.context(report.holder, self.now, None);
        let decided = permit(report, self.actor, CommandKind::Release, directory)
            .and_then(|permit| decide::decide(report, &permit, RELEASE, &context));
        let mut released = report.clone();
        released.released = true;
        decided.is_ok()
            && report.word(ContentKind::TextFinal).is_some()
            && visibility::is_public(&released)
    }

    async fn look(&self, tx: &mut Tx<'_>, id: ReportId) -> Result<Look, AppError> {
        let Some(report) = record::load(tx, id)
            .await?
            .filter(|report| self.would(report))
        else {
            return Ok(Look::KeptBack);
        };
        let stored = content::of_report(tx, id).await?;
        for kind in [ContentKind::TitleFinal, ContentKind::TextFinal] {
            let words = open_kind(&self.app, &report, &stored, kind)?.unwrap_or_default();
            if !personal::find(&words).is_empty() {
                return Ok(Look::WithFindings);
            }
        }
        Ok(Look::Clean)
    }

    async fn count(&self, tx: &mut Tx<'_>) -> Result<ReleaseCount, AppError> {
        let mut count = ReleaseCount::default();
        for (id, _) in &self.reports {
            count.note(self.look(tx, *id).await?);
        }
        Ok(count)
    }
}

impl Query for ReleaseSome {
    type Output = Result<ReleaseCount, AppError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(self.count(tx).await)
    }
}

impl Change for ReleaseSome {
    type Output = ReleaseCount;
    type Error = AppError;
    const NAME: &'static str = "release_reports";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<ReleaseCount, AppError> {
        let mut count = ReleaseCount::default();
        for (id, act) in &self.reports {
            let look = self.look(tx, *id).await?;
            if look != Look::Clean {
                count.note(look);
                continue;
            }
            let act = Act {
                rules: Arc::clone(&self.rules),
                report: *id,
                seen: None,
                actor: self.actor,
                command: RELEASE,
                words: Vec::new(),
                photos: Vec::new(),
                now: self.now,
                id: *act,
            };
            match act.apply(tx).await {
                Ok(_) => count.note(look),
                // What became due first changed it: the rule stands, and is counted.
                Err(AppError::Refused(_)) => count.note(Look::KeptBack),
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }
}
