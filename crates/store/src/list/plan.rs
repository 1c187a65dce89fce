//! How a list is read: which index leads it, what else a line must satisfy, in which order.

use super::sql::Sql;
use super::{Cursor, line};
use crate::{Engine, Value};

/// Alias of the report's row.
const REPORT: &str = "r";
/// Alias of the rows of units that help, joined to the report's.
pub(super) const SUPPORT: &str = "s";

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

    /// Over what must be acted on alone, by due date.
    pub(super) fn is_by_due(&self) -> bool {
        self.open().is_some()
    }

    /// What such an index is restricted to.
    pub(super) fn open(&self) -> Option<&'static str> {
        match self.index {
            "report_due" | "report_state_due" | "report_lead_due" | "report_person_due" => {
                Some("r.needs_action")
            }
            "report_barred_due" => Some("r.needs_action AND r.has_barred"),
            "report_support_due" => Some("s.is_open"),
            "report_told" => Some("r.told > 0"),
            _ => None,
        }
    }

    /// Alias of the table that the index is of.
    pub(super) fn table(&self) -> &'static str {
        if self.index.starts_with("report_support_") {
            SUPPORT
        } else {
            REPORT
        }
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
        sql.push("SELECT ").push(line::COLUMNS).push(", ");
        let (key, direction) = (self.sort.key(), self.sort.direction());
        let index = engine.indexed_by(self.lead.index);
        if self.lead.table() == SUPPORT {
            // What is due to who helps is their own part.
            sql.push("s.due_at FROM report_support s").push(&index);
            sql.push(" JOIN report r ON r.id = s.report_id");
            self.restrict(&mut sql, None);
            self.order(&mut sql, key, "s.report_id");
            return sql;
        }
        sql.push("r.due_at FROM ");
        if self.lead.values.len() < 2 {
            sql.push("report r").push(&index);
            self.restrict(&mut sql, self.lead.values.first());
            self.order(&mut sql, key, "r.id");
            return sql;
        }
        sql.push("(SELECT k, id FROM (");
        for (n, value) in self.lead.values.iter().enumerate() {
            sql.push(if n == 0 { "" } else { " UNION ALL " });
            sql.push(&format!(
                "SELECT k, id FROM (SELECT r.{key} AS k, r.id AS id FROM report r"
            ));
            sql.push(&index);
            self.restrict(&mut sql, Some(value));
            self.order(&mut sql, key, "r.id");
            sql.push(&format!(") u{n}"));
        }
        sql.push(") a");
        self.order_by(&mut sql, "a.k", "a.id");
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
            let table = self.lead.table();
            let id = if table == SUPPORT { "report_id" } else { "id" };
            sql.push(&format!("{and}({table}.{key}, {table}.{id}) {beyond} ("));
            sql.bind(after.at).push(", ").bind(after.id).push(")");
        }
    }

    fn order(&self, sql: &mut Sql, key: &str, id: &str) {
        self.order_by(sql, &format!("{}.{key}", self.lead.table()), id);
    }

    fn order_by(&self, sql: &mut Sql, key: &str, id: &str) {
        let direction = self.sort.direction();
        sql.push(&format!(
            " ORDER BY {key}{direction}, {id}{direction} LIMIT "
        ));
        // One more than a page tells whether there is a next one.
        sql.bind(i64::from(self.limit) + 1);
    }
}
