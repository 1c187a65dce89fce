//! How a list is read: which index leads it, what else a line must satisfy, in which order.

use super::sql::Sql;
use super::{Cursor, line};
use crate::{Engine, Value};

/// What leads a list.
pub(super) struct Lead {
    /// The index, as named in the schema.
    pub(super) index: &'static str,
    /// The indexed column that takes each of `values` in turn; none for an index over time alone.
    pub(super) column: Option<&'static str>,
    /// Its values.
    pub(super) values: Vec<Value<'static>>,
}

impl Lead {
    /// An index over time alone.
    pub(super) fn over(index: &'static str) -> Self {
        Self {
            index,
            column: None,
            values: Vec::new(),
        }
    }

    /// Over open reports alone, by due date.
    pub(super) fn is_by_due(&self) -> bool {
        matches!(
            self.index,
            "report_due" | "report_lead_due" | "report_person_due"
        )
    }
}

/// Sort key and direction.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    /// What is due first.
    Due,
    /// What came last.
    Newest,
}

impl Sort {
    const fn key(self) -> &'static str {
        match self {
            Self::Due => "due_at",
            Self::Newest => "received_at",
        }
    }

    const fn direction(self) -> &'static str {
        match self {
            Self::Due => "",
            Self::Newest => " DESC",
        }
    }

    const fn beyond(self) -> &'static str {
        match self {
            Self::Due => ">",
            Self::Newest => "<",
        }
    }
}

/// One condition, given the alias `r` of the report.
pub(super) type Condition = Box<dyn Fn(&mut Sql) + Send + Sync>;

/// A list ready to be written as a statement.
pub(super) struct Plan {
    pub(super) lead: Lead,
    pub(super) sort: Sort,
    pub(super) conditions: Vec<Condition>,
    pub(super) after: Option<Cursor>,
    pub(super) limit: u32,
}

impl Plan {
    /// The statement. One value of the leading column is a plain scan of its index; several are one bounded scan each.
    pub(super) fn sql(&self, engine: Engine) -> Sql {
        let mut sql = Sql::default();
        sql.push("SELECT ").push(line::COLUMNS).push(" FROM ");
        let (key, direction) = (self.sort.key(), self.sort.direction());
        if self.lead.values.len() < 2 {
            sql.push("report r")
                .push(&engine.indexed_by(self.lead.index));
            self.restrict(&mut sql, self.lead.values.first());
            self.order(&mut sql, "r", key);
            return sql;
        }
        sql.push("(SELECT k, id FROM (");
        for (n, value) in self.lead.values.iter().enumerate() {
            sql.push(if n == 0 { "" } else { " UNION ALL " });
            sql.push(&format!(
                "SELECT k, id FROM (SELECT r.{key} AS k, r.id AS id FROM report r"
            ));
            sql.push(&engine.indexed_by(self.lead.index));
            self.restrict(&mut sql, Some(value));
            self.order(&mut sql, "r", key);
            sql.push(&format!(") u{n}"));
        }
        sql.push(") a");
        self.order(&mut sql, "a", "k");
        sql.push(") f JOIN report r ON r.id = f.id");
        sql.push(&format!(" ORDER BY f.k{direction}, f.id{direction}"));
        sql
    }

    fn restrict(&self, sql: &mut Sql, value: Option<&Value<'static>>) {
        sql.push(" WHERE ");
        let mut and = "";
        for condition in &self.conditions {
            sql.push(and);
            condition(sql);
            and = " AND ";
        }
        if let (Some(column), Some(value)) = (self.lead.column, value) {
            sql.push(&format!("{and}r.{column} = ")).bind(value.clone());
            and = " AND ";
        }
        if let Some(after) = self.after {
            let (key, beyond) = (self.sort.key(), self.sort.beyond());
            sql.push(&format!("{and}(r.{key}, r.id) {beyond} ("));
            sql.bind(after.at).push(", ").bind(after.id).push(")");
        }
    }

    fn order(&self, sql: &mut Sql, alias: &str, key: &str) {
        let direction = self.sort.direction();
        sql.push(&format!(
            " ORDER BY {alias}.{key}{direction}, {alias}.id{direction} LIMIT "
        ));
        // One more than a page tells whether there is a next one.
        sql.bind(i64::from(self.limit) + 1);
    }
}
