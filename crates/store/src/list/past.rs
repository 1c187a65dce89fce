//! What comes to an office because those who would decide may not.

use super::filter::Past;
use super::plan::Condition;
use super::sql::Sql;
use crate::Value;

/// Any of these.
pub(super) fn any_of(past: Vec<Past>) -> Condition {
    Box::new(move |sql| {
        sql.push("(");
        for (n, one) in past.iter().enumerate() {
            sql.push(if n == 0 { "" } else { " OR " });
            this(one, sql);
        }
        sql.push(if past.is_empty() { "1 = 0)" } else { ")" });
    })
}

fn this(past: &Past, sql: &mut Sql) {
    sql.push("(r.holder_id = ").bind(past.holder.0);
    if !past.states.is_empty() {
        let states = past.states.iter().map(|state| Value::from(state.as_str()));
        sql.push(" AND r.state IN ")
            .bind_all(&states.collect::<Vec<_>>());
    }
    if past.verified {
        sql.push(" AND r.round > 0");
    }
    let table = if past.excluded {
        // Where nobody would decide anyway, it still must be about somebody.
        sql.push(" AND EXISTS (SELECT 1 FROM report_excluded p WHERE p.report_id = r.id)");
        "report_excluded"
    } else {
        "report_barred"
    };
    for officer in &past.officers {
        sql.push(" AND EXISTS (SELECT 1 FROM ").push(table);
        sql.push(" p WHERE p.report_id = r.id AND p.officer_id = ");
        sql.bind(officer.0).push(")");
    }
    sql.push(")");
}
