//! The statements that find a population, put together from constants.

use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::rules::Rules;
use lapor_domain::words::ReportType;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::tally::{LANGUAGE, UNNAMED};
use super::{Ask, Dimension, Filter, Scope, Sight};
use crate::Value;
use crate::record::project::day_number;
use crate::record::{micros, moment};

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
    only: Only,
    from: i64,
    to: i64,
    moment: i64,
}

/// What a filter asks of a row, but for its lead.
#[derive(Clone, Default)]
struct Only {
    categories: Option<Vec<CategoryId>>,
    report_type: Option<ReportType>,
    channel: Option<String>,
    region: Option<String>,
}

/// The bodies whose rows make up a scope.
pub(crate) fn parts(rules: &Rules, ask: &Ask) -> Vec<Part> {
    parts_with(rules, ask, &Filter::default())
}

/// As [`parts`], of these only what a filter lets pass.
pub(crate) fn parts_with(rules: &Rules, ask: &Ask, filter: &Filter) -> Vec<Part> {
    let directory = &rules.directory;
    let only = Only {
        categories: filter.category.map(|top| directory.categories_within(top)),
        report_type: filter.report_type,
        channel: filter.channel.clone(),
        region: filter.region.clone(),
    };
    let led = filter.unit.map(|unit| directory.told_under(unit));
    let part = |holder, with_left, leads: Option<Vec<UnitId>>| Part {
        holder,
        with_left,
        leads: match (leads, &led) {
            (Some(leads), Some(led)) => Some(
                leads
                    .into_iter()
                    .filter(|lead| led.contains(lead))
                    .collect(),
            ),
            (leads, led) => leads.or_else(|| led.clone()),
        },
        only: only.clone(),
        sight: ask.sight,
        from: day_number(ask.from),
        to: day_number(ask.to),
        moment: micros(ask.moment()),
    };
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

/// The bodies of parts, in order.
pub(crate) fn holders(parts: &[Part]) -> Vec<Uuid> {
    parts.iter().map(|part| part.holder.0).collect()
}

impl Part {
    /// `$1` to `$4`: body, first and last day, moment; then the officer and the filter that [`Part::narrowed`] asks for.
    pub(crate) fn params(&self) -> Vec<Value<'static>> {
        let mut params = vec![
            Value::from(self.holder.0),
            Value::from(self.from),
            Value::from(self.to),
            Value::from(self.moment),
        ];
        params.extend(self.sight.officer.map(|officer| Value::from(officer.0)));
        params.extend(self.only.params());
        params
    }

    /// Whether who asks may know of a report, and the scope has it.
    pub(crate) const fn sees(&self, is_supervisory: bool, has_left: bool) -> bool {
        (self.sight.supervisory || !is_supervisory) && (self.with_left || !has_left)
    }

    /// Whether a report of these values passes the filter, but for its lead: as [`Part::passes`] asks it of a row.
    pub(crate) fn takes(
        &self,
        category: Option<Uuid>,
        report_type: Option<&str>,
        channel: Option<&str>,
        region: Option<&str>,
    ) -> bool {
        self.takes_category(category)
            && self.takes_type(report_type)
            && self.takes_channel(channel)
            && self.takes_region(region)
    }

    /// Whether a category passes, whatever else there is.
    pub(crate) fn takes_category(&self, category: Option<Uuid>) -> bool {
        let asked = self.only.categories.as_ref();
        asked.is_none_or(|asked| category.is_some_and(|it| asked.contains(&CategoryId(it))))
    }

    /// The same of a type.
    pub(crate) fn takes_type(&self, report_type: Option<&str>) -> bool {
        let asked = self.only.report_type;
        asked.is_none_or(|asked| report_type == Some(asked.as_str()))
    }

    /// The same of a channel.
    pub(crate) fn takes_channel(&self, channel: Option<&str>) -> bool {
        let asked = self.only.channel.as_deref();
        asked.is_none() || asked == channel
    }

    /// The same of a region: it passes within the one that is asked for.
    pub(crate) fn takes_region(&self, region: Option<&str>) -> bool {
        self.only.region.as_deref().is_none_or(|asked| {
            let rest = region.and_then(|region| region.strip_prefix(asked));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Of each dimension that is narrowed, the values of which a report must have one: ids as their bytes, codes as their text. A
    /// region stands for all that lies in it.
    pub(crate) fn values(&self) -> Vec<(Dimension, Vec<Vec<u8>>)> {
        let mut all = Vec::new();
        let ids =
            |ids: &mut dyn Iterator<Item = Uuid>| ids.map(|id| id.as_bytes().to_vec()).collect();
        if let Some(leads) = &self.leads {
            let leads = ids(&mut leads.iter().map(|unit| unit.0));
            all.push((Dimension::Unit, leads));
        }
        if let Some(categories) = &self.only.categories {
            let categories = ids(&mut categories.iter().map(|category| category.0));
            all.push((Dimension::Category, categories));
        }
        let mut code = |by, code: &str| all.push((by, vec![code.as_bytes().to_vec()]));
        if let Some(report_type) = self.only.report_type {
            code(Dimension::Type, report_type.as_str());
        }
        if let Some(channel) = &self.only.channel {
            code(Dimension::Channel, channel);
        }
        if let Some(region) = &self.only.region {
            code(Dimension::Region, region);
        }
        all
    }

    /// The last day on which something can have been received before the moment, wherever it is tomorrow already.
    pub(crate) fn last_day(&self) -> i64 {
        day_number(Zone::Wit.local_date(moment(self.moment)))
    }

    /// Whether a row of `alias` passes the filter, but for its lead; `$first` on are [`Part::filter_params`].
    pub(crate) fn passes(&self, alias: &str, first: usize) -> String {
        format!("(1 = 1){}", self.only.conditions(alias, first))
    }

    /// What [`Part::passes`] compares with.
    pub(crate) fn filter_params(&self) -> Vec<Value<'static>> {
        self.only.params()
    }

    /// Where the filter's values stand in [`Part::params`].
    pub(crate) const fn first_of_filter(&self) -> usize {
        5 + self.sight.officer.is_some() as usize
    }

    /// As [`Part::params`], then the leads that [`Part::of_leads`] asks for.
    pub(crate) fn params_with_leads(&self) -> Vec<Value<'static>> {
        let leads = self.leads.iter().flatten().map(|lead| Value::from(lead.0));
        self.params().into_iter().chain(leads).collect()
    }

    /// First and last day.
    pub(crate) const fn days(&self) -> (i64, i64) {
        (self.from, self.to)
    }

    /// As of when, in microseconds.
    pub(crate) const fn moment(&self) -> i64 {
        self.moment
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

    /// The same part for all days.
    pub(crate) fn ever(&self) -> Self {
        self.between(0, 99_991_231)
    }

    /// The months of the part that lie in its days.
    pub(crate) fn months(&self) -> Vec<Self> {
        let next = |month: &i64| {
            Some(if month % 100 == 12 {
                month + 89
            } else {
                month + 1
            })
        };
        std::iter::successors(Some(self.from / 100), next)
            .take_while(|month| *month <= self.to / 100)
            .map(|month| {
                let (first, last) = (month * 100 + 1, month * 100 + 31);
                self.between(self.from.max(first), self.to.min(last))
            })
            .collect()
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

    /// Leaves out what left, where that does not count, and what the asker may not know of now: asked as of an earlier
    /// moment, the answer must not tell what became supervisory since.
    pub(crate) fn narrowed(&self) -> String {
        let conditions = [
            (!self.with_left, " AND NOT s.has_left"),
            (
                !self.sight.supervisory,
                " AND NOT EXISTS (SELECT 1 FROM report q WHERE q.id = s.report_id AND q.supervisory)",
            ),
            (
                self.sight.officer.is_some(),
                " AND s.report_id NOT IN (SELECT x.report_id FROM report_excluded x WHERE x.officer_id = $5)",
            ),
        ];
        let apply = conditions.into_iter().filter(|(applies, _)| *applies);
        let narrowed: String = apply.map(|(_, sql)| sql).collect();
        narrowed + &self.only.conditions("s", self.first_of_filter())
    }

    /// Only the leads asked for.
    pub(crate) fn of_leads(&self) -> String {
        match &self.leads {
            None => String::new(),
            Some(leads) => {
                let first = self.params().len() + 1;
                // No unit at all: where scope and filter have none in common.
                let none = if leads.is_empty() { "NULL" } else { "" };
                format!(" AND s.lead_id IN ({none}{})", places(first, leads.len()))
            }
        }
    }
}

impl Only {
    fn params(&self) -> Vec<Value<'static>> {
        let categories = self.categories.iter().flatten();
        let mut params: Vec<Value<'static>> =
            categories.map(|category| Value::from(category.0)).collect();
        params.extend(self.report_type.map(|kind| Value::from(kind.as_str())));
        params.extend(self.channel.clone().map(Value::from));
        if let Some(region) = &self.region {
            params.push(Value::from(region.clone()));
            params.push(Value::from(format!("{region}.%")));
        }
        params
    }

    fn conditions(&self, alias: &str, first: usize) -> String {
        let mut at = first;
        let mut sql = String::new();
        let mut add = |n: usize, condition: &dyn Fn(usize) -> String| {
            sql.push_str(" AND ");
            sql.push_str(&condition(at));
            at += n;
        };
        if let Some(categories) = &self.categories {
            let n = categories.len();
            add(n, &|at| {
                format!("{alias}.category_id IN ({})", places(at, n))
            });
        }
        if self.report_type.is_some() {
            add(1, &|at| format!("{alias}.report_type = ${at}"));
        }
        if self.channel.is_some() {
            add(1, &|at| format!("{alias}.channel = ${at}"));
        }
        if self.region.is_some() {
            add(2, &|at| {
                format!(
                    "({alias}.region = ${at} OR {alias}.region LIKE ${})",
                    at + 1
                )
            });
        }
        sql
    }
}

/// `$5, $6, $7`.
fn places(first: usize, n: usize) -> String {
    let places: Vec<String> = (first..first + n).map(|n| format!("${n}")).collect();
    places.join(", ")
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

/// The expression of a dimension on the rows of `alias`: the finest value, which [`Shape`](super::shape::Shape) then
/// gathers.
pub(crate) fn dimension(by: Option<Dimension>, alias: &str) -> String {
    match by {
        // Who did it is no value of a report.
        None | Some(Dimension::Officer) => "CAST(NULL AS BIGINT)".to_owned(),
        Some(Dimension::Unit | Dimension::Branch) => format!("{alias}.lead_id"),
        Some(Dimension::Category | Dimension::CategoryGroup) => format!("{alias}.category_id"),
        Some(Dimension::Channel) => format!("{alias}.channel"),
        Some(Dimension::Type) => format!("{alias}.report_type"),
        Some(Dimension::Region | Dimension::District | Dimension::Village) => {
            format!("{alias}.region")
        }
        Some(Dimension::Body) => format!("{alias}.holder_id"),
        Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => {
            format!("{alias}.received_day / 100")
        }
        Some(Dimension::Day | Dimension::Week) => format!("{alias}.received_day"),
        // Bits of what it counts as.
        Some(Dimension::Anonymity) => format!("({alias}.tally / {UNNAMED}) % 2"),
        Some(Dimension::Language) => format!("{alias}.tally / {LANGUAGE}"),
    }
}

/// The same of what happened: stretches of time are those in which it did.
pub(crate) fn dimension_of_deeds(by: Option<Dimension>) -> String {
    match by {
        Some(Dimension::Officer) => "m.officer_id".to_owned(),
        Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => {
            "m.occurred_day / 100".to_owned()
        }
        Some(Dimension::Day | Dimension::Week) => "m.occurred_day".to_owned(),
        by => dimension(by, "s"),
    }
}
