//! What a line of an inbox must satisfy beside what its index leads.

use jiff::Timestamp;
use lapor_domain::ids::{CategoryId, UnitId};

use super::filter::{InboxFilter, Supervisory, View};
use super::past;
use super::plan::{Condition, Lead, SUPPORT};
use crate::Value;
use crate::record::project::row;

/// What the index itself is over: the holder, and for the lists by due date what is open.
pub(super) fn bounds(filter: &InboxFilter, lead: &Lead, now: Timestamp) -> Vec<Condition> {
    let (table, holder) = (lead.table(), filter.holder.0);
    let mut all: Vec<Condition> = Vec::new();
    match &filter.past {
        Some(past) => all.push(past::any_of(past.clone())),
        None => all.push(Box::new(move |sql| {
            sql.push(table).push(".holder_id = ").bind(holder);
        })),
    }
    if let Some(open) = lead.open() {
        all.push(Box::new(move |sql| {
            sql.push(open);
        }));
    }
    if filter.view == View::Overdue {
        all.push(Box::new(move |sql| {
            sql.push(table).push(".due_at < ").bind(now);
        }));
    }
    all
}

/// The filters that the index does not lead. They name columns that `report_due` carries.
pub(super) fn narrow(filter: &InboxFilter, lead: &Lead) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    let leads_with = |column| lead.column == Some(column);
    if filter.view.is_open() && !lead.is_by_due() {
        all.push(Box::new(|sql| {
            sql.push("r.needs_action");
        }));
    }
    if filter.view == View::Told {
        let bits = row::told_bits(filter.told);
        all.push(Box::new(move |sql| {
            sql.push(&format!("(r.told & {bits}) <> 0"));
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
    if !leads_with("category_id") {
        all.extend(of_categories(&filter.categories));
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
    if let Some(units) = &filter.supports {
        all.extend(helped(units, lead));
    }
    if !filter.not_led.is_empty() {
        let leads: Vec<_> = filter
            .not_led
            .iter()
            .map(|unit| Value::from(unit.0))
            .collect();
        all.push(Box::new(move |sql| {
            sql.push("(r.lead_id IS NULL OR r.lead_id NOT IN ");
            sql.bind_all(&leads).push(")");
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

/// What units help with; once, where several of them do.
fn helped(units: &[UnitId], lead: &Lead) -> Vec<Condition> {
    let units: Vec<_> = units.iter().map(|unit| Value::from(unit.0)).collect();
    if lead.table() != SUPPORT {
        return vec![Box::new(move |sql| {
            sql.push(
                "EXISTS (SELECT 1 FROM report_support s WHERE s.report_id = r.id AND s.unit_id IN ",
            );
            sql.bind_all(&units).push(")");
        })];
    }
    let own = units.clone();
    let mut all: Vec<Condition> = vec![Box::new(move |sql| {
        sql.push("s.unit_id IN ").bind_all(&own);
    })];
    if units.len() > 1 {
        let by_due = lead.is_by_due();
        all.push(Box::new(move |sql| {
            sql.push(
                "NOT EXISTS (SELECT 1 FROM report_support o WHERE o.report_id = s.report_id AND ",
            );
            sql.push(if by_due {
                "o.is_open AND (o.due_at, o.unit_id) < (s.due_at, s.unit_id)"
            } else {
                "o.unit_id < s.unit_id"
            });
            sql.push(" AND o.unit_id IN ").bind_all(&units).push(")");
        }));
    }
    all
}

/// One of some categories; nothing is asked where none is named.
pub(super) fn of_categories(categories: &[CategoryId]) -> Option<Condition> {
    let of = categories.iter().map(|category| Value::from(category.0));
    let of: Vec<_> = of.collect();
    let condition: Condition = Box::new(move |sql| {
        sql.push("r.category_id IN ").bind_all(&of);
    });
    (!categories.is_empty()).then_some(condition)
}

/// A region and everything below it: `/` follows `.` in every order of bytes.
pub(super) fn within(region: String) -> Condition {
    Box::new(move |sql| {
        sql.push("r.region >= ").bind(region.clone());
        sql.push(" AND r.region < ").bind(format!("{region}/"));
    })
}

/// What few reports fail: asked last.
pub(super) fn last(filter: &InboxFilter) -> Vec<Condition> {
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
