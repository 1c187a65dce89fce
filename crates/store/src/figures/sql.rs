//! The statements that find a population, put together from constants.

use jiff::civil::Date;
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::{Ask, Dimension, Scope, Sight};
use crate::Value;
use crate::record::micros;
use crate::record::project::day_number;

/// One body's part of a population: what `$1`, `$2`, … stand for in the statements of this module.
#[derive(Clone)]
pub(crate) struct Part {
    /// The body.
    pub(crate) holder: BodyId,
    /// Reports that left it count too.
    pub(crate) with_left: bool,
    /// Only these leads.
    pub(crate) leads: Option<Vec<UnitId>>,
    sight: Sight,
    from: i64,
    to: i64,
    moment: i64,
}

/// The bodies whose rows make up a scope.
pub(crate) fn parts(rules: &Rules, ask: &Ask) -> Vec<Part> {
    let part = |holder, with_left, leads| Part {
        holder,
        with_left,
        leads,
        sight: ask.sight,
        from: day_number(ask.from),
        to: day_number(ask.to),
        moment: micros(ask.moment()),
    };
    let directory = &rules.directory;
    match ask.scope {
        Scope::Installation => {
            let mut bodies: Vec<BodyId> = directory.bodies.keys().copied().collect();
            bodies.sort_unstable();
            bodies
                .into_iter()
                .map(|body| part(body, false, None))
                .collect()
        }
        Scope::Body(body) => vec![part(body, true, None)],
        Scope::Unit(unit) => {
            let body = directory.units.get(&unit).map(|unit| unit.body);
            let leads = directory.subtree(unit);
            body.map(|body| part(body, false, Some(leads)))
                .into_iter()
                .collect()
        }
    }
}

impl Part {
    /// `$1` to `$4`: body, first and last day, moment; then the officer that [`Part::narrowed`] asks for.
    pub(crate) fn params(&self) -> Vec<Value<'static>> {
        let mut params = vec![
            Value::from(self.holder.0),
            Value::from(self.from),
            Value::from(self.to),
            Value::from(self.moment),
        ];
        params.extend(self.sight.officer.map(|officer| Value::from(officer.0)));
        params
    }

    /// As [`Part::params`], then the leads that [`Part::of_leads`] asks for.
    pub(crate) fn params_with_leads(&self) -> Vec<Value<'static>> {
        let leads = self.leads.iter().flatten().map(|lead| Value::from(lead.0));
        self.params().into_iter().chain(leads).collect()
    }

    /// The same part for other days.
    pub(crate) fn between(&self, from: i64, to: i64) -> Self {
        Self {
            from,
            to,
            ..self.clone()
        }
    }

    /// The same part at another moment.
    pub(crate) fn at(&self, moment: i64) -> Self {
        Self {
            moment,
            ..self.clone()
        }
    }

    /// The same part for one month, whatever its own days are.
    pub(crate) fn month(&self, first: Date) -> Self {
        self.between(day_number(first), day_number(first.last_of_month()))
    }

    /// Whether a root's body, day and lead at the moment put it into this population itself.
    pub(crate) fn holds(&self, holder: Uuid, day: i64, lead: Option<Uuid>) -> bool {
        holder == self.holder.0 && (self.from..=self.to).contains(&day) && self.has_lead(lead)
    }

    /// Whether a lead is one of those asked for.
    pub(crate) fn has_lead(&self, lead: Option<Uuid>) -> bool {
        self.leads
            .as_ref()
            .is_none_or(|leads| lead.is_some_and(|lead| leads.contains(&UnitId(lead))))
    }

    /// First and last day, as numbers.
    pub(crate) const fn days(&self) -> (i64, i64) {
        (self.from, self.to)
    }

    /// Leaves out what left, where that does not count, and what the asker may not know of.
    pub(crate) fn narrowed(&self) -> String {
        let conditions = [
            (!self.with_left, " AND NOT s.has_left"),
            (!self.sight.supervisory, " AND NOT s.supervisory"),
            (
                self.sight.officer.is_some(),
                " AND s.report_id NOT IN (SELECT x.report_id FROM report_excluded x WHERE x.officer_id = $5)",
            ),
        ];
        let apply = conditions.into_iter().filter(|(applies, _)| *applies);
        apply.map(|(_, sql)| sql).collect()
    }

    /// Only the leads asked for.
    pub(crate) fn of_leads(&self) -> String {
        match &self.leads {
            None => String::new(),
            Some(leads) => {
                let first = self.params().len() + 1;
                let places = (first..first + leads.len()).map(|n| format!("${n}"));
                let places: Vec<String> = places.collect();
                format!(" AND s.lead_id IN ({})", places.join(", "))
            }
        }
    }
}

/// The days of a body on which reports were received, from one seek to the next: the scan then steps, day by day,
/// over the stretches that ended before the moment.
pub(crate) const DAYS: &str = "WITH RECURSIVE day(d) AS (
    SELECT min(received_day) FROM state_interval WHERE holder_id = $1 AND received_day >= $2
    UNION ALL
    SELECT (SELECT min(received_day) FROM state_interval WHERE holder_id = $1 AND received_day > day.d)
    FROM day WHERE day.d < $3)";

/// Rows of a body and period that count at the moment, or are recorded only later (then as they are now).
pub(crate) const COUNTED: &str = "FROM day CROSS JOIN state_interval s
    WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4
    AND (s.from_us < $4 OR (s.recorded_at >= $4 AND s.to_us = 9223372036854775807))";

/// Rows of a body and period that count at the moment.
pub(crate) const AT_MOMENT: &str = "FROM day CROSS JOIN state_interval s
    WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4";

/// The expression of a dimension on the rows of `alias`.
pub(crate) fn dimension(by: Option<Dimension>, alias: &str) -> String {
    match by {
        None => "CAST(NULL AS BIGINT)".to_owned(),
        Some(Dimension::Unit) => format!("{alias}.lead_id"),
        Some(Dimension::Category) => format!("{alias}.category_id"),
        Some(Dimension::Channel) => format!("{alias}.channel"),
        Some(Dimension::Type) => format!("{alias}.report_type"),
        Some(Dimension::Month) => format!("{alias}.received_day / 100"),
        Some(Dimension::Region) => format!("{alias}.region"),
    }
}
