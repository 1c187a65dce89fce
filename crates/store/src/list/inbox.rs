//! The inbox: what an office holds, by what is due or by what came last.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::words::{Channel, Priority, StateCode};

use super::found::Found;
use super::plan::{Condition, Lead, Plan, Sort};
use super::{Cursor, Line, MOST_VALUES, PAGE, Page, line};
use crate::record::project::row;
use crate::search::{SealedStems, Search};
use crate::{StoreError, Tx, Value, params};

/// Which reports of an office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Someone still has to act.
    #[default]
    Open,
    /// Open, and the date has passed.
    Overdue,
    /// Wait for verification.
    Unverified,
    /// Wait for the reporter: a question is open, or a closure is proposed.
    AwaitingReporter,
    /// Disputed or reopened.
    Review,
    /// Closed.
    Closed,
    /// Archived.
    Archived,
    /// Everything held.
    All,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Open,
        Self::Overdue,
        Self::Unverified,
        Self::AwaitingReporter,
        Self::Review,
        Self::Closed,
        Self::Archived,
        Self::All,
    ];

    /// Only reports that someone still has to act on.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Archived | Self::All)
    }

    const fn states(self) -> &'static [StateCode] {
        match self {
            Self::Unverified => &[StateCode::Received],
            Self::AwaitingReporter => &[StateCode::OnHold, StateCode::ClosureProposed],
            Self::Review => &[StateCode::Review],
            Self::Closed => &[StateCode::Closed],
            Self::Archived => &[StateCode::Archived],
            Self::Open | Self::Overdue | Self::All => &[],
        }
    }
}

/// Reports berkadar pengawasan in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Supervisory {
    /// With the others.
    Include,
    /// Left out: the viewer may not know of them.
    #[default]
    Exclude,
    /// Nothing else.
    Only,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What is due first; only for open views, the others take [`Order::Received`].
    #[default]
    Due,
    /// What came last.
    Received,
}

/// What a list of an office is asked for.
#[derive(Clone, Debug)]
pub struct InboxFilter {
    /// The body (or desk) that holds them.
    pub holder: BodyId,
    /// Units that lead: a node and what is below it. `None` for the whole body.
    pub leads: Option<Vec<UnitId>>,
    /// Only what has a lead at all: for a unit's officer whose scope is the whole body.
    pub only_led: bool,
    /// Only what was given to this officer in person.
    pub person: Option<OfficerId>,
    /// Which.
    pub view: View,
    /// Of these only one state.
    pub state: Option<StateCode>,
    /// Of one category.
    pub category: Option<CategoryId>,
    /// In one region or what is below it: `62.71`, `62.71.01`, `62.71.01.1001`.
    pub region: Option<String>,
    /// Through one door.
    pub channel: Option<Channel>,
    /// Of one urgency.
    pub priority: Option<Priority>,
    /// Berkadar pengawasan.
    pub supervisory: Supervisory,
    /// With all of these words; such a list is newest first.
    pub words: Option<SealedStems>,
    /// The viewer: reports about this officer are left out.
    pub excluded: Option<OfficerId>,
    /// Order.
    pub order: Order,
    /// Received at or after; see [`Page::since`].
    pub since: Option<Timestamp>,
    /// The page after.
    pub after: Option<Cursor>,
    /// Lines of the page, at most 200.
    pub limit: u32,
}

impl InboxFilter {
    /// Everything open that a body holds, what is due first, without reports berkadar pengawasan.
    pub const fn of(holder: BodyId) -> Self {
        Self {
            holder,
            leads: None,
            only_led: false,
            person: None,
            view: View::Open,
            state: None,
            category: None,
            region: None,
            channel: None,
            priority: None,
            supervisory: Supervisory::Exclude,
            words: None,
            excluded: None,
            order: Order::Due,
            since: None,
            after: None,
            limit: PAGE,
        }
    }

    fn sort(&self) -> Sort {
        match self.order {
            Order::Due if self.view.is_open() => Sort::Due,
            _ => Sort::Newest,
        }
    }

    fn states(&self) -> Vec<StateCode> {
        match self.state {
            Some(state) => vec![state],
            None => self.view.states().to_vec(),
        }
    }
}

/// Reads one page of an inbox. `now` tells what is overdue, and where twelve months begin.
///
/// # Errors
/// Where the database fails.
pub async fn inbox(
    tx: &mut Tx<'_>,
    filter: &InboxFilter,
    now: Timestamp,
) -> Result<Page, StoreError> {
    if let Some(words) = &filter.words {
        let found = Found {
            search: Search::Staff(filter.holder, words),
            conditions: found_conditions(filter, now),
            after: filter.after,
            limit: filter.limit,
        };
        return found.page(tx, now).await;
    }
    let (plan, since) = plan(tx, filter, now).await?;
    let sql = plan.sql(tx.engine());
    let lines = tx.rows_dyn::<Line>(&sql.text, &sql.params).await?;
    line::page(tx, lines, plan.sort, plan.limit, now, since).await
}

/// Chooses the index that leads, and turns the rest into conditions.
pub(super) async fn plan(
    tx: &mut Tx<'_>,
    filter: &InboxFilter,
    now: Timestamp,
) -> Result<(Plan, Option<Timestamp>), StoreError> {
    let sort = filter.sort();
    let regions = match &filter.region {
        Some(region) if matches!(sort, Sort::Newest) => below(tx, region).await?,
        _ => Vec::new(),
    };
    let lead = lead(filter, sort, regions);
    let mut conditions = bounds(filter, &lead, now);
    let narrow = narrow(filter, &lead);
    let led_by_time = matches!(sort, Sort::Newest) && !narrow.is_empty();
    conditions.extend(narrow);
    let since = filter
        .since
        .or_else(|| led_by_time.then(|| twelve_months_before(now)));
    if let Some(since) = since {
        conditions.push(Box::new(move |sql| {
            sql.push("r.received_at >= ").bind(since);
        }));
    }
    conditions.extend(last(filter));
    let plan = Plan {
        lead,
        sort,
        conditions,
        after: filter.after,
        limit: filter.limit.clamp(1, 200),
    };
    Ok((plan, since))
}

/// Where a list begins whose filters no index leads.
pub(super) fn twelve_months_before(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24 * 366))
        .unwrap_or(Timestamp::MIN)
}

/// The region and what is directly below it, where that is few: a village alone, a district with its villages.
async fn below(tx: &mut Tx<'_>, region: &str) -> Result<Vec<Value<'static>>, StoreError> {
    const SQL: &str =
        "SELECT code FROM region WHERE code > $1 AND code < $2 ORDER BY code LIMIT 64";
    let mut codes = vec![region.to_owned()];
    match region.matches('.').count() {
        3 => {}
        2 => {
            let villages = tx
                .rows::<String>(SQL, params![format!("{region}."), format!("{region}/")])
                .await?;
            if villages.is_empty() {
                return Ok(Vec::new());
            }
            codes.extend(villages);
        }
        _ => return Ok(Vec::new()),
    }
    Ok(codes.into_iter().map(Value::from).collect())
}

fn lead(filter: &InboxFilter, sort: Sort, regions: Vec<Value<'static>>) -> Lead {
    let leads = filter
        .leads
        .as_deref()
        .filter(|leads| leads.len() <= MOST_VALUES);
    let by_lead = |index, leads: &[UnitId]| Lead {
        index,
        column: Some("lead_id"),
        // No unit at all finds nothing: no lead is the nil id.
        values: if leads.is_empty() {
            vec![Value::from(uuid::Uuid::nil())]
        } else {
            leads.iter().map(|unit| Value::from(unit.0)).collect()
        },
    };
    let by = |index, column, values| Lead {
        index,
        column: Some(column),
        values,
    };
    if let Some(person) = filter.person {
        let index = match sort {
            Sort::Due => "report_person_due",
            Sort::Newest => "report_person",
        };
        return by(index, "person_id", vec![Value::from(person.0)]);
    }
    match (sort, leads) {
        (Sort::Due, Some(leads)) => return by_lead("report_lead_due", leads),
        (Sort::Due, None) => return Lead::over("report_due"),
        (Sort::Newest, Some(leads)) => return by_lead("report_lead", leads),
        (Sort::Newest, None) => {}
    }
    if !regions.is_empty() && regions.len() <= MOST_VALUES {
        return by("report_region", "region", regions);
    }
    if let Some(category) = filter.category {
        return by(
            "report_category",
            "category_id",
            vec![Value::from(category.0)],
        );
    }
    let states = filter.states();
    if !states.is_empty() {
        let states = states.iter().map(|state| Value::from(state.as_str()));
        return by("report_state", "state", states.collect());
    }
    Lead::over("report_received")
}

/// What the index itself is over: the holder, and for the lists by due date what is open.
fn bounds(filter: &InboxFilter, lead: &Lead, now: Timestamp) -> Vec<Condition> {
    let holder = filter.holder.0;
    let mut all: Vec<Condition> = vec![Box::new(move |sql| {
        sql.push("r.holder_id = ").bind(holder);
    })];
    if lead.is_by_due() {
        all.push(Box::new(|sql| {
            sql.push("r.is_open");
        }));
    }
    if filter.view == View::Overdue {
        all.push(Box::new(move |sql| {
            sql.push("r.due_at < ").bind(now);
        }));
    }
    all
}

/// What found reports must satisfy. Secret and supervisory ones are in no index; the row has the last word.
fn found_conditions(filter: &InboxFilter, now: Timestamp) -> Vec<Condition> {
    let lead = Lead::over("");
    let mut all = bounds(filter, &lead, now);
    all.extend(narrow(filter, &lead));
    all.push(Box::new(|sql| {
        sql.push("NOT r.rahasia AND NOT r.supervisory");
    }));
    if let Some(since) = filter.since {
        all.push(Box::new(move |sql| {
            sql.push("r.received_at >= ").bind(since);
        }));
    }
    all.extend(last(filter));
    all
}

/// The filters that the index does not lead. They name columns that `report_due` carries.
fn narrow(filter: &InboxFilter, lead: &Lead) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    let leads_with = |column| lead.column == Some(column);
    if matches!(filter.view, View::Open | View::Overdue) && !lead.is_by_due() {
        all.push(Box::new(|sql| {
            sql.push("r.is_open");
        }));
    }
    let states = filter.states();
    if !states.is_empty() && !leads_with("state") {
        let states: Vec<_> = states
            .iter()
            .map(|state| Value::from(state.as_str()))
            .collect();
        all.push(Box::new(move |sql| {
            sql.push("r.state IN ").bind_all(&states);
        }));
    }
    if let Some(category) = filter.category.filter(|_| !leads_with("category_id")) {
        all.push(Box::new(move |sql| {
            sql.push("r.category_id = ").bind(category.0);
        }));
    }
    if let Some(region) = filter.region.clone().filter(|_| !leads_with("region")) {
        all.push(within(region));
    }
    if let Some(channel) = filter.channel {
        all.push(Box::new(move |sql| {
            sql.push("r.channel = ").bind(channel.as_str());
        }));
    }
    if let Some(priority) = filter.priority {
        all.push(Box::new(move |sql| {
            sql.push("r.priority = ").bind(row::priority(priority));
        }));
    }
    if filter.supervisory == Supervisory::Only {
        all.push(Box::new(|sql| {
            sql.push("r.supervisory");
        }));
    }
    if let Some(person) = filter.person.filter(|_| !leads_with("person_id")) {
        all.push(Box::new(move |sql| {
            sql.push("r.person_id = ").bind(person.0);
        }));
    }
    if filter.only_led {
        all.push(Box::new(|sql| {
            sql.push("r.lead_id IS NOT NULL");
        }));
    }
    if let Some(leads) = filter.leads.as_ref().filter(|_| !leads_with("lead_id")) {
        let leads: Vec<_> = leads.iter().map(|unit| Value::from(unit.0)).collect();
        all.push(Box::new(move |sql| {
            sql.push("r.lead_id IN ").bind_all(&leads);
        }));
    }
    all
}

/// A region and everything below it: `/` follows `.` in every order of bytes.
pub(super) fn within(region: String) -> Condition {
    Box::new(move |sql| {
        sql.push("r.region >= ").bind(region.clone());
        sql.push(" AND r.region < ").bind(format!("{region}/"));
    })
}

/// What few reports fail: asked last.
fn last(filter: &InboxFilter) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    if filter.supervisory == Supervisory::Exclude {
        all.push(Box::new(|sql| {
            sql.push("NOT r.supervisory");
        }));
    }
    if let Some(officer) = filter.excluded {
        all.push(Box::new(move |sql| {
            sql.push("NOT EXISTS (SELECT 1 FROM report_excluded x WHERE x.report_id = r.id AND x.officer_id = ");
            sql.bind(officer.0).push(")");
        }));
    }
    all
}
