//! Time passes for plans: once a day each body's surges and late units are looked for, and its coordinators are asked, once
//! for each, whether there should be a plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lapor_domain::agency::Officer;
use lapor_domain::figures::Measured;
use lapor_domain::ids::{BodyId, ProposalId, UnitId};
use lapor_domain::plan::proposal::{LATE_MONTHS, is_answered_by, is_late};
use lapor_domain::plan::{self, Finding, Proposal, ReportSet};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Filter, MembersQuery, Scope, Sight};
use lapor_store::outbox::{self, NewMessage};
use lapor_store::record::entity::{self, Entity};
use lapor_store::record::setting;
use lapor_store::{Change, Tx};

use super::PlanError;
use crate::app::App;
use crate::figures::{self, FiguresError, Question, QuestionError};
use crate::notify::officers::paper::{self, Paper};

/// Numbers of reports that are kept with a surge.
const EXAMPLES: u16 = 20;

/// Looks at every body that was not looked at today. Gives how many plans were proposed.
///
/// # Errors
/// Where the database fails.
pub async fn propose(app: &App) -> Result<usize, PlanError> {
    let rules = app.rules();
    let mut bodies: Vec<BodyId> = rules.directory.bodies.keys().copied().collect();
    bodies.sort_unstable();
    let mut proposed = 0;
    for body in bodies {
        let today = rules.zone(body).local_date(app.now());
        if app.store().read(LastLook(body)).await?.as_deref() == Some(today.to_string().as_str()) {
            continue;
        }
        proposed += look(app, body, today).await?;
    }
    if proposed > 0 {
        app.reload_rules(false).await?;
    }
    Ok(proposed)
}

async fn look(app: &App, body: BodyId, today: Date) -> Result<usize, PlanError> {
    let rules = app.rules();
    let as_of = rules.zone(body).start_of_day(today);
    let mut found = surges(app, body, as_of).await?;
    found.extend(late_units(app, &rules, body, today, as_of).await?);
    let plans = rules.directory.plans.values();
    let plans: Vec<_> = plans.filter(|plan| plan.body == body).collect();
    found.retain(|(set, _)| !plans.iter().any(|plan| is_answered_by(plan, set)));
    let now = app.now();
    let mut proposals = Vec::new();
    for (set, finding) in found {
        let proposal = Proposal {
            id: ProposalId(app.fresh_id()),
            body,
            set,
            finding,
            as_of,
            at: now,
            settled: None,
        };
        let title = format!("Usulan rencana aksi: {}", name(app, &proposal));
        let told = Paper {
            title: &title,
            path: "/rencana",
            id: proposal.id.0.as_bytes(),
        };
        let to = recipients(&rules, body);
        let messages = paper::messages(app, &to, &told, now).await?;
        proposals.push((proposal, messages));
    }
    let keep = Keep {
        body,
        today,
        proposals,
        now,
    };
    app.store().run(keep).await
}

/// Who is asked: who may raise plans of the body.
fn recipients(rules: &Rules, body: BodyId) -> Vec<&Officer> {
    let officers = rules.directory.officers.values();
    let mut to: Vec<&Officer> = officers
        .filter(|officer| plan::may_raise(officer, body))
        .collect();
    to.sort_by_key(|officer| officer.id);
    to
}

fn asked(body: BodyId, (from, to): (Date, Date), as_of: Timestamp, now: Timestamp) -> Ask {
    Ask {
        scope: Scope::Body(body),
        sight: Sight::ORDINARY,
        from,
        to,
        as_of: Some(as_of),
        by: None,
        now,
    }
}

type Found = Vec<(ReportSet, Finding)>;

async fn surges(app: &App, body: BodyId, as_of: Timestamp) -> Result<Found, PlanError> {
    let day = app.rules().zone(body).local_date(as_of);
    let ask = asked(body, (day, day), as_of, app.now());
    let mut found = Found::new();
    for surge in figures::surges(app, ask).await? {
        let filter = Filter {
            category: Some(surge.category),
            region: Some(surge.region.clone()),
            ..Filter::default()
        };
        let ask = Ask {
            from: surge.from,
            to: surge.to,
            ..ask
        };
        let members = MembersQuery::new(Arc::clone(&app.rules()), ask, filter, EXAMPLES);
        let numbers = app
            .store()
            .read(members.map_err(FiguresError::from)?)
            .await?;
        let set = ReportSet {
            unit: None,
            category: Some(surge.category),
            region: Some(surge.region),
            numbers,
        };
        let finding = Finding::Surge {
            from: surge.from,
            to: surge.to,
            observed: surge.observed,
            expected: surge.expected,
            upper_bound: surge.upper_bound,
        };
        found.push((set, finding));
    }
    Ok(found)
}

/// Units that kept fewer of their terms than the body wants, in each of the last whole months; of few terms nothing is
/// concluded.
async fn late_units(
    app: &App,
    rules: &Rules,
    body: BodyId,
    today: Date,
    as_of: Timestamp,
) -> Result<Found, PlanError> {
    let threshold = rules.policy(body, app.now()).late_unit_percent;
    if threshold == 0 {
        return Ok(Found::new());
    }
    let this = today.first_of_month();
    let mut by_unit: BTreeMap<UnitId, Vec<(u64, u64)>> = BTreeMap::new();
    for back in (1..=LATE_MONTHS).rev() {
        let month = this.saturating_sub(back.months());
        let ask = Ask {
            by: Some(Dimension::Unit),
            ..asked(body, (month, month.last_of_month()), as_of, app.now())
        };
        let question = Question::of(ask, Question::measures(&["on_time_resolution"])?);
        let table = match figures::table(app, &question).await {
            Ok(table) => table,
            // Nothing was known yet.
            Err(FiguresError::Question(QuestionError::BeforeFirst(_))) => return Ok(Found::new()),
            Err(error) => return Err(error.into()),
        };
        for row in &table.rows {
            let unit = row.key.as_deref().and_then(|key| key.parse().ok());
            let value = row.values.first().copied().flatten();
            if let (Some(unit), Some(Measured::Share(kept))) = (unit, value)
                && !row.few.first().copied().unwrap_or(true)
                && is_late(kept, threshold)
            {
                let months = by_unit.entry(unit).or_default();
                months.push((kept.part, kept.whole));
            }
        }
    }
    let late = by_unit
        .into_iter()
        .filter(|(_, months)| months.len() == LATE_MONTHS as usize);
    let still = |unit: &UnitId| {
        let unit = rules.directory.units.get(unit);
        unit.is_some_and(|unit| unit.is_valid_on(today))
    };
    let finding = |months| Finding::LateUnit {
        from: this.saturating_sub(LATE_MONTHS.months()),
        to: this.yesterday().unwrap_or(this),
        months,
        threshold,
    };
    let set = |unit| ReportSet {
        unit: Some(unit),
        ..ReportSet::default()
    };
    Ok(late
        .filter(|(unit, _)| still(unit))
        .map(|(unit, months)| (set(unit), finding(months)))
        .collect())
}

/// What was found, in words: "lonjakan Lampu jalan, Kecamatan Pahandut", "Dinas PUPR terlambat dua bulan".
pub fn name(app: &App, proposal: &Proposal) -> String {
    let rules = app.rules();
    let (directory, set) = (&rules.directory, &proposal.set);
    match &proposal.finding {
        Finding::Surge { .. } => {
            let category = set.category.and_then(|id| directory.categories.get(&id));
            let category = category.map_or("laporan", |category| &category.name);
            let code = set.region.as_deref().unwrap_or_default();
            let regions = &app.places().regions;
            let region = code.parse().ok().and_then(|code| regions.get(code));
            let region = region.map_or_else(|| code.to_owned(), wilayah::Region::full_name);
            format!("lonjakan {category}, {region}")
        }
        Finding::LateUnit { .. } => {
            let unit = set.unit.and_then(|id| directory.units.get(&id));
            let unit = unit.map_or("unit", |unit| &unit.name);
            format!("{unit} terlambat dua bulan berturut-turut")
        }
    }
}

fn looked(body: BodyId) -> String {
    format!("plan_proposals:{body}")
}

struct LastLook(BodyId);

impl lapor_store::Query for LastLook {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<String>, lapor_store::StoreError> {
        setting::get(tx, &looked(self.0)).await
    }
}

/// What is new, with the messages about it; of two processes one keeps it.
struct Keep {
    body: BodyId,
    today: Date,
    proposals: Vec<(Proposal, Vec<NewMessage>)>,
    now: Timestamp,
}

impl Change for Keep {
    type Output = usize;
    type Error = PlanError;
    const NAME: &'static str = "propose_plans";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<usize, PlanError> {
        let (name, today) = (looked(self.body), self.today.to_string());
        if setting::get(tx, &name).await?.as_ref() == Some(&today) {
            return Ok(0);
        }
        setting::set(tx, &name, &today).await?;
        let known = entity::proposals(tx, self.body).await?;
        let mut kept = 0;
        for (proposal, messages) in &self.proposals {
            let is_known = |known: &Proposal| known.covers(&proposal.set, &proposal.finding);
            if known.iter().any(is_known) {
                continue;
            }
            let document = Entity::Proposal(Box::new(proposal.clone()));
            entity::put(tx, &document, ActorRef::SYSTEM, self.now).await?;
            for message in messages {
                outbox::put(tx, message, self.now).await?;
            }
            kept += 1;
        }
        Ok(kept)
    }
}
